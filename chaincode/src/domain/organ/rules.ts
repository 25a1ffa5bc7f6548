// SPDX-License-Identifier: Apache-2.0
import { compareInstants, memberOf, TreatyError } from '../../protocol/index.ts';
import { one } from '../known.ts';
import { ruleFor } from '../rule.ts';
import { termsOf } from './seat.ts';

/** A member gives up a seat that it holds. */
export const vacateSeat = ruleFor('VacateSeat', {
  power: 'credentials',
  needs: (act) => [one('Seat', act.body.organ, memberOf(act.by))],
  decide(act, { known, context }) {
    const { organ, reason } = act.body;
    const member = memberOf(act.by);
    const seat = known.record('Seat', organ, member);
    // R-83 only a seat that is held, now or later, can be given up
    if (seat === undefined || termsOf(seat).every(({ until }) => compareInstants(until, context.now) < 0))
      throw new TreatyError('SEAT_NOT_HELD', { organ, member });
    return [{ type: 'SeatVacated', organ, member, ...(reason === undefined ? {} : { reason }) }];
  },
});
