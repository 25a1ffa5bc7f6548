// SPDX-License-Identifier: Apache-2.0
import { meets, WORDS, type ArithmeticRule } from '../../protocol/index.ts';
import { byWeight, countBy, heads, inGroup, isMet, sum, type Bar, type Count } from './count.ts';
import { whoCounts, type CastBallot, type Counting, type Elector, type Ignored } from './electorate.ts';
import { because, type Because } from './reason.ts';

/** What a count says: each polarity has its own words. */
export type Result =
  'adopted' | 'rejected' | 'noQuorum' | 'unreachable' | 'stopped' | 'proceeds' | 'blocked' | 'takesEffect';

/** A count by the words of the ballots, and its base. */
export type Counted<N> = Readonly<Record<string, N>>;

/** What a decision came to, with everything that was counted; `reason` names the line that decided. */
export interface Outcome {
  readonly result: Result;
  readonly entitled: number;
  readonly base: number;
  readonly tally: Counted<number>;
  readonly groups: Readonly<Record<string, Counted<number>>>;
  readonly weights: Readonly<Record<string, Counted<string>>>;
  readonly ignored: Ignored;
  readonly reason: string;
}

/** Everything that the lines below may look at. */
interface Counts {
  readonly rule: ArithmeticRule;
  readonly counting: Counting;
  readonly heads: Count;
  readonly groups: readonly Bar[];
  readonly weights: readonly Bar[];
}

function countsOf(rule: ArithmeticRule, counting: Counting): Counts {
  const by = countBy.bind(undefined, rule, counting);
  const { groupMajorities = [], weightMajorities = [] } = rule;
  return {
    rule,
    counting,
    heads: by(heads),
    groups: groupMajorities.map(({ group, ...bar }) => ({ name: group, count: by(inGroup(group)), ...bar })),
    weights: weightMajorities.map(({ measure, ...bar }) => ({ name: measure, count: by(byWeight(measure)), ...bar })),
  };
}

function headsBar({ rule: { ratio, strict }, heads: count }: Counts): Bar[] {
  return ratio === undefined ? [] : [{ name: 'heads', count, ratio, strict }];
}

function isQuorate({ rule: { quorum }, counting: { entitled, stands } }: Counts): boolean {
  if (quorum === undefined) return true;
  if (typeof quorum === 'number') return stands.size >= quorum;
  return meets(BigInt(stands.size), BigInt(entitled.length), quorum, false);
}

function hasFloor({ rule: { floor = 0 }, heads: { support } }: Counts): boolean {
  return support >= BigInt(floor);
}

/** S33: where fewer than a blocking minority withhold support, the weight bars count as met. */
function weightBars({ rule: { blockingMinority }, heads: { base, support }, weights }: Counts): readonly Bar[] {
  return blockingMinority !== undefined && base - support < BigInt(blockingMinority) ? [] : weights;
}

/** S31, S35: every bar together. */
function isCarried(counts: Counts): boolean {
  return hasFloor(counts) && [...headsBar(counts), ...counts.groups, ...weightBars(counts)].every(isMet);
}

/** S24, S25: what no votes could change. */
function unattainable({ rule: { namedAssents = [] }, counting: { entitled } }: Counts): Because<Result> | undefined {
  const absent = namedAssents.find((name) => !entitled.some(({ member }) => member === name));
  if (absent !== undefined) return because('unreachable', 'S24', 'assentUnattainable', absent);
  return entitled.length === 0 ? because('rejected', 'S25', 'nobodyEntitled') : undefined;
}

/** S26, S27: what silence means. */
function bySilence({ rule: { onSilence, namedAssents = [] }, counting }: Counts): Because<Result> | undefined {
  if (counting.stands.size > 0) return undefined;
  if (onSilence !== 'adopted') return because('rejected', 'S26', 'nobodyVoted');
  if (namedAssents.length > 0) return because('rejected', 'S27', 'silenceIsNoAssent');
  return because('adopted', 'S27', 'silenceConsents');
}

