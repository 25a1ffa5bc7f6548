// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { Amount } from './amount.ts';
import { DidKey } from './did-key.ts';
import {
  ActId,
  MemberId,
  MspId,
  NetworkId,
  ProposalId,
  RepresentativeId,
  ThresholdId,
  TreatyId,
  VersionId,
} from './ids.ts';
import { Instant } from './instant.ts';
import { CountingMethod, Profile } from './profile.ts';
import { Proof } from './seal.ts';
import { Line, Paragraphs } from './text.ts';

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

/** What an institution is to the treaty. */
export const InstitutionRole = z.enum(['institute', 'secretariat']);
export type InstitutionRole = z.infer<typeof InstitutionRole>;

/** What a proposal would change; `base` is the version that its mover had before them. */
export const Subject = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('thresholdRevision'),
    threshold: ThresholdId,
    base: VersionId,
    value: Amount,
    method: CountingMethod,
  }),
]);
export type Subject = z.infer<typeof Subject>;

/** The words of a ballot that adopts or rejects. */
export const Choice = z.enum(['yes', 'no', 'abstain']);
export type Choice = z.infer<typeof Choice>;

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
      .array(z.strictObject({ id: MemberId, name: Line, msp: MspId }))
      .min(1)
      .max(250),
    institutions: z
      .array(z.strictObject({ id: MemberId, name: Line, msp: MspId, role: InstitutionRole }))
      .min(1)
      .max(250),
  }),
);
/** A state expresses its consent to be bound, with full powers (VCLT 11 to 16). */
const DepositInstrument = actOf(
  'DepositInstrument',
  z.strictObject({ kind: InstrumentKind, statement: Paragraphs.optional() }),
);
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
    finding: z.enum(['inDueForm', 'notInDueForm']),
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
/** A member of the organ that may move a subject puts a change to the organ that decides. */
const MakeProposal = actOf(
  'MakeProposal',
  z.strictObject({ title: Line, subject: Subject, explanation: Paragraphs.optional() }),
);
/** A member of the electorate votes; `supersedes` names the ballot that this one replaces. */
const CastVote = actOf(
  'CastVote',
  z.strictObject({
    proposal: ProposalId,
    choice: Choice,
    explanation: Paragraphs.optional(),
    supersedes: ActId.optional(),
  }),
);
/** The member that moved a proposal takes it back. */
const WithdrawProposal = actOf(
  'WithdrawProposal',
  z.strictObject({ proposal: ProposalId, reason: Paragraphs.optional() }),
);
/** Ends a proposal: its ballots are counted anew and its effect is applied. */
const CloseProposal = actOf('CloseProposal', z.strictObject({ proposal: ProposalId }));

/** Every act by its name: the only list of them; a change of meaning is a new `v`, never an edit. */
export const ACTS = {
  OpenTreaty,
  DepositInstrument,
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
  CloseProposal,
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
