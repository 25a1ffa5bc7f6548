// SPDX-License-Identifier: Apache-2.0
import { countedWith, standingAt, sumOf, type Asked, type ModelFacts } from '../../../../chaincode/src/domain/index.ts';
import type {
  ComputeDeclaration,
  Instant,
  Model,
  ModelId,
  ModelRule,
} from '../../../../chaincode/src/protocol/index.ts';
import type { TreatyClient } from '../../treaty-client.ts';
import { all, found, foundOrNot } from '../reading.ts';

/** A model. Fails if: MODEL_UNKNOWN. */
export function modelNamed(client: TreatyClient, model: ModelId): Promise<Model> {
  return found(client, 'Model', [model], 'MODEL_UNKNOWN', { model });
}

/** A model and all from which it descends; where runs of a developer count together, every model there is. */
async function modelsAround(
  client: TreatyClient,
  model: Model,
  rule: ModelRule | undefined,
): Promise<ReadonlyMap<ModelId, Model>> {
  const isWide = rule?.aggregation?.runsWithin !== undefined;
  const models = new Map((isWide ? await all(client, 'Model') : [model]).map((one) => [one.id, one]));
  for (const { dossier } of models.values()) {
    for (const { model: id } of dossier.lineage) {
      const ancestor = models.get(id) ?? (await foundOrNot(client, 'Model', [id]));
      if (ancestor !== undefined) models.set(id, ancestor);
    }
  }
  return models;
}

/** What counts together with a model under a rule, with the figures that stood at an instant. */
export async function factsAround(
  client: TreatyClient,
  model: Model,
  rule: ModelRule | undefined,
  at: Instant,
): Promise<ModelFacts> {
  const models = await modelsAround(client, model, rule);
  const declarations = new Map<ModelId, readonly ComputeDeclaration[]>();
  for (const { model: id } of countedWith(model, models, rule))
    declarations.set(id, standingAt(await all(client, 'ComputeDeclaration', id), at));
  return { models, declarations };
}

/** The figures of a model, as a treaty asks for them. */
export function figuresOf(model: Model, facts: ModelFacts, rule: ModelRule | undefined): Omit<Asked, 'standing'> {
  return {
    sum: (method, bound) => sumOf(model, facts, rule, method, bound),
    hasFigure: countedWith(model, facts.models, rule).some(
      ({ model: id }) => (facts.declarations.get(id) ?? []).length > 0,
    ),
  };
}
