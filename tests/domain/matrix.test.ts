// SPDX-License-Identifier: Apache-2.0
// Every act in every status of every aggregate: a legal edge or a coded refusal, and every legal edge is walked.
import { expect } from 'chai';
import { CORRECTION_EDGES } from '../../chaincode/src/domain/depositary/rules.ts';
import {
  DECLARATION_EDGES,
  INSTRUMENT_EDGES,
  OBJECTION_EDGES,
  PARTY_EDGES,
  RESERVATION_EDGES,
} from '../../chaincode/src/domain/party/rules.ts';
import { COMPUTE_EDGES, DISCREPANCY_EDGES } from '../../chaincode/src/domain/model/rules.ts';
import { PROPOSAL_EDGES } from '../../chaincode/src/domain/proposal/open.ts';
import { REPRESENTATIVE_EDGES } from '../../chaincode/src/domain/representative/rules.ts';
import {
  ACTS,
  ERRORS,
  refOf,
  TreatyError,
  type ActType,
  type TreatyRecord,
} from '../../chaincode/src/protocol/index.ts';
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
  withdrawDeclaration,
  withdrawObjection,
  withdrawReservation,
} from '../support/domain/membership.ts';
import { correctModel, declareCompute, registerModel } from '../support/domain/models.ts';
import {
  BOUND,
  close,
  commit,
  DAY,
  deposit,
  examine,
  extend,
  later,
  madeBy,
  METHOD,
  move,
  objectToKey,
  on,
  open,
  profile,
  proposalOf,
  receive,
  recoverKey,
  register,
  registerHead,
  report,
  revisionOf,
  rotate,
  RULE,
  seat,
  stampOf,
  step,
  T0,
  TERM,
  vacate,
  versionOf,
  vote,
  withdraw,
  type Step,
} from '../support/domain/steps.ts';
import { inSecret, MOTION as SECRET_MOTION, P as S } from '../support/domain/secret.ts';
import { given, Given, type World } from '../support/domain/world.ts';

const EDGES: Readonly<Record<string, Readonly<Record<string, Partial<Record<ActType, readonly string[]>>>>>> = {
  Party: PARTY_EDGES,
  Instrument: INSTRUMENT_EDGES,
  Reservation: RESERVATION_EDGES,
  Objection: OBJECTION_EDGES,
  Declaration: DECLARATION_EDGES,
  Correction: CORRECTION_EDGES,
  ComputeDeclaration: COMPUTE_EDGES,
  Discrepancy: DISCREPANCY_EDGES,
  Proposal: PROPOSAL_EDGES,
  Representative: REPRESENTATIVE_EDGES,
};

const DELEGATE = 'XB/delegate-1';
const MOTION = move('XA/head');
const P = proposalOf(MOTION);
const NOW = '2026-11-24T10:00:00Z';
const AFTER = '2026-11-26T10:00:00.001Z';
const SERVED = later(TERM.until, 1);
const WAY = { movers: 'conference', rule: RULE, effectiveAfter: 'PT0S' };
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
  extend('XB/head', P, undefined, { now: NOW }),
  receive({ proposal: P, member: 'XB', choice: 'no' }, NOW, { by: 'XB/head', now: NOW }),
  report('XB/head', P, { yes: 2, no: 0, abstain: 0 }, { now: AFTER }),
  vacate('XB/head', 'council', { now: NOW }),
];

