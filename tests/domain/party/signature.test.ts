// SPDX-License-Identifier: Apache-2.0
// What a state reserves and declares when it signs, subject to ratification (VCLT 19, 23).
import { expect } from 'chai';
import {
  confirm,
  declarationOf,
  delegate,
  examineInstrument,
  heads,
  objectTo,
  openWith,
  reservationOf,
  sign,
  withdrawDeclaration,
  withdrawObjection,
  withdrawReservation,
} from '../../support/domain/membership.ts';
import { bind, deposit, madeBy, stampOf, type Step } from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const ANY = { reservations: { allowed: 'any', objectionWithin: 'P12M' } };
const EXAMINED = { ...ANY, examination: true };
const [FIRST, SECOND] = [
  { provision: 'Article 3', text: 'Not for research.' },
  { provision: 'Article 7', text: 'Not before 2030.' },
];
const SIGNED_ON = '2026-12-01T10:00:00Z';
const CONFIRMED_ON = '2027-02-01T10:00:00Z';
const FOUND_ON = '2027-03-01T10:00:00Z';
/** The end of 1 February 2028 at the seat, an hour ahead of UTC: twelve months after the confirmation (VCLT 20(5), 23(2)). */
const UNTIL = '2028-02-01T23:00:00Z';
const SIGNING = sign('XA/head', { reservations: [FIRST, SECOND], now: SIGNED_ON });
const [R1, R2] = [reservationOf(SIGNING, 0), reservationOf(SIGNING, 1)];
const BASE = [openWith(ANY), ...heads('XA'), ...bind('XB')];
const SIGNED = [...BASE, SIGNING];
const BINDING = deposit('XA/head', { confirms: [R1] }, { now: CONFIRMED_ON });
const FORMULATED = { kind: 'Reservation', party: 'XA', signed: stampOf(SIGNING) };
const READING = { type: 'interpretative', text: 'Compute means floating-point operations.' };

const refusedIn = (steps: readonly Step[], step: Step) => given(...steps).when(step);

describe('reserving when signing', () => {
  it('is on the record, and without effect: no instrument has confirmed it yet (R-150)', () => {
    refusedIn(BASE, SIGNING).then(
      { type: 'TreatySigned', party: 'XA', reserved: [R1, R2] },
      { type: 'ReservationFormulatedAtSignature', reservation: R1, party: 'XA', ...FIRST },
      { type: 'ReservationFormulatedAtSignature', reservation: R2, party: 'XA', ...SECOND },
    );
    const party = given(...BASE).world.get('Party', 'XA');
    given(...BASE)
      .when(SIGNING)
      .thenChanges(
        { ...party, ...madeBy(SIGNING), status: 'signatory', signed: stampOf(SIGNING), reserved: [R1, R2] },
        { ...FORMULATED, ...madeBy(SIGNING), id: R1, ...FIRST, status: 'unconfirmed' },
        { ...FORMULATED, ...madeBy(SIGNING), id: R2, ...SECOND, status: 'unconfirmed' },
      );
  });

  it('is done where the treaty allows it, as with an instrument (R-110)', () => {
    const listed = { reservations: { allowed: 'listed', provisions: ['Article 3'], objectionWithin: 'P12M' } };
    given(openWith(listed), ...heads('XA'))
      .when(SIGNING)
      .thenRefuses('RESERVATION_NOT_ALLOWED', { provision: 'Article 7', allowed: 'Article 3' });
    given(openWith({}), ...heads('XA'))
      .when(SIGNING)
      .thenRefuses('RESERVATION_NOT_ALLOWED', { provision: 'Article 3', allowed: 'none' });
  });

  it('refuses one whose short id belongs to another already (R-111)', () => {
    given(...BASE)
      .having(given(...SIGNED).world.get('Reservation', R2))
      .when(SIGNING)
      .thenRefuses('ID_TAKEN', { id: R2 });
  });

  it('may be taken back before it is confirmed, by the state that signed: it lapses', () => {
    const back = withdrawReservation('XA/head', R1, { now: CONFIRMED_ON });
    given(...SIGNED)
      .when(back)
      .then({ type: 'ReservationLapsed', reservation: R1, party: 'XA' });
    given(...SIGNED)
      .when(withdrawReservation('XB/head', R1, { now: CONFIRMED_ON }))
      .thenRefuses('RESERVATION_NOT_YOURS', { reservation: R1, party: 'XA', member: 'XB' });
    given(...SIGNED, back)
      .when(BINDING)
      .thenRefuses('RESERVATION_STATUS', {
        ...{ reservation: R1, status: 'lapsed', act: 'DepositInstrument', expected: ['unconfirmed'] },
      });
  });
});

