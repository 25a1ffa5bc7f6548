// SPDX-License-Identifier: Apache-2.0
import { TreatyError, type Dossier, type Model, type ModelId } from '../../protocol/index.ts';
import { one, type Known, type Need } from '../known.ts';

/** A rule is asked for what it needs in few rounds, one for each generation. */
const MOST_GENERATIONS = 6;
const MOST_ANCESTORS = 256;

interface Ancestry {
  readonly reached: ReadonlySet<ModelId>;
  /** Whether there are more than were looked at. */
  readonly isDeeper: boolean;
}

function parentsOf({ lineage }: Pick<Dossier, 'lineage'>): ModelId[] {
  return lineage.map(({ model }) => model);
}

/** These models and those from which they descend, generation by generation, within limits. */
function ancestryOf(first: readonly ModelId[], known: Known): Ancestry {
  const reached = new Set<ModelId>();
  let generation = first;
  for (let depth = 0; depth < MOST_GENERATIONS && reached.size <= MOST_ANCESTORS; depth += 1) {
    for (const model of generation) reached.add(model);
    const parents = generation.flatMap((model) => parentsOf(known.find('Model', model)?.dossier ?? { lineage: [] }));
    generation = parents.filter((model) => !reached.has(model));
  }
  return { reached, isDeeper: generation.length > 0 };
}

/** The ancestors that a correction names and the dossier that stands does not: those that stand were examined before. */
function added(dossier: Dossier, standing: Model | undefined): ModelId[] {
  const before = new Set(standing === undefined ? [] : parentsOf(standing.dossier));
  return parentsOf(dossier).filter((model) => !before.has(model));
}

/** The models that a dossier names. */
export function parentNeeds(dossier: Dossier): Need[] {
  return parentsOf(dossier).map((model) => one('Model', model));
}

/** The models that tell whether the correction of a dossier would close a ring. */
export function ancestryNeeds(model: ModelId, dossier: Dossier, known: Known): Need[] {
  const { reached } = ancestryOf(added(dossier, known.find('Model', model)), known);
  return [...reached].map((ancestor) => one('Model', ancestor));
}

/** Refuses a dossier that descends from nothing on record. Fails if: MODEL_UNKNOWN. */
export function requireParents(dossier: Dossier, known: Known): void {
  for (const model of parentsOf(dossier)) {
    // R-162 a model descends from models on the record
    if (known.record('Model', model) === undefined) throw new TreatyError('MODEL_UNKNOWN', { model });
  }
}

/** Refuses a correction after which a model would descend from itself. Fails if: MODEL_LINEAGE_RING, MODEL_LINEAGE_TOO_DEEP. */
export function requireNoRing(standing: Model, dossier: Dossier, known: Known): void {
  const { id: model } = standing;
  const { reached, isDeeper } = ancestryOf(added(dossier, standing), known);
  // R-165 no model descends from itself
  if (reached.has(model)) throw new TreatyError('MODEL_LINEAGE_RING', { model });
  // R-166 a lineage that is too long to be followed is not entered by a correction, which could close a ring unseen
  if (isDeeper) throw new TreatyError('MODEL_LINEAGE_TOO_DEEP', { model, generations: MOST_GENERATIONS });
}