/** A treaty that examines instruments; XB deposits, XA has reserved, XB objects and declares. */
const MEMBERS = given(
  openWith({
    ...{ examination: true, provisionalApplication: true, withdrawal: { notice: 'P1D' } },
    reservations: { allowed: 'any', objectionWithin: 'P12M' },
  }),
  ...heads('XA', 'XB'),
  delegate('XB'),
);
const INSTRUMENT = deposit('XB/head', { kind: 'accession' });
const STAMP = stampOf(INSTRUMENT);
const MADE = madeBy(INSTRUMENT);
const [RESERVED, DECLARED] = ['R-0000000000', 'D-0000000000'];
const CONSENT = { instrument: 'accession', bound: STAMP };
const NOTICE = '00000000-0000-4000-8000-000000000001';
const EFFECTIVE = '2026-11-25T10:00:00Z';
const STATES: Readonly<Record<string, object>> = Object.fromEntries(
  Object.entries({
    invited: {},
    signatory: { signed: STAMP },
    bound: CONSENT,
    withdrawing: { ...CONSENT, notice: NOTICE, effective: EFFECTIVE },
  }).map(([status, rest]) => [status, { ...MEMBERS.world.get('Party', 'XB'), status, ...rest }]),
);
const DEPOSITED = { form: 'accession', deposited: STAMP };
const INSTRUMENTS: Readonly<Record<string, object>> = Object.fromEntries(
  Object.entries({
    unconfirmed: DEPOSITED,
    received: { ...DEPOSITED, received: STAMP },
    inDueForm: { ...DEPOSITED, received: STAMP },
    notInDueForm: { ...DEPOSITED, received: STAMP, examined: STAMP },
    notified: { received: STAMP, effective: EFFECTIVE },
    revoked: { received: STAMP, effective: EFFECTIVE, revoked: STAMP },
  }).map(([status, rest]) => [
    status,
    { kind: 'Instrument', ...MADE, member: 'XB', id: INSTRUMENT.act.id, status, ...rest },
  ]),
);
const NOTIFIED = {
  ...{ kind: 'Instrument', ...MADE, member: 'XB', id: NOTICE, status: 'notified' },
  ...{ received: STAMP, effective: EFFECTIVE },
};
const RESERVATION = {
  ...{ kind: 'Reservation', ...MADE, id: RESERVED, party: 'XA', instrument: INSTRUMENT.act.id, provision: 'Article 1' },
  ...{ text: 'Not here.', formulated: STAMP, objectionUntil: '2027-11-23T23:00:00Z' },
};
const OBJECTION = {
  ...{ kind: 'Objection', ...MADE, reservation: RESERVED, member: 'XB', precludes: false, raised: STAMP },
};
const DECLARATION = {
  ...{ kind: 'Declaration', ...MADE, id: DECLARED, party: 'XB', made: STAMP },
  said: { type: 'provisionalApplication' },
};

/** XB has signed with a reservation; its instrument confirms it, or not. */
const SIGNING = sign('XB/head', { reservations: [{ provision: 'Article 1', text: 'Not here.' }] });
const OWN = reservationOf(SIGNING);
const CONFIRMING = deposit('XB/head', { confirms: [OWN] }, { now: NOW });

/** Acts on what XB has reserved with its signature. */
const ON_THE_SIGNATURE: readonly Step[] = [
  ...[CONFIRMING, deposit('XB/head', {}, { now: NOW })],
  ...[CONFIRMING, INSTRUMENT].map((deposited) => examineInstrument(deposited, { now: AFTER })),
  withdrawReservation('XB/head', OWN, { now: NOW }),
  objectTo('XA/head', OWN, { now: NOW }),
  withdrawObjection('XA/head', OWN, { now: NOW }),
];

/** Acts on XB's membership, before and after a withdrawal takes effect. */
const ON_MEMBERSHIP: readonly Step[] = [NOW, AFTER].flatMap((now) => [
  sign('XB/head', { now }),
  deposit('XB/head', {}, { now }),
  deposit('XB/delegate-1', {}, { now }),
  examineInstrument(INSTRUMENT, { now }),
  examineInstrument(INSTRUMENT, { now, finding: 'notInDueForm' }),
  confirm('XB/head', INSTRUMENT, { now }),
  notify('XB/head', {}, { now }),
  revoke('XB/head', {}, { now }),
  objectTo('XB/head', RESERVED, { now }),
  withdrawObjection('XB/head', RESERVED, { now }),
  withdrawReservation('XA/head', RESERVED, { now }),
  declare('XB/head', { type: 'provisionalApplication' }, { now }),
  withdrawDeclaration('XB/head', DECLARED, { now }),
]);

