// SPDX-License-Identifier: Apache-2.0
import type {
  ComputeDeclaration,
  ComputeId,
  ComputePhase,
  MemberId,
  Model,
  ModelId,
  ModelRule,
} from '../../protocol/index.ts';
import { operationsOf, ownSum, type Bound } from './account.ts';
import { countedWith, type Counted } from './counted.ts';

/** What is known of models: their dossiers, and the declarations on each that stand at the instant that is asked for. */
export interface ModelFacts {
  readonly models: ReadonlyMap<ModelId, Model>;
  readonly declarations: ReadonlyMap<ModelId, readonly ComputeDeclaration[]>;
}

/** One declaration in a sum, and why its model counts. */
export interface Addend {
  readonly model: ModelId;
  readonly why: Counted['why'];
  readonly declaration: ComputeId;
  readonly declarer: MemberId;
  readonly phase: ComputePhase;
  readonly operations: bigint;
}

/** Operations that count together, with all that was added; `missing` are models that count and of which no figure is known. */
export interface ComputeSum {
  readonly method: string;
  readonly operations: bigint;
  readonly addends: readonly Addend[];
  readonly missing: readonly ModelId[];
  /** Whether there must be more than that. */
  readonly isFloor: boolean;
}

function countedBy(name: string, figures: readonly ComputeDeclaration[] = []): ComputeDeclaration[] {
  return figures.filter(({ method }) => method.name === name);
}

/**
 * The compute that counts for a model by a bound, counted by the method of a name, with every addend; undefined where no figure is
 * counted so.
 */
export function sumOf(
  model: Model,
  { models, declarations }: ModelFacts,
  rule: ModelRule | undefined,
  method: string,
  bound: Bound,
): ComputeSum | undefined {
  const counted = countedWith(model, models, rule).filter(({ isUndated }) => !isUndated || bound === 'high');
  const sums = counted.map(({ model: id, why }) => ({
    ...{ id, why },
    own: ownSum(id, countedBy(method, declarations.get(id)), bound),
  }));
  const addends = sums.flatMap(({ id, why, own }) =>
    (own?.figures ?? []).map((figure) => ({
      ...{ model: id, why, declaration: figure.id, declarer: figure.declarer, phase: figure.phase },
      operations: operationsOf(figure, bound),
    })),
  );
  if (addends.length === 0) return undefined;
  const missing = sums.flatMap(({ id, own }) => (own === undefined ? [id] : []));
  return {
    ...{ method, addends, missing },
    operations: addends.reduce((sum, { operations }) => sum + operations, 0n),
    isFloor: missing.length > 0 || sums.some(({ own }) => own?.isFloor === true),
  };
}
