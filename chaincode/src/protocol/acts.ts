// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { Amount } from './amount.ts';
import { CountingMethod } from './counting-method.ts';
import { Choice, MOST_MEMBERS } from './decision-rule.ts';
import { DidKey } from './did-key.ts';
import {
  ActId,
  CorrectionId,
  DeclarationId,
  Digest,
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
  TreatyId,
  VersionId,
} from './ids.ts';
import { Instant } from './instant.ts';
import { ComputeStatement, Dossier, Registration } from './model.ts';
import { StepId } from './procedure.ts';
import { Profile } from './profile.ts';
import { Proof } from './seal.ts';
import { checkSaid, saidShape } from './secret-ballot.ts';
import { Line, Name, Paragraphs } from './text.ts';

/** From when until when an office is held, both ends included. */
export const Term = z.strictObject({ from: Instant, until: Instant });
export type Term = z.infer<typeof Term>;

/** What a representative may do: `credentials` speak, move and vote; `fullPowers` express consent to be bound (VCLT 7). */
export const Power = z.enum(['credentials', 'fullPowers']);
export type Power = z.infer<typeof Power>;
const Powers = z.array(Power).min(1).max(2);

/** How a state expresses its consent to be bound (VCLT 11). */
export const InstrumentKind = z.enum(['definitiveSignature', 'ratification', 'acceptance', 'approval', 'accession']);
export type InstrumentKind = z.infer<typeof InstrumentKind>;

/** What an examination of credentials or of an instrument comes to (VCLT 77(1)(d)). */
export const Finding = z.enum(['inDueForm', 'notInDueForm']);
export type Finding = z.infer<typeof Finding>;

/** What a reservation says: the provision whose effect it excludes or modifies, and how (VCLT 2(1)(d)). */
export const ReservationText = z.strictObject({ provision: Line, text: Paragraphs });
export type ReservationText = z.infer<typeof ReservationText>;

/** How a state reads a provision, or the whole. */
export const Interpretation = z.strictObject({ type: z.literal('interpretative'), text: Paragraphs });
export type Interpretation = z.infer<typeof Interpretation>;

/**
 * What a state declares: how it reads a provision; to which territories its consent extends, or does not (VCLT 29); that it applies
 * the treaty provisionally, pending its entry into force (VCLT 25).
 */
export const DeclarationText = z.discriminatedUnion('type', [
  Interpretation,
  z.strictObject({
    type: z.literal('territorial'),
    applies: z.boolean(),
    territories: z.array(Name).min(1).max(64),
    text: Paragraphs.optional(),
  }),
  z.strictObject({ type: z.literal('provisionalApplication'), text: Paragraphs.optional() }),
]);
export type DeclarationText = z.infer<typeof DeclarationText>;

/** How a state that withdraws has met one of the conditions that the profile states. */
export const ConditionMet = z.strictObject({ condition: Line, statement: Paragraphs });
export type ConditionMet = z.infer<typeof ConditionMet>;

/** What an institution is to the treaty. */
export const InstitutionRole = z.enum(['institute', 'secretariat']);
export type InstitutionRole = z.infer<typeof InstitutionRole>;

/**
 * What a proposal would change; `base` is the version that its mover had before them. A revision without one sets a threshold with
 * which the treaty has opened unset. A resolution changes no other record. The party that a suspension or a restoration of
 * rights names is the one concerned.
 */
export const Subject = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('thresholdRevision'),
    threshold: ThresholdId,
    base: VersionId.optional(),
    value: Amount,
    method: CountingMethod,
  }),
  z.strictObject({ type: z.literal('profileAmendment'), base: z.string().max(32), profile: Profile }),
  z.strictObject({ type: z.literal('election'), organ: OrganId, member: MemberId, from: Instant.optional() }),
  z.strictObject({
    type: z.literal('suspensionOfRights'),
    party: MemberId,
    ground: Paragraphs,
    until: Instant.optional(),
  }),
  z.strictObject({ type: z.literal('restorationOfRights'), party: MemberId, ground: Paragraphs }),
  z.strictObject({
    type: z.literal('resolution'),
    on: z.string().max(32),
    text: Paragraphs,
    concerned: MemberId.optional(),
  }),
]);
export type Subject = z.infer<typeof Subject>;

function actOf<T extends string, B extends z.ZodType>(type: T, body: B) {
  return z.strictObject({
    type: z.literal(type),
    v: z.literal(1),
    id: ActId,
    notAfter: Instant,
    network: NetworkId,
    treaty: TreatyId,
    by: RepresentativeId,
    at: Instant,
    body,
  });
}

