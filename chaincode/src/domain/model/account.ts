// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  registrantOf,
  type ComputeDeclaration,
  type ComputePhase,
  type Instant,
  type ModelId,
} from '../../protocol/index.ts';

/** The figures of an account: the least that may be meant, the one that is meant, and the most. */
export const BOUNDS = ['low', 'best', 'high'] as const;
export type Bound = (typeof BOUNDS)[number];

/** The compute of one model by one bound: the declarations that make it up. */
export interface OwnSum {
  readonly amount: bigint;
  readonly figures: readonly ComputeDeclaration[];
  /** Whether there must be more than that: phases are known, and pre-training is not among them. */
  readonly isFloor: boolean;
}

/** The operations that a declaration states by a bound; one without bounds is exact. */
export function operationsOf(figure: ComputeDeclaration, bound: Bound): bigint {
  return BigInt(figure[bound] ?? figure.best);
}

/** The declarations that stood at an instant. */
export function standingAt(figures: readonly ComputeDeclaration[], at: Instant): ComputeDeclaration[] {
  return figures.filter(
    (figure) =>
      compareInstants(figure.declared.at, at) <= 0 &&
      (figure.status === 'current' || compareInstants(at, figure.superseded.at) < 0),
  );
}

/**
 * The sum that counts for a bound. The low one is the lowest of all declarers, the high one the highest. The best one is the
 * registrant's, who answers for the dossier; where it has said nothing, the highest of the others, so that silence lowers nothing.
 */
function chosen(bound: Bound, model: ModelId, [first, ...rest]: readonly OwnSum[]): OwnSum | undefined {
  const isRegistrants = ({ figures }: OwnSum): boolean =>
    figures.some(({ declarer }) => declarer === registrantOf(model));
  const isBefore = (left: OwnSum, right: OwnSum): boolean => {
    if (bound === 'best' && isRegistrants(left) !== isRegistrants(right)) return isRegistrants(left);
    return bound === 'low' ? left.amount < right.amount : left.amount > right.amount;
  };
  return first === undefined ? undefined : rest.reduce((best, one) => (isBefore(one, best) ? one : best), first);
}

const PHASES = ['preTraining', 'postTraining', 'syntheticData'] as const satisfies readonly ComputePhase[];

/**
 * The compute of a model itself by a bound, from declarations that count in one way; undefined where there is none. It is a
 * declared total, or the sum of its phases, each phase once. Phases without pre-training are no account of the whole: they count
 * only where nobody states a total, as a floor.
 */
export function ownSum(model: ModelId, figures: readonly ComputeDeclaration[], bound: Bound): OwnSum | undefined {
  const among = (phase: ComputePhase): OwnSum | undefined => {
    const sums = figures
      .filter((figure) => figure.phase === phase)
      .map((figure) => ({ amount: operationsOf(figure, bound), figures: [figure], isFloor: false }));
    return chosen(bound, model, sums);
  };
  const total = among('total');
  const phases = PHASES.flatMap((phase) => among(phase) ?? []);
  const isFloor = among('preTraining') === undefined;
  const composed = {
    amount: phases.reduce((sum, { amount }) => sum + amount, 0n),
    figures: phases.flatMap((phase) => phase.figures),
    isFloor,
  };
  const isAccount = phases.length > 0 && !(isFloor && total !== undefined);
  return chosen(bound, model, [...(total === undefined ? [] : [total]), ...(isAccount ? [composed] : [])]);
}
