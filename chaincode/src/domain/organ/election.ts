// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  deadline,
  latest,
  TreatyError,
  type GroupName,
  type Instant,
  type OrganId,
  type Procedure,
  type Profile,
  type Seat,
  type Subject,
} from '../../protocol/index.ts';
import { standing } from '../evolution.ts';
import { one } from '../known.ts';
import { notStated } from '../proposal/not-stated.ts';
import type { Setting, SubjectRule } from '../proposal/subject.ts';
import { eligible, MEMBERSHIP_NEEDS } from './membership.ts';
import { isElectedAhead, isLapsed, lastOf } from './seat.ts';
import { vacancy } from './vacancy.ts';

type Election = Extract<Subject, { type: 'election' }>;

interface Elected {
  readonly seats: readonly { readonly count: number; readonly group?: GroupName | undefined }[];
  readonly term: Parameters<typeof deadline>[1];
  readonly mostTerms?: number | undefined;
  readonly election: Procedure;
}

/** How an organ is elected; undefined where the profile has no such organ, or makes it up otherwise. */
function electedOf({ organs }: Profile, organ: OrganId): Elected | undefined {
  const composition = organs.find(({ id }) => id === organ)?.composition;
  return typeof composition === 'object' && 'elected' in composition ? composition.elected : undefined;
}

/** The term to which a member would be elected at an instant, as the treaty's organ stands then. */
interface Candidacy {
  readonly from: Instant;
  readonly until: Instant;
  readonly terms: number;
  readonly mostTerms: number | undefined;
  readonly isElectedAhead: boolean;
  readonly lapsed: boolean;
  readonly seat: { readonly group?: GroupName } | undefined;
}

/**
 * How many terms one after the other a member would have served with a new one. Only a full term of the organ in between breaks the
 * row: whoever chooses when a term begins could else leave out a moment.
 */
function termsWith(former: Seat | undefined, from: Instant, full: (from: Instant) => Instant): number {
  if (former === undefined) return 1;
  const { until, inARow } = lastOf(former);
  return compareInstants(from, full(until)) < 0 ? inARow + 1 : 1;
}

function candidacy({ organ, member, from: asked }: Election, { known, profile, now }: Setting): Candidacy {
  const { term, seats, mostTerms } = standing(electedOf(profile, organ));
  const full = (from: Instant) => deadline(from, term, profile.clock.seat);
  const from = asked === undefined ? now : latest(asked, now);
  const until = full(from);
  const former = known.record('Seat', organ, member);
  const lapsed = former !== undefined && isLapsed(former, known);
  return {
    ...{ from, until, mostTerms, lapsed, terms: termsWith(former, from, full) },
    isElectedAhead: former !== undefined && !lapsed && isElectedAhead(former, now),
    seat: vacancy({ organ, member, seats }, { from, until }, { profile, known }),
  };
}

/** Why a member can no more be elected as was proposed. */
function obstacle(isEligible: boolean, { isElectedAhead: has, seat, terms, mostTerms }: Candidacy): string | undefined {
  // R-81 the seats may have been filled, or the member have left, since the proposal was made
  if (!isEligible || seat === undefined) return 'no seat is vacant for this member';
  if (has) return 'this member is already elected to a term that is still to begin';
  // R-82 another election may have taken effect since
  return mostTerms !== undefined && terms > mostTerms
    ? 'this member has served as many terms in a row as it may'
    : undefined;
}

/** The election of a member to a seat of an organ. */
export const election: SubjectRule<Election> = {
  procedure: ({ organ }, profile) => electedOf(profile, organ)?.election,
  missing: ({ organ }) => notStated(`election to ${organ}`),
  concerned: ({ member }) => member,
  needs: ({ organ, member }) => [...MEMBERSHIP_NEEDS, one('Seat', organ, member)],

  require(subject, setting) {
    const { organ, member } = subject;
    const { known, now } = setting;
    // R-80 seats are held by states that take part and by institutions of the treaty
    if (!eligible(known, now).includes(member)) throw new TreatyError('MEMBER_NOT_ELIGIBLE', { member, organ });
    const { seat, terms, mostTerms, isElectedAhead: has } = candidacy(subject, setting);
    // R-89 nobody is elected to a term beyond one that is still to begin
    if (has) throw new TreatyError('SEAT_TERM_AHEAD', { organ, member });
    // R-81 nobody is elected to more seats than there are, nor to one that is kept for another group
    if (seat === undefined) throw new TreatyError('SEAT_NOT_VACANT', { organ, member });
    // R-82 nobody serves more terms in a row than the profile allows
    if (mostTerms !== undefined && terms > mostTerms)
      throw new TreatyError('SEAT_TERMS_SERVED', { organ, member, most: mostTerms });
  },

  effect(subject, { id }, setting) {
    const { organ, member } = subject;
    const elected = candidacy(subject, setting);
    const why = obstacle(eligible(setting.known, setting.now).includes(member), elected);
    if (why !== undefined) return { outcome: 'failed', why };
    const { seat, from, until, terms, lapsed } = elected;
    const term = { ...seat, from, until, terms, proposal: id };
    return {
      outcome: 'applied',
      events: [{ type: 'MemberElected', organ, member, ...term, ...(lapsed && { lapsed }) }],
    };
  },
};
