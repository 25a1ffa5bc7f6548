// SPDX-License-Identifier: Apache-2.0
import type { EventOf, Party } from '../../protocol/index.ts';
import { standing, type Made } from '../evolution.ts';
import type { Known } from '../known.ts';

/** The state is bound from the act that deposited its instrument. */
export function partyBound(event: EventOf<'PartyBound'>, made: Made, known: Known): Party {
  const { id, name, msp } = standing(known.record('Party', event.party));
  const { instrument, statement } = event;
  const bound = {
    status: 'bound' as const,
    instrument,
    ...(statement === undefined ? {} : { statement }),
    bound: made.changed,
  };
  return { kind: 'Party', ...made, id, name, msp, ...bound };
}
