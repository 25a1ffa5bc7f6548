// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { isOverdue } from '../../../chaincode/src/domain/model/discrepancy.ts';
import { Instant } from '../../../chaincode/src/protocol/index.ts';
import { computeOf, correctModel, declareCompute, discrepancyOf, registerModel } from '../../support/domain/models.ts';
import {
  bind,
  later,
  madeBy,
  METHOD,
  open,
  profile,
  seat,
  stampOf,
  T0,
  type Step,
  type StepOptions,
} from '../../support/domain/steps.ts';
import { given, type Given } from '../../support/domain/world.ts';

const M = 'AISI-XA/gpt-5';
const RULES = profile({ models: { discrepancyWithin: 'P30D' } });
const REGISTERED = registerModel('AISI-XA/head', 'gpt-5', {
  jurisdictions: [
    { state: 'XB', basis: 'territory' },
    { state: 'US', basis: 'control' },
  ],
});
const MEMBERS = [...bind('XA'), ...bind('XB'), ...seat('AISI-XA'), ...seat('AISI-XB')];
const START = [open({ profile: RULES }), ...MEMBERS, REGISTERED];
const KNOWN = given(...START);
/** The end of the thirtieth day after that of the act, at the seat (+01:00). */
const UNTIL = '2026-12-23T23:00:00Z';
const OTHER = { method: { name: 'fp16-equivalent', version: '1' } };

const declare = (by: string, best: string, changes: object = {}, options: StepOptions = {}): Step<'DeclareCompute'> =>
  declareCompute(`${by}/head`, M, best, changes, options);
const told = (declaring: Step<'DeclareCompute'>, declarer: string): object => ({
  ...{ type: 'ComputeDeclared', declaration: computeOf(declaring), declarer, ...declaring.act.body },
});
const after = (...steps: Step[]): Given => given(...START, ...steps);

