// SPDX-License-Identifier: Apache-2.0
import {
  compareAmounts,
  type Amount,
  type Condition,
  type Profile,
  type ThresholdId,
  type Tier,
} from '../../protocol/index.ts';

/** A condition and whether it holds: a figure decides it; otherwise somebody has to find it, or the threshold has no value. */
export interface Examination {
  readonly condition: Condition;
  readonly verdict: 'met' | 'notMet' | 'finding' | 'unset' | 'unsettled' | 'noFigure';
}

/** A tier and whether a model falls into it: `open` where its conditions cannot all be decided by figures. */
export interface TierVerdict {
  readonly tier: Tier;
  readonly verdict: 'in' | 'out' | 'open';
  readonly examined: readonly Examination[];
}

/** What is known of a model or a run: figures by their metric, such as `training-compute`. */
export type Figures = ReadonlyMap<string, Amount>;

/** The value in force of each threshold; none where it is unset. */
export type ValueOf = (threshold: ThresholdId) => Amount | undefined;

function examine(condition: Condition, figures: Figures, valueOf: ValueOf): Examination['verdict'] {
  if (!('threshold' in condition)) return 'finding';
  const value = valueOf(condition.threshold);
  if (value === undefined) return 'unset';
  const figure = figures.get(condition.metric);
  if (figure === undefined) return 'noFigure';
  const order = compareAmounts(figure, value);
  if (order !== 0) return order > 0 ? 'met' : 'notMet';
  // Exactly on the threshold the operator decides, and not every source gives one.
  if (condition.operator === undefined) return 'unsettled';
  return condition.operator === '>=' ? 'met' : 'notMet';
}

/** Examines every tier of a profile for some figures, in the profile's order. */
export function tiersOf({ tiers = [] }: Profile, figures: Figures, valueOf: ValueOf): TierVerdict[] {
  return tiers.map((tier) => {
    const examined = tier.allOf.map((condition) => ({ condition, verdict: examine(condition, figures, valueOf) }));
    if (examined.some(({ verdict }) => verdict === 'notMet')) return { tier, verdict: 'out', examined };
    return { tier, verdict: examined.every(({ verdict }) => verdict === 'met') ? 'in' : 'open', examined };
  });
}

/** The tier of a model: the last one of the profile's list into which its figures put it. */
export function tierOf(profile: Profile, figures: Figures, valueOf: ValueOf): TierVerdict | undefined {
  return tiersOf(profile, figures, valueOf).findLast(({ verdict }) => verdict === 'in');
}
