// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { blockersOf, fewest, isReachable, onSilence } from '../../../chaincode/src/domain/decision/analysis.ts';
import { RuleCase } from '../../../chaincode/src/protocol/index.ts';
import type { CaseFile, EntryFile, RuleFile } from './case-file.ts';
import { ADOPT, ballots, members, OBJECT, STOP, type Electorate } from './deciding.ts';
import { judge } from './oracle.ts';

const HALF = { num: 1, den: 2 };
const WHOLE = { num: 1, den: 1 };
const { ratio: _, ...BARE } = ADOPT;
const ANY_OF_ALL = { ...ADOPT, base: 'allEntitled', strict: true };

function read(rule: RuleFile, electorate: Electorate, votes = ''): RuleCase {
  const entries = typeof electorate === 'string' ? members(electorate) : electorate;
  return RuleCase.parse({ rule, electorate: entries, votes: ballots(votes) });
}

function reachable(rule: RuleFile, electorate: Electorate): boolean {
  const { rule: parsed, electorate: entries } = read(rule, electorate);
  return isReachable(parsed, entries);
}

function blockers(rule: RuleFile, electorate: Electorate) {
  const { rule: parsed, electorate: entries } = read(rule, electorate);
  return blockersOf(parsed, entries);
}

function fewestOf(rule: RuleFile, electorate: Electorate, votes = '') {
  const { rule: parsed, electorate: entries, votes: cast } = read(rule, electorate, votes);
  return fewest(parsed, entries, cast);
}

// ---- By brute force, over the second reading of the semantics

const SUPPORT = new Map<unknown, string>([
  ['adopt', 'yes'],
  ['stop', 'stop'],
  ['object', 'object'],
]);
const AGAINST = new Map<unknown, string>([
  ['adopt', 'no'],
  ['stop', 'proceed'],
  ['object', 'accept'],
]);

function isReached({ rule, electorate, votes }: CaseFile, more: CaseFile['votes'] = []): boolean {
  return ['adopted', 'stopped', 'blocked'].includes(judge({ rule, electorate, votes: [...votes, ...more] }).result);
}

function mayVote({ rule, electorate }: CaseFile): string[] {
  const names = electorate.filter(({ votesFor = [] }) => votesFor.length === 0).map(({ member }) => member);
  return names.filter((name) => !(rule.exclude ?? []).includes(name));
}

function supporting({ rule }: CaseFile, names: readonly string[]): CaseFile['votes'] {
  return names.map((member) => ({ member, choice: SUPPORT.get(rule.polarity) ?? '' }));
}

function subsetsOf(names: readonly string[]): string[][] {
  return names.reduce<string[][]>((subsets, name) => [...subsets, ...subsets.map((some) => [...some, name])], [[]]);
}

/** The size of the smallest set of members without a ballot whose support suffices; undefined where none does. */
function leastOf(file: CaseFile): number | undefined {
  const voted = file.votes.map(({ member }) => member);
  const free = mayVote(file).filter((name) => !voted.includes(name));
  const sizes = subsetsOf(free)
    .filter((some) => isReached(file, supporting(file, some)))
    .map(({ length }) => length);
  return sizes.length === 0 ? undefined : Math.min(...sizes);
}

// ---- Random cases

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I'];
const ratio = fc.constantFrom(HALF, WHOLE, { num: 1, den: 3 }, { num: 2, den: 3 }, { num: 3, den: 4 });
const names = fc.subarray(NAMES, { maxLength: 2 });
const some = <V>(value: fc.Arbitrary<V>) => fc.option(value, { nil: undefined });

