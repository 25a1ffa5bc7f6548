// SPDX-License-Identifier: Apache-2.0
import {
  BOUNDS,
  comparedSum,
  TRAINING_COMPUTE,
  type Asked,
  type Bound,
  type ComputeSum,
  type Coverage,
  type Examination,
} from '../../../../chaincode/src/domain/index.ts';
import type { Profile, ThresholdId } from '../../../../chaincode/src/protocol/index.ts';
import { PHASES } from '../model-words.ts';
import { columns, fields, methodWords, operationsWords } from '../words.ts';

/** What each verdict on a tier means. */
const VERDICTS: Readonly<Record<Coverage['verdict'], string>> = {
  covered: 'covered',
  coveredByUpperBoundOnly: 'covered by the upper bound only',
  notCovered: 'not covered',
  open: 'open',
};

const REASONS: Readonly<Record<Examination['verdict'], string>> = {
  met: 'it is met',
  notMet: 'it is not met',
  finding: 'somebody has to find it',
  unset: 'no version of the threshold has a value and is in force here',
  unsettled: 'the figure is exactly on the threshold, and the text gives no operator',
  noFigure: 'no figure is declared',
  methodDiffers: 'the figures are counted by another method than the threshold',
  incomplete: 'a figure that counts is missing, so that the sum is only a floor',
};

/** Why a tier is open, as a clause. */
function openWords({ condition, verdict }: Examination): string {
  const what = 'threshold' in condition ? `${condition.metric} against ${condition.threshold}` : condition.finding;
  return `${what}: ${REASONS[verdict]}`;
}

/** The sums that are compared with one threshold, by each bound. */
export interface Arithmetic {
  readonly threshold: ThresholdId;
  readonly value: string;
  readonly method: string;
  readonly sums: Readonly<Partial<Record<Bound, ComputeSum>>>;
}

/** Every sum that the tiers of a profile compare with a threshold: the arithmetic behind the verdicts. */
export function arithmeticOf(profile: Profile, asked: Asked): Arithmetic[] {
  const conditions = (profile.tiers ?? []).flatMap(({ allOf }) => allOf);
  const thresholds = new Set(
    conditions.flatMap((one) => ('threshold' in one && one.metric === TRAINING_COMPUTE ? [one.threshold] : [])),
  );
  return [...thresholds].flatMap((threshold) => {
    const standing = asked.standing(threshold);
    if (standing === undefined) return [];
    const { value, method } = standing;
    const sums = BOUNDS.flatMap((bound) => {
      const sum = comparedSum(profile, method, bound, asked.sum);
      return sum === undefined ? [] : [[bound, sum] as const];
    });
    return [{ threshold, value, method: methodWords(method), sums: Object.fromEntries(sums) }];
  });
}

const WHY: Readonly<Record<ComputeSum['addends'][number]['why'], string>> = {
  own: 'its own',
  lineage: 'of its lineage',
  run: 'a run of the same developer',
};

function sumWords(bound: Bound, { operations, addends, missing, method }: ComputeSum): string {
  const rows = addends.map(({ operations: each, model, phase, declarer, declaration, why }, index) => [
    `  ${index === 0 ? ' ' : '+'} ${operationsWords(each)}`,
    `${PHASES[phase]} of ${model}, ${WHY[why]}`,
    `by ${declarer} (${declaration})`,
  ]);
  const without = missing.length === 0 ? '' : `\n  + unknown: ${missing.join(', ')}`;
  return `${bound} ${operationsWords(operations)}, counted by ${method}:\n${columns(rows)}${without}`;
}

/** The arithmetic in words: every sum with its addends beside the threshold that it is compared with. */
export function arithmeticWords(arithmetic: readonly Arithmetic[]): string {
  return arithmetic
    .map(({ threshold, value, method, sums }) => {
      const lines = BOUNDS.flatMap((bound) => {
        const sum = sums[bound];
        return sum === undefined ? [] : [sumWords(bound, sum)];
      });
      const told = lines.length === 0 ? ['no figure that is counted so'] : lines;
      return `${threshold}: ${operationsWords(BigInt(value))} by ${method}\n${told.join('\n')}\n`;
    })
    .join('');
}

/** The verdict on each tier, in words. */
export function coverageWords(coverages: readonly Coverage[]): string {
  if (coverages.length === 0) return 'The profile states no tiers.\n';
  return fields(
    coverages.map(({ tier, verdict, by, why }) => {
      const each = BOUNDS.map((bound) => `${bound} ${by[bound].verdict}`).join(', ');
      const reasons = why.map(openWords).join('; ');
      const unless = tier.unless === undefined || verdict === 'notCovered' ? '' : `\nunless: ${tier.unless}`;
      return [
        tier.id,
        `${VERDICTS[verdict]} (${each}); ${tier.name}, ${tier.regime}${reasons === '' ? '' : `\n${reasons}`}${unless}`,
      ];
    }),
  );
}
