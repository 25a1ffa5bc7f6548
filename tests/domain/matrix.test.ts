// SPDX-License-Identifier: Apache-2.0
// Every act in every status of every aggregate: a legal edge or a coded refusal, and every legal edge is walked.
import { expect } from 'chai';
import { PARTY_EDGES } from '../../chaincode/src/domain/party/rules.ts';
import { PROPOSAL_EDGES } from '../../chaincode/src/domain/proposal/rules.ts';
import { REPRESENTATIVE_EDGES } from '../../chaincode/src/domain/representative/rules.ts';
import { ACTS, ERRORS, TreatyError, type ActType, type TreatyRecord } from '../../chaincode/src/protocol/index.ts';
import {
  BOUND,
  close,
  deposit,
  examine,
  later,
  move,
  objectToKey,
  on,
  open,
  proposalOf,
  recoverKey,
  register,
  registerHead,
  revisionOf,
  rotate,
  stampOf,
  T0,
  TERM,
  versionOf,
  vote,
  withdraw,
  type Step,
} from '../support/domain/steps.ts';
import { given, type Given, type World } from '../support/domain/world.ts';

const EDGES: Readonly<Record<string, Readonly<Record<string, Partial<Record<ActType, readonly string[]>>>>>> = {
  Party: PARTY_EDGES,
  Proposal: PROPOSAL_EDGES,
  Representative: REPRESENTATIVE_EDGES,
};

const DELEGATE = 'XB/delegate-1';
const MOTION = move('XA/head');
const P = proposalOf(MOTION);
const NOW = '2026-11-24T10:00:00Z';
const AFTER = '2026-11-26T10:00:00.001Z';
const SERVED = later(TERM.until, 1);
const LONG = { from: T0, until: '2030-01-01T00:00:00Z' };

/** XB's head and one delegate of it, a motion of XA's with two votes for it. */
const START = given(...BOUND, register(DELEGATE), MOTION, vote('XA/head', P, 'yes'), vote('XC/head', P, 'yes'));

const OFFICES: Readonly<Record<string, object>> = {
  provisional: { status: 'provisional' },
  seated: { status: 'seated' },
  suspended: { status: 'suspended', reason: 'Recalled.', was: 'seated' },
  'suspended while provisional': { status: 'suspended', reason: 'Recalled.', was: 'provisional' },
  pending: { status: 'pending' },
  refused: { status: 'refused' },
  ended: { status: 'ended', reason: 'Retired.' },
};

function office(id: string, status: object): object {
  const { kind, v, treaty, changed, keys, term, powers, registeredBy } = START.world.get('Representative', id);
  return { kind, v, treaty, changed, id, keys, term, powers, registeredBy, ...status };
}

const TALLY = { result: 'adopted', entitled: 3, base: 3, tally: { yes: 2, no: 0, abstain: 0, silent: 1 }, ignored: [] };
const CLOSED = { tally: TALLY, closed: stampOf(MOTION) };
const PROPOSALS: Readonly<Record<string, object>> = {
  open: {},
  withdrawn: {},
  adopted: CLOSED,
  rejected: CLOSED,
  stale: CLOSED,
  failed: { ...CLOSED, why: 'for a reason' },
};

function proposalIn(status: string): object {
  return { ...START.world.get('Proposal', P), status, ...PROPOSALS[status] };
}

const PARTIES: Readonly<Record<string, (id: string) => object>> = {
  bound: (id) => START.world.get('Party', id),
  invited: (id) => {
    const { kind, v, treaty, changed, name, msp } = START.world.get('Party', id);
    return { kind, v, treaty, changed, id, name, msp, status: 'invited' };
  },
};

/** Acts on XB's delegation, by whoever may do them. */
const ON_OFFICES: readonly Step[] = [
  examine('XB/head', { now: NOW }),
  examine('XB/head', { now: NOW, finding: 'notInDueForm' }),
  registerHead('XB', { now: NOW, key: 'XB/head 2' }),
  registerHead('XB', { now: SERVED, key: 'XB/head 2', term: LONG }),
  recoverKey('XB', 'XB/head 2', { now: NOW }),
  objectToKey('XB/head', { now: NOW }),
  ...[DELEGATE, 'XB/head'].flatMap((target) => [
    on('SuspendRepresentative', target, { now: NOW }),
    on('ReinstateRepresentative', target, { now: NOW }),
    on('EndRepresentative', target, { now: NOW }),
    rotate(target, 'XB/new key', { now: NOW, by: 'XB/head' }),
    rotate(target, 'XB/new key', { now: NOW }),
    register(target, { now: NOW, key: 'XB/delegate 2' }),
  ]),
];
/** An office is filled anew after its term by a head that is still in its own. */
const REFILLING = register(DELEGATE, { now: SERVED, key: 'XB/delegate 2', term: LONG });

/** Acts of XB's head on everything else. */
const ON_THE_REST: readonly Step[] = [
  open({}, { now: NOW }),
  deposit('XB/head', {}, { now: NOW }),
  move('XB/head', revisionOf('oversight', { value: '7' }), { now: NOW }),
  vote('XB/head', P, 'no', { now: NOW }),
  vote('XB/head', P, 'no', { now: AFTER }),
  withdraw('XB/head', P, {}, { now: NOW }),
  withdraw('XA/head', P, {}, { now: NOW }),
  close('XB/head', P, { now: NOW }),
  close('XB/head', P, { now: AFTER }),
];

