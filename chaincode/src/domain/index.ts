// SPDX-License-Identifier: Apache-2.0
export * from './fold.ts';
export * from './known.ts';
export type { Context } from './rule.ts';
export { missing } from './decision/tally.ts';
export { countOf, examine, recountNeeds } from './proposal/recount.ts';
export { inForceAt, chainOf } from './threshold/in-force.ts';
