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
import { Choice, Weight } from './decision-rule.ts';
import { DidKey } from './did-key.ts';
import { UtcOffset } from './duration.ts';
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
import type { JsonValue } from './json.ts';
import { LaterEntry } from './membership-rule.ts';
import { ComputeFigure, ComputePhase, Dossier } from './model.ts';
import { DecisionRule, StepId } from './procedure.ts';
import { Profile } from './profile.ts';
import { checkSaid, saidShape } from './secret-ballot.ts';
import { Line, Paragraphs } from './text.ts';

/** Which act made or last changed a record, in which transaction, at the transaction's timestamp. */
export const Stamp = z.strictObject({ at: Instant, by: RepresentativeId, act: ActId, tx: TransactionId });
export type Stamp = z.infer<typeof Stamp>;

function recordOf<K extends string, S extends z.ZodRawShape>(kind: K, shape: S) {
  return z.strictObject({ kind: z.literal(kind), v: z.literal(1), treaty: TreatyId, changed: Stamp, ...shape });
}

/**
 * When the conditions of entry into force were met and from when the treaty is in force, once an instrument has met them; with the
 * rule for those who join later as it stood then. Nothing that happens afterwards changes it (VCLT 55).
 */
export const EntryFixed = z.strictObject({
  status: z.literal('fixed'),
  met: Instant,
  from: Instant,
  later: LaterEntry,
  seat: UtcOffset,
});
export type EntryFixed = z.infer<typeof EntryFixed>;

/** The entry into force of a treaty whose profile states conditions for it. */
export const Entry = z.discriminatedUnion('status', [z.strictObject({ status: z.literal('awaited') }), EntryFixed]);
export type Entry = z.infer<typeof Entry>;

/**
 * A treaty on this channel: its title, the network it was opened on, its depositary's office and its profile. `next` is a version that
 * was adopted and takes the place of `profile` from an instant on. Without `entry` it is in force for each state with its instrument.
 */
export const Treaty = recordOf('Treaty', {
  title: Line,
  network: NetworkId,
  depositary: RepresentativeId,
  profile: z.string(),
  next: z.strictObject({ version: z.string(), from: Instant }).optional(),
  entry: Entry.optional(),
  /** Under which number, and when, the Secretariat of the United Nations has registered the treaty (UN Charter 102). */
  registration: z.strictObject({ number: Line, registered: Instant, entered: Stamp }).optional(),
  opened: Stamp,
});
export type Treaty = z.infer<typeof Treaty>;

/** One version of the treaty's profile, whole. */
export const ProfileRecord = recordOf('Profile', { version: z.string(), profile: Profile });
export type ProfileRecord = z.infer<typeof ProfileRecord>;

/** The organisation that is to host a state or an institution from the act on with which it takes it up. */
export const Succession = z.strictObject({ msp: MspId, announced: Stamp });
export type Succession = z.infer<typeof Succession>;

const party = {
  id: MemberId,
  name: Line,
  msp: MspId,
  signed: Stamp.optional(),
  succession: Succession.optional(),
};

/**
 * A time in which a state was bound: from its instrument until its withdrawal took effect. The form of the instrument and the act by
 * which it was received are kept since a later version.
 */
const BoundBefore = z.strictObject({
  bound: Instant,
  left: Instant,
  form: InstrumentKind.optional(),
  received: Stamp.optional(),
});

const bound = {
  ...party,
  instrument: InstrumentKind,
  statement: Paragraphs.optional(),
  /** The act by which its instrument was received. */
  bound: Stamp,
  earlier: z.array(BoundBefore).optional(),
};

/**
 * A state named by the treaty: invited until it signs or expresses its consent to be bound. It is withdrawing from its notice on; that
 * it has left follows from `effective` and the time.
 */
