// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { appliesProvisionally } from '../../../chaincode/src/domain/party/declaration.ts';
import { Instant } from '../../../chaincode/src/protocol/index.ts';
import {
  declare,
  delegate,
  heads,
  madeIdOf,
  notify,
  openWith,
  withdrawDeclaration,
} from '../../support/domain/membership.ts';
import { BOUND, deposit, digestOf, madeBy, stampOf, type Step } from '../../support/domain/steps.ts';
import { given, type World } from '../../support/domain/world.ts';

const SOON = '2026-12-24T10:00:00Z';
const LATER = '2027-06-01T10:00:00Z';
const READING = { type: 'interpretative', text: 'Compute means floating-point operations.' };
const TERRITORIES = { type: 'territorial', applies: false, territories: ['The Northern Isles'] };
const PROVISIONAL = { type: 'provisionalApplication' };
const PENDING = [
  openWith({ provisionalApplication: true, entryIntoForce: { count: 2, after: 'P30D' } }),
  ...heads('XA', 'XB'),
];

const LEAVABLE = [
  openWith({
    ...{ provisionalApplication: true, withdrawal: { notice: 'P1D' } },
    entryIntoForce: { count: 2, after: 'P30D' },
  }),
  ...heads('XA', 'XB'),
];

const idOf = (declaring: Step): string => madeIdOf('D', digestOf(declaring.act));

describe('making a declaration', () => {
  const DECLARING = declare('XA/head', READING, { now: SOON });

  describe('succeeds exactly when all conditions hold', () => {
    it('says how a party reads the treaty, and to which territories it applies (VCLT 29), under any profile', () => {
      for (const said of [READING, TERRITORIES]) {
        const declaring = declare('XA/head', said, { now: SOON });
        given(...BOUND)
          .when(declaring)
          .then({ type: 'DeclarationMade', declaration: idOf(declaring), party: 'XA', said });
      }
    });

    it('applies the treaty provisionally, by a state whatever its status, where the profile provides for it', () => {
      const declaring = declare('XA/head', PROVISIONAL, { now: SOON });
      given(...PENDING)
        .when(declaring)
        .then({ type: 'DeclarationMade', declaration: idOf(declaring), party: 'XA', said: PROVISIONAL });
    });

    it('refuses provisional application where the profile does not (R-130)', () => {
      given(...BOUND)
        .when(declare('XA/head', PROVISIONAL, { now: SOON }))
        .thenRefuses('PROVISIONAL_APPLICATION_NOT_ALLOWED', { profile: 'cast' });
      given(openWith({}), ...heads('XA'))
        .when(declare('XA/head', PROVISIONAL, { now: SOON }))
        .thenRefuses('PROVISIONAL_APPLICATION_NOT_ALLOWED', { profile: 'cast' });
    });

    it('refuses provisional application by a party, and by a state that has left (R-190)', () => {
      const bound = ['XA', 'XB'].map((id) => deposit(`${id}/head`, {}, { now: SOON }));
      const refused = (now: string, status: string, ...steps: readonly Step[]) => {
        given(...LEAVABLE, ...bound, ...steps)
          .when(declare('XA/head', PROVISIONAL, { now }))
          .thenRefuses('PARTY_STATUS', {
            ...{ member: 'XA', status, act: 'MakeDeclaration' },
            expected: ['invited', 'signatory', 'contracting'],
          });
      };
      const notice = notify('XA/head', {}, { now: LATER });
      refused(LATER, 'party');
      refused('2027-06-01T22:59:59Z', 'withdrawing', notice);
      refused('2027-06-01T23:00:00Z', 'withdrawn', notice);
    });

    it('refuses a state that is not bound for the others, and says how it stands (R-101)', () => {
      given(...PENDING)
        .when(DECLARING)
        .thenRefuses('PARTY_NOT_BOUND', { member: 'XA', status: 'invited', expected: 'bound' });
    });

    it('refuses who is no state, and a representative without full powers (R-100, R-131)', () => {
      given(...BOUND, ...heads('AISI-XA'))
        .when(declare('AISI-XA/head', READING, { now: SOON }))
        .thenRefuses('PARTY_UNKNOWN', { member: 'AISI-XA' });
      for (const step of [
        declare('XA/delegate-1', READING, { now: SOON }),
        withdrawDeclaration('XA/delegate-1', 'D-0000000000', { now: SOON }),
      ]) {
        given(...BOUND, delegate('XA'))
          .when(step)
          .thenRefuses('POWERS_MISSING', {
            representative: 'XA/delegate-1',
            held: ['credentials'],
            act: step.act.type,
            expected: 'fullPowers',
          });
      }
    });

    it('refuses one whose short id belongs to another already (R-111)', () => {
      given(...BOUND)
        .having(given(...BOUND, DECLARING).world.get('Declaration', idOf(DECLARING)))
        .when(DECLARING)
        .thenRefuses('ID_TAKEN', { id: idOf(DECLARING) });
    });
  });

  it('has its effect, and touches nothing else', () => {
    given(...BOUND)
      .when(DECLARING)
      .thenChanges({
        ...{ kind: 'Declaration', ...madeBy(DECLARING), id: idOf(DECLARING), party: 'XA', said: READING },
        ...{ made: stampOf(DECLARING), status: 'standing' },
      });
  });
});

