// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { relationOf, type Relation } from '../../../chaincode/src/domain/party/relation.ts';
import { Instant } from '../../../chaincode/src/protocol/index.ts';
import {
  delegate,
  examineInstrument,
  heads,
  notify,
  objectTo,
  openWith,
  reservationOf,
  sign,
  withdrawObjection,
  withdrawReservation,
} from '../../support/domain/membership.ts';
import { bind, deposit, madeBy, stampOf, T0, type Step } from '../../support/domain/steps.ts';
import { given, type World } from '../../support/domain/world.ts';

/** VCLT 20(5): twelve months to object. */
const ANY = { reservations: { allowed: 'any', objectionWithin: 'P12M' }, withdrawal: { notice: 'P1D' } };
const TEXT = { provision: 'Article 6(2)', text: 'Not for research under another convention.' };
const RESERVING = deposit('XA/head', { reservations: [TEXT] });
const R = reservationOf(RESERVING);
/** The last instant of 23 November 2027 at the seat, an hour ahead of UTC. */
const UNTIL = '2027-11-23T23:00:00Z';
const LATE = '2027-11-23T23:00:00.001Z';
const SOON = '2026-12-24T10:00:00Z';
const THREE = [openWith(ANY), ...heads('XA', 'XD'), ...bind('XB'), ...bind('XC'), RESERVING];
/** The statuses in which a reservation may be objected to, and withdrawn. */
const OPEN = ['unconfirmed', 'standing'];
const PLAIN = { v: 1, changed: stampOf(RESERVING) };

function whole(world: World, one: string, other: string, at: string): Relation {
  const [treaty, { profile }] = [world.get('Treaty'), world.get('Profile', '1.0')];
  const standings = { treaty, profile, reservations: world.all('Reservation'), objections: world.all('Objection') };
  return relationOf(world.get('Party', one), world.get('Party', other), standings, Instant.parse(at));
}

/** The relation without its dates. */
function relation(
  world: World,
  one: string,
  other: string,
  at: string,
): { readonly isInForce: boolean; readonly modifications: readonly object[] } {
  const { isInForce, modifications } = whole(world, one, other, at);
  const undated = modifications.map(({ reservation, of, provision, reception }) => {
    return { reservation, of, provision, reception };
  });
  return { isInForce, modifications: undated };
}

function modified(reception: string): object {
  return [{ reservation: R, of: 'XA', provision: 'Article 6(2)', reception }];
}

