// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { standingOf } from '../../../chaincode/src/domain/party/standing.ts';
import { Instant } from '../../../chaincode/src/protocol/index.ts';
import { delegate, examineInstrument, heads, notify, openWith, revoke, sign } from '../../support/domain/membership.ts';
import {
  bind,
  BOUND,
  deposit,
  madeBy,
  move,
  proposalOf,
  register,
  revisionOf,
  stampOf,
  versionOf,
  vote,
} from '../../support/domain/steps.ts';
import { given, type World } from '../../support/domain/world.ts';

/** VCLT 56(2): where a right of withdrawal is implied, not less than twelve months' notice. */
const VCLT_56 = { withdrawal: { notice: 'P12M' } };
const EVENTS = 'Extraordinary events have jeopardised the supreme interests of the party.';
/** NPT X(1): three months' notice, with a statement of the extraordinary events. */
const NPT = { withdrawal: { notice: 'P3M', conditions: ['Statement of the extraordinary events (Article X)'] } };
const STATEMENTS = [{ condition: NPT.withdrawal.conditions[0], statement: EVENTS }];

const GIVEN = '2027-01-10T12:00:00Z';
const BEFORE = '2028-01-09T22:59:59Z';
const EFFECTIVE = '2028-01-09T23:00:00Z';
const THREE = [openWith(VCLT_56), ...['XA', 'XB', 'XC'].flatMap(bind)];
const NOTICE = notify('XA/head', {}, { now: GIVEN });
const XA = { id: 'XA', name: 'State XA', msp: 'XAMSP' };

function standing(world: World, instant: string): string {
  return standingOf(world.get('Party', 'XA'), world.get('Treaty'), Instant.parse(instant));
}

