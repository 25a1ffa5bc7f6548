// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { WORDS, type Base } from '../../../chaincode/src/protocol/index.ts';
import type { EntryFile } from './case-file.ts';
import { ADOPT, decide, expectResult, OBJECT, STOP } from './deciding.ts';

const HALF = { num: 1, den: 2 };
const WHOLE = { num: 1, den: 1 };
const { ratio: _, ...BARE } = ADOPT;
const NONE_IGNORED = { nonMembers: [], excluded: [], organisations: [] };

function of(group: string, weight: string, names: string): EntryFile[] {
  return names.split(' ').map((member) => ({ member, groups: [group], weights: { t: weight } }));
}

describe('who counts', () => {
  describe('S12: the words', () => {
    for (const [rule, result] of [
      [ADOPT, 'adopted'],
      [STOP, 'stopped'],
      [OBJECT, 'blocked'],
    ] as const)
      it(`gives ${result} by the first word of three, and abstention to neither side`, () => {
        const [support, against, abstain] =
          WORDS[result === 'adopted' ? 'adopt' : result === 'stopped' ? 'stop' : 'object'];
        const more = { ...rule, strict: true };
        const { tally } = decide(more, 'A B C D E', `A:${support} B:${support} C:${against} D:${abstain}`);
        expect(tally).to.deep.equal({ [support]: 2, [against]: 1, [abstain]: 1, silent: 1 });
        expectResult(result, decide(more, 'A B C D E', `A:${support} B:${support} C:${against} D:${abstain}`));
        const { result: other } = decide(more, 'A B C D E', `A:${support} C:${against} D:${abstain}`);
        expect(other).not.to.equal(result);
      });
  });

  describe('S13: the entitled', () => {
    it('are the members less those excluded', () => {
      expect(decide({ ...ADOPT, exclude: ['B'] }, 'A B C').entitled).to.equal(2);
    });

    it('are not changed by excluding a name that is no member, or one twice', () => {
      expect(decide({ ...ADOPT, exclude: ['Z', 'B', 'B', '__proto__'] }, 'A B C').entitled).to.equal(2);
      expectResult('adopted', decide({ ...ADOPT, namedAssents: ['A', 'A'], vetoSeats: ['B', 'B'] }, 'A B', 'A:yes'));
    });
  });

  describe('S14: ignored ballots', () => {
    it('are listed by kind, each name once, in ascending order', () => {
      const rule = { ...ADOPT, exclude: ['B', 'b', 'Z', 'EU'] };
      const entries = [...['B', 'b', 'C'].map((member) => ({ member })), { member: 'EU', votesFor: ['C'] }];
      const votes = 'z:yes b:yes Z:yes B:no EU:yes B:yes __proto__:no Y10:yes Y2:yes z:no';
      const { ignored, tally } = decide(rule, entries, votes);
      expect(ignored).to.deep.equal({
        nonMembers: ['Y10', 'Y2', 'Z', '__proto__', 'z'],
        excluded: ['B', 'EU', 'b'],
        organisations: [],
      });
      expect(tally).to.deep.equal({ yes: 0, no: 0, abstain: 0, silent: 1 });
    });

    it('ignores a name like another in all but case or accent', () => {
      const { ignored, tally } = decide(ADOPT, 'Åland', 'åland:yes A\u030aland:yes');
      expect(ignored.nonMembers).to.deep.equal(['A\u030aland', 'åland']);
      expect(tally.silent).to.equal(1);
    });
  });

  describe('S15: several ballots of one member', () => {
    it('counts the first', () => {
      const { tally, ignored } = decide(ADOPT, 'A B', 'A:no A:yes A:abstain');
      expect(tally).to.deep.equal({ yes: 0, no: 1, abstain: 0, silent: 1 });
      expect(ignored).to.deep.equal(NONE_IGNORED);
    });

    it('counts the last where votes may be changed', () => {
      const { tally, ignored } = decide({ ...ADOPT, revote: true }, 'A B', 'A:no A:yes A:abstain');
      expect(tally).to.deep.equal({ yes: 0, no: 0, abstain: 1, silent: 1 });
      expect(ignored).to.deep.equal(NONE_IGNORED);
    });

    it('lets a ballot that was changed veto nothing', () => {
      const seats = { ...ADOPT, revote: true, vetoSeats: ['A'] };
      expectResult('adopted', decide(seats, 'A B', 'A:no B:yes A:yes'));
      expectResult('rejected', decide({ ...seats, revote: false }, 'A B', 'A:no B:yes A:yes'), 'S29');
    });
  });

  it('S16: counts abstention among the cast, and the rest as silent', () => {
    const { tally } = decide({ ...ADOPT, exclude: ['D'] }, 'A B C D', 'A:abstain D:yes');
    expect(tally).to.deep.equal({ yes: 0, no: 0, abstain: 1, silent: 2 });
    expectResult('noQuorum', decide({ ...ADOPT, quorum: 2 }, 'A B', 'A:yes A:no'));
    expectResult('adopted', decide({ ...ADOPT, quorum: 2 }, 'A B', 'A:yes B:abstain'));
  });
});

