// SPDX-License-Identifier: Apache-2.0
import type { Rule } from '../rule.ts';
import { DECLARATION_RULES } from './declaration.ts';
import { INSTRUMENT_RULES } from './instrument.ts';
import { RESERVATION_RULES } from './reservation.ts';
import { SUCCESSION_RULES } from './succession.ts';
import { WITHDRAWAL_RULES } from './withdrawal.ts';

export { INSTRUMENT_EDGES, PARTY_EDGES } from './edges.ts';
export { depositInstrument } from './instrument.ts';
export { DECLARATION_EDGES } from './declaration.ts';
export { OBJECTION_EDGES, RESERVATION_EDGES } from './reservation.ts';

/** The rules on becoming, being and ceasing to be a party. */
export const PARTY_RULES: readonly Rule[] = [
  ...INSTRUMENT_RULES,
  ...WITHDRAWAL_RULES,
  ...RESERVATION_RULES,
  ...DECLARATION_RULES,
  ...SUCCESSION_RULES,
];