const OnRepresentative = z.strictObject({ representative: RepresentativeId, reason: Paragraphs });

/** The depositary opens a treaty: its profile, the states invited, its institutions and the depositary's own office. */
const OpenTreaty = actOf(
  'OpenTreaty',
  z.strictObject({
    title: Line,
    profile: Profile,
    depositary: z.strictObject({ institution: MemberId, key: DidKey, term: Term }),
    parties: z
      .array(z.strictObject({ id: MemberId, name: Name, msp: MspId }))
      .min(1)
      .max(250),
    institutions: z
      .array(z.strictObject({ id: MemberId, name: Name, msp: MspId, role: InstitutionRole }))
      .min(1)
      .max(250),
  }),
);
const Reservations = z.array(ReservationText).min(1).max(32);
/**
 * A state signs, subject to ratification, with full powers (VCLT 7, 10, 14). What it reserves has no effect until the instrument by
 * which it consents confirms it (VCLT 23(2)); what it declares stands.
 */
const SignTreaty = actOf(
  'SignTreaty',
  z.strictObject({
    statement: Paragraphs.optional(),
    reservations: Reservations.optional(),
    declarations: z.array(Interpretation).min(1).max(32).optional(),
  }),
);
/**
 * A state expresses its consent to be bound, with full powers, and what it reserves with it (VCLT 11 to 23). `confirms` names those of
 * the reservations of its signature that it confirms; the others lapse.
 */
const DepositInstrument = actOf(
  'DepositInstrument',
  z.strictObject({
    kind: InstrumentKind,
    statement: Paragraphs.optional(),
    reservations: Reservations.optional(),
    confirms: z.array(ReservationId).min(1).max(32).optional(),
  }),
);
const OnInstrument = { instrument: ActId };
/** The depositary finds an instrument in due form, or not; `instrument` is the act that deposited it. */
const ExamineInstrument = actOf(
  'ExamineInstrument',
  z.strictObject({ member: MemberId, ...OnInstrument, finding: Finding, reason: Paragraphs.optional() }),
);
/** A representative with full powers confirms what one without them has deposited for their state (VCLT 8). */
const ConfirmInstrument = actOf('ConfirmInstrument', z.strictObject(OnInstrument));
/** A party gives notice of its withdrawal, and says how it has met the profile's conditions (VCLT 54, 56, 67). */
const NotifyWithdrawal = actOf(
  'NotifyWithdrawal',
  z.strictObject({ reason: Paragraphs.optional(), statements: z.array(ConditionMet).min(1).max(16).optional() }),
);
/** A party takes its notice back before it takes effect (VCLT 68). */
const RevokeWithdrawal = actOf('RevokeWithdrawal', z.strictObject({ reason: Paragraphs.optional() }));
const OnReservation = { reservation: ReservationId };
/** A state objects to another's reservation; with `precludes` the treaty is not to enter into force between the two (VCLT 20(4)(b)). */
const ObjectToReservation = actOf(
  'ObjectToReservation',
  z.strictObject({ ...OnReservation, precludes: z.boolean(), reason: Paragraphs.optional() }),
);
/** A state takes its reservation back (VCLT 22(1)). */
const WithdrawReservation = actOf('WithdrawReservation', z.strictObject(OnReservation));
/** A state takes its objection to a reservation back (VCLT 22(2)). */
const WithdrawObjection = actOf('WithdrawObjection', z.strictObject(OnReservation));
/** A state declares how it reads the treaty, to which territories it applies, or that it applies it provisionally. */
const MakeDeclaration = actOf('MakeDeclaration', z.strictObject({ declaration: DeclarationText }));
/** A state takes a declaration back. */
const WithdrawDeclaration = actOf('WithdrawDeclaration', z.strictObject({ declaration: DeclarationId }));
/** The depositary enters the authentic text of one language by its digest (VCLT 10, 33, 77(1)(a)). */
const DepositText = actOf(
  'DepositText',
  z.strictObject({ language: Language, digest: Digest, title: Line.optional() }),
);
/** The depositary certifies that a copy, known by its digest, is true to the authentic text of its language (VCLT 77(1)(b)). */
const CertifyCopy = actOf('CertifyCopy', z.strictObject({ language: Language, digest: Digest }));
/** The depositary enters the number under which the Secretariat of the United Nations has registered the treaty (UN Charter 102). */
const EnterRegistration = actOf('EnterRegistration', z.strictObject({ number: Line, registered: Instant }));
/** The depositary notifies all states of an act on the record (VCLT 77(1)(e), 78). */
const CirculateNotification = actOf(
  'CirculateNotification',
  z.strictObject({
    about: z.strictObject({ by: RepresentativeId, act: ActId }),
    text: Paragraphs.optional(),
  }),
);
/** A state acknowledges that it has received a notification (VCLT 78(c)). */
const AcknowledgeNotification = actOf('AcknowledgeNotification', z.strictObject({ notification: NotificationId }));
/** The depositary proposes to correct an error in an authentic text: `base` is the digest that stands (VCLT 79). */
const ProposeCorrection = actOf(
  'ProposeCorrection',
  z.strictObject({ language: Language, base: Digest, digest: Digest, error: Paragraphs }),
);
/** A signatory or contracting state objects to a correction within its period (VCLT 79(2)). */
const ObjectToCorrection = actOf(
  'ObjectToCorrection',
  z.strictObject({ correction: CorrectionId, reason: Paragraphs }),
);
/** The depositary effects a correction to which nobody has objected (VCLT 79(2)(a)). */
const EffectCorrection = actOf('EffectCorrection', z.strictObject({ correction: CorrectionId }));
/**
 * The head of a delegation announces which organisation is to host its state or institution; carried by the present one. A state speaks
 * on this with full powers; for an institution its head's credentials suffice.
 */
