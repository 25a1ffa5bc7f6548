// SPDX-License-Identifier: Apache-2.0
import {
  correctModel,
  declareCompute,
  dossier,
  modelRecord,
  registerModel,
  WHOLE,
} from '../../support/domain/models.ts';
import { bind, later, madeBy, open, registerHead, seat, stampOf, step, T0 } from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const START = [open(), ...bind('XA'), ...seat('AISI-XA'), ...seat('AISI-XB')];
const REGISTERED = registerModel('AISI-XA/head', 'gpt-4');
const GPT_4 = 'AISI-XA/gpt-4';
const NEXT = later(T0, 1000);

const descends = (...models: string[]): object => ({
  lineage: models.map((model) => ({ model, relation: 'continuation' })),
});
const KNOWN = given(...START, REGISTERED);

describe('registering a model', () => {
  it('puts its dossier on the record under the name of the member that registers it', () => {
    const whole = step('RegisterModel', 'AISI-XA/head', { slug: 'gpt-5', dossier: WHOLE });
    KNOWN.when(whole).then({ type: 'ModelRegistered', model: 'AISI-XA/gpt-5', dossier: WHOLE });
    const stamp = stampOf(whole);
    KNOWN.when(whole).thenChanges({
      ...{ kind: 'Model', ...madeBy(whole), id: 'AISI-XA/gpt-5', registered: stamp, revised: stamp, dossier: WHOLE },
    });
  });

  it('is open to institutes and to states whose consent stands (R-160)', () => {
    const world = given(...START, registerHead('XB'), ...seat('SEC'));
    world.when(registerModel('XA/head', 'gpt-5')).then({
      ...{ type: 'ModelRegistered', model: 'XA/gpt-5', dossier: dossier() },
    });
    const expected = { member: 'XB', status: 'invited', expected: 'bound' };
    world.when(registerModel('XB/head', 'gpt-5')).thenRefuses('PARTY_NOT_BOUND', expected);
    world.when(registerModel('SEC/head', 'gpt-5')).thenRefuses('MODEL_NOT_ENTITLED', { member: 'SEC' });
  });

  it('gives a name once, and takes none from another member (R-161)', () => {
    const again = registerModel('AISI-XA/head', 'gpt-4', { name: 'Another' });
    KNOWN.when(again).thenRefuses('MODEL_EXISTS', { model: GPT_4, revision: REGISTERED.act.id });
    const beside = registerModel('AISI-XB/head', 'gpt-4');
    KNOWN.when(beside).then({ type: 'ModelRegistered', model: 'AISI-XB/gpt-4', dossier: dossier() });
  });

  it('names ancestors that are on the record, so never itself (R-162)', () => {
    for (const ancestor of ['AISI-XB/gpt-4', 'AISI-XA/gpt-5']) {
      const orphan = registerModel('AISI-XA/head', 'gpt-5', descends(GPT_4, ancestor));
      KNOWN.when(orphan).thenRefuses('MODEL_UNKNOWN', { model: ancestor });
    }
  });
});

