// SPDX-License-Identifier: Apache-2.0
import { WORDS, type ArithmeticRule } from '../../protocol/index.ts';
import { byWeight, inGroup, type Weighing } from './count.ts';
import { isOrganisation, type CastBallot, type Elector, type Stand } from './electorate.ts';
import { tally, type Result } from './tally.ts';

/** The results in which a body does what the polarity asks for. */
const REACHED: ReadonlySet<Result> = new Set<Result>(['adopted', 'stopped', 'blocked']);

function ballot({ polarity }: ArithmeticRule, { member }: Elector, stand: Stand): CastBallot {
  const [support, against, abstain] = WORDS[polarity];
  return { member, choice: { support, against, abstain }[stand] };
}

function voters({ exclude = [] }: ArithmeticRule, electorate: readonly Elector[]): Elector[] {
  const excluded = new Set(exclude);
  return electorate.filter((elector) => !isOrganisation(elector) && !excluded.has(elector.member));
}

function isReached(rule: ArithmeticRule, electorate: readonly Elector[], votes: readonly CastBallot[]): boolean {
  return REACHED.has(tally(rule, electorate, votes).result);
}

/** Whether the rule can be met at all: by every member that may vote, together. */
export function isReachable(rule: ArithmeticRule, electorate: readonly Elector[]): boolean {
  return isReached(
    rule,
    electorate,
    voters(rule, electorate).map((elector) => ballot(rule, elector, 'support')),
  );
}

/**
 * Who can block alone: prevent what all others support, by a vote against it or only by silence; where objections are asked for, block
 * by one objection what all others accept. A regional organisation does so where those for whom it speaks leave the vote to it.
 */
export interface Blockers {
  readonly byVote: readonly string[];
  readonly bySilence: readonly string[];
}

/** Finds who can block alone; nobody where the rule cannot be met anyway. */
export function blockersOf(rule: ArithmeticRule, electorate: readonly Elector[]): Blockers {
  if (!isReachable(rule, electorate)) return { byVote: [], bySilence: [] };
  const all = voters(rule, electorate);
  const excluded = new Set(rule.exclude);
  const organisations = electorate.filter((elector) => isOrganisation(elector) && !excluded.has(elector.member));
  const alone = [...all, ...organisations];
  const others = ({ member, votesFor = [] }: Elector, stand: Stand) =>
    all
      .filter((other) => other.member !== member && !votesFor.includes(other.member))
      .map((other) => ballot(rule, other, stand));
  const does = (votes: readonly CastBallot[]) => isReached(rule, electorate, votes);
  if (rule.polarity === 'object') {
    const blocks = (elector: Elector) => does([...others(elector, 'against'), ballot(rule, elector, 'support')]);
    return { byVote: alone.filter(blocks).map(({ member }) => member), bySilence: [] };
  }
  const prevents = (elector: Elector) => !does([...others(elector, 'support'), ballot(rule, elector, 'against')]);
  const isMissed = (elector: Elector) => !does(others(elector, 'support'));
  return {
    byVote: alone.filter(prevents).map(({ member }) => member),
    bySilence: alone.filter(isMissed).map(({ member }) => member),
  };
}

/** A smallest set of members whose support suffices, besides the votes cast; `isExact` where none smaller can exist. */
export interface Coalition {
  readonly members: readonly string[];
  readonly isExact: boolean;
}

/**
 * What tells members apart besides a weight: whether their own assent is named, their groups, and the organisations that
 * have voted for them, whose ballots their own would set aside (S16a).
 */
function signatureOf(rule: ArithmeticRule, elector: Elector, spokesmen: readonly Elector[]): string {
  const { groupMajorities = [], namedAssents = [] } = rule;
  const groups = groupMajorities.map(({ group }) => inGroup(group)(elector));
  const spokenFor = spokesmen.map(({ votesFor = [] }) => votesFor.includes(elector.member));
  return [namedAssents.includes(elector.member), ...groups, ...spokenFor].join();
}

/** Members of one signature, the heaviest first: of those that differ by one weight only, the heaviest serve best. */
function classesOf(rule: ArithmeticRule, candidates: readonly Elector[], spokesmen: readonly Elector[]): Elector[][] {
  const [measure] = rule.weightMajorities ?? [];
  const weigh: Weighing = measure === undefined ? () => 1n : byWeight(measure.measure);
  const classes = new Map<string, Elector[]>();
  for (const elector of candidates) {
    const signature = signatureOf(rule, elector, spokesmen);
    classes.set(signature, [...(classes.get(signature) ?? []), elector]);
  }
  const descending = (left: Elector, right: Elector) => {
    const difference = weigh(right) - weigh(left);
    return difference === 0n ? 0 : Number(difference > 0n) * 2 - 1;
  };
  return [...classes.values()].map((members) => members.toSorted(descending));
}

/** Every way to take `size` members as so many of the best of each class. */
function* selections(classes: readonly (readonly Elector[])[], size: number): Generator<Elector[]> {
  const [first, ...rest] = classes;
  if (first === undefined) {
    if (size === 0) yield [];
    return;
  }
  for (let taken = Math.min(size, first.length); taken >= 0; taken -= 1) {
    for (const others of selections(rest, size - taken)) yield [...first.slice(0, taken), ...others];
  }
}

/** Every selection of one member, then every one of two, and so on. */
function* coalitions(classes: readonly (readonly Elector[])[], most: number): Generator<Elector[]> {
  for (let size = 1; size <= most; size += 1) yield* selections(classes, size);
}

/** More ways than anybody waits for: beyond it the answer is an upper bound. */
const MOST_WAYS = 5000;

/**
 * The fewest further members whose support meets the rule, all others staying silent. Undefined where not even all suffice.
 * Exact with at most one weight and few groups; beyond, an upper bound, and it says so.
 */
export function fewest(
  rule: ArithmeticRule,
  electorate: readonly Elector[],
  votes: readonly CastBallot[] = [],
): Coalition | undefined {
  const voted = new Set(votes.map(({ member }) => member));
  const candidates = voters(rule, electorate).filter(({ member }) => !voted.has(member));
  const suffice = (members: readonly Elector[]) =>
    isReached(rule, electorate, [...votes, ...members.map((elector) => ballot(rule, elector, 'support'))]);
  // Before anything else: silence may adopt what no votes could (S27).
  if (suffice([])) return { members: [], isExact: true };
  if (!suffice(candidates)) return undefined;
  const spokesmen = electorate.filter((elector) => isOrganisation(elector) && voted.has(elector.member));
  const classes = classesOf(rule, candidates, spokesmen);
  const isExact = (rule.weightMajorities ?? []).length < 2;
  const all = candidates.map(({ member }) => member);
  let ways = 0;
  for (const members of coalitions(classes, candidates.length - 1)) {
    ways += 1;
    if (ways > MOST_WAYS) return { members: all, isExact: false };
    if (suffice(members)) return { members: members.map(({ member }) => member), isExact };
  }
  return { members: all, isExact };
}

/** What becomes of it when nobody votes. */
export function onSilence(rule: ArithmeticRule, electorate: readonly Elector[]): Result {
  return tally(rule, electorate, []).result;
}
