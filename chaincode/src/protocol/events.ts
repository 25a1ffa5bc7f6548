// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import {
  ConditionMet,
  DeclarationText,
  InstitutionRole,
  InstrumentKind,
  PaperCount,
  Power,
  ReservationText,
  Subject,
  Term,
} from './acts.ts';
import { Amount } from './amount.ts';
import { CountingMethod } from './counting-method.ts';
import { DidKey } from './did-key.ts';
import {
  ActId,
  ComputeId,
  CorrectionId,
  DeclarationId,
  Digest,
  DiscrepancyId,
  GroupName,
  Language,
  MemberId,
  ModelId,
  MspId,
  NetworkId,
  NotificationId,
  OrganId,
  ProposalId,
  RepresentativeId,
  ReservationId,
  ThresholdId,
  TransactionId,
  TreatyId,
  VersionId,
} from './ids.ts';
import { Instant } from './instant.ts';
import { ComputeFigure, ComputePhase, Dossier } from './model.ts';
import { DecisionRule, StepId } from './procedure.ts';
import { Profile } from './profile.ts';
import { Composition, EntryFixed, Seating, Stamp, Tally } from './records.ts';
import { checkSaid, saidShape } from './secret-ballot.ts';
import { Line, Paragraphs } from './text.ts';

function eventOf<T extends string, S extends z.ZodRawShape>(type: T, shape: S) {
  return z.strictObject({ type: z.literal(type), ...shape });
}

/** An event on a member that may be a state or an institution. */
function memberEventOf<T extends string, S extends z.ZodRawShape>(type: T, shape: S) {
  return z.union([eventOf(type, { party: MemberId, ...shape }), eventOf(type, { institution: MemberId, ...shape })]);
}

const succeeded = { succeededBy: ProposalId.optional() };
const onInstrument = { party: MemberId, instrument: ActId };
const reasoned = { reason: Paragraphs.optional() };
const onReservation = { reservation: ReservationId, party: MemberId };
const onRepresentative = { representative: RepresentativeId, reason: Paragraphs };