/** Rules with up to two groups and one weight, and electorates of up to so many members and one organisation. */
function casesOf(most: number, measures: readonly string[]): fc.Arbitrary<CaseFile> {
  const rule = fc
    .record({
      polarity: fc.constantFrom('adopt', 'adopt', 'stop', 'object'),
      base: fc.constantFrom('allMembers', 'allEntitled', 'cast', 'presentAndVoting'),
      ratio,
      quorum: some(fc.oneof(fc.integer({ min: 1, max: 5 }), ratio)),
      floor: some(fc.integer({ min: 1, max: 5 })),
      groupMajorities: fc
        .subarray(['g', 'h'])
        .chain((groups) => fc.tuple(...groups.map((group) => fc.record({ group: fc.constant(group), ratio })))),
      weightMajorities: fc.tuple(...measures.map((measure) => fc.record({ measure: fc.constant(measure), ratio }))),
      exclude: names,
      onSilence: some(fc.constantFrom('adopted', 'rejected')),
      adoption: fc.record({
        namedAssents: names,
        vetoSeats: names,
        blockingMinority: some(fc.integer({ min: 1, max: 4 })),
      }),
    })
    .map(({ adoption, ...rest }) => ({ ...rest, ...(rest.polarity === 'adopt' && adoption) }));
  const weights = fc.tuple(fc.nat(9), fc.nat(9)).map(([t, u]) => ({ t: String(t), u: String(u) }));
  const entry = fc.record({ groups: fc.subarray(['g', 'h']), weights });
  const electorate = fc
    .tuple(fc.array(entry, { minLength: 1, maxLength: most }), names)
    .map(([entries, votesFor]) => [
      ...entries.map((rest, index): EntryFile => ({ member: NAMES[index] ?? '', ...rest })),
      ...(votesFor.length > 0 ? [{ member: 'EU', votesFor }] : []),
    ]);
  const votes = fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C', 'EU', 'Z'), fc.boolean()), { maxLength: 3 });
  return fc.tuple(rule, electorate, votes).map(([law, entries, cast]) => ({
    rule: law,
    electorate: entries,
    votes: cast.map(([member, isFor]) => ({ member, choice: (isFor ? SUPPORT : AGAINST).get(law.polarity) ?? '' })),
  }));
}

function parsed(file: CaseFile): RuleCase {
  return RuleCase.parse(JSON.parse(JSON.stringify(file)));
}

describe('isReachable', () => {
  it('says whether all that may vote could meet the rule together', () => {
    expect(reachable(ADOPT, 'A B')).to.be.true;
    expect(reachable({ ...ADOPT, floor: 3 }, 'A B')).to.be.false;
    expect(reachable({ ...ADOPT, floor: 2, exclude: ['A'] }, 'A B')).to.be.false;
    expect(reachable({ ...ADOPT, namedAssents: ['Z'] }, 'A B')).to.be.false;
    expect(reachable(STOP, [])).to.be.false;
    expect(reachable({ ...OBJECT, exclude: ['A', 'B'] }, 'A B')).to.be.false;
  });

  it('does not count an organisation besides its members', () => {
    expect(reachable({ ...ADOPT, floor: 2 }, [...members('A'), { member: 'EU', votesFor: ['A'] }])).to.be.false;
  });

  it('agrees with every way in which up to four members could vote', () => {
    fc.assert(
      fc.property(casesOf(4, ['t']), (file) => {
        const empty = { ...file, votes: [] };
        const ways = mayVote(file).reduce<CaseFile['votes'][]>(
          (before, member) =>
            [SUPPORT.get(file.rule.polarity), AGAINST.get(file.rule.polarity), 'abstain', undefined].flatMap((choice) =>
              before.map((votes) => (choice === undefined ? votes : [...votes, { member, choice }])),
            ),
          [[]],
        );
        const expected = ways.some((votes) => votes.length > 0 && isReached(empty, votes));
        const { rule, electorate } = parsed(file);
        expect(isReachable(rule, electorate)).to.equal(expected);
      }),
      { numRuns: 200 },
    );
  });
});

