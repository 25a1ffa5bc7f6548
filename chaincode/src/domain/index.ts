// SPDX-License-Identifier: Apache-2.0
export * from './fold.ts';
export * from './known.ts';
export type { Context } from './rule.ts';
export { missing, tally, type Vote } from './decision/tally.ts';
export { examine, recountNeeds } from './proposal/recount.ts';
export { inForceAt, chainOf } from './threshold/in-force.ts';
