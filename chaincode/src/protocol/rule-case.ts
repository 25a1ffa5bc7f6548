// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { problemsOf, votingShape, Weight, WORDS, type RuleProblem } from './decision-rule.ts';

const Name = z.string();

/** What a rule says besides its arithmetic; a case knows nothing of time, so it may stand here and is not read. */
const PROCEDURE = [
  ...['organ', 'title', 'window', 'notice', 'consensusFirst', 'voteChangeUntil', 'earlyClose', 'effectiveAfter'],
  ...['bindsObjectors', 'lateSwing', 'then'],
];
const procedure = Object.fromEntries(PROCEDURE.map((field) => [field, z.unknown().optional()]));

const Rule = z.strictObject({ ...procedure, ...votingShape(Name, Name) });

/** Of an organisation only its name and whom it votes for is read, so that groups and weights are examined below (S2). */
const Entry = z.strictObject({
  member: Name,
  votesFor: z.array(Name).default([]),
  groups: z.unknown().optional(),
  weights: z.unknown().optional(),
});
type Entry = z.infer<typeof Entry>;

const Groups = z.array(Name).default([]);
/** Weights by measure, in pairs: a record of zod would leave out a measure that is named `__proto__`. */
const Weights = z
  .custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
  .default({})
  .transform((weights): [measure: string, weight: unknown][] => Object.entries(weights));

const Shape = z.strictObject({
  id: z.unknown().optional(),
  rule: Rule,
  electorate: z.array(Entry),
  votes: z.array(z.strictObject({ member: Name, choice: z.string() })).default([]),
});
type Shape = z.infer<typeof Shape>;

function isOrganisation({ votesFor }: Entry): boolean {
  return votesFor.length > 0;
}

function named(names: readonly string[], message: string, path: (index: number) => RuleProblem['path']): RuleProblem[] {
  return names.flatMap((name, index) => (names.indexOf(name) === index ? [] : [{ path: path(index), message }]));
}

/** S2, S16a: an entry stands once, and no member is named by two organisations. */
function problemsOfNames({ electorate }: Shape): RuleProblem[] {
  const members = new Set(electorate.filter((entry) => !isOrganisation(entry)).map(({ member }) => member));
  const shared = new Set<string>();
  const problems: RuleProblem[] = [];
  for (const [index, entry] of electorate.entries()) {
    if (!isOrganisation(entry)) continue;
    for (const name of new Set(entry.votesFor)) {
      if (shared.has(name) && members.has(name))
        problems.push({ path: ['electorate', index, 'votesFor'], message: 'names a member of another organisation' });
      shared.add(name);
    }
  }
  const entries = electorate.map(({ member }) => member);
  return [...named(entries, 'stands in the electorate twice', (index) => ['electorate', index, 'member']), ...problems];
}

/** S2, S3: groups are a list of names, and the weights that the rule uses are whole numbers, those of the excluded too. */
function problemsOfMembers({ rule, electorate }: Shape): RuleProblem[] {
  const measures = (rule.weightMajorities ?? []).map(({ measure }) => measure);
  return electorate.flatMap((entry, index): RuleProblem[] => {
    if (isOrganisation(entry)) return [];
    const path = ['electorate', index];
    const weights = Weights.safeParse(entry.weights);
    if (!Groups.safeParse(entry.groups).success) return [{ path: [...path, 'groups'], message: 'is no list of names' }];
    if (!weights.success) return [{ path: [...path, 'weights'], message: 'is no object of weights by measure' }];
    const given = new Map(weights.data);
    return measures
      .filter((measure) => given.has(measure) && !Weight.safeParse(given.get(measure)).success)
      .map((measure) => ({ path: [...path, 'weights', measure], message: 'is not a whole number as decimal digits' }));
  });
}

/** S9: every ballot, a non-member's too, says one of the three words of the polarity. */
function problemsOfVotes({ rule, votes }: Shape): RuleProblem[] {
  const words: readonly string[] = WORDS[rule.polarity];
  return votes.flatMap(({ choice }, index) =>
    words.includes(choice) ? [] : [{ path: ['votes', index, 'choice'], message: `is none of ${words.join(', ')}` }],
  );
}

/** An entry with all that may be read of it; weights that the rule does not use may be anything, and are left out. */
function entryOf({ member, votesFor, groups, weights }: Entry) {
  if (votesFor.length > 0) return { member, votesFor };
  const texts = Weights.parse(weights).filter(
    (weight): weight is [string, string] => Weight.safeParse(weight[1]).success,
  );
  return { member, groups: Groups.parse(groups), weights: Object.fromEntries(texts) };
}

/**
 * A rule, an electorate and the ballots received inside the window, earliest first: all that a count needs (docs/decisions.md).
 * Fails if: the form, the rule (S5 to S10), a name (S2, S16a), a weight (S3) or a ballot (S9) is not valid.
 */
export const RuleCase = Shape.superRefine((value, context) => {
  const ofRule = problemsOf(value.rule).map(({ path, message }) => ({ path: ['rule', ...path], message }));
  for (const { path, message } of [
    ...ofRule,
    ...problemsOfNames(value),
    ...problemsOfMembers(value),
    ...problemsOfVotes(value),
  ]) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
}).transform(({ rule, electorate, votes }) => ({ rule, electorate: electorate.map(entryOf), votes }));
export type RuleCase = z.infer<typeof RuleCase>;