/** S28 to S33: what the votes come to. */
function byVotes(counts: Counts): Because<Result> {
  const { namedAssents = [], vetoSeats = [] } = counts.rule;
  const { stands } = counts.counting;
  if (!isQuorate(counts)) return because('noQuorum', 'S28', 'quorumMissed');
  const veto = vetoSeats.find((name) => stands.get(name) === 'against');
  if (veto !== undefined) return because('rejected', 'S29', 'vetoed', veto);
  const withheld = namedAssents.find((name) => stands.get(name) !== 'support');
  if (withheld !== undefined) return because('rejected', 'S30', 'assentWithheld', withheld);
  return isCarried(counts) ? because('adopted', 'S31', 'barsMet') : because('rejected', 'S31', 'barsMissed');
}

/** S24 to S33, the first line that applies. */
function adoption(counts: Counts): Because<Result> {
  return unattainable(counts) ?? bySilence(counts) ?? byVotes(counts);
}

/** S34 to S36. */
function stopping(counts: Counts): Because<Result> {
  const { entitled, stands } = counts.counting;
  if (entitled.length === 0) return because('proceeds', 'S34', 'nobodyEntitled');
  if (stands.size === 0) return because('proceeds', 'S34', 'nobodyVoted');
  if (!isQuorate(counts)) return because('proceeds', 'S34', 'quorumMissed');
  return isCarried(counts) ? because('stopped', 'S35', 'barsMet') : because('proceeds', 'S35', 'barsMissed');
}

/** S37 to S40: the bars are alternatives, and the floor is a condition on top of each. */
function objecting(counts: Counts): Because<Result> {
  const { entitled, stands } = counts.counting;
  if (entitled.length === 0) return because('takesEffect', 'S37', 'nobodyEntitled');
  if (stands.size === 0) return because('takesEffect', 'S37', 'nobodyVoted');
  if (!isQuorate(counts)) return because('takesEffect', 'S37', 'quorumMissed');
  if (!hasFloor(counts)) return because('takesEffect', 'S40', 'floorMissed');
  const bars = [...headsBar(counts), ...counts.groups, ...counts.weights];
  if (bars.length === 0) return because('blocked', 'S38', 'floorMet');
  return bars.some(isMet) ? because('blocked', 'S38', 'barsMet') : because('takesEffect', 'S38', 'barsMissed');
}

const DECISIONS = { adopt: adoption, stop: stopping, object: objecting };

function inWords<N>({ polarity }: ArithmeticRule, count: Count, number: (value: bigint) => N): Record<string, N> {
  const [support, against, abstain] = WORDS[polarity];
  const values = { [support]: count.support, [against]: count.against, [abstain]: count.abstain, silent: count.silent };
  return Object.fromEntries(Object.entries(values).map(([word, value]) => [word, number(value)]));
}

/**
 * Counts the ballots of an electorate under a rule and says what they came to. Pure and exact; the rule and the case are
 * valid (`problemsOf`, `RuleCase`), and the ballots are those received inside the window, earliest first (S1).
 */
export function tally(rule: ArithmeticRule, electorate: readonly Elector[], votes: readonly CastBallot[]): Outcome {
  const counting = whoCounts(rule, electorate, votes);
  const counts = countsOf(rule, counting);
  const { value: result, reason } = DECISIONS[rule.polarity](counts);
  const groups = counts.groups.map(({ name, count }) => {
    const entitled = Number(sum(counting.entitled, inGroup(name)));
    return [name, { ...inWords(rule, count, Number), entitled, base: Number(count.base) }] as const;
  });
  const weights = counts.weights.map(({ name, count }) => {
    return [name, { ...inWords(rule, count, String), base: String(count.base) }] as const;
  });
  return {
    result,
    entitled: counting.entitled.length,
    base: Number(counts.heads.base),
    tally: inWords(rule, counts.heads, Number),
    groups: Object.fromEntries(groups),
    weights: Object.fromEntries(weights),
    ignored: counting.ignored,
    reason,
  };
}
