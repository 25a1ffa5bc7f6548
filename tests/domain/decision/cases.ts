// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import type { BarFile, CaseFile, EntryFile, RuleFile } from './case-file.ts';

/** Few names, so that they meet; among them those that trip objects used as maps. */
const NAMES = ['A', 'B', 'C', 'D', 'E', 'F', '__proto__', 'constructor', '', 'Ünion'];
const GROUPS = ['g', 'h', '__proto__', 'toString'];
const MEASURES = ['t', 'u', '__proto__', 'valueOf'];
const WEIGHTS = ['0', '1', '2', '3', '5', '8', '13', '9'.repeat(60), `1${'0'.repeat(60)}`];
const WORDS = new Map([
  ['adopt', ['yes', 'no', 'abstain']],
  ['stop', ['stop', 'proceed', 'abstain']],
  ['object', ['object', 'accept', 'abstain']],
]);

const ratio = fc.constantFrom(...[1, 2, 3].map((num) => ({ num, den: 3 })), { num: 1, den: 2 }, { num: 2, den: 8 });
const few = fc.integer({ min: 1, max: 3 });
const names = fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 });

type Share = Pick<BarFile, 'ratio' | 'strict'>;

/** A bar that can be met: strict only below the whole. */
const bar: fc.Arbitrary<Share> = fc
  .record({ ratio, strict: fc.boolean() })
  .map(({ ratio: share, strict }) => ({ ratio: share, strict: strict && share.num < share.den }));

/** A value in about one case of four; else the field is absent. */
function seldom<V>(values: fc.Arbitrary<V>): fc.Arbitrary<V | undefined> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: values });
}

const groupBars: fc.Arbitrary<[Share, string][]> = fc.array(fc.tuple(bar, fc.constantFrom(...GROUPS)), {
  maxLength: 2,
});
const weightBars: fc.Arbitrary<[Share, string, string | undefined][]> = fc.array(
  fc.tuple(bar, fc.constantFrom(...MEASURES), seldom(fc.constantFrom('4', '12', '25'))),
  {
    maxLength: 2,
  },
);

const rule: fc.Arbitrary<RuleFile> = fc
  .record({
    polarity: fc.constantFrom(...WORDS.keys()),
    base: fc.constantFrom('allMembers', 'allEntitled', 'cast', 'presentAndVoting'),
    heads: fc.option(bar, { nil: undefined, freq: 2 }),
    floor: seldom(few),
    quorum: seldom(fc.oneof(few, ratio)),
    groupMajorities: fc.oneof(fc.constant<[Share, string][]>([]), groupBars),
    weightMajorities: fc.oneof(fc.constant<[Share, string, string | undefined][]>([]), weightBars),
    blockingMinority: seldom(few),
    exclude: seldom(names),
    namedAssents: seldom(names),
    vetoSeats: seldom(names),
    onSilence: seldom(fc.constantFrom('rejected', 'adopted')),
    revote: seldom(fc.boolean()),
  })
  .map(({ heads, groupMajorities, weightMajorities, namedAssents, vetoSeats, blockingMinority, ...rest }) => ({
    ...rest,
    ...heads,
    groupMajorities: groupMajorities.map(([share, group]) => ({ group, ...share })),
    weightMajorities: weightMajorities.map(([share, measure, total]) => ({ measure, ...share, total })),
    ...(rest.polarity === 'adopt' && { namedAssents, vetoSeats, blockingMinority }),
  }));

const weights = fc
  .array(fc.tuple(fc.constantFrom(...MEASURES), fc.constantFrom(...WEIGHTS)), { maxLength: 4 })
  .map((given) => Object.fromEntries(given));
const groups = fc.subarray(GROUPS);
const represented = fc.oneof(
  { weight: 4, arbitrary: fc.constant<string[]>([]) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...NAMES), { maxLength: 3 }) },
);

const entry: fc.Arbitrary<EntryFile> = fc.record({
  member: fc.constantFrom(...NAMES),
  groups: fc.option(groups, { nil: undefined }),
  weights: fc.option(weights, { nil: undefined }),
  votesFor: fc.option(represented, { nil: undefined }),
});
const electorate = fc.uniqueArray(entry, { maxLength: 7, selector: ({ member }) => member });
const ballots = fc.oneof(
  { weight: 1, arbitrary: fc.constant<[number, number][]>([]) },
  { weight: 9, arbitrary: fc.array(fc.tuple(fc.nat(11), fc.constantFrom(0, 0, 0, 1, 2)), { maxLength: 9 }) },
);

