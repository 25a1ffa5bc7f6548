// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  deadline,
  deriveId,
  Duration,
  memberOf,
  ProposalId,
  TreatyError,
  type Act,
  type Digest,
  type Instant,
  type MemberId,
  type Proposal,
  type Subject,
  type Tally,
  type TreatyEvent,
} from '../../protocol/index.ts';
import { one, type Known } from '../known.ts';
import { MEMBERSHIP_NEEDS, membersOf, organOf } from '../organ/membership.ts';
import { mayMove, ruleFor, type Case, type Edges } from '../rule.ts';
import { effectNeeds, effectOf, requireRevision, revisionNeeds, thresholdRuleOf } from '../threshold/revision.ts';
import { countOf, examine, recountNeeds, type Examined } from './recount.ts';

/** Ballots leave a proposal open; it ends by its mover or by its close. */
export const PROPOSAL_EDGES: Edges<Proposal['status']> = {
  open: {
    CastVote: ['open'],
    WithdrawProposal: ['withdrawn'],
    CloseProposal: ['adopted', 'rejected', 'stale', 'failed'],
  },
  withdrawn: {},
  adopted: {},
  rejected: {},
  stale: {},
  failed: {},
};

type OpenProposal = Extract<Proposal, { status: 'open' }>;

function requireOpen(id: ProposalId, act: Act, known: Known): OpenProposal {
  const proposal = known.record('Proposal', id);
  if (proposal === undefined) throw new TreatyError('PROPOSAL_UNKNOWN', { proposal: id });
  // R-40 what has ended stays ended
  if (proposal.status !== 'open' || !mayMove(PROPOSAL_EDGES, proposal.status, act.type)) {
    throw new TreatyError('PROPOSAL_NOT_OPEN', { proposal: id, status: proposal.status });
  }
  return proposal;
}

function proposalIdOf(digest: Digest): ProposalId {
  return ProposalId.parse(deriveId('P', digest));
}

const NO_NOTICE = Duration.parse('PT0S');

function requireMembership(member: MemberId, members: readonly MemberId[], organ: string): void {
  if (!members.includes(member)) throw new TreatyError('ORGAN_NOT_MEMBER', { member, organ });
}

/** A member of the organ that may move a subject puts it to the organ that decides; rule and electorate are frozen now. */
const makeProposal = ruleFor('MakeProposal', {
  power: 'credentials',
  needs: (act, known, digest) => [
    one('Proposal', proposalIdOf(digest)),
    ...MEMBERSHIP_NEEDS,
    ...revisionNeeds(act.body.subject, known),
  ],
  decide(act, { known, context, profile }) {
    const { title, subject, explanation } = act.body;
    const { revision } = thresholdRuleOf(profile, subject.threshold);
    // R-41 a proposal is moved by a member of the organ that the profile names
    requireMembership(memberOf(act.by), membersOf(organOf(profile, revision.movers), known), revision.movers);
    requireRevision(subject, known);
    const electorate = membersOf(organOf(profile, revision.rule.organ), known);
    // R-42 nobody decides where there is nobody
    if (electorate.length === 0) throw new TreatyError('ELECTORATE_EMPTY', { organ: revision.rule.organ });
    const id = proposalIdOf(context.digest);
    // R-46 ids are short, so somebody could search for two acts with one id: the second is refused
    if (known.record('Proposal', id) !== undefined) throw new TreatyError('PROPOSAL_EXISTS', { proposal: id });
    const votingFrom = deadline(context.now, revision.rule.notice ?? NO_NOTICE, profile.clock.seat);
    const made = {
      proposal: id,
      title,
      subject,
      ...(explanation === undefined ? {} : { explanation }),
      profile: profile.version,
      rule: revision.rule,
      electorate,
      effectiveAfter: revision.effectiveAfter,
      votingFrom,
      votingUntil: deadline(votingFrom, revision.rule.window, profile.clock.seat),
    };
    return [{ type: 'ProposalMade', ...made }];
  },
});

function requireWindow({ id, votingFrom, votingUntil }: Proposal, now: Instant): void {
  // R-52 a vote counts from the opening of the window to its deadline, the deadline included
  if (compareInstants(now, votingFrom) < 0)
    throw new TreatyError('BALLOT_WINDOW_NOT_OPEN', { proposal: id, from: votingFrom, now });
  if (compareInstants(now, votingUntil) > 0)
    throw new TreatyError('BALLOT_WINDOW_CLOSED', { proposal: id, until: votingUntil, now });
}