describe('making a reservation', () => {
  it('comes with the instrument, and stands from the act that binds', () => {
    given(...THREE.slice(0, -1))
      .when(RESERVING)
      .then(
        {
          ...{ type: 'InstrumentDeposited', party: 'XA', instrument: RESERVING.act.id, form: 'ratification' },
          ...{ standing: 'inDueForm', reservations: [TEXT] },
        },
        { type: 'PartyBound', party: 'XA', instrument: 'ratification' },
        {
          ...{ type: 'ReservationFormulated', reservation: R, party: 'XA', instrument: RESERVING.act.id, ...TEXT },
          objectionUntil: UNTIL,
        },
      );
    expect(given(...THREE).world.get('Reservation', R)).to.deep.equal({
      ...{ kind: 'Reservation', ...PLAIN, treaty: RESERVING.act.treaty, id: R, party: 'XA' },
      ...{ instrument: RESERVING.act.id, ...TEXT, formulated: stampOf(RESERVING), objectionUntil: UNTIL },
      status: 'standing',
    });
  });

  it('stands from the finding on, where instruments are examined: then all others learn of it', () => {
    const finding = examineInstrument(RESERVING, { now: SOON });
    const steps = [openWith({ ...ANY, examination: true }), ...heads('XA'), RESERVING];
    expect(given(...steps).world.all('Reservation')).to.deep.equal([]);
    expect(given(...steps, finding).world.get('Reservation', R)).to.deep.include({
      formulated: stampOf(finding),
      objectionUntil: '2027-12-24T23:00:00Z',
    });
  });

  it('is allowed to listed provisions only, to any, or to none; to none where the profile is silent (R-110)', () => {
    const listed = { reservations: { allowed: 'listed', provisions: ['Article 6(2)'], objectionWithin: 'P12M' } };
    expect(given(openWith(listed), ...heads('XA'), RESERVING).world.all('Reservation')).to.have.length(1);
    const other = deposit('XA/head', { reservations: [{ ...TEXT, provision: 'Article 1' }] });
    given(openWith(listed), ...heads('XA'))
      .when(other)
      .thenRefuses('RESERVATION_NOT_ALLOWED', { provision: 'Article 1', allowed: 'Article 6(2)' });
    for (const membership of [{}, { reservations: { allowed: 'none', objectionWithin: 'P12M' } }]) {
      given(openWith(membership), ...heads('XA'))
        .when(RESERVING)
        .thenRefuses('RESERVATION_NOT_ALLOWED', { provision: 'Article 6(2)', allowed: 'none' });
    }
  });

  it('stays what the instrument said, though an amendment has removed the rule before its examination', () => {
    const steps = [openWith({ ...ANY, examination: true }), ...heads('XA'), RESERVING];
    const { profile } = given(openWith({ examination: true })).world.get('Profile', '1.0');
    const { world } = given(...steps);
    const amended = world.having({ ...world.get('Profile', '1.0'), profile });
    const made = amended.after(examineInstrument(RESERVING, { now: SOON })).get('Reservation', R);
    expect(made).to.deep.include({ objectionUntil: '2026-12-24T23:00:00Z' });
  });

  it('refuses one whose short id belongs to another already (R-111)', () => {
    given(...THREE.slice(0, -1))
      .having(given(...THREE).world.get('Reservation', R))
      .when(RESERVING)
      .thenRefuses('ID_TAKEN', { id: R });
  });
});

