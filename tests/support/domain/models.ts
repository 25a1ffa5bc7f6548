// SPDX-License-Identifier: Apache-2.0
// Models and declarations of compute, as acts and as records.
import {
  ComputeDeclaration,
  Model,
  type ComputeDeclaration as Declared,
  type Model as Registered,
} from '../../../chaincode/src/protocol/index.ts';
import { hexDigest } from './keys.ts';
import { madeIdOf } from './membership.ts';
import { digestOf, METHOD, step, T0, TREATY, type Step, type StepOptions } from './steps.ts';

/** A dossier with nothing in it that need not be; `changes` replaces fields. */
export function dossier(changes: object = {}): Record<string, unknown> {
  return {
    ...{ name: 'GPT-5', developers: ['OpenAI'], stage: 'trained', openWeights: 'no', lineage: [], versions: [] },
    jurisdictions: [{ state: 'XA', basis: 'establishment' }],
    ...changes,
  };
}

/** A dossier with everything that it may hold. */
export const WHOLE = dossier({
  ...{ programme: 'GPT', scope: 'civil', trainedFrom: '2025-01-01', published: '2025-08-07', source: 'As announced.' },
  lineage: [{ model: 'AISI-XA/gpt-4', relation: 'fineTune', included: true }],
  versions: [{ id: '1.0', weights: hexDigest('weights') }],
});

export function registerModel(
  by: string,
  slug: string,
  changes: object = {},
  options: StepOptions = {},
): Step<'RegisterModel'> {
  return step('RegisterModel', by, { slug, dossier: dossier(changes) }, options);
}

export function correctModel(
  by: string,
  model: string,
  replaced: Step | string,
  changes: object = {},
  options: StepOptions = {},
): Step<'CorrectModel'> {
  const supersedes = typeof replaced === 'string' ? replaced : replaced.act.id;
  const body = { model, supersedes, reason: 'A mistake.', dossier: dossier(changes) };
  return step('CorrectModel', by, body, options);
}

/** A declaration of compute; exact, of the whole, and without evidence unless `changes` says otherwise. */
export function declareCompute(
  by: string,
  model: string,
  best: string,
  changes: object = {},
  options: StepOptions = {},
): Step<'DeclareCompute'> {
  return step('DeclareCompute', by, { model, phase: 'total', best, method: METHOD, evidence: [], ...changes }, options);
}

/** The id of the declaration that a step makes. */
export function computeOf(declaring: Step): string {
  return madeIdOf('F', digestOf(declaring.act));
}

/** The id of the discrepancy that a step opens with another declarer. */
export function discrepancyOf(declaring: Step, other: string): string {
  return madeIdOf('X', hexDigest(`${digestOf(declaring.act)} ${other}`));
}

const STAMP = { at: T0, by: 'AISI-XA/head', act: '00000000-0000-4000-8000-000000000001', tx: hexDigest('transaction') };

/** A model as it stands on the record. */
export function modelRecord(id: string, changes: object = {}): Registered {
  const head = { kind: 'Model', v: 1, treaty: TREATY, changed: STAMP, registered: STAMP, revised: STAMP };
  return Model.parse({ ...head, id, dossier: dossier(changes) });
}

let numbered = 0;

/** A declaration that stands on the record, each under an id of its own. */
export function declarationRecord(
  declarer: string,
  model: string,
  phase: string,
  figure: object,
  changes: object = {},
): Declared {
  numbered += 1;
  const head = { kind: 'ComputeDeclaration', v: 1, treaty: TREATY, changed: STAMP, declared: STAMP, status: 'current' };
  const id = madeIdOf('F', hexDigest(String(numbered)));
  return ComputeDeclaration.parse({
    ...head,
    id,
    declarer,
    model,
    phase,
    method: METHOD,
    evidence: [],
    ...figure,
    ...changes,
  });
}
