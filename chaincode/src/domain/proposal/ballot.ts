// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  memberOf,
  TreatyError,
  WORDS,
  type ActId,
  type Choice,
  type Instant,
  type MemberId,
  type Proposal,
} from '../../protocol/index.ts';
import { one, type Known, type Need } from '../known.ts';
import { ruleFor, type Case } from '../rule.ts';
import { fateOf, openNeeds, requireOpen, requireVoter, type OpenProposal } from './open.ts';
import { closesAfter } from './recount.ts';

interface Vote {
  readonly proposal: Proposal['id'];
  readonly choice: Choice;
  readonly explanation?: string | undefined;
  readonly supersedes?: ActId | undefined;
}

function ballotNeeds({ proposal }: Vote, member: MemberId, known: Known): readonly Need[] {
  return [...openNeeds(proposal, known), one('Ballot', proposal, member), one('Suspension', member)];
}

/** A first ballot is cast within the window; one that replaces another as long as the rule lets votes change. */
function requireWindow(proposal: Proposal, at: Instant, isChange: boolean): void {
  const { id, votingFrom, votingUntil } = proposal;
  const until = isChange ? closesAfter(proposal) : votingUntil;
  // R-52 a vote counts from the opening of the window to its deadline, the deadline included
  if (compareInstants(at, votingFrom) < 0)
    throw new TreatyError('BALLOT_WINDOW_NOT_OPEN', { proposal: id, from: votingFrom, now: at });
  if (compareInstants(at, until) > 0) throw new TreatyError('BALLOT_WINDOW_CLOSED', { proposal: id, until, now: at });
}

function requireSuccession(vote: Vote, member: MemberId, proposal: Proposal, known: Known): void {
  const standing = known.record('Ballot', proposal.id, member)?.ballot;
  // R-53 a member votes once, unless the rule lets it change its vote
  if (standing !== undefined && proposal.rule.revote !== true) {
    throw new TreatyError('BALLOT_ALREADY_CAST', { member, proposal: proposal.id, ballot: standing });
  }
  // R-54 a changed ballot names the one that it replaces, so that a withheld older seal cannot override it
  if (vote.supersedes !== standing) throw new TreatyError('BALLOT_SUPERSEDES_OTHER', { expected: standing ?? 'none' });
}

function requireBallot(vote: Vote, member: MemberId, proposal: OpenProposal, cast: Instant, at: Case): void {
  const { id, rule } = proposal;
  // R-58 an amendment ends the votes under the former profile where that profile says so
  if (fateOf(proposal, at) !== 'continue')
    throw new TreatyError('PROPOSAL_AMENDED_AWAY', { proposal: id, profile: proposal.profile });
  requireVoter(member, proposal, at);
  const words: readonly string[] = WORDS[rule.polarity];
  // R-59 a ballot says what the rule asks
  if (!words.includes(vote.choice))
    throw new TreatyError('BALLOT_WORD_FOREIGN', { choice: vote.choice, expected: words });
  requireWindow(proposal, cast, vote.supersedes !== undefined);
  requireSuccession(vote, member, proposal, at.known);
}

function optional({ explanation, supersedes }: Vote): { explanation?: string; supersedes?: ActId } {
  return {
    ...(explanation === undefined ? {} : { explanation }),
    ...(supersedes === undefined ? {} : { supersedes }),
  };
}

/** A member of the electorate votes, or replaces its vote where the rule allows it. */
export const castVote = ruleFor('CastVote', {
  power: 'credentials',
  needs: (act, known) => ballotNeeds(act.body, memberOf(act.by), known),
  decide(act, at) {
    const member = memberOf(act.by);
    const proposal = requireOpen(act.body.proposal, act, at.known);
    requireBallot(act.body, member, proposal, at.context.now, at);
    const vote = { proposal: proposal.id, member, choice: act.body.choice, sealedBy: at.key };
    return [{ type: 'VoteCast', ...vote, ...optional(act.body) }];
  },
});

/** The depositary enters a ballot that it has received as a note; the note counts from its recorded receipt. */
export const enterReceived = ruleFor('EnterReceived', {
  power: 'credentials',
  needs: ({ body: { ballot } }, known) => [...ballotNeeds(ballot, ballot.member, known), one('Party', ballot.member)],
  decide(act, at) {
    const { known, context, treaty, key } = at;
    const { received, digest, ballot } = act.body;
    // R-69 notes are entered by the office that receives them, and not before they came
    if (act.by !== treaty.depositary)
      throw new TreatyError('NOT_THE_DEPOSITARY', { depositary: treaty.depositary, by: act.by });
    if (compareInstants(received, context.now) > 0)
      throw new TreatyError('NOTE_NOT_YET_RECEIVED', { received, now: context.now });
    const { member, choice } = ballot;
    const proposal = requireOpen(ballot.proposal, act, known);
    requireBallot(ballot, member, proposal, received, at);
    const vote = { proposal: proposal.id, member, choice, received, note: digest, sealedBy: key };
    return [{ type: 'NoteReceived', ...vote, ...optional(ballot) }];
  },
});
