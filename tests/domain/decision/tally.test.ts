// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { missing, tally, type Vote } from '../../../chaincode/src/domain/decision/tally.ts';
import { DecisionRule, MemberId, type Base } from '../../../chaincode/src/protocol/index.ts';

const BASES: readonly Base[] = ['allMembers', 'allEntitled', 'cast', 'presentAndVoting'];
const RATIOS = [
  { num: 1, den: 2 },
  { num: 2, den: 3 },
  { num: 3, den: 4 },
  { num: 1, den: 1 },
];
const QUORUMS = [undefined, 1, 3, 61, { num: 1, den: 2 }, { num: 2, den: 3 }, { num: 1, den: 1 }];
const LARGEST = 60;

interface Split {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  readonly silent: number;
}

type Quorum = (typeof QUORUMS)[number];

function ruleOf(base: Base, ratio: (typeof RATIOS)[number], strict: boolean, quorum: Quorum): DecisionRule {
  return DecisionRule.parse({
    ...{ organ: 'conference', polarity: 'adopt', ratio, base, window: 'PT72H' },
    ...(strict && { strict }),
    ...(quorum !== undefined && { quorum }),
  });
}

/** Every rule of the grid; strictly more than the whole could never be met, and is refused by the schema (S6). */
const RULES = BASES.flatMap((base) =>
  RATIOS.flatMap((ratio) =>
    [false, true]
      .filter((strict) => !strict || ratio.num < ratio.den)
      .flatMap((strict) => QUORUMS.map((quorum) => ruleOf(base, ratio, strict, quorum))),
  ),
);

const MEMBERS = Array.from({ length: LARGEST }, (_, index) => MemberId.parse(`X${index}`));
const VOTES = { yes: votesOf('yes'), no: votesOf('no'), abstain: votesOf('abstain') };

function votesOf(choice: Vote['choice']): Vote[] {
  return MEMBERS.map((member) => ({ member, choice }));
}

/** Ballots of the first members, in the order yes, no, abstain; the last ones are silent. */
function cast({ yes, no, abstain }: Split): Vote[] {
  return [
    ...VOTES.yes.slice(0, yes),
    ...VOTES.no.slice(yes, yes + no),
    ...VOTES.abstain.slice(yes + no, yes + no + abstain),
  ];
}

function electorateOf({ yes, no, abstain, silent }: Split): MemberId[] {
  return MEMBERS.slice(0, yes + no + abstain + silent);
}

/** S17, in words of the treaty: who is in the lower half of the fraction. */
function baseOf(base: Base, { yes, no, abstain, silent }: Split): number {
  if (base === 'presentAndVoting') return yes + no;
  if (base === 'cast') return yes + no + abstain;
  return yes + no + abstain + silent;
}

/** The fewest whole heads that are at least, or more than, a share of some heads: schoolbook division with remainder. */
function fewest(heads: number, { num, den }: { num: number; den: number }, strict: boolean): number {
  const share = heads * num;
  const whole = (share - (share % den)) / den;
  if (strict) return whole + 1;
  return share % den === 0 ? whole : whole + 1;
}

/** S20, S21, S23, S25, S26, S28, S31, written apart from the code under test: comparing heads, never products. */
function expected(rule: DecisionRule, split: Split): 'adopted' | 'rejected' | 'noQuorum' {
  const ballots = split.yes + split.no + split.abstain;
  if (ballots === 0) return 'rejected';
  const { quorum } = rule;
  const needed = typeof quorum === 'object' ? fewest(ballots + split.silent, quorum, false) : (quorum ?? 0);
  if (ballots < needed) return 'noQuorum';
  const base = baseOf(rule.base, split);
  if (base === 0) return 'rejected';
  return split.yes >= fewest(base, rule.ratio, rule.strict === true) ? 'adopted' : 'rejected';
}

