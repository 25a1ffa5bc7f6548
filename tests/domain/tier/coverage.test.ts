// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { Bound } from '../../../chaincode/src/domain/model/account.ts';
import type { ComputeSum } from '../../../chaincode/src/domain/model/aggregate.ts';
import { comparedSum, coverageOf, type Asked } from '../../../chaincode/src/domain/tier/coverage.ts';
import { CountingMethod, Profile, type ThresholdId } from '../../../chaincode/src/protocol/index.ts';
import { council } from '../../support/domain/council.ts';
import { METHOD } from '../../support/domain/steps.ts';

const compute = (operator?: string, threshold = 'oversight', metric = 'training-compute') => ({
  ...{ metric, threshold },
  ...(operator !== undefined && { operator }),
});
const tier = (id: string, ...allOf: object[]) => ({ id, name: `Tier ${id}`, regime: 'audit', allOf });
const FP16 = 'fp16-equivalent';
type Figures = Readonly<Record<string, readonly [low: bigint, best: bigint, high: bigint]>>;
const AT: Readonly<Record<Bound, 0 | 1 | 2>> = { low: 0, best: 1, high: 2 };

/** `oversight` stands at 100 by the usual method; every other threshold is unset. */
function asked(figures: Figures, isFloor = false): Asked {
  const standing = (threshold: ThresholdId) =>
    threshold === 'oversight' ? { value: '100', method: CountingMethod.parse(METHOD) } : undefined;
  const sum = (method: string, bound: Bound): ComputeSum | undefined => {
    const operations = figures[method]?.[AT[bound]];
    return operations === undefined ? undefined : { method, operations, addends: [], missing: [], isFloor };
  };
  return { standing: standing as Asked['standing'], sum, hasFigure: Object.keys(figures).length > 0 };
}

function verdicts(tiers: object[], of: Asked, models?: object): string[] {
  const profile = Profile.parse(council({ tiers, ...(models !== undefined && { models }) }));
  return coverageOf(profile, of).map(({ verdict, why }) => [verdict, ...why.map((one) => one.verdict)].join(' '));
}

const ABOVE = tier('above', compute('>'));
const by = (...bounds: [bigint, bigint, bigint]): Figures => ({ [METHOD.name]: bounds });

describe('whether a model is covered', () => {
  it('turns on its best figure, then on its upper bound', () => {
    expect(verdicts([ABOVE], asked(by(101n, 102n, 103n)))).to.deep.equal(['covered']);
    expect(verdicts([ABOVE], asked(by(1n, 101n, 103n)))).to.deep.equal(['covered']);
    expect(verdicts([ABOVE], asked(by(1n, 100n, 101n)))).to.deep.equal(['coveredByUpperBoundOnly']);
    expect(verdicts([ABOVE], asked(by(1n, 2n, 100n)))).to.deep.equal(['notCovered']);
    const [coverage] = coverageOf(Profile.parse(council({ tiers: [ABOVE] })), asked(by(1n, 101n, 103n)));
    const { low, best, high } = coverage?.by ?? {};
    expect([low, best, high].map((one) => one?.verdict)).to.deep.equal(['out', 'in', 'in']);
  });

  it('stays open, with why, where figures cannot tell', () => {
    const finding = { metric: 'capability', finding: 'beyond that of another model' };
    const known = asked(by(101n, 102n, 103n));
    expect(verdicts([tier('a', compute('>'), finding)], known)).to.deep.equal(['open finding']);
    expect(verdicts([tier('a', compute('>', 'reporting'))], known)).to.deep.equal(['open unset']);
    expect(verdicts([tier('a', compute('>', 'oversight', 'parameters'))], known)).to.deep.equal(['open noFigure']);
    expect(verdicts([ABOVE], asked({}))).to.deep.equal(['open noFigure']);
    expect(verdicts([tier('a', compute())], asked(by(1n, 100n, 101n)))).to.deep.equal(['open unsettled']);
    expect(verdicts([tier('a', compute())], asked(by(1n, 99n, 100n)))).to.deep.equal(['open unsettled']);
    expect(verdicts([], known)).to.deep.equal([]);
    expect(coverageOf(Profile.parse(council()), known)).to.deep.equal([]);
  });

  it('is never denied by a sum to which a figure is missing', () => {
    expect(verdicts([ABOVE], asked(by(1n, 2n, 3n), true))).to.deep.equal(['open incomplete']);
    expect(verdicts([ABOVE], asked(by(1n, 101n, 103n), true))).to.deep.equal(['covered']);
  });

  it('compares figures that are counted alike; of methods that the profile joins, the higher one', () => {
    const other: Figures = { [FP16]: [1n, 200n, 300n] };
    expect(verdicts([ABOVE], asked(other))).to.deep.equal(['open methodDiffers']);
    const models = { methods: [{ name: METHOD.name, higherOf: ['total-operations', FP16] }] };
    expect(verdicts([ABOVE], asked(other), models)).to.deep.equal(['covered']);
    expect(verdicts([ABOVE], asked({ ...other, ...by(1n, 2n, 3n) }), models)).to.deep.equal(['covered']);
    const both = asked({ 'total-operations': [150n, 150n, 150n], [FP16]: [140n, 160n, 160n] });
    const profile = Profile.parse(council({ tiers: [ABOVE], models }));
    const higher = (bound: Bound) => comparedSum(profile, CountingMethod.parse(METHOD), bound, both.sum)?.method;
    expect([higher('low'), higher('best')]).to.deep.equal(['total-operations', FP16]);
    const apart = Profile.parse(
      council({ tiers: [ABOVE], models: { methods: [{ name: 'other', higherOf: [METHOD.name, FP16] }] } }),
    );
    expect(comparedSum(apart, CountingMethod.parse(METHOD), 'best', asked(other).sum)).to.equal(undefined);
  });
});