describe('giving notice of withdrawal', () => {
  describe('succeeds exactly when all conditions hold', () => {
    it('is done by a party, and takes effect when the notice has run (VCLT 56(2))', () => {
      given(...THREE)
        .when(NOTICE)
        .then({ type: 'WithdrawalNotified', party: 'XA', instrument: NOTICE.act.id, effective: EFFECTIVE });
    });

    it('states how it meets each condition, as NPT X(1) asks, with the reason', () => {
      const notice = notify('XA/head', { reason: 'By decision.', statements: STATEMENTS }, { now: GIVEN });
      given(openWith(NPT), ...bind('XA'))
        .when(notice)
        .then({
          ...{ type: 'WithdrawalNotified', party: 'XA', instrument: notice.act.id, effective: '2027-04-09T23:00:00Z' },
          ...{ reason: 'By decision.', statements: STATEMENTS },
        });
    });

    it('refuses a notice that leaves a condition open, answers it twice, or another one (R-122)', () => {
      const [condition = ''] = NPT.withdrawal.conditions;
      const refused = (statements: object[] | undefined, missing: string[], stray: string[]) => {
        const body = statements === undefined ? {} : { statements };
        given(openWith(NPT), ...bind('XA'))
          .when(notify('XA/head', body, { now: GIVEN }))
          .thenRefuses('WITHDRAWAL_CONDITION_UNANSWERED', { missing, stray });
      };
      refused(undefined, [condition], []);
      refused([...STATEMENTS, ...STATEMENTS], [condition], []);
      refused([...STATEMENTS, { condition: 'Another one', statement: 'x' }], [], ['Another one']);
    });

    it('refuses where the profile does not provide for it (R-120)', () => {
      given(...BOUND)
        .when(NOTICE)
        .thenRefuses('WITHDRAWAL_NOT_PROVIDED', { profile: 'cast' });
      given(openWith({}), ...bind('XA'))
        .when(NOTICE)
        .thenRefuses('WITHDRAWAL_NOT_PROVIDED', { profile: 'cast' });
    });

    it('refuses before the time for which the profile binds has passed (R-121)', () => {
      // Paris Agreement 28: notice from three years after its entry into force for the party, effective a year after.
      const paris = { withdrawal: { notice: 'P1Y', notBefore: 'P1Y' } };
      const from = '2027-11-22T23:00:00Z';
      const early = notify('XA/head', {}, { now: '2027-11-22T22:59:59Z' });
      given(openWith(paris), ...bind('XA'))
        .when(early)
        .thenRefuses('WITHDRAWAL_TOO_EARLY', { member: 'XA', from, now: '2027-11-22T22:59:59Z' });
      const due = notify('XA/head', {}, { now: from });
      given(openWith(paris), ...bind('XA'))
        .when(due)
        .then({ type: 'WithdrawalNotified', party: 'XA', instrument: due.act.id, effective: '2028-11-22T23:00:00Z' });
    });

    it('lets a state leave before the treaty is in force for it, from which nothing counts yet', () => {
      const awaiting = { entryIntoForce: { count: 4, after: 'PT0S' }, withdrawal: { notice: 'P1D', notBefore: 'P3Y' } };
      const notice = notify('XA/head', {}, { now: GIVEN });
      const effective = '2027-01-10T23:00:00Z';
      given(openWith(awaiting), ...bind('XA'))
        .when(notice)
        .then({ type: 'WithdrawalNotified', party: 'XA', instrument: notice.act.id, effective });
      const { world } = given(openWith(awaiting), ...bind('XA'), notice);
      expect(standing(world, GIVEN)).to.equal('contracting');
      expect(standing(world, effective)).to.equal('withdrawn');
    });

    it('refuses a representative without full powers (R-123)', () => {
      given(...THREE, delegate('XA'))
        .when(notify('XA/delegate-1', {}, { now: GIVEN }))
        .thenRefuses('POWERS_MISSING', {
          representative: 'XA/delegate-1',
          held: ['credentials'],
          act: 'NotifyWithdrawal',
          expected: 'fullPowers',
        });
    });

    it('refuses a second notice (R-124)', () => {
      given(...THREE, NOTICE)
        .when(notify('XA/head', {}, { now: BEFORE }))
        .thenRefuses('PARTY_STATUS', {
          ...{ member: 'XA', status: 'withdrawing', act: 'NotifyWithdrawal', expected: ['bound'] },
        });
    });

    it('refuses a notice under the number of an instrument (R-105)', () => {
      const deposited = deposit('XA/head');
      given(
        openWith(VCLT_56),
        ...heads('XA'),
        deposited,
        register('XA/delegate-1', { powers: ['credentials', 'fullPowers'] }),
      )
        .when(notify('XA/delegate-1', {}, { now: GIVEN, id: deposited.act.id }))
        .thenRefuses('ACT_ID_REUSED', { by: 'XA/delegate-1', id: deposited.act.id, tx: deposited.tx });
    });

    it('refuses a state that is not bound yet, or not any more, and says how it stands (R-101)', () => {
      given(openWith(VCLT_56), ...heads('XA'))
        .when(NOTICE)
        .thenRefuses('PARTY_NOT_BOUND', { member: 'XA', status: 'invited', expected: 'bound' });
      given(...THREE, NOTICE)
        .when(notify('XA/head', {}, { now: EFFECTIVE }))
        .thenRefuses('PARTY_NOT_BOUND', { member: 'XA', status: 'withdrawn', expected: 'bound' });
    });
  });

  it('has its effect, and touches nothing else', () => {
    const { world } = given(...THREE);
    const before = world.get('Party', 'XA');
    given(...THREE)
      .when(NOTICE)
      .thenChanges(
        {
          ...{ kind: 'Party', ...madeBy(NOTICE), ...XA, status: 'withdrawing' },
          ...{ instrument: 'ratification', bound: 'bound' in before && before.bound },
          ...{ notice: NOTICE.act.id, effective: EFFECTIVE },
        },
        {
          ...{ kind: 'Instrument', ...madeBy(NOTICE), member: 'XA', id: NOTICE.act.id, status: 'notified' },
          ...{ received: stampOf(NOTICE), effective: EFFECTIVE },
        },
      );
  });

  describe('and then', () => {
    const REVISION = revisionOf('oversight', { base: versionOf(openWith(VCLT_56), 'oversight') });
    const MOTION = move('XB/head', REVISION, { now: '2028-01-09T12:00:00Z' });

    it('the state remains a party until its notice takes effect, and is none from then on', () => {
      const { world } = given(...THREE, NOTICE);
      expect(standing(world, GIVEN)).to.equal('withdrawing');
      expect(standing(world, BEFORE)).to.equal('withdrawing');
      expect(standing(world, EFFECTIVE)).to.equal('withdrawn');
    });

    it('it moves and votes until then, and belongs to no electorate afterwards', () => {
      const { world } = given(...THREE, NOTICE, MOTION);
      expect(world.get('Proposal', proposalOf(MOTION)).electorate).to.deep.equal(['XA', 'XB', 'XC']);
      const later = move('XB/head', REVISION, { now: EFFECTIVE });
      const after = given(...THREE, NOTICE, later).world.get('Proposal', proposalOf(later));
      expect(after.electorate).to.deep.equal(['XB', 'XC']);
      given(...THREE, NOTICE)
        .when(move('XA/head', REVISION, { now: EFFECTIVE }))
        .thenRefuses('PARTY_NOT_BOUND', { member: 'XA', status: 'withdrawn', expected: 'bound' });
    });

    it('it votes no more on what was opened before, and is told how it stands (R-56)', () => {
      const before = vote('XA/head', proposalOf(MOTION), 'yes', { now: BEFORE });
      expect(given(...THREE, NOTICE, MOTION, before).world.all('Ballot')).to.have.length(1);
      given(...THREE, NOTICE, MOTION)
        .when(vote('XA/head', proposalOf(MOTION), 'yes', { now: EFFECTIVE }))
        .thenRefuses('PARTY_NOT_BOUND', { member: 'XA', status: 'withdrawn', expected: 'bound' });
    });

    it('it may be bound again by another instrument once it has left, and not before', () => {
      const again = deposit('XA/head', { kind: 'accession' }, { now: '2028-06-01T00:00:00Z' });
      given(...THREE, NOTICE)
        .when(deposit('XA/head', { kind: 'accession' }, { now: BEFORE }))
        .thenRefuses('PARTY_ALREADY_BOUND', { member: 'XA', since: '2026-11-23T10:00:00Z' });
      const { world } = given(...THREE, NOTICE, again);
      const party = world.get('Party', 'XA');
      const former = given(...THREE).world.get('Party', 'XA');
      const received = 'bound' in former && former.bound;
      const earlier = [{ bound: '2026-11-23T10:00:00Z', left: EFFECTIVE, form: 'ratification', received }];
      expect(party).to.deep.equal({
        ...{ kind: 'Party', ...madeBy(again), ...XA, status: 'bound', instrument: 'accession' },
        ...{ bound: stampOf(again), earlier },
      });
      expect(standing(world, BEFORE)).to.equal('withdrawing');
      expect(standing(world, EFFECTIVE)).to.equal('withdrawn');
      expect(standing(world, '2028-06-01T00:00:00Z')).to.equal('party');
    });

    it('it does not sign, and is told that it has left (R-103)', () => {
      const refused = { member: 'XA', act: 'SignTreaty', expected: ['invited'] };
      for (const [now, status] of [
        [BEFORE, 'withdrawing'],
        [EFFECTIVE, 'withdrawn'],
      ] as const) {
        given(...THREE, NOTICE)
          .when(sign('XA/head', { now }))
          .thenRefuses('PARTY_STATUS', { ...refused, status });
      }
    });

    it('it keeps its history when it leaves and comes back once more', () => {
      const back = (now: string) => deposit('XA/head', { kind: 'accession', statement: 'Again.' }, { now });
      const steps = [
        ...THREE,
        NOTICE,
        back('2028-02-01T00:00:00Z'),
        notify('XA/head', {}, { now: '2028-03-01T00:00:00Z' }),
      ];
      const revoked = given(...steps, revoke('XA/head', {}, { now: '2028-04-01T00:00:00Z' })).world.get('Party', 'XA');
      expect('earlier' in revoked && revoked.earlier).to.have.length(1);
      expect('statement' in revoked && revoked.statement).to.equal('Again.');
    });

    it('an instrument that is examined binds it again as well', () => {
      const examined = { ...VCLT_56, examination: true };
      const first = deposit('XA/head');
      const again = deposit('XA/head', { kind: 'accession' }, { now: '2028-06-01T00:00:00Z' });
      const steps = [openWith(examined), ...heads('XA'), first, examineInstrument(first), NOTICE, again];
      const { world } = given(...steps, examineInstrument(again, { now: '2028-07-01T00:00:00Z' }));
      expect(standing(world, '2028-06-01T00:00:00Z')).to.equal('party');
    });
  });
});

