// SPDX-License-Identifier: Apache-2.0
import { memberOf, TreatyError, type Instant, type MemberId, type RepresentativeId } from '../../protocol/index.ts';
import { one, type Known, type Need } from '../known.ts';
import { requireBound } from '../party/standing.ts';

/** What tells whether a member takes part in the register of models. */
export function participantNeeds(by: RepresentativeId): Need[] {
  const member = memberOf(by);
  return [one('Institution', member), one('Party', member)];
}

/** Whether a member is an institute on record. */
export function isInstitute(member: MemberId, known: Known): boolean {
  return known.record('Institution', member)?.role === 'institute';
}

/** Refuses a member that is neither an institute nor a state whose consent stands. Fails if: MODEL_NOT_ENTITLED, PARTY_NOT_BOUND. */
export function requireParticipant(member: MemberId, known: Known, now: Instant): void {
  if (isInstitute(member, known)) return;
  // R-160 models are registered, and their compute declared, by institutes and by states whose consent stands
  if (known.record('Party', member) === undefined) throw new TreatyError('MODEL_NOT_ENTITLED', { member });
  requireBound(member, known, now);
}
