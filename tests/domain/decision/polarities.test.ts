// SPDX-License-Identifier: Apache-2.0
import type { EntryFile } from './case-file.ts';
import { ADOPT, decide, expectResult, OBJECT, STOP } from './deciding.ts';

const HALF = { num: 1, den: 2 };
const { ratio: _, ...BARE } = ADOPT;

/** A of group g and weight 6, B and C of group h and weights 3 and 1. */
const THREE: EntryFile[] = [
  { member: 'A', groups: ['g'], weights: { t: '6' } },
  { member: 'B', groups: ['h'], weights: { t: '3' } },
  { member: 'C', groups: ['h'], weights: { t: '1' } },
];
const inGroup = (group: string, strict = false) => ({ groupMajorities: [{ group, ratio: HALF, strict }] });
const ofWeight = (ratio = HALF, more = {}) => ({ weightMajorities: [{ measure: 't', ratio, ...more }] });

describe('adopt: the first line that applies gives the result', () => {
  it('S24: is unreachable where a named assent is of an excluded member or of none, whatever the votes', () => {
    for (const rule of [
      { namedAssents: ['A', 'B'], exclude: ['B'] },
      { namedAssents: ['Z'] },
      { namedAssents: ['__proto__'] },
    ])
      for (const votes of ['A:yes B:yes C:yes Z:yes', 'A:no', ''])
        expectResult('unreachable', decide({ ...ADOPT, onSilence: 'adopted', ...rule }, 'A B C', votes), 'S24');
    expectResult('adopted', decide({ ...ADOPT, namedAssents: ['A'] }, 'A B C', 'A:yes'));
  });

  it('S24: precedes S25, the zero electorate', () => {
    expectResult('unreachable', decide({ ...ADOPT, namedAssents: ['A'] }, []), 'S24');
    expectResult('unreachable', decide({ ...ADOPT, namedAssents: ['A'], exclude: ['A'] }, 'A'), 'S24');
  });

  it('S25: is rejected with a zero electorate or all recused, whatever onSilence and quorum say (DT7)', () => {
    for (const rule of [ADOPT, { ...ADOPT, onSilence: 'adopted' }, { ...ADOPT, onSilence: 'adopted', quorum: 1 }]) {
      expectResult('rejected', decide(rule, [], 'Z:yes'), 'S25');
      expectResult('rejected', decide({ ...rule, exclude: ['A', 'B'] }, 'A B', 'A:yes B:yes'), 'S25');
      expectResult('rejected', decide({ ...rule, base: 'allMembers', exclude: ['A', 'B'] }, 'A B', 'A:yes'), 'S25');
    }
  });

  it('S26: is rejected where nobody cast, even if a quorum is set', () => {
    expectResult('rejected', decide(ADOPT, 'A B'), 'S26');
    expectResult('rejected', decide({ ...ADOPT, quorum: 1, onSilence: 'rejected' }, 'A B'), 'S26');
    expectResult('rejected', decide({ ...ADOPT, quorum: 1, exclude: ['B'] }, 'A B', 'B:yes Z:yes'), 'S26');
    expectResult('noQuorum', decide({ ...ADOPT, quorum: 2 }, 'A B', 'A:abstain'), 'S28');
  });

  it('S27: is adopted by silence without looking at quorum, floor or bars', () => {
    const high = { ...ADOPT, quorum: 9, floor: 9, ...inGroup('none'), ...ofWeight(), base: 'allMembers' };
    expectResult('adopted', decide({ ...high, onSilence: 'adopted' }, 'A B'), 'S27');
    expectResult('rejected', decide(high, 'A B'), 'S26');
    expectResult('noQuorum', decide({ ...high, onSilence: 'adopted' }, 'A B', 'A:abstain'), 'S28');
  });

  it('S27: is rejected by silence where an assent is named', () => {
    expectResult('rejected', decide({ ...ADOPT, onSilence: 'adopted', namedAssents: ['A'] }, 'A B'), 'S27');
    expectResult('adopted', decide({ ...ADOPT, onSilence: 'adopted', namedAssents: [] }, 'A B'), 'S27');
  });

  it('S28: has no quorum, even if a veto was cast', () => {
    const rule = { ...ADOPT, quorum: 2, vetoSeats: ['A'], namedAssents: ['B'] };
    expectResult('noQuorum', decide(rule, 'A B C', 'A:no'), 'S28');
    expectResult('rejected', decide(rule, 'A B C', 'A:no B:yes'), 'S29');
  });

  it('S29: is rejected by an effective no of a veto seat, of nothing else', () => {
    const rule = { ...ADOPT, vetoSeats: ['A', 'Z'] };
    expectResult('rejected', decide(rule, 'A B C', 'A:no B:yes C:yes'), 'S29');
    expectResult('adopted', decide(rule, 'A B C', 'A:abstain B:yes C:yes'));
    expectResult('adopted', decide(rule, 'A B C', 'B:yes C:yes'));
    expectResult('adopted', decide(rule, 'A B C', 'Z:no B:yes C:yes'));
    expectResult('adopted', decide(rule, 'A B C', 'A:yes A:no B:yes'));
  });

  it('S29: takes no veto of a recused party (DT16)', () => {
    expectResult('adopted', decide({ ...ADOPT, vetoSeats: ['A'], exclude: ['A'] }, 'A B C', 'A:no B:yes'));
  });

  it('S30: is rejected where a named member votes no, abstains or is silent', () => {
    const rule = { ...ADOPT, namedAssents: ['A'] };
    for (const votes of ['A:no B:yes C:yes', 'A:abstain B:yes C:yes', 'B:yes C:yes'])
      expectResult('rejected', decide(rule, 'A B C', votes), 'S30');
    expectResult('adopted', decide(rule, 'A B C', 'A:yes B:yes C:no'), 'S31');
  });

  it('S30: does not let assents stand for the bars', () => {
    expectResult('rejected', decide({ ...ADOPT, namedAssents: ['A'] }, 'A B C', 'A:yes B:no C:no'), 'S31');
  });

  describe('S31: every bar together', () => {
    const whole = { ...ADOPT, strict: true, floor: 2, ...inGroup('h'), ...ofWeight() };

    it('adopts where heads, floor, group and weight are met', () => {
      expectResult('adopted', decide(whole, THREE, 'A:yes B:yes C:no'), 'S31');
    });

    it('rejects where one alone is missed', () => {
      expectResult('rejected', decide({ ...whole, ratio: { num: 3, den: 4 } }, THREE, 'A:yes B:yes C:no'), 'S31');
      expectResult('rejected', decide({ ...whole, floor: 3 }, THREE, 'A:yes B:yes C:no'), 'S31');
      expectResult('rejected', decide({ ...whole, ...inGroup('h', true) }, THREE, 'A:yes B:yes C:no'), 'S31');
      expectResult('rejected', decide(whole, THREE, 'A:no B:yes C:yes'), 'S31');
    });

    it('needs every bar of a kind', () => {
      const both = { ...BARE, groupMajorities: ['g', 'h'].map((group) => ({ group, ratio: HALF })) };
      expectResult('adopted', decide(both, THREE, 'A:yes B:yes C:no'));
      expectResult('rejected', decide(both, THREE, 'A:no B:yes C:yes'));
      expectResult('rejected', decide(both, THREE, 'A:yes B:no C:no'));
    });

    it('takes an absent heads bar as met', () => {
      expectResult('adopted', decide({ ...BARE, floor: 1 }, 'A B C', 'A:yes B:no C:no'));
    });
  });

  it('S32: misses the bar of a group without entitled members', () => {
    expectResult('rejected', decide({ ...ADOPT, ...inGroup('none') }, THREE, 'A:yes B:yes C:yes'), 'S31');
    for (const base of ['allMembers', 'allEntitled', 'cast', 'presentAndVoting'])
      expectResult(
        'rejected',
        decide({ ...ADOPT, base, ratio: { num: 1, den: 9 }, exclude: ['A'], ...inGroup('g') }, THREE, 'B:yes'),
        'S31',
      );
  });

  describe('S33: a blocking minority', () => {
    const rule = { ...BARE, base: 'allEntitled', ...ofWeight({ num: 9, den: 10 }) } as const;

    it('that is too small leaves the weight bars met', () => {
      expectResult('rejected', decide(rule, THREE, 'B:yes C:yes'));
      expectResult('rejected', decide({ ...rule, blockingMinority: 1 }, THREE, 'B:yes C:yes'));
      expectResult('adopted', decide({ ...rule, blockingMinority: 2 }, THREE, 'B:yes C:yes'));
    });

    it('counts heads of the base that do not support, whether against, abstaining, silent or excluded', () => {
      for (const votes of ['A:no B:yes C:yes', 'A:abstain B:yes C:yes']) {
        expectResult('adopted', decide({ ...rule, blockingMinority: 2 }, THREE, votes));
        expectResult('rejected', decide({ ...rule, blockingMinority: 1 }, THREE, votes));
      }
      const excluding = { ...rule, exclude: ['A'], ...ofWeight({ num: 1, den: 1 }, { total: '100' }) };
      expectResult('adopted', decide({ ...excluding, blockingMinority: 1 }, THREE, 'B:yes C:yes'));
      expectResult('rejected', decide({ ...excluding, base: 'allMembers', blockingMinority: 1 }, THREE, 'B:yes C:yes'));
    });

    it('leaves heads, floor, groups, quorum, vetoes and assents as they are', () => {
      const spared = { ...rule, blockingMinority: 2 };
      const votes = 'B:yes C:yes A:no';
      expectResult('rejected', decide({ ...spared, ratio: { num: 3, den: 4 } }, THREE, votes), 'S31');
      expectResult('rejected', decide({ ...spared, floor: 3 }, THREE, votes), 'S31');
      expectResult('rejected', decide({ ...spared, ...inGroup('g') }, THREE, votes), 'S31');
      expectResult('noQuorum', decide({ ...spared, quorum: 3 }, THREE, 'B:yes C:yes'), 'S28');
      expectResult('rejected', decide({ ...spared, vetoSeats: ['A'] }, THREE, votes), 'S29');
      expectResult('rejected', decide({ ...spared, namedAssents: ['A'] }, THREE, votes), 'S30');
    });
  });
});