describe('revoking a notice of withdrawal', () => {
  const REVOCATION = revoke('XA/head', { reason: 'A new government.' }, { now: BEFORE });

  it('is done until it takes effect (VCLT 68), and the state is bound as before', () => {
    given(...THREE, NOTICE)
      .when(REVOCATION)
      .then({ type: 'WithdrawalRevoked', party: 'XA', instrument: NOTICE.act.id, reason: 'A new government.' });
    const { world } = given(...THREE, NOTICE);
    given(...THREE, NOTICE)
      .when(REVOCATION)
      .thenChanges(
        { ...given(...THREE).world.get('Party', 'XA'), ...madeBy(REVOCATION) },
        {
          ...{ ...world.get('Instrument', 'XA', NOTICE.act.id), ...madeBy(REVOCATION), status: 'revoked' },
          ...{ revoked: stampOf(REVOCATION), why: 'A new government.' },
        },
      );
  });

  it('needs no reason, and lets notice be given again', () => {
    const bare = revoke('XA/head', {}, { now: BEFORE });
    given(...THREE, NOTICE)
      .when(bare)
      .then({ type: 'WithdrawalRevoked', party: 'XA', instrument: NOTICE.act.id });
    const { world } = given(...THREE, NOTICE, bare, notify('XA/head', {}, { now: BEFORE }));
    expect(world.get('Instrument', 'XA', NOTICE.act.id)).not.to.have.property('why');
    expect(world.get('Party', 'XA').status).to.equal('withdrawing');
  });

  it('refuses once it has taken effect, and where none was given (R-125)', () => {
    const refused = (status: string) => ({ member: 'XA', status, act: 'RevokeWithdrawal', expected: ['withdrawing'] });
    given(...THREE, NOTICE)
      .when(revoke('XA/head', {}, { now: EFFECTIVE }))
      .thenRefuses('PARTY_STATUS', refused('withdrawn'));
    given(...THREE)
      .when(REVOCATION)
      .thenRefuses('PARTY_STATUS', refused('party'));
    given(openWith(VCLT_56), ...heads('AISI-XA'))
      .when(revoke('AISI-XA/head', {}, { now: BEFORE }))
      .thenRefuses('PARTY_UNKNOWN', { member: 'AISI-XA' });
  });

  it('refuses a representative without full powers (R-123)', () => {
    given(...THREE, NOTICE, delegate('XA'))
      .when(revoke('XA/delegate-1', {}, { now: BEFORE }))
      .thenRefuses('POWERS_MISSING', {
        representative: 'XA/delegate-1',
        held: ['credentials'],
        act: 'RevokeWithdrawal',
        expected: 'fullPowers',
      });
  });
});
