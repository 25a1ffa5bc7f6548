// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { queueOf, statusTable, type StatusTable } from '../../../chaincode/src/domain/party/status-table.ts';
import { Instant } from '../../../chaincode/src/protocol/index.ts';
import {
  confirm,
  declare,
  delegate,
  examineInstrument,
  heads,
  notify,
  objectTo,
  openWith,
  reservationOf,
  revoke,
  sign,
  withdrawReservation,
} from '../../support/domain/membership.ts';
import { BOUND, deposit, T0, type Step } from '../../support/domain/steps.ts';
import { given, type World } from '../../support/domain/world.ts';

const RULES = {
  ...{ entryIntoForce: { count: 2, after: 'P30D' }, withdrawal: { notice: 'P1Y' }, provisionalApplication: true },
  reservations: { allowed: 'any', objectionWithin: 'P12M' },
};
const ENTRY = '2027-01-30T23:00:00Z';

function table(world: World, at: string): StatusTable {
  const records = {
    treaty: world.get('Treaty'),
    profile: world.get('Profile', '1.0').profile,
    parties: world.all('Party'),
    instruments: world.all('Instrument'),
    reservations: world.all('Reservation'),
    objections: world.all('Objection'),
    declarations: world.all('Declaration'),
  };
  return statusTable(records, Instant.parse(at));
}

const row = (world: World, member: string, at: string): object | undefined =>
  table(world, at).rows.find(({ id }) => id === member);

const SIGNING = sign('XA/head', { now: '2026-12-01T00:00:00Z' });
const FIRST = deposit(
  'XA/head',
  { reservations: [{ provision: 'Article 3', text: 'Not here.' }] },
  { now: '2026-12-15T00:00:00Z' },
);
const R = reservationOf(FIRST);
const SECOND = deposit('XB/head', { kind: 'accession' }, { now: '2027-01-01T00:00:00Z' });
const OBJECTION = objectTo('XB/head', R, { now: '2027-01-02T00:00:00Z' });
const PROVISIONAL = declare('XC/head', { type: 'provisionalApplication' }, { now: '2027-01-03T00:00:00Z' });
const LIVE: readonly Step[] = [
  openWith(RULES),
  ...heads('XA', 'XB', 'XC'),
  ...[SIGNING, FIRST, SECOND, OBJECTION, PROVISIONAL],
];