describe('denominators and bars', () => {
  const BASES: [Base, number][] = [
    ['allMembers', 7],
    ['allEntitled', 6],
    ['cast', 5],
    ['presentAndVoting', 4],
  ];
  const votes = 'A:yes B:yes C:yes D:no E:abstain G:no';

  for (const [base, whole] of BASES) {
    it(`S17: measures 3 of ${whole} under ${base}`, () => {
      const rule = { ...ADOPT, base, exclude: ['G'] };
      expect(decide(rule, 'A B C D E F G', votes).base).to.equal(whole);
      expectResult('adopted', decide({ ...rule, ratio: { num: 3, den: whole } }, 'A B C D E F G', votes));
      expectResult(
        'rejected',
        decide({ ...rule, ratio: { num: 3, den: whole }, strict: true }, 'A B C D E F G', votes),
      );
    });

    it(`S18: measures 3 of ${whole} in a group under ${base}`, () => {
      const entries = [...of('g', '0', 'A B C D E F G'), ...of('h', '0', 'U V W')];
      const bar = { group: 'g', ratio: { num: 3, den: whole } };
      const rule = { ...BARE, base, exclude: ['G', 'U'], groupMajorities: [bar] };
      const { groups } = decide(rule, entries, `${votes} V:no W:no`);
      expect(groups).to.deep.equal({ g: { yes: 3, no: 1, abstain: 1, silent: 1, entitled: 6, base: whole } });
      expectResult('adopted', decide(rule, entries, `${votes} V:no W:no`));
      const strictly = { ...rule, groupMajorities: [{ ...bar, strict: true }] };
      expectResult('rejected', decide(strictly, entries, `${votes} V:no W:no`));
    });

    it(`S19: measures weights of 60 digits under ${base}`, () => {
      const unit = 10n ** 59n;
      const entries = of('g', String(unit), 'A B C D E F G');
      const bar = { measure: 't', ratio: { num: 3, den: whole } };
      const rule = { ...BARE, base, exclude: ['G'], weightMajorities: [bar] };
      const { weights } = decide(rule, entries, votes);
      const expected = { yes: 3n * unit, no: unit, abstain: unit, silent: unit, base: BigInt(whole) * unit };
      const inDigits = Object.entries(expected).map(([word, sum]): [string, string] => [word, String(sum)]);
      expect(weights).to.deep.equal({ t: Object.fromEntries(inDigits) });
      expectResult('adopted', decide(rule, entries, votes));
      const lacking = entries.map((entry) =>
        entry.member === 'A' ? { ...entry, weights: { t: String(unit - 1n) } } : entry,
      );
      expectResult('rejected', decide(rule, lacking, votes));
    });
  }

  it('S4: gives weight 0 to a member without an entry, and counts its head', () => {
    const entries = [...of('g', '4', 'A'), ...of('g', '3', 'B'), { member: 'C' }, { member: 'D', weights: { u: '9' } }];
    const rule = { ...BARE, floor: 2, weightMajorities: [{ measure: 't', ratio: { num: 4, den: 7 } }] };
    const { weights } = decide(rule, entries, 'A:yes B:no C:yes D:no');
    expect(weights.t).to.deep.equal({ yes: '4', no: '3', abstain: '0', silent: '0', base: '7' });
    expectResult('adopted', decide(rule, entries, 'A:yes B:no C:yes D:no'));
    expectResult('rejected', decide(rule, entries, 'B:yes C:yes A:no D:no'));
  });

  it('S4: takes no weight or group from what every object has', () => {
    const bars = ['__proto__', 'constructor', 'toString'].map((measure) => ({ measure, ratio: HALF }));
    const { result, weights } = decide({ ...BARE, weightMajorities: bars }, 'A', 'A:yes');
    expect(result).to.equal('rejected');
    const nothing = { yes: '0', no: '0', abstain: '0', silent: '0', base: '0' };
    const expected = JSON.parse('{"__proto__": 0, "constructor": 0, "toString": 0}', (key, value: unknown) =>
      key === '' ? value : nothing,
    ) as object;
    expect(Object.entries(weights)).to.deep.equal(Object.entries(expected));
  });

  it('S4: reads the weight of a measure named __proto__ as of any other', () => {
    const weights = JSON.parse('{"__proto__": "5"}') as Record<string, string>;
    const rule = { ...BARE, weightMajorities: [{ measure: '__proto__', ratio: HALF }] };
    expectResult('adopted', decide(rule, [{ member: 'A', weights }, { member: 'B' }], 'A:yes B:no'));
  });

  it('S19: measures against a total instead of the sum, for that bar only, and reports the sum', () => {
    const fixed = { measure: 't', ratio: HALF, total: '10' };
    const entries = of('g', '2', 'A B C');
    const { result, weights } = decide({ ...BARE, weightMajorities: [fixed] }, entries, 'A:yes B:yes C:no');
    expect(result).to.equal('rejected');
    expect(weights.t?.base).to.equal('6');
    const without = { measure: 't', ratio: HALF };
    expectResult('adopted', decide({ ...BARE, weightMajorities: [without] }, entries, 'A:yes B:yes C:no'));
    expectResult('rejected', decide({ ...BARE, weightMajorities: [without, fixed] }, entries, 'A:yes B:yes C:no'));
    expectResult('adopted', decide({ ...BARE, weightMajorities: [{ ...fixed, total: '8' }] }, entries, 'A:yes B:yes'));
  });

  it('S19: keeps a total that the weights voted exceed', () => {
    const fixed = { measure: 't', ratio: WHOLE, total: '3' };
    expectResult('adopted', decide({ ...BARE, weightMajorities: [fixed] }, of('g', '2', 'A B C'), 'A:yes B:yes C:no'));
    const strict = { ...fixed, ratio: HALF, strict: true };
    expectResult('adopted', decide({ ...BARE, weightMajorities: [strict] }, of('g', '2', 'A B C'), 'A:yes B:no C:no'));
  });

  it('S20: meets a bar exactly at its ratio, or only beyond it if strict', () => {
    const third = { ...ADOPT, ratio: { num: 1, den: 3 } };
    expectResult('adopted', decide(third, 'A B C', 'A:yes B:no C:no'));
    expectResult('rejected', decide({ ...third, strict: true }, 'A B C', 'A:yes B:no C:no'));
    expectResult('adopted', decide({ ...third, strict: true }, 'A B', 'A:yes B:no'));
  });

  it('S20: tells apart what floating point cannot', () => {
    const big = { num: 9007199254740990, den: 9007199254740991 };
    const huge = 10n ** 60n;
    const entries = [...of('g', String(huge), 'A'), ...of('g', '1', 'B')];
    const bar = { measure: 't', ratio: WHOLE };
    expectResult('rejected', decide({ ...BARE, weightMajorities: [bar] }, entries, 'A:yes B:no'));
    expectResult('adopted', decide({ ...BARE, weightMajorities: [{ ...bar, ratio: big }] }, entries, 'A:yes B:no'));
  });

  it('S21: meets no bar over a base of nothing (DT7)', () => {
    expectResult('rejected', decide(ADOPT, 'A B', 'A:abstain B:abstain'), 'S31');
    expectResult('proceeds', decide(STOP, 'A B', 'A:abstain'), 'S35');
    expectResult('takesEffect', decide(OBJECT, 'A B', 'A:abstain'), 'S38');
    const weightless = { ...BARE, weightMajorities: [{ measure: 't', ratio: HALF }] };
    expectResult('rejected', decide(weightless, of('g', '0', 'A B'), 'A:yes B:yes'), 'S31');
    expectResult('takesEffect', decide({ ...weightless, polarity: 'object' }, 'A B', 'A:object B:object'), 'S38');
  });

  it('S22: counts the floor in heads of support', () => {
    const floor = { ...BARE, floor: 2 };
    expectResult('rejected', decide(floor, 'A B C', 'A:yes B:no C:abstain'));
    expectResult('adopted', decide(floor, 'A B C D', 'A:yes B:yes C:no D:no'));
    const heavy = of('g', '100', 'A').concat(of('g', '1', 'B'));
    const both = { ...floor, weightMajorities: [{ measure: 't', ratio: HALF }] };
    expectResult('rejected', decide(both, heavy, 'A:yes B:no'));
  });

  describe('S23: the quorum', () => {
    it('is a number of heads that cast, abstentions included, excluded members not', () => {
      const rule = { ...ADOPT, quorum: 2, exclude: ['C'] };
      expectResult('adopted', decide(rule, 'A B C', 'A:yes B:abstain'));
      expectResult('noQuorum', decide(rule, 'A B C', 'A:yes C:yes Z:yes'));
    });

    it('is a share of the entitled under every base, never strict and never of weights', () => {
      for (const base of ['allMembers', 'allEntitled', 'cast', 'presentAndVoting'] as const) {
        const rule = { ...ADOPT, base, ratio: { num: 1, den: 10 }, strict: true, quorum: HALF, exclude: ['E'] };
        expectResult('adopted', decide(rule, 'A B C D E', 'A:yes B:yes'));
        expectResult('noQuorum', decide(rule, 'A B C D E', 'A:yes E:yes'), 'S28');
        const heavy = [...of('g', '100', 'A'), ...of('g', '1', 'B C D E')];
        const weightMajorities = [{ measure: 't', ratio: HALF }];
        expectResult('noQuorum', decide({ ...rule, weightMajorities }, heavy, 'A:yes'));
      }
    });
  });
});

