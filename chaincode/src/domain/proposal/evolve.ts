// SPDX-License-Identifier: Apache-2.0
import type { Ballot, CountReport, EventOf, Proposal, ProposalId, RestrainedText } from '../../protocol/index.ts';
import { standingIn, type Made } from '../evolution.ts';
import type { Known } from '../known.ts';

type Open = Extract<Proposal, { status: 'open' }>;

/** A proposal that an event ends: open until then. */
function open(known: Known, id: string): Open {
  return standingIn(known.record('Proposal', id), 'open');
}

/** What an open proposal keeps when it ends, and which proposal its end has opened. */
function ending(
  known: Known,
  id: string,
  succeededBy?: ProposalId,
): Omit<Open, 'status'> & { succeededBy?: ProposalId } {
  const { status: _, ...body } = open(known, id);
  return { ...body, ...(succeededBy === undefined ? {} : { succeededBy }) };
}

/** The proposal as it opens, with all that is frozen in it. */
export function proposalMade(event: EventOf<'ProposalMade'>, made: Made): Proposal {
  const { type: _, proposal: id, mover = made.changed.by, ...rest } = event;
  return { kind: 'Proposal', ...made, ...rest, id, mover, opened: made.changed, status: 'open' };
}

/** The vote that a ballot replaces, behind those that were replaced before. */
function formerOf(known: Known, proposal: string, member: string): Pick<Ballot, 'former'> {
  const replaced = known.find('Ballot', proposal, member);
  if (replaced === undefined) return {};
  const { ballot, choice, commitment, cast, former = [] } = replaced;
  const said = commitment === undefined ? { choice } : { commitment };
  return { former: [...former, { ballot, ...said, cast }] };
}

/** The member's ballot; an earlier one of the same member is replaced, and stays in it as a former vote. */
export function voteCast(event: EventOf<'VoteCast'>, made: Made, known: Known): Ballot {
  const { type: _, ...rest } = event;
  const { by, act: ballot, at: cast } = made.changed;
  return { kind: 'Ballot', ...made, ...rest, ballot, by, cast, ...formerOf(known, rest.proposal, rest.member) };
}

/** The ballot that came as a note, cast when the note was received. */
export function noteReceived(event: EventOf<'NoteReceived'>, made: Made, known: Known): Ballot {
  const { type: _, received: cast, ...rest } = event;
  const { by, act: ballot } = made.changed;
  return { kind: 'Ballot', ...made, ...rest, ballot, by, cast, ...formerOf(known, rest.proposal, rest.member) };
}

/** The teller's report; one that it corrects stays in the acts. */
export function countReported(event: EventOf<'CountReported'>, made: Made): CountReport {
  const { type: _, ...rest } = event;
  const { by, act: report, at: reported } = made.changed;
  return { kind: 'CountReport', ...made, ...rest, report, by, reported };
}

/** The proposal with its longer window. */
export function windowExtended(event: EventOf<'WindowExtended'>, { changed }: Made, known: Known): Proposal {
  const { type: _, proposal, until, changesUntil, ...why } = event;
  const { extensions = [], ...body } = open(known, proposal);
  const changes = changesUntil === undefined ? {} : { changesUntil };
  return {
    ...{ ...body, changed, votingUntil: until, ...changes },
    extensions: [...extensions, { ...why, until, stamp: changed }],
  };
}

/** The proposal ends by the will of its mover, or by an amendment of the profile. */
export function proposalWithdrawn(event: EventOf<'ProposalWithdrawn'>, { changed }: Made, known: Known): Proposal {
  const reason = event.reason === undefined ? {} : { reason: event.reason };
  return { ...ending(known, event.proposal, event.succeededBy), changed, status: 'withdrawn', ...reason };
}

/** The proposal ends adopted, with its count. */
export function proposalAdopted(event: EventOf<'ProposalAdopted'>, { changed }: Made, known: Known): Proposal {
  const { proposal, tally, succeededBy } = event;
  return { ...ending(known, proposal, succeededBy), changed, status: 'adopted', tally, closed: changed };
}

/** The proposal ends rejected, for want of votes or of a quorum, with its count. */
export function proposalRejected(event: EventOf<'ProposalRejected'>, { changed }: Made, known: Known): Proposal {
  const { proposal, tally, succeededBy } = event;
  return { ...ending(known, proposal, succeededBy), changed, status: 'rejected', tally, closed: changed };
}

/** The proposal ends stale: carried, but its base version has been superseded. */
export function proposalOvertaken(event: EventOf<'ProposalOvertaken'>, { changed }: Made, known: Known): Proposal {
  return { ...ending(known, event.proposal), changed, status: 'stale', tally: event.tally, closed: changed };
}

/** The proposal ends failed: carried, but its effect could not be applied. */
export function proposalFailed(event: EventOf<'ProposalFailed'>, { changed }: Made, known: Known): Proposal {
  const { tally, why } = event;
  return { ...ending(known, event.proposal), changed, status: 'failed', tally, why, closed: changed };
}

/** The text that may not be moved again for a while. */
export function textRestrained(event: EventOf<'TextRestrained'>, made: Made): RestrainedText {
  const { type: _, ...restrained } = event;
  return { kind: 'RestrainedText', ...made, ...restrained };
}