describe('the status of a treaty', () => {
  it('lists the participants in the order of their names, not of their ids', () => {
    const opened = given(...BOUND).world;
    const renamed = opened.having({ ...opened.get('Party', 'XD'), name: 'Arcadia' });
    expect(table(renamed, T0).rows.map(({ name }) => name)).to.deep.equal([
      ...['Arcadia', 'State XA', 'State XB', 'State XC'],
    ]);
  });

  it('is that of any date: signature, instrument, entry into force for each state', () => {
    const { world } = given(...LIVE);
    const plain = { id: 'XA', name: 'State XA', isProvisional: false };
    expect(row(world, 'XA', '2026-11-30T00:00:00Z')).to.deep.equal({ ...plain, standing: 'invited', notes: [] });
    const signed = { ...plain, signed: '2026-12-01T00:00:00Z' };
    expect(row(world, 'XA', '2026-12-01T00:00:00Z')).to.deep.equal({ ...signed, standing: 'signatory', notes: [] });
    const deposited = { ...signed, instrument: { form: 'ratification', received: '2026-12-15T00:00:00Z' } };
    const contracting = { ...deposited, standing: 'contracting', notes: [1] };
    expect(row(world, 'XA', '2026-12-31T00:00:00Z'), 'one instrument is missing').to.deep.equal(contracting);
    expect(row(given(...LIVE.slice(0, -3)).world, 'XA', '2026-12-31T00:00:00Z')).to.deep.equal(contracting);
    const bound = { ...deposited, inForceFrom: ENTRY };
    expect(row(world, 'XA', '2027-01-01T00:00:00Z')).to.deep.equal({ ...contracting, ...bound });
    expect(row(world, 'XA', ENTRY)).to.deep.equal({ ...bound, standing: 'party', notes: [1, 2] });
  });

  it('tells how the treaty itself stands', () => {
    const { world } = given(...LIVE);
    const said = (at: string) => {
      const { operation, inForceFrom } = table(world, at);
      return { operation, inForceFrom };
    };
    expect(said('2026-12-31T00:00:00Z')).to.deep.equal({ operation: 'awaited', inForceFrom: undefined });
    expect(said('2027-01-01T00:00:00Z')).to.deep.equal({ operation: 'awaited', inForceFrom: ENTRY });
    expect(said(ENTRY)).to.deep.equal({ operation: 'inForce', inForceFrom: ENTRY });
    expect(table(given(...BOUND).world, T0)).to.deep.include({ at: T0, operation: 'inForce', footnotes: [] });
  });

  it('numbers the notes through: reservations with their objections, declarations', () => {
    const { world } = given(...LIVE);
    const notes = table(world, '2027-01-05T00:00:00Z').footnotes.map(({ number, type }) => `${String(number)} ${type}`);
    expect(notes).to.deep.equal(['1 reservation', '2 objection', '3 declaration']);
    expect(row(world, 'XC', '2027-01-05T00:00:00Z')).to.deep.include({ isProvisional: true, notes: [3] });
  });

  it('orders the notes of a state by provision, then its declarations by date, whatever the order of the keys', () => {
    const reservations = ['Article 9', 'Article 1', 'Article 5'].map((provision) => ({ provision, text: 'Not here.' }));
    const declared = ['2026-12-03T00:00:00Z', '2026-12-02T00:00:00Z', '2026-12-04T00:00:00Z'].map((now) =>
      declare('XA/head', { type: 'interpretative', text: `Said on ${now}` }, { now }),
    );
    const { world } = given(openWith(RULES), ...heads('XA'), deposit('XA/head', { reservations }));
    const made = declared.reduce((reached, declaring) => reached.having(...reached.fold(declaring).records), world);
    const order = table(made, '2026-12-05T00:00:00Z').footnotes.map((note) => {
      if (note.type === 'declaration') return note.declaration.made.at;
      return note.type === 'reservation' ? note.reservation.provision : note.type;
    });
    const days = ['2026-12-02T00:00:00Z', '2026-12-03T00:00:00Z', '2026-12-04T00:00:00Z'];
    expect(order).to.deep.equal(['Article 1', 'Article 5', 'Article 9', ...days]);
  });

  it('tells of what was reserved when signing: unconfirmed, then confirmed, or lapsed (VCLT 23(2))', () => {
    const reservations = ['Article 3', 'Article 7'].map((provision) => ({ provision, text: 'Not here.' }));
    const signing = sign('XA/head', { reservations, now: '2026-12-01T00:00:00Z' });
    const [kept, left] = [reservationOf(signing, 0), reservationOf(signing, 1)];
    const steps = [
      ...[openWith(RULES), ...heads('XA', 'XB'), signing],
      ...[kept, left].map((id) => objectTo('XB/head', id, { now: '2026-12-02T00:00:00Z' })),
      deposit('XA/head', { confirms: [kept] }, { now: '2026-12-15T00:00:00Z' }),
      withdrawReservation('XA/head', kept, { now: '2027-02-01T00:00:00Z' }),
    ];
    const { world } = given(...steps);
    const noted = (at: string) => {
      const { rows, footnotes } = table(world, at);
      expect(rows.map(({ notes }) => notes).flat()).to.deep.equal(footnotes.map(({ number }) => number));
      return footnotes.map((note) => {
        if (note.type === 'objection') return `objection ${note.objection.reservation}`;
        return `${note.type} ${'reservation' in note ? note.reservation.id : ''}`;
      });
    };
    expect(noted('2026-11-30T23:59:59Z')).to.deep.equal([]);
    expect(noted('2026-12-14T23:59:59Z')).to.deep.equal([
      ...[`unconfirmedReservation ${kept}`, `objection ${kept}`],
      ...[`unconfirmedReservation ${left}`, `objection ${left}`],
    ]);
    expect(noted('2026-12-15T00:00:00Z')).to.deep.equal([
      ...[`reservation ${kept}`, `objection ${kept}`],
      `lapsedReservation ${left}`,
    ]);
    expect(noted('2027-02-01T00:00:00Z')).to.deep.equal([`lapsedReservation ${left}`]);
  });

  it('shows a notice from the day on which it is given, and not after it is revoked', () => {
    const notice = notify('XA/head', {}, { now: '2027-03-01T00:00:00Z' });
    const { world } = given(...LIVE, notice);
    const withdrawal = { notified: '2027-03-01T00:00:00Z', effective: '2028-02-29T23:00:00Z' };
    expect(row(world, 'XA', '2027-02-01T00:00:00Z')).to.deep.include({ standing: 'party' });
    expect(row(world, 'XA', '2027-02-01T00:00:00Z')).not.to.have.property('withdrawal');
    expect(row(world, 'XA', '2027-03-01T00:00:00Z')).to.deep.include({ standing: 'withdrawing', withdrawal });
    expect(row(world, 'XA', '2028-03-01T00:00:00Z')).to.deep.include({ standing: 'withdrawn', withdrawal });
    const back = world.after(revoke('XA/head', {}, { now: '2027-04-01T00:00:00Z' }));
    expect(row(back, 'XA', '2027-03-31T00:00:00Z')).to.deep.include({ standing: 'withdrawing', withdrawal });
    expect(row(back, 'XA', '2027-04-01T00:00:00Z')).to.deep.include({ standing: 'party' });
    expect(row(back, 'XA', '2027-04-01T00:00:00Z')).not.to.have.property('withdrawal');
  });

  it('notes for a state that came back when it was bound before', () => {
    const notice = notify('XA/head', {}, { now: '2027-03-01T00:00:00Z' });
    const again = deposit('XA/head', { kind: 'accession' }, { now: '2028-06-01T00:00:00Z' });
    const { world } = given(...LIVE, notice, again);
    const [note] = table(world, '2028-06-01T00:00:00Z').footnotes;
    expect(note).to.deep.equal({
      ...{ number: 1, type: 'boundBefore', party: 'XA' },
      period: { bound: '2026-12-15T00:00:00Z', from: ENTRY, left: '2028-02-29T23:00:00Z', form: 'ratification' },
    });
    expect(row(world, 'XA', '2028-06-01T00:00:00Z')).to.deep.include({
      standing: 'contracting',
      instrument: { form: 'accession', received: '2028-06-01T00:00:00Z' },
    });
    expect(row(world, 'XA', '2027-06-01T00:00:00Z')).to.deep.equal({
      ...{ id: 'XA', name: 'State XA', standing: 'withdrawing', isProvisional: false, notes: [1, 2] },
      ...{ signed: '2026-12-01T00:00:00Z', instrument: { form: 'ratification', received: '2026-12-15T00:00:00Z' } },
      ...{ inForceFrom: ENTRY, withdrawal: { notified: '2027-03-01T00:00:00Z', effective: '2028-02-29T23:00:00Z' } },
    });
  });

  it('finds the form of an instrument with it, where the record of an earlier time lacks it, and else tells none', () => {
    const notice = notify('XA/head', {}, { now: '2027-03-01T00:00:00Z' });
    const again = deposit('XA/head', { kind: 'accession' }, { now: '2028-06-01T00:00:00Z' });
    const { world } = given(...LIVE, notice, again);
    const earlier = [{ bound: '2026-12-15T00:00:00Z', left: '2028-02-29T23:00:00Z' }];
    const old = world.having({ ...world.get('Party', 'XA'), earlier });
    const instrument = { form: 'ratification', received: '2026-12-15T00:00:00Z' };
    expect(row(old, 'XA', '2027-06-01T00:00:00Z')).to.deep.include({ instrument });
    const bare = old.lacking('Instrument', 'XA', FIRST.act.id);
    expect(row(bare, 'XA', '2027-06-01T00:00:00Z')).not.to.have.property('instrument');
    const [note] = table(bare, '2028-06-01T00:00:00Z').footnotes;
    expect(note).to.deep.include({ period: { ...earlier[0], from: ENTRY } });
  });

  it('does not note what a state has said with a consent once that has ended (R-191)', () => {
    const reservations = [{ provision: 'Article 5', text: 'Not here.' }];
    const signing = sign('XC/head', {
      ...{ now: '2026-12-01T00:00:00Z', reservations: [{ provision: 'Article 7', text: 'Not here.' }] },
      declarations: [{ type: 'interpretative', text: 'We read it so.' }],
    });
    const first = deposit('XC/head', { reservations }, { now: '2027-01-05T00:00:00Z' });
    const steps = [
      ...[...LIVE.slice(0, -3), signing, PROVISIONAL, first],
      objectTo('XA/head', reservationOf(first), { now: '2027-01-06T00:00:00Z' }),
    ];
    const left = [...steps, notify('XC/head', {}, { now: '2027-03-01T00:00:00Z' })];
    const back = [...left, deposit('XC/head', { kind: 'accession' }, { now: '2028-06-01T00:00:00Z' })];
    const types = (world: World, at: string) => table(world, at).footnotes.map(({ type }) => type);
    const noted = ['reservation', 'objection', 'lapsedReservation', 'declaration', 'declaration'];
    for (const world of [steps, left, back].map((made) => given(...made).world)) {
      expect(types(world, '2027-01-10T00:00:00Z').slice(-5)).to.deep.equal(noted);
      expect(row(world, 'XC', '2027-01-10T00:00:00Z')).to.deep.include({ isProvisional: true });
      expect(types(world, '2028-02-29T22:59:59Z').slice(-4), 'provisional until it is in force').to.deep.equal(
        noted.slice(0, 4),
      );
    }
    for (const world of [left, back].map((made) => given(...made).world))
      expect(row(world, 'XC', '2028-02-29T23:00:00Z')).to.deep.include({ standing: 'withdrawn', notes: [] });
    const { world } = given(...back);
    expect(types(world, '2028-06-01T00:00:00Z').slice(-1)).to.deep.equal(['boundBefore']);
    expect(row(world, 'XC', '2028-06-01T00:00:00Z')).to.deep.include({ standing: 'contracting', isProvisional: false });
  });
});