describe('blockersOf', () => {
  it('finds nobody where a majority suffices, or where nothing could', () => {
    expect(blockers(ANY_OF_ALL, 'A B C')).to.deep.equal({ byVote: [], bySilence: [] });
    expect(blockers({ ...ADOPT, floor: 4 }, 'A B C')).to.deep.equal({ byVote: [], bySilence: [] });
  });

  it('finds a veto seat by its vote, and a named assent by its silence too', () => {
    const rule = { ...ADOPT, vetoSeats: ['A', 'D'], namedAssents: ['B'], exclude: ['D'] };
    expect(blockers(rule, 'A B C D E')).to.deep.equal({ byVote: ['A', 'B'], bySilence: ['B'] });
  });

  it('finds everybody in unanimity; in consensus by a vote only', () => {
    const all = { byVote: ['A', 'B'], bySilence: ['A', 'B'] };
    expect(blockers({ ...ADOPT, ratio: WHOLE, base: 'allEntitled' }, 'A B')).to.deep.equal(all);
    expect(blockers({ ...ADOPT, ratio: WHOLE }, 'A B')).to.deep.equal({ ...all, bySilence: [] });
  });

  it('finds who holds more of a weight than the rest can do without', () => {
    const entries = ['6', '3', '1'].map((t, index) => ({ member: NAMES[index] ?? '', weights: { t } }));
    const rule = { ...BARE, base: 'allEntitled', weightMajorities: [{ measure: 't', ratio: { num: 2, den: 3 } }] };
    expect(blockers(rule, entries)).to.deep.equal({ byVote: ['A'], bySilence: ['A'] });
  });

  it('finds, where objections are asked for, whose single objection suffices, and nobody by silence', () => {
    const { ratio: _ratio, ...bare } = OBJECT;
    const any = { byVote: ['A', 'B', 'C'], bySilence: [] };
    expect(blockers({ ...bare, floor: 1 }, 'A B C')).to.deep.equal(any);
    expect(blockers({ ...bare, base: 'allMembers', ratio: { num: 1, den: 3 } }, 'A B C')).to.deep.equal(any);
    expect(blockers({ ...bare, base: 'allMembers', ratio: WHOLE }, 'A B C').byVote).to.deep.equal([]);
    expect(blockers({ ...bare, floor: 1, exclude: ['A'] }, 'A B C').byVote).to.deep.equal(['B', 'C']);
  });

  it('finds an organisation to which its members leave their votes, unless it is excluded', () => {
    const entries = [...members('A B C D'), { member: 'EU', votesFor: ['A', 'B'] }, { member: 'AU', votesFor: ['C'] }];
    const rule = { ...ADOPT, base: 'allEntitled', ratio: { num: 3, den: 4 } };
    expect(blockers(rule, entries)).to.deep.equal({ byVote: ['EU'], bySilence: ['EU'] });
    expect(blockers({ ...rule, exclude: ['EU'] }, entries)).to.deep.equal({ byVote: [], bySilence: [] });
    const objecting = { ...OBJECT, base: 'allMembers', ratio: HALF };
    expect(blockers(objecting, entries)).to.deep.equal({ byVote: ['EU'], bySilence: [] });
  });

  it('agrees with a count of each member and organisation alone', () => {
    fc.assert(
      fc.property(casesOf(6, ['t']), (file) => {
        const empty = { ...file, votes: [] };
        const isObjecting = file.rule.polarity === 'object';
        const [own, their] = isObjecting ? [SUPPORT, AGAINST] : [AGAINST, SUPPORT];
        const words = (from: ReadonlyMap<unknown, string>, names: readonly string[]) =>
          names.map((member) => ({ member, choice: from.get(file.rule.polarity) ?? '' }));
        const all = mayVote(file);
        const speakers = file.electorate
          .filter(({ member, votesFor = [] }) => votesFor.length > 0 && !(file.rule.exclude ?? []).includes(member))
          .map(({ member }) => member);
        const others = (name: string) => {
          const spokenFor = file.electorate.find(({ member }) => member === name)?.votesFor ?? [];
          return words(
            their,
            all.filter((other) => other !== name && !spokenFor.includes(other)),
          );
        };
        const isMet = isReached(empty, supporting(file, all)) && all.length > 0;
        const alone = isMet ? [...all, ...speakers] : [];
        const byVote = alone.filter(
          (name) => isReached(empty, [...others(name), ...words(own, [name])]) === isObjecting,
        );
        const bySilence = alone.filter((name) => !isObjecting && !isReached(empty, others(name)));
        const { rule, electorate } = parsed(file);
        expect(blockersOf(rule, electorate)).to.deep.equal({ byVote, bySilence });
      }),
      { numRuns: 200 },
    );
  });
});