export const Party = z.discriminatedUnion('status', [
  recordOf('Party', { ...party, status: z.literal('invited') }),
  recordOf('Party', {
    ...{ ...party, status: z.literal('signatory'), signed: Stamp },
    /** What it has reserved with its signature, which its instrument confirms or lets lapse. */
    reserved: z.array(ReservationId).optional(),
  }),
  recordOf('Party', { ...bound, status: z.literal('bound') }),
  recordOf('Party', { ...bound, status: z.literal('withdrawing'), notice: ActId, effective: Instant }),
]);
export type Party = z.infer<typeof Party>;

const instrument = {
  member: MemberId,
  id: ActId,
  form: InstrumentKind,
  statement: Paragraphs.optional(),
  reservations: z.array(ReservationText).optional(),
  /** Which reservations of the signature it confirms. */
  confirms: z.array(ReservationId).optional(),
  deposited: Stamp,
};
const notice = {
  member: MemberId,
  id: ActId,
  received: Stamp,
  effective: Instant,
  reason: Paragraphs.optional(),
  statements: z.array(ConditionMet).optional(),
};

/**
 * What a state has deposited, by the act that did so: an instrument that is unconfirmed while its author lacks full powers, received
 * until the depositary has examined it, then in due form or not; or a notice of withdrawal, and whether it was revoked.
 */
export const Instrument = z.discriminatedUnion('status', [
  recordOf('Instrument', { ...instrument, status: z.literal('unconfirmed') }),
  recordOf('Instrument', { ...instrument, status: z.literal('received'), received: Stamp }),
  recordOf('Instrument', {
    ...instrument,
    status: z.literal('inDueForm'),
    received: Stamp,
    examined: Stamp.optional(),
  }),
  recordOf('Instrument', {
    ...instrument,
    status: z.literal('notInDueForm'),
    received: Stamp,
    examined: Stamp,
    reason: Paragraphs.optional(),
  }),
  recordOf('Instrument', { ...notice, status: z.literal('notified') }),
  recordOf('Instrument', { ...notice, status: z.literal('revoked'), revoked: Stamp, why: Paragraphs.optional() }),
]);
export type Instrument = z.infer<typeof Instrument>;

const formulated = { id: ReservationId, party: MemberId, ...ReservationText.shape };
const reservation = {
  ...formulated,
  instrument: ActId,
  /** The signature with which it was formulated, where the instrument has confirmed it. */
  signed: Stamp.optional(),
  /** The act by which all states have learned of it, and until when those that were bound then may object. */
  formulated: Stamp,
  objectionUntil: Instant,
};

/**
 * A reservation of a state. One that was formulated with a signature is unconfirmed, and without effect, until the instrument of the
 * state confirms it; then it stands from that act on, or it has lapsed (VCLT 23(2)).
 */
export const Reservation = z.discriminatedUnion('status', [
  recordOf('Reservation', { ...formulated, status: z.literal('unconfirmed'), signed: Stamp }),
  recordOf('Reservation', { ...formulated, status: z.literal('lapsed'), signed: Stamp, lapsed: Stamp }),
  recordOf('Reservation', { ...reservation, status: z.literal('standing') }),
  recordOf('Reservation', { ...reservation, status: z.literal('withdrawn'), withdrawn: Stamp }),
]);
export type Reservation = z.infer<typeof Reservation>;

const raised = { precludes: z.boolean(), reason: Paragraphs.optional(), raised: Stamp };
const objection = {
  reservation: ReservationId,
  member: MemberId,
  ...raised,
  /** Those that the state has raised to the same reservation before, and withdrawn, or that have ended with its consent. */
  former: z.array(z.strictObject({ ...raised, withdrawn: Stamp.optional() })).optional(),
};

/** The objection of a state to another's reservation. */
export const Objection = z.discriminatedUnion('status', [
  recordOf('Objection', { ...objection, status: z.literal('standing') }),
  recordOf('Objection', { ...objection, status: z.literal('withdrawn'), withdrawn: Stamp }),
]);
export type Objection = z.infer<typeof Objection>;

const declared = { id: DeclarationId, party: MemberId, said: DeclarationText, made: Stamp };