describe('confirming what was reserved when signing', () => {
  it('makes it by the instrument, on the date of the instrument; what it does not name lapses (R-151)', () => {
    given(...SIGNED)
      .when(BINDING)
      .then(
        {
          ...{ type: 'InstrumentDeposited', party: 'XA', instrument: BINDING.act.id, form: 'ratification' },
          ...{ standing: 'inDueForm', confirms: [R1] },
        },
        { type: 'PartyBound', party: 'XA', instrument: 'ratification' },
        {
          ...{ type: 'ReservationConfirmed', reservation: R1, party: 'XA', instrument: BINDING.act.id },
          objectionUntil: UNTIL,
        },
        { type: 'ReservationLapsed', reservation: R2, party: 'XA' },
      );
    const { world } = given(...SIGNED, BINDING);
    expect(world.get('Reservation', R1)).to.deep.equal({
      ...{ ...FORMULATED, ...madeBy(BINDING), id: R1, ...FIRST, status: 'standing' },
      ...{ instrument: BINDING.act.id, formulated: stampOf(BINDING), objectionUntil: UNTIL },
    });
    expect(world.get('Reservation', R2)).to.deep.equal({
      ...{ ...FORMULATED, ...madeBy(BINDING), id: R2, ...SECOND, status: 'lapsed', lapsed: stampOf(BINDING) },
    });
    expect(world.get('Party', 'XA')).not.to.have.property('reserved');
  });

  it('does not happen by silence: an instrument that names none lets all lapse (VCLT 23(2))', () => {
    const { world } = given(...SIGNED, deposit('XA/head', {}, { now: CONFIRMED_ON }));
    expect(world.all('Reservation').map(({ status }) => status)).to.deep.equal(['lapsed', 'lapsed']);
  });

  it('goes with what the instrument reserves anew, each under its own id', () => {
    const more = deposit('XA/head', { confirms: [R2, R2], reservations: [FIRST] }, { now: CONFIRMED_ON });
    const { world } = given(...SIGNED, more);
    const statuses = [R1, R2, reservationOf(more)].map((id) => world.get('Reservation', id).status);
    expect(statuses).to.deep.equal(['lapsed', 'standing', 'standing']);
  });

  it('waits for the finding where instruments are examined: all others learn of it then', () => {
    const steps = [openWith(EXAMINED), ...heads('XA', 'XB'), SIGNING, BINDING];
    expect(given(...steps).world.all('Reservation')).to.have.length(2);
    expect(given(...steps).world.get('Reservation', R1).status).to.equal('unconfirmed');
    const finding = examineInstrument(BINDING, { now: FOUND_ON });
    given(...steps)
      .when(finding)
      .then(
        { type: 'InstrumentAccepted', party: 'XA', instrument: BINDING.act.id },
        { type: 'PartyBound', party: 'XA', instrument: 'ratification', received: stampOf(BINDING) },
        {
          ...{ type: 'ReservationConfirmed', reservation: R1, party: 'XA', instrument: BINDING.act.id },
          objectionUntil: '2028-03-01T23:00:00Z',
        },
        { type: 'ReservationLapsed', reservation: R2, party: 'XA' },
      );
    given(...steps)
      .when(examineInstrument(BINDING, { now: FOUND_ON, finding: 'notInDueForm' }))
      .then({ type: 'InstrumentRefused', party: 'XA', instrument: BINDING.act.id });
  });

  it('is remembered while an instrument awaits its own confirmation', () => {
    const unauthorised = deposit('XA/delegate-1', { confirms: [R1] }, { now: CONFIRMED_ON });
    const steps = [openWith(EXAMINED), ...heads('XA', 'XB'), delegate('XA'), SIGNING, unauthorised];
    const confirmed = confirm('XA/head', unauthorised, { now: FOUND_ON });
    const { world } = given(...steps, confirmed, examineInstrument(unauthorised, { now: FOUND_ON }));
    expect(world.get('Reservation', R1).status).to.equal('standing');
    expect(world.get('Instrument', 'XA', unauthorised.act.id)).to.deep.include({ confirms: [R1] });
  });

  it('leaves out what the state has taken back between its instrument and the finding', () => {
    const back = withdrawReservation('XA/head', R1, { now: CONFIRMED_ON });
    const steps = [openWith(EXAMINED), ...heads('XA'), SIGNING, BINDING, back];
    const { world } = given(...steps, examineInstrument(BINDING, { now: FOUND_ON }));
    expect(world.all('Reservation').map(({ status }) => status)).to.deep.equal(['lapsed', 'lapsed']);
  });

  it('refuses what is unknown, another state’s, made already, or allowed no more (R-151, R-110)', () => {
    const naming = (id: string, by = 'XA/head') => deposit(by, { confirms: [id] }, { now: FOUND_ON });
    refusedIn(SIGNED, naming('R-0000000000')).thenRefuses('RESERVATION_UNKNOWN', { reservation: 'R-0000000000' });
    refusedIn([...SIGNED, ...heads('XC')], naming(R1, 'XC/head')).thenRefuses('RESERVATION_NOT_YOURS', {
      ...{ reservation: R1, party: 'XA', member: 'XC' },
    });
    const made = deposit('XB/head', { reservations: [FIRST] }, { now: CONFIRMED_ON });
    const id = reservationOf(made);
    refusedIn([openWith(ANY), ...heads('XA', 'XB'), made], naming(id)).thenRefuses('RESERVATION_STATUS', {
      ...{ reservation: id, status: 'standing', act: 'DepositInstrument', expected: ['unconfirmed'] },
    });
    const { profile } = given(openWith({})).world.get('Profile', '1.0');
    const { world } = given(...SIGNED);
    given(...SIGNED)
      .having({ ...world.get('Profile', '1.0'), profile })
      .when(BINDING)
      .thenRefuses('RESERVATION_NOT_ALLOWED', { provision: 'Article 3', allowed: 'none' });
  });
});

