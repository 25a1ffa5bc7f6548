// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { ActType } from './acts.ts';
import { MemberId, ProposalId, ThresholdId, TreatyId } from './ids.ts';
import { Instant } from './instant.ts';
import { Ballot, CountReport, Proposal, RecordKind, Tally } from './records.ts';

/** The transaction of the chaincode that records each type of act. */
export const TRANSACTIONS: Readonly<Record<ActType, string>> = {
  OpenTreaty: 'treaty:openTreaty',
  SignTreaty: 'party:signTreaty',
  DepositInstrument: 'treaty:depositInstrument',
  ExamineInstrument: 'party:examineInstrument',
  ConfirmInstrument: 'party:confirmInstrument',
  NotifyWithdrawal: 'party:notifyWithdrawal',
  RevokeWithdrawal: 'party:revokeWithdrawal',
  ObjectToReservation: 'party:objectToReservation',
  WithdrawReservation: 'party:withdrawReservation',
  WithdrawObjection: 'party:withdrawObjection',
  MakeDeclaration: 'party:makeDeclaration',
  WithdrawDeclaration: 'party:withdrawDeclaration',
  DepositText: 'depositary:depositText',
  CertifyCopy: 'depositary:certifyCopy',
  EnterRegistration: 'depositary:enterRegistration',
  CirculateNotification: 'depositary:circulateNotification',
  AcknowledgeNotification: 'depositary:acknowledgeNotification',
  ProposeCorrection: 'depositary:proposeCorrection',
  ObjectToCorrection: 'depositary:objectToCorrection',
  EffectCorrection: 'depositary:effectCorrection',
  AnnounceSuccession: 'party:announceSuccession',
  TakeUpSuccession: 'party:takeUpSuccession',
  RegisterHead: 'representative:registerHead',
  RecoverKey: 'representative:recoverKey',
  ObjectToKey: 'representative:objectToKey',
  ExamineCredentials: 'representative:examineCredentials',
  RegisterRepresentative: 'representative:registerRepresentative',
  SuspendRepresentative: 'representative:suspendRepresentative',
  ReinstateRepresentative: 'representative:reinstateRepresentative',
  EndRepresentative: 'representative:endRepresentative',
  RotateKey: 'representative:rotateKey',
  MakeProposal: 'proposal:makeProposal',
  CastVote: 'proposal:castVote',
  WithdrawProposal: 'proposal:withdrawProposal',
  ExtendWindow: 'proposal:extendWindow',
  EnterReceived: 'proposal:enterReceived',
  ReportCount: 'proposal:reportCount',
  CloseProposal: 'proposal:closeProposal',
  VacateSeat: 'organ:vacateSeat',
  RegisterModel: 'model:registerModel',
  CorrectModel: 'model:correctModel',
  DeclareCompute: 'model:declareCompute',
};

/** The questions that the chaincode answers. */
export const QUESTIONS = {
  record: 'record:get',
  records: 'record:list',
  thresholdInForce: 'threshold:inForce',
  proposalStanding: 'proposal:standing',
} as const;

const IdPart = z.string().regex(/^[\x21-\x7e]{1,80}$/);

/** Asks for one record by its kind and the parts of its id. */
export const RecordQuestion = z.strictObject({ treaty: TreatyId, kind: RecordKind, id: z.array(IdPart).max(3) });

/** Asks for a page of at most `size` records of a kind, of those whose id begins with `under`, after a bookmark. */
export const RecordsQuestion = z.strictObject({
  treaty: TreatyId,
  kind: RecordKind,
  under: z.array(IdPart).max(2).default([]),
  size: z.int().min(1).max(200).default(50),
  bookmark: z.string().max(1000).default(''),
});

/** Asks which version of a threshold is in force at an instant; without one, at the time of asking. */
export const InForceQuestion = z.strictObject({ treaty: TreatyId, threshold: ThresholdId, at: Instant.optional() });

/** Asks how a proposal stands. */
export const StandingQuestion = z.strictObject({ treaty: TreatyId, proposal: ProposalId });

/** A page of records and the bookmark of the next one, empty at the end. */
export const RecordPage = z.strictObject({ records: z.array(z.unknown()), bookmark: z.string() });

/**
 * What a proposal still lacks: ballots for the quorum, and the fewest further votes in support of what it asks for, be it to adopt,
 * to stop or to block; no `support` where not even all who are silent would reach it, and none in a secret ballot.
 */
export const Missing = z.strictObject({
  forQuorum: z.int().min(0),
  support: z.int().min(0).optional(),
  silent: z.array(MemberId),
});
export type Missing = z.infer<typeof Missing>;

/**
 * A proposal, its ballots, the count so far and what is still missing for adoption; where voting is secret also the reports of the
 * tellers, until when they are awaited, and the ballots that no paper could make count.
 */
export const ProposalStanding = z.strictObject({
  proposal: Proposal,
  ballots: z.array(Ballot),
  count: Tally,
  missing: Missing,
  reports: z.array(CountReport).optional(),
  reportsUntil: Instant.optional(),
  setAside: Tally.shape.ignored.optional(),
});
export type ProposalStanding = z.infer<typeof ProposalStanding>;
