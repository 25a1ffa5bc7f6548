// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  Envelope,
  Instant,
  parseAct,
  TransactionId,
  type ACTS,
  type EVENTS,
  type JsonObject,
  type TreatyEvent,
} from '../../../chaincode/src/protocol/index.ts';
import { actWords, deedWords } from '../../../gateway/src/cli/act-words.ts';
import { envelopeWords, eventWords, receiptWords } from '../../../gateway/src/cli/event-words.ts';
import { OPENING, PROFILE } from './desk.ts';

const KEY = 'did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH';
const TERM = { from: '2026-01-01T00:00:00Z', until: '2027-01-01T00:00:00Z' };
const METHOD = { name: 'fp16', version: '2' };
const LOWERED = `25${'0'.repeat(24)}`;
const OFFICE = 'XA/delegate-1';
const PROPOSAL = 'P-0123456789';
const NUMBER = '00000000-0000-4000-8000-000000000000';
const [RESERVATION, CORRECTION] = ['R-0123456789', 'C-0123456789'];
const DIGEST = 'ab'.repeat(32);
const REASON = 'One line.\nAnother one.';
const onOffice = { representative: OFFICE, reason: REASON };
const credentials = ['credentials'];
const SUBJECT = { type: 'thresholdRevision', threshold: 'early', base: 'T-0123456789', value: LOWERED, method: METHOD };
const TALLY = {
  result: 'adopted',
  entitled: 3,
  base: 3,
  tally: { yes: 2, no: 0, abstain: 1, silent: 0 },
  ignored: [],
};
const COUNT = '2 yes, 0 no, 1 abstention, 0 silent, of 3 entitled';

const DOSSIER = {
  ...{ name: 'GPT-5', developers: ['OpenAI'], stage: 'planned', openWeights: 'unknown', lineage: [], versions: [] },
  jurisdictions: [
    { state: 'XA', basis: 'territory' },
    { state: 'XB', basis: 'hostsCompute' },
  ],
};