describe('objecting to what was reserved when signing', () => {
  const OBJECTION = objectTo('XB/head', R1, { now: '2026-12-24T10:00:00Z' });

  it('needs no repetition once it is confirmed (VCLT 23(3))', () => {
    given(...SIGNED)
      .when(OBJECTION)
      .then({ type: 'ReservationObjected', reservation: R1, member: 'XB', precludes: false });
    const { world } = given(...SIGNED, OBJECTION, BINDING);
    expect(world.get('Objection', R1, 'XB').status).to.equal('standing');
    expect(world.get('Reservation', R1).status).to.equal('standing');
  });

  it('may be withdrawn before, and raised until the end of the period that runs from the confirmation', () => {
    const back = withdrawObjection('XB/head', R1, { now: CONFIRMED_ON });
    const said = { type: 'ReservationObjected', reservation: R1, member: 'XB', precludes: false };
    given(...SIGNED, OBJECTION)
      .when(back)
      .then({ type: 'ObjectionWithdrawn', reservation: R1, member: 'XB' });
    given(...SIGNED, BINDING)
      .when(objectTo('XB/head', R1, { now: UNTIL }))
      .then(said);
    const late = '2028-02-01T23:00:00.001Z';
    given(...SIGNED, BINDING)
      .when(objectTo('XB/head', R1, { now: late, notAfter: '2029-01-01T00:00:00Z' }))
      .thenRefuses('OBJECTION_TOO_LATE', { member: 'XB', reservation: R1, until: UNTIL, now: late });
  });

  it('is refused once it has lapsed (R-112)', () => {
    given(...SIGNED, BINDING)
      .when(objectTo('XB/head', R2, { now: FOUND_ON }))
      .thenRefuses('RESERVATION_STATUS', {
        ...{ reservation: R2, status: 'lapsed', act: 'ObjectToReservation', expected: ['unconfirmed', 'standing'] },
      });
  });
});

describe('declaring when signing', () => {
  const OTHER = { ...READING, text: 'Model includes its weights.' };
  const DECLARING = sign('XA/head', { declarations: [READING, OTHER], now: SIGNED_ON });
  const [D1, D2] = [declarationOf(DECLARING, 0), declarationOf(DECLARING, 1)];

  it('says how the state reads the treaty, and stands without confirmation (R-152)', () => {
    given(...BASE)
      .when(DECLARING)
      .then(
        { type: 'TreatySigned', party: 'XA' },
        { type: 'DeclarationMade', declaration: D1, party: 'XA', said: READING },
        { type: 'DeclarationMade', declaration: D2, party: 'XA', said: OTHER },
      );
    const { world } = given(...BASE, DECLARING, deposit('XA/head', {}, { now: CONFIRMED_ON }));
    expect(world.all('Declaration').map(({ status }) => status)).to.deep.equal(['standing', 'standing']);
  });

  it('is withdrawn as any other', () => {
    given(...BASE, DECLARING)
      .when(withdrawDeclaration('XA/head', D1, { now: CONFIRMED_ON }))
      .then({ type: 'DeclarationWithdrawn', declaration: D1 });
  });

  it('refuses one whose short id belongs to another already (R-111)', () => {
    given(...BASE)
      .having(given(...BASE, DECLARING).world.get('Declaration', D2))
      .when(DECLARING)
      .thenRefuses('ID_TAKEN', { id: D2 });
  });
});
