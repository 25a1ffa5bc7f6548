// SPDX-License-Identifier: Apache-2.0
import type { Amount, CountingMethod, Profile, ThresholdId, Tier } from '../../protocol/index.ts';
import type { Bound } from '../model/account.ts';
import type { ComputeSum } from '../model/aggregate.ts';
import { examineTier, settled, type Examination, type FigureCondition, type TierVerdict } from './tier-of.ts';

/** The metric whose figures are the compute declared of a model. */
export const TRAINING_COMPUTE = 'training-compute';

/** A threshold as it stands for the one who asks: its value and how it is counted. */
export interface Standing {
  readonly value: Amount;
  readonly method: CountingMethod;
}

/**
 * Whether a model falls into a tier: by its best figure; by its upper bound only; by neither; or `open`, where figures cannot tell.
 * Each bound has its own verdict, with what became of each condition.
 */
export interface Coverage {
  readonly tier: Tier;
  readonly verdict: 'covered' | 'coveredByUpperBoundOnly' | 'notCovered' | 'open';
  readonly by: Readonly<Record<Bound, TierVerdict>>;
  /** Why it is open; empty where it is not. */
  readonly why: readonly Examination[];
}

/** What is asked of a model's figures and of the treaty's thresholds. */
export interface Asked {
  /** The version of a threshold that counts; undefined where it is unset or none does. */
  readonly standing: (threshold: ThresholdId) => Standing | undefined;
  /** The compute that counts, by the method of a name. */
  readonly sum: (method: string, bound: Bound) => ComputeSum | undefined;
  /** Whether there is a figure at all, by whatever method. */
  readonly hasFigure: boolean;
}

/** The names of the methods whose figures compare with a threshold: its own, and those of which by the profile it takes the higher. */
function comparable({ models }: Profile, { name }: CountingMethod): readonly string[] {
  const combined = models?.methods?.find((method) => method.name === name);
  return [name, ...(combined?.higherOf ?? [])];
}

/** The highest of the sums that compare with a threshold, counted one way or the other. */
export function comparedSum(
  profile: Profile,
  method: CountingMethod,
  bound: Bound,
  sum: Asked['sum'],
): ComputeSum | undefined {
  const [first, ...rest] = comparable(profile, method).flatMap((name) => sum(name, bound) ?? []);
  return first === undefined
    ? undefined
    : rest.reduce((most, one) => (one.operations > most.operations ? one : most), first);
}

function verdictOn(
  { metric, threshold, operator }: FigureCondition,
  bound: Bound,
  profile: Profile,
  { standing, sum, hasFigure }: Asked,
): Examination['verdict'] {
  const version = standing(threshold);
  if (version === undefined) return 'unset';
  if (metric !== TRAINING_COMPUTE || !hasFigure) return 'noFigure';
  const compared = comparedSum(profile, version.method, bound, sum);
  if (compared === undefined) return 'methodDiffers';
  const verdict = settled(operator, compared.operations, BigInt(version.value));
  return verdict !== 'met' && compared.isFloor ? 'incomplete' : verdict;
}

function combined(best: TierVerdict, high: TierVerdict): Coverage['verdict'] {
  if (best.verdict === 'in') return 'covered';
  if (best.verdict === 'open' || high.verdict === 'open') return 'open';
  return high.verdict === 'in' ? 'coveredByUpperBoundOnly' : 'notCovered';
}

function unsettled({ examined }: TierVerdict): Examination[] {
  return examined.filter(({ verdict }) => verdict !== 'met' && verdict !== 'notMet');
}

/** Whether a model falls into each tier of a profile, in the profile's order. Pure: readers compute it, nobody stores it. */
export function coverageOf(profile: Profile, asked: Asked): Coverage[] {
  const examined = (tier: Tier, bound: Bound): TierVerdict =>
    examineTier(tier, (condition) => verdictOn(condition, bound, profile, asked));
  return (profile.tiers ?? []).map((tier) => {
    const by = { low: examined(tier, 'low'), best: examined(tier, 'best'), high: examined(tier, 'high') };
    const verdict = combined(by.best, by.high);
    const open = by.best.verdict === 'open' ? by.best : by.high;
    return { tier, verdict, by, why: verdict === 'open' ? unsettled(open) : [] };
  });
}