describe('fewest', () => {
  it('takes the heaviest members, and those of a group that is named', () => {
    const entries = ['1', '2', '5', '9'].map((t, index) => ({
      member: NAMES[index] ?? '',
      groups: index === 0 ? ['g'] : [],
      weights: { t },
    }));
    const bars = { base: 'allEntitled', weightMajorities: [{ measure: 't', ratio: HALF }] };
    expect(fewestOf({ ...BARE, ...bars }, entries)).to.deep.equal({ members: ['D'], isExact: true });
    const grouped = { ...BARE, ...bars, groupMajorities: [{ group: 'g', ratio: WHOLE }] };
    expect(fewestOf(grouped, entries)?.members).to.have.members(['A', 'D']);
  });

  it('takes no votes for none cast', () => {
    const { rule, electorate } = read(ANY_OF_ALL, 'A B C');
    expect(fewest(rule, electorate)?.members).to.have.length(2);
  });

  it('counts besides the votes cast, of which nothing is taken back', () => {
    expect(fewestOf(ANY_OF_ALL, 'A B C D E', 'A:yes B:no')?.members).to.have.length(2);
    expect(fewestOf(ANY_OF_ALL, 'A B C D E', 'A:no B:no C:no')).to.be.undefined;
    expect(fewestOf(ADOPT, 'A B', 'A:yes')).to.deep.equal({ members: [], isExact: true });
  });

  it('asks for nobody where silence adopts, even what no votes could (S27)', () => {
    const silent = { ...ADOPT, floor: 9, onSilence: 'adopted' };
    expect(fewestOf(silent, 'A B')).to.deep.equal({ members: [], isExact: true });
    expect(fewestOf(silent, 'A B', 'A:yes')).to.be.undefined;
  });

  it('does not take a vote that sets aside the ballots of an organisation (S16a)', () => {
    const entries = [...members('A B C D E'), { member: 'EU', votesFor: ['A', 'B'] }];
    expect(fewestOf(ANY_OF_ALL, entries, 'EU:yes')?.members).to.deep.equal(['C']);
  });

  it('sets aside the ballots of an organisation that stand in the way (S16a)', () => {
    const entries = [...members('A B C D E'), { member: 'EU', votesFor: ['D', 'E'] }];
    expect(fewestOf(ADOPT, entries, 'EU:no')?.members).to.deep.equal(['D']);
  });

  it('is exact for up to nine members, with groups and one weight', () => {
    fc.assert(
      fc.property(casesOf(9, ['t']), (file) => {
        const { rule, electorate, votes } = parsed(file);
        const found = fewest(rule, electorate, votes);
        expect(found?.members.length).to.equal(leastOf(file));
        if (found === undefined) return;
        expect(found.isExact).to.be.true;
        expect(isReached(file, supporting(file, found.members))).to.be.true;
      }),
      { numRuns: 200 },
    );
  });

  it('is an upper bound with two weights, exact only where it says so', () => {
    fc.assert(
      fc.property(casesOf(6, ['t', 'u']), (file) => {
        const { rule, electorate, votes } = parsed(file);
        const found = fewest(rule, electorate, votes);
        const least = leastOf(file);
        expect(found === undefined).to.equal(least === undefined);
        if (found === undefined) return;
        expect(found.members.length).to.be.at.least(least ?? 0);
        if (found.isExact) expect(found.members.length).to.equal(least);
        expect(isReached(file, supporting(file, found.members))).to.be.true;
      }),
      { numRuns: 100 },
    );
  });

  it('names all that may vote where there are too many ways to try, and says that it is a bound', () => {
    const groups = ['g', 'h', 'i', 'j'];
    const entries = Array.from({ length: 16 }, (_, index) => ({
      member: `M${index}`,
      groups: groups.filter((_group, bit) => (index >> bit) % 2 === 1),
    }));
    const few = { num: 1, den: 100 };
    const rule = { ...BARE, floor: 12, groupMajorities: groups.map((group) => ({ group, ratio: few })) };
    const all = entries.map(({ member }) => member);
    const found = fewestOf(rule, entries);
    expect(found?.isExact).to.be.false;
    expect(found?.members).to.have.members(all);
  });
});

describe('onSilence', () => {
  it('tells what becomes of it when nobody votes', () => {
    const results = [ADOPT, { ...ADOPT, onSilence: 'adopted' }, STOP, OBJECT].map((rule) => {
      const { rule: law, electorate } = read(rule, 'A B');
      return onSilence(law, electorate);
    });
    expect(results).to.deep.equal(['rejected', 'adopted', 'proceeds', 'takesEffect']);
  });
});
