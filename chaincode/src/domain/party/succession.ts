// SPDX-License-Identifier: Apache-2.0
import { memberOf, TreatyError, type Act, type ActOf } from '../../protocol/index.ts';
import { one, type Known } from '../known.ts';
import { headOf } from '../representative/standing.ts';
import { ruleFor, type Context } from '../rule.ts';
import { requireNamed } from './standing.ts';

function requireHead(act: Act): void {
  const expected = headOf(memberOf(act.by));
  // R-129 which organisation hosts a state is for the head of its delegation to say
  if (act.by !== expected) throw new TreatyError('OFFICE_NOT_HEAD', { act: act.type, expected, by: act.by });
}

/** The head announces, under the present organisation, which one is to host the state; a later announcement replaces it. */
const announceSuccession = ruleFor('AnnounceSuccession', {
  // R-129 which organisation hosts a state is for the head of its delegation to say, with full powers
  power: 'fullPowers',
  needs: (act) => [one('Party', memberOf(act.by))],
  decide(act, { known }) {
    const party = requireNamed(memberOf(act.by), known);
    const { msp, reason } = act.body;
    requireHead(act);
    // R-133 a succession changes the host
    if (msp === party.msp) throw new TreatyError('SUCCESSION_CHANGES_NOTHING', { member: party.id, msp });
    return [{ type: 'SuccessionAnnounced', party: party.id, msp, ...(reason === undefined ? {} : { reason }) }];
  },
});

/** The transaction is the new organisation's own: an administrator's. */
function requireSuccessor(act: ActOf<'TakeUpSuccession'>, known: Known, context: Context): void {
  const party = requireNamed(memberOf(act.by), known);
  const { msp } = act.body;
  // R-134 a state is taken up by the organisation that was announced under the former one, and by its administrator
  if (party.succession?.msp !== msp) throw new TreatyError('SUCCESSION_NONE', { member: party.id, msp });
  if (context.msp !== msp)
    throw new TreatyError('CARRIER_FOREIGN', { member: party.id, expected: msp, msp: context.msp });
  if (!context.admin) throw new TreatyError('CARRIER_NOT_ADMIN', { type: act.type, expected: msp });
}

/** The organisation that was announced takes the state up, sealed by its head: from then on it carries the state's acts. */
const takeUpSuccession = ruleFor('TakeUpSuccession', {
  // R-129 which organisation hosts a state is for the head of its delegation to say, with full powers
  power: 'fullPowers',
  needs: (act) => [one('Party', memberOf(act.by))],
  carrier: requireSuccessor,
  decide(act, { known }) {
    requireHead(act);
    const { id: party, msp: former } = requireNamed(memberOf(act.by), known);
    return [{ type: 'SuccessionTakenUp', party, msp: act.body.msp, former }];
  },
});

/** The rules on which organisation hosts a state. */
export const SUCCESSION_RULES = [announceSuccession, takeUpSuccession] as const;