describe('objecting to a reservation', () => {
  const OBJECTION = objectTo('XB/head', R, { now: SOON, reason: 'Contrary to object and purpose.' });

  describe('succeeds exactly when all conditions hold', () => {
    it('is done by another state, with or without precluding entry into force between the two', () => {
      const said = { type: 'ReservationObjected', reservation: R, member: 'XB' };
      given(...THREE)
        .when(OBJECTION)
        .then({ ...said, precludes: false, reason: 'Contrary to object and purpose.' });
      given(...THREE)
        .when(objectTo('XB/head', R, { now: SOON, precludes: true }))
        .then({ ...said, precludes: true });
    });

    it('is in time at the end of the period, and too late after it (R-116)', () => {
      const said = { type: 'ReservationObjected', reservation: R, member: 'XB', precludes: false };
      given(...THREE)
        .when(objectTo('XB/head', R, { now: UNTIL }))
        .then(said);
      given(...THREE)
        .when(objectTo('XB/head', R, { now: LATE }))
        .thenRefuses('OBJECTION_TOO_LATE', { member: 'XB', reservation: R, until: UNTIL, now: LATE });
    });

    it('is open to a state that is bound later, until the day on which it is (VCLT 20(5))', () => {
      const before = objectTo('XD/head', R, { now: LATE });
      const said = { type: 'ReservationObjected', reservation: R, member: 'XD', precludes: false };
      given(...THREE)
        .when(before)
        .then(said);
      const joining = deposit('XD/head', {}, { now: '2028-03-01T10:00:00Z' });
      given(...THREE, joining)
        .when(objectTo('XD/head', R, { now: '2028-03-01T23:00:00Z' }))
        .then(said);
      given(...THREE, joining)
        .when(objectTo('XD/head', R, { now: '2028-03-02T10:00:00Z' }))
        .thenRefuses('OBJECTION_TOO_LATE', {
          ...{ member: 'XD', reservation: R, until: '2028-03-01T23:00:00Z', now: '2028-03-02T10:00:00Z' },
        });
    });

    it('refuses the state that made it (R-115)', () => {
      given(...THREE)
        .when(objectTo('XA/head', R, { now: SOON }))
        .thenRefuses('RESERVATION_YOUR_OWN', { member: 'XA', reservation: R });
    });

    it('refuses a reservation that is unknown or withdrawn (R-112)', () => {
      given(...THREE)
        .when(objectTo('XB/head', 'R-0000000000', { now: SOON }))
        .thenRefuses('RESERVATION_UNKNOWN', { reservation: 'R-0000000000' });
      given(...THREE, withdrawReservation('XA/head', R, { now: SOON }))
        .when(objectTo('XB/head', R, { now: SOON }))
        .thenRefuses('RESERVATION_STATUS', {
          ...{ reservation: R, status: 'withdrawn', act: 'ObjectToReservation', expected: OPEN },
        });
    });

    it('refuses a second objection, and takes one again after it was withdrawn (R-113)', () => {
      given(...THREE, OBJECTION)
        .when(objectTo('XB/head', R, { now: UNTIL }))
        .thenRefuses('OBJECTION_STATUS', {
          ...{ member: 'XB', reservation: R, status: 'standing' },
          ...{ act: 'ObjectToReservation', expected: ['withdrawn'] },
        });
      given(...THREE, OBJECTION, withdrawObjection('XB/head', R, { now: SOON }))
        .when(objectTo('XB/head', R, { now: UNTIL }))
        .then({ type: 'ReservationObjected', reservation: R, member: 'XB', precludes: false });
    });

    it('refuses who is no state, and a representative without full powers (R-100, R-114)', () => {
      given(...THREE, ...heads('AISI-XA'))
        .when(objectTo('AISI-XA/head', R, { now: SOON }))
        .thenRefuses('PARTY_UNKNOWN', { member: 'AISI-XA' });
      for (const act of [objectTo, withdrawObjection, withdrawReservation]) {
        const step = act('XB/delegate-1', R, { now: SOON });
        given(...THREE, delegate('XB'))
          .when(step)
          .thenRefuses('POWERS_MISSING', {
            representative: 'XB/delegate-1',
            held: ['credentials'],
            act: step.act.type,
            expected: 'fullPowers',
          });
      }
    });
  });

  it('has its effect, and touches nothing else', () => {
    given(...THREE)
      .when(OBJECTION)
      .thenChanges({
        ...{ kind: 'Objection', ...madeBy(OBJECTION), reservation: R, member: 'XB', precludes: false },
        ...{ reason: 'Contrary to object and purpose.', raised: stampOf(OBJECTION), status: 'standing' },
      });
  });
});

