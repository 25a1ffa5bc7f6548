// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { BOUNDS, ownSum, standingAt, type Bound } from '../../../chaincode/src/domain/model/account.ts';
import { sumOf, type ModelFacts } from '../../../chaincode/src/domain/model/aggregate.ts';
import { countedWith } from '../../../chaincode/src/domain/model/counted.ts';
import { Instant, ModelRule, type ComputeDeclaration, type Model } from '../../../chaincode/src/protocol/index.ts';
import { declarationRecord, modelRecord } from '../../support/domain/models.ts';
import { later, METHOD, T0 } from '../../support/domain/steps.ts';

const M = 'AISI-XA/m';
const OWN = modelRecord(M);
const say = (declarer: string, phase: string, best: string, low?: string, high?: string): ComputeDeclaration =>
  declarationRecord(declarer, M, phase, {
    best,
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
  });

function bounds(...figures: ComputeDeclaration[]): unknown[] {
  return BOUNDS.map((bound) => Number(ownSum(OWN.id, figures, bound)?.amount));
}

describe('the compute of a model itself', () => {
  it("is the registrant's figure, between the lowest and the highest of all declarers", () => {
    const ours = say('AISI-XA', 'total', '50', '40', '60');
    expect(bounds(ours)).to.deep.equal([40, 50, 60]);
    expect(bounds(say('XB', 'total', '90', '20', '95'), ours, say('XC', 'total', '45'))).to.deep.equal([20, 50, 95]);
  });

  it('is the highest of the others where the registrant has said nothing', () => {
    expect(bounds(say('XB', 'total', '70', '60'), say('XC', 'total', '90', '30'))).to.deep.equal([30, 90, 90]);
  });

  it('is the sum of the phases, of each the figure that counts', () => {
    const phases = [say('AISI-XA', 'preTraining', '50', '40'), say('AISI-XA', 'postTraining', '5', '4', '8')];
    expect(bounds(...phases)).to.deep.equal([44, 55, 58]);
    const others = [say('XB', 'preTraining', '60'), say('XB', 'syntheticData', '7')];
    expect(bounds(...phases, ...others)).to.deep.equal([51, 62, 75]);
  });

  it('weighs a total of one declarer against phases of others as accounts of the whole', () => {
    const total = say('XB', 'total', '90', '80', '95');
    expect(bounds(total, say('AISI-XA', 'preTraining', '50'))).to.deep.equal([50, 50, 95]);
    expect(bounds(total, say('XC', 'preTraining', '50'))).to.deep.equal([50, 90, 95]);
    expect(bounds(say('AISI-XA', 'total', '90'), say('XB', 'preTraining', '100'))).to.deep.equal([90, 90, 100]);
  });

  it('is no account of the whole without pre-training, but a floor where nobody states a total', () => {
    const tuning = say('AISI-XA', 'postTraining', '5');
    expect(bounds(tuning, say('XB', 'total', '90'))).to.deep.equal([90, 90, 90]);
    expect(ownSum(OWN.id, [tuning], 'best')).to.deep.equal({ amount: 5n, figures: [tuning], isFloor: true });
  });

  it('is exact beyond what a floating-point number holds', () => {
    const figures = [say('AISI-XA', 'preTraining', `1${'0'.repeat(25)}`), say('AISI-XA', 'postTraining', '1')];
    expect(ownSum(OWN.id, figures, 'best')?.amount).to.equal(10n ** 25n + 1n);
    expect(ownSum(OWN.id, [], 'best')).to.equal(undefined);
  });

  it('has its low figure below its best and its high one above, whoever declares what, in any order', () => {
    const figure = fc
      .tuple(
        fc.constantFrom('AISI-XA', 'XB', 'XC'),
        fc.constantFrom('preTraining', 'postTraining', 'syntheticData', 'total'),
        fc.array(fc.bigInt(0n, 10n ** 26n), { minLength: 3, maxLength: 3 }),
      )
      .map(([declarer, phase, amounts]) => {
        const [low, best, high] = amounts.sort((left, right) => (left < right ? -1 : 1)).map(String);
        return say(declarer, phase, best ?? '', low, high);
      });
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 8 }), (figures) => {
        const of = (list: ComputeDeclaration[]) => BOUNDS.map((bound) => ownSum(OWN.id, list, bound)?.amount ?? -1n);
        const [low = 0n, best = 0n, high = 0n] = of(figures);
        expect(low <= best && best <= high).to.equal(true);
        expect(of([...figures].reverse())).to.deep.equal([low, best, high]);
      }),
      { numRuns: 300 },
    );
  });

  it('counts the declarations that stood at an instant', () => {
    const { status: _, ...figure } = say('AISI-XA', 'total', '5');
    const stamp = { ...figure.declared, at: Instant.parse(later(T0, 1000)) };
    const superseded = { ...figure, status: 'superseded' as const, superseded: stamp, by: figure.id };
    const at = (milliseconds: number) => standingAt([superseded], Instant.parse(later(T0, milliseconds))).length;
    expect([at(-1), at(0), at(999), at(1000)]).to.deep.equal([0, 1, 1, 0]);
    expect(standingAt([say('AISI-XA', 'total', '5')], Instant.parse(later(T0, 1e9)))).to.have.length(1);
  });
});