/** Every event by its name: what an act has changed, in the past tense. */
export const EVENTS = {
  TreatyOpened: eventOf('TreatyOpened', {
    title: Line,
    network: NetworkId,
    depositary: RepresentativeId,
    profile: z.string(),
  }),
  ProfileAdopted: eventOf('ProfileAdopted', { version: z.string(), profile: Profile }),
  ProfileAmended: eventOf('ProfileAmended', {
    version: z.string(),
    supersedes: z.string(),
    from: Instant,
    proposal: ProposalId,
  }),
  PartyInvited: eventOf('PartyInvited', { party: MemberId, name: Line, msp: MspId }),
  InstitutionListed: eventOf('InstitutionListed', {
    institution: MemberId,
    name: Line,
    msp: MspId,
    role: InstitutionRole,
  }),
  EntryAwaited: eventOf('EntryAwaited', {}),
  EntryIntoForceFixed: eventOf('EntryIntoForceFixed', { entry: EntryFixed }),
  TreatySigned: eventOf('TreatySigned', {
    party: MemberId,
    statement: Paragraphs.optional(),
    /** What the state has reserved with its signature; the next events say how. */
    reserved: z.array(ReservationId).optional(),
  }),
  InstrumentDeposited: eventOf('InstrumentDeposited', {
    ...onInstrument,
    form: InstrumentKind,
    standing: z.enum(['unconfirmed', 'received', 'inDueForm']),
    statement: Paragraphs.optional(),
    reservations: z.array(ReservationText).optional(),
    confirms: z.array(ReservationId).optional(),
  }),
  InstrumentConfirmed: eventOf('InstrumentConfirmed', onInstrument),
  InstrumentAccepted: eventOf('InstrumentAccepted', onInstrument),
  InstrumentRefused: eventOf('InstrumentRefused', { ...onInstrument, ...reasoned }),
  PartyBound: eventOf('PartyBound', {
    party: MemberId,
    instrument: InstrumentKind,
    statement: Paragraphs.optional(),
    /** The act by which the instrument was received, where a later one has bound the state as of it. */
    received: Stamp.optional(),
  }),
  WithdrawalNotified: eventOf('WithdrawalNotified', {
    ...onInstrument,
    effective: Instant,
    ...reasoned,
    statements: z.array(ConditionMet).optional(),
  }),
  WithdrawalRevoked: eventOf('WithdrawalRevoked', { ...onInstrument, ...reasoned }),
  ReservationFormulatedAtSignature: eventOf('ReservationFormulatedAtSignature', {
    ...onReservation,
    ...ReservationText.shape,
  }),
  ReservationConfirmed: eventOf('ReservationConfirmed', {
    ...{ ...onReservation, instrument: ActId },
    objectionUntil: Instant,
  }),
  ReservationLapsed: eventOf('ReservationLapsed', onReservation),
  ReservationFormulated: eventOf('ReservationFormulated', {
    reservation: ReservationId,
    ...onInstrument,
    ...ReservationText.shape,
    objectionUntil: Instant,
  }),
  ReservationWithdrawn: eventOf('ReservationWithdrawn', { reservation: ReservationId }),
  ReservationObjected: eventOf('ReservationObjected', {
    reservation: ReservationId,
    member: MemberId,
    precludes: z.boolean(),
    ...reasoned,
  }),
  ObjectionWithdrawn: eventOf('ObjectionWithdrawn', { reservation: ReservationId, member: MemberId }),
  DeclarationMade: eventOf('DeclarationMade', { declaration: DeclarationId, party: MemberId, said: DeclarationText }),
  DeclarationWithdrawn: eventOf('DeclarationWithdrawn', { declaration: DeclarationId }),
  TextDeposited: eventOf('TextDeposited', { language: Language, digest: Digest, title: Line.optional() }),
  CopyCertified: eventOf('CopyCertified', { language: Language, digest: Digest, text: Digest }),
  RegistrationEntered: eventOf('RegistrationEntered', { number: Line, registered: Instant }),
  NotificationCirculated: eventOf('NotificationCirculated', {
    notification: NotificationId,
    about: z.strictObject({ by: RepresentativeId, act: ActId, type: z.string() }),
    received: Instant,
    text: Paragraphs.optional(),
  }),
  NotificationAcknowledged: eventOf('NotificationAcknowledged', { notification: NotificationId, member: MemberId }),
  CorrectionProposed: eventOf('CorrectionProposed', {
    correction: CorrectionId,
    language: Language,
    base: Digest,
    digest: Digest,
    error: Paragraphs,
    objectionUntil: Instant,
  }),
  CorrectionObjected: eventOf('CorrectionObjected', {
    correction: CorrectionId,
    member: MemberId,
    reason: Paragraphs,
  }),
  CorrectionEffected: eventOf('CorrectionEffected', { correction: CorrectionId, language: Language, digest: Digest }),
  SuccessionAnnounced: memberEventOf('SuccessionAnnounced', { msp: MspId, ...reasoned }),
  SuccessionTakenUp: memberEventOf('SuccessionTakenUp', { msp: MspId, former: MspId }),
  RepresentativeRegistered: eventOf('RepresentativeRegistered', {
    representative: RepresentativeId,
    key: DidKey,
    term: Term,
    powers: z.array(Power),
    seating: z.enum(['pending', ...Seating.options]),
  }),
  KeyReplacementRequested: eventOf('KeyReplacementRequested', {
    representative: RepresentativeId,
    key: DidKey,
    from: Instant,
    reason: Paragraphs,
  }),
  KeyReplacementStopped: eventOf('KeyReplacementStopped', onRepresentative),
  CredentialsAccepted: eventOf('CredentialsAccepted', { representative: RepresentativeId }),
  CredentialsRefused: eventOf('CredentialsRefused', {
    representative: RepresentativeId,
    reason: Paragraphs.optional(),
  }),
  RepresentativeSuspended: eventOf('RepresentativeSuspended', onRepresentative),
  RepresentativeReinstated: eventOf('RepresentativeReinstated', onRepresentative),
  RepresentativeEnded: eventOf('RepresentativeEnded', onRepresentative),
  KeyReplaced: eventOf('KeyReplaced', { representative: RepresentativeId, key: DidKey }),
  KeyRotated: eventOf('KeyRotated', { representative: RepresentativeId, key: DidKey }),
  ThresholdEstablished: eventOf('ThresholdEstablished', {
    threshold: ThresholdId,
    metric: Line,
    unit: Line,
    version: VersionId.optional(),
    value: Amount.optional(),
    method: CountingMethod.optional(),
    inForceFrom: Instant.optional(),
  }),
  ThresholdRevised: eventOf('ThresholdRevised', {
    threshold: ThresholdId,
    version: VersionId,
    value: Amount,
    method: CountingMethod,
    inForceFrom: Instant,
    supersedes: VersionId.optional(),
    proposal: ProposalId,
    objectors: z.array(MemberId).optional(),
  }),
  ProposalMade: eventOf('ProposalMade', {
    proposal: ProposalId,
    title: Line,
    subject: Subject,
    explanation: Paragraphs.optional(),
    profile: z.string(),
    rule: DecisionRule,
    electorate: z.array(MemberId),
    composition: Composition.optional(),
    tellers: z.array(MemberId).optional(),
    effectiveAfter: z.string(),
    votingFrom: Instant,
    votingUntil: Instant,
    changesUntil: Instant.optional(),
    step: StepId.optional(),
    preceding: ProposalId.optional(),
    mover: RepresentativeId.optional(),
    objectors: z.array(MemberId).optional(),
  }),
  VoteCast: eventOf('VoteCast', {
    proposal: ProposalId,
    member: MemberId,
    ...saidShape,
    sealedBy: DidKey,
    explanation: Paragraphs.optional(),
    supersedes: ActId.optional(),
  }).superRefine(checkSaid),
  NoteReceived: eventOf('NoteReceived', {
    proposal: ProposalId,
    member: MemberId,
    ...saidShape,
    received: Instant,
    note: Digest,
    sealedBy: DidKey,
    explanation: Paragraphs.optional(),
    supersedes: ActId.optional(),
  }).superRefine(checkSaid),
  CountReported: eventOf('CountReported', {
    proposal: ProposalId,
    teller: MemberId,
    ...PaperCount.shape,
    sealedBy: DidKey,
    supersedes: ActId.optional(),
  }),
  WindowExtended: eventOf('WindowExtended', {
    proposal: ProposalId,
    ground: z.enum(['lateSwing', 'outage']),
    party: MemberId.optional(),
    reason: Paragraphs.optional(),
    until: Instant,
    changesUntil: Instant.optional(),
  }),
  ProposalWithdrawn: eventOf('ProposalWithdrawn', {
    proposal: ProposalId,
    reason: Paragraphs.optional(),
    ...succeeded,
  }),
  ProposalAdopted: eventOf('ProposalAdopted', { proposal: ProposalId, tally: Tally, ...succeeded }),
  ProposalRejected: eventOf('ProposalRejected', { proposal: ProposalId, tally: Tally, ...succeeded }),
  ProposalOvertaken: eventOf('ProposalOvertaken', { proposal: ProposalId, tally: Tally }),
  ProposalFailed: eventOf('ProposalFailed', { proposal: ProposalId, tally: Tally, why: z.string() }),
  TextRestrained: eventOf('TextRestrained', { digest: Digest, until: Instant, proposal: ProposalId }),
  MemberElected: eventOf('MemberElected', {
    organ: OrganId,
    member: MemberId,
    group: GroupName.optional(),
    from: Instant,
    until: Instant,
    terms: z.int().min(1),
    proposal: ProposalId,
    /** The member had left the treaty, and with it the seat that its record still told. */
    lapsed: z.literal(true).optional(),
  }),
  SeatVacated: eventOf('SeatVacated', { organ: OrganId, member: MemberId, reason: Paragraphs.optional() }),
  RightsSuspended: eventOf('RightsSuspended', {
    party: MemberId,
    ground: Paragraphs,
    until: Instant.optional(),
    proposal: ProposalId,
  }),
  RightsRestored: eventOf('RightsRestored', { party: MemberId, proposal: ProposalId }),
  ModelRegistered: eventOf('ModelRegistered', { model: ModelId, dossier: Dossier }),
  ModelCorrected: eventOf('ModelCorrected', {
    model: ModelId,
    supersedes: ActId,
    reason: Paragraphs,
    dossier: Dossier,
  }),
  ComputeDeclared: eventOf('ComputeDeclared', {
    declaration: ComputeId,
    declarer: MemberId,
    ...ComputeFigure.shape,
    supersedes: ComputeId.optional(),
  }),
  DiscrepancyOpened: eventOf('DiscrepancyOpened', {
    discrepancy: DiscrepancyId,
    model: ModelId,
    phase: ComputePhase,
    method: CountingMethod,
    declarers: z.tuple([MemberId, MemberId]),
    declarations: z.tuple([ComputeId, ComputeId]),
    until: Instant.optional(),
  }),
  DiscrepancySettled: eventOf('DiscrepancySettled', { discrepancy: DiscrepancyId, model: ModelId }),
} as const;

export type EventType = keyof typeof EVENTS;
export type EventOf<T extends EventType> = z.infer<(typeof EVENTS)[T]>;
export type TreatyEvent = { [T in EventType]: EventOf<T> }[EventType];

const AnyEvent = z.custom<TreatyEvent>((value) => {
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string') return false;
  const schema = Object.hasOwn(EVENTS, value.type)
    ? Object.entries(EVENTS).find(([type]) => type === value.type)?.[1]
    : undefined;
  return schema?.safeParse(value).success ?? false;
}, 'is no event of this version');

/** The one chaincode event of a transaction: which act was recorded and all that it changed. */
export const Envelope = z.strictObject({
  v: z.literal(1),
  treaty: TreatyId,
  tx: TransactionId,
  at: Instant,
  by: RepresentativeId,
  act: ActId,
  type: z.string(),
  digest: Digest,
  events: z.array(AnyEvent),
});
export type Envelope = z.infer<typeof Envelope>;

/** The name under which a contract emits its envelope. */
export const ENVELOPE_EVENT = 'ActRecorded';