describe('correcting the dossier of a model', () => {
  it('replaces it whole, with a reason; what stood before stays in the acts', () => {
    const correction = correctModel('AISI-XA/head', GPT_4, REGISTERED, { name: 'GPT-4' }, { now: NEXT });
    const expected = dossier({ name: 'GPT-4' });
    KNOWN.when(correction).then({
      ...{ type: 'ModelCorrected', model: GPT_4, supersedes: REGISTERED.act.id, reason: 'A mistake.' },
      dossier: expected,
    });
    KNOWN.when(correction).thenChanges({
      ...{ kind: 'Model', ...madeBy(correction), id: GPT_4, registered: stampOf(REGISTERED) },
      ...{ revised: stampOf(correction), dossier: expected },
    });
  });

  it('is for the member that registered it (R-163)', () => {
    KNOWN.when(correctModel('AISI-XB/head', GPT_4, REGISTERED, { name: 'Mine' })).thenRefuses('MODEL_NOT_YOURS', {
      ...{ model: GPT_4, registrant: 'AISI-XA', member: 'AISI-XB' },
    });
    KNOWN.when(correctModel('AISI-XA/head', 'AISI-XA/none', REGISTERED)).thenRefuses('MODEL_UNKNOWN', {
      model: 'AISI-XA/none',
    });
  });

  it('starts from the revision that stands, and changes something (R-164)', () => {
    const first = correctModel('AISI-XA/head', GPT_4, REGISTERED, { name: 'GPT-4' });
    const stale = correctModel('AISI-XA/head', GPT_4, REGISTERED, { name: 'GPT 4' }, { now: NEXT });
    given(...START, REGISTERED, first)
      .when(stale)
      .thenRefuses('MODEL_REVISION_STALE', {
        ...{ model: GPT_4, named: REGISTERED.act.id, expected: first.act.id },
      });
    KNOWN.when(correctModel('AISI-XA/head', GPT_4, REGISTERED)).thenRefuses('MODEL_CHANGES_NOTHING', { model: GPT_4 });
  });

  it('adds no ancestor that is missing, and closes no ring (R-165)', () => {
    const second = registerModel('AISI-XA/head', 'gpt-5', descends(GPT_4));
    const third = registerModel('AISI-XB/head', 'tuned', descends('AISI-XA/gpt-5', GPT_4));
    const world = given(...START, REGISTERED, second, third);
    for (const ancestor of [GPT_4, 'AISI-XA/gpt-5', 'AISI-XB/tuned']) {
      const ring = correctModel('AISI-XA/head', GPT_4, REGISTERED, descends(ancestor));
      world.when(ring).thenRefuses('MODEL_LINEAGE_RING', { model: GPT_4 });
    }
    const orphan = correctModel('AISI-XA/head', GPT_4, REGISTERED, descends('AISI-XB/none'));
    world.when(orphan).thenRefuses('MODEL_UNKNOWN', { model: 'AISI-XB/none' });
  });

  it('adds no ancestry that is too long to be followed, but keeps one that stands (R-166)', () => {
    const chain = Array.from({ length: 7 }, (_, index) =>
      modelRecord(`AISI-XB/run-${index}`, index === 6 ? {} : descends(`AISI-XB/run-${index + 1}`)),
    );
    const world = KNOWN.having(...chain);
    const deep = correctModel('AISI-XA/head', GPT_4, REGISTERED, descends('AISI-XB/run-0'));
    const details = { model: GPT_4, generations: 6 };
    world.when(deep).thenRefuses('MODEL_LINEAGE_TOO_DEEP', details);
    const fits = correctModel('AISI-XA/head', GPT_4, REGISTERED, descends('AISI-XB/run-1'));
    world.world.fold(fits);
    const wide = Array.from({ length: 9 }, (_, row) =>
      Array.from({ length: 32 }, (__, index) => modelRecord(`AISI-XB/wide-${row}-${index}`, {})),
    ).flat();
    const heads = Array.from({ length: 9 }, (_, row) => {
      const names = Array.from({ length: 32 }, (__, index) => `AISI-XB/wide-${row}-${index}`);
      return modelRecord(`AISI-XB/head-${row}`, descends(...names));
    });
    const last = modelRecord('AISI-XB/wide-0-0', descends('AISI-XB/run-6'));
    const broad = correctModel('AISI-XA/head', GPT_4, REGISTERED, descends(...heads.map(({ id }) => id)));
    world
      .having(...wide, ...heads, last)
      .when(broad)
      .thenRefuses('MODEL_LINEAGE_TOO_DEEP', details);
    const standing = { ...world.world.get('Model', GPT_4), dossier: dossier(descends('AISI-XB/run-0')) };
    const renamed = correctModel('AISI-XA/head', GPT_4, REGISTERED, { ...descends('AISI-XB/run-0'), name: 'GPT 4' });
    world.having(standing).world.fold(renamed);
  });
});

describe('an act on a model that nobody has registered', () => {
  it('is refused, whatever it says of it (R-162)', () => {
    const declaring = declareCompute('AISI-XA/head', 'AISI-XB/gpt-9', '5');
    KNOWN.when(declaring).thenRefuses('MODEL_UNKNOWN', { model: 'AISI-XB/gpt-9' });
  });
});
