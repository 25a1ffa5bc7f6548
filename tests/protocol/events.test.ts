// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { Envelope, ENVELOPE_EVENT, EVENTS } from '../../chaincode/src/protocol/events.ts';
import { keyNamed } from '../support/domain/keys.ts';
import { WHOLE } from '../support/domain/models.ts';
import { METHOD, NETWORK, profile, revisionOf, RULE, T0, TERM, TREATY } from '../support/domain/steps.ts';

const ID = '01234567-89ab-cdef-0123-456789abcdef';
const DIGITS = '0123456789abcdef'.repeat(4);
const KEY = keyNamed('XA/head');
const P = 'P-0123456789';
const TALLY = { result: 'adopted', entitled: 3, base: 3, tally: { yes: 2, no: 1, abstain: 0, silent: 0 }, ignored: [] };
const onOffice = { representative: 'XA/head', reason: 'By decision of the capital.' };
const version = { threshold: 'oversight', version: 'T-0123456789', value: '5', method: METHOD };

const STAMP = { at: T0, by: 'XA/head', act: ID, tx: DIGITS };
const ON_INSTRUMENT = { party: 'XA', instrument: ID };
const [MODEL, F] = ['AISI-XA/gpt-5', 'F-0123456789'];
const [R, N, C] = ['R-0123456789', 'N-0123456789', 'C-0123456789'];

