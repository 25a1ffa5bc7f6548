// SPDX-License-Identifier: Apache-2.0
import type { Rule } from '../rule.ts';
import { CORRECTION_RULES } from './correction.ts';
import { NOTIFICATION_RULES } from './notification.ts';
import { TEXT_RULES } from './text.ts';

export { CORRECTION_EDGES } from './correction.ts';

/** The rules on what a depositary does for the text and the states (VCLT 76 to 79). */
export const DEPOSITARY_RULES: readonly Rule[] = [...TEXT_RULES, ...NOTIFICATION_RULES, ...CORRECTION_RULES];
