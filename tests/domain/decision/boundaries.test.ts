// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { CastBallot, Elector } from '../../../chaincode/src/domain/decision/electorate.ts';
import { tally } from '../../../chaincode/src/domain/decision/tally.ts';
import { WORDS, type ArithmeticRule, type Base } from '../../../chaincode/src/protocol/index.ts';

const LARGEST = 200;
/** Bars of groups and weights, and the other polarities, go through the same comparison: they get fewer sizes. */
const SOME = 41;
const RATIOS = [
  { num: 1, den: 2 },
  { num: 2, den: 3 },
  { num: 3, den: 4 },
  { num: 3, den: 5 },
  { num: 1, den: 3 },
  { num: 1, den: 1 },
];
const BASES: readonly Base[] = ['allMembers', 'allEntitled', 'cast', 'presentAndVoting'];
const REACHED = { adopt: 'adopted', stop: 'stopped', object: 'blocked' };
const SHARES = RATIOS.flatMap((ratio) =>
  (ratio.num < ratio.den ? [false, true] : [false]).map((strict) => ({ ratio, strict })),
);
type Share = (typeof SHARES)[number];

/** Members in this order: those who support, stand against, abstain, keep silent, and are excluded. */
interface Split {
  readonly support: number;
  readonly against: number;
  readonly abstain: number;
  readonly silent: number;
  readonly excluded: number;
}

const NAMES = Array.from({ length: LARGEST }, (_, index) => `M${index}`);
const UNIT = `3${'0'.repeat(58)}7`;
const HEADS: readonly Elector[] = NAMES.map((member) => ({ member }));
const IN_GROUP: readonly Elector[] = NAMES.map((member) => ({ member, groups: ['g'] }));
const WEIGHED: readonly Elector[] = NAMES.map((member) => ({ member, weights: { t: UNIT } }));

/** The least whole number that reaches a share of a whole: the share rounded up, or the next one above it if strict. */
function leastOf(whole: number, { ratio: { num, den }, strict }: Share): number {
  const [part, rest] = [(BigInt(whole) * BigInt(num)) / BigInt(den), (BigInt(whole) * BigInt(num)) % BigInt(den)];
  return Number(strict || rest > 0n ? part + 1n : part);
}

function wholeOf(base: Base, { support, against, abstain, silent, excluded }: Split): number {
  const voting = support + against;
  const wholes = {
    allMembers: voting + abstain + silent + excluded,
    allEntitled: voting + abstain + silent,
    cast: voting + abstain,
    presentAndVoting: voting,
  };
  return wholes[base];
}

function isReached(rule: ArithmeticRule, electors: readonly Elector[], split: Split): boolean {
  const { support, against, abstain, silent, excluded } = split;
  const [supporting, opposing, abstaining] = WORDS[rule.polarity];
  const ballot = (choice: string) => (member: string) => ({ member, choice });
  const votes: CastBallot[] = [
    ...NAMES.slice(0, support).map(ballot(supporting)),
    ...NAMES.slice(support, support + against).map(ballot(opposing)),
    ...NAMES.slice(support + against, support + against + abstain).map(ballot(abstaining)),
  ];
  const size = support + against + abstain + silent + excluded;
  const exclude = NAMES.slice(size - excluded, size);
  return tally({ ...rule, exclude }, electors.slice(0, size), votes).result === REACHED[rule.polarity];
}

const NOBODY: Split = { support: 0, against: 0, abstain: 0, silent: 0, excluded: 0 };

/** An electorate of a size in which some abstain, are silent and are excluded, but at least one member votes. */
function splitOf(size: number, support: number): Split {
  const others = { abstain: Math.floor(size / 7), silent: Math.floor(size / 5), excluded: Math.floor(size / 11) };
  const voting = size - others.abstain - others.silent - others.excluded;
  return { support, against: voting - support, ...others };
}

