// SPDX-License-Identifier: Apache-2.0
import { tiersOf, type Examination, type TierVerdict } from '../../../../chaincode/src/domain/index.ts';
import type { Amount, Profile, ThresholdId } from '../../../../chaincode/src/protocol/index.ts';
import { notStated, stated, type Cell } from './cell.ts';
import type { Happening } from './scenario.ts';

type Run = Extract<Happening, { event: 'run' }>;

/** A tier that a run falls into, or may: why it may, what no source states of it, and the fields on which that turns. */
interface Placed {
  readonly says: string;
  readonly isIn: boolean;
  readonly isSettled: boolean;
  readonly rules: readonly string[];
}

/** Why a condition leaves a tier open; whatever else is met, or not declared. */
const WHY: Readonly<Partial<Record<Examination['verdict'], string>>> = {
  finding: 'if it is found so',
  unset: 'if it is above a value that is not stated',
  unsettled: 'the source does not say whether at the figure',
};

/** Whether the value that decided is one of the scenario, under a threshold for which no source states any. */
function isOfScenario({ condition }: Examination, { thresholds }: Profile): boolean {
  return 'threshold' in condition && thresholds.find(({ id }) => id === condition.threshold)?.value === undefined;
}

/** The fields on which the place of a run turns, the tier itself where that is its figures or a finding. */
function rulesOf({ tier, examined }: TierVerdict): string[] {
  const open = examined.flatMap(({ condition, verdict }, index) => {
    if (!('threshold' in condition)) return [];
    if (verdict === 'unset') return [`thresholds.${condition.threshold}.value`];
    return verdict === 'unsettled' ? [`tiers.${tier.id}.allOf.${String(index)}.operator`] : [];
  });
  return open.length > 0 ? open : [`tiers.${tier.id}`];
}

function placed(verdict: TierVerdict, profile: Profile): Placed {
  const { tier, examined } = verdict;
  const isIn = verdict.verdict === 'in';
  const byScenario = examined.some((one) => one.verdict === 'met' && isOfScenario(one, profile));
  const reasons = examined.flatMap((one) => WHY[one.verdict] ?? []);
  const clauses = [
    `${tier.regime}: ${tier.name}`,
    ...(byScenario ? ['by a value of the scenario'] : []),
    ...new Set(reasons),
    ...(tier.unless === undefined ? [] : [`unless ${tier.unless}`]),
  ];
  const isSettled = !byScenario && !examined.some((one) => one.verdict === 'unset' || one.verdict === 'unsettled');
  return { says: clauses.join(', '), isIn, isSettled, rules: rulesOf(verdict) };
}

/** Whether a tier can say something of what was declared: one that asks for a figure which was not does not apply. */
function mayApply({ verdict, examined }: TierVerdict): boolean {
  return verdict !== 'out' && !examined.some((one) => one.verdict === 'noFigure');
}

/**
 * The tiers of a run: the last one into which its figures put it, and every one that is open, each with why. What is open turns on a
 * finding, which somebody makes; or on a number or a word of comparison that no source states, and then the tier is not stated.
 */
export function runUnder(profile: Profile, { figures }: Run, inForce: ReadonlyMap<ThresholdId, Amount>): Cell {
  if (profile.tiers === undefined) return notStated('run', 'tiers');
  const verdicts = tiersOf(profile, new Map(Object.entries(figures)), (id) => inForce.get(id));
  const all = verdicts.filter(mayApply).map((verdict) => placed(verdict, profile));
  const own = all.findLastIndex(({ isIn }) => isIn);
  const shown = all.filter(({ isIn }, index) => !isIn || index === own);
  if (shown.length === 0) return stated('run', 'in no tier', 'tiers');
  const outcome = shown.map(({ says }) => says).join('; ');
  const rule = shown.flatMap(({ rules }) => rules).join(', ');
  // What is open below the tier of the run does not unsettle it.
  const isSettled = all.every(({ isSettled: one }, index) => one || index < own);
  return isSettled ? stated('run', outcome, rule) : notStated('run', rule, outcome);
}