/** One event of each type, with everything that it may hold. */
const EXAMPLES: Readonly<Record<keyof typeof EVENTS, object>> = {
  TreatyOpened: { title: 'A treaty', network: NETWORK, depositary: 'SEC/depositary', profile: '1.0' },
  ProfileAdopted: { version: '1.0', profile: profile() },
  PartyInvited: { party: 'XA', name: 'State XA', msp: 'XAMSP' },
  InstitutionListed: { institution: 'SEC', name: 'Secretariat', msp: 'SECMSP', role: 'secretariat' },
  EntryAwaited: {},
  EntryIntoForceFixed: {
    entry: {
      ...{ status: 'fixed', met: T0, from: T0, seat: '+01:00' },
      later: { after: 'P30D', since: 'conditionsMet' },
    },
  },
  TreatySigned: { party: 'XA', statement: 'Ad referendum.', reserved: [R] },
  InstrumentDeposited: {
    ...{ ...ON_INSTRUMENT, form: 'ratification', standing: 'received', statement: 'By act of parliament.' },
    ...{ reservations: [{ provision: 'Article 3', text: 'Not here.' }], confirms: [R] },
  },
  InstrumentConfirmed: ON_INSTRUMENT,
  InstrumentAccepted: ON_INSTRUMENT,
  InstrumentRefused: { ...ON_INSTRUMENT, reason: 'Unsigned.' },
  PartyBound: { party: 'XA', instrument: 'accession', statement: 'Subject to review.', received: STAMP },
  WithdrawalNotified: {
    ...{ ...ON_INSTRUMENT, effective: T0, reason: 'By decision.' },
    statements: [{ condition: 'Dismantled', statement: 'Done.' }],
  },
  WithdrawalRevoked: { ...ON_INSTRUMENT, reason: 'A new government.' },
  ReservationFormulatedAtSignature: { reservation: R, party: 'XA', provision: 'Article 3', text: 'Not here.' },
  ReservationConfirmed: { ...ON_INSTRUMENT, reservation: R, objectionUntil: T0 },
  ReservationLapsed: { reservation: R, party: 'XA' },
  ReservationFormulated: {
    ...{ ...ON_INSTRUMENT, reservation: R, provision: 'Article 3', text: 'Not here.', objectionUntil: T0 },
  },
  ReservationWithdrawn: { reservation: R },
  ReservationObjected: { reservation: R, member: 'XB', precludes: true, reason: 'Contrary to it.' },
  ObjectionWithdrawn: { reservation: R, member: 'XB' },
  DeclarationMade: {
    ...{ declaration: 'D-0123456789', party: 'XA' },
    said: { type: 'territorial', applies: false, territories: ['The Isles'] },
  },
  DeclarationWithdrawn: { declaration: 'D-0123456789' },
  TextDeposited: { language: 'zh-Hans', digest: DIGITS, title: 'A treaty' },
  CopyCertified: { language: 'en', digest: DIGITS, text: DIGITS },
  RegistrationEntered: { number: 'I-12345', registered: T0 },
  NotificationCirculated: {
    ...{ notification: N, received: T0, text: 'Signature.' },
    about: { by: 'XA/head', act: ID, type: 'SignTreaty' },
  },
  NotificationAcknowledged: { notification: N, member: 'XB' },
  CorrectionProposed: {
    ...{ correction: C, language: 'en', base: DIGITS, digest: DIGITS, error: 'A misprint.', objectionUntil: T0 },
  },
  CorrectionObjected: { correction: C, member: 'XB', reason: 'It is none.' },
  CorrectionEffected: { correction: C, language: 'en', digest: DIGITS },
  SuccessionAnnounced: { party: 'XA', msp: 'XQMSP', reason: 'A new ministry.' },
  SuccessionTakenUp: { party: 'XA', msp: 'XQMSP', former: 'XAMSP' },
  RepresentativeRegistered: {
    ...{ representative: 'XA/head', key: KEY, term: TERM, powers: ['credentials'], seating: 'provisional' },
  },
  KeyReplacementRequested: { representative: 'XA/head', key: KEY, from: T0, reason: 'Lost.' },
  KeyReplacementStopped: onOffice,
  CredentialsAccepted: { representative: 'XA/head' },
  CredentialsRefused: onOffice,
  RepresentativeSuspended: onOffice,
  RepresentativeReinstated: onOffice,
  RepresentativeEnded: onOffice,
  KeyReplaced: { representative: 'XA/head', key: KEY },
  KeyRotated: { representative: 'XA/head', key: KEY },
  ThresholdEstablished: { ...version, metric: 'training compute', unit: 'FLOP', inForceFrom: T0 },
  ThresholdRevised: { ...version, inForceFrom: T0, supersedes: 'T-0000000000', proposal: P, objectors: ['XB'] },
  ProposalMade: {
    ...{ proposal: P, title: 'A motion', subject: revisionOf(), explanation: 'Because.', profile: '1.0', rule: RULE },
    ...{ electorate: ['XA'], effectiveAfter: 'P30D', votingFrom: T0, votingUntil: T0, changesUntil: T0 },
    ...{ composition: { groups: { west: ['XA'] } }, step: 'vote', preceding: P, mover: 'XA/head' },
  },
  VoteCast: { proposal: P, member: 'XA', choice: 'yes', sealedBy: KEY, explanation: 'In favour.', supersedes: ID },
  ProposalWithdrawn: { proposal: P, reason: 'Overtaken.', succeededBy: P },
  ProposalAdopted: { proposal: P, tally: TALLY, succeededBy: P },
  ProposalRejected: { proposal: P, tally: { ...TALLY, result: 'noQuorum' }, succeededBy: P },
  ProposalOvertaken: { proposal: P, tally: TALLY },
  ProposalFailed: { proposal: P, tally: TALLY, why: 'for a reason' },
  ProfileAmended: { version: '2.0', supersedes: '1.0', from: T0, proposal: P },
  NoteReceived: {
    ...{ proposal: P, member: 'XA', choice: 'yes', received: T0, note: DIGITS, sealedBy: KEY },
    ...{ explanation: 'In favour.', supersedes: ID },
  },
  CountReported: {
    ...{ proposal: P, teller: 'XA', counts: { yes: 1, no: 0, abstain: 0 }, missing: ['XB'], sealedBy: KEY },
    supersedes: ID,
  },
  WindowExtended: { proposal: P, ground: 'outage', party: 'XA', reason: 'A flood.', until: T0 },
  TextRestrained: { digest: DIGITS, until: T0, proposal: P },
  MemberElected: {
    ...{ organ: 'council', member: 'XA', group: 'west', from: T0, until: T0, terms: 1, proposal: P },
    lapsed: true,
  },
  SeatVacated: { organ: 'council', member: 'XA', reason: 'Too few.' },
  RightsSuspended: { party: 'XA', ground: 'Refusal.', until: T0, proposal: P },
  RightsRestored: { party: 'XA', proposal: P },
  ModelRegistered: { model: MODEL, dossier: WHOLE },
  ModelCorrected: { model: MODEL, supersedes: ID, reason: 'A slip.', dossier: WHOLE },
  ComputeDeclared: {
    ...{ declaration: F, declarer: 'XA', model: MODEL, phase: 'total', low: '4', best: '5', high: '6', method: METHOD },
    ...{ basis: 'reported', evidence: [DIGITS], source: 'A note.', supersedes: 'F-0000000000' },
  },
  DiscrepancyOpened: {
    ...{ discrepancy: 'X-0123456789', model: MODEL, phase: 'preTraining', method: METHOD, until: T0 },
    ...{ declarers: ['AISI-XA', 'XA'], declarations: [F, 'F-0000000000'] },
  },
  DiscrepancySettled: { discrepancy: 'X-0123456789', model: MODEL },
};
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  TreatySigned: ['statement', 'reserved'],
  InstrumentDeposited: ['statement', 'reservations', 'confirms'],
  InstrumentRefused: ['reason'],
  PartyBound: ['statement', 'received'],
  WithdrawalNotified: ['reason', 'statements'],
  WithdrawalRevoked: ['reason'],
  ReservationObjected: ['reason'],
  TextDeposited: ['title'],
  NotificationCirculated: ['text'],
  SuccessionAnnounced: ['reason'],
  CredentialsRefused: ['reason'],
  ThresholdEstablished: ['version', 'value', 'method', 'inForceFrom'],
  ThresholdRevised: ['supersedes', 'objectors'],
  ProposalMade: ['explanation', 'composition', 'changesUntil', 'step', 'preceding', 'mover'],
  VoteCast: ['explanation', 'supersedes'],
  NoteReceived: ['explanation', 'supersedes'],
  CountReported: ['supersedes'],
  WindowExtended: ['party', 'reason'],
  ProposalWithdrawn: ['reason', 'succeededBy'],
  ProposalAdopted: ['succeededBy'],
  ProposalRejected: ['succeededBy'],
  MemberElected: ['group', 'lapsed'],
  SeatVacated: ['reason'],
  RightsSuspended: ['until'],
  ComputeDeclared: ['low', 'high', 'basis', 'source', 'supersedes'],
  DiscrepancyOpened: ['until'],
};