describe('withdrawing a reservation or an objection', () => {
  const OBJECTION = objectTo('XB/head', R, { now: SOON });

  it('ends it, and touches nothing else (VCLT 22)', () => {
    const withdrawal = withdrawReservation('XA/head', R, { now: SOON });
    given(...THREE)
      .when(withdrawal)
      .then({ type: 'ReservationWithdrawn', reservation: R });
    const standing = given(...THREE).world.get('Reservation', R);
    given(...THREE)
      .when(withdrawal)
      .thenChanges({ ...standing, ...madeBy(withdrawal), status: 'withdrawn', withdrawn: stampOf(withdrawal) });
    const back = withdrawObjection('XB/head', R, { now: SOON });
    given(...THREE, OBJECTION)
      .when(back)
      .then({ type: 'ObjectionWithdrawn', reservation: R, member: 'XB' });
    const objection = given(...THREE, OBJECTION).world.get('Objection', R, 'XB');
    given(...THREE, OBJECTION)
      .when(back)
      .thenChanges({ ...objection, ...madeBy(back), status: 'withdrawn', withdrawn: stampOf(back) });
  });

  it('is for the state that made it (R-117)', () => {
    given(...THREE)
      .when(withdrawReservation('XB/head', R, { now: SOON }))
      .thenRefuses('RESERVATION_NOT_YOURS', { reservation: R, party: 'XA', member: 'XB' });
  });

  it('refuses what was withdrawn, and an objection that was never raised (R-112, R-113)', () => {
    given(...THREE, withdrawReservation('XA/head', R))
      .when(withdrawReservation('XA/head', R, { now: SOON }))
      .thenRefuses('RESERVATION_STATUS', {
        ...{ reservation: R, status: 'withdrawn', act: 'WithdrawReservation', expected: OPEN },
      });
    given(...THREE)
      .when(withdrawObjection('XB/head', R, { now: SOON }))
      .thenRefuses('OBJECTION_STATUS', {
        ...{ member: 'XB', reservation: R, status: 'none', act: 'WithdrawObjection', expected: ['standing'] },
      });
    given(...THREE, OBJECTION, withdrawObjection('XB/head', R, { now: SOON }))
      .when(withdrawObjection('XB/head', R, { now: UNTIL }))
      .thenRefuses('OBJECTION_STATUS', {
        ...{ member: 'XB', reservation: R, status: 'withdrawn', act: 'WithdrawObjection', expected: ['standing'] },
      });
  });
});

/** A state leaves, and comes back with nothing reserved. */
const LEFT = '2027-01-31T23:00:00Z';
const AGAIN = '2027-03-01T10:00:00Z';
const leaving = (member: string): Step => notify(`${member}/head`, {}, { now: '2027-01-31T10:00:00Z' });
const returning = (member: string): Step => deposit(`${member}/head`, { kind: 'accession' }, { now: AGAIN });

