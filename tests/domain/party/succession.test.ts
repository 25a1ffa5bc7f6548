// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { delegate, notify, openWith } from '../../support/domain/membership.ts';
import {
  bind,
  BOUND,
  examine,
  madeBy,
  move,
  proposalOf,
  register,
  registerHead,
  seat,
  stampOf,
  step,
  vote,
} from '../../support/domain/steps.ts';
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

  it('refuses another office, and one without full powers (R-129)', () => {
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

describe('another organisation for an institution', () => {
  const of = (member: string, options: object = {}) =>
    step('TakeUpSuccession', `${member}/head`, { msp: 'XQMSP' }, { now: LATER, ...NEW, ...options });
  const INSTITUTE = [...BOUND, ...seat('AISI-XA')];
  const SECRETARIAT = [...BOUND, ...seat('SEC')];

  it('is announced by its head with credentials: full powers are a state’s (R-155)', () => {
    const announcement = announce('AISI-XA/head', { reason: 'A new agency.' });
    given(...INSTITUTE)
      .when(announcement)
      .then({ type: 'SuccessionAnnounced', institution: 'AISI-XA', msp: 'XQMSP', reason: 'A new agency.' });
    const institution = given(...INSTITUTE).world.get('Institution', 'AISI-XA');
    given(...INSTITUTE)
      .when(announcement)
      .thenChanges({
        ...{ ...institution, ...madeBy(announcement) },
        succession: { msp: 'XQMSP', announced: stampOf(announcement) },
      });
  });

  it('takes it up by its administrator, under the seal of the head, and touches nothing else', () => {
    const steps = [...INSTITUTE, announce('AISI-XA/head')];
    given(...steps)
      .when(of('AISI-XA'))
      .then({ type: 'SuccessionTakenUp', institution: 'AISI-XA', msp: 'XQMSP', former: 'AISIXAMSP' });
    const { succession: _, ...institution } = given(...steps).world.get('Institution', 'AISI-XA');
    given(...steps)
      .when(of('AISI-XA'))
      .thenChanges({ ...institution, ...madeBy(of('AISI-XA')), msp: 'XQMSP' });
  });

  it('keeps what the institution does under the new one, and no more under the former', () => {
    const taken = [...INSTITUTE, announce('AISI-XA/head'), of('AISI-XA')];
    const delegate = (msp: string) => register('AISI-XA/delegate-1', { now: LATER, msp });
    given(...taken)
      .when(delegate('AISIXAMSP'))
      .thenRefuses('CARRIER_FOREIGN', { member: 'AISI-XA', expected: 'XQMSP', msp: 'AISIXAMSP' });
    expect(given(...taken, delegate('XQMSP')).world.get('Representative', 'AISI-XA/delegate-1').status).to.equal(
      'seated',
    );
  });

  it('may come to host the institution whose office is the depositary, which stays the depositary', () => {
    const taken = [...SECRETARIAT, announce('SEC/head'), of('SEC')];
    const finding = (msp: string) => examine('XD/head', { now: LATER, msp });
    const { world } = given(...taken, registerHead('XD'));
    expect(world.get('Treaty').depositary).to.equal('SEC/depositary');
    given(...taken, registerHead('XD'))
      .when(finding('SECMSP'))
      .thenRefuses('CARRIER_FOREIGN', { member: 'SEC', expected: 'XQMSP', msp: 'SECMSP' });
    given(...taken, registerHead('XD'))
      .when(finding('XQMSP'))
      .then({ type: 'CredentialsAccepted', representative: 'XD/head' });
  });

  it('is for the head, and not for the office of the depositary (R-129)', () => {
    for (const { act, attempt } of [
      { act: 'AnnounceSuccession', attempt: announce('SEC/depositary') },
      {
        act: 'TakeUpSuccession',
        attempt: step('TakeUpSuccession', 'SEC/depositary', { msp: 'XQMSP' }, { now: LATER, ...NEW }),
      },
    ]) {
      given(...SECRETARIAT, announce('SEC/head'))
        .when(attempt)
        .thenRefuses('OFFICE_NOT_HEAD', { act, expected: 'SEC/head', by: 'SEC/depositary' });
    }
  });

  it('is refused as for a state: what was not announced, another organisation, no administrator (R-134)', () => {
    given(...INSTITUTE)
      .when(of('AISI-XA'))
      .thenRefuses('SUCCESSION_NONE', { member: 'AISI-XA', msp: 'XQMSP' });
    given(...INSTITUTE, announce('AISI-XA/head'))
      .when(of('AISI-XA', { msp: 'AISIXAMSP' }))
      .thenRefuses('CARRIER_FOREIGN', { member: 'AISI-XA', expected: 'XQMSP', msp: 'AISIXAMSP' });
    given(...INSTITUTE, announce('AISI-XA/head'))
      .when(of('AISI-XA', { admin: false }))
      .thenRefuses('CARRIER_NOT_ADMIN', { type: 'TakeUpSuccession', expected: 'XQMSP' });
    given(...INSTITUTE)
      .when(announce('AISI-XA/head', { msp: 'AISIXAMSP' }))
      .thenRefuses('SUCCESSION_CHANGES_NOTHING', { member: 'AISI-XA', msp: 'AISIXAMSP' });
  });

  it('is refused to whoever is neither a state nor an institution (R-04)', () => {
    for (const attempt of [announce('XZ/head'), of('XZ')]) {
      given(...BOUND)
        .when(attempt)
        .thenRefuses('MEMBER_UNKNOWN', { member: 'XZ', treaty: attempt.act.treaty });
    }
  });
});