interface Run {
  readonly developers?: string[];
  readonly programme?: string;
  readonly trainedFrom?: string;
  readonly published?: string;
  readonly lineage?: object[];
}

function facts(runs: Readonly<Record<string, Run>>, figures: Readonly<Record<string, string>> = {}): ModelFacts {
  const models = Object.entries(runs).map(([slug, run]): Model => modelRecord(`AISI-XA/${slug}`, run));
  const declarations = Object.entries(figures).map(([slug, best]) => {
    const model = modelRecord(`AISI-XA/${slug}`).id;
    return [model, [declarationRecord('AISI-XA', model, 'total', { best })]] as const;
  });
  return { models: new Map(models.map((model) => [model.id, model])), declarations: new Map(declarations) };
}

const from = (slug: string, relation: string, included?: boolean): object => ({
  ...{ model: `AISI-XA/${slug}`, relation },
  ...(included !== undefined && { included }),
});

function counted(runs: Readonly<Record<string, Run>>, aggregation?: object): string[] {
  const { models } = facts(runs);
  const model = models.get(modelRecord(M).id) ?? modelRecord(M);
  const rule = aggregation === undefined ? undefined : ModelRule.parse({ aggregation });
  return countedWith(model, models, rule).map(
    ({ model: id, why, isUndated }) => `${id.slice('AISI-XA/'.length)} ${why}${isUndated ? ' undated' : ''}`,
  );
}

