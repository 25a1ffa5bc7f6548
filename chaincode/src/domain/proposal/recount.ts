// SPDX-License-Identifier: Apache-2.0
import {
  memberOf,
  sealingKeys,
  type ActRecord,
  type Ballot,
  type Instant,
  type JsonValue,
  type MemberId,
  type Proposal,
  type Tally,
} from '../../protocol/index.ts';
import { every, one, type Known, type Need } from '../known.ts';
import { inTerm } from '../representative/standing.ts';
import { tally, type Vote } from '../decision/tally.ts';

/** The records that a recount reads: every ballot, the act that cast it, and the office that sealed that act. */
export function recountNeeds(proposal: string, known: Known): readonly Need[] {
  const behind = known
    .found('Ballot', proposal)
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
    field(act.document, 'id') === ballot.ballot &&
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

/** Whether the act bears the seal of the key that the ballot was cast with, and the office has held that key. */
function isSealedByOffice(ballot: Ballot, act: ActRecord, known: Known): boolean {
  const office = known.record('Representative', ballot.by);
  const held = [...(office?.keys ?? []), ...(office?.replacement === undefined ? [] : [office.replacement])];
  const keys = sealedBy(act);
  return keys.length === 1 && keys[0] === ballot.sealedBy && held.some(({ key }) => key === ballot.sealedBy);
}

/** Why a ballot does not count, or undefined if it does: what is stored is believed only as far as its seal goes. */
function flawOf(
  ballot: Ballot,
  { id, electorate, votingFrom, votingUntil }: Proposal,
  known: Known,
): string | undefined {
  const act = known.record('Act', ballot.by, ballot.ballot);
  if (ballot.proposal !== id) return 'on another proposal';
  if (!electorate.includes(ballot.member)) return 'not in the electorate';
  if (memberOf(ballot.by) !== ballot.member) return 'cast by an office of another member';
  if (!inTerm({ from: votingFrom, until: votingUntil }, ballot.cast)) return 'outside the window';
  if (act === undefined || !says(act, ballot)) return 'no act of this content';
  return isSealedByOffice(ballot, act, known) ? undefined : 'seal not by the office';
}

/** A vote that counts, and when it was cast. */
interface CountedVote extends Vote {
  readonly cast: Instant;
}

/** What an examination of the ballots found. */
export interface Examined {
  readonly votes: readonly CountedVote[];
  readonly ignored: Tally['ignored'];
}

/** The votes that count, one a member, and the ballots that are set aside with the reason. */
export function examine(proposal: Proposal, known: Known): Examined {
  const votes = new Map<MemberId, CountedVote>();
  const ignored: Tally['ignored'] = [];
  for (const ballot of known.all('Ballot', proposal.id)) {
    const { member, choice, cast } = ballot;
    const why = votes.has(member) ? 'a second ballot' : flawOf(ballot, proposal, known);
    if (why === undefined) votes.set(member, { member, choice, cast });
    else ignored.push({ member, why });
  }
  return { votes: [...votes.values()], ignored };
}

/** The count of the votes that an examination found, with the ballots that it set aside. */
export function countOf({ rule, electorate }: Proposal, { votes, ignored }: Examined): Tally {
  return { ...tally(rule, electorate, votes), ignored };
}
