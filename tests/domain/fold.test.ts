// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { fold, Known, needsOf } from '../../chaincode/src/domain/index.ts';
import type { Act, ActDocument } from '../../chaincode/src/protocol/index.ts';
import {
  bind,
  BOUND,
  deposit,
  examine,
  move,
  NETWORK,
  open,
  proposalOf,
  registerHead,
  rotate,
  T0,
  TREATY,
  vote,
} from '../support/domain/steps.ts';
import { given, prepare, refusalOf } from '../support/domain/world.ts';

const OPENING = open();
const SEATED = [OPENING, registerHead('XA'), examine('XA/head')];

describe('recording an act', () => {
  describe('once', () => {
    const DEPOSIT = deposit('XA/head');

    // Without R-01 the act would be folded again, and be refused, if at all, for another reason.
    it('answers the same bytes with the transaction that recorded them (R-01)', () => {
      const { act, tx } = DEPOSIT;
      given(...SEATED, DEPOSIT)
        .when({ ...DEPOSIT, now: deposit('XA/head', {}, { now: '2026-11-24T10:00:00Z' }).now })
        .thenRefuses('ACT_ALREADY_RECORDED', { by: 'XA/head', id: act.id, tx });
    });

    it('answers an opening that is sent again, too (R-01)', () => {
      const { act, tx } = OPENING;
      given(OPENING).when(OPENING).thenRefuses('ACT_ALREADY_RECORDED', { by: 'SEC/depositary', id: act.id, tx });
    });

    it('refuses another document under an id that its author has used (R-01)', () => {
      const { act, tx } = DEPOSIT;
      given(...SEATED, DEPOSIT)
        .when(deposit('XA/head', { kind: 'accession' }, { id: act.id }))
        .thenRefuses('ACT_ID_REUSED', { by: 'XA/head', id: act.id, tx });
    });

    it('refuses the same act under further seals as another document (R-01)', () => {
      const { act, tx } = DEPOSIT;
      given(...SEATED, DEPOSIT)
        .when({ ...DEPOSIT, sealers: ['XA/head', 'XB/head'] })
        .thenRefuses('ACT_ID_REUSED', { by: 'XA/head', id: act.id, tx });
    });

    it('lets another author use the same id: nobody can occupy an id of somebody else (R-01)', () => {
      given(...SEATED, ...bind('XB'))
        .when(deposit('XA/head', {}, { id: deposit('XB/head').act.id }))
        .then({ type: 'PartyBound', party: 'XA', instrument: 'ratification' });
    });
  });

  describe('in its treaty', () => {
    it('refuses a treaty that nobody has opened', () => {
      given().when(registerHead('XA')).thenRefuses('TREATY_UNKNOWN', { treaty: TREATY });
    });

    it('refuses an act that was made for another network, such as a rehearsal (R-02)', () => {
      const network = `treaty@${'0b'.repeat(32)}`;
      given(...SEATED)
        .when(deposit('XA/head', {}, { network }))
        .thenRefuses('ACT_NETWORK_FOREIGN', { named: network, expected: NETWORK });
    });

    it('reports a treaty whose profile is not stored, which no act can bring about', () => {
      const { world } = given(...SEATED);
      expect(refusalOf(() => world.lacking('Profile', '1.0').fold(deposit('XA/head')))).to.deep.equal({
        code: 'INVARIANT_BROKEN',
        details: { what: 'version 1.0 of the profile is stored' },
      });
    });

    it('reports an act that no rule decides, which no schema lets through', () => {
      const { document, context } = prepare(deposit('XA/head'));
      const act = { ...document.act, type: 'MakePeace' } as unknown as Act;
      const odd: ActDocument = { ...document, act };
      const { world } = given(...SEATED);
      let known = Known.nothing;
      for (let round = 0; round < 2; round += 1) {
        for (const need of needsOf(odd, known)) known = known.withFound(need, world.answer(need));
      }
      expect(refusalOf(() => fold(odd, known, context))).to.deep.equal({
        code: 'INVARIANT_BROKEN',
        details: { what: 'a rule decides MakePeace' },
      });
    });
  });

  describe('in its time', () => {
    it('takes an act dated ahead of its transaction by `aheadBy`, and no millisecond more (R-03)', () => {
      given(...SEATED)
        .when(deposit('XA/head', {}, { now: T0, at: '2026-11-23T10:00:05Z' }))
        .then({ type: 'PartyBound', party: 'XA', instrument: 'ratification' });
      given(...SEATED)
        .when(deposit('XA/head', {}, { now: T0, at: '2026-11-23T10:00:05.001Z' }))
        .thenRefuses('ACT_DATED_AHEAD', { at: '2026-11-23T10:00:05.001Z', aheadBy: 'PT5S', now: T0 });
    });

    it('takes an act until its `notAfter`, and no millisecond longer (R-03)', () => {
      const notAfter = '2026-11-24T10:00:00Z';
      given(...SEATED)
        .when(deposit('XA/head', {}, { now: notAfter, at: T0, notAfter }))
        .then({ type: 'PartyBound', party: 'XA', instrument: 'ratification' });
      given(...SEATED)
        .when(deposit('XA/head', {}, { now: '2026-11-24T10:00:00.001Z', at: T0, notAfter }))
        .thenRefuses('ACT_EXPIRED', { notAfter, now: '2026-11-24T10:00:00.001Z' });
    });

    it('takes an act that its author dated long before it was carried (R-03)', () => {
      given(...SEATED)
        .when(deposit('XA/head', {}, { at: '2026-01-01T00:00:00Z' }))
        .then({ type: 'PartyBound', party: 'XA', instrument: 'ratification' });
    });

    // Without R-09 two clients with different clocks could write a record's history in the wrong order.
    it('refuses to change a record as of before its last change, and takes the same instant (R-09)', () => {
      const delegate = rotate('XA/head', 'XA/head 2', { now: '2026-11-24T10:00:00Z' });
      const before = '2026-11-24T09:59:59.999Z';
      given(...SEATED, delegate)
        .when(examine('XA/head', { now: before }))
        .thenRefuses('REPRESENTATIVE_STATUS', {
          ...{
            representative: 'XA/head',
            status: 'seated',
            act: 'ExamineCredentials',
            expected: ['pending', 'provisional'],
          },
        });
      given(OPENING, registerHead('XA', { now: '2026-11-24T10:00:00Z' }))
        .when(examine('XA/head', { now: before }))
        .thenRefuses('TIME_RUNS_BACKWARDS', {
          ...{ record: 'Representative/XA/head', changedAt: '2026-11-24T10:00:00Z', now: before },
        });
      given(OPENING, registerHead('XA', { now: '2026-11-24T10:00:00Z' }))
        .when(examine('XA/head', { now: '2026-11-24T10:00:00Z' }))
        .then({ type: 'CredentialsAccepted', representative: 'XA/head' });
    });

    it('refuses a motion or vote of an office as of before its last change (R-09)', () => {
      const moving = move('XA/head');
      const rotating = rotate('XB/head', 'XB/head 2', { now: '2026-11-24T10:00:00Z' });
      const now = '2026-11-24T09:59:59.999Z';
      const refused = { record: 'Representative/XB/head', changedAt: '2026-11-24T10:00:00Z', now };
      // The key that was rotated away would live on in the past, as far as a clock may be behind.
      for (const key of ['XB/head', 'XB/head 2']) {
        given(...BOUND, moving, rotating)
          .when(vote('XB/head', proposalOf(moving), 'yes', { now, sealers: [key] }))
          .thenRefuses('TIME_RUNS_BACKWARDS', refused);
      }
    });
  });
});