describe('what counts together with a model', () => {
  it('is itself alone where the profile does not state more', () => {
    const runs = { m: { lineage: [from('base', 'base')] }, base: {} };
    for (const rule of [undefined, { lineage: [] }]) expect(counted(runs, rule)).to.deep.equal(['m own']);
    const { models } = facts(runs);
    expect(countedWith(modelRecord(M), models, ModelRule.parse({})).length).to.equal(1);
  });

  it('is its lineage over the relations that the profile names, over generations, each model once', () => {
    const runs = {
      m: { lineage: [from('a', 'fineTune'), from('b', 'continuation'), from('t', 'distillation')] },
      a: { lineage: [from('root', 'base')] },
      b: { lineage: [from('root', 'base')] },
      ...{ t: {}, root: {} },
    };
    const lineage = ['base', 'fineTune', 'continuation'];
    expect(counted(runs, { lineage })).to.deep.equal(['m own', 'a lineage', 'b lineage', 'root lineage']);
    expect(counted(runs, { lineage: ['base'] })).to.deep.equal(['m own']);
    expect(counted({ m: { lineage: [from('gone', 'base')] } }, { lineage })).to.deep.equal(['m own', 'gone lineage']);
  });

  it('leaves out an ancestor that the figures of a descendant count already', () => {
    const runs = { m: { lineage: [from('a', 'base', true), from('b', 'base', false)] }, a: {}, b: {} };
    expect(counted(runs, { lineage: ['base'], runsWithin: 'P1D' })).to.deep.equal(['m own', 'b lineage']);
    const besides = {
      m: { lineage: [from('a', 'base'), from('b', 'base')] },
      a: { lineage: [from('b', 'base', true)] },
    };
    expect(counted({ ...besides, b: {} }, { lineage: ['base'] })).to.deep.equal(['m own', 'a lineage']);
  });

  it('is every run of the developer begun within the time, so that splitting a run does not help', () => {
    const aggregation = { lineage: [], runsWithin: 'P30D' };
    const runs = {
      m: { trainedFrom: '2026-01-31' },
      before: { trainedFrom: '2026-01-01' },
      after: { trainedFrom: '2026-03-02' },
      late: { trainedFrom: '2026-03-03' },
      early: { trainedFrom: '2025-12-31' },
      announced: { published: '2026-02-01' },
      begun: { trainedFrom: '2025-01-01', published: '2026-02-01' },
      foreign: { trainedFrom: '2026-01-31', developers: ['openai'] },
      joint: { trainedFrom: '2026-01-31', developers: ['Another', 'OpenAI'] },
      undated: {},
    };
    expect(counted(runs, aggregation)).to.deep.equal([
      ...['m own', 'before run', 'after run', 'announced run', 'joint run', 'undated run undated'],
    ]);
    expect(counted({ ...runs, m: {} }, aggregation).every((one) => / (own|run undated)$/.test(one))).to.equal(true);
  });

  it('keeps programmes apart only where both are named', () => {
    const runs = { m: { programme: 'A' }, same: { programme: 'A' }, other: { programme: 'B' }, silent: {} };
    const rule = { lineage: [], runsWithin: 'P1D' };
    expect(counted(runs, rule)).to.deep.equal(['m own', 'same run undated', 'silent run undated']);
    expect(counted({ m: {}, other: { programme: 'B' } }, rule)).to.deep.equal(['m own', 'other run undated']);
  });

  it('counts a run that is an ancestor as one, and none whose own figures count this model', () => {
    const runs = { m: { lineage: [from('a', 'base')] }, a: {}, whole: { lineage: [from('m', 'continuation', true)] } };
    expect(counted(runs, { lineage: ['base'], runsWithin: 'P1D' })).to.deep.equal(['m own', 'a lineage']);
  });
});

describe('the sum that counts for a model', () => {
  const runs = { m: { lineage: [from('base', 'base')] }, base: {}, undated: {} };
  const rule = ModelRule.parse({ aggregation: { lineage: ['base'], runsWithin: 'P1D' } });
  const sum = (known: ModelFacts, bound: Bound, method = METHOD.name) =>
    sumOf(known.models.get(OWN.id) ?? OWN, known, rule, method, bound);

  it('shows every addend; a run without a date counts towards the upper bound only', () => {
    const { base: _, ...apart } = { ...runs, m: {} };
    const known = facts({ ...runs, base: { developers: ['Meta'] } }, { m: '5', base: '7', undated: '30' });
    const best = sum(known, 'best');
    expect([best?.operations, best?.missing, best?.isFloor, best?.method]).to.deep.equal([12n, [], false, METHOD.name]);
    expect(
      best?.addends.map(({ model, why, declarer, phase, operations }) => [model, why, declarer, phase, operations]),
    ).to.deep.equal([
      ['AISI-XA/m', 'own', 'AISI-XA', 'total', 5n],
      ['AISI-XA/base', 'lineage', 'AISI-XA', 'total', 7n],
    ]);
    expect(sum(known, 'high')?.operations).to.equal(42n);
    expect(sum(facts(apart, { m: '5', undated: '30' }), 'low')?.operations).to.equal(5n);
  });

  it('is a floor, and names the models, where one that counts has no figure', () => {
    const best = sum(facts(runs, { m: '5' }), 'best');
    expect([best?.operations, best?.missing, best?.isFloor]).to.deep.equal([5n, ['AISI-XA/base'], true]);
    const inherited = sum(facts(runs, { base: '7' }), 'best');
    expect([inherited?.operations, inherited?.missing]).to.deep.equal([7n, ['AISI-XA/m']]);
    const known = facts({ m: {} });
    const tuning = declarationRecord('AISI-XA', M, 'postTraining', { best: '1' });
    const floor = sumOf(OWN, { ...known, declarations: new Map([[OWN.id, [tuning]]]) }, undefined, METHOD.name, 'best');
    expect([floor?.operations, floor?.isFloor]).to.deep.equal([1n, true]);
  });

  it('is of one way of counting only', () => {
    expect(sum(facts(runs, { m: '5' }), 'best', 'fp16-equivalent')).to.equal(undefined);
  });
});
