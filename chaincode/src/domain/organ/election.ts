// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  deadline,
  TreatyError,
  type GroupName,
  type Instant,
  type MemberId,
  type OrganId,
  type Procedure,
  type Profile,
  type Seat,
  type Subject,
} from '../../protocol/index.ts';
import { standing } from '../evolution.ts';
import { one, type Known } from '../known.ts';
import { notStated } from '../proposal/not-stated.ts';
import type { SubjectRule } from '../proposal/subject.ts';
import { eligible, groupOf, holdsAt, MEMBERSHIP_NEEDS } from './membership.ts';

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

/** A seat that nobody else holds at an instant: one kept for the member's group before an open one. */
function vacancy(
  organ: OrganId,
  member: MemberId,
  { profile, known, at }: { profile: Profile; known: Known; at: Instant },
): { group?: GroupName } | undefined {
  const able = new Set(eligible(known, at));
  const held = known
    .all('Seat')
    .filter((seat) => seat.organ === organ && seat.member !== member && holdsAt(seat, at) && able.has(seat.member));
  const isFree = (group: GroupName | undefined, count: number) =>
    held.filter((seat) => seat.group === group).length < count;
  const { seats } = standing(electedOf(profile, organ));
  const own = seats.find(
    ({ group, count }) => group !== undefined && groupOf(profile, group).includes(member) && isFree(group, count),
  );
  if (own?.group !== undefined) return { group: own.group };
  return seats.some(({ group, count }) => group === undefined && isFree(group, count)) ? {} : undefined;
}

/** How many terms one after the other a member would have served with this one. */
function termsWith(former: Seat | undefined, from: Instant): number {
  return former !== undefined && compareInstants(from, former.until) <= 0 ? former.terms + 1 : 1;
}

function laterOf(from: Instant | undefined, now: Instant): Instant {
  return from !== undefined && compareInstants(from, now) > 0 ? from : now;
}

/** The election of a member to a seat of an organ. */
export const election: SubjectRule<Election> = {
  procedure: ({ organ }, profile) => electedOf(profile, organ)?.election,
  missing: ({ organ }) => notStated(`election to ${organ}`),
  concerned: ({ member }) => member,
  needs: ({ organ, member }) => [...MEMBERSHIP_NEEDS, one('Seat', organ, member)],

  require({ organ, member, from }, { known, profile, now }) {
    const at = laterOf(from, now);
    // R-80 seats are held by states that take part and by institutions of the treaty
    if (!eligible(known, now).includes(member)) throw new TreatyError('MEMBER_NOT_ELIGIBLE', { member, organ });
    // R-81 nobody is elected to more seats than there are, nor to one that is kept for another group
    if (vacancy(organ, member, { profile, known, at }) === undefined)
      throw new TreatyError('SEAT_NOT_VACANT', { organ, member });
    const terms = termsWith(known.record('Seat', organ, member), at);
    const { mostTerms } = standing(electedOf(profile, organ));
    // R-82 nobody serves more terms in a row than the profile allows
    if (mostTerms !== undefined && terms > mostTerms)
      throw new TreatyError('SEAT_TERMS_SERVED', { organ, member, most: mostTerms });
  },

  effect({ organ, member, from: asked }, { id }, { known, profile, now }) {
    const from = laterOf(asked, now);
    const seat = eligible(known, now).includes(member)
      ? vacancy(organ, member, { profile, known, at: from })
      : undefined;
    // R-81 the seats may have been filled, or the member have left, since the proposal was made
    if (seat === undefined) return { outcome: 'failed', why: 'no seat is vacant for this member' };
    const until = deadline(from, standing(electedOf(profile, organ)).term, profile.clock.seat);
    const terms = termsWith(known.record('Seat', organ, member), from);
    return {
      outcome: 'applied',
      events: [{ type: 'MemberElected', organ, member, ...seat, from, until, terms, proposal: id }],
    };
  },
};
