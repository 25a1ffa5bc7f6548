// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { Envelope, ENVELOPE_EVENT, EVENTS } from '../../chaincode/src/protocol/events.ts';
import { keyNamed } from '../support/domain/keys.ts';
import { METHOD, NETWORK, profile, revisionOf, RULE, T0, TERM, TREATY } from '../support/domain/steps.ts';

const ID = '01234567-89ab-cdef-0123-456789abcdef';
const DIGITS = '0123456789abcdef'.repeat(4);
const KEY = keyNamed('XA/head');
const P = 'P-0123456789';
const TALLY = { result: 'adopted', entitled: 3, base: 3, tally: { yes: 2, no: 1, abstain: 0, silent: 0 }, ignored: [] };
const onOffice = { representative: 'XA/head', reason: 'By decision of the capital.' };
const version = { threshold: 'oversight', version: 'T-0123456789', value: '5', method: METHOD };

/** One event of each type, with everything that it may hold. */
const EXAMPLES: Readonly<Record<keyof typeof EVENTS, object>> = {
  TreatyOpened: { title: 'A treaty', network: NETWORK, depositary: 'SEC/depositary', profile: '1.0' },
  ProfileAdopted: { version: '1.0', profile: profile() },
  PartyInvited: { party: 'XA', name: 'State XA', msp: 'XAMSP' },
  InstitutionListed: { institution: 'SEC', name: 'Secretariat', msp: 'SECMSP', role: 'secretariat' },
  PartyBound: { party: 'XA', instrument: 'accession', statement: 'Subject to review.' },
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
  ThresholdEstablished: { ...version, metric: 'training compute', unit: 'FLOP' },
  ThresholdRevised: { ...version, inForceFrom: T0, supersedes: 'T-0000000000', proposal: P },
  ProposalMade: {
    ...{ proposal: P, title: 'A motion', subject: revisionOf(), explanation: 'Because.', profile: '1.0', rule: RULE },
    ...{ electorate: ['XA'], effectiveAfter: 'P30D', votingFrom: T0, votingUntil: T0 },
  },
  VoteCast: { proposal: P, member: 'XA', choice: 'yes', sealedBy: KEY, explanation: 'In favour.', supersedes: ID },
  ProposalWithdrawn: { proposal: P, reason: 'Overtaken.' },
  ProposalAdopted: { proposal: P, tally: TALLY },
  ProposalRejected: { proposal: P, tally: { ...TALLY, result: 'noQuorum' } },
  ProposalOvertaken: { proposal: P, tally: TALLY },
  ProposalFailed: { proposal: P, tally: TALLY, why: 'for a reason' },
};
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  PartyBound: ['statement'],
  CredentialsRefused: ['reason'],
  ProposalMade: ['explanation'],
  VoteCast: ['explanation', 'supersedes'],
  ProposalWithdrawn: ['reason'],
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
