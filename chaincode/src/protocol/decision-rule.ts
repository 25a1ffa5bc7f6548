// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { Ratio } from './ratio.ts';

/** What a decision asks for: to adopt an act, to stop one that otherwise proceeds, or to block one by objections. */
export const Polarity = z.enum(['adopt', 'stop', 'object']);
export type Polarity = z.infer<typeof Polarity>;

/** The words of a ballot under each polarity: the first supports what is asked for, the second is against, the third abstains. */
export const WORDS = {
  adopt: ['yes', 'no', 'abstain'],
  stop: ['stop', 'proceed', 'abstain'],
  object: ['object', 'accept', 'abstain'],
} as const satisfies Record<Polarity, readonly [support: string, against: string, abstain: string]>;

/** A word of a ballot; which of them a proposal takes, its polarity says. */
export const Choice = z.enum(['yes', 'no', 'abstain', 'stop', 'proceed', 'object', 'accept']);
export type Choice = z.infer<typeof Choice>;

/** What the votes are measured against; the words are those of treaty practice. */
export const Base = z.enum(['allMembers', 'allEntitled', 'cast', 'presentAndVoting']);
export type Base = z.infer<typeof Base>;

/** A weight: a whole number from 0, of any length, as decimal digits; never a JSON number. */
export const Weight = z.string().regex(/^(0|[1-9][0-9]*)$/, 'a whole number as decimal digits');
/** A total of weights: a whole number from 1. */
export const WeightTotal = z.string().regex(/^[1-9][0-9]*$/, 'a whole number from 1 as decimal digits');

const Count = z.int().min(1);

/** The most names that one list of a rule, or one electorate of a treaty, may hold. */
export const MOST_MEMBERS = 1000;
const MOST_BARS = 32;

/**
 * The arithmetic of a rule, over names of one's own kind. Absent means: no bar, no quorum, an empty list, `strict` and
 * `revote` false, `onSilence` rejected; polarity and base have no default. What each field means is told in docs/decisions.md.
 */
export function votingShape<M extends z.ZodType<string>, N extends z.ZodType<string>>(member: M, name: N) {
  const members = z.array(member).max(MOST_MEMBERS).optional();
  const bar = { ratio: Ratio, strict: z.boolean().optional() };
  return {
    polarity: Polarity,
    ratio: Ratio.optional(),
    strict: z.boolean().optional(),
    base: Base,
    quorum: z.union([Count, Ratio]).optional(),
    floor: Count.optional(),
    groupMajorities: z
      .array(z.strictObject({ group: name, ...bar }))
      .max(MOST_BARS)
      .optional(),
    weightMajorities: z
      .array(z.strictObject({ measure: name, ...bar, total: WeightTotal.optional() }))
      .max(MOST_BARS)
      .optional(),
    blockingMinority: Count.optional(),
    exclude: members,
    namedAssents: members,
    vetoSeats: members,
    onSilence: z.enum(['rejected', 'adopted']).optional(),
    revote: z.boolean().optional(),
  };
}

/** The arithmetic part of a rule: how a count becomes a result. Its names are of any kind. */
export const ArithmeticRule = z.strictObject(votingShape(z.string(), z.string()));
export type ArithmeticRule = z.infer<typeof ArithmeticRule>;

/** What is wrong with a rule beyond the form of its fields, and at which of them. */
export interface RuleProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

interface Bar {
  readonly ratio?: Ratio | undefined;
  readonly strict?: boolean | undefined;
}

function isUnmeetable({ ratio, strict }: Bar): boolean {
  return strict === true && ratio?.num === ratio?.den;
}

/** S6: `strict` with the whole, for heads, a group or a weight; and without a ratio to speak of (S8). */
function problemsOfBars(rule: ArithmeticRule): RuleProblem[] {
  const { ratio, strict, groupMajorities = [], weightMajorities = [] } = rule;
  if (strict === true && ratio === undefined)
    return [{ path: ['strict'], message: 'speaks of a ratio that is absent' }];
  const bars = [
    { path: ['strict'], bar: { ratio, strict } },
    ...groupMajorities.map((bar, index) => ({ path: ['groupMajorities', index, 'strict'], bar })),
    ...weightMajorities.map((bar, index) => ({ path: ['weightMajorities', index, 'strict'], bar })),
  ];
  return bars.filter(({ bar }) => isUnmeetable(bar)).map(({ path }) => ({ path, message: 'could never be met' }));
}

/** S8: something has to decide. */
function problemsOfAbsence({
  ratio,
  floor,
  groupMajorities = [],
  weightMajorities = [],
}: ArithmeticRule): RuleProblem[] {
  const isBare = ratio === undefined && floor === undefined && groupMajorities.length + weightMajorities.length === 0;
  return isBare ? [{ path: ['ratio'], message: 'is absent, and no floor, group or weight stands for it' }] : [];
}

/** S10: fields that speak of adoption. */
function problemsOfPolarity(rule: ArithmeticRule): RuleProblem[] {
  const { polarity, namedAssents = [], vetoSeats = [], blockingMinority } = rule;
  if (polarity === 'adopt') return [];
  const given = {
    namedAssents: namedAssents.length > 0,
    vetoSeats: vetoSeats.length > 0,
    blockingMinority: blockingMinority !== undefined,
  };
  return Object.entries(given)
    .filter(([, isGiven]) => isGiven)
    .map(([field]) => ({ path: [field], message: `speaks of adoption, not of ${polarity}` }));
}

/** Finds what can never be met or means nothing: `strict` with the whole, no bar at all, fields of adoption elsewhere. */
export function problemsOf(rule: ArithmeticRule): RuleProblem[] {
  return [...problemsOfBars(rule), ...problemsOfAbsence(rule), ...problemsOfPolarity(rule)];
}
