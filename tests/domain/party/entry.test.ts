// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { areMet, operationOf } from '../../../chaincode/src/domain/party/entry.ts';
import { isParty, periodsOf, standingOf } from '../../../chaincode/src/domain/party/standing.ts';
import {
  EntryIntoForce,
  Instant,
  MemberId,
  Profile,
  type EntryIntoForce as Rule,
} from '../../../chaincode/src/protocol/index.ts';
import {
  examineInstrument,
  heads,
  membershipProfile,
  notify,
  openWith,
  revoke,
} from '../../support/domain/membership.ts';
import { bind, BOUND, deposit, madeBy, move, open, stampOf, T0 } from '../../support/domain/steps.ts';
import { given, type World } from '../../support/domain/world.ts';

const at = (text: string): Instant => Instant.parse(text);
const ids = (...names: readonly string[]): MemberId[] => names.map((name) => MemberId.parse(name));
const HEADS = heads('XA', 'XB', 'XC');
const IMMEDIATELY = { status: 'fixed', later: { after: 'PT0S', since: 'conditionsMet' }, seat: '+01:00' };

function standing(world: World, member: string, instant: string): string {
  return standingOf(world.get('Party', member), world.get('Treaty'), at(instant));
}

/** States that are numbered, with ids from S001 on. */
function states(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `S${String(index + 1).padStart(3, '0')}`);
}

/** A treaty of many states of which some have been bound since long before; XA is one more. */
function manyBound(membership: object, bound: readonly string[], rest: object = {}) {
  const all = [...new Set([...bound, 'XA', 'XB'])];
  const parties = all.map((id) => ({ id, name: `State ${id}`, msp: `${id}MSP` }));
  const opening = openWith(membership, rest, { parties });
  const world = given(opening, ...heads('XA', 'XB'));
  const records = bound.map((id) => ({
    ...{ ...world.world.get('Party', id), status: 'bound', instrument: 'ratification' },
    bound: stampOf(opening),
  }));
  return world.having(...records);
}

function entryAfter(membership: object, bound: readonly string[], now: string, rest: object = {}): object | undefined {
  const { world } = manyBound(membership, bound, rest);
  return world.after(deposit('XA/head', {}, { now })).get('Treaty').entry;
}