const [D1, D2] = ['1'.repeat(64), '2'.repeat(64)];
const CORRECTED = 'C-0000000000';
const NOTIFIED_OF = 'N-0000000000';
const TEXT = { kind: 'AuthenticText', ...MADE, language: 'en', digest: D1, deposited: STAMP };
const NOTIFICATION = {
  ...{ kind: 'Notification', ...MADE, id: NOTIFIED_OF, received: T0, circulated: STAMP },
  about: { by: 'XB/head', act: INSTRUMENT.act.id, type: 'DepositInstrument' },
};
const PROPOSED = {
  ...{ kind: 'Correction', ...MADE, id: CORRECTED, language: 'en', base: D1, digest: D2, error: 'A misprint.' },
  ...{ proposed: STAMP, objectionUntil: EFFECTIVE },
};
const CORRECTIONS: Readonly<Record<string, object>> = {
  proposed: { ...PROPOSED, status: 'proposed' },
  objected: { ...PROPOSED, status: 'objected', member: 'XA', reason: 'No misprint.', objected: STAMP },
  effected: { ...PROPOSED, status: 'effected', effected: STAMP },
};

/** Acts of the depositary for the text and the states, what these answer, and who hosts them. */
const OF_THE_DEPOSITARY: readonly Step[] = [NOW, AFTER].flatMap((now) => [
  step('DepositText', 'SEC/depositary', { language: 'en', digest: D1 }, { now }),
  step('CertifyCopy', 'SEC/depositary', { language: 'en', digest: D2 }, { now }),
  step('EnterRegistration', 'SEC/depositary', { number: 'I-1', registered: T0 }, { now }),
  step('CirculateNotification', 'SEC/depositary', { about: { by: 'XB/head', act: INSTRUMENT.act.id } }, { now }),
  step('AcknowledgeNotification', 'XB/head', { notification: NOTIFIED_OF }, { now }),
  step('ProposeCorrection', 'SEC/depositary', { language: 'en', base: D1, digest: D2, error: 'A misprint.' }, { now }),
  step('ObjectToCorrection', 'XB/head', { correction: CORRECTED, reason: 'No misprint.' }, { now }),
  step('EffectCorrection', 'SEC/depositary', { correction: CORRECTED }, { now }),
  step('AnnounceSuccession', 'XB/head', { msp: 'XQMSP' }, { now }),
  step('TakeUpSuccession', 'XB/head', { msp: 'XQMSP' }, { now, msp: 'XQMSP', admin: true }),
]);

const [FIGURE, OTHERS, DISPUTE] = ['F-0000000000', 'F-0000000001', 'X-0000000000'];
const MODEL = 'AISI-XA/gpt-5';
const REGISTERED = registerModel('AISI-XA/head', 'gpt-5', { jurisdictions: [{ state: 'XB', basis: 'territory' }] });
const figureOf = (declarer: string, id: string, best: string, ended: object): object => ({
  ...{ kind: 'ComputeDeclaration', ...MADE, id, declarer, model: MODEL, phase: 'total', best, method: METHOD },
  ...{ evidence: [], declared: STAMP, status: 'current', ...ended },
});
const SUPERSEDED = { status: 'superseded', superseded: STAMP, by: 'F-0000000002' };
const DISPUTED = {
  ...{ kind: 'Discrepancy', ...MADE, id: DISPUTE, model: MODEL, phase: 'total', method: METHOD, opened: STAMP },
  ...{ declarers: ['AISI-XA', 'XB'], declarations: [FIGURE, OTHERS] },
};