describe('a reservation or an objection of a state that has left', () => {
  const OBJECTION = objectTo('XB/head', R, { now: SOON, precludes: true });

  it('ends with the consent with which it was made, and does not come back with the state (R-191)', () => {
    const left = [...THREE, leaving('XA')];
    for (const steps of [left, [...left, returning('XA')]]) {
      for (const step of [
        objectTo('XB/head', R, { now: AGAIN }),
        withdrawObjection('XB/head', R, { now: AGAIN }),
        withdrawReservation('XA/head', R, { now: AGAIN }),
      ]) {
        given(...steps)
          .when(step)
          .thenRefuses('RESERVATION_STATUS', { reservation: R, status: 'ended', act: step.act.type, expected: OPEN });
      }
    }
    given(...left)
      .when(withdrawReservation('XA/head', R, { now: '2027-01-31T22:59:59Z' }))
      .then({ type: 'ReservationWithdrawn', reservation: R });
    const { world } = given(...left, returning('XA'));
    expect(relation(world, 'XA', 'XB', '2027-01-31T22:59:59Z').modifications).to.deep.equal(modified('pending'));
    expect(whole(world, 'XA', 'XB', AGAIN)).to.deep.equal({ isInForce: true, since: AGAIN, modifications: [] });
  });

  it('leaves room for another one with the new consent', () => {
    const anew = deposit('XA/head', { kind: 'accession', reservations: [TEXT] }, { now: AGAIN });
    const { world } = given(...THREE, leaving('XA'), anew);
    expect(whole(world, 'XA', 'XB', AGAIN).modifications).to.deep.equal([
      {
        ...{ reservation: reservationOf(anew), of: 'XA', provision: 'Article 6(2)', reception: 'pending' },
        ...{ since: AGAIN, until: '2028-03-01T23:00:00Z' },
      },
    ]);
  });

  it('refuses an objection of a state that has left, which may object again once it is bound anew (R-101)', () => {
    const left = [...THREE, OBJECTION, leaving('XB')];
    for (const member of ['XB', 'XC']) {
      given(...THREE, leaving(member))
        .when(objectTo(`${member}/head`, R, { now: LEFT }))
        .thenRefuses('PARTY_NOT_BOUND', { member, status: 'withdrawn', expected: 'bound' });
    }
    given(...left)
      .when(withdrawObjection('XB/head', R, { now: LEFT }))
      .thenRefuses('OBJECTION_STATUS', {
        ...{ member: 'XB', reservation: R, status: 'none', act: 'WithdrawObjection', expected: ['standing'] },
      });
    const again = objectTo('XB/head', R, { now: UNTIL });
    given(...left, returning('XB'))
      .when(again)
      .then({ type: 'ReservationObjected', reservation: R, member: 'XB', precludes: false });
    const { world } = given(...left, returning('XB'));
    expect(relation(world, 'XA', 'XB', SOON)).to.deep.equal({
      isInForce: false,
      modifications: modified('precluding'),
    });
    expect(relation(world, 'XA', 'XB', LATE)).to.deep.equal({ isInForce: true, modifications: modified('accepted') });
    expect(whole(world, 'XB', 'XA', AGAIN)).to.deep.equal({
      ...{ isInForce: true, since: AGAIN },
      modifications: [
        { reservation: R, of: 'XA', provision: 'Article 6(2)', reception: 'pending', since: T0, until: UNTIL },
      ],
    });
  });

  it('stays on the record beside one that is raised later, so that each has its time', () => {
    const ended = withdrawObjection('XB/head', R, { now: '2026-12-26T10:00:00Z' });
    const second = objectTo('XB/head', R, { now: '2026-12-28T10:00:00Z', reason: 'Anew.' });
    const third = objectTo('XB/head', R, { now: UNTIL, precludes: true });
    const { world } = given(...THREE, OBJECTION, ended, second, leaving('XB'), returning('XB'), third);
    expect(world.get('Objection', R, 'XB')).to.deep.equal({
      ...{ kind: 'Objection', ...madeBy(third), reservation: R, member: 'XB', status: 'standing' },
      ...{ precludes: true, raised: stampOf(third) },
      former: [
        { precludes: true, raised: stampOf(OBJECTION), withdrawn: stampOf(ended) },
        { precludes: false, reason: 'Anew.', raised: stampOf(second) },
      ],
    });
    const receptions = [SOON, '2026-12-27T10:00:00Z', '2026-12-28T10:00:00Z', AGAIN, UNTIL].map((at) =>
      relation(world, 'XA', 'XB', at).modifications.map((one) => 'reception' in one && one.reception),
    );
    expect(receptions.flat()).to.deep.equal(['precluding', 'pending', 'objected', 'pending', 'precluding']);
    expect(whole(world, 'XA', 'XB', '2026-12-27T10:00:00Z').since).to.equal('2026-12-26T10:00:00Z');
  });

  it('was received at a past date as it was then, whatever the state that received it has done since', () => {
    const joining = deposit('XB/head', { kind: 'accession' }, { now: '2028-03-01T10:00:00Z' });
    const leaves = notify('XB/head', {}, { now: '2028-01-10T10:00:00Z' });
    const { world } = given(...THREE, leaves, joining);
    expect(relation(world, 'XA', 'XB', LATE).modifications).to.deep.equal(modified('accepted'));
    expect(relation(world, 'XA', 'XB', '2028-03-01T10:00:00Z').modifications).to.deep.equal(modified('pending'));
  });

  it('keeps the treaty from being in force no longer, also on a record where it was withdrawn afterwards', () => {
    const { world } = given(...THREE, OBJECTION, leaving('XB'), returning('XB'));
    const withdrawn = { ...stampOf(returning('XB')), at: LATE };
    const old = world.having({ ...world.get('Objection', R, 'XB'), status: 'withdrawn', withdrawn });
    expect(whole(old, 'XA', 'XB', LATE).since).to.equal(AGAIN);
    const reservation = world.having({ ...world.get('Reservation', R), status: 'withdrawn', withdrawn });
    expect(whole(reservation, 'XA', 'XB', LATE).since).to.equal(AGAIN);
  });
});