/** A case that is valid but for what two organisations may share; most ballots are of the electorate. */
const plain: fc.Arbitrary<CaseFile> = fc.tuple(rule, electorate, ballots).map(([law, entries, cast]) => {
  const voters = [...entries.map(({ member }) => member), 'A', 'Z'];
  const votes = cast.map(([voter, word]) => ({
    member: voters[voter % voters.length] ?? '',
    choice: WORDS.get(String(law.polarity))?.[word] ?? '',
  }));
  return { rule: law, electorate: entries, votes };
});

/** Changes every bar of a group or a measure. */
function withBars(file: CaseFile, change: Partial<BarFile>): CaseFile {
  const spoil = (bars: readonly BarFile[] = []) => bars.map((share) => ({ ...share, ...change }));
  const { groupMajorities, weightMajorities } = file.rule;
  const rule = { ...file.rule, groupMajorities: spoil(groupMajorities), weightMajorities: spoil(weightMajorities) };
  return { ...file, rule };
}

const WRONG_RATIOS = [
  { num: 0, den: 1 },
  { num: 3, den: 2 },
  { num: 1, den: 0 },
  { num: 1.5, den: 2 },
  { num: 1 },
  '1/2',
];
const WRONG_COUNTS = [0, -1, 1.5, '2', null];
const WRONG_WEIGHTS = ['', '01', '-1', '+1', '1.0', '1e3', ' 1', '1\n', '٣', 7, null];

/** Every way to spoil a case, or to leave it valid by a hair. */
const SPOILERS: readonly ((file: CaseFile, pick: number) => CaseFile)[] = [
  (file, pick) => ({ ...file, rule: { ...file.rule, ratio: WRONG_RATIOS[pick % WRONG_RATIOS.length] } }),
  (file, pick) => ({ ...file, rule: { ...file.rule, quorum: WRONG_RATIOS[pick % WRONG_RATIOS.length] } }),
  (file, pick) => ({ ...file, rule: { ...file.rule, floor: WRONG_COUNTS[pick % WRONG_COUNTS.length] } }),
  (file, pick) => ({ ...file, rule: { ...file.rule, quorum: WRONG_COUNTS[pick % WRONG_COUNTS.length] } }),
  (file, pick) => ({ ...file, rule: { ...file.rule, blockingMinority: WRONG_COUNTS[pick % WRONG_COUNTS.length] } }),
  (file) => ({ ...file, rule: { ...file.rule, ratio: { num: 2, den: 2 }, strict: true } }),
  (file) => ({ ...file, rule: { ...file.rule, ratio: undefined, floor: undefined } }),
  (file) => ({ ...file, rule: { ...file.rule, ratio: undefined, strict: true } }),
  (file) => ({ ...file, rule: { ...file.rule, polarity: 'stop', vetoSeats: ['A'] } }),
  (file) => ({ ...file, rule: { ...file.rule, polarity: 'object', blockingMinority: 1 } }),
  (file) => ({ ...file, rule: { ...file.rule, polarity: 'object' } }),
  (file, pick) => ({ ...file, rule: { ...file.rule, base: pick % 2 === 0 ? 'everybody' : undefined } }),
  (file) => ({ ...file, rule: { ...file.rule, onSilence: 'noQuorum' } }),
  (file, pick) => withBars(file, { ratio: WRONG_RATIOS[pick % WRONG_RATIOS.length] }),
  (file) => withBars(file, { ratio: { num: 1, den: 1 }, strict: true }),
  (file, pick) => {
    const total = WRONG_WEIGHTS[pick % WRONG_WEIGHTS.length];
    const bars = (file.rule.weightMajorities ?? []).map((share) => ({ ...share, total }));
    return { ...file, rule: { ...file.rule, weightMajorities: bars } };
  },
  (file, pick) => {
    const wrong = WRONG_WEIGHTS[pick % WRONG_WEIGHTS.length];
    const [first, ...rest] = file.electorate;
    if (first === undefined) return file;
    return {
      ...file,
      electorate: [...rest, { ...first, weights: Object.fromEntries<unknown>([[MEASURES[pick % 4] ?? '', wrong]]) }],
    };
  },
  (file) => ({ ...file, electorate: [...file.electorate, ...file.electorate.slice(0, 1)] }),
  (file) => ({ ...file, electorate: [...file.electorate, { member: 'O', votesFor: NAMES }] }),
  (file) => ({ ...file, votes: [...file.votes, { member: 'Z', choice: 'veto' }] }),
];

/** Cases of every field, about one in four of them spoilt. */
export const cases: fc.Arbitrary<CaseFile> = fc
  .tuple(plain, seldom(fc.constantFrom(...SPOILERS)), fc.nat(100))
  .map(([file, spoil, pick]) => (spoil === undefined ? file : spoil(file, pick)));