const AnnounceSuccession = actOf('AnnounceSuccession', z.strictObject({ msp: MspId, reason: Paragraphs.optional() }));
/**
 * The organisation that was announced takes a state or an institution up; carried by its administrator, sealed by the head, who has the
 * power with which it was announced.
 */
const TakeUpSuccession = actOf('TakeUpSuccession', z.strictObject({ msp: MspId }));
/** A member's organisation registers the head of its delegation; sealed by the new key, carried by an administrator. */
const RegisterHead = actOf('RegisterHead', z.strictObject({ key: DidKey, term: Term, powers: Powers }));
/** A member's organisation replaces a lost key of its head; it takes effect after the profile's wait. */
const RecoverKey = actOf('RecoverKey', z.strictObject({ key: DidKey, reason: Paragraphs }));
/** The holder of the present key stops its replacement. */
const ObjectToKey = actOf('ObjectToKey', z.strictObject({ reason: Paragraphs }));
/** The depositary finds a head's credentials in due form, or not. */
const ExamineCredentials = actOf(
  'ExamineCredentials',
  z.strictObject({
    representative: RepresentativeId,
    finding: Finding,
    reason: Paragraphs.optional(),
  }),
);
/** A head of delegation registers another office of its member. */
const RegisterRepresentative = actOf(
  'RegisterRepresentative',
  z.strictObject({ representative: RepresentativeId, key: DidKey, term: Term, powers: Powers }),
);
/** A head of delegation suspends an office of its member. */
const SuspendRepresentative = actOf('SuspendRepresentative', OnRepresentative);
/** A head of delegation lets a suspended office act again. */
const ReinstateRepresentative = actOf('ReinstateRepresentative', OnRepresentative);
/** A head of delegation ends an office of its member, its own included. */
const EndRepresentative = actOf('EndRepresentative', OnRepresentative);
/** An office changes its key, or its head of delegation does. */
const RotateKey = actOf('RotateKey', z.strictObject({ representative: RepresentativeId, key: DidKey }));
/** A member of the organ that may move a subject puts a change to the organ that decides; `step` where it may open elsewhere. */
const MakeProposal = actOf(
  'MakeProposal',
  z.strictObject({ title: Line, subject: Subject, explanation: Paragraphs.optional(), step: StepId.optional() }),
);
/** What a ballot says of a proposal, whoever puts it on the record. */
const ballot = {
  proposal: ProposalId,
  ...saidShape,
  explanation: Paragraphs.optional(),
  supersedes: ActId.optional(),
};
/**
 * A member of the electorate votes: by its choice where voting is open, by a commitment to its paper where it is secret.
 * `supersedes` names the ballot that this one replaces.
 */
