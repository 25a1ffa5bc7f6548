// SPDX-License-Identifier: Apache-2.0
import {
  memberOf,
  TreatyError,
  type Act,
  type MemberId,
  type Profile,
  type Proposal,
  type ProposalId,
  type Instant,
  type Treaty,
} from '../../protocol/index.ts';
import { one, type Known, type Need } from '../known.ts';
import { isSuspending } from '../organ/membership.ts';
import { isParty, standingOf } from '../party/standing.ts';
import { mayMove, type Case, type Edges } from '../rule.ts';
import { profileOf, versionAt } from '../treaty/profile-at.ts';
import { votersOf } from './recount.ts';

/** Ballots leave a proposal open, and so do reports of tellers and a longer window; it ends by its mover or by its close. */
export const PROPOSAL_EDGES: Edges<Proposal['status']> = {
  open: {
    CastVote: ['open'],
    EnterReceived: ['open'],
    ReportCount: ['open'],
    ExtendWindow: ['open'],
    WithdrawProposal: ['withdrawn'],
    CloseProposal: ['adopted', 'rejected', 'stale', 'failed', 'withdrawn'],
  },
  withdrawn: {},
  adopted: {},
  rejected: {},
  stale: {},
  failed: {},
};

/** A proposal on which acts may still be done. */
export type OpenProposal = Extract<Proposal, { status: 'open' }>;

/** Finds a proposal that is open. Fails if: PROPOSAL_UNKNOWN, PROPOSAL_NOT_OPEN. */
export function requireOpen(id: ProposalId, act: Act, known: Known): OpenProposal {
  const proposal = known.record('Proposal', id);
  if (proposal === undefined) throw new TreatyError('PROPOSAL_UNKNOWN', { proposal: id });
  // R-40 what has ended stays ended
  if (proposal.status !== 'open' || !mayMove(PROPOSAL_EDGES, proposal.status, act.type)) {
    throw new TreatyError('PROPOSAL_NOT_OPEN', { proposal: id, status: proposal.status });
  }
  return proposal;
}

/** The records that tell how a proposal stands to the profile: itself, and the version under which it was opened. */
export function openNeeds(id: ProposalId, known: Known): readonly Need[] {
  const proposal = known.find('Proposal', id);
  return [one('Proposal', id), ...(proposal === undefined ? [] : [one('Profile', proposal.profile)])];
}

/** The profile under which a proposal was opened, and which it keeps. */
export function frozenProfile({ profile }: Proposal, known: Known): Profile {
  return profileOf(known, profile);
}

/** What an amendment in force since its opening makes of a proposal; `continue` where there was none. */
export function fateOf(proposal: Proposal, { known, treaty, context }: Case): 'continue' | 'withdraw' | 'restart' {
  if (versionAt(treaty, context.now) === proposal.profile) return 'continue';
  return frozenProfile(proposal, known).amendment?.onOpenProposals ?? 'continue';
}

/** Refuses what goes on with a vote that an amendment of the profile has ended. */
export function requireUnderProfile(proposal: Proposal, at: Case): void {
  const { id, profile } = proposal;
  // R-58 an amendment ends the votes under the former profile where that profile says so
  if (fateOf(proposal, at) !== 'continue') throw new TreatyError('PROPOSAL_AMENDED_AWAY', { proposal: id, profile });
}

/** Refuses a state for which the treaty is not in force, and says how it stands; an institution passes. */
export function requireParty(member: MemberId, known: Known, treaty: Treaty, now: Instant): void {
  const party = known.record('Party', member);
  if (party === undefined || isParty(party, treaty, now)) return;
  // R-56 who is no party, or has left since, does not take part
  throw new TreatyError('PARTY_NOT_BOUND', { member, status: standingOf(party, treaty, now), expected: 'bound' });
}

/** Refuses a party whose rights rest. */
export function requireRights(member: MemberId, known: Known, now: Instant): void {
  // R-57 a party whose rights are suspended takes no part in decisions
  if (isSuspending(known.record('Suspension', member), now)) throw new TreatyError('RIGHTS_SUSPENDED', { member });
}

/** Refuses a ballot of a member that had none, or whose rights rested, when the ballot was cast or received as a note. */
export function requireVoter(member: MemberId, proposal: Proposal, cast: Instant, { known, treaty }: Case): void {
  const { id, electorate, rule } = proposal;
  // R-51 those vote who were members of the organ when the proposal opened, and organisations that vote for some of them
  if (!votersOf(proposal).includes(member))
    throw new TreatyError('BALLOT_NOT_ENTITLED', { member, proposal: id, electorate });
  // R-55 who is excluded from the decision does not vote on it, though the rule may count it among the members
  if (rule.exclude?.includes(member) === true) throw new TreatyError('BALLOT_EXCLUDED', { member, proposal: id });
  requireParty(member, known, treaty, cast);
  requireRights(member, known, cast);
}

/** Refuses who may not end a proposal, or extend its window. */
export function requireMayClose(proposal: Proposal, act: Act, { treaty }: Case): void {
  const member = memberOf(act.by);
  const isEntitled =
    votersOf(proposal).includes(member) || memberOf(proposal.mover) === member || act.by === treaty.depositary;
  // R-60 the deciding organ's members, the mover and the depositary may close
  if (!isEntitled) throw new TreatyError('PROPOSAL_CLOSE_NOT_ENTITLED', { member });
}
