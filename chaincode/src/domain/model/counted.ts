// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  dayBegins,
  plus,
  type Day,
  type Dossier,
  type Duration,
  type Model,
  type ModelId,
  type ModelRule,
} from '../../protocol/index.ts';

/** A model whose compute counts towards another's, and why; a run of which no date is known counts towards the upper bound only. */
export interface Counted {
  readonly model: ModelId;
  readonly why: 'own' | 'lineage' | 'run';
  readonly isUndated: boolean;
}

type Models = ReadonlyMap<ModelId, Model>;

/** The ancestors of a model over the relations that count; a link whose compute is included already is not followed. */
function ancestors(model: ModelId, models: Models, relations: readonly string[]): Set<ModelId> {
  const found = new Set([model]);
  for (const reached of found) {
    const links = models.get(reached)?.dossier.lineage ?? [];
    const followed = links.filter(({ relation, included }) => relations.includes(relation) && included !== true);
    for (const { model: ancestor } of followed) found.add(ancestor);
  }
  found.delete(model);
  return found;
}

/** When a run began, failing that when its model was published. */
function dateOf({ trainedFrom, published }: Dossier): Day | undefined {
  return trainedFrom ?? published;
}

function isOneProgramme(left: Dossier, right: Dossier): boolean {
  if (!left.developers.some((developer) => right.developers.includes(developer))) return false;
  return left.programme === undefined || right.programme === undefined || left.programme === right.programme;
}

function isWithin(left: Day, right: Day, within: Duration): boolean {
  const [first, second] = [dayBegins(left), dayBegins(right)];
  return compareInstants(plus(first, within), second) >= 0 && compareInstants(plus(second, within), first) >= 0;
}

/** The other runs of a developer begun within a time of a run, so that a run that is split counts as a whole. */
function runsBeside({ id, dossier }: Model, models: Models, within: Duration): Counted[] {
  const own = dateOf(dossier);
  return [...models.values()].flatMap(({ id: model, dossier: other }) => {
    if (model === id || !isOneProgramme(dossier, other)) return [];
    const date = dateOf(other);
    const isUndated = own === undefined || date === undefined;
    return isUndated || isWithin(own, date, within) ? [{ model, why: 'run' as const, isUndated }] : [];
  });
}

function includes(models: Models, whole: ModelId, part: ModelId): boolean {
  return models.get(whole)?.dossier.lineage.some(({ model, included }) => model === part && included === true) ?? false;
}

/**
 * The models whose compute counts together with a model's under a treaty's rule, itself first, each once. What the figures of
 * another one count already is left out, and so is a run whose own figures count this model.
 */
export function countedWith(model: Model, models: Models, rule: ModelRule | undefined): Counted[] {
  const { lineage = [], runsWithin } = rule?.aggregation ?? {};
  const descent = ancestors(model.id, models, lineage);
  const runs = runsWithin === undefined ? [] : runsBeside(model, models, runsWithin);
  const counted: Counted[] = [
    { model: model.id, why: 'own', isUndated: false },
    ...[...descent].map((ancestor) => ({ model: ancestor, why: 'lineage' as const, isUndated: false })),
    ...runs.filter(({ model: run }) => !descent.has(run) && !includes(models, run, model.id)),
  ];
  return counted.filter(
    ({ model: part, why }) => why === 'own' || !counted.some(({ model: whole }) => includes(models, whole, part)),
  );
}