/** A declaration of a state. */
export const Declaration = z.discriminatedUnion('status', [
  recordOf('Declaration', { ...declared, status: z.literal('standing') }),
  recordOf('Declaration', { ...declared, status: z.literal('withdrawn'), withdrawn: Stamp }),
]);
export type Declaration = z.infer<typeof Declaration>;

/** The authentic text of one language by its digest, and those that corrections have replaced. */
export const AuthenticText = recordOf('AuthenticText', {
  language: Language,
  digest: Digest,
  title: Line.optional(),
  deposited: Stamp,
  former: z.array(z.strictObject({ digest: Digest, correction: CorrectionId, until: Instant })).optional(),
});
export type AuthenticText = z.infer<typeof AuthenticText>;

/** A copy, by its digest, that the depositary has certified to be true to the text of its language as it stood then. */
export const CertifiedCopy = recordOf('CertifiedCopy', {
  language: Language,
  digest: Digest,
  text: Digest,
  certified: Stamp,
});
export type CertifiedCopy = z.infer<typeof CertifiedCopy>;

/**
 * A notification of the depositary on one act, with the first two of its three dates: when the depositary received the act, and when it
 * circulated it. Its running number is its place among all, in the order of their circulation.
 */
export const Notification = recordOf('Notification', {
  id: NotificationId,
  about: z.strictObject({ by: RepresentativeId, act: ActId, type: z.string() }),
  received: Instant,
  text: Paragraphs.optional(),
  circulated: Stamp,
});
export type Notification = z.infer<typeof Notification>;

