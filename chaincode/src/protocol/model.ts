// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { Amount, compareAmounts } from './amount.ts';
import { CountingMethod } from './counting-method.ts';
import { ComputeId, Digest, MemberId, ModelId, ModelSlug } from './ids.ts';
import { Day } from './instant.ts';
import { Line, Name, Paragraphs } from './text.ts';
import { PositiveLimit } from './time-limit.ts';

/** How far a model has come: a run that is planned is registered before it begins. */
export const ModelStage = z.enum(['planned', 'inTraining', 'trained']);
export type ModelStage = z.infer<typeof ModelStage>;

/**
 * Why a model lies in the jurisdiction of a state, a party or not: it is developed on its territory, by somebody established there or
 * controlled from there, or on compute that stands there. Orders go to each of them.
 */
export const JurisdictionBasis = z.enum(['territory', 'establishment', 'control', 'hostsCompute']);
export type JurisdictionBasis = z.infer<typeof JurisdictionBasis>;

/** How a model was made from another: further trained or tuned from it, distilled out of it, or the same run carried on. */
export const LineageRelation = z.enum(['base', 'fineTune', 'distillation', 'continuation']);
export type LineageRelation = z.infer<typeof LineageRelation>;

/** A model from which another was made; `included` where the figures of the descendant count its compute already. */
export const Ancestor = z.strictObject({
  model: ModelId,
  relation: LineageRelation,
  included: z.boolean().optional(),
});
export type Ancestor = z.infer<typeof Ancestor>;

/** A list that names nothing twice. */
function distinct<S extends z.ZodType>(item: S, most: number, nameOf: (item: z.infer<S>) => string) {
  return z
    .array(item)
    .max(most)
    .refine((items) => new Set(items.map(nameOf)).size === items.length, 'names one thing twice');
}

/**
 * What is on record of a model or a training run. Runs of one developer belong together unless both name a `programme` and the
 * names differ. What is absent is not stated; `weights` is the digest of a version's weights.
 */
export const Dossier = z.strictObject({
  name: Name,
  developers: distinct(Name, 16, (name) => name).min(1),
  programme: Name.optional(),
  stage: ModelStage,
  jurisdictions: distinct(
    z.strictObject({ state: MemberId, basis: JurisdictionBasis }),
    64,
    ({ state, basis }) => `${state} ${basis}`,
  ).min(1),
  lineage: distinct(Ancestor, 32, ({ model }) => model),
  scope: z.enum(['civil', 'military', 'both']).optional(),
  openWeights: z.enum(['yes', 'no', 'unknown']),
  versions: distinct(z.strictObject({ id: Line, weights: Digest.optional() }), 64, ({ id }) => id),
  trainedFrom: Day.optional(),
  published: Day.optional(),
  source: Paragraphs.optional(),
});
export type Dossier = z.infer<typeof Dossier>;

/** Which compute a figure counts: one phase of a run, or `total` where only the whole is known. */
export const ComputePhase = z.enum(['preTraining', 'postTraining', 'syntheticData', 'total']);
export type ComputePhase = z.infer<typeof ComputePhase>;

/** How a figure came about: measured by its declarer, reported by the developer, or estimated. */
export const FigureBasis = z.enum(['measured', 'reported', 'estimated']);
export type FigureBasis = z.infer<typeof FigureBasis>;

/** A figure of operations, with its bounds where they are stated, how it was counted, and the digests of what bears it out. */
export const ComputeFigure = z.strictObject({
  model: ModelId,
  phase: ComputePhase,
  low: Amount.optional(),
  best: Amount,
  high: Amount.optional(),
  method: CountingMethod,
  basis: FigureBasis.optional(),
  evidence: distinct(Digest, 64, (digest) => digest),
  source: Paragraphs.optional(),
});
export type ComputeFigure = z.infer<typeof ComputeFigure>;

/** Whether the bounds of a figure lie on their sides of it. */
function isOrdered({ low, best, high }: Pick<ComputeFigure, 'low' | 'best' | 'high'>): boolean {
  return compareAmounts(low ?? best, best) <= 0 && compareAmounts(best, high ?? best) <= 0;
}

/** What an act that registers a model says. */
export const Registration = z.strictObject({ slug: ModelSlug, dossier: Dossier });

/** What an act that declares compute says; `supersedes` names the declarer's own earlier figure that this one replaces. */
export const ComputeStatement = z
  .strictObject({ ...ComputeFigure.shape, supersedes: ComputeId.optional() })
  .refine(isOrdered, { path: ['best'], message: 'lies outside its own bounds: low <= best <= high' });

export type ComputeStatement = z.infer<typeof ComputeStatement>;

/**
 * What a treaty provides for models: within which time two declarers whose figures disagree have to settle it; which compute
 * counts together besides a model's own, over its lineage and over runs of one developer begun within a time of each other; and
 * methods by which a threshold is counted, and figures by the higher of others: total operations or FP16-equivalent. What is absent is not stated, and nothing is added or compared then.
 */
export const ModelRule = z.strictObject({
  discrepancyWithin: PositiveLimit.optional(),
  aggregation: z
    .strictObject({
      lineage: distinct(LineageRelation, 4, (relation) => relation),
      runsWithin: PositiveLimit.optional(),
    })
    .optional(),
  methods: distinct(
    z.strictObject({
      name: CountingMethod.shape.name,
      higherOf: distinct(CountingMethod.shape.name, 8, (name) => name).min(2),
    }),
    8,
    ({ name }) => name,
  ).optional(),
});
export type ModelRule = z.infer<typeof ModelRule>;