const walked = new Set<string>();

function statusOf(record: TreatyRecord | undefined): string | undefined {
  return record !== undefined && 'status' in record ? record.status : undefined;
}

/** The edges that a step walks in a world; none where it is refused. Fails if: anything is thrown that has no code. */
function walk(world: World, step: Step): string[] {
  let records: readonly TreatyRecord[];
  try {
    records = world.fold(step).records;
  } catch (error) {
    if (!(error instanceof TreatyError) || !Object.hasOwn(ERRORS, error.code)) throw error;
    // What refuses an act is a rule that was applied, never a defect that was met.
    expect(error.kind, error.code).to.equal('refused');
    return [];
  }
  return records.flatMap((record) => {
    const id = 'id' in record ? record.id : '';
    const from = statusOf(world.find(record.kind, id));
    const to = statusOf(record);
    return from === undefined || to === undefined ? [] : [[record.kind, from, step.act.type, to].join(' ')];
  });
}

function isLegal(edge: string): boolean {
  const [kind = '', from = '', act = '', to = ''] = edge.split(' ');
  return EDGES[kind]?.[from]?.[act as ActType]?.includes(to) ?? false;
}

/** Tries steps in a world and notes the edges that were walked. Fails if: one is not in the tables. */
function tryAll({ world }: Given, steps: readonly Step[]): void {
  for (const step of steps) {
    for (const edge of walk(world, step)) {
      expect(isLegal(edge), edge).to.equal(true);
      walked.add(edge);
    }
  }
}

describe('every act in every status', function () {
  this.timeout(60_000);

  it('is one that this table knows', () => {
    const tried = [...ON_OFFICES, ...ON_THE_REST].map(({ act }) => act.type);
    expect([...new Set(tried)].sort()).to.deep.equal(Object.keys(ACTS).sort());
  });

  for (const [head, headStatus] of Object.entries(OFFICES)) {
    it(`takes a legal edge or is refused: the head is ${head}, its delegate anything`, () => {
      for (const status of Object.values(OFFICES)) {
        tryAll(START.having(office('XB/head', headStatus), office(DELEGATE, status)), ON_OFFICES);
        const serving = office('XB/head', { ...headStatus, term: LONG });
        tryAll(START.having(serving, office(DELEGATE, status)), [REFILLING]);
      }
    });

    it(`takes a legal edge or is refused: the head is ${head} and a replacement of its key under way`, () => {
      const replacement = { key: START.world.get('Representative', 'XA/head').keys[0]?.key, from: AFTER };
      tryAll(START.having({ ...office('XB/head', headStatus), replacement }), [...ON_OFFICES, ...ON_THE_REST]);
    });

    it(`takes a legal edge or is refused: the head is ${head}, state and proposal anything`, () => {
      for (const party of Object.values(PARTIES)) {
        for (const status of Object.keys(PROPOSALS)) {
          const records = [office('XB/head', headStatus), party('XB'), proposalIn(status)];
          tryAll(START.having(...records), ON_THE_REST);
        }
      }
    });
  }

  it('takes a legal edge or is refused: no office, no proposal, no treaty', () => {
    const all = [...ON_OFFICES, ...ON_THE_REST];
    tryAll(START.lacking('Representative', 'XB/head'), all);
    tryAll(START.lacking('Representative', DELEGATE), all);
    tryAll(START.lacking('Proposal', P), all);
    tryAll(START.lacking('Party', 'XB'), all);
    tryAll(given(), all);
  });

  it('closes in each of the ways in which a proposal ends', () => {
    const carried = START.world.after(vote('XB/head', P, 'no', { now: NOW }));
    const base = carried.get('ThresholdVersion', 'oversight', versionOf(open(), 'oversight'));
    const threshold = carried.get('Threshold', 'oversight');
    const worlds = [
      carried,
      given(...BOUND, MOTION).world,
      carried.having({ ...threshold, latest: 'T-0000000000' }),
      carried.having({ ...base, inForceFrom: '2029-01-01T00:00:00Z' }),
    ];
    const closing = close('XB/head', P, { now: AFTER });
    const ways = worlds.map((world) => walk(world, closing).filter((edge) => edge.startsWith('Proposal')));
    const expected = ['adopted', 'rejected', 'stale', 'failed'].map((end) => [`Proposal open CloseProposal ${end}`]);
    expect(ways).to.deep.equal(expected);
    for (const edge of ways.flat()) walked.add(edge);
  });

  // A vote leaves its proposal open without writing it: that edge is walked by the ballot, not by the proposal's record.
  it('walks every edge of the tables in the tests above', () => {
    const edges = Object.entries(EDGES).flatMap(([kind, statuses]) =>
      Object.entries(statuses).flatMap(([from, acts]) =>
        Object.entries(acts).flatMap(([act, ends]) => ends.map((to) => [kind, from, act, to].join(' '))),
      ),
    );
    expect(edges.filter((edge) => !walked.has(edge))).to.deep.equal(['Proposal open CastVote open']);
  });
});