const ENVELOPE = {
  ...{ v: 1, treaty: TREATY, tx: DIGITS, at: T0, by: 'XA/head', act: ID, type: 'CastVote', digest: DIGITS },
  events: Object.entries(EXAMPLES).map(([type, rest]) => ({ type, ...rest })),
};

describe('events', () => {
  for (const [type, rest] of Object.entries(EXAMPLES)) {
    const event = { type, ...rest };
    const schema = EVENTS[type as keyof typeof EVENTS];

    it(`${type}: has exactly its fields`, () => {
      expect(schema.parse(event)).to.deep.equal(event);
      expect(schema.safeParse({ ...event, note: 'more' }).success).to.equal(false);
      for (const field of Object.keys(event)) {
        const { [field as 'type']: _, ...less } = event;
        const isOptional = OPTIONAL[type]?.includes(field) ?? false;
        expect(schema.safeParse(less).success, `without ${field}`).to.equal(isOptional);
      }
    });
  }
});

describe('the events of a succession', () => {
  it('name an institution, or a state, and never both', () => {
    for (const [type, rest] of [
      ['SuccessionAnnounced', { msp: 'XQMSP' }],
      ['SuccessionTakenUp', { msp: 'XQMSP', former: 'XAMSP' }],
    ] as const) {
      const event = { type, ...rest, institution: 'SEC' };
      expect(EVENTS[type].parse(event)).to.deep.equal(event);
      expect(EVENTS[type].safeParse({ ...event, party: 'XA' }).success).to.equal(false);
    }
  });
});

describe('the envelope of a transaction', () => {
  it('has one name on the ledger', () => {
    expect(ENVELOPE_EVENT).to.equal('ActRecorded');
  });

  it('carries any number of events of every type', () => {
    expect(Envelope.parse(ENVELOPE)).to.deep.equal(ENVELOPE);
    expect(Envelope.parse({ ...ENVELOPE, events: [] })).to.deep.equal({ ...ENVELOPE, events: [] });
  });

  it('has exactly its fields', () => {
    expect(Envelope.safeParse({ ...ENVELOPE, block: 7 }).success).to.equal(false);
    for (const field of Object.keys(ENVELOPE)) {
      const { [field as 'v']: _, ...less } = ENVELOPE;
      expect(Envelope.safeParse(less).success, `without ${field}`).to.equal(false);
    }
  });

  const strange: Readonly<Record<string, unknown>> = {
    'a text': 'VoteCast',
    nothing: null,
    'an object without a type': { proposal: P },
    'a type that is no text': { type: 7 },
    'a type of a later version': { type: 'ProposalReferred', proposal: P },
    'a type that every object has': { type: 'toString' },
    'an event that lacks a field': { type: 'ProposalAdopted', proposal: P },
    'an event with a field more': { type: 'CredentialsAccepted', representative: 'XA/head', reason: 'More.' },
  };
  for (const [what, event] of Object.entries(strange)) {
    it(`refuses ${what} among its events`, () => {
      const { error } = Envelope.safeParse({ ...ENVELOPE, events: [...ENVELOPE.events, event] });
      expect(error?.issues.map(({ path, message }) => [...path, message])).to.deep.equal([
        ['events', ENVELOPE.events.length, 'is no event of this version'],
      ]);
    });
  }
});