describe('the queue of the depositary', () => {
  it('holds what is pending, received and in due form, each in the order of deposit, and no notices', () => {
    const unauthorised = deposit('XA/delegate-1', {}, { now: '2026-12-03T00:00:00Z' });
    const received = deposit('XB/head', {}, { now: '2026-12-02T00:00:00Z' });
    const done = deposit('XC/head', {}, { now: '2026-12-01T00:00:00Z' });
    const steps = [
      openWith({ ...RULES, examination: true }),
      ...heads('XA', 'XB', 'XC'),
      delegate('XA'),
      ...[done, received, unauthorised, examineInstrument(done, { now: '2026-12-04T00:00:00Z' })],
      notify('XC/head', {}, { now: '2026-12-05T00:00:00Z' }),
    ];
    const idsOf = (world: World) => {
      const { pending, received: under, inDueForm } = queueOf(world.all('Instrument'));
      return [pending, under, inDueForm].map((part) => part.map(({ member }) => member));
    };
    expect(idsOf(given(...steps).world)).to.deep.equal([['XA'], ['XB'], ['XC']]);
    const confirmed = confirm('XA/head', unauthorised, { now: '2026-12-06T00:00:00Z' });
    expect(idsOf(given(...steps, confirmed).world)).to.deep.equal([[], ['XB', 'XA'], ['XC']]);
  });
});