describe('declaring compute', () => {
  const first = declare('AISI-XA', '5', { low: '4', high: '7', phase: 'preTraining', basis: 'measured' });

  it('puts a figure with its bounds on the record', () => {
    KNOWN.when(first).then(told(first, 'AISI-XA'));
    KNOWN.when(first).thenChanges({
      ...{ kind: 'ComputeDeclaration', ...madeBy(first), id: computeOf(first), declarer: 'AISI-XA', ...first.act.body },
      ...{ declared: stampOf(first), status: 'current' },
    });
  });

  it('is for the registrant, institutes, and states in whose jurisdiction the model lies (R-167)', () => {
    for (const declarer of ['AISI-XB', 'XB']) {
      const figure = declare(declarer, '5');
      KNOWN.when(figure).then(told(figure, declarer));
    }
    KNOWN.when(declare('XA', '5')).thenRefuses('COMPUTE_DECLARER_FOREIGN', { member: 'XA', model: M });
    const own = registerModel('XA/head', 'own', { jurisdictions: [{ state: 'US', basis: 'control' }] });
    const figure = declareCompute('XA/head', 'XA/own', '5');
    after(own).when(figure).then(told(figure, 'XA'));
  });

  it('replaces the own figure that it names, and keeps it (R-168)', () => {
    const id = computeOf(first);
    const more = declare('AISI-XA', '6', { phase: 'preTraining', supersedes: id }, { now: later(T0, 1000) });
    const world = after(first);
    world.when(more).then(told(more, 'AISI-XA'));
    const { supersedes: _, ...former } = { supersedes: undefined, ...world.world.get('ComputeDeclaration', M, id) };
    world.when(more).thenChanges(
      {
        ...{ kind: 'ComputeDeclaration', ...madeBy(more), id: computeOf(more), declarer: 'AISI-XA', ...more.act.body },
        ...{ declared: stampOf(more), status: 'current' },
      },
      { ...former, ...madeBy(more), status: 'superseded', superseded: stampOf(more), by: computeOf(more) },
    );
    const again = declare('AISI-XA', '7', { phase: 'preTraining', supersedes: id });
    const details = { model: M, named: id, standing: [computeOf(more)] };
    after(first, more)
      .when({ ...again, now: Instant.parse(later(T0, 2000)) })
      .thenRefuses('COMPUTE_SUPERSEDES_OTHER', details);
  });

  it('replaces no figure of another declarer, and passes none of its own by in silence (R-168)', () => {
    const foreign = declare('AISI-XB', '6', { phase: 'preTraining', supersedes: computeOf(first) });
    const named = { model: M, named: computeOf(first), standing: [] };
    after(first).when(foreign).thenRefuses('COMPUTE_SUPERSEDES_OTHER', named);
    const silent = declare('AISI-XA', '6', { phase: 'preTraining' });
    const standing = { model: M, phase: 'preTraining', declaration: computeOf(first) };
    after(first).when(silent).thenRefuses('COMPUTE_ALREADY_DECLARED', standing);
    for (const changes of [{ phase: 'postTraining' }, { phase: 'preTraining', ...OTHER }]) {
      const beside = declare('AISI-XA', '6', changes);
      after(first).when(beside).then(told(beside, 'AISI-XA'));
    }
  });

  it('replaces a figure by one of another phase or method, where that has none', () => {
    const post = declare('AISI-XA', '1', { phase: 'postTraining' });
    const moved = declare('AISI-XA', '6', { phase: 'preTraining', ...OTHER, supersedes: computeOf(first) });
    after(first).when(moved).then(told(moved, 'AISI-XA'));
    const onto = declare('AISI-XA', '6', { phase: 'postTraining', supersedes: computeOf(first) });
    const details = { model: M, phase: 'postTraining', declaration: computeOf(post) };
    after(first, post).when(onto).thenRefuses('COMPUTE_ALREADY_DECLARED', details);
  });

  it('takes a total or phases from a declarer for one method, not both (R-169)', () => {
    const total = declare('AISI-XA', '9');
    const phase = declare('AISI-XA', '6', { phase: 'syntheticData' });
    const refused = (step: Step) => ({ model: M, declaration: computeOf(step) });
    after(first).when(total).thenRefuses('COMPUTE_TOTAL_AND_PHASES', refused(first));
    after(total).when(phase).thenRefuses('COMPUTE_TOTAL_AND_PHASES', refused(total));
    const instead = declare('AISI-XA', '9', { supersedes: computeOf(first) });
    after(first).when(instead).then(told(instead, 'AISI-XA'));
    const otherwise = declare('AISI-XA', '9', OTHER);
    after(first).when(otherwise).then(told(otherwise, 'AISI-XA'));
    const byOther = declare('AISI-XB', '9');
    after(first).when(byOther).then(told(byOther, 'AISI-XB'));
  });

  it('refuses a second record under one short id', () => {
    const figure = declare('AISI-XB', '50', { phase: 'preTraining' });
    const id = computeOf(figure);
    const record = { ...after(first).world.get('ComputeDeclaration', M, computeOf(first)), id, declarer: 'XD' };
    const elsewhere = { ...record, phase: 'syntheticData' };
    after(first).having(elsewhere).when(figure).thenRefuses('ID_TAKEN', { id });
    const discrepancy = discrepancyOf(figure, 'AISI-XA');
    const settled = {
      ...{ kind: 'Discrepancy', ...madeBy(first), id: discrepancy, model: M, phase: 'total', method: METHOD },
      ...{ declarers: ['XA', 'XB'], declarations: [id, id], opened: stampOf(first), settled: stampOf(first) },
      status: 'settled',
    };
    after(first).having(settled).when(figure).thenRefuses('ID_TAKEN', { id: discrepancy });
  });
});