/** The splits around the boundary, one below, on it and one above, as far as so many vote; with what each must come to. */
function around(base: Base, share: Share, splitBy: (support: number) => Split): { split: Split; isReached: boolean }[] {
  const least = leastOf(wholeOf(base, splitBy(0)), share);
  return [least - 1, least, least + 1]
    .map((support) => ({ split: splitBy(support), isReached: support >= least }))
    .filter(({ split: { support, against } }) => support >= 0 && against >= 0);
}

/** Those of every size where everybody votes, and of every other size where some do not. */
function boundary(base: Base, share: Share, largest: number): { split: Split; isReached: boolean }[] {
  return Array.from({ length: largest }, (_, index) => index + 1).flatMap((size) => [
    ...around(base, share, (support) => ({ ...NOBODY, support, against: size - support })),
    ...(size % 2 === 1 ? around(base, share, (support) => splitOf(size, support)) : []),
  ]);
}

function inWords({ ratio: { num, den }, strict }: Share): string {
  return `${strict ? 'more than' : 'at least'} ${num}/${den}`;
}

/** Fails at the first split that comes to the other result, or if only one of the two results occurs. */
function check(rule: ArithmeticRule, electors: readonly Elector[], share: Share, largest: number): void {
  const met = new Set<boolean>();
  for (const { split, isReached: expected } of boundary(rule.base, share, largest)) {
    met.add(expected);
    if (isReached(rule, electors, split) !== expected) expect.fail(`${JSON.stringify(split)} is not ${expected}`);
  }
  expect(met.size).to.equal(2);
}

describe('DT8: exact boundaries in electorates of 1 to 200', () => {
  for (const base of BASES)
    for (const share of SHARES) {
      it(`S20: adopts by ${inWords(share)} of ${base}`, () => {
        check({ polarity: 'adopt', base, ...share }, HEADS, share, LARGEST);
      });

      it(`S18, S19: meets group and weight bars of ${inWords(share)} of ${base}, weights of 60 digits too`, () => {
        check({ polarity: 'adopt', base, groupMajorities: [{ group: 'g', ...share }] }, IN_GROUP, share, SOME);
        check({ polarity: 'adopt', base, weightMajorities: [{ measure: 't', ...share }] }, WEIGHED, share, SOME);
      });

      it(`S35, S38: stops and blocks by ${inWords(share)} of ${base}`, () => {
        for (const polarity of ['stop', 'object'] as const) check({ polarity, base, ...share }, HEADS, share, SOME);
      });
    }

  for (const ratio of RATIOS)
    it(`S23: has a quorum of ${ratio.num}/${ratio.den} of the entitled`, () => {
      for (let size = 1; size <= LARGEST; size += 1) {
        const least = leastOf(size, { ratio, strict: false });
        for (const cast of [least - 1, least, least + 1].filter((votes) => votes > 0 && votes <= size)) {
          const split = { support: 1, against: 0, abstain: cast - 1, silent: size - cast, excluded: 0 };
          const rule: ArithmeticRule = { polarity: 'adopt', base: 'presentAndVoting', ratio, quorum: ratio };
          expect(isReached(rule, HEADS, split), JSON.stringify(split)).to.equal(cast >= least);
        }
      }
    });

  it('S22, S23: has a floor and a quorum of each number of heads', () => {
    for (let least = 1; least < LARGEST; least += 1) {
      for (const votes of [least - 1, least, least + 1]) {
        const split = { support: votes, against: 0, abstain: 0, silent: LARGEST - votes, excluded: 0 };
        const rule: ArithmeticRule = { polarity: 'adopt', base: 'presentAndVoting' };
        const fewest = { num: 1, den: LARGEST };
        expect(isReached({ ...rule, floor: least }, HEADS, split)).to.equal(votes >= least);
        expect(isReached({ ...rule, ratio: fewest, quorum: least }, HEADS, split)).to.equal(votes >= least);
      }
    }
  });
});