describe('what is let out', () => {
  it('S41 to S44: names the result, the heads, each group and measure named, and the ignored ballots', () => {
    const entries = [
      { member: 'A', groups: ['g', 'h'], weights: { t: '5', u: '1' } },
      { member: 'B', groups: ['h', 'h'], weights: { t: '2' } },
      { member: 'C', groups: ['__proto__'] },
      { member: 'EU', votesFor: ['C', 'D'], groups: ['g'], weights: { t: '100' } },
    ];
    const groupMajorities = ['h', '__proto__', 'none'].map((group) => ({ group, ratio: HALF }));
    const rule = { ...OBJECT, groupMajorities, weightMajorities: [{ measure: 't', ratio: HALF, total: '9' }] };
    const { reason, ...outcome } = decide(rule, entries, 'A:object B:accept EU:abstain Z:object');
    expect(reason).to.match(/^S38:/);
    const { groups, ...rest } = outcome;
    expect(rest).to.deep.equal({
      ...{ result: 'blocked', entitled: 3, base: 2, tally: { object: 1, accept: 1, abstain: 1, silent: 0 } },
      weights: { t: { object: '5', accept: '2', abstain: '0', silent: '0', base: '7' } },
      ignored: { nonMembers: ['Z'], excluded: [], organisations: [] },
    });
    expect(Object.entries(groups)).to.deep.equal([
      ['h', { object: 1, accept: 1, abstain: 0, silent: 0, entitled: 2, base: 2 }],
      ['__proto__', { object: 0, accept: 0, abstain: 1, silent: 0, entitled: 1, base: 0 }],
      ['none', { object: 0, accept: 0, abstain: 0, silent: 0, entitled: 0, base: 0 }],
    ]);
  });

  it('S42, S43: gives the counts whichever line decided, and nothing for what is not named', () => {
    const counts = { entitled: 2, base: 1, groups: {}, weights: {} };
    for (const rule of [
      ADOPT,
      { ...ADOPT, quorum: 9 },
      { ...ADOPT, namedAssents: ['Z'] },
      { ...ADOPT, vetoSeats: ['A'] },
    ]) {
      const { result: _result, reason: _reason, ...outcome } = decide(rule, 'A B', 'A:no');
      const tally = { yes: 0, no: 1, abstain: 0, silent: 1 };
      expect(outcome).to.deep.equal({ ...counts, tally, ignored: NONE_IGNORED });
    }
  });
});
