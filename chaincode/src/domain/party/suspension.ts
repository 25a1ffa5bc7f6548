// SPDX-License-Identifier: Apache-2.0
import { compareInstants, TreatyError, type Instant, type MemberId, type Subject } from '../../protocol/index.ts';
import { one, type Known, type Need } from '../known.ts';
import { isSuspending } from '../organ/membership.ts';
import { notStated } from '../proposal/not-stated.ts';
import type { SubjectRule } from '../proposal/subject.ts';
import { isParty, treatyIn } from './standing.ts';

type Suspension = Extract<Subject, { type: 'suspensionOfRights' }>;
type Restoration = Extract<Subject, { type: 'restorationOfRights' }>;

const missing = () => notStated('suspension of rights');

function needs({ party }: { readonly party: MemberId }): readonly Need[] {
  return [one('Party', party), one('Suspension', party)];
}

function isSuspended(party: MemberId, known: Known, now: Instant): boolean {
  return isSuspending(known.record('Suspension', party), now);
}

/** Whether a suspension that may end would end later than another one, or at the same instant. */
function lastsAsLong({ until }: { readonly until?: Instant | undefined }, other: Instant | undefined): boolean {
  if (until === undefined) return true;
  return other !== undefined && compareInstants(until, other) >= 0;
}

/** Why a suspension would change nothing now: it would be over, or a longer one stands. */
function idleness({ party, until }: Suspension, known: Known, now: Instant): string | undefined {
  if (until !== undefined && compareInstants(until, now) <= 0) return 'it would be over before it begins';
  const present = known.record('Suspension', party);
  const isLonger = present !== undefined && isSuspending(present, now) && lastsAsLong(present, until);
  return isLonger ? 'its rights stand suspended for as long already' : undefined;
}

function isPartyOf(party: MemberId, known: Known, now: Instant): boolean {
  const record = known.record('Party', party);
  return record !== undefined && isParty(record, treatyIn(known), now);
}

/** The suspension of a party's rights; its duties stay. */
export const suspension: SubjectRule<Suspension> = {
  procedure: (_, { suspension: way }) => way,
  missing,
  concerned: ({ party }) => party,
  needs,
  require({ party, until }, { known, now }) {
    // R-179 a suspension ends after it begins
    if (until !== undefined && compareInstants(until, now) <= 0)
      throw new TreatyError('SUSPENSION_OVER', { party, until, now });
    // R-84 rights are suspended that a party has
    if (!isPartyOf(party, known, now) || isSuspended(party, known, now))
      throw new TreatyError('RIGHTS_NOT_HELD', { party });
  },
  effect(subject, { id }, { known, now }) {
    const { party, ground, until } = subject;
    if (!isPartyOf(party, known, now)) return { outcome: 'failed', why: 'it is no party any more' };
    // R-179 the later end stands: a second suspension does not shorten the first
    const why = idleness(subject, known, now);
    if (why !== undefined) return { outcome: 'failed', why };
    const event = {
      type: 'RightsSuspended' as const,
      party,
      ground,
      proposal: id,
      ...(until === undefined ? {} : { until }),
    };
    return { outcome: 'applied', events: [event] };
  },
};

/** The restoration of rights that stand suspended. */
export const restoration: SubjectRule<Restoration> = {
  procedure: (_, { suspension: way }) => way,
  missing,
  concerned: ({ party }) => party,
  needs,
  require({ party }, { known, now }) {
    // R-85 rights are restored that are suspended
    if (!isSuspended(party, known, now)) throw new TreatyError('RIGHTS_NOT_SUSPENDED', { party });
  },
  effect({ party }, { id }, { known, now }) {
    if (!isSuspended(party, known, now)) return { outcome: 'failed', why: 'the rights stand suspended no more' };
    return { outcome: 'applied', events: [{ type: 'RightsRestored', party, proposal: id }] };
  },
};
