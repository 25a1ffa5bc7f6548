// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { z } from 'zod';
import { RecordKind, RECORDS, type TreatyRecord } from '../../chaincode/src/protocol/records.ts';
import { isKind, parseRecord, refOf } from '../../chaincode/src/protocol/refs.ts';
import { keyNamed } from '../support/domain/keys.ts';
import { WHOLE } from '../support/domain/models.ts';
import { METHOD, NETWORK, profile, revisionOf, RULE, T0, TERM, TREATY } from '../support/domain/steps.ts';

const ID = '01234567-89ab-cdef-0123-456789abcdef';
const DIGITS = '0123456789abcdef'.repeat(4);
const STAMP = { at: T0, by: 'XA/head', act: ID, tx: DIGITS };
const KEY = keyNamed('XA/head');
const P = 'P-0123456789';
const TALLY = { result: 'adopted', entitled: 3, base: 3, tally: { yes: 2, no: 1, abstain: 0, silent: 0 }, ignored: [] };
const head = (kind: string) => ({ kind, v: 1, treaty: TREATY, changed: STAMP });
const party = { ...head('Party'), id: 'XA', name: 'State XA', msp: 'XAMSP' };
const office = {
  ...{ ...head('Representative'), id: 'XA/head', term: TERM, powers: ['credentials'], registeredBy: 'XA/head' },
  keys: [
    { key: KEY, from: T0, until: TERM.until },
    { key: KEY, from: TERM.until },
  ],
};
const proposal = {
  ...{ ...head('Proposal'), id: P, mover: 'XA/head', title: 'A motion', subject: revisionOf(), profile: '1.0' },
  ...{ rule: RULE, electorate: ['XA'], effectiveAfter: 'P30D', opened: STAMP, votingFrom: T0, votingUntil: T0 },
};
const closed = { ...proposal, tally: TALLY, closed: STAMP };
const EXTENSION = { ground: 'outage', party: 'XA', reason: 'A flood.', until: T0, stamp: STAMP };
const version = {
  ...{ ...head('ThresholdVersion'), threshold: 'oversight', version: 'T-0123456789', value: '5', method: METHOD },
  inForceFrom: T0,
};
const ballot = {
  ...{
    ...head('Ballot'),
    proposal: P,
    member: 'XA',
    ballot: ID,
    by: 'XA/head',
    sealedBy: KEY,
    choice: 'yes',
    cast: T0,
  },
};
const { choice: _choice, ...secret } = ballot;

const instrument = { ...head('Instrument'), member: 'XA', id: ID, form: 'accession', deposited: STAMP };
const notice = { ...head('Instrument'), member: 'XA', id: ID, received: STAMP, effective: T0 };
const formulated = {
  ...{ ...head('Reservation'), id: 'R-0123456789', party: 'XA', provision: 'Article 3', text: 'Not here.' },
};
const reservation = { ...formulated, instrument: ID, formulated: STAMP, objectionUntil: T0 };
const objection = {
  ...{ ...head('Objection'), reservation: 'R-0123456789', member: 'XB', precludes: false, raised: STAMP },
};
const declaration = {
  ...{ ...head('Declaration'), id: 'D-0123456789', party: 'XA', made: STAMP },
  said: { type: 'interpretative', text: 'As we read it.' },
};
const correction = {
  ...{ ...head('Correction'), id: 'C-0123456789', language: 'en', base: DIGITS, digest: DIGITS },
  ...{ error: 'A misprint.', proposed: STAMP, objectionUntil: T0 },
};

interface Example {
  readonly record: Readonly<Record<string, unknown>> & { readonly kind: string };
  readonly ref: readonly string[];
  readonly optional?: readonly string[];
}