describe('the entry into force of a treaty', () => {
  describe('as it opens', () => {
    it('is awaited where the profile states conditions', () => {
      const entry = { count: 2, after: 'PT0S' };
      expect(given(openWith({ entryIntoForce: entry })).world.get('Treaty').entry).to.deep.equal({ status: 'awaited' });
    });

    it('is no matter of the record where it states none: each state is a party with its instrument', () => {
      const { world } = given(...BOUND);
      expect(world.get('Treaty')).not.to.have.property('entry');
      expect(standing(world, 'XA', T0)).to.equal('party');
      expect(standing(world, 'XD', T0)).to.equal('invited');
      expect(standing(world, 'XA', '2026-11-23T09:59:59Z')).to.equal('invited');
    });
  });

  describe('is fixed by the instrument that meets the conditions', () => {
    const OPENING = openWith({ entryIntoForce: { count: 2, after: 'P30D' } });

    it('with the instant of entry, and touches nothing but the state, its instrument and the treaty', () => {
      const last = deposit('XB/head', {}, { now: '2026-12-01T09:00:00Z' });
      const entry = {
        ...{ status: 'fixed', met: '2026-12-01T09:00:00Z', from: '2026-12-30T23:00:00Z' },
        ...{ later: { after: 'P30D', since: 'conditionsMet' }, seat: '+01:00' },
      };
      const before = given(OPENING, ...HEADS, deposit('XA/head'));
      before.when(last).then(
        {
          type: 'InstrumentDeposited',
          party: 'XB',
          instrument: last.act.id,
          form: 'ratification',
          standing: 'inDueForm',
        },
        { type: 'PartyBound', party: 'XB', instrument: 'ratification' },
        { type: 'EntryIntoForceFixed', entry },
      );
      const stamp = stampOf(last);
      before.when(last).thenChanges(
        {
          ...{ kind: 'Instrument', ...madeBy(last), member: 'XB', id: last.act.id, form: 'ratification' },
          ...{ deposited: stamp, received: stamp, status: 'inDueForm' },
        },
        {
          ...{ kind: 'Party', ...madeBy(last), id: 'XB', name: 'State XB', msp: 'XBMSP' },
          ...{ status: 'bound', instrument: 'ratification', bound: stamp },
        },
        { ...before.world.get('Treaty'), ...madeBy(last), entry },
      );
    });

    it('not by one before it, nor again by one after it', () => {
      const first = given(OPENING, ...HEADS, deposit('XA/head'));
      expect(first.world.get('Treaty').entry).to.deep.equal({ status: 'awaited' });
      const { world } = given(OPENING, ...HEADS, deposit('XA/head'), deposit('XB/head'));
      expect(world.after(deposit('XC/head', {}, { now: '2026-12-01T00:00:00Z' })).get('Treaty').entry).to.deep.equal(
        world.get('Treaty').entry,
      );
    });

    it('without an interval, at that instrument', () => {
      const { world } = given(openWith({ entryIntoForce: { count: 1, after: 'PT0S' } }), ...HEADS, deposit('XA/head'));
      expect(world.get('Treaty').entry).to.deep.equal({ ...IMMEDIATELY, met: T0, from: T0 });
      expect(standing(world, 'XA', T0)).to.equal('party');
    });

    it('with the receipt that met them, where an examination finds it later', () => {
      const examined = openWith({ examination: true, entryIntoForce: { count: 2, after: 'PT0S' } });
      const first = deposit('XA/head', {}, { now: '2026-12-01T00:00:00Z' });
      const second = deposit('XB/head', {}, { now: '2026-12-02T00:00:00Z' });
      const findings = [second, first].map((one) => examineInstrument(one, { now: '2026-12-05T00:00:00Z' }));
      const { world } = given(examined, ...HEADS, first, second, ...findings);
      const met = '2026-12-02T00:00:00Z';
      expect(world.get('Treaty').entry).to.deep.equal({ ...IMMEDIATELY, met, from: met });
    });

    it('by the first instrument, where an amendment has removed the conditions', () => {
      const { world } = given(OPENING, ...HEADS);
      const free = { ...world.get('Profile', '1.0'), profile: membershipProfile({}) };
      const entered = given(OPENING, ...HEADS)
        .having(free)
        .world.after(deposit('XA/head'));
      expect(entered.get('Treaty').entry).to.deep.equal({ ...IMMEDIATELY, met: T0, from: T0 });
    });

    it('without the states whose withdrawal has taken effect meanwhile', () => {
      const rules = { entryIntoForce: { count: 2, after: 'PT0S' }, withdrawal: { notice: 'P3M' } };
      const left = [openWith(rules), ...HEADS, deposit('XA/head'), notify('XA/head')];
      const early = given(...left, deposit('XB/head', {}, { now: '2027-02-22T22:59:59Z' }));
      const late = given(...left, deposit('XB/head', {}, { now: '2027-02-22T23:00:00Z' }));
      expect(early.world.get('Treaty').entry?.status).to.equal('fixed');
      expect(late.world.get('Treaty').entry?.status).to.equal('awaited');
    });
  });

  describe('makes parties', () => {
    const OPENING = openWith({ entryIntoForce: { count: 2, after: 'P30D' } });
    const TWO = [OPENING, ...HEADS, deposit('XA/head'), deposit('XB/head')];
    const ENTRY = '2026-12-22T23:00:00Z';

    it('of the states that were bound, at its instant and not before', () => {
      const { world } = given(...TWO);
      expect(standing(world, 'XA', '2026-12-22T22:59:59Z')).to.equal('contracting');
      expect(standing(world, 'XA', ENTRY)).to.equal('party');
      expect(isParty(world.get('Party', 'XA'), world.get('Treaty'), at(ENTRY))).to.equal(true);
      expect(standing(world, 'XC', ENTRY)).to.equal('invited');
    });

    it('and nobody moves a proposal before it', () => {
      given(...TWO)
        .when(move('XA/head', undefined, { now: '2026-12-01T00:00:00Z' }))
        .thenRefuses('PARTY_NOT_BOUND', { member: 'XA', status: 'contracting', expected: 'bound' });
    });

    it('of a later one after the same interval from its own instrument, unless it says otherwise', () => {
      const { world } = given(...TWO, deposit('XC/head', {}, { now: '2026-12-10T09:00:00Z' }));
      const [period] = periodsOf(world.get('Party', 'XC'), world.get('Treaty'));
      expect(period?.from).to.equal('2027-01-08T23:00:00Z');
      expect(standing(world, 'XC', '2027-01-08T22:59:59Z')).to.equal('contracting');
      expect(standing(world, 'XC', '2027-01-08T23:00:00Z')).to.equal('party');
    });

    it('never of a later one before the treaty itself is in force', () => {
      const rule = { count: 2, after: 'P180D', later: { after: 'P30D', since: 'conditionsMet' } };
      const { world } = given(
        ...[openWith({ entryIntoForce: rule }), ...HEADS, deposit('XA/head'), deposit('XB/head')],
        deposit('XC/head', {}, { now: '2026-12-10T09:00:00Z' }),
      );
      const entry = world.get('Treaty').entry;
      expect(entry?.status === 'fixed' && entry.from).to.equal('2027-05-21T23:00:00Z');
      expect(periodsOf(world.get('Party', 'XC'), world.get('Treaty'))[0]?.from).to.equal('2027-05-21T23:00:00Z');
    });
  });

  describe('is not undone', () => {
    const rules = (belowNumber: object) => ({
      entryIntoForce: { count: 2, after: 'PT0S', ...belowNumber },
      withdrawal: { notice: 'P3M' },
    });
    const left = (belowNumber: object) =>
      given(openWith(rules(belowNumber)), ...HEADS, deposit('XA/head'), deposit('XB/head'), notify('XA/head')).world;
    const operation = (world: World, instant: string) =>
      operationOf(world.get('Treaty'), world.get('Profile', '1.0').profile, world.all('Party'), at(instant));

    it('by falling below the number: the treaty continues (VCLT 55)', () => {
      expect(operation(left({}), '2027-03-01T00:00:00Z')).to.equal('inForce');
      expect(operation(left({ belowNumber: 'continues' }), '2027-03-01T00:00:00Z')).to.equal('inForce');
      expect(standing(left({}), 'XB', '2027-03-01T00:00:00Z')).to.equal('party');
    });

    it('and is suspended below it where the profile says so', () => {
      const world = left({ belowNumber: 'suspended' });
      expect(operation(world, '2027-02-22T22:59:59Z')).to.equal('inForce');
      expect(operation(world, '2027-02-22T23:00:00Z')).to.equal('suspended');
    });

    it('and is awaited before it', () => {
      const { world } = given(openWith({ entryIntoForce: { count: 1, after: 'P30D' } }), ...HEADS);
      expect(operation(world, T0)).to.equal('awaited');
      expect(operation(world.after(deposit('XA/head')), '2026-12-22T22:59:59Z')).to.equal('awaited');
      expect(operation(world.after(deposit('XA/head')), '2026-12-22T23:00:00Z')).to.equal('inForce');
      expect(operation(given(open()).world, T0)).to.equal('awaited');
      expect(operation(given(open(), ...bind('XA')).world, T0)).to.equal('inForce');
    });

    it('by a notice that is revoked', () => {
      const world = left({ belowNumber: 'suspended' }).after(revoke('XA/head', {}, { now: '2027-01-01T00:00:00Z' }));
      expect(operation(world, '2027-03-01T00:00:00Z')).to.equal('inForce');
    });
  });
});