/** Acts on a model and its compute, by those who may do them. */
const ON_MODELS: readonly Step[] = [
  registerModel('AISI-XA/head', 'gpt-5', {}, { now: NOW }),
  registerModel('XB/head', 'gpt-5', {}, { now: NOW }),
  correctModel('AISI-XA/head', MODEL, REGISTERED, { name: 'GPT 5' }, { now: NOW }),
  ...['AISI-XA', 'XB'].flatMap((declarer) => [
    declareCompute(`${declarer}/head`, MODEL, '5', {}, { now: NOW }),
    ...['5', '9'].map((best) =>
      declareCompute(
        `${declarer}/head`,
        MODEL,
        best,
        { supersedes: declarer === 'XB' ? OTHERS : FIGURE },
        { now: NOW },
      ),
    ),
  ]),
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
    const from = statusOf(world.find(record.kind, ...refOf(record).id));
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
    const tried = [...ON_OFFICES, ...ON_THE_REST, ...ON_MEMBERSHIP, ...OF_THE_DEPOSITARY, ...ON_MODELS].map(
      ({ act }) => act.type,
    );
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

  it('takes a legal edge or is refused: a secret ballot in any status, cast and counted or not', () => {
    const ballots = [commit('XA/head', S, '1'.repeat(64)), commit('XB/head', S, '2'.repeat(64))];
    const counted = ['SEC', 'AISI-XA', 'AISI-XB'].map((member) =>
      report(`${member}/head`, S, { yes: 2, no: 0, abstain: 0 }, { now: AFTER }),
    );
    const later_ = [AFTER, later(AFTER, 1), later(AFTER, DAY)];
    const acts = [
      ...ballots,
      ...counted,
      vote('XC/head', S, 'yes'),
      commit('XC/head', S, '3'.repeat(64)),
      receive({ proposal: S, member: 'XC', commitment: '3'.repeat(64) }, NOW, { now: AFTER }),
      extend('SEC/depositary', S, 'XC', { now: AFTER }),
      withdraw('XA/head', S, {}, { now: AFTER }),
      ...later_.map((now) => close('XA/head', S, { now })),
    ];
    const made = [...inSecret(), SECRET_MOTION];
    for (const steps of [made, [...made, ...ballots], [...made, ...ballots, ...counted]]) {
      const world = given(...steps);
      const proposal = world.world.get('Proposal', S);
      for (const status of Object.keys(PROPOSALS))
        tryAll(world.having({ ...proposal, status, ...PROPOSALS[status] }), acts);
    }
  });

  it('takes a legal edge or is refused: no office, no proposal, no treaty', () => {
    const all = [...ON_OFFICES, ...ON_THE_REST];
    tryAll(START.lacking('Representative', 'XB/head'), all);
    tryAll(START.lacking('Representative', DELEGATE), all);
    tryAll(START.lacking('Proposal', P), all);
    tryAll(START.lacking('Party', 'XB'), all);
    tryAll(given(), all);
  });

  it('takes a legal edge or is refused: a state, its instrument, what it reserves and declares in any status', () => {
    const ends = [{ status: 'standing' }, { status: 'withdrawn', withdrawn: STAMP }];
    const alone = ends.flatMap((end) => [RESERVATION, OBJECTION, DECLARATION].map((record) => [{ ...record, ...end }]));
    const beside = ends.map((end) => [
      { ...RESERVATION, status: 'standing' },
      { ...OBJECTION, ...end },
    ]);
    for (const party of Object.values(STATES)) {
      tryAll(START.having(party, NOTIFIED), ON_MEMBERSHIP);
      for (const instrument of Object.values(INSTRUMENTS)) {
        const state = MEMBERS.having(party, NOTIFIED, instrument);
        for (const others of [[], ...alone, ...beside]) tryAll(state.having(...others), ON_MEMBERSHIP);
      }
    }
  });

  it('takes a legal edge or is refused: what a state has reserved with its signature, in any status', () => {
    const { instrument: _, formulated: __, objectionUntil: ___, ...formulated } = RESERVATION;
    const own = { ...formulated, id: OWN, party: 'XB' };
    const statuses = [
      { ...own, status: 'unconfirmed', signed: STAMP },
      { ...own, status: 'lapsed', signed: STAMP, lapsed: STAMP },
      { ...RESERVATION, id: OWN, party: 'XB', signed: STAMP, status: 'standing' },
      { ...RESERVATION, id: OWN, party: 'XB', status: 'withdrawn', withdrawn: STAMP },
    ];
    const signatory = { ...MEMBERS.world.get('Party', 'XB'), status: 'signatory', signed: STAMP, reserved: [OWN] };
    for (const steps of [[], [INSTRUMENT], [CONFIRMING]]) {
      const deposited = new Given(MEMBERS.world.after(SIGNING, ...steps)).having(signatory);
      for (const status of statuses) tryAll(deposited.having(status), ON_THE_SIGNATURE);
    }
    const unexamined = given(
      openWith({ reservations: { allowed: 'any', objectionWithin: 'P12M' } }),
      ...heads('XA', 'XB'),
    );
    for (const status of statuses) tryAll(unexamined.having(signatory, status), ON_THE_SIGNATURE);
  });

  it('takes a legal edge or is refused: the text, its corrections, the host of a state', () => {
    const succession = { msp: 'XQMSP', announced: STAMP };
    for (const party of Object.values(STATES)) {
      const world = MEMBERS.having({ ...party, succession });
      for (const correction of Object.values(CORRECTIONS)) {
        tryAll(world.having(correction), OF_THE_DEPOSITARY);
        tryAll(world.having(correction, TEXT, NOTIFICATION), OF_THE_DEPOSITARY);
      }
    }
    tryAll(MEMBERS, OF_THE_DEPOSITARY);
  });

  it('takes a legal edge or is refused: a model, its figures and a discrepancy between them', () => {
    const world = given(...BOUND, ...seat('AISI-XA'));
    tryAll(world, ON_MODELS);
    const known = given(...BOUND, ...seat('AISI-XA'), REGISTERED);
    for (const ended of [{}, SUPERSEDED]) {
      const figures = [figureOf('AISI-XA', FIGURE, '5', ended), figureOf('XB', OTHERS, '9', {})];
      for (const end of [{ status: 'open' }, { status: 'settled', settled: STAMP }])
        tryAll(known.having(...figures, { ...DISPUTED, ...end }), ON_MODELS);
    }
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
    // An amendment under which open proposals are withdrawn, in force since.
    const amended = profile({ amendment: { ...WAY, onOpenProposals: 'withdraw' } });
    const record = carried.get('Profile', '1.0');
    const treaty = carried.get('Treaty');
    const withdrawing = carried.having(
      { ...record, profile: amended },
      { ...record, version: '2.0', profile: { ...amended, version: '2.0' } },
      { ...treaty, next: { version: '2.0', from: NOW } },
    );
    const ways = [...worlds, withdrawing].map((world) =>
      walk(world, closing).filter((edge) => edge.startsWith('Proposal')),
    );
    const ends = ['adopted', 'rejected', 'stale', 'failed', 'withdrawn'];
    const expected = ends.map((end) => [`Proposal open CloseProposal ${end}`]);
    expect(ways).to.deep.equal(expected);
    for (const edge of ways.flat()) walked.add(edge);
  });

  it('extends a window, which stays open', () => {
    const outage = {
      ...START.world.get('Profile', '1.0'),
      profile: profile({ outage: { extension: 'PT24H', most: 1 } }),
    };
    for (const edge of walk(START.having(outage).world, extend('SEC/depositary', P, 'XB', { now: NOW })))
      walked.add(edge);
  });

  // A vote or a report leaves its proposal open, and an objection its reservation standing, without writing it: these edges are walked
  // by the ballot, the report and the objection, not by the record that they are about.
  it('walks every edge of the tables in the tests above', () => {
    const edges = Object.entries(EDGES).flatMap(([kind, statuses]) =>
      Object.entries(statuses).flatMap(([from, acts]) =>
        Object.entries(acts).flatMap(([act, ends]) => ends.map((to) => [kind, from, act, to].join(' '))),
      ),
    );
    expect(edges.filter((edge) => !walked.has(edge))).to.deep.equal([
      'Reservation unconfirmed ObjectToReservation unconfirmed',
      'Reservation unconfirmed WithdrawObjection unconfirmed',
      'Reservation standing ObjectToReservation standing',
      'Reservation standing WithdrawObjection standing',
      'Proposal open CastVote open',
      'Proposal open EnterReceived open',
      'Proposal open ReportCount open',
    ]);
  });
});
