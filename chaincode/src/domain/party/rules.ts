// SPDX-License-Identifier: Apache-2.0
import { memberOf, TreatyError } from '../../protocol/index.ts';
import { one } from '../known.ts';
import { mayMove, ruleFor, type Edges } from '../rule.ts';

/** A state named by the treaty becomes bound by its own instrument. */
export const PARTY_EDGES: Edges<'invited' | 'bound'> = {
  invited: { DepositInstrument: ['bound'] },
  bound: {},
};

/** A state expresses its consent to be bound (VCLT 11 to 16). */
export const depositInstrument = ruleFor('DepositInstrument', {
  // R-20 consent to be bound is expressed with full powers (VCLT 7)
  power: 'fullPowers',
  needs: (act) => [one('Party', memberOf(act.by))],
  decide(act, { known }) {
    const member = memberOf(act.by);
    const party = known.record('Party', member);
    if (party === undefined) throw new TreatyError('PARTY_UNKNOWN', { member });
    // R-21 one instrument binds
    if (!mayMove(PARTY_EDGES, party.status, act.type)) {
      throw new TreatyError('PARTY_ALREADY_BOUND', { member, since: party.changed.at });
    }
    const { kind, statement } = act.body;
    return [{ type: 'PartyBound', party: member, instrument: kind, ...(statement === undefined ? {} : { statement }) }];
  },
});