const DEEDS: Readonly<Record<keyof typeof ACTS, [body: JsonObject, words: string]>> = {
  OpenTreaty: [
    { ...OPENING, depositary: { institution: 'SEC', key: KEY, term: TERM } },
    'XA/head opens the treaty "Treaty for the command line" under version 1 of its profile.',
  ],
  DepositInstrument: [
    { kind: 'definitiveSignature' },
    'XA expresses its consent to be bound, by definitive-signature.',
  ],
  SignTreaty: [{}, 'XA signs, subject to ratification.'],
  ExamineInstrument: [
    { member: 'XB', instrument: NUMBER, finding: 'notInDueForm' },
    `XA/head finds the instrument ${NUMBER} of XB not in due form.`,
  ],
  ConfirmInstrument: [{ instrument: NUMBER }, `XA/head confirms the instrument ${NUMBER} of XA.`],
  NotifyWithdrawal: [{ reason: REASON }, 'XA gives notice of its withdrawal.'],
  RevokeWithdrawal: [{}, 'XA revokes its notice of withdrawal.'],
  ObjectToReservation: [
    { reservation: RESERVATION, precludes: true },
    'XA objects to R-0123456789, and to the entry into force of the treaty between the two.',
  ],
  WithdrawReservation: [{ reservation: RESERVATION }, 'XA withdraws its reservation R-0123456789.'],
  WithdrawObjection: [{ reservation: RESERVATION }, 'XA withdraws its objection to R-0123456789.'],
  MakeDeclaration: [{ declaration: { type: 'interpretative', text: 'We read it so.' } }, 'XA declares: We read it so.'],
  WithdrawDeclaration: [{ declaration: 'D-0123456789' }, 'XA withdraws its declaration D-0123456789.'],
  DepositText: [{ language: 'en', digest: DIGEST }, 'XA/head enters the authentic text in en.'],
  CertifyCopy: [{ language: 'en', digest: DIGEST }, 'XA/head certifies a copy of the text in en.'],
  EnterRegistration: [
    { number: 'I-1', registered: TERM.from },
    'XA/head enters the registration of the treaty under I-1.',
  ],
  CirculateNotification: [
    { about: { by: 'XB/head', act: NUMBER } },
    `XA/head notifies all states of the act ${NUMBER} by XB/head.`,
  ],
  AcknowledgeNotification: [{ notification: 'N-0123456789' }, 'XA acknowledges the notification N-0123456789.'],
  ProposeCorrection: [
    { language: 'en', base: DIGEST, digest: DIGEST, error: 'A misprint.' },
    'XA/head proposes to correct an error in the text in en.',
  ],
  ObjectToCorrection: [{ correction: CORRECTION, reason: REASON }, 'XA objects to the correction C-0123456789.'],
  EffectCorrection: [{ correction: CORRECTION }, 'XA/head effects the correction C-0123456789.'],
  AnnounceSuccession: [{ msp: 'XQMSP' }, 'XA/head announces that XQMSP is to carry the acts of XA.'],
  TakeUpSuccession: [{ msp: 'XQMSP' }, 'XQMSP takes up XA and carries its acts from then on.'],
  RegisterHead: [
    { key: KEY, term: TERM, powers: ['credentials', 'fullPowers'] },
    'XA/head is registered as head of delegation, with credentials and full powers, until 1 January 2027, 00:00 UTC.',
  ],
  RecoverKey: [{ key: KEY, reason: REASON }, 'The key of XA/head is replaced by its organisation.'],
  ObjectToKey: [{ reason: REASON }, 'XA/head objects to the replacement of its key.'],
  ExamineCredentials: [
    { representative: 'XB/head', finding: 'notInDueForm' },
    'XA/head finds the credentials of XB/head not in due form.',
  ],
  RegisterRepresentative: [
    { representative: OFFICE, key: KEY, term: TERM, powers: credentials },
    'XA/head registers XA/delegate-1, with credentials, until 1 January 2027, 00:00 UTC.',
  ],
  SuspendRepresentative: [onOffice, 'XA/head suspends XA/delegate-1.'],
  ReinstateRepresentative: [onOffice, 'XA/head reinstates XA/delegate-1.'],
  EndRepresentative: [onOffice, 'XA/head ends the office of XA/delegate-1.'],
  RotateKey: [{ representative: OFFICE, key: KEY }, 'XA/head gives XA/delegate-1 another key.'],
  MakeProposal: [
    { title: 'Lower', subject: SUBJECT },
    'XA/head proposes that the threshold early be 2.5e25 by fp16@2.',
  ],
  CastVote: [
    { proposal: PROPOSAL, choice: 'no', supersedes: '00000000-0000-4000-8000-000000000000' },
    'XA votes no on P-0123456789, in place of its earlier ballot.',
  ],
  WithdrawProposal: [{ proposal: PROPOSAL }, 'XA/head withdraws P-0123456789.'],
  ExtendWindow: [
    { proposal: PROPOSAL, ground: { type: 'outage', party: 'XB', reason: REASON } },
    'XA/head extends the window of P-0123456789 after an outage of XB.',
  ],
  EnterReceived: [
    {
      received: TERM.from,
      digest: 'ab'.repeat(32),
      ballot: { proposal: PROPOSAL, member: 'XB', choice: 'object' },
    },
    'XA/head enters the note of XB, received 1 January 2026, 00:00 UTC, which votes object on P-0123456789.',
  ],
  ReportCount: [
    {
      ...{ proposal: PROPOSAL, counts: { yes: 2, no: 1, abstain: 1 }, missing: ['XB', 'XC'] },
      supersedes: '00000000-0000-4000-8000-000000000000',
    },
    'XA reports its count of the papers of P-0123456789, in place of its earlier report: 2 yes, 1 no, 1 abstention; no paper of XB, XC that opens its commitment.',
  ],
  VacateSeat: [{ organ: 'council' }, 'XA gives up its seat of council.'],
  CloseProposal: [{ proposal: PROPOSAL }, 'XA/head closes P-0123456789.'],
  RegisterModel: [{ slug: 'gpt-5', dossier: DOSSIER }, 'XA registers the model XA/gpt-5 (GPT-5), planned.'],
  CorrectModel: [
    { model: 'XA/gpt-5', supersedes: NUMBER, reason: REASON, dossier: DOSSIER },
    'XA corrects the dossier of XA/gpt-5: One line. Another one.',
  ],
  DeclareCompute: [
    { model: 'XA/gpt-5', phase: 'total', best: LOWERED, method: METHOD, evidence: [], supersedes: 'F-0123456789' },
    'XA declares 2.5e25 for the whole of XA/gpt-5, counted by fp16@2, in place of F-0123456789.',
  ],
};