describe('the conditions of entry into force', () => {
  const PROFILE = Profile.parse(
    membershipProfile(
      {},
      {
        groups: [{ id: 'members', name: 'Members of the Council', members: ids('XA', 'XB', 'XC', 'XD') }],
        measures: [
          {
            id: 'emissions',
            name: 'Share of emissions in hundredths of a per cent',
            weights: [
              { member: 'XA', weight: '2009' },
              { member: 'XB', weight: '3491' },
            ],
          },
        ],
        organisations: [{ member: 'XU', votesFor: ids('XA', 'XB') }],
      },
    ),
  );
  const met = (rule: object, ...names: readonly string[]): boolean =>
    areMet(EntryIntoForce.parse({ after: 'PT0S', ...rule }) satisfies Rule, PROFILE, ids(...names));

  it('are all of them met together', () => {
    const rule = { count: 2, named: ['XA'], groups: [{ group: 'members', count: 1 }] };
    expect(met(rule, 'XA', 'XE')).to.equal(true);
    expect(met(rule, 'XA')).to.equal(false);
    expect(met(rule, 'XB', 'XE')).to.equal(false);
    expect(met({ ...rule, groups: [{ group: 'members', count: 2 }] }, 'XA', 'XE')).to.equal(false);
  });

  it('are met by nobody where nobody is bound, whatever they ask', () => {
    expect(met({})).to.equal(false);
    expect(met({}, 'XA')).to.equal(true);
  });

  it('count a state once, and a regional organisation not beside its members (UNFCCC 23(3))', () => {
    expect(met({ count: 2 }, 'XA', 'XA')).to.equal(false);
    expect(met({ count: 2 }, 'XA', 'XU')).to.equal(false);
    expect(met({ count: 2 }, 'XA', 'XB', 'XU')).to.equal(true);
  });

  it('measure a share of the fixed total exactly, with and without the share itself', () => {
    const share = (strict?: boolean) => ({
      shares: [{ measure: 'emissions', ratio: { num: 55, den: 100 }, total: '10000', ...(strict && { strict }) }],
    });
    expect(met(share(), 'XA', 'XB')).to.equal(true);
    expect(met(share(true), 'XA', 'XB')).to.equal(false);
    expect(met(share(), 'XB', 'XC')).to.equal(false);
  });
});

