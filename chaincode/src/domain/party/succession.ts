// SPDX-License-Identifier: Apache-2.0
import {
  memberOf,
  TreatyError,
  type Act,
  type ActOf,
  type Institution,
  type MemberId,
  type Party,
  type Power,
} from '../../protocol/index.ts';
import { one, type Known, type Need } from '../known.ts';
import { headOf } from '../representative/standing.ts';
import { ruleFor, type Context } from '../rule.ts';

/** A state or an institution, as the event of a succession names it. */
type Named = { readonly party: MemberId } | { readonly institution: MemberId };

function memberNeeds(act: Act): readonly Need[] {
  return [one('Party', memberOf(act.by)), one('Institution', memberOf(act.by))];
}

/** The member that an organisation hosts: a state or an institution. Fails if: MEMBER_UNKNOWN. */
function requireMember(act: Act, known: Known): Party | Institution {
  const member = memberOf(act.by);
  const found = known.record('Party', member) ?? known.record('Institution', member);
  if (found === undefined) throw new TreatyError('MEMBER_UNKNOWN', { member, treaty: act.treaty });
  return found;
}

function named({ kind, id }: Party | Institution): Named {
  return kind === 'Party' ? { party: id } : { institution: id };
}

/** A state speaks on its host with full powers; an institution has none to give, and its head speaks with credentials. */
function powerFor(act: Act, known: Known): Power {
  // R-155 full powers are a state's: for an institution its head's credentials suffice (VCLT 7(1))
  return known.record('Institution', memberOf(act.by)) === undefined ? 'fullPowers' : 'credentials';
}

function requireHead(act: Act): void {
  const expected = headOf(memberOf(act.by));
  // R-129 which organisation hosts a member is for the head of its delegation to say
  if (act.by !== expected) throw new TreatyError('OFFICE_NOT_HEAD', { act: act.type, expected, by: act.by });
}

/** The head announces, under the present organisation, which one is to host the member; a later announcement replaces it. */
const announceSuccession = ruleFor('AnnounceSuccession', {
  // R-129 which organisation hosts a state is for the head of its delegation to say, with full powers
  power: 'fullPowers',
  powerUnder: (_, act, known) => powerFor(act, known),
  needs: memberNeeds,
  decide(act, { known }) {
    const member = requireMember(act, known);
    const { msp, reason } = act.body;
    requireHead(act);
    // R-133 a succession changes the host
    if (msp === member.msp) throw new TreatyError('SUCCESSION_CHANGES_NOTHING', { member: member.id, msp });
    return [{ type: 'SuccessionAnnounced', ...named(member), msp, ...(reason === undefined ? {} : { reason }) }];
  },
});

/** The transaction is the new organisation's own: an administrator's. */
function requireSuccessor(act: ActOf<'TakeUpSuccession'>, known: Known, context: Context): void {
  const { id: member, succession } = requireMember(act, known);
  const { msp } = act.body;
  // R-134 a member is taken up by the organisation that was announced under the former one, and by its administrator
  if (succession?.msp !== msp) throw new TreatyError('SUCCESSION_NONE', { member, msp });
  if (context.msp !== msp) throw new TreatyError('CARRIER_FOREIGN', { member, expected: msp, msp: context.msp });
  if (!context.admin) throw new TreatyError('CARRIER_NOT_ADMIN', { type: act.type, expected: msp });
}

/** The organisation that was announced takes the member up, sealed by its head: from then on it carries the member's acts. */
const takeUpSuccession = ruleFor('TakeUpSuccession', {
  // R-129 which organisation hosts a state is for the head of its delegation to say, with full powers
  power: 'fullPowers',
  powerUnder: (_, act, known) => powerFor(act, known),
  needs: memberNeeds,
  carrier: requireSuccessor,
  decide(act, { known }) {
    requireHead(act);
    const member = requireMember(act, known);
    return [{ type: 'SuccessionTakenUp', ...named(member), msp: act.body.msp, former: member.msp }];
  },
});

/** The rules on which organisation hosts a state or an institution. */
export const SUCCESSION_RULES = [announceSuccession, takeUpSuccession] as const;