const FIGURE = { model: 'XA/gpt-5', phase: 'preTraining', best: LOWERED, method: METHOD, evidence: [] };

const HAPPENED: Readonly<Record<keyof typeof EVENTS, [event: JsonObject, words: string]>> = {
  TreatyOpened: [
    { title: 'Treaty', network: `treaty@${'ab'.repeat(32)}`, depositary: 'SEC/depositary', profile: '1' },
    'the treaty "Treaty" is opened, SEC/depositary keeps its record',
  ],
  ProfileAdopted: [{ version: '1', profile: PROFILE }, 'version 1 of the profile cli-treaty is in force'],
  PartyInvited: [{ party: 'XA', name: 'State', msp: 'XAMSP' }, 'XA (State) is invited to become a party'],
  InstitutionListed: [
    { institution: 'SEC', name: 'Office', msp: 'SECMSP', role: 'secretariat' },
    'SEC (Office) is listed as secretariat',
  ],
  PartyBound: [{ party: 'XA', instrument: 'ratification' }, 'XA is bound by ratification'],
  EntryAwaited: [{}, 'the treaty enters into force once the conditions of its profile are met'],
  EntryIntoForceFixed: [
    {
      entry: {
        ...{ status: 'fixed', met: TERM.from, from: TERM.until, seat: '+00:00' },
        later: { after: 'P30D', since: 'conditionsMet' },
      },
    },
    'the treaty enters into force on 1 January 2027, 00:00 UTC, its conditions having been met on 1 January 2026, 00:00 UTC',
  ],
  TreatySigned: [{ party: 'XA', statement: REASON }, 'XA has signed: One line. Another one.'],
  InstrumentDeposited: [
    { party: 'XA', instrument: NUMBER, form: 'ratification', standing: 'received' },
    `the ratification of XA is deposited as ${NUMBER}, and is under examination by the depositary`,
  ],
  InstrumentConfirmed: [
    { party: 'XA', instrument: NUMBER },
    `the instrument ${NUMBER} of XA is confirmed, and under examination`,
  ],
  InstrumentAccepted: [{ party: 'XA', instrument: NUMBER }, `the instrument ${NUMBER} of XA is in due form`],
  InstrumentRefused: [
    { party: 'XA', instrument: NUMBER, reason: REASON },
    `the instrument ${NUMBER} of XA is not in due form: One line. Another one.`,
  ],
  WithdrawalNotified: [
    { party: 'XA', instrument: NUMBER, effective: TERM.until },
    'XA withdraws with effect from 1 January 2027, 00:00 UTC',
  ],
  WithdrawalRevoked: [
    { party: 'XA', instrument: NUMBER, reason: REASON },
    'XA does not withdraw: One line. Another one.',
  ],
  ReservationFormulatedAtSignature: [
    { reservation: RESERVATION, party: 'XA', provision: 'Article 3', text: REASON },
    'XA reserves its position on Article 3 when signing (R-0123456789, without effect until its instrument confirms it): One line. Another one.',
  ],
  ReservationConfirmed: [
    { reservation: RESERVATION, party: 'XA', instrument: NUMBER, objectionUntil: TERM.until },
    `the reservation R-0123456789 of XA is confirmed by ${NUMBER}, open to objection until 1 January 2027, 00:00 UTC`,
  ],
  ReservationLapsed: [
    { reservation: RESERVATION, party: 'XA' },
    'the reservation R-0123456789 of XA, made when signing, has lapsed without being confirmed',
  ],
  ReservationFormulated: [
    {
      ...{ reservation: RESERVATION, party: 'XA', instrument: NUMBER, provision: 'Article 3', text: 'Not here.' },
      objectionUntil: TERM.until,
    },
    'XA reserves its position on Article 3 (R-0123456789, open to objection until 1 January 2027, 00:00 UTC): Not here.',
  ],
  ReservationWithdrawn: [{ reservation: RESERVATION }, 'the reservation R-0123456789 is withdrawn'],
  ReservationObjected: [
    { reservation: RESERVATION, member: 'XB', precludes: true, reason: REASON },
    'XB objects to R-0123456789, and the treaty is not in force between it and the state that made it: One line. Another one.',
  ],
  ObjectionWithdrawn: [{ reservation: RESERVATION, member: 'XB' }, 'XB objects to R-0123456789 no more'],
  DeclarationMade: [
    {
      ...{ declaration: 'D-0123456789', party: 'XA' },
      said: { type: 'territorial', applies: true, territories: ['The Isles'] },
    },
    'XA declares that the treaty extends to The Isles (D-0123456789)',
  ],
  DeclarationWithdrawn: [{ declaration: 'D-0123456789' }, 'the declaration D-0123456789 is withdrawn'],
  TextDeposited: [{ language: 'en', digest: DIGEST }, `the text in en is authentic, by its digest ${DIGEST}`],
  CopyCertified: [{ language: 'en', digest: DIGEST, text: DIGEST }, `the copy ${DIGEST} is true to the text in en`],
  RegistrationEntered: [
    { number: 'I-1', registered: TERM.from },
    'the treaty was registered with the United Nations under I-1 on 1 January 2026, 00:00 UTC',
  ],
  NotificationCirculated: [
    {
      ...{ notification: 'N-0123456789', received: TERM.from },
      about: { by: 'XA/head', act: NUMBER, type: 'SignTreaty' },
    },
    'N-0123456789 notifies of SignTreaty by XA/head, received on 1 January 2026, 00:00 UTC',
  ],
  NotificationAcknowledged: [{ notification: 'N-0123456789', member: 'XB' }, 'XB has received N-0123456789'],
  CorrectionProposed: [
    {
      ...{ correction: CORRECTION, language: 'en', base: DIGEST, digest: DIGEST, error: 'A misprint.' },
      objectionUntil: TERM.until,
    },
    'C-0123456789 would correct the text in en, open to objection until 1 January 2027, 00:00 UTC: A misprint.',
  ],
  CorrectionObjected: [
    { correction: CORRECTION, member: 'XB', reason: REASON },
    'XB objects to the correction C-0123456789: One line. Another one.',
  ],
  CorrectionEffected: [
    { correction: CORRECTION, language: 'en', digest: DIGEST },
    `the text in en is corrected by C-0123456789, its digest is ${DIGEST}`,
  ],
  SuccessionAnnounced: [{ party: 'XA', msp: 'XQMSP' }, 'XQMSP is to carry the acts of XA'],
  SuccessionTakenUp: [
    { party: 'XA', msp: 'XQMSP', former: 'XAMSP' },
    'XQMSP carries the acts of XA from now on, in place of XAMSP',
  ],
  RepresentativeRegistered: [
    { representative: OFFICE, key: KEY, term: TERM, powers: credentials, seating: 'seated' },
    'XA/delegate-1 is registered with credentials until 1 January 2027, 00:00 UTC; seated',
  ],
  KeyReplacementRequested: [
    { representative: 'XA/head', key: KEY, from: TERM.from, reason: REASON },
    `the key of XA/head is to be ${KEY} from 1 January 2026, 00:00 UTC, unless its holder objects: One line. Another one.`,
  ],
  KeyReplacementStopped: [onOffice, 'the replacement of the key of XA/delegate-1 is stopped: One line. Another one.'],
  CredentialsAccepted: [{ representative: 'XA/head' }, 'the credentials of XA/head are in due form'],
  CredentialsRefused: [{ representative: 'XA/head' }, 'the credentials of XA/head are not in due form'],
  RepresentativeSuspended: [onOffice, 'XA/delegate-1 is suspended: One line. Another one.'],
  RepresentativeReinstated: [onOffice, 'XA/delegate-1 is reinstated: One line. Another one.'],
  RepresentativeEnded: [onOffice, 'the office of XA/delegate-1 has ended: One line. Another one.'],
  KeyReplaced: [{ representative: OFFICE, key: KEY }, `the replaced key of XA/delegate-1 is in use: ${KEY}`],
  KeyRotated: [{ representative: OFFICE, key: KEY }, `XA/delegate-1 seals with ${KEY} from now on`],
  ThresholdEstablished: [
    { threshold: 'early', metric: 'Compute', unit: 'FLOP', version: 'T-0123456789', value: LOWERED, method: METHOD },
    'the threshold early is 2.5e25 FLOP by fp16@2',
  ],
  ThresholdRevised: [
    {
      ...{ threshold: 'early', version: 'T-0123456789', value: LOWERED, method: METHOD, inForceFrom: TERM.from },
      ...{ supersedes: 'T-ABCDEFGHJK', proposal: PROPOSAL },
    },
    'the threshold early is 2.5e25 by fp16@2 from 1 January 2026, 00:00 UTC, by P-0123456789',
  ],
  ProposalMade: [
    {
      ...{
        proposal: PROPOSAL,
        title: 'Lower',
        subject: SUBJECT,
        profile: '1',
        electorate: ['XA'],
        effectiveAfter: 'PT0S',
      },
      ...{ rule: PROFILE.thresholds[0]?.revision.rule, votingFrom: TERM.from, votingUntil: TERM.until },
    },
    'P-0123456789 is proposed, "Lower": that the threshold early be 2.5e25 by fp16@2; voting from 1 January 2026, 00:00 UTC until 1 January 2027, 00:00 UTC',
  ],
  ProfileAmended: [
    { version: '2', supersedes: '1', from: TERM.from, proposal: PROPOSAL },
    'version 2 of the profile takes the place of version 1 from 1 January 2026, 00:00 UTC, by P-0123456789',
  ],
  NoteReceived: [
    {
      ...{ proposal: PROPOSAL, member: 'XB', choice: 'no', received: TERM.from, note: 'ab'.repeat(32), sealedBy: KEY },
      supersedes: '00000000-0000-4000-8000-000000000000',
    },
    'XB votes no on P-0123456789 instead, by a note received 1 January 2026, 00:00 UTC',
  ],
  CountReported: [
    {
      ...{ proposal: PROPOSAL, teller: 'XB', counts: { object: 0, accept: 3, abstain: 2 }, missing: [], sealedBy: KEY },
      supersedes: '00000000-0000-4000-8000-000000000000',
    },
    'XB corrects its count of the papers of P-0123456789: 0 object, 3 accept, 2 abstentions',
  ],
  WindowExtended: [
    { proposal: PROPOSAL, ground: 'outage', party: 'XB', reason: REASON, until: TERM.until },
    'the window of P-0123456789 is extended until 1 January 2027, 00:00 UTC after an outage of XB: One line. Another one.',
  ],
  TextRestrained: [
    { digest: 'ab'.repeat(32), until: TERM.until, proposal: PROPOSAL },
    'the text of P-0123456789 may not be moved again until 1 January 2027, 00:00 UTC',
  ],
  MemberElected: [
    { organ: 'council', member: 'XB', from: TERM.from, until: TERM.until, terms: 1, proposal: PROPOSAL },
    'XB is elected to the organ council from 1 January 2026, 00:00 UTC until 1 January 2027, 00:00 UTC',
  ],
  SeatVacated: [
    { organ: 'council', member: 'XB', reason: REASON },
    'XB gives up its seat of the organ council: One line. Another one.',
  ],
  RightsSuspended: [
    { party: 'XC', ground: REASON, until: TERM.until, proposal: PROPOSAL },
    'the rights of XC are suspended until 1 January 2027, 00:00 UTC: One line. Another one.',
  ],
  RightsRestored: [{ party: 'XC', proposal: PROPOSAL }, 'the rights of XC are restored'],
  VoteCast: [
    { proposal: PROPOSAL, member: 'XA', choice: 'no', sealedBy: KEY, explanation: REASON },
    'XA votes no on P-0123456789: One line. Another one.',
  ],
  ProposalWithdrawn: [{ proposal: PROPOSAL }, 'P-0123456789 is withdrawn'],
  ProposalAdopted: [{ proposal: PROPOSAL, tally: TALLY }, `P-0123456789 is adopted, ${COUNT}`],
  ProposalRejected: [
    { proposal: PROPOSAL, tally: { ...TALLY, result: 'noQuorum' } },
    `P-0123456789 is rejected for want of a quorum, ${COUNT}`,
  ],
  ProposalOvertaken: [
    { proposal: PROPOSAL, tally: TALLY },
    `P-0123456789 is carried without effect, since the version that it would change has been superseded; ${COUNT}`,
  ],
  ProposalFailed: [
    { proposal: PROPOSAL, tally: TALLY, why: 'a version of this id exists' },
    `P-0123456789 is carried without effect, since a version of this id exists; ${COUNT}`,
  ],
  ModelRegistered: [
    { model: 'XA/gpt-5', dossier: DOSSIER },
    'the model XA/gpt-5 (GPT-5 of OpenAI) is registered, planned, in XA (territory), XB (hosts-compute)',
  ],
  ModelCorrected: [
    { model: 'XA/gpt-5', supersedes: NUMBER, reason: 'A slip.', dossier: DOSSIER },
    'the dossier of XA/gpt-5 is corrected: A slip.',
  ],
  ComputeDeclared: [
    { ...FIGURE, declaration: 'F-0123456789', declarer: 'XB', low: '4', supersedes: 'F-0000000000' },
    'XB declares 2.5e25 (4 to 2.5e25) for pre-training of XA/gpt-5, counted by fp16@2 (F-0123456789), in place of F-0000000000',
  ],
  DiscrepancyOpened: [
    {
      ...{ discrepancy: 'X-0123456789', model: 'XA/gpt-5', phase: 'total', method: METHOD, until: TERM.from },
      ...{ declarers: ['XA', 'XB'], declarations: ['F-0123456789', 'F-0000000000'] },
    },
    'the figures of XA and XB for the whole of XA/gpt-5 exclude each other (X-0123456789), to be settled until 1 January 2026, 00:00 UTC',
  ],
  DiscrepancySettled: [
    { discrepancy: 'X-0123456789', model: 'XA/gpt-5' },
    'the discrepancy X-0123456789 about XA/gpt-5 is settled',
  ],
};

