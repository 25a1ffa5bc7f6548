// SPDX-License-Identifier: Apache-2.0
import type { Ballot, EventOf, Proposal } from '../../protocol/index.ts';
import { standing, type Made } from '../evolution.ts';
import type { Known } from '../known.ts';

type Body = Omit<Extract<Proposal, { status: 'open' }>, 'status' | 'changed'>;

function bodyOf(known: Known, id: string): Body {
  const record = standing(known.record('Proposal', id));
  const { kind, v, treaty, mover, title, subject, explanation, profile, rule, electorate, effectiveAfter, opened } =
    record;
  const { votingFrom, votingUntil } = record;
  const body = {
    kind,
    v,
    treaty,
    id: record.id,
    mover,
    title,
    subject,
    profile,
    rule,
    electorate,
    effectiveAfter,
    opened,
  };
  return { ...body, votingFrom, votingUntil, ...(explanation === undefined ? {} : { explanation }) };
}

/** The proposal as it opens, with all that is frozen in it. */
export function proposalMade(event: EventOf<'ProposalMade'>, made: Made): Proposal {
  const { type: _, proposal: id, ...rest } = event;
  return { kind: 'Proposal', ...made, ...rest, id, mover: made.changed.by, opened: made.changed, status: 'open' };
}

/** The member's ballot; an earlier one of the same member is replaced, and stays in the acts. */
export function voteCast(event: EventOf<'VoteCast'>, made: Made): Ballot {
  const { type: _, ...rest } = event;
  const { by, act: ballot, at: cast } = made.changed;
  return { kind: 'Ballot', ...made, ...rest, ballot, by, cast };
}

/** The proposal ends by the will of its mover. */
export function proposalWithdrawn(event: EventOf<'ProposalWithdrawn'>, made: Made, known: Known): Proposal {
  const reason = event.reason === undefined ? {} : { reason: event.reason };
  return { ...bodyOf(known, event.proposal), changed: made.changed, status: 'withdrawn', ...reason };
}

/** The proposal ends adopted, with its count. */
export function proposalAdopted(event: EventOf<'ProposalAdopted'>, { changed }: Made, known: Known): Proposal {
  return { ...bodyOf(known, event.proposal), changed, status: 'adopted', tally: event.tally, closed: changed };
}

/** The proposal ends rejected, for want of votes or of a quorum, with its count. */
export function proposalRejected(event: EventOf<'ProposalRejected'>, { changed }: Made, known: Known): Proposal {
  return { ...bodyOf(known, event.proposal), changed, status: 'rejected', tally: event.tally, closed: changed };
}

/** The proposal ends stale: carried, but its base version has been superseded. */
export function proposalOvertaken(event: EventOf<'ProposalOvertaken'>, { changed }: Made, known: Known): Proposal {
  return { ...bodyOf(known, event.proposal), changed, status: 'stale', tally: event.tally, closed: changed };
}

/** The proposal ends failed: carried, but its effect could not be applied. */
export function proposalFailed(event: EventOf<'ProposalFailed'>, { changed }: Made, known: Known): Proposal {
  const { tally, why } = event;
  return { ...bodyOf(known, event.proposal), changed, status: 'failed', tally, why, closed: changed };
}