describe('withdrawing a declaration', () => {
  const DECLARING = declare('XA/head', READING);
  const D = idOf(DECLARING);
  const WITHDRAWAL = withdrawDeclaration('XA/head', D, { now: SOON });

  it('ends it, and touches nothing else', () => {
    given(...BOUND, DECLARING)
      .when(WITHDRAWAL)
      .then({ type: 'DeclarationWithdrawn', declaration: D });
    const standing = given(...BOUND, DECLARING).world.get('Declaration', D);
    given(...BOUND, DECLARING)
      .when(WITHDRAWAL)
      .thenChanges({ ...standing, ...madeBy(WITHDRAWAL), status: 'withdrawn', withdrawn: stampOf(WITHDRAWAL) });
  });

  it('is for the state that made it, once (R-132)', () => {
    given(...BOUND, DECLARING)
      .when(withdrawDeclaration('XB/head', D, { now: SOON }))
      .thenRefuses('DECLARATION_NOT_YOURS', { declaration: D, party: 'XA', member: 'XB' });
    given(...BOUND, DECLARING, WITHDRAWAL)
      .when(withdrawDeclaration('XA/head', D, { now: LATER }))
      .thenRefuses('DECLARATION_STATUS', {
        ...{ declaration: D, status: 'withdrawn', act: 'WithdrawDeclaration', expected: ['standing'] },
      });
    given(...BOUND)
      .when(WITHDRAWAL)
      .thenRefuses('DECLARATION_UNKNOWN', { declaration: D });
  });
});

describe('a declaration of a state that has left', () => {
  const LEFT = '2027-06-01T23:00:00Z';
  const AGAIN = '2027-07-01T10:00:00Z';
  const back = [
    ...[notify('XA/head', {}, { now: LATER }), deposit('XA/head', { kind: 'accession' }, { now: AGAIN })],
  ] as const;

  it('ends with the consent to which it belonged, and cannot be withdrawn any more (R-191)', () => {
    const declaring = declare('XA/head', TERRITORIES, { now: SOON });
    const steps = [...LEAVABLE, deposit('XA/head', {}, { now: SOON }), declaring, back[0]];
    const withdrawing = (now: string) => withdrawDeclaration('XA/head', idOf(declaring), { now });
    for (const [now, ...more] of [[LEFT] as const, [AGAIN, back[1]] as const]) {
      given(...steps, ...more)
        .when(withdrawing(now))
        .thenRefuses('DECLARATION_STATUS', {
          ...{ declaration: idOf(declaring), status: 'ended', act: 'WithdrawDeclaration', expected: ['standing'] },
        });
    }
    given(...steps)
      .when(withdrawing('2027-06-01T22:59:59Z'))
      .then({ type: 'DeclarationWithdrawn', declaration: idOf(declaring) });
  });

  it('is no provisional application when it comes back, unless it is made again', () => {
    const declaring = declare('XA/head', PROVISIONAL, { now: SOON });
    const steps = [
      ...[...LEAVABLE, declaring],
      ...['XA', 'XB'].map((id) => deposit(`${id}/head`, {}, { now: SOON })),
      ...back,
    ];
    const applies = (world: World, at: string): boolean =>
      appliesProvisionally(world.get('Party', 'XA'), world.get('Treaty'), world.all('Declaration'), Instant.parse(at));
    const { world } = given(...steps);
    expect(applies(world, SOON)).to.equal(true);
    expect(applies(world, AGAIN)).to.equal(false);
    const anew = declare('XA/head', PROVISIONAL, { now: AGAIN });
    expect(applies(given(...steps, anew).world, AGAIN)).to.equal(true);
  });
});

describe('provisional application', () => {
  const DECLARING = declare('XA/head', PROVISIONAL, { now: SOON });
  const applies = (world: World, member: string, at: string): boolean =>
    appliesProvisionally(world.get('Party', member), world.get('Treaty'), world.all('Declaration'), Instant.parse(at));

  it('lasts from the declaration until the treaty is in force for the state (VCLT 25(1))', () => {
    const { world } = given(
      ...PENDING,
      DECLARING,
      ...['XA', 'XB'].map((id) => deposit(`${id}/head`, {}, { now: SOON })),
    );
    expect(applies(world, 'XA', '2026-12-24T09:59:59Z')).to.equal(false);
    expect(applies(world, 'XA', SOON)).to.equal(true);
    expect(applies(world, 'XA', '2027-01-22T22:59:59Z')).to.equal(true);
    expect(applies(world, 'XA', '2027-01-22T23:00:00Z')).to.equal(false);
    expect(applies(world, 'XB', SOON)).to.equal(false);
  });

  it('ends with the notice of the state (VCLT 25(2)), and does not come of another declaration', () => {
    const ended = withdrawDeclaration('XA/head', idOf(DECLARING), { now: LATER });
    const { world } = given(...PENDING, DECLARING, ended);
    expect(applies(world, 'XA', '2027-06-01T09:59:59Z')).to.equal(true);
    expect(applies(world, 'XA', LATER)).to.equal(false);
    const signing = given(...PENDING, DECLARING).world.having({
      ...given(...PENDING, DECLARING).world.get('Declaration', idOf(DECLARING)),
      said: READING,
    });
    expect(applies(signing, 'XA', LATER)).to.equal(false);
  });
});