describe('stop: the act proceeds unless a valid stop decision is taken', () => {
  it('S34: proceeds with a zero electorate, all recused, nobody cast or no quorum, whatever onSilence says', () => {
    for (const onSilence of ['rejected', 'adopted']) {
      expectResult('proceeds', decide({ ...STOP, onSilence }, []), 'S34');
      expectResult('proceeds', decide({ ...STOP, onSilence, exclude: ['A'] }, 'A', 'A:stop'), 'S34');
      expectResult('proceeds', decide({ ...STOP, onSilence }, 'A B'), 'S34');
      expectResult('proceeds', decide({ ...STOP, onSilence, quorum: 2 }, 'A B', 'A:stop'), 'S34');
      expectResult('stopped', decide({ ...STOP, onSilence, quorum: 1 }, 'A B', 'A:stop'), 'S35');
    }
  });

  it('S35: is stopped where every bar is met, and proceeds where one is missed', () => {
    const whole = { ...STOP, strict: true, floor: 2, ...inGroup('h'), ...ofWeight() };
    const votes = 'A:stop B:stop C:proceed';
    expectResult('stopped', decide(whole, THREE, votes), 'S35');
    expectResult('proceeds', decide({ ...whole, ratio: { num: 3, den: 4 } }, THREE, votes), 'S35');
    expectResult('proceeds', decide({ ...whole, floor: 3 }, THREE, votes), 'S35');
    expectResult('proceeds', decide({ ...whole, ...inGroup('h', true) }, THREE, votes), 'S35');
    expectResult('proceeds', decide(whole, THREE, 'A:proceed B:stop C:stop'), 'S35');
  });

  it('S35: takes an absent heads bar as met', () => {
    expectResult('stopped', decide({ ...BARE, polarity: 'stop', floor: 1 }, 'A B C', 'A:stop B:proceed C:proceed'));
  });

  it('S36: proceeds where a group named has no entitled member', () => {
    expectResult('proceeds', decide({ ...STOP, ...inGroup('none') }, THREE, 'A:stop B:stop C:stop'), 'S35');
    expectResult('proceeds', decide({ ...STOP, exclude: ['A'], ...inGroup('g') }, THREE, 'B:stop C:stop'), 'S35');
  });
});

