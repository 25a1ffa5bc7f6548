// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { Choice, InstitutionRole, InstrumentKind, Power, Subject, Term } from './acts.ts';
import { Amount } from './amount.ts';
import { DidKey } from './did-key.ts';
import {
  ActId,
  Digest,
  MemberId,
  MspId,
  NetworkId,
  ProposalId,
  RepresentativeId,
  ThresholdId,
  TransactionId,
  TreatyId,
  VersionId,
} from './ids.ts';
import { Instant } from './instant.ts';
import type { JsonValue } from './json.ts';
import { CountingMethod, DecisionRule, Profile } from './profile.ts';
import { Line, Paragraphs } from './text.ts';

/** Which act made or last changed a record, in which transaction, at the transaction's timestamp. */
export const Stamp = z.strictObject({ at: Instant, by: RepresentativeId, act: ActId, tx: TransactionId });
export type Stamp = z.infer<typeof Stamp>;

function recordOf<K extends string, S extends z.ZodRawShape>(kind: K, shape: S) {
  return z.strictObject({ kind: z.literal(kind), v: z.literal(1), treaty: TreatyId, changed: Stamp, ...shape });
}

/** A treaty on this channel: its title, the network it was opened on, its depositary's office and its profile in force. */
export const Treaty = recordOf('Treaty', {
  title: Line,
  network: NetworkId,
  depositary: RepresentativeId,
  profile: z.string(),
  opened: Stamp,
});
export type Treaty = z.infer<typeof Treaty>;

/** One version of the treaty's profile, whole. */
export const ProfileRecord = recordOf('Profile', { version: z.string(), profile: Profile });
export type ProfileRecord = z.infer<typeof ProfileRecord>;

const party = { id: MemberId, name: Line, msp: MspId };

/** A state named by the treaty: invited until it has expressed its consent to be bound. */
export const Party = z.discriminatedUnion('status', [
  recordOf('Party', { ...party, status: z.literal('invited') }),
  recordOf('Party', {
    ...party,
    status: z.literal('bound'),
    instrument: InstrumentKind,
    statement: Paragraphs.optional(),
    bound: Stamp,
  }),
]);
export type Party = z.infer<typeof Party>;

/** An institute or the secretariat. */
export const Institution = recordOf('Institution', { id: MemberId, name: Line, msp: MspId, role: InstitutionRole });
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

/** A threshold and the latest version of it, whether in force already or not. */
export const Threshold = recordOf('Threshold', { id: ThresholdId, metric: Line, unit: Line, latest: VersionId });
export type Threshold = z.infer<typeof Threshold>;

/** One version of a threshold: value and counting method, in force from an instant until its successor is. */
export const ThresholdVersion = recordOf('ThresholdVersion', {
  threshold: ThresholdId,
  version: VersionId,
  value: Amount,
  method: CountingMethod,
  inForceFrom: Instant,
  supersedes: VersionId.optional(),
  proposal: ProposalId.optional(),
});
export type ThresholdVersion = z.infer<typeof ThresholdVersion>;

const heads = z.int().min(0);

/** What a close counted: the outcome, the heads, and every ballot that was set aside with its reason. */
export const Tally = z.strictObject({
  result: z.enum(['adopted', 'rejected', 'noQuorum']),
  entitled: heads,
  base: heads,
  tally: z.strictObject({ yes: heads, no: heads, abstain: heads, silent: heads }),
  ignored: z.array(z.strictObject({ member: MemberId, why: z.string() })),
});
export type Tally = z.infer<typeof Tally>;

const proposal = {
  id: ProposalId,
  mover: RepresentativeId,
  title: Line,
  subject: Subject,
  explanation: Paragraphs.optional(),
  profile: z.string(),
  rule: DecisionRule,
  electorate: z.array(MemberId),
  effectiveAfter: z.string(),
  opened: Stamp,
  votingFrom: Instant,
  votingUntil: Instant,
};
const closed = { ...proposal, tally: Tally, closed: Stamp };

/** A proposal with everything that was frozen when it was moved: rule, electorate, base version. */
export const Proposal = z.discriminatedUnion('status', [
  recordOf('Proposal', { ...proposal, status: z.literal('open') }),
  recordOf('Proposal', { ...proposal, status: z.literal('withdrawn'), reason: Paragraphs.optional() }),
  recordOf('Proposal', { ...closed, status: z.literal('adopted') }),
  recordOf('Proposal', { ...closed, status: z.literal('rejected') }),
  recordOf('Proposal', { ...closed, status: z.literal('stale') }),
  recordOf('Proposal', { ...closed, status: z.literal('failed'), why: z.string() }),
]);
export type Proposal = z.infer<typeof Proposal>;

/** The ballot of one member on one proposal; `ballot` is the id of the act that cast it, `sealedBy` the key of its seal. */
export const Ballot = recordOf('Ballot', {
  proposal: ProposalId,
  member: MemberId,
  ballot: ActId,
  by: RepresentativeId,
  sealedBy: DidKey,
  choice: Choice,
  explanation: Paragraphs.optional(),
  supersedes: ActId.optional(),
  cast: Instant,
});
export type Ballot = z.infer<typeof Ballot>;

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
  'Institution',
  'Representative',
  'Threshold',
  'ThresholdVersion',
  'Proposal',
  'Ballot',
  'Act',
]);
export type RecordKind = z.infer<typeof RecordKind>;

/** The schema of each kind of record. */
export const RECORDS = {
  Treaty,
  Profile: ProfileRecord,
  Party,
  Institution,
  Representative,
  Threshold,
  ThresholdVersion,
  Proposal,
  Ballot,
  Act: ActRecord,
} as const satisfies Record<RecordKind, z.ZodType>;

export type RecordOf<K extends RecordKind> = z.infer<(typeof RECORDS)[K]>;
export type TreatyRecord = { [K in RecordKind]: RecordOf<K> }[RecordKind];

/** Names a record in its treaty: its kind and the parts of its id, such as `Ballot`, [`P-..`, `XA`]. */
export interface Ref<K extends RecordKind = RecordKind> {
  readonly kind: K;
  readonly id: readonly string[];
}
