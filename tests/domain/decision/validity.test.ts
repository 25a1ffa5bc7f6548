// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { RuleCase } from '../../../chaincode/src/protocol/index.ts';
import { ADOPT, decide, expectResult, OBJECT, problemsIn, STOP } from './deciding.ts';

const HALF = { num: 1, den: 2 };
const WHOLE = { num: 1, den: 1 };
const { ratio: _, ...BARE } = ADOPT;
const BY_TONNAGE = { ...BARE, weightMajorities: [{ measure: 't', ratio: HALF }] };
const HUGE = `1${'0'.repeat(59)}`;

function weighing(weight: unknown) {
  return [{ member: 'A', weights: { t: weight } }, { member: 'B' }];
}

describe('the validity of a case', () => {
  describe('S1: a rule, an electorate and the ballots in their order', () => {
    it('lets the earliest ballot stand first', () => {
      expectResult('adopted', decide(ADOPT, 'A', 'A:yes A:no'));
      expectResult('rejected', decide(ADOPT, 'A', 'A:no A:yes'));
    });

    it('does not read what a rule says of time', () => {
      const timed = {
        ...ADOPT,
        window: 'PT0S',
        consensusFirst: 'PT24H',
        voteChangeUntil: 'PT1H',
        effectiveAfter: 'P6M',
      };
      expectResult('adopted', decide(timed, 'A', 'A:yes A:no'));
    });

    it('takes a case without ballots for one in which nobody voted', () => {
      expect(RuleCase.parse({ rule: ADOPT, electorate: [{ member: 'A' }] }).votes).to.deep.equal([]);
    });
  });

  describe('S2: the electorate', () => {
    it('refuses a member that stands in it twice', () => {
      expect(problemsIn(ADOPT, 'A B A')).to.deep.equal(['electorate.2.member']);
    });

    it('compares names as exact strings', () => {
      const alike = ['a', 'A', '', 'Å', 'A\u030a', '__proto__', 'constructor'].map((member) => ({ member }));
      expect(problemsIn(ADOPT, alike)).to.deep.equal([]);
      expect(problemsIn(ADOPT, [...alike, { member: '__proto__' }])).to.deep.equal(['electorate.7.member']);
      expect(problemsIn(ADOPT, [...alike, { member: '' }])).to.deep.equal(['electorate.7.member']);
    });

    it('does not read the groups and weights of an organisation', () => {
      const states = [{ member: 'EU', votesFor: ['A'], groups: 'none', weights: { t: -1 } } as never];
      expect(problemsIn(BY_TONNAGE, [...states, { member: 'A' }])).to.deep.equal([]);
    });

    it('reads those of an entry that votes for nobody, since it is a member', () => {
      const member = { member: 'EU', votesFor: [] };
      expect(problemsIn(BY_TONNAGE, [{ ...member, weights: { t: '-1' } }])).to.deep.equal(['electorate.0.weights.t']);
      expect(problemsIn(ADOPT, [{ ...member, groups: 'none' } as never])).to.deep.equal(['electorate.0.groups']);
      for (const weights of [[], null, '5'])
        expect(problemsIn(ADOPT, [{ ...member, weights } as never])).to.deep.equal(['electorate.0.weights']);
    });
  });

  describe('S3: weights (DT7)', () => {
    for (const weight of ['', '-1', '-0', '+1', '01', '00', '1.0', '1e3', '0x1', ' 1', '1\n', '1_000', '١', 1, 0, null])
      it(`refuses ${JSON.stringify(weight)}`, () => {
        expect(problemsIn(BY_TONNAGE, weighing(weight))).to.deep.equal(['electorate.0.weights.t']);
      });

    for (const weight of ['0', '7', '10', HUGE])
      it(`takes "${weight}"`, () => {
        expect(problemsIn(BY_TONNAGE, weighing(weight))).to.deep.equal([]);
      });

    it('refuses the weight of an excluded member too', () => {
      expect(problemsIn({ ...BY_TONNAGE, exclude: ['A'] }, weighing('x'))).to.deep.equal(['electorate.0.weights.t']);
    });

    it('refuses it for every measure that a bar names, in its order', () => {
      const bars = ['t', '__proto__', 'u'].map((measure) => ({ measure, ratio: HALF }));
      const weights = JSON.parse('{"__proto__": "-1", "t": "1", "u": "01"}') as Record<string, string>;
      const paths = ['electorate.0.weights.__proto__', 'electorate.0.weights.u'];
      expect(problemsIn({ ...BARE, weightMajorities: bars }, [{ member: 'A', weights }])).to.deep.equal(paths);
    });

    it('looks at no measure that the rule does not use', () => {
      expect(problemsIn({ ...BY_TONNAGE, weightMajorities: [{ measure: 'u', ratio: HALF }] }, weighing(-1))).to.be
        .empty;
      expectResult('adopted', decide(ADOPT, weighing(-1), 'A:yes'));
    });
  });

  describe('S5: ratios', () => {
    const WRONG: [unknown, string[]][] = [
      [{ num: 0, den: 1 }, ['.num']],
      [{ num: -1, den: 2 }, ['.num']],
      [{ num: 3, den: 2 }, ['.num']],
      [{ num: 1, den: 0 }, ['.den', '.num']],
      [{ num: 1.5, den: 2 }, ['.num']],
      [{ num: '1', den: 2 }, ['.num']],
      [{ num: 1 }, ['.den']],
      [{ num: 1, den: 2, of: 3 }, ['']],
      [0.5, ['']],
    ];
    for (const [ratio, wrong] of WRONG)
      it(`refuses ${JSON.stringify(ratio)} wherever one may stand`, () => {
        const at = (path: string) => wrong.map((field) => `rule.${path}${field}`);
        const groupMajorities = [
          { group: 'g', ratio: HALF },
          { group: 'h', ratio },
        ];
        const weightMajorities = [{ measure: 't', ratio }];
        expect(problemsIn({ ...ADOPT, ratio })).to.deep.equal(at('ratio'));
        expect(problemsIn({ ...ADOPT, groupMajorities })).to.deep.equal(at('groupMajorities.1.ratio'));
        expect(problemsIn({ ...ADOPT, weightMajorities })).to.deep.equal(at('weightMajorities.0.ratio'));
        expect(problemsIn({ ...ADOPT, quorum: ratio })[0]).to.match(/^rule\.quorum(\.num|\.den)?$/);
      });

    it('takes a ratio that is not in lowest terms for its value', () => {
      const fourSixths = { ...ADOPT, ratio: { num: 4, den: 6 } };
      expectResult('adopted', decide(fourSixths, 'A B C', 'A:yes B:yes C:no'));
      expectResult('rejected', decide(fourSixths, 'A B C D E', 'A:yes B:yes C:yes D:no E:no'));
    });
  });

  describe('S6: strict with the whole', () => {
    for (const ratio of [WHOLE, { num: 7, den: 7 }])
      it(`refuses more than ${ratio.num}/${ratio.den}, which could never be met`, () => {
        const group = { group: 'g', ratio, strict: true };
        const weight = { measure: 't', ratio, strict: true };
        expect(problemsIn({ ...ADOPT, ratio, strict: true })).to.deep.equal(['rule.strict']);
        expect(problemsIn({ ...ADOPT, groupMajorities: [group] })).to.deep.equal(['rule.groupMajorities.0.strict']);
        expect(problemsIn({ ...ADOPT, weightMajorities: [weight] })).to.deep.equal(['rule.weightMajorities.0.strict']);
      });

    it('takes all of it where strict is false', () => {
      expectResult('adopted', decide({ ...ADOPT, ratio: WHOLE, strict: false }, 'A B', 'A:yes B:yes'));
    });
  });

  describe('S7: whole numbers from 1', () => {
    for (const field of ['floor', 'quorum', 'blockingMinority'])
      for (const value of [0, -1, 1.5, '2', null])
        it(`refuses ${JSON.stringify(value)} as ${field}`, () => {
          expect(problemsIn({ ...ADOPT, [field]: value })).to.deep.equal([`rule.${field}`]);
        });

    it('takes a number larger than the electorate, which is never reached', () => {
      expectResult('rejected', decide({ ...ADOPT, floor: 3 }, 'A B', 'A:yes B:yes'), 'S31');
      expectResult('noQuorum', decide({ ...ADOPT, quorum: 3 }, 'A B', 'A:yes B:yes'));
    });
  });

  describe('S8: what is absent', () => {
    it('has no default for polarity and base', () => {
      expect(problemsIn({ ...ADOPT, polarity: undefined })).to.deep.equal(['rule.polarity']);
      expect(problemsIn({ ...ADOPT, base: undefined })).to.deep.equal(['rule.base']);
    });

    it('refuses a rule without any bar, or with empty lists of them', () => {
      expect(problemsIn(BARE)).to.deep.equal(['rule.ratio']);
      expect(problemsIn({ ...BARE, groupMajorities: [], weightMajorities: [] })).to.deep.equal(['rule.ratio']);
      expect(problemsIn({ ...BARE, quorum: 1, blockingMinority: 1, namedAssents: ['A'] })).to.deep.equal([
        'rule.ratio',
      ]);
    });

    it('needs no ratio where a floor, a group or a weight stands for it', () => {
      for (const polarity of ['adopt', 'stop', 'object']) {
        expect(problemsIn({ ...BARE, polarity, floor: 1 })).to.be.empty;
        expect(problemsIn({ ...BARE, polarity, groupMajorities: [{ group: 'g', ratio: HALF }] })).to.be.empty;
        expect(problemsIn({ ...BY_TONNAGE, polarity })).to.be.empty;
      }
    });

    it('refuses strict without a ratio, and takes strict false', () => {
      expect(problemsIn({ ...BARE, floor: 1, strict: true })).to.deep.equal(['rule.strict']);
      expect(problemsIn({ ...BARE, floor: 1, strict: false })).to.be.empty;
    });

    it('means strict false, onSilence rejected and revote false', () => {
      expectResult('adopted', decide(ADOPT, 'A B', 'A:yes B:no'));
      expectResult('rejected', decide({ ...ADOPT, strict: true }, 'A B', 'A:yes B:no'));
      expectResult('rejected', decide(ADOPT, 'A'), 'S26');
      expectResult('adopted', decide(ADOPT, 'A', 'A:yes A:no'));
    });

    it('keeps the strict of the rule from its group and weight bars', () => {
      const groups = [
        { member: 'A', groups: ['g'], weights: { t: '1' } },
        { member: 'B', groups: ['g'] },
        { member: 'C' },
      ];
      const strict = { ...ADOPT, strict: true };
      const byGroup = { ...strict, groupMajorities: [{ group: 'g', ratio: HALF }] };
      expectResult('adopted', decide(byGroup, groups, 'A:yes B:no C:yes'));
      const strictly = { ...ADOPT, groupMajorities: [{ group: 'g', ratio: HALF, strict: true }] };
      expectResult('rejected', decide(strictly, groups, 'A:yes B:no C:yes'));
    });
  });

  describe('S9: words', () => {
    it('refuses an unknown polarity, base or onSilence', () => {
      expect(problemsIn({ ...ADOPT, polarity: 'Adopt' })).to.deep.equal(['rule.polarity']);
      expect(problemsIn({ ...ADOPT, base: 'everybody' })).to.deep.equal(['rule.base']);
      expect(problemsIn({ ...ADOPT, onSilence: 'noQuorum' })).to.deep.equal(['rule.onSilence']);
    });

    const OTHER = { adopt: 'stop', stop: 'object', object: 'yes' };
    for (const [polarity, word] of Object.entries(OTHER))
      it(`refuses "${word}" under ${polarity}, of whomever the ballot is`, () => {
        const rule = { ...ADOPT, polarity, exclude: ['B'] };
        expect(problemsIn(rule, 'A B', `A:abstain A:${word}`)).to.deep.equal(['votes.1.choice']);
        expect(problemsIn(rule, 'A B', `B:${word}`)).to.deep.equal(['votes.0.choice']);
        expect(problemsIn(rule, 'A B', `Z:${word}`)).to.deep.equal(['votes.0.choice']);
      });

    it('refuses words that only look alike', () => {
      for (const word of ['Yes', 'silent', '', 'constructor'])
        expect(problemsIn(ADOPT, 'A B', `A:${word}`)).to.deep.equal(['votes.0.choice']);
    });
  });

  describe('S10: what speaks of adoption', () => {
    for (const rule of [STOP, OBJECT]) {
      it(`is refused under ${String(rule.polarity)}`, () => {
        expect(problemsIn({ ...rule, namedAssents: ['A'] })).to.deep.equal(['rule.namedAssents']);
        expect(problemsIn({ ...rule, vetoSeats: ['Z'] })).to.deep.equal(['rule.vetoSeats']);
        expect(problemsIn({ ...rule, blockingMinority: 1 })).to.deep.equal(['rule.blockingMinority']);
      });

      it(`is nothing where its list is empty, under ${String(rule.polarity)} too`, () => {
        expect(problemsIn({ ...rule, namedAssents: [], vetoSeats: [] })).to.be.empty;
      });
    }
  });

  it('S11: examines validity before everything else', () => {
    expect(problemsIn({ ...ADOPT, namedAssents: ['Z'] }, [], 'Z:maybe')).to.deep.equal(['votes.0.choice']);
    expect(problemsIn({ ...ADOPT, exclude: ['A'], strict: true, ratio: WHOLE }, 'A')).to.deep.equal(['rule.strict']);
  });

  describe('S19: the total of a weight bar', () => {
    for (const total of ['0', '', '-5', '05', '1.5', 10])
      it(`refuses ${JSON.stringify(total)}`, () => {
        const weightMajorities = [{ measure: 't', ratio: HALF, total }];
        expect(problemsIn({ ...BARE, weightMajorities })).to.deep.equal(['rule.weightMajorities.0.total']);
      });

    it('takes a whole number from 1 of any length', () => {
      for (const total of ['1', HUGE])
        expect(problemsIn({ ...BARE, weightMajorities: [{ measure: 't', ratio: HALF, total }] })).to.be.empty;
    });
  });

  describe('S16a: organisations that share a member', () => {
    const sharing = (names: string[], ...rest: { member: string }[]) => [
      ...[
        { member: 'EU', votesFor: ['A'] },
        { member: 'AU', votesFor: names },
      ],
      ...rest,
    ];
    const shared = ['electorate.1.votesFor'];

    it('are refused, even if that member or one of the two is excluded', () => {
      const entries = sharing(['B', 'A'], { member: 'A' }, { member: 'B' });
      expect(problemsIn(ADOPT, entries)).to.deep.equal(shared);
      expect(problemsIn({ ...ADOPT, exclude: ['A'] }, entries)).to.deep.equal(shared);
      expect(problemsIn({ ...ADOPT, exclude: ['AU'] }, entries)).to.deep.equal(shared);
    });

    it('may share a name that is no member, and one may name a member twice', () => {
      expect(problemsIn(ADOPT, sharing(['A'], { member: 'B' }))).to.be.empty;
      expect(problemsIn(ADOPT, [{ member: 'EU', votesFor: ['A', 'A'] }, { member: 'A' }])).to.be.empty;
    });

    it('may share the name of an organisation, their own included', () => {
      expect(
        problemsIn(ADOPT, [
          { member: 'EU', votesFor: ['EU'] },
          { member: 'AU', votesFor: ['EU'] },
        ]),
      ).to.be.empty;
    });
  });
});