describe('the entry into force of known treaties', () => {
  // CWC XXI.1: 180 days after the date of deposit of the 65th instrument of ratification. The 65th, Hungary's, came on
  // 31 October 1996; the Convention entered into force on 29 April 1997. Here with the seat at UTC and a later year.
  const CWC = { count: 65, after: 'P180D', later: { after: 'P30D', since: 'entryIntoForce' } };
  const UTC = { clock: { aheadBy: 'PT5S', behindBy: 'PT30S', seat: '+00:00' } };

  it('Chemical Weapons Convention XXI.1: 180 days after the 65th instrument, not the 64th', () => {
    const now = '2027-10-31T12:00:00Z';
    expect(entryAfter({ entryIntoForce: CWC }, states(63), now, UTC)).to.deep.equal({ status: 'awaited' });
    // In a leap year the 180th day after 31 October is 28 April.
    expect(entryAfter({ entryIntoForce: CWC }, states(64), now, UTC)).to.deep.include({
      ...{ status: 'fixed', met: now },
      from: '2028-04-28T00:00:00Z',
    });
  });

  it('Chemical Weapons Convention XXI.2: who deposits before the entry enters with all, later ones after 30 days', () => {
    const world = manyBound({ entryIntoForce: CWC }, states(64), UTC).world.after(
      deposit('XA/head', {}, { now: '2027-10-31T12:00:00Z' }),
    );
    const from = (now: string) => {
      const joined = world.after(deposit('XB/head', {}, { now }));
      return periodsOf(joined.get('Party', 'XB'), joined.get('Treaty'))[0]?.from;
    };
    // The United States deposited four days before the entry, and was an original party.
    expect(from('2028-04-24T12:00:00Z')).to.equal('2028-04-28T00:00:00Z');
    expect(from('2028-05-02T12:00:00Z')).to.equal('2028-06-01T00:00:00Z');
  });

  it('Comprehensive Nuclear-Test-Ban Treaty XIV.1: all 44 states of its Annex 2, and no number of others', () => {
    const named = [...states(43), 'XA'];
    const rule = { entryIntoForce: { named, after: 'P180D' } };
    const others = Array.from({ length: 100 }, (_, index) => `T${String(index)}`);
    expect(entryAfter(rule, states(43), '2027-01-01T00:00:00Z')).to.deep.include({ status: 'fixed' });
    const without = { entryIntoForce: { named: [...named, 'XB'], after: 'P180D' } };
    expect(entryAfter(without, [...states(43), ...others], '2027-01-01T00:00:00Z')).to.deep.equal({
      status: 'awaited',
    });
  });

  it('a treaty that needs two named parties awaits the second', () => {
    const rule = { entryIntoForce: { count: 2, named: ['XA', 'XB'], after: 'PT0S' } };
    const one = manyBound(rule, states(5)).world.after(deposit('XA/head'));
    expect(one.get('Treaty').entry).to.deep.equal({ status: 'awaited' });
    expect(one.after(deposit('XB/head')).get('Treaty').entry).to.deep.include({ status: 'fixed', from: T0 });
  });

  it('Paris Agreement 21: 55 parties and 55 per cent of emissions, thirty days after both are met', () => {
    const each = [...states(54), 'XA'].map((member) => ({ member, weight: '1' }));
    const weights = [...each, { member: 'XQ', weight: '46' }];
    const paris = (total: string) => ({
      membership: {
        entryIntoForce: {
          ...{ count: 55, after: 'P30D', later: { after: 'P30D', since: 'conditionsMet' } },
          shares: [{ measure: 'emissions', ratio: { num: 55, den: 100 }, total }],
        },
      },
      rest: { measures: [{ id: 'emissions', name: 'Emissions', weights }] },
    });
    const after = (bound: number, total: string) => {
      const { membership, rest } = paris(total);
      return entryAfter(membership, states(bound), '2027-10-05T12:00:00Z', rest);
    };
    expect(after(54, '100')).to.deep.include({ status: 'fixed', from: '2027-11-03T23:00:00Z' });
    expect(after(54, '101')).to.deep.equal({ status: 'awaited' });
    expect(after(53, '90')).to.deep.equal({ status: 'awaited' });
  });

  it('Council of Europe Framework Convention on AI 30(3): five signatories, three of them members of the Council', () => {
    const coe = (members: readonly string[]) => ({
      membership: {
        entryIntoForce: { count: 5, groups: [{ group: 'members', count: 3 }], after: 'P3M' },
      },
      rest: { groups: [{ id: 'members', name: 'Members of the Council', members }] },
    });
    const after = (bound: number, members: readonly string[]) => {
      const { membership, rest } = coe(members);
      return entryAfter(membership, states(bound), '2027-01-15T12:00:00Z', rest);
    };
    expect(after(4, ['S001', 'S002', 'XA'])).to.deep.include({ status: 'fixed' });
    expect(after(4, ['S001', 'S009', 'XA'])).to.deep.equal({ status: 'awaited' });
    expect(after(3, ['S001', 'S002', 'XA'])).to.deep.equal({ status: 'awaited' });
  });
});
