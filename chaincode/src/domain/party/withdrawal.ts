// SPDX-License-Identifier: Apache-2.0
import {
  commencement,
  compareInstants,
  memberOf,
  TreatyError,
  type Act,
  type ConditionMet,
  type Instant,
  type Party,
  type Profile,
  type Treaty,
  type WithdrawalRule,
} from '../../protocol/index.ts';
import { one } from '../known.ts';
import { mayMove, ruleFor, statusesFor } from '../rule.ts';
import { PARTY_EDGES } from './edges.ts';
import { periodsOf, requireBound, requireNamed, standingOf, type BoundParty } from './standing.ts';

function ruleIn({ id, membership }: Profile): WithdrawalRule {
  // R-120 a treaty without provision for it is not left by one's own notice (VCLT 54, 56)
  if (membership?.withdrawal === undefined) throw new TreatyError('WITHDRAWAL_NOT_PROVIDED', { profile: id });
  return membership.withdrawal;
}

function requireDue(party: BoundParty, rule: WithdrawalRule, treaty: Treaty, { clock }: Profile, now: Instant): void {
  const entered = periodsOf(party, treaty).at(-1)?.from;
  if (rule.notBefore === undefined || entered === undefined) return;
  const from = commencement(entered, rule.notBefore, clock.seat);
  // R-121 notice is given once the time has passed for which the profile binds (Paris Agreement 28(1))
  if (compareInstants(now, from) < 0) throw new TreatyError('WITHDRAWAL_TOO_EARLY', { member: party.id, from, now });
}

function requireAnswered({ conditions = [] }: WithdrawalRule, statements: readonly ConditionMet[]): void {
  const answered = statements.map(({ condition }) => condition);
  const missing = conditions.filter((condition) => answered.filter((one) => one === condition).length !== 1);
  const stray = answered.filter((condition) => !conditions.includes(condition));
  // R-122 the notice states how each condition of the profile has been met, such as the events of NPT X(1)
  if (missing.length > 0 || stray.length > 0)
    throw new TreatyError('WITHDRAWAL_CONDITION_UNANSWERED', { missing, stray });
}

function refusedStatus({ id }: Party, act: Act, status: string): TreatyError {
  return new TreatyError('PARTY_STATUS', {
    member: id,
    status,
    act: act.type,
    expected: statusesFor(PARTY_EDGES, act.type),
  });
}

/** A party gives notice of its withdrawal (VCLT 54, 56, 67). */
const notifyWithdrawal = ruleFor('NotifyWithdrawal', {
  // R-123 notice of withdrawal, and its revocation, need full powers (VCLT 67(2))
  power: 'fullPowers',
  needs: (act) => [one('Party', memberOf(act.by)), one('Instrument', memberOf(act.by), act.id)],
  decide(act, { known, treaty, profile, context: { now } }) {
    const party = requireBound(memberOf(act.by), known, now);
    // R-124 notice is given once
    if (!mayMove(PARTY_EDGES, party.status, act.type)) throw refusedStatus(party, act, party.status);
    const former = known.record('Instrument', party.id, act.id);
    // R-105 a notice is known by the number of its act, as an instrument is
    if (former !== undefined) throw new TreatyError('ACT_ID_REUSED', { by: act.by, id: act.id, tx: former.changed.tx });
    const rule = ruleIn(profile);
    const { reason, statements } = act.body;
    requireDue(party, rule, treaty, profile, now);
    requireAnswered(rule, statements ?? []);
    return [
      {
        ...{ type: 'WithdrawalNotified', party: party.id, instrument: act.id },
        effective: commencement(now, rule.notice, profile.clock.seat),
        ...(reason === undefined ? {} : { reason }),
        ...(statements === undefined ? {} : { statements }),
      },
    ];
  },
});

/** A party revokes its notice before it takes effect (VCLT 68). */
const revokeWithdrawal = ruleFor('RevokeWithdrawal', {
  // R-123 notice of withdrawal, and its revocation, need full powers (VCLT 67(2))
  power: 'fullPowers',
  needs: (act, known) => {
    const party = known.find('Party', memberOf(act.by));
    const notice = party?.status === 'withdrawing' ? [one('Instrument', party.id, party.notice)] : [];
    return [one('Party', memberOf(act.by)), ...notice];
  },
  decide(act, { known, treaty, context: { now } }) {
    const party = requireNamed(memberOf(act.by), known);
    // R-125 a notice is revoked before it takes effect (VCLT 68)
    if (party.status !== 'withdrawing' || compareInstants(now, party.effective) >= 0)
      throw refusedStatus(party, act, standingOf(party, treaty, now));
    const { reason } = act.body;
    const because = reason === undefined ? {} : { reason };
    return [{ type: 'WithdrawalRevoked', party: party.id, instrument: party.notice, ...because }];
  },
});

/** The rules on leaving a treaty. */
export const WITHDRAWAL_RULES = [notifyWithdrawal, revokeWithdrawal] as const;