describe('the relation of two parties', () => {
  it('is modified by a reservation between the state that made it and each other one, and between nobody else', () => {
    const { world } = given(...THREE);
    expect(relation(world, 'XA', 'XB', LATE)).to.deep.equal({ isInForce: true, modifications: modified('accepted') });
    expect(relation(world, 'XB', 'XA', LATE)).to.deep.equal({ isInForce: true, modifications: modified('accepted') });
    expect(relation(world, 'XB', 'XC', LATE)).to.deep.equal({ isInForce: true, modifications: [] });
  });

  it('is open while the other may still object, and accepted by its silence (VCLT 20(5))', () => {
    const { world } = given(...THREE);
    expect(relation(world, 'XA', 'XB', UNTIL)).to.deep.include({ modifications: modified('pending') });
    expect(relation(world, 'XA', 'XB', LATE)).to.deep.include({ modifications: modified('accepted') });
  });

  it('does without the provision after an objection, and is in force (VCLT 20(4)(b), 21(3))', () => {
    const { world } = given(...THREE, objectTo('XB/head', R, { now: SOON }));
    expect(relation(world, 'XA', 'XB', LATE)).to.deep.equal({ isInForce: true, modifications: modified('objected') });
    expect(relation(world, 'XA', 'XC', LATE)).to.deep.equal({ isInForce: true, modifications: modified('accepted') });
  });

  it('does not exist where the objection precludes it, and does again once that is withdrawn', () => {
    const objection = objectTo('XB/head', R, { now: SOON, precludes: true });
    const { world } = given(...THREE, objection);
    expect(relation(world, 'XA', 'XB', LATE)).to.deep.equal({
      isInForce: false,
      modifications: modified('precluding'),
    });
    const back = given(...THREE, objection, withdrawObjection('XB/head', R, { now: UNTIL })).world;
    expect(relation(back, 'XA', 'XB', SOON).isInForce).to.equal(false);
    expect(relation(back, 'XA', 'XB', UNTIL).isInForce).to.equal(true);
    expect(relation(back, 'XA', 'XB', LATE)).to.deep.include({ modifications: modified('accepted') });
  });

  it('is that of the treaty as it stands once the reservation is withdrawn', () => {
    const { world } = given(...THREE, withdrawReservation('XA/head', R, { now: SOON }));
    expect(relation(world, 'XA', 'XB', T0)).to.deep.include({ modifications: modified('pending') });
    expect(relation(world, 'XA', 'XB', SOON)).to.deep.include({ modifications: [] });
  });

  it('is none with a state that is no party, or no party any more', () => {
    const { world } = given(...THREE, notify('XB/head', {}, { now: SOON }));
    expect(relation(world, 'XA', 'XD', LATE)).to.deep.equal({ isInForce: false, modifications: [] });
    expect(relation(world, 'XA', 'XB', SOON).isInForce).to.equal(true);
    expect(relation(world, 'XA', 'XB', LATE).isInForce).to.equal(false);
  });

  describe('has its dates', () => {
    const dated = (world: World, at: string): object => {
      const { isInForce, since, modifications } = whole(world, 'XA', 'XB', at);
      return {
        isInForce,
        since,
        received: modifications.map(({ reception, since: day, until }) => [reception, day, until]),
      };
    };

    it('of the entry for the later of the two, and of how each reservation is received', () => {
      const { world } = given(...THREE);
      expect(dated(world, SOON)).to.deep.equal({ isInForce: true, since: T0, received: [['pending', T0, UNTIL]] });
      expect(dated(world, LATE)).to.deep.equal({
        isInForce: true,
        since: T0,
        received: [['accepted', UNTIL, undefined]],
      });
      const objected = given(...THREE, objectTo('XB/head', R, { now: SOON })).world;
      expect(dated(objected, LATE)).to.deep.equal({
        ...{ isInForce: true, since: T0, received: [['objected', SOON, undefined]] },
      });
      const afterwards = '2028-01-10T10:00:00Z';
      for (const [end, accepted] of [
        ['2027-01-10T10:00:00Z', UNTIL],
        [afterwards, afterwards],
      ] as const) {
        const back = withdrawObjection('XB/head', R, { now: end });
        const { world: ended } = given(...THREE, objectTo('XB/head', R, { now: SOON }), back);
        expect(dated(ended, afterwards)).to.deep.equal({
          ...{ isInForce: true, since: T0, received: [['accepted', accepted, undefined]] },
        });
        expect(dated(ended, T0)).to.deep.include({ received: [['pending', T0, UNTIL]] });
      }
      const joining = deposit('XD/head', {}, { now: SOON });
      expect(whole(given(...THREE, joining).world, 'XD', 'XB', LATE).since).to.equal(SOON);
      expect(whole(given(...THREE, joining).world, 'XB', 'XD', LATE).since).to.equal(SOON);
    });

    it('of the end of what precluded it: the objection, or the reservation, whichever was withdrawn first (VCLT 22)', () => {
      const precluding = objectTo('XB/head', R, { now: SOON, precludes: true });
      const [first, second] = ['2027-01-10T10:00:00Z', '2027-01-20T10:00:00Z'];
      const objection = (now: string): Step => withdrawObjection('XB/head', R, { now });
      const reservation = (now: string): Step => withdrawReservation('XA/head', R, { now });
      const since = (...ends: readonly Step[]) =>
        whole(given(...THREE, precluding, ...ends).world, 'XA', 'XB', LATE).since;
      expect(since()).to.equal(undefined);
      expect(since(objection(first))).to.equal(first);
      expect(since(reservation(first))).to.equal(first);
      expect(since(objection(first), reservation(second))).to.equal(first);
      const { world } = given(...THREE, precluding, objection(second));
      expect(whole(world, 'XA', 'XB', first)).to.deep.include({ isInForce: false });
      expect(whole(world, 'XB', 'XC', LATE).since).to.equal(T0);
      const mild = given(...THREE, objectTo('XB/head', R, { now: SOON }), objection(first)).world;
      expect(whole(mild, 'XA', 'XB', LATE).since).to.equal(T0);
    });

    it('of no objection that ended before the treaty was in force for both, nor of one that ends later', () => {
      const early = objectTo('XD/head', R, { precludes: true });
      const ended = withdrawObjection('XD/head', R, { now: '2026-12-01T10:00:00Z' });
      const joining = deposit('XD/head', {}, { now: SOON });
      expect(whole(given(...THREE, early, ended, joining).world, 'XD', 'XA', LATE).since).to.equal(SOON);
      const precluding = objectTo('XB/head', R, { now: SOON, precludes: true });
      const { world } = given(...THREE, precluding, withdrawObjection('XB/head', R, { now: UNTIL }));
      expect(whole(world, 'XA', 'XB', T0)).to.deep.include({ isInForce: true, since: T0 });
    });
  });

  it('is not touched by what a signature reserves, until the instrument confirms it (R-150)', () => {
    const signing = sign('XD/head', { reservations: [TEXT] });
    const id = reservationOf(signing);
    const joining = deposit('XD/head', { confirms: [id] }, { now: SOON });
    const { world } = given(...THREE, signing, joining);
    expect(whole(world, 'XD', 'XB', SOON).modifications).to.deep.equal([
      {
        ...{ reservation: id, of: 'XD', provision: 'Article 6(2)', reception: 'pending' },
        ...{ since: SOON, until: '2027-12-24T23:00:00Z' },
      },
    ]);
    const silent = given(...THREE, signing, deposit('XD/head', {}, { now: SOON })).world;
    expect(whole(silent, 'XD', 'XB', SOON).modifications).to.deep.equal([]);
  });
});
