// SPDX-License-Identifier: Apache-2.0
import type { ComputeDeclaration, Discrepancy, EventOf, Model } from '../../protocol/index.ts';
import { standing, standingIn, type Made } from '../evolution.ts';
import type { Known } from '../known.ts';

/** A model is on the record. */
export function modelRegistered({ model: id, dossier }: EventOf<'ModelRegistered'>, made: Made): Model {
  return { kind: 'Model', ...made, id, registered: made.changed, revised: made.changed, dossier };
}

/** The dossier of a model is another one from now on; the former ones stand in the acts. */
export function modelCorrected({ model, dossier }: EventOf<'ModelCorrected'>, made: Made, known: Known): Model {
  const record = standing(known.record('Model', model));
  return { ...record, ...made, revised: made.changed, dossier };
}

/** A figure stands, and the one that it replaces no more. */
export function computeDeclared(
  event: EventOf<'ComputeDeclared'>,
  made: Made,
  known: Known,
): readonly ComputeDeclaration[] {
  const { type: _, declaration: id, ...said } = event;
  const { model, supersedes } = said;
  const declared = { kind: 'ComputeDeclaration' as const, ...made, id, ...said, declared: made.changed };
  const current = { ...declared, status: 'current' as const };
  if (supersedes === undefined) return [current];
  const former = standingIn(known.record('ComputeDeclaration', model, supersedes), 'current');
  return [current, { ...former, ...made, status: 'superseded', superseded: made.changed, by: id }];
}

/** Two declarers disagree. */
export function discrepancyOpened(event: EventOf<'DiscrepancyOpened'>, made: Made): Discrepancy {
  const { type: _, discrepancy: id, ...said } = event;
  return { kind: 'Discrepancy', ...made, id, ...said, opened: made.changed, status: 'open' };
}

/** They agree again. */
export function discrepancySettled(event: EventOf<'DiscrepancySettled'>, made: Made, known: Known): Discrepancy {
  const record = standingIn(known.record('Discrepancy', event.model, event.discrepancy), 'open');
  return { ...record, ...made, status: 'settled', settled: made.changed };
}
