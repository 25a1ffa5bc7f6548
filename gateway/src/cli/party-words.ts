// SPDX-License-Identifier: Apache-2.0
import type { Party } from '../../../chaincode/src/protocol/index.ts';
import { instantWords, kebab } from './words.ts';

/** What a party's status means. */
export function statusWords(party: Party): string {
  if (party.status === 'invited') return 'invited, not bound yet';
  return `bound by ${kebab(party.instrument)} since ${instantWords(party.bound.at)}`;
}

/** A party as a row: id, name, status, the organisation that carries its acts. */
export function partyWords(party: Party): string[] {
  return [party.id, party.name, statusWords(party), party.msp];
}
