// SPDX-License-Identifier: Apache-2.0
import type { Amount, Condition, Profile, ThresholdId, Tier } from '../../protocol/index.ts';

/**
 * A condition and whether it holds: a figure decides it; otherwise somebody has to find it, the threshold has no value, there is no
 * figure, or it is counted by another method or does not count everything.
 */
export interface Examination {
  readonly condition: Condition;
  readonly verdict: 'met' | 'notMet' | 'finding' | 'unset' | 'unsettled' | 'noFigure' | 'methodDiffers' | 'incomplete';
}

/** A tier and whether a model falls into it: `open` where its conditions cannot all be decided by figures. */
export interface TierVerdict {
  readonly tier: Tier;
  readonly verdict: 'in' | 'out' | 'open';
  readonly examined: readonly Examination[];
}

/** A condition that a figure decides. */
export type FigureCondition = Extract<Condition, { threshold: ThresholdId }>;

/** What is known of a model or a run: figures by their metric, such as `training-compute`. */
export type Figures = ReadonlyMap<string, Amount>;

/** The value in force of each threshold; none where it is unset. */
export type ValueOf = (threshold: ThresholdId) => Amount | undefined;

/** Compares a figure with a threshold; exactly on it the operator decides, and not every source gives one. */
export function settled(operator: FigureCondition['operator'], figure: bigint, value: bigint): Examination['verdict'] {
  if (figure !== value) return figure > value ? 'met' : 'notMet';
  if (operator === undefined) return 'unsettled';
  return operator === '>=' ? 'met' : 'notMet';
}

/** Examines a tier by what is made of each condition that a figure decides; a finding is somebody's to make. */
export function examineTier(
  tier: Tier,
  verdictOn: (condition: FigureCondition) => Examination['verdict'],
): TierVerdict {
  const examined = tier.allOf.map((condition): Examination => ({
    condition,
    verdict: 'threshold' in condition ? verdictOn(condition) : 'finding',
  }));
  if (examined.some(({ verdict }) => verdict === 'notMet')) return { tier, verdict: 'out', examined };
  return { tier, verdict: examined.every(({ verdict }) => verdict === 'met') ? 'in' : 'open', examined };
}

/** Examines every tier of a profile for some figures, in the profile's order. */
export function tiersOf({ tiers = [] }: Profile, figures: Figures, valueOf: ValueOf): TierVerdict[] {
  const verdictOn = ({ metric, threshold, operator }: FigureCondition): Examination['verdict'] => {
    const figure = figures.get(metric);
    if (figure === undefined) return 'noFigure';
    const value = valueOf(threshold);
    return value === undefined ? 'unset' : settled(operator, BigInt(figure), BigInt(value));
  };
  return tiers.map((tier) => examineTier(tier, verdictOn));
}

/** The tier of a model: the last one of the profile's list into which its figures put it. */
export function tierOf(profile: Profile, figures: Figures, valueOf: ValueOf): TierVerdict | undefined {
  return tiersOf(profile, figures, valueOf).findLast(({ verdict }) => verdict === 'in');
}
