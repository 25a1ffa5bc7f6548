// SPDX-License-Identifier: Apache-2.0
export * from './fold.ts';
export * from './known.ts';
export type { Context } from './rule.ts';
export * from './decision/analysis.ts';
export { tally, type Outcome } from './decision/tally.ts';
export { MEMBERSHIP_NEEDS, membersOf } from './organ/membership.ts';
export { seatsOf, termsOf } from './organ/seat.ts';
export { lint } from './profile/lint.ts';
export type { Finding } from './profile/notes.ts';
export { isOrganisation } from './decision/electorate.ts';
export { missing } from './proposal/missing.ts';
export { countOf } from './proposal/count.ts';
export { openNeeds } from './proposal/open.ts';
export { examine, recountNeeds } from './proposal/recount.ts';
export { examinedReportNeeds, isSecret, reportsUntil } from './proposal/tellers.ts';
export { inForceAt, chainOf } from './threshold/in-force.ts';
export {
  bindingOn,
  commonTo,
  type BindingReason,
  type Common,
  type CommonReason,
  type Joined,
} from './threshold/binding.ts';
export { areMet, operationOf, type Operation } from './party/entry.ts';
export { relationOf, type Modification, type Relation } from './party/relation.ts';
export { isParty, partySince, periodsOf, standingOf, type PartyStanding } from './party/standing.ts';
export { tiersOf, type Examination, type TierVerdict } from './tier/tier-of.ts';
export { comparedSum, coverageOf, TRAINING_COMPUTE, type Asked, type Coverage } from './tier/coverage.ts';
export { BOUNDS, standingAt, type Bound } from './model/account.ts';
export { countedWith } from './model/counted.ts';
export { sumOf, type ComputeSum, type ModelFacts } from './model/aggregate.ts';
export { isOverdue } from './model/discrepancy.ts';
export { numbered } from './depositary/notification.ts';
export {
  queueOf,
  statusTable,
  type Footnote,
  type Queue,
  type StatusRow,
  type StatusTable,
} from './party/status-table.ts';
export { versionAt } from './treaty/profile-at.ts';
