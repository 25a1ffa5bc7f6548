// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  memberOf,
  plus,
  WORDS,
  type ActRecord,
  type Ballot,
  type Choice,
  type Duration,
  type Instant,
  type JsonValue,
  type MemberId,
  type Proposal,
  type RepresentativeId,
  type Tally,
} from '../../protocol/index.ts';
import type { CastBallot, Elector } from '../decision/electorate.ts';
import { tally } from '../decision/tally.ts';
import { every, one, type Known, type Need } from '../known.ts';
import { inTerm } from '../representative/standing.ts';
import { field, isOrigin, isSealedByOffice, type Origin } from './borne-out.ts';

/** The records that a recount reads: every ballot, the act that cast it, and the office that sealed that act. */
export function recountNeeds(proposal: string, known: Known): readonly Need[] {
  const behind = known
    .found('Ballot', proposal)
    .flatMap(({ by, ballot }) => [one('Act', by, ballot), one('Representative', by)]);
  return [every('Ballot', proposal), one('Treaty'), ...behind];
}

/** Everybody whose ballot may count: the members, and organisations that vote for members. */
export function votersOf({ electorate, composition }: Proposal): MemberId[] {
  return [...electorate, ...(composition?.organisations ?? []).map(({ member }) => member)];
}

/** The members of the electorate that are not excluded from the decision. */
export function entitledTo({ electorate, rule }: Proposal): MemberId[] {
  return electorate.filter((member) => rule.exclude?.includes(member) !== true);
}

/** The electorate as a rule counts it, from what was frozen when the proposal opened. */
export function electorsOf({
  electorate,
  composition: { groups = {}, weights = {}, organisations = [] } = {},
}: Proposal): Elector[] {
  const belonging = Object.entries(groups);
  const weighed = Object.entries(weights).map(([measure, of]) => [measure, new Map(Object.entries(of))] as const);
  const members = electorate.map((member) => ({
    member,
    groups: belonging.filter(([, names]) => names.includes(member)).map(([group]) => group),
    weights: Object.fromEntries(weighed.map(([measure, of]) => [measure, of.get(member) ?? '0'])),
  }));
  return [...members, ...organisations];
}

/** Until when a ballot may be cast or changed: then the proposal may be closed. */
export function closesAfter({ votingUntil, changesUntil }: Proposal): Instant {
  return changesUntil === undefined || compareInstants(changesUntil, votingUntil) < 0 ? votingUntil : changesUntil;
}

function originOf({ treaty, ballot, by, sealedBy }: Ballot): Origin {
  return { treaty, act: ballot, by, sealedBy };
}

/** Whether an act says what a ballot shows: cast by the member's own office, or entered by the office that received a note. */
function says(act: ActRecord, ballot: Ballot): boolean {
  const body = field(act.document, 'body');
  const said = ballot.note === undefined ? body : field(body, 'ballot');
  return (
    isOrigin(act, ballot.note === undefined ? 'CastVote' : 'EnterReceived', originOf(ballot)) &&
    field(said, 'proposal') === ballot.proposal &&
    field(said, 'choice') === ballot.choice &&
    field(said, 'commitment') === ballot.commitment &&
    (ballot.note === undefined || saysOfNote(body, said, ballot))
  );
}

function saysOfNote(body: JsonValue | undefined, said: JsonValue | undefined, ballot: Ballot): boolean {
  const isReceipt = field(body, 'received') === ballot.cast && field(body, 'digest') === ballot.note;
  return isReceipt && field(said, 'member') === ballot.member;
}

function isCastByRight({ note, by, member }: Ballot, depositary: RepresentativeId | undefined): boolean {
  return note === undefined ? memberOf(by) === member : by === depositary;
}