describe('object: the act takes effect unless objections reach a bar', () => {
  it('S37: takes effect with a zero electorate, all recused, nobody cast or no quorum, whatever onSilence says', () => {
    for (const onSilence of ['rejected', 'adopted']) {
      expectResult('takesEffect', decide({ ...OBJECT, onSilence }, []), 'S37');
      expectResult('takesEffect', decide({ ...OBJECT, onSilence, exclude: ['A'] }, 'A', 'A:object'), 'S37');
      expectResult('takesEffect', decide({ ...OBJECT, onSilence }, 'A B'), 'S37');
      expectResult('takesEffect', decide({ ...OBJECT, onSilence, quorum: 2 }, 'A B', 'A:object'), 'S37');
      expectResult('blocked', decide({ ...OBJECT, onSilence, quorum: 1 }, 'A B', 'A:object'), 'S38');
    }
  });

  describe('S38: any one of the bars', () => {
    const any = { ...OBJECT, ratio: { num: 3, den: 4 }, ...inGroup('g'), ...ofWeight({ num: 4, den: 10 }) };

    it('blocks alone, be it heads, a group or a weight', () => {
      expectResult('blocked', decide({ ...any, ...inGroup('none') }, THREE, 'B:object C:object'));
      expectResult('blocked', decide({ ...any, ...ofWeight({ num: 1, den: 1 }) }, THREE, 'A:object B:accept C:accept'));
      expectResult('blocked', decide({ ...any, ...inGroup('none') }, THREE, 'A:object B:accept C:accept'));
    });

    it('that is not met blocks nothing', () => {
      expectResult('takesEffect', decide(any, THREE, 'A:accept B:object C:accept'));
    });

    it('is no alternative where the heads bar is absent', () => {
      const { ratio: _ratio, ...weightOnly } = { ...OBJECT, ...ofWeight() };
      expectResult('takesEffect', decide(weightOnly, THREE, 'A:accept B:object C:object'));
      expectResult('blocked', decide(weightOnly, THREE, 'A:object B:accept C:accept'));
    });

    it('leaves it to the floor alone where no bar is given', () => {
      const floor = { ...BARE, polarity: 'object', floor: 2 };
      expectResult('takesEffect', decide(floor, 'A B C', 'A:object B:accept C:abstain'));
      expectResult('blocked', decide(floor, 'A B C D E', 'A:object B:object C:accept D:accept E:accept'));
    });
  });

  it('S39: ignores a group without entitled members and a zero base, yet leaves nothing to the floor alone', () => {
    const floor = { ...BARE, polarity: 'object', floor: 1 };
    expectResult('takesEffect', decide({ ...floor, ...inGroup('none') }, THREE, 'A:object B:object C:object'));
    expectResult('takesEffect', decide({ ...floor, exclude: ['A'], ...inGroup('g') }, THREE, 'B:object C:object'));
    expectResult('takesEffect', decide({ ...floor, ...ofWeight() }, 'A B', 'A:object B:object'));
    expectResult('blocked', decide({ ...OBJECT, ...inGroup('none'), ...ofWeight() }, 'A B', 'A:object B:accept'));
  });

  it('S40: blocks nothing with fewer objectors than the floor, whatever their weight', () => {
    const rule = { ...OBJECT, ratio: { num: 1, den: 3 }, floor: 2, ...inGroup('g'), ...ofWeight() };
    expectResult('takesEffect', decide(rule, THREE, 'A:object B:accept C:accept'));
    expectResult('blocked', decide({ ...rule, floor: 1 }, THREE, 'A:object B:accept C:accept'));
    expectResult('blocked', decide(rule, THREE, 'A:object B:object C:accept'));
  });
});
