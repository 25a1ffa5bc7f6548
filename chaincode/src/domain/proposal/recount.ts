// SPDX-License-Identifier: Apache-2.0
import {
  memberOf,
  sealingKeys,
  type ActRecord,
  type Ballot,
  type JsonValue,
  type Proposal,
  type Tally,
} from '../../protocol/index.ts';
import { every, one, type Known, type Need } from '../known.ts';
import { inTerm, keyAt } from '../representative/standing.ts';
import { tally, type Vote } from '../decision/tally.ts';

/** The records that a recount reads: every ballot, the act that cast it, and the office that sealed that act. */
export function recountNeeds(proposal: string, known: Known): readonly Need[] {
  const behind = known
    .all('Ballot', proposal)
    .flatMap(({ by, ballot }) => [one('Act', by, ballot), one('Representative', by)]);
  return [every('Ballot', proposal), ...behind];
}

function field(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

function says(act: ActRecord, ballot: Ballot): boolean {
  const body = field(act.document, 'body');
  return (
    field(act.document, 'type') === 'CastVote' &&
    field(act.document, 'treaty') === ballot.treaty &&
    field(act.document, 'by') === ballot.by &&
    field(body, 'proposal') === ballot.proposal &&
    field(body, 'choice') === ballot.choice
  );
}

function sealedBy(act: ActRecord): readonly string[] {
  try {
    return sealingKeys(act.document);
  } catch {
    // A seal that does not verify is no seal: the ballot is set aside by name, and the count goes on.
    return [];
  }
}

function isSealedByOffice(ballot: Ballot, act: ActRecord, known: Known): boolean {
  const office = known.record('Representative', ballot.by);
  const key = office === undefined ? undefined : keyAt(office, ballot.cast);
  const keys = sealedBy(act);
  return key !== undefined && keys.length === 1 && keys[0] === key;
}

/** Why a ballot does not count, or undefined if it does: what is stored is believed only as far as its seal goes. */
function flawOf(ballot: Ballot, { electorate, votingFrom, votingUntil }: Proposal, known: Known): string | undefined {
  const act = known.record('Act', ballot.by, ballot.ballot);
  if (!electorate.includes(ballot.member)) return 'not in the electorate';
  if (memberOf(ballot.by) !== ballot.member) return 'cast by an office of another member';
  if (!inTerm({ from: votingFrom, until: votingUntil }, ballot.cast)) return 'outside the window';
  if (act === undefined || !says(act, ballot)) return 'no act of this content';
  return isSealedByOffice(ballot, act, known) ? undefined : 'seal not by the office';
}

/** The votes that count and the ballots that are set aside; one ballot a member, since each has one key on the ledger. */
export function examine(proposal: Proposal, known: Known): { votes: Vote[]; ignored: Tally['ignored'] } {
  const votes: Vote[] = [];
  const ignored: Tally['ignored'] = [];
  for (const ballot of known.all('Ballot', proposal.id)) {
    const why = flawOf(ballot, proposal, known);
    if (why === undefined) votes.push({ member: ballot.member, choice: ballot.choice });
    else ignored.push({ member: ballot.member, why });
  }
  return { votes, ignored };
}

/** Counts the ballots of a proposal anew, each from the act that cast it. */
export function recount(proposal: Proposal, known: Known): Tally {
  const { votes, ignored } = examine(proposal, known);
  return { ...tally(proposal.rule, proposal.electorate, votes), ignored };
}