const NOW = Instant.parse('2026-11-23T12:00:00Z');

function actOf(type: string, body: JsonObject) {
  return parseAct({
    ...{ type, v: 1, id: '00000000-0000-4000-8000-000000000001', notAfter: '2026-11-24T10:00:00Z' },
    ...{ network: `treaty@${'ab'.repeat(32)}`, treaty: 'cli-treaty', by: 'XA/head', at: '2026-11-23T10:00:00Z', body },
  });
}

function envelopeOf(...events: object[]): Envelope {
  return Envelope.parse({
    ...{ v: 1, treaty: 'cli-treaty', tx: 'ab'.repeat(32), at: '2026-11-23T10:00:00.500Z', by: 'XA/head' },
    ...{ act: '00000000-0000-4000-8000-000000000001', type: 'CloseProposal', digest: 'cd'.repeat(32), events },
  });
}

describe('what is done and what has happened, in words', () => {
  for (const [type, [body, words]] of Object.entries(DEEDS)) {
    it(`tells ${type}, and every value that is sealed`, () => {
      const act = actOf(type, body);
      expect(deedWords(act)).to.equal(words);
      const told = actWords(act, NOW);
      const leaves = (value: unknown): string[] =>
        typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [String(value)];
      for (const leaf of leaves(act.body)) expect(told).to.include(leaf.split('\n').join('\n      '));
      expect(told).to.include('(in 22 hours)').and.to.include(act.id).and.to.include(act.network);
    });
  }

  for (const [type, [fields, words]] of Object.entries(HAPPENED)) {
    it(`tells ${type}`, () => {
      const [event] = envelopeOf({ type, ...fields }).events as [TreatyEvent];
      expect(eventWords(event)).to.equal(words);
    });
  }

  it('tells an envelope in one line, and a receipt in a sentence for each event', () => {
    const envelope = envelopeOf(
      { type: 'ProposalAdopted', ...HAPPENED.ProposalAdopted[0] },
      { type: 'PartyBound', ...HAPPENED.PartyBound[0], statement: 'At once.' },
    );
    const [adopted, bound] = [`P-0123456789 is adopted, ${COUNT}`, 'XA is bound by ratification: At once.'];
    expect(envelopeWords(envelope)).to.equal(`23 November 2026, 10:00 UTC  XA/head: ${adopted}; ${bound}`);
    const committed = { tx: TransactionId.parse('ab'.repeat(32)), block: '7' };
    expect(receiptWords({ ...committed, status: 'recorded', envelope })).to.equal(`${adopted}.\n${bound}`);
    expect(receiptWords({ ...committed, status: 'alreadyRecorded' })).to.match(/^This act had been recorded before/);
  });

  it('tells of a secret vote that it was cast, and never what it says', () => {
    const commitment = 'ab'.repeat(32);
    const cast = { proposal: PROPOSAL, commitment };
    expect(deedWords(actOf('CastVote', cast))).to.equal('XA votes in secret on P-0123456789.');
    const note = { received: TERM.from, digest: commitment, ballot: { ...cast, member: 'XB' } };
    expect(deedWords(actOf('EnterReceived', note))).to.match(/which votes in secret on P-0123456789\.$/);
    const report = { proposal: PROPOSAL, counts: { yes: 0, no: 0, abstain: 0 }, missing: [] };
    expect(deedWords(actOf('ReportCount', report))).to.equal(
      'XA reports its count of the papers of P-0123456789: 0 yes, 0 no, 0 abstentions.',
    );
    const tally = { result: 'uncounted', entitled: 3, base: 0, tally: {}, ignored: [] };
    const why = 'too few tellers have reported the same count in time';
    const [voted, counted, failed] = envelopeOf(
      { type: 'VoteCast', ...cast, member: 'XA', sealedBy: KEY },
      { type: 'CountReported', ...report, teller: 'SEC', sealedBy: KEY },
      { type: 'ProposalFailed', proposal: PROPOSAL, tally, why },
    ).events as [TreatyEvent, TreatyEvent, TreatyEvent];
    expect(eventWords(voted)).to.equal('XA votes in secret on P-0123456789');
    expect(eventWords(counted)).to.match(/^SEC reports its count of the papers of P-0123456789: 0 yes/);
    expect(eventWords(failed)).to.equal(`P-0123456789 is not decided, since ${why}; not counted, 3 entitled`);
  });

  it('tells other turns of a vote, a finding and a rejection', () => {
    expect(deedWords(actOf('CastVote', { proposal: PROPOSAL, choice: 'yes' }))).to.equal(
      'XA votes yes on P-0123456789.',
    );
    const found = actOf('ExamineCredentials', { representative: 'XB/head', finding: 'inDueForm' });
    expect(deedWords(found)).to.equal('XA/head finds the credentials of XB/head in due form.');
    const [rejected, changed] = envelopeOf(
      { type: 'ProposalRejected', proposal: PROPOSAL, tally: { ...TALLY, result: 'rejected' } },
      {
        ...{ type: 'VoteCast', proposal: PROPOSAL, member: 'XA', choice: 'yes', sealedBy: KEY },
        supersedes: '00000000-0000-4000-8000-000000000002',
      },
    ).events as [TreatyEvent, TreatyEvent];
    expect(eventWords(rejected)).to.equal(`P-0123456789 is rejected, ${COUNT}`);
    expect(eventWords(changed)).to.equal('XA votes yes on P-0123456789 instead');
  });

  it('tells what a signature and an instrument reserve and confirm, and an institution that is taken up', () => {
    const reservations = [
      { provision: 'Article 3', text: 'Not here.' },
      { provision: 'Article 7', text: 'Not yet.' },
    ];
    expect(deedWords(actOf('SignTreaty', { reservations }))).to.equal(
      'XA signs, subject to ratification, and reserves its position on Article 3, Article 7.',
    );
    const deposited = actOf('DepositInstrument', { kind: 'ratification', reservations, confirms: [RESERVATION] });
    expect(deedWords(deposited)).to.equal(
      'XA expresses its consent to be bound, by ratification, confirming R-0123456789, and reserves its position on Article 3, Article 7.',
    );
    const [announced, taken] = envelopeOf(
      { type: 'SuccessionAnnounced', institution: 'SEC', msp: 'XQMSP' },
      { type: 'SuccessionTakenUp', institution: 'SEC', msp: 'XQMSP', former: 'SECMSP' },
    ).events as [TreatyEvent, TreatyEvent];
    expect(eventWords(announced)).to.equal('XQMSP is to carry the acts of SEC');
    expect(eventWords(taken)).to.equal('XQMSP carries the acts of SEC from now on, in place of SECMSP');
  });
});