const CastVote = actOf('CastVote', z.strictObject(ballot).superRefine(checkSaid));
/** The member that moved a proposal takes it back. */
const WithdrawProposal = actOf(
  'WithdrawProposal',
  z.strictObject({ proposal: ProposalId, reason: Paragraphs.optional() }),
);
/** Extends a window: once after a late swing, or where an outage has kept a party from voting. An outage is never consent. */
const ExtendWindow = actOf(
  'ExtendWindow',
  z.strictObject({
    proposal: ProposalId,
    ground: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('lateSwing') }),
      z.strictObject({ type: z.literal('outage'), party: MemberId, reason: Paragraphs }),
    ]),
  }),
);
/**
 * The depositary puts on the record a ballot that it has received as a note, on paper or otherwise: it counts from its recorded
 * receipt, is sealed by the receiving office, and is marked as such; `digest` is that of the note. Where voting is secret the note
 * states the commitment, and the paper goes to the tellers.
 */
const EnterReceived = actOf(
  'EnterReceived',
  z.strictObject({
    received: Instant,
    digest: Digest,
    ballot: z.strictObject({ member: MemberId, ...ballot }).superRefine(checkSaid),
  }),
);
/**
 * What the papers of a secret ballot come to: how many say each word, and the members whose paper did not arrive, does not open
 * their commitment, or says no word of the rule.
 */
export const PaperCount = z.strictObject({
  counts: z.partialRecord(Choice, z.int().min(0).max(MOST_MEMBERS)),
  missing: z.array(MemberId).max(MOST_MEMBERS),
});
export type PaperCount = z.infer<typeof PaperCount>;
/**
 * A teller reports what it has counted in a secret ballot: in `counts` how many papers say each word of the rule, none left out, in
 * `missing` the members whose ballots no paper opens. `supersedes` names the report that this one corrects.
 */
const ReportCount = actOf(
  'ReportCount',
  z.strictObject({ proposal: ProposalId, ...PaperCount.shape, supersedes: ActId.optional() }),
);
/** A member gives up its seat in an elected organ. */
const VacateSeat = actOf('VacateSeat', z.strictObject({ organ: OrganId, reason: Paragraphs.optional() }));
/** Ends a proposal: its ballots are counted anew and its effect is applied. */
const CloseProposal = actOf('CloseProposal', z.strictObject({ proposal: ProposalId }));

/** An institute or a party registers a model or a training run in its own name space. */
const RegisterModel = actOf('RegisterModel', Registration);
/** The registrant replaces the whole dossier of a model; `supersedes` is the act that made the one that stands. */
const CorrectModel = actOf(
  'CorrectModel',
  z.strictObject({ model: ModelId, supersedes: ActId, reason: Paragraphs, dossier: Dossier }),
);
/** The registrant, an institute, or a party in whose jurisdiction a model lies declares compute of it. */
const DeclareCompute = actOf('DeclareCompute', ComputeStatement);

/** Every act by its name: the only list of them; a change of meaning is a new `v`, never an edit. */
export const ACTS = {
  OpenTreaty,
  SignTreaty,
  DepositInstrument,
  ExamineInstrument,
  ConfirmInstrument,
  NotifyWithdrawal,
  RevokeWithdrawal,
  ObjectToReservation,
  WithdrawReservation,
  WithdrawObjection,
  MakeDeclaration,
  WithdrawDeclaration,
  DepositText,
  CertifyCopy,
  EnterRegistration,
  CirculateNotification,
  AcknowledgeNotification,
  ProposeCorrection,
  ObjectToCorrection,
  EffectCorrection,
  AnnounceSuccession,
  TakeUpSuccession,
  RegisterHead,
  RecoverKey,
  ObjectToKey,
  ExamineCredentials,
  RegisterRepresentative,
  SuspendRepresentative,
  ReinstateRepresentative,
  EndRepresentative,
  RotateKey,
  MakeProposal,
  CastVote,
  WithdrawProposal,
  ExtendWindow,
  EnterReceived,
  ReportCount,
  VacateSeat,
  CloseProposal,
  RegisterModel,
  CorrectModel,
  DeclareCompute,
} as const;

export type ActType = keyof typeof ACTS;

/** An act of one type, before it is sealed. */
export type ActOf<T extends ActType> = z.infer<(typeof ACTS)[T]>;

/** An act before it is sealed: what a party does, in its own words, for one treaty on one network, once, until `notAfter`. */
export type Act = { [T in ActType]: ActOf<T> }[ActType];

/** An act with the proof set of those who sealed it, as the ledger stores it. */
export type SealedAct<A extends Act = Act> = A & { proof: Proof[] };

/** The proof set of an act: one to sixteen parallel seals. */
export const Proofs = z.array(Proof).min(1).max(16);
