// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { delegate, heads, notify, openWith } from '../../support/domain/membership.ts';
import { bind, BOUND, madeBy, move, proposalOf, register, stampOf, step, vote } from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const SOON = '2026-12-24T10:00:00Z';
const LATER = '2026-12-25T10:00:00Z';
const NEW = { msp: 'XQMSP', admin: true };

const announce = (by: string, body: object = {}, options: object = {}) =>
  step('AnnounceSuccession', by, { msp: 'XQMSP', ...body }, { now: SOON, ...options });
const takeUp = (options: object = {}, body: object = {}) =>
  step('TakeUpSuccession', 'XA/head', { msp: 'XQMSP', ...body }, { now: LATER, ...NEW, ...options });

describe('announcing another organisation', () => {
  it('is for the head of delegation, and touches nothing but its state', () => {
    const announcement = announce('XA/head', { reason: 'A new ministry.' });
    given(...BOUND)
      .when(announcement)
      .then({ type: 'SuccessionAnnounced', party: 'XA', msp: 'XQMSP', reason: 'A new ministry.' });
    const party = given(...BOUND).world.get('Party', 'XA');
    given(...BOUND)
      .when(announcement)
      .thenChanges({
        ...{ ...party, ...madeBy(announcement) },
        succession: { msp: 'XQMSP', announced: stampOf(announcement) },
      });
  });

  it('is replaced by a later announcement', () => {
    const again = announce('XA/head', { msp: 'XRMSP' }, { now: LATER });
    const { succession } = given(...BOUND, announce('XA/head'), again).world.get('Party', 'XA');
    expect(succession?.msp).to.equal('XRMSP');
  });

  it('refuses another office, one without full powers, and who is no state (R-129)', () => {
    const other = register('XA/delegate-1', { powers: ['credentials', 'fullPowers'] });
    given(...BOUND, other)
      .when(announce('XA/delegate-1'))
      .thenRefuses('OFFICE_NOT_HEAD', { act: 'AnnounceSuccession', expected: 'XA/head', by: 'XA/delegate-1' });
    given(...BOUND, delegate('XA'))
      .when(announce('XA/delegate-1'))
      .thenRefuses('POWERS_MISSING', {
        representative: 'XA/delegate-1',
        held: ['credentials'],
        act: 'AnnounceSuccession',
        expected: 'fullPowers',
      });
    given(...BOUND, ...heads('AISI-XA'))
      .when(announce('AISI-XA/head'))
      .thenRefuses('PARTY_UNKNOWN', { member: 'AISI-XA' });
  });

  it('refuses the present organisation (R-133)', () => {
    given(...BOUND)
      .when(announce('XA/head', { msp: 'XAMSP' }))
      .thenRefuses('SUCCESSION_CHANGES_NOTHING', { member: 'XA', msp: 'XAMSP' });
  });

  it('refuses to be carried by the organisation that it names (R-04)', () => {
    given(...BOUND)
      .when(announce('XA/head', {}, { msp: 'XQMSP' }))
      .thenRefuses('CARRIER_FOREIGN', { member: 'XA', expected: 'XAMSP', msp: 'XQMSP' });
  });
});

describe('taking a state up', () => {
  it('is done by an administrator of the organisation that was announced, and touches nothing but the state', () => {
    given(...BOUND, announce('XA/head'))
      .when(takeUp())
      .then({ type: 'SuccessionTakenUp', party: 'XA', msp: 'XQMSP', former: 'XAMSP' });
    const { succession: _, ...party } = given(...BOUND, announce('XA/head')).world.get('Party', 'XA');
    given(...BOUND, announce('XA/head'))
      .when(takeUp())
      .thenChanges({ ...party, ...madeBy(takeUp()), msp: 'XQMSP' });
  });

  it('lets the new organisation carry the acts of the state from then on, and the former one no more', () => {
    const motion = move('XB/head', undefined, { now: LATER });
    const taken = [...BOUND, announce('XA/head'), takeUp(), motion];
    const ballot = (msp: string) => vote('XA/head', proposalOf(motion), 'yes', { now: LATER, msp });
    expect(given(...taken, ballot('XQMSP')).world.all('Ballot')).to.have.length(1);
    given(...taken)
      .when(ballot('XAMSP'))
      .thenRefuses('CARRIER_FOREIGN', { member: 'XA', expected: 'XQMSP', msp: 'XAMSP' });
  });

  it('refuses what was not announced, another organisation, and no administrator (R-134)', () => {
    given(...BOUND)
      .when(takeUp())
      .thenRefuses('SUCCESSION_NONE', { member: 'XA', msp: 'XQMSP' });
    given(...BOUND, announce('XA/head'))
      .when(takeUp({ msp: 'XRMSP' }, { msp: 'XRMSP' }))
      .thenRefuses('SUCCESSION_NONE', { member: 'XA', msp: 'XRMSP' });
    given(...BOUND, announce('XA/head'))
      .when(takeUp({ msp: 'XAMSP' }))
      .thenRefuses('CARRIER_FOREIGN', { member: 'XA', expected: 'XQMSP', msp: 'XAMSP' });
    given(...BOUND, announce('XA/head'))
      .when(takeUp({ admin: false }))
      .thenRefuses('CARRIER_NOT_ADMIN', { type: 'TakeUpSuccession', expected: 'XQMSP' });
  });

  it('refuses a seal that is not the head’s: an organisation cannot take a state by itself (R-05)', () => {
    given(...BOUND, announce('XA/head'))
      .when(takeUp({ sealers: ['XA/other'] }))
      .thenRefuses('SEAL_NOT_BY_OFFICE', { representative: 'XA/head', now: LATER });
  });

  it('survives, while it is announced, what else happens to the state', () => {
    const withdrawing = notify('XA/head', {}, { now: LATER });
    const rules = { withdrawal: { notice: 'P1Y' } };
    const { world } = given(openWith(rules), ...bind('XA'), announce('XA/head'), withdrawing);
    expect(world.get('Party', 'XA').succession?.msp).to.equal('XQMSP');
  });
});