/** One record of each kind and status. */
const EXAMPLES: readonly Example[] = [
  {
    record: {
      ...head('Treaty'),
      title: 'A treaty',
      network: NETWORK,
      depositary: 'SEC/depositary',
      profile: '1.0',
      next: { version: '2.0', from: T0 },
      opened: STAMP,
    },
    ref: [],
    optional: ['next'],
  },
  {
    record: {
      ...{ ...head('Treaty'), title: 'A treaty', network: NETWORK, depositary: 'SEC/depositary', profile: '1.0' },
      ...{ opened: STAMP, entry: { status: 'awaited' } },
      registration: { number: 'I-12345', registered: T0, entered: STAMP },
    },
    ref: [],
    optional: ['entry', 'registration'],
  },
  { record: { ...head('Profile'), version: '1.0', profile: profile() }, ref: ['1.0'] },
  { record: { ...party, status: 'invited' }, ref: ['XA'] },
  { record: { ...party, status: 'bound', instrument: 'accession', bound: STAMP }, ref: ['XA'] },
  {
    record: { ...party, status: 'signatory', signed: STAMP, reserved: ['R-0123456789'] },
    ref: ['XA'],
    optional: ['reserved'],
  },
  {
    record: {
      ...{ ...party, status: 'withdrawing', instrument: 'accession', bound: STAMP, notice: ID, effective: T0 },
      ...{
        earlier: [
          { bound: T0, left: T0 },
          { bound: T0, left: T0, form: 'accession', received: STAMP },
        ],
      },
      ...{ succession: { msp: 'XQMSP', announced: STAMP }, signed: STAMP },
    },
    ref: ['XA'],
    optional: ['earlier', 'succession', 'signed'],
  },
  { record: { ...instrument, status: 'unconfirmed' }, ref: ['XA', ID] },
  { record: { ...instrument, status: 'received', received: STAMP }, ref: ['XA', ID] },
  {
    record: {
      ...{ ...instrument, status: 'inDueForm', received: STAMP, examined: STAMP, statement: 'By act.' },
      ...{ reservations: [{ provision: 'Article 3', text: 'Not here.' }], confirms: ['R-0123456789'] },
    },
    ref: ['XA', ID],
    optional: ['examined', 'statement', 'reservations', 'confirms'],
  },
  {
    record: { ...instrument, status: 'notInDueForm', received: STAMP, examined: STAMP, reason: 'Unsigned.' },
    ref: ['XA', ID],
    optional: ['reason'],
  },
  {
    record: {
      ...{ ...notice, status: 'notified', reason: 'By decision.' },
      statements: [{ condition: 'Dismantled', statement: 'Done.' }],
    },
    ref: ['XA', ID],
    optional: ['reason', 'statements'],
  },
  { record: { ...notice, status: 'revoked', revoked: STAMP, why: 'Anew.' }, ref: ['XA', ID], optional: ['why'] },
  { record: { ...formulated, status: 'unconfirmed', signed: STAMP }, ref: ['R-0123456789'] },
  { record: { ...formulated, status: 'lapsed', signed: STAMP, lapsed: STAMP }, ref: ['R-0123456789'] },
  { record: { ...reservation, status: 'standing', signed: STAMP }, ref: ['R-0123456789'], optional: ['signed'] },
  { record: { ...reservation, status: 'withdrawn', withdrawn: STAMP }, ref: ['R-0123456789'] },
  {
    record: { ...objection, status: 'standing', reason: 'Contrary to it.' },
    ref: ['R-0123456789', 'XB'],
    optional: ['reason'],
  },
  {
    record: {
      ...{ ...objection, status: 'withdrawn', withdrawn: STAMP },
      former: [
        { precludes: true, reason: 'Contrary to it.', raised: STAMP, withdrawn: STAMP },
        { precludes: false, raised: STAMP },
      ],
    },
    ref: ['R-0123456789', 'XB'],
    optional: ['former'],
  },
  { record: { ...declaration, status: 'standing' }, ref: ['D-0123456789'] },
  { record: { ...declaration, status: 'withdrawn', withdrawn: STAMP }, ref: ['D-0123456789'] },
  {
    record: {
      ...{ ...head('AuthenticText'), language: 'en', digest: DIGITS, title: 'A treaty', deposited: STAMP },
      former: [{ digest: DIGITS, correction: 'C-0123456789', until: T0 }],
    },
    ref: ['en'],
    optional: ['title', 'former'],
  },
  {
    record: { ...head('CertifiedCopy'), language: 'en', digest: DIGITS, text: DIGITS, certified: STAMP },
    ref: ['en', DIGITS],
  },
  {
    record: {
      ...{ ...head('Notification'), id: 'N-0123456789', received: T0, text: 'Signature.', circulated: STAMP },
      about: { by: 'XA/head', act: ID, type: 'SignTreaty' },
    },
    ref: ['N-0123456789'],
    optional: ['text'],
  },
  {
    record: { ...head('Acknowledgement'), notification: 'N-0123456789', member: 'XB', received: STAMP },
    ref: ['N-0123456789', 'XB'],
  },
  { record: { ...correction, status: 'proposed' }, ref: ['C-0123456789'] },
  {
    record: { ...correction, status: 'objected', member: 'XB', reason: 'It is none.', objected: STAMP },
    ref: ['C-0123456789'],
  },
  { record: { ...correction, status: 'effected', effected: STAMP }, ref: ['C-0123456789'] },
  {
    record: {
      ...{ ...head('Institution'), id: 'SEC', name: 'Secretariat', msp: 'SECMSP', role: 'secretariat' },
      succession: { msp: 'XQMSP', announced: STAMP },
    },
    optional: ['succession'],
    ref: ['SEC'],
  },
  { record: { ...office, status: 'provisional' }, ref: ['XA/head'] },
  {
    record: { ...office, status: 'seated', replacement: { key: KEY, from: T0 } },
    ref: ['XA/head'],
    optional: ['replacement'],
  },
  { record: { ...office, status: 'refused', reason: 'Not signed.' }, ref: ['XA/head'], optional: ['reason'] },
  { record: { ...office, status: 'suspended', reason: 'Recalled.', was: 'provisional' }, ref: ['XA/head'] },
  { record: { ...office, status: 'ended', reason: 'Retired.' }, ref: ['XA/head'] },
  {
    record: { ...head('Threshold'), id: 'oversight', metric: 'compute', unit: 'FLOP', latest: 'T-0123456789' },
    ref: ['oversight'],
    optional: ['latest'],
  },
  {
    record: { ...version, supersedes: 'T-0000000000', proposal: P, objectors: ['XB'] },
    ref: ['oversight', 'T-0123456789'],
    optional: ['supersedes', 'proposal', 'objectors'],
  },
  {
    record: {
      ...{ ...proposal, status: 'open', explanation: 'Because.', composition: { groups: { west: ['XA'] } } },
      ...{ changesUntil: T0, extensions: [EXTENSION], step: 'vote', preceding: P, tellers: ['SEC'] },
    },
    ref: [P],
    optional: ['explanation', 'composition', 'changesUntil', 'extensions', 'step', 'preceding', 'tellers'],
  },
  {
    record: { ...proposal, status: 'withdrawn', reason: 'Overtaken.', succeededBy: P },
    ref: [P],
    optional: ['reason', 'succeededBy'],
  },
  ...['adopted', 'rejected', 'stale'].map((status) => ({
    record: { ...closed, status, succeededBy: P },
    ref: [P],
    optional: ['succeededBy'],
  })),
  { record: { ...closed, status: 'failed', why: 'for a reason' }, ref: [P] },
  {
    record: {
      ...{ ...ballot, explanation: 'In favour.', supersedes: ID, note: DIGITS },
      former: [{ ballot: ID, choice: 'no', cast: T0 }],
    },
    ref: [P, 'XA'],
    optional: ['explanation', 'supersedes', 'note', 'former'],
  },
  {
    record: {
      ...{ ...secret, commitment: DIGITS, note: DIGITS },
      former: [{ ballot: ID, commitment: DIGITS, cast: T0 }],
    },
    ref: [P, 'XA'],
    optional: ['note', 'former'],
  },
  {
    record: {
      ...{ ...head('CountReport'), proposal: P, teller: 'SEC', report: ID, by: 'SEC/head', sealedBy: KEY },
      ...{ counts: { yes: 1, no: 0, abstain: 0 }, missing: ['XB'], reported: T0, supersedes: ID },
    },
    ref: [P, 'SEC'],
    optional: ['supersedes'],
  },
  {
    record: {
      ...{ ...head('Seat'), organ: 'council', member: 'XA', group: 'west', from: T0, until: TERM.until },
      ...{ terms: 1, proposal: P },
      next: { group: 'west', from: TERM.until, until: TERM.until, terms: 2, proposal: P },
    },
    ref: ['council', 'XA'],
    optional: ['group', 'next'],
  },
  {
    record: { ...head('Suspension'), party: 'XA', from: T0, until: TERM.until, ground: 'Refusal.', proposal: P },
    ref: ['XA'],
    optional: ['until'],
  },
  { record: { ...head('RestrainedText'), digest: DIGITS, until: T0, proposal: P }, ref: [DIGITS] },
  {
    record: { ...head('Model'), id: 'AISI-XA/gpt-5', registered: STAMP, revised: STAMP, dossier: WHOLE },
    ref: ['AISI-XA/gpt-5'],
  },
  ...[{ status: 'current' }, { status: 'superseded', superseded: STAMP, by: 'F-0000000001' }].map((status) => ({
    record: {
      ...{ ...head('ComputeDeclaration'), id: 'F-0123456789', declarer: 'XA', model: 'AISI-XA/gpt-5', phase: 'total' },
      ...{ low: '4', best: '5', high: '6', method: METHOD, basis: 'measured', evidence: [DIGITS], source: 'A note.' },
      ...{ declared: STAMP, supersedes: 'F-0000000000', ...status },
    },
    ref: ['AISI-XA/gpt-5', 'F-0123456789'],
    optional: ['low', 'high', 'basis', 'source', 'supersedes'],
  })),
  ...[{ status: 'open' }, { status: 'settled', settled: STAMP }].map((status) => ({
    record: {
      ...{ ...head('Discrepancy'), id: 'X-0123456789', model: 'AISI-XA/gpt-5', phase: 'total', method: METHOD },
      ...{ declarers: ['AISI-XA', 'XA'], declarations: ['F-0123456789', 'F-0000000000'], opened: STAMP, until: T0 },
      ...status,
    },
    ref: ['AISI-XA/gpt-5', 'X-0123456789'],
    optional: ['until'],
  })),
  {
    record: {
      ...head('Act'),
      by: 'XA/head',
      id: ID,
      type: 'CastVote',
      digest: DIGITS,
      document: { any: ['JSON', 1, null] },
    },
    ref: ['XA/head', ID],
  },
];