/** Why the proposal takes no such ballot, whoever has sealed it. */
function misfitOf(ballot: Ballot, proposal: Proposal): string | undefined {
  const { id, rule, votingFrom } = proposal;
  if (ballot.proposal !== id) return 'on another proposal';
  if (!votersOf(proposal).includes(ballot.member)) return 'not in the electorate';
  if (rule.exclude?.includes(ballot.member) === true) return 'excluded from the decision';
  if (!inTerm({ from: votingFrom, until: closesAfter(proposal) }, ballot.cast)) return 'outside the window';
  if (rule.secret !== undefined)
    return ballot.commitment === undefined ? 'open, where the rule asks for secrecy' : undefined;
  return WORDS[rule.polarity].some((word) => word === ballot.choice)
    ? undefined
    : 'in other words than the rule asks for';
}

/** Why a ballot does not count, or undefined if it does: what is stored is believed only as far as its seal goes. */
function flawOf(ballot: Ballot, proposal: Proposal, known: Known): string | undefined {
  const act = known.record('Act', ballot.by, ballot.ballot);
  if (ballot.proposal === proposal.id && !isCastByRight(ballot, known.record('Treaty')?.depositary))
    return 'cast by an office of another member';
  const misfit = misfitOf(ballot, proposal);
  if (misfit !== undefined) return misfit;
  if (act === undefined || !says(act, ballot)) return 'no act of this content';
  return isSealedByOffice(originOf(ballot), act, known) ? undefined : 'seal not by the office';
}

/** A vote that counts, when it was cast, and the votes that it replaced; its choice where voting is open. */
export interface CountedVote {
  readonly member: MemberId;
  readonly choice?: Choice | undefined;
  readonly cast: Instant;
  readonly isNote: boolean;
  readonly former: NonNullable<Ballot['former']>;
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
    const { member, choice, cast, note, former = [] } = ballot;
    const why = votes.has(member) ? 'a second ballot' : flawOf(ballot, proposal, known);
    if (why === undefined) votes.set(member, { member, choice, cast, isNote: note !== undefined, former });
    else ignored.push({ member, why });
  }
  return { votes: [...votes.values()], ignored };
}

/** The votes that say a choice; one in a secret ballot says none. */
export function spoken(votes: readonly Pick<CountedVote, 'member' | 'choice'>[]): CastBallot[] {
  return votes.flatMap(({ member, choice }) => (choice === undefined ? [] : [{ member, choice }]));
}

/** The choice that stood before the last part of the window began, where one did. */
function earlierChoice({ choice, cast, former }: CountedVote, isLate: (at: Instant) => boolean): Choice | undefined {
  return isLate(cast) ? former.findLast((vote) => !isLate(vote.cast))?.choice : choice;
}

/** The results with which what was proposed goes on: it is adopted, it is not stopped, or it is not blocked. */
export const CARRIED: ReadonlySet<Tally['result']> = new Set<Tally['result']>(['adopted', 'proceeds', 'takesEffect']);

/** Whether no ballot can be added or changed any more. */
export function isFinal(proposal: Proposal, { votes }: Examined): boolean {
  const voted = new Set(votes.map(({ member }) => member));
  return proposal.rule.revote !== true && entitledTo(proposal).every((member) => voted.has(member));
}

/**
 * Whether the votes of the last part of the window, which is `within` long, have turned the outcome: carried or not. None has
 * where nobody could answer in a longer window.
 */
export function hasSwung(proposal: Proposal, examined: Examined, within: Duration): boolean {
  const { rule, votingUntil } = proposal;
  const { votes } = examined;
  const isLate = (at: Instant) => compareInstants(plus(at, within), votingUntil) > 0;
  const before = votes.map((vote) => ({ ...vote, choice: earlierChoice(vote, isLate) }));
  const electors = electorsOf(proposal);
  const isCarriedBy = (cast: readonly CastBallot[]): boolean => CARRIED.has(tally(rule, electors, cast).result);
  return !isFinal(proposal, examined) && isCarriedBy(spoken(before)) !== isCarriedBy(spoken(votes));
}
