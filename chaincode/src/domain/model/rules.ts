// SPDX-License-Identifier: Apache-2.0
import type { Rule } from '../rule.ts';
import { COMPUTE_RULES } from './declare.ts';
import { REGISTER_RULES } from './register.ts';

export { COMPUTE_EDGES } from './declare.ts';
export { DISCREPANCY_EDGES } from './discrepancy.ts';

/** The rules on models and on the compute that went into them. */
export const MODEL_RULES: readonly Rule[] = [...REGISTER_RULES, ...COMPUTE_RULES];