describe('records', () => {
  it('are of as many kinds as there are examples here', () => {
    expect([...new Set(EXAMPLES.map(({ record }) => record.kind))].sort()).to.deep.equal(
      [...RecordKind.options].sort(),
    );
    expect(Object.keys(RECORDS)).to.deep.equal(RecordKind.options);
  });

  for (const { record, ref, optional = [] } of EXAMPLES) {
    const kind = RecordKind.parse(record.kind);
    const status = 'status' in record ? ` (${String(record.status)})` : '';

    it(`${kind}${status}: has exactly its fields`, () => {
      expect(parseRecord(kind, record)).to.deep.equal(record);
      expect(() => parseRecord(kind, { ...record, note: 'more' })).to.throw(z.ZodError);
      for (const field of Object.keys(record)) {
        const { [field]: _, ...less } = record;
        expect(RECORDS[kind].safeParse(less).success, `without ${field}`).to.equal(optional.includes(field));
      }
    });

    it(`${kind}${status}: is named by its kind and the parts of its id`, () => {
      expect(refOf(record as unknown as TreatyRecord)).to.deep.equal({ kind, id: ref });
      expect(RecordKind.options.filter((each) => isKind(record as unknown as TreatyRecord, each))).to.deep.equal([
        kind,
      ]);
    });

    it(`${kind}${status}: is not read as another kind`, () => {
      for (const other of RecordKind.options.filter((each) => each !== kind)) {
        expect(() => parseRecord(other, record)).to.throw(z.ZodError);
      }
    });
  }

  it('hold data only in the status that has it', () => {
    for (const record of [
      { ...party, status: 'invited', instrument: 'accession' },
      { ...party, status: 'bound' },
      { ...office, status: 'seated', reason: 'None.' },
      { ...office, status: 'suspended', reason: 'Recalled.' },
      { ...office, status: 'suspended', reason: 'Recalled.', was: 'ended' },
      { ...ballot, commitment: DIGITS },
      { ...secret, commitment: DIGITS, explanation: 'In favour.' },
      { ...ballot, former: [{ ballot: ID, cast: T0 }] },
      { ...proposal, status: 'open', tally: TALLY },
      { ...closed, status: 'adopted', why: 'because' },
      { ...closed, status: 'lapsed' },
    ]) {
      expect(() => parseRecord(RecordKind.parse(record.kind), record)).to.throw(z.ZodError);
    }
  });

  it('hold at least one key of an office', () => {
    expect(() => parseRecord('Representative', { ...office, status: 'seated', keys: [] })).to.throw(z.ZodError);
  });

  it('count heads in whole numbers from nought', () => {
    for (const yes of [-1, 0.5, '1', 2 ** 53]) {
      const tally = { ...TALLY, tally: { ...TALLY.tally, yes } };
      expect(() => parseRecord('Proposal', { ...closed, status: 'adopted', tally }), String(yes)).to.throw(z.ZodError);
    }
  });

  it('keep an act as JSON of any form, but nothing that is none', () => {
    const act = { ...head('Act'), by: 'XA/head', id: ID, type: 'CastVote', digest: DIGITS };
    for (const document of ['text', 7, null, true, [], { deep: [{}] }]) {
      expect(parseRecord('Act', { ...act, document })).to.deep.equal({ ...act, document });
    }
    for (const document of [7n, Symbol('no'), () => 'no']) {
      expect(() => parseRecord('Act', { ...act, document })).to.throw(z.ZodError);
    }
  });
});
