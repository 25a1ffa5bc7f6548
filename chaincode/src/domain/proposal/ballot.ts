// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  memberOf,
  TreatyError,
  WORDS,
  type ActId,
  type Choice,
  type Digest,
  type Instant,
  type MemberId,
  type Proposal,
} from '../../protocol/index.ts';
import { one, type Known, type Need } from '../known.ts';
import { ruleFor, type Case } from '../rule.ts';
import { openNeeds, requireOpen, requireUnderProfile, requireVoter, type OpenProposal } from './open.ts';
import { operationNeeds, requireOperating } from './operating.ts';
import { closesAfter } from './recount.ts';
import { isSecret, reportNeeds, requireCountNotBegun } from './tellers.ts';

interface Vote {
  readonly proposal: Proposal['id'];
  readonly choice?: Choice | undefined;
  readonly commitment?: Digest | undefined;
  readonly explanation?: string | undefined;
  readonly supersedes?: ActId | undefined;
}

function ballotNeeds({ proposal }: Vote, member: MemberId, known: Known): readonly Need[] {
  const own = [one('Ballot', proposal, member), one('Suspension', member)];
  return [...openNeeds(proposal, known), ...operationNeeds(known), ...own, ...reportNeeds(proposal, known)];
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

function requireLatest(received: Instant, { proposal, member }: Vote & { member: MemberId }, known: Known): void {
  const standing = known.record('Ballot', proposal, member);
  // R-176 the last vote counts: a note that came before a ballot was cast does not replace it
  if (standing !== undefined && compareInstants(received, standing.cast) < 0)
    throw new TreatyError('NOTE_OLDER_THAN_BALLOT', { received, ballot: standing.ballot, cast: standing.cast });
}

/** A ballot is of the form, and in the words, that the rule asks for. */
function requireForm({ choice }: Vote, proposal: Proposal): void {
  const { id, rule } = proposal;
  // R-94 where voting is secret a ballot is a commitment, where it is open it is not
  if (isSecret(proposal)) {
    if (choice !== undefined) throw new TreatyError('BALLOT_MUST_BE_SECRET', { proposal: id });
    return;
  }
  if (choice === undefined) throw new TreatyError('BALLOT_MUST_BE_OPEN', { proposal: id });
  const words: readonly string[] = WORDS[rule.polarity];
  // R-59 a ballot says what the rule asks
  if (!words.includes(choice)) throw new TreatyError('BALLOT_WORD_FOREIGN', { choice, expected: words });
}

function requireBallot(vote: Vote, member: MemberId, proposal: OpenProposal, cast: Instant, at: Case): void {
  requireUnderProfile(proposal, at);
  requireOperating(cast, at);
  requireVoter(member, proposal, cast, at);
  requireForm(vote, proposal);
  requireCountNotBegun(proposal, at.known);
  requireWindow(proposal, cast, vote.supersedes !== undefined);
  requireSuccession(vote, member, proposal, at.known);
}

/** What a vote says, as far as it says it. */
function saidIn({ choice, commitment, explanation, supersedes }: Vote): Omit<Vote, 'proposal'> {
  return {
    ...(choice === undefined ? {} : { choice }),
    ...(commitment === undefined ? {} : { commitment }),
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
    return [{ type: 'VoteCast', proposal: proposal.id, member, sealedBy: at.key, ...saidIn(act.body) }];
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
    const { member } = ballot;
    const proposal = requireOpen(ballot.proposal, act, known);
    requireBallot(ballot, member, proposal, received, at);
    requireLatest(received, ballot, known);
    const vote = { proposal: proposal.id, member, received, note: digest, sealedBy: key };
    return [{ type: 'NoteReceived', ...vote, ...saidIn(ballot) }];
  },
});
