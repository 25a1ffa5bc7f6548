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
import { CountingMethod, DecisionRule, Profile } from './profile.ts';
import { Seating, Tally } from './records.ts';
import { Line, Paragraphs } from './text.ts';

function eventOf<T extends string, S extends z.ZodRawShape>(type: T, shape: S) {
  return z.strictObject({ type: z.literal(type), ...shape });
}

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
  PartyInvited: eventOf('PartyInvited', { party: MemberId, name: Line, msp: MspId }),
  InstitutionListed: eventOf('InstitutionListed', {
    institution: MemberId,
    name: Line,
    msp: MspId,
    role: InstitutionRole,
  }),
  PartyBound: eventOf('PartyBound', { party: MemberId, instrument: InstrumentKind, statement: Paragraphs.optional() }),
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
    version: VersionId,
    value: Amount,
    method: CountingMethod,
  }),
  ThresholdRevised: eventOf('ThresholdRevised', {
    threshold: ThresholdId,
    version: VersionId,
    value: Amount,
    method: CountingMethod,
    inForceFrom: Instant,
    supersedes: VersionId,
    proposal: ProposalId,
  }),
  ProposalMade: eventOf('ProposalMade', {
    proposal: ProposalId,
    title: Line,
    subject: Subject,
    explanation: Paragraphs.optional(),
    profile: z.string(),
    rule: DecisionRule,
    electorate: z.array(MemberId),
    effectiveAfter: z.string(),
    votingFrom: Instant,
    votingUntil: Instant,
  }),
  VoteCast: eventOf('VoteCast', {
    proposal: ProposalId,
    member: MemberId,
    choice: Choice,
    sealedBy: DidKey,
    explanation: Paragraphs.optional(),
    supersedes: ActId.optional(),
  }),
  ProposalWithdrawn: eventOf('ProposalWithdrawn', { proposal: ProposalId, reason: Paragraphs.optional() }),
  ProposalAdopted: eventOf('ProposalAdopted', { proposal: ProposalId, tally: Tally }),
  ProposalRejected: eventOf('ProposalRejected', { proposal: ProposalId, tally: Tally }),
  ProposalOvertaken: eventOf('ProposalOvertaken', { proposal: ProposalId, tally: Tally }),
  ProposalFailed: eventOf('ProposalFailed', { proposal: ProposalId, tally: Tally, why: z.string() }),
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