/** That a state has received a notification, and when: the third of its dates (VCLT 78(c)). */
export const Acknowledgement = recordOf('Acknowledgement', {
  notification: NotificationId,
  member: MemberId,
  received: Stamp,
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

const correction = {
  id: CorrectionId,
  language: Language,
  base: Digest,
  digest: Digest,
  error: Paragraphs,
  proposed: Stamp,
  objectionUntil: Instant,
};

/** The correction of an error in an authentic text: it is effected unless a state objects in time. */
export const Correction = z.discriminatedUnion('status', [
  recordOf('Correction', { ...correction, status: z.literal('proposed') }),
  recordOf('Correction', {
    ...{ ...correction, status: z.literal('objected') },
    ...{ member: MemberId, reason: Paragraphs, objected: Stamp },
  }),
  recordOf('Correction', { ...correction, status: z.literal('effected'), effected: Stamp }),
]);
export type Correction = z.infer<typeof Correction>;

/** An institute or the secretariat. */
export const Institution = recordOf('Institution', {
  ...{ id: MemberId, name: Line, msp: MspId, role: InstitutionRole },
  succession: Succession.optional(),
});
export type Institution = z.infer<typeof Institution>;

/** A key and from when until when it seals for its office; the last one is open-ended. */
export const HeldKey = z.strictObject({ key: DidKey, from: Instant, until: Instant.optional() });
export type HeldKey = z.infer<typeof HeldKey>;

const representative = {
  id: RepresentativeId,
  keys: z.array(HeldKey).min(1),
  replacement: z.strictObject({ key: DidKey, from: Instant }).optional(),
  term: Term,
  powers: z.array(Power),
  registeredBy: RepresentativeId,
};

/** The seatings that let a representative act: `provisional` while the depositary examines the credentials. */
export const Seating = z.enum(['provisional', 'seated']);
export type Seating = z.infer<typeof Seating>;

/** An office that acts for a member, with its keys, powers and term. */
export const Representative = z.discriminatedUnion('status', [
  recordOf('Representative', { ...representative, status: z.literal('pending') }),
  recordOf('Representative', { ...representative, status: z.literal('provisional') }),
  recordOf('Representative', { ...representative, status: z.literal('seated') }),
  recordOf('Representative', { ...representative, status: z.literal('refused'), reason: Paragraphs.optional() }),
  recordOf('Representative', { ...representative, status: z.literal('suspended'), reason: Paragraphs, was: Seating }),
  recordOf('Representative', { ...representative, status: z.literal('ended'), reason: Paragraphs }),
]);
export type Representative = z.infer<typeof Representative>;

/** A threshold and the latest version of it, whether in force already or not; none while it is unset. */
export const Threshold = recordOf('Threshold', {
  id: ThresholdId,
  metric: Line,
  unit: Line,
  latest: VersionId.optional(),
});
export type Threshold = z.infer<typeof Threshold>;

/**
 * One version of a threshold: value and counting method, in force from an instant until its successor is. Where it was accepted
 * in silence and the rule so provides, it does not bind the objectors, for whom the former version stays.
 */
export const ThresholdVersion = recordOf('ThresholdVersion', {
  threshold: ThresholdId,
  version: VersionId,
  value: Amount,
  method: CountingMethod,
  inForceFrom: Instant,
  supersedes: VersionId.optional(),
  proposal: ProposalId.optional(),
  objectors: z.array(MemberId).optional(),
});
export type ThresholdVersion = z.infer<typeof ThresholdVersion>;

const heads = z.int().min(0);

/** What a count comes to; each polarity has its own words. A secret ballot on which the tellers do not agree is uncounted. */
export const Result = z.enum([
  ...(['adopted', 'rejected', 'noQuorum', 'unreachable'] as const),
  ...(['stopped', 'proceeds', 'blocked', 'takesEffect'] as const),
  'uncounted',
]);
export type Result = z.infer<typeof Result>;

/** A number for each word of the polarity, and for those who were silent. */
const byWord = <N extends z.ZodType>(number: N) =>
  z.partialRecord(z.enum([...Choice.options, 'silent', 'entitled', 'base']), number);

/**
 * What a close counted: the outcome, the heads, the groups and weights where the rule asks for them, every ballot
 * that was set aside with its reason, the members whose ballots came as notes, and in a secret ballot the tellers whose report was
 * counted. One that is uncounted has a base of 0 and no words.
 */
export const Tally = z.strictObject({
  result: Result,
  entitled: heads,
  base: heads,
  tally: byWord(heads),
  groups: z.record(GroupName, byWord(heads)).optional(),
  weights: z.record(GroupName, byWord(Weight)).optional(),
  ignored: z.array(z.strictObject({ member: MemberId, why: z.string() })),
  received: z.array(MemberId).optional(),
  tellers: z.array(MemberId).optional(),
});
export type Tally = z.infer<typeof Tally>;

/** The groups, weights and regional organisations of an electorate, as far as its rule asks for them; frozen with it. */
export const Composition = z.strictObject({
  groups: z.record(GroupName, z.array(MemberId)).optional(),
  weights: z.record(GroupName, z.record(MemberId, Weight)).optional(),
  organisations: z.array(z.strictObject({ member: MemberId, votesFor: z.array(MemberId) })).optional(),
});
export type Composition = z.infer<typeof Composition>;

/** Why a window was extended, until when, and by which act. */
export const Extension = z.strictObject({
  ground: z.enum(['lateSwing', 'outage']),
  party: MemberId.optional(),
  reason: Paragraphs.optional(),
  until: Instant,
  stamp: Stamp,
});
export type Extension = z.infer<typeof Extension>;

const proposal = {
  id: ProposalId,
  mover: RepresentativeId,
  title: Line,
  subject: Subject,
  explanation: Paragraphs.optional(),
  profile: z.string(),
  rule: DecisionRule,
  electorate: z.array(MemberId),
  composition: Composition.optional(),
  /** Who counts, where the ballot is secret. */
  tellers: z.array(MemberId).optional(),
  effectiveAfter: z.string(),
  opened: Stamp,
  votingFrom: Instant,
  votingUntil: Instant,
  /** Until when a vote may still be changed, where that is later than the end of the window. */
  changesUntil: Instant.optional(),
  extensions: z.array(Extension).optional(),
  /** The step of the procedure, where it is not the first, and the proposal whose end has opened it. */
  step: StepId.optional(),
  preceding: ProposalId.optional(),
  /** Who objected in an earlier step that leaves objectors unbound: what this one brings does not bind them. */
  objectors: z.array(MemberId).optional(),
};
const succeeded = { succeededBy: ProposalId.optional() };
const closed = { ...proposal, ...succeeded, tally: Tally, closed: Stamp };

/**
 * A proposal with everything that was frozen when it was opened: rule, electorate, base version. `succeededBy` names the proposal of
 * the next step, which its end has opened; only the last step of a procedure takes effect.
 */
export const Proposal = z.discriminatedUnion('status', [
  recordOf('Proposal', { ...proposal, status: z.literal('open') }),
  recordOf('Proposal', { ...proposal, ...succeeded, status: z.literal('withdrawn'), reason: Paragraphs.optional() }),
  recordOf('Proposal', { ...closed, status: z.literal('adopted') }),
  recordOf('Proposal', { ...closed, status: z.literal('rejected') }),
  recordOf('Proposal', { ...closed, status: z.literal('stale') }),
  recordOf('Proposal', { ...closed, status: z.literal('failed'), why: z.string() }),
]);
export type Proposal = z.infer<typeof Proposal>;

/** A vote that was replaced: by which act it was cast, and when. */
const FormerVote = z.strictObject({ ballot: ActId, ...saidShape, cast: Instant }).superRefine(checkSaid);

/**
 * The ballot of one member on one proposal; `ballot` is the id of the act that cast it, `sealedBy` the key of its seal. A ballot that
 * came as a note is sealed by the office that received it: `cast` is then its recorded receipt, and `note` the note's digest. A
 * secret ballot has a commitment in place of its choice.
 */
export const Ballot = recordOf('Ballot', {
  proposal: ProposalId,
  member: MemberId,
  ballot: ActId,
  by: RepresentativeId,
  sealedBy: DidKey,
  ...saidShape,
  explanation: Paragraphs.optional(),
  supersedes: ActId.optional(),
  cast: Instant,
  note: Digest.optional(),
  former: z.array(FormerVote).optional(),
}).superRefine(checkSaid);
export type Ballot = z.infer<typeof Ballot>;

/**
 * What one teller has counted in a secret ballot: how many papers say each word, and whose are missing. `report` is the id of the act
 * that reported it, `sealedBy` the key of its seal.
 */
export const CountReport = recordOf('CountReport', {
  proposal: ProposalId,
  teller: MemberId,
  report: ActId,
  by: RepresentativeId,
  sealedBy: DidKey,
  ...PaperCount.shape,
  supersedes: ActId.optional(),
  reported: Instant,
});
export type CountReport = z.infer<typeof CountReport>;

const term = {
  group: GroupName.optional(),
  from: Instant,
  until: Instant,
  terms: z.int().min(1),
  proposal: ProposalId,
};

/**
 * A seat of an elected organ: who holds it, from when until when, and how many terms in a row that makes; `next` is a further term
 * of the same member, to which it was elected while this one had not ended.
 */
export const Seat = recordOf('Seat', {
  organ: OrganId,
  member: MemberId,
  ...term,
  next: z.strictObject(term).optional(),
});
export type Seat = z.infer<typeof Seat>;

/** The suspension of a party's rights by decision, until an instant or until they are restored. */
export const Suspension = recordOf('Suspension', {
  party: MemberId,
  from: Instant,
  until: Instant.optional(),
  ground: Paragraphs,
  proposal: ProposalId,
});
export type Suspension = z.infer<typeof Suspension>;

/** A text that was not carried, and until when it may not be moved again; `digest` is that of its subject without the base. */
export const RestrainedText = recordOf('RestrainedText', { digest: Digest, until: Instant, proposal: ProposalId });
export type RestrainedText = z.infer<typeof RestrainedText>;

/** A model or training run: its dossier as it stands, and the acts that registered it and last replaced the dossier. */
export const Model = recordOf('Model', { id: ModelId, registered: Stamp, revised: Stamp, dossier: Dossier });
export type Model = z.infer<typeof Model>;

const declaredCompute = {
  id: ComputeId,
  declarer: MemberId,
  ...ComputeFigure.shape,
  declared: Stamp,
  supersedes: ComputeId.optional(),
};

/** A figure of operations that a declarer stands by, or has replaced. */
export const ComputeDeclaration = z.discriminatedUnion('status', [
  recordOf('ComputeDeclaration', { ...declaredCompute, status: z.literal('current') }),
  recordOf('ComputeDeclaration', {
    ...{ ...declaredCompute, status: z.literal('superseded') },
    ...{ superseded: Stamp, by: ComputeId },
  }),
]);
export type ComputeDeclaration = z.infer<typeof ComputeDeclaration>;

const discrepancy = {
  id: DiscrepancyId,
  model: ModelId,
  phase: ComputePhase,
  method: CountingMethod,
  /** Whose figures disagree, in the order of their ids, and which they were when it was opened. */
  declarers: z.tuple([MemberId, MemberId]),
  declarations: z.tuple([ComputeId, ComputeId]),
  opened: Stamp,
  /** Until when it is to be settled; absent where the profile states no time. Whether it is overdue follows from the time. */
  until: Instant.optional(),
};

/** Two declarers whose figures of one phase of one model, counted by one method, exclude each other. */
export const Discrepancy = z.discriminatedUnion('status', [
  recordOf('Discrepancy', { ...discrepancy, status: z.literal('open') }),
  recordOf('Discrepancy', { ...discrepancy, status: z.literal('settled'), settled: Stamp }),
]);
export type Discrepancy = z.infer<typeof Discrepancy>;

/** An act as it was signed, with the digest of its canonical bytes. */
export const ActRecord = recordOf('Act', {
  by: RepresentativeId,
  id: ActId,
  type: z.string(),
  digest: Digest,
  document: z.custom<JsonValue>((value) => z.json().safeParse(value).success, 'is not JSON'),
});
export type ActRecord = z.infer<typeof ActRecord>;

/** The kinds of record that a treaty's ledger holds. */
export const RecordKind = z.enum([
  'Treaty',
  'Profile',
  'Party',
  'Instrument',
  'Reservation',
  'Objection',
  'Declaration',
  'AuthenticText',
  'CertifiedCopy',
  'Notification',
  'Acknowledgement',
  'Correction',
  'Institution',
  'Representative',
  'Threshold',
  'ThresholdVersion',
  'Proposal',
  'Ballot',
  'CountReport',
  'Seat',
  'Suspension',
  'RestrainedText',
  'Model',
  'ComputeDeclaration',
  'Discrepancy',
  'Act',
]);
export type RecordKind = z.infer<typeof RecordKind>;

/** The schema of each kind of record. */
export const RECORDS = {
  Treaty,
  Profile: ProfileRecord,
  Party,
  Instrument,
  Reservation,
  Objection,
  Declaration,
  AuthenticText,
  CertifiedCopy,
  Notification,
  Acknowledgement,
  Correction,
  Institution,
  Representative,
  Threshold,
  ThresholdVersion,
  Proposal,
  Ballot,
  CountReport,
  Seat,
  Suspension,
  RestrainedText,
  Model,
  ComputeDeclaration,
  Discrepancy,
  Act: ActRecord,
} as const satisfies Record<RecordKind, z.ZodType>;

export type RecordOf<K extends RecordKind> = z.infer<(typeof RECORDS)[K]>;
export type TreatyRecord = { [K in RecordKind]: RecordOf<K> }[RecordKind];

/** Names a record in its treaty: its kind and the parts of its id, such as `Ballot`, [`P-..`, `XA`]. */
export interface Ref<K extends RecordKind = RecordKind> {
  readonly kind: K;
  readonly id: readonly string[];
}
