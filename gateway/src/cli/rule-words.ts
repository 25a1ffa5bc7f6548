// SPDX-License-Identifier: Apache-2.0
import {
  WORDS,
  type ArithmeticRule,
  type Base,
  type DecisionRule,
  type Ratio,
} from '../../../chaincode/src/protocol/index.ts';
import { counted, durationWords } from './words.ts';

const BASES: Readonly<Record<Base, string>> = {
  allMembers: 'all its members',
  allEntitled: 'all who are entitled to vote',
  cast: 'the ballots cast, abstentions included',
  presentAndVoting: 'the members present and voting, abstentions left out',
};

const SHARES: Readonly<Record<string, string>> = {
  '1/2': 'one half',
  '1/3': 'one third',
  '2/3': 'two thirds',
  '3/4': 'three quarters',
  '1/1': 'the whole',
};

/** A share in words where it has a name: `two thirds`, `55/100`. */
function shareWords({ num, den }: Ratio): string {
  const share = `${String(num)}/${String(den)}`;
  return SHARES[share] ?? share;
}

function reachedWords({ ratio, strict }: { ratio: Ratio; strict?: boolean | undefined }): string {
  return `${strict === true ? 'more than' : 'at least'} ${shareWords(ratio)}`;
}

/** How many members an electorate has, and how many of them are entitled to vote: not excluded from the decision. */
interface Heads {
  readonly members: number;
  readonly entitled: number;
}

/** The base of a rule where it is a fixed number of heads (S17); undefined where it depends on who votes. */
function fixedBase({ base }: ArithmeticRule, heads: Heads | undefined): number | undefined {
  if (base === 'allMembers') return heads?.members;
  return base === 'allEntitled' ? heads?.entitled : undefined;
}

/** The fewest votes that reach a share of a number of heads, such as ` (2 of 3)`. */
function neededWords(ratio: Ratio, isStrict: boolean, base: number): string {
  const whole = BigInt(ratio.num) * BigInt(base);
  const least = isStrict ? whole / BigInt(ratio.den) + 1n : (whole + BigInt(ratio.den) - 1n) / BigInt(ratio.den);
  return ` (${String(least)} of ${String(base)})`;
}

/** Every bar that the votes have to reach, each as a clause. */
function barsWords(rule: ArithmeticRule, among: Heads | undefined): string[] {
  const { base, ratio, strict, floor, groupMajorities = [], weightMajorities = [] } = rule;
  const [word] = WORDS[rule.polarity];
  const fixed = fixedBase(rule, among);
  const heads = fixed === undefined || ratio === undefined ? '' : neededWords(ratio, strict === true, fixed);
  return [
    ...(ratio === undefined ? [] : [`${word} votes of ${reachedWords({ ratio, strict })} of ${BASES[base]}${heads}`]),
    ...(floor === undefined ? [] : [`at least ${counted(floor, `${word} vote`)}`]),
    ...groupMajorities.map((bar) => `${word} votes of ${reachedWords(bar)} of the group ${bar.group}`),
    ...weightMajorities.map(
      (bar) =>
        `${reachedWords(bar)} of the ${bar.measure}${bar.total === undefined ? '' : ` (of ${bar.total} in all)`}`,
    ),
  ];
}

/** What the rule asks for, in one clause: `adopted by yes votes of ..`. */
export function askedWords(rule: ArithmeticRule, among?: Heads): string {
  const bars = barsWords(rule, among);
  switch (rule.polarity) {
    case 'adopt':
      return `adopted by ${bars.join(', and ')}`;
    case 'stop':
      return `it goes ahead unless stopped by ${bars.join(', and ')}`;
    case 'object':
      return `it takes effect unless blocked by ${bars.join(', or ')}`;
  }
}

function quorumWords({ quorum }: ArithmeticRule): string {
  if (quorum === undefined) return 'No quorum is asked for.';
  const number =
    typeof quorum === 'number' ? counted(quorum, 'ballot') : `ballots of ${shareWords(quorum)} of the electorate`;
  return `The quorum is ${number}, abstentions included.`;
}

/** Conditions besides the bars: quorum, vetoes, assents, exclusions, a blocking minority; each a sentence. */
export function conditionsWords(rule: ArithmeticRule): string[] {
  const { vetoSeats = [], namedAssents = [], exclude = [], blockingMinority } = rule;
  const sentences: (readonly [boolean, string])[] = [
    [true, quorumWords(rule)],
    [namedAssents.length > 0, `The yes of ${namedAssents.join(' and ')} is needed.`],
    [vetoSeats.length > 0, `A no of ${vetoSeats.join(' or ')} is a veto.`],
    [exclude.length > 0, `Excluded from the decision: ${exclude.join(', ')}.`],
    [
      blockingMinority !== undefined,
      `Fewer than ${String(blockingMinority)} who withhold their support cannot block by weight.`,
    ],
  ];
  return sentences.flatMap(([applies, words]) => (applies ? [words] : []));
}

function changeWords({ revote, changesUntil, earlyClose }: DecisionRule): string {
  if (revote === true && changesUntil === 'effective') return 'A vote may be changed until the decision takes effect.';
  if (revote === true) return 'A vote may be changed until the close, which comes after the window.';
  const close = earlyClose === true ? 'it may be closed early once all have voted' : 'it is closed after the window';
  return `A vote cannot be changed; ${close}.`;
}

function secrecyWords({ secret }: DecisionRule): string[] {
  if (secret === undefined) return [];
  const { tellers, agreeing, within } = secret;
  const whose = agreeing === 1 ? 'one of them' : `${String(agreeing)} of them`;
  return [
    `Voting is secret: papers are counted by the members of the organ ${tellers}, and the same count of ${whose}, reported within ${durationWords(within)} after the voting, is the count.`,
  ];
}

function furtherWords({ lateSwing, restrain, bindsObjectors, then }: DecisionRule): string[] {
  return [
    ...(lateSwing === undefined
      ? []
      : [
          `Where votes in its last ${durationWords(lateSwing.within)} turn the outcome, it is extended once by ${durationWords(lateSwing.extension)}.`,
        ]),
    ...(restrain === undefined ? [] : [`A text that fails is not moved again for ${durationWords(restrain)}.`]),
    ...(bindsObjectors === false ? ['Those who object are not bound.'] : []),
    ...(then?.success === undefined ? [] : [`If carried, it goes on to the step "${then.success}".`]),
    ...(then?.failure === undefined ? [] : [`If not, it goes on to the step "${then.failure}".`]),
  ];
}

/** How many of some members a rule leaves entitled to vote. */
export function headsOf({ exclude = [] }: ArithmeticRule, members: readonly string[]): Heads {
  return { members: members.length, entitled: members.filter((member) => !exclude.includes(member)).length };
}

/** A rule in sentences; with the members of the organ, also how many votes that makes. */
export function ruleWords(rule: DecisionRule, organ: string, members?: readonly string[]): string {
  const { notice, window } = rule;
  const opens = notice === undefined ? '' : `opens ${durationWords(notice)} after the proposal and `;
  return [
    `The ${organ.replace(/^the /i, '')} decides: ${askedWords(rule, members && headsOf(rule, members))}.`,
    ...conditionsWords(rule),
    `Voting ${opens}lasts ${durationWords(window)}.`,
    changeWords(rule),
    ...secrecyWords(rule),
    ...furtherWords(rule),
  ].join(' ');
}
