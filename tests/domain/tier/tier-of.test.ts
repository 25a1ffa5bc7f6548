// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { tierOf, tiersOf } from '../../../chaincode/src/domain/tier/tier-of.ts';
import { Amount, Profile, type ThresholdId } from '../../../chaincode/src/protocol/index.ts';
import { council } from '../../support/domain/council.ts';

const power = (exponent: number, digits = '1'): Amount => Amount.parse(digits + '0'.repeat(exponent));
const compute = (operator?: string, threshold = 'oversight') => ({
  ...{ metric: 'training-compute', threshold },
  ...(operator !== undefined && { operator }),
});
const tier = (id: string, ...allOf: object[]) => ({ id, name: `Tier ${id}`, regime: 'audit', allOf });
const VALUES: Readonly<Record<string, Amount>> = { oversight: power(25) };
const valueOf = (threshold: ThresholdId): Amount | undefined => VALUES[threshold];
const verdicts = (tiers: object[], figures: Readonly<Record<string, Amount>>): string[] =>
  tiersOf(Profile.parse(council({ tiers })), new Map(Object.entries(figures)), valueOf).map(({ verdict, examined }) =>
    [verdict, ...examined.map((one) => one.verdict)].join(' '),
  );

describe('the tier of a model', () => {
  it('turns on the operator exactly at the threshold, and on nothing one operation beside it (A18)', () => {
    const tiers = [tier('above', compute('>')), tier('from', compute('>=')), tier('unclear', compute())];
    const below = Amount.parse('9'.repeat(25));
    const above = Amount.parse(`1${'0'.repeat(24)}1`);
    expect(verdicts(tiers, { 'training-compute': below })).to.deep.equal(['out notMet', 'out notMet', 'out notMet']);
    expect(verdicts(tiers, { 'training-compute': power(25) })).to.deep.equal([
      'out notMet',
      'in met',
      'open unsettled',
    ]);
    expect(verdicts(tiers, { 'training-compute': above })).to.deep.equal(['in met', 'in met', 'in met']);
  });

  it('needs all its conditions; what figures cannot decide stays open', () => {
    const finding = { metric: 'capability', finding: 'beyond that of another model' };
    const cost = { metric: 'training-cost', operator: '>', threshold: 'oversight' };
    const figures = { 'training-compute': power(26) };
    expect(verdicts([tier('a', compute('>'), finding)], figures)).to.deep.equal(['open met finding']);
    expect(verdicts([tier('a', compute('>'), cost)], figures)).to.deep.equal(['open met noFigure']);
    expect(verdicts([tier('a', compute('>', 'reporting'))], figures)).to.deep.equal(['open unset']);
    // What was not declared is told first: whatever the threshold, the condition says nothing of this model.
    expect(verdicts([tier('a', compute('>', 'reporting'))], {})).to.deep.equal(['open noFigure']);
    expect(verdicts([tier('a', finding, compute('>'))], { 'training-compute': power(24) })).to.deep.equal([
      'out finding notMet',
    ]);
  });

  it('is the last of those into which the figures put it, or none', () => {
    const tiers = [tier('low', compute('>')), tier('high', compute('>='))];
    const profile = Profile.parse(council({ tiers }));
    const of = (figure: Amount) => tierOf(profile, new Map([['training-compute', figure]]), valueOf)?.tier.id;
    expect([of(power(26)), of(power(25)), of(power(24))]).to.deep.equal(['high', 'high', undefined]);
    expect(tierOf(Profile.parse(council()), new Map(), valueOf)).to.equal(undefined);
  });
});