/** A member of the electorate votes, or replaces its vote where the rule allows it. */
const castVote = ruleFor('CastVote', {
  power: 'credentials',
  needs: (act) => [one('Proposal', act.body.proposal), one('Ballot', act.body.proposal, memberOf(act.by))],
  decide(act, { known, context, key }) {
    const { choice, explanation, supersedes } = act.body;
    const member = memberOf(act.by);
    const proposal = requireOpen(act.body.proposal, act, known);
    const { electorate, rule } = proposal;
    // R-51 those vote who were members of the organ when the proposal was moved
    if (!electorate.includes(member))
      throw new TreatyError('BALLOT_NOT_ENTITLED', { member, proposal: proposal.id, electorate });
    requireWindow(proposal, context.now);
    const standing = known.record('Ballot', proposal.id, member)?.ballot;
    // R-53 a member votes once, unless the rule lets it change its vote
    if (standing !== undefined && rule.revote !== true) {
      throw new TreatyError('BALLOT_ALREADY_CAST', { member, proposal: proposal.id, ballot: standing });
    }
    // R-54 a changed ballot names the one that it replaces, so that a withheld older seal cannot override it
    if (supersedes !== standing) throw new TreatyError('BALLOT_SUPERSEDES_OTHER', { expected: standing ?? 'none' });
    const vote = { proposal: proposal.id, member, choice, sealedBy: key };
    const optional = {
      ...(explanation === undefined ? {} : { explanation }),
      ...(supersedes === undefined ? {} : { supersedes }),
    };
    return [{ type: 'VoteCast', ...vote, ...optional }];
  },
});

const withdrawProposal = ruleFor('WithdrawProposal', {
  power: 'credentials',
  needs: (act) => [one('Proposal', act.body.proposal)],
  decide(act, { known }) {
    const { proposal: id, reason } = act.body;
    const proposal = requireOpen(id, act, known);
    // R-45 a proposal is withdrawn by the member that moved it
    if (memberOf(act.by) !== memberOf(proposal.mover)) {
      throw new TreatyError('PROPOSAL_NOT_YOURS', { proposal: id, mover: proposal.mover, by: act.by });
    }
    return [{ type: 'ProposalWithdrawn', proposal: id, ...(reason === undefined ? {} : { reason }) }];
  },
});

/** Whether a proposal may be closed inside its window: the rule allows it, and no ballot can be added or changed any more. */
function isSettled({ rule, electorate }: Proposal, { votes }: Examined): boolean {
  return rule.earlyClose === true && rule.revote !== true && votes.length === electorate.length;
}

function requireMayClose(proposal: Proposal, act: Act, { treaty }: Case): void {
  const member = memberOf(act.by);
  const entitled =
    proposal.electorate.includes(member) || memberOf(proposal.mover) === member || act.by === treaty.depositary;
  // R-60 the deciding organ's members, the mover and the depositary may close
  if (!entitled) throw new TreatyError('PROPOSAL_CLOSE_NOT_ENTITLED', { member });
}

function requireClosable(proposal: Proposal, examined: Examined, now: Instant): void {
  const { id, votingUntil } = proposal;
  // R-61 a close comes after the window, or when no ballot can be added or changed and the rule allows it
  if (!isOver(proposal, now) && !isSettled(proposal, examined)) {
    throw new TreatyError('PROPOSAL_CLOSE_TOO_EARLY', { proposal: id, until: votingUntil, now });
  }
  // R-66 a close is not dated before a ballot that it counts
  const later = examined.votes.find(({ cast }) => compareInstants(now, cast) < 0);
  if (later !== undefined) {
    const record = `Ballot/${id}/${later.member}`;
    throw new TreatyError('TIME_RUNS_BACKWARDS', { record, changedAt: later.cast, now });
  }
}

function isOver({ votingUntil }: Proposal, now: Instant): boolean {
  return compareInstants(now, votingUntil) > 0;
}

function settle(proposal: OpenProposal, counted: Tally, { known, context, profile }: Case): TreatyEvent[] {
  const ended = { proposal: proposal.id, tally: counted };
  if (counted.result !== 'adopted') return [{ type: 'ProposalRejected', ...ended }];
  const effect = effectOf(proposal, profile, known, context.now);
  switch (effect.outcome) {
    case 'applied':
      // R-63 the effect is applied in the same transaction
      return [{ type: 'ProposalAdopted', ...ended }, ...effect.events];
    case 'overtaken':
      return [{ type: 'ProposalOvertaken', ...ended }];
    case 'failed':
      return [{ type: 'ProposalFailed', ...ended, why: effect.why }];
  }
}

function subjectOf(known: Known, id: ProposalId): Subject | undefined {
  return known.find('Proposal', id)?.subject;
}

/** Ends a proposal: counts its ballots anew and applies what was decided. */
const closeProposal = ruleFor('CloseProposal', {
  power: 'credentials',
  needs(act, known) {
    const { proposal } = act.body;
    const subject = subjectOf(known, proposal);
    const revision = subject === undefined ? [] : [...revisionNeeds(subject, known), ...effectNeeds(proposal, subject)];
    return [one('Proposal', proposal), ...recountNeeds(proposal, known), ...revision];
  },
  decide(act, at) {
    const proposal = requireOpen(act.body.proposal, act, at.known);
    requireMayClose(proposal, act, at);
    // R-62 a close counts anew from the ballots and checks every seal
    const examined = examine(proposal, at.known);
    requireClosable(proposal, examined, at.context.now);
    return settle(proposal, countOf(proposal, examined), at);
  },
  notBefore(act, { known, context }) {
    const proposal = known.record('Proposal', act.body.proposal);
    // A close inside the window rests on the ballots, not on any clock.
    return proposal !== undefined && isOver(proposal, context.now) ? proposal.votingUntil : undefined;
  },
});

/** The rules on proposals and ballots. */
export const PROPOSAL_RULES = [makeProposal, castVote, withdrawProposal, closeProposal] as const;
