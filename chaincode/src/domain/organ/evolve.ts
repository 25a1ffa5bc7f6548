// SPDX-License-Identifier: Apache-2.0
import { compareInstants, earliest, type EventOf, type Seat } from '../../protocol/index.ts';
import { standing, type Made } from '../evolution.ts';
import type { Known } from '../known.ts';
import { begunBy, termsOf } from './seat.ts';

/**
 * The seat with its new term. A term of the same member that has begun and not ended goes on until its end, or until the new one
 * begins; terms that are over, and a seat that lapsed, stay in the acts.
 */
export function memberElected(event: EventOf<'MemberElected'>, made: Made, known: Known): Seat {
  const { type: _, organ, member, lapsed, ...term } = event;
  const head = { kind: 'Seat', ...made, organ, member } as const;
  // A reader of the events knows the records that exist, and of no other that it does not.
  const seat = lapsed === true ? undefined : known.find('Seat', organ, member);
  const present = seat === undefined ? undefined : begunBy(seat, made.changed.at);
  if (present === undefined) return { ...head, ...term };
  const until = earliest(present.until, term.from);
  const goesOn = compareInstants(made.changed.at, until) < 0;
  return goesOn ? { ...head, ...present, until, next: term } : { ...head, ...term };
}

/** The seat ends with the act that gives it up; a term that was still to come never begins. */
export function seatVacated({ organ, member }: EventOf<'SeatVacated'>, made: Made, known: Known): Seat {
  const seat = standing(known.record('Seat', organ, member));
  const [first] = termsOf(seat);
  const term = begunBy(seat, made.changed.at) ?? first;
  return { kind: 'Seat', ...made, organ, member, ...term, until: earliest(term.until, made.changed.at) };
}