describe('a discrepancy', () => {
  const ours = declare('AISI-XA', '5', { low: '4', high: '7' });
  const theirs = declare('AISI-XB', '9', { low: '8' });
  const X = discrepancyOf(theirs, 'AISI-XA');
  const opening = {
    ...{ type: 'DiscrepancyOpened', discrepancy: X, model: M, phase: 'total', method: METHOD, until: UNTIL },
    ...{ declarers: ['AISI-XA', 'AISI-XB'], declarations: [computeOf(ours), computeOf(theirs)] },
  };
  const settling = { type: 'DiscrepancySettled', discrepancy: X, model: M };

  it('opens where the ranges of two declarers exclude each other, with a limit from the profile (R-170)', () => {
    after(ours).when(theirs).then(told(theirs, 'AISI-XB'), opening);
    const { type: _, discrepancy: id, ...said } = opening;
    after(ours)
      .when(theirs)
      .thenChanges(
        {
          ...{ kind: 'ComputeDeclaration', ...madeBy(theirs), id: computeOf(theirs), declarer: 'AISI-XB' },
          ...{ ...theirs.act.body, declared: stampOf(theirs), status: 'current' },
        },
        { kind: 'Discrepancy', ...madeBy(theirs), id, ...said, opened: stampOf(theirs), status: 'open' },
      );
  });

  it('names its declarers in the order of their ids, whoever came first', () => {
    const last = declare('AISI-XA', '5', { low: '4', high: '7' }, { now: later(T0, 1000) });
    const discrepancy = discrepancyOf(last, 'AISI-XB');
    const declarations = [computeOf(last), computeOf(theirs)];
    after(theirs)
      .when(last)
      .then(told(last, 'AISI-XA'), { ...opening, discrepancy, declarations });
  });

  it('does not open where ranges touch, or where phase, method or its version differ', () => {
    for (const changes of [
      { low: '7' },
      { low: '8', phase: 'preTraining' },
      { low: '8', ...OTHER },
      { low: '8', method: { ...METHOD, version: '2' } },
    ]) {
      const figure = declare('AISI-XB', '9', changes);
      after(ours).when(figure).then(told(figure, 'AISI-XB'));
    }
    const below = declare('AISI-XB', '3', { high: '4' });
    after(ours).when(below).then(told(below, 'AISI-XB'));
  });

  it('opens with each declarer that is excluded, each with an id of its own', () => {
    const third = declare('XB', '100');
    after(ours, theirs)
      .when(third)
      .then(
        told(third, 'XB'),
        ...[ours, theirs].map((other) => {
          const [declarer = ''] = other.act.by.split('/');
          const declarations = [computeOf(other), computeOf(third)];
          return { ...opening, discrepancy: discrepancyOf(third, declarer), declarers: [declarer, 'XB'], declarations };
        }),
      );
  });

  it('goes on while the figures still exclude each other, and is settled once they do not (R-171)', () => {
    const now = { now: later(T0, 1000) };
    const still = declare('AISI-XB', '8', { supersedes: computeOf(theirs) }, now);
    after(ours, theirs).when(still).then(told(still, 'AISI-XB'));
    const agreed = declare('AISI-XB', '7', { supersedes: computeOf(theirs) }, now);
    const world = after(ours, theirs);
    world.when(agreed).then(told(agreed, 'AISI-XB'), settling);
    const open = world.world.get('Discrepancy', M, X);
    expect(world.world.after(agreed).get('Discrepancy', M, X)).to.deep.equal({
      ...{ ...open, ...madeBy(agreed), status: 'settled', settled: stampOf(agreed) },
    });
    const anew = declare('AISI-XB', '9', { supersedes: computeOf(agreed) }, { now: later(T0, 2000) });
    const discrepancy = discrepancyOf(anew, 'AISI-XA');
    after(ours, theirs, agreed)
      .when(anew)
      .then(told(anew, 'AISI-XB'), {
        ...{ ...opening, discrepancy, declarations: [computeOf(ours), computeOf(anew)] },
      });
  });

  it('is settled by either side, also where a figure is moved to another phase', () => {
    const now = { now: later(T0, 1000) };
    const given = declare('AISI-XA', '9', { supersedes: computeOf(ours) }, now);
    after(ours, theirs).when(given).then(told(given, 'AISI-XA'), settling);
    const moved = declare('AISI-XA', '5', { phase: 'postTraining', supersedes: computeOf(ours) }, now);
    after(ours, theirs).when(moved).then(told(moved, 'AISI-XA'), settling);
    const bystander = declare('XB', '7', { low: '6', high: '9' }, now);
    after(ours, theirs).when(bystander).then(told(bystander, 'XB'));
  });

  it('has no limit where the profile states none', () => {
    const { until: _, ...without } = opening;
    for (const models of [undefined, {}]) {
      const rules = models === undefined ? profile() : profile({ models });
      const world = given(open({ profile: rules }), ...MEMBERS, REGISTERED, ours);
      world.when(theirs).then(told(theirs, 'AISI-XB'), without);
    }
  });

  it('is overdue after its limit while it is open: that follows from the time', () => {
    const world = after(ours, theirs).world;
    const open = world.get('Discrepancy', M, X);
    expect(isOverdue(open, Instant.parse(UNTIL))).to.equal(false);
    expect(isOverdue(open, Instant.parse(later(UNTIL, 1)))).to.equal(true);
    const { until: _, ...unlimited } = { until: undefined, ...open };
    expect(isOverdue(unlimited, Instant.parse('2099-01-01T00:00:00Z'))).to.equal(false);
    const agreed = declare('AISI-XB', '7', { supersedes: computeOf(theirs) }, { now: later(T0, 1000) });
    const settled = world.after(agreed).get('Discrepancy', M, X);
    expect(isOverdue(settled, Instant.parse('2099-01-01T00:00:00Z'))).to.equal(false);
  });

  it('outlives a correction of the dossier', () => {
    const renamed = correctModel('AISI-XA/head', M, REGISTERED, { name: 'GPT 5' });
    expect(after(ours, theirs, renamed).world.get('Discrepancy', M, X).status).to.equal('open');
  });
});
