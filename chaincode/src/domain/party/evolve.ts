// SPDX-License-Identifier: Apache-2.0
import type { EventOf, Party } from '../../protocol/index.ts';
import { standing, type Made } from '../evolution.ts';
import type { Known } from '../known.ts';

/** The state is bound from the act that deposited its instrument. */
export function partyBound(event: EventOf<'PartyBound'>, made: Made, known: Known): Party {
  const { id, name, msp } = standing(known.record('Party', event.party));
  return { kind: 'Party', ...made, id, name, msp, status: 'bound', instrument: event.instrument, bound: made.changed };
}
