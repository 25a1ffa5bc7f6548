// SPDX-License-Identifier: Apache-2.0
import {
  bind,
  BOUND,
  deposit,
  examine,
  madeBy,
  open,
  registerHead,
  seat,
  stampOf,
  T0,
} from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const SEATED = [open(), registerHead('XA'), examine('XA/head')];
const DEPOSIT = deposit('XA/head', { statement: 'Subject to review.' });

describe('depositing an instrument', () => {
  describe('succeeds exactly when all conditions hold', () => {
    for (const kind of ['definitiveSignature', 'ratification', 'acceptance', 'approval', 'accession']) {
      it(`binds a state by ${kind} (VCLT 11)`, () => {
        given(...SEATED)
          .when(deposit('XA/head', { kind }))
          .then({ type: 'PartyBound', party: 'XA', instrument: kind });
      });
    }

    it('keeps the statement that comes with the instrument', () => {
      given(...SEATED)
        .when(DEPOSIT)
        .then({ type: 'PartyBound', party: 'XA', instrument: 'ratification', statement: 'Subject to review.' });
    });

    // Without R-20 a delegate with credentials only could bind its state, which VCLT 7 does not allow.
    it('refuses a representative without full powers (R-20, R-08)', () => {
      given(open(), registerHead('XA', { powers: ['credentials'] }), examine('XA/head'))
        .when(deposit('XA/head'))
        .thenRefuses('POWERS_MISSING', {
          representative: 'XA/head',
          held: ['credentials'],
          act: 'DepositInstrument',
          expected: 'fullPowers',
        });
    });

    it('refuses an institution, which is no state', () => {
      given(open(), registerHead('AISI-XA'), examine('AISI-XA/head'))
        .when(deposit('AISI-XA/head'))
        .thenRefuses('PARTY_UNKNOWN', { member: 'AISI-XA' });
    });

    it('refuses a second instrument (R-21)', () => {
      given(...BOUND)
        .when(deposit('XA/head', { kind: 'accession' }, { now: '2026-12-01T00:00:00Z' }))
        .thenRefuses('PARTY_ALREADY_BOUND', { member: 'XA', since: T0 });
    });
  });

  describe('has its effect, and touches nothing else', () => {
    it('makes the state a party, bound by that instrument from that act on', () => {
      given(...SEATED)
        .when(DEPOSIT)
        .thenChanges({
          ...{ kind: 'Party', ...madeBy(DEPOSIT), id: 'XA', name: 'State XA', msp: 'XAMSP', status: 'bound' },
          ...{ instrument: 'ratification', statement: 'Subject to review.', bound: stampOf(DEPOSIT) },
        });
    });

    it('leaves a state of the same host as it was', () => {
      const { world } = given(open(), ...bind('XC'), ...seat('AISI-XA'));
      const states = world.all('Party').map(({ id, status }) => `${id} ${status}`);
      if (states.join() !== 'XA invited,XB invited,XC bound,XD invited') throw new Error(states.join());
    });
  });
});
