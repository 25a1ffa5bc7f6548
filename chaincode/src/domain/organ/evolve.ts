// SPDX-License-Identifier: Apache-2.0
import type { EventOf, Seat } from '../../protocol/index.ts';
import { standing, type Made } from '../evolution.ts';
import type { Known } from '../known.ts';

/** The seat with its new holder; a former term of the same member in that organ stays in the acts. */
export function memberElected(event: EventOf<'MemberElected'>, made: Made): Seat {
  const { type: _, ...seat } = event;
  return { kind: 'Seat', ...made, ...seat };
}

/** The seat ends with the act that gives it up. */
export function seatVacated({ organ, member }: EventOf<'SeatVacated'>, made: Made, known: Known): Seat {
  return { ...standing(known.record('Seat', organ, member)), ...made, until: made.changed.at };
}
