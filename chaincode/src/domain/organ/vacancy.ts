// SPDX-License-Identifier: Apache-2.0
import type { GroupName, Instant, MemberId, OrganId, Profile } from '../../protocol/index.ts';
import type { Known } from '../known.ts';
import { groupOf, seated } from './membership.ts';
import { holdsAt, seatsOf, termsOf, type Term } from './seat.ts';

type Span = Pick<Term, 'from' | 'until'>;

interface Seats {
  readonly count: number;
  readonly group?: GroupName | undefined;
}

/** The seats of an organ, all of one kind: kept for a group, or open. */
interface Kind extends Seats {
  readonly organ: OrganId;
}

interface Place {
  readonly profile: Profile;
  readonly known: Known;
}

/** How many others hold seats of a kind at an instant; a seat whose holder's rights are suspended rests, and is held. */
function heldAt({ organ, group }: Kind, apart: MemberId, at: Instant, known: Known): number {
  const standing = new Set(seated(known, at));
  return seatsOf(organ, known)
    .filter(({ member }) => member !== apart && standing.has(member))
    .filter((seat) => termsOf(seat).some((term) => term.group === group && holdsAt(term, at))).length;
}

/** The instants of a span at which there may be more holders than just before: its own beginning, and that of each term in it. */
function beginnings(organ: OrganId, span: Span, known: Known): Instant[] {
  const terms = seatsOf(organ, known).flatMap(termsOf);
  return [span.from, ...terms.map(({ from }) => from).filter((from) => holdsAt(span, from))];
}

function isFree(kind: Kind, apart: MemberId, span: Span, known: Known): boolean {
  return beginnings(kind.organ, span, known).every((at) => heldAt(kind, apart, at, known) < kind.count);
}

/** A seat that nobody else holds at any time of a span: one kept for the member's group before an open one. */
export function vacancy(
  { organ, member, seats }: { organ: OrganId; member: MemberId; seats: readonly Seats[] },
  span: Span,
  { profile, known }: Place,
): { group?: GroupName } | undefined {
  const free = seats.filter((kind) => isFree({ organ, ...kind }, member, span, known));
  const own = free.find(({ group }) => group !== undefined && groupOf(profile, group).includes(member));
  if (own?.group !== undefined) return { group: own.group };
  return free.some(({ group }) => group === undefined) ? {} : undefined;
}