/** Every way in which so many members can be split into yes, no, abstain and silent. */
function* splitsOf(members: number): Generator<Split> {
  for (let yes = 0; yes <= members; yes += 1) {
    for (let no = 0; no <= members - yes; no += 1) {
      for (let abstain = 0; abstain <= members - yes - no; abstain += 1) {
        yield { yes, no, abstain, silent: members - yes - no - abstain };
      }
    }
  }
}

const arbitrarySplit = fc
  .tuple(fc.nat(LARGEST), fc.nat(LARGEST), fc.nat(LARGEST), fc.nat(LARGEST))
  .filter(([yes, no, abstain, silent]) => yes + no + abstain + silent <= LARGEST)
  .map(([yes, no, abstain, silent]): Split => ({ yes, no, abstain, silent }));
const arbitraryRatio = fc
  .tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }))
  .map(([one, other]) => ({ num: Math.min(one, other), den: Math.max(one, other) }));
const arbitraryRule = fc
  .record({
    base: fc.constantFrom(...BASES),
    ratio: arbitraryRatio,
    strict: fc.boolean(),
    quorum: fc.option(fc.oneof(fc.integer({ min: 1, max: 70 }), arbitraryRatio), { nil: undefined }),
  })
  .map(({ base, ratio, strict, quorum }) => ruleOf(base, ratio, strict && ratio.num < ratio.den, quorum));

function inAnyOrder(split: Split): fc.Arbitrary<[Split, Vote[]]> {
  const votes = cast(split);
  const all = { minLength: votes.length, maxLength: votes.length };
  return fc.tuple(fc.constant(split), fc.shuffledSubarray(votes, all));
}

function outcome(rule: DecisionRule, split: Split): string {
  return tally(rule, electorateOf(split), cast(split)).result;
}

/** Compares one case; chai's own comparison would take longer than the tally. */
function requireAgreement(rule: DecisionRule, split: Split, electorate: MemberId[], votes: Vote[]): void {
  const { result } = tally(rule, electorate, votes);
  if (result !== expected(rule, split)) expect.fail(JSON.stringify({ rule, split, result }));
}

describe('the tally', function () {
  this.timeout(60_000);

  it('agrees with exact rationals for every split of up to 18 members under every rule of the grid (S17 to S31)', () => {
    let compared = 0;
    for (let members = 0; members <= 18; members += 1) {
      for (const split of splitsOf(members)) {
        const [electorate, votes] = [electorateOf(split), cast(split)];
        for (const rule of RULES) {
          requireAgreement(rule, split, electorate, votes);
          compared += 1;
        }
      }
    }
    expect(compared).to.equal(7315 * 196);
  });

  it('agrees for every split of 19 to 60 members, each under four rules, which are taken in turn (S17 to S31)', () => {
    let compared = 0;
    for (let members = 19; members <= LARGEST; members += 1) {
      for (const split of splitsOf(members)) {
        const [electorate, votes] = [electorateOf(split), cast(split)];
        for (let each = 0; each < 4; each += 1) {
          const rule = RULES[compared % RULES.length] ?? expect.fail('The grid is empty.');
          requireAgreement(rule, split, electorate, votes);
          compared += 1;
        }
      }
    }
    // All ways to split 0 to 60 members in four are 64 over 4; those of 0 to 18, 22 over 4.
    expect(compared).to.equal((635_376 - 7315) * 4);
  });

  it('agrees at the boundary of every rule for every body of 1 to 60: one yes fewer changes the outcome (DT8)', () => {
    for (let members = 1; members <= LARGEST; members += 1) {
      for (const rule of RULES.filter(({ quorum }) => quorum === undefined)) {
        const yes = fewest(members, rule.ratio, rule.strict === true);
        const split = { yes, no: members - yes, abstain: 0, silent: 0 };
        expect(outcome(rule, split)).to.equal('adopted');
        expect(outcome(rule, { ...split, yes: yes - 1, no: members - yes + 1 })).to.equal('rejected');
      }
    }
  });

  it('agrees for any ratio and any quorum', () => {
    fc.assert(
      fc.property(arbitraryRule, arbitrarySplit, (rule, split) => {
        expect(outcome(rule, split)).to.equal(expected(rule, split));
      }),
      { numRuns: 2000 },
    );
  });

  it('reports entitled, base and heads, whichever line decided (S42)', () => {
    fc.assert(
      fc.property(arbitraryRule, arbitrarySplit, (rule, split) => {
        expect(tally(rule, electorateOf(split), cast(split))).to.deep.equal({
          result: expected(rule, split),
          entitled: split.yes + split.no + split.abstain + split.silent,
          base: baseOf(rule.base, split),
          tally: split,
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is the same in whichever order the ballots come', () => {
    fc.assert(
      fc.property(arbitraryRule, arbitrarySplit.chain(inAnyOrder), (rule, [split, shuffled]) => {
        expect(tally(rule, electorateOf(split), shuffled)).to.deep.equal(tally(rule, electorateOf(split), cast(split)));
      }),
      { numRuns: 300 },
    );
  });

  // The two readings of CWC IX.17, three quarters of a council of 41.
  it('asks for 31 of 41 at three quarters of all members', () => {
    const rule = ruleOf('allMembers', { num: 3, den: 4 }, false, undefined);
    expect(outcome(rule, { yes: 31, no: 10, abstain: 0, silent: 0 })).to.equal('adopted');
    expect(outcome(rule, { yes: 30, no: 0, abstain: 0, silent: 11 })).to.equal('rejected');
  });

  it('counts nothing for nobody: an empty electorate, or none that voted, carries nothing (S25, S26)', () => {
    for (const rule of RULES) {
      expect(outcome(rule, { yes: 0, no: 0, abstain: 0, silent: 0 })).to.equal('rejected');
      expect(outcome(rule, { yes: 0, no: 0, abstain: 0, silent: 9 })).to.equal('rejected');
    }
  });
});

/** The fewest of those silent who would carry it by `yes`, by trying them one after another. */
function fewestMore(rule: DecisionRule, split: Split): number | undefined {
  for (let more = 0; more <= split.silent; more += 1) {
    const then = { ...split, yes: split.yes + more, silent: split.silent - more };
    if (expected(rule, then) === 'adopted') return more;
  }
  return undefined;
}

function lackingBallots({ quorum }: DecisionRule, split: Split): number {
  const ballots = split.yes + split.no + split.abstain;
  const needed = typeof quorum === 'object' ? fewest(ballots + split.silent, quorum, false) : (quorum ?? 0);
  return needed > ballots ? needed - ballots : 0;
}

describe('what is missing', function () {
  this.timeout(60_000);

  const agrees = (rule: DecisionRule, split: Split): void => {
    const yes = fewestMore(rule, split);
    const silent = electorateOf(split).slice(split.yes + split.no + split.abstain);
    expect(missing(rule, electorateOf(split), cast(split))).to.deep.equal({
      ...{ forQuorum: lackingBallots(rule, split), silent },
      ...(yes !== undefined && { yes }),
    });
  };

  it('agrees with trial for every split of up to 7 members under every rule of the grid', () => {
    for (let members = 0; members <= 7; members += 1) {
      for (const split of splitsOf(members)) for (const rule of RULES) agrees(rule, split);
    }
  });

  it('agrees with trial for any rule and any split of up to 60 members', () => {
    fc.assert(fc.property(arbitraryRule, arbitrarySplit, agrees), { numRuns: 400 });
  });

  it('names those who are silent in the order of the electorate, wherever they stand', () => {
    const [first, second, third] = MEMBERS;
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('Three members are needed.');
    const rule = ruleOf('allEntitled', { num: 2, den: 3 }, false, undefined);
    expect(missing(rule, [first, second, third], [{ member: second, choice: 'yes' }])).to.deep.equal({
      ...{ forQuorum: 0, yes: 1, silent: [first, third] },
    });
  });
});
