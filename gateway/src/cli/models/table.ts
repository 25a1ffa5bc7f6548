// SPDX-License-Identifier: Apache-2.0
import { coverageOf, TRAINING_COMPUTE, type Asked, type Coverage } from '../../../../chaincode/src/domain/index.ts';
import type { Profile, ThresholdId, Tier } from '../../../../chaincode/src/protocol/index.ts';
import { columns } from '../words.ts';

/** A model and its figures, as a profile asks for them. */
export interface Rated {
  readonly model: string;
  readonly figures: (profile: Profile) => Omit<Asked, 'standing'>;
}

interface Verdict {
  readonly tier: string;
  readonly verdict: Coverage['verdict'];
  readonly why: readonly string[];
}

/** A model and how it stands under each profile. */
export interface Row {
  readonly model: string;
  readonly profiles: Readonly<Record<string, readonly Verdict[]>>;
}

function isOfCompute({ allOf }: Tier): boolean {
  return allOf.some((condition) => 'threshold' in condition && condition.metric === TRAINING_COMPUTE);
}

/** The profiles that have a tier by training compute, each with these tiers alone. */
export function byCompute(profiles: readonly Profile[]): Profile[] {
  return profiles
    .map((profile) => ({ ...profile, tiers: (profile.tiers ?? []).filter(isOfCompute) }))
    .filter(({ tiers }) => tiers.length > 0);
}

/** The thresholds of a profile as it opens. */
function opening({ thresholds }: Profile): Asked['standing'] {
  return (id: ThresholdId) => {
    const { value, method } = thresholds.find((threshold) => threshold.id === id) ?? {};
    return value === undefined || method === undefined ? undefined : { value, method };
  };
}

/** How every model stands under every profile, by the thresholds with which each opens. */
export function rated(models: readonly Rated[], profiles: readonly Profile[]): Row[] {
  return models.map(({ model, figures }) => ({
    model,
    profiles: Object.fromEntries(
      profiles.map((profile) => [
        profile.id,
        coverageOf(profile, { standing: opening(profile), ...figures(profile) }).map(({ tier, verdict, why }) => ({
          ...{ tier: tier.id, verdict },
          why: why.map((one) => one.verdict),
        })),
      ]),
    ),
  }));
}

const MARKS = { coveredByUpperBoundOnly: ' ^', open: ' ?' } as const;

/** The strictest tier that covers a model, and the strictest beyond it that only its upper bound reaches, or that figures leave open. */
function cell(verdicts: readonly Verdict[]): string {
  const covered = verdicts.findLastIndex(({ verdict }) => verdict === 'covered');
  const beyond = verdicts.slice(covered + 1);
  const marked = (['coveredByUpperBoundOnly', 'open'] as const).flatMap((mark) => {
    const found = beyond.findLast(({ verdict }) => verdict === mark);
    return found === undefined ? [] : [`${found.tier}${MARKS[mark]}`];
  });
  const names = [...verdicts.filter((_, index) => index === covered).map(({ tier }) => tier), ...marked.slice(0, 1)];
  return names.join(', ') || '-';
}

/** The table: a row a model, a column a profile by its number, and below which profile each number is. */
export function tableWords(rows: readonly Row[], profiles: readonly Profile[]): string {
  const head = ['model', ...profiles.map((_, index) => String(index + 1))];
  const body = rows.map(({ model, profiles: verdicts }) => [
    model,
    ...profiles.map(({ id }) => cell(verdicts[id] ?? [])),
  ]);
  const legend = profiles.map(({ id, title }, index) => [String(index + 1), id, title]);
  const marks =
    'A cell names the strictest tier by training compute that covers the model, and one beyond it that only the upper bound reaches (^) or of which figures cannot tell (?).';
  return `${columns([head, ...body])}\n\n${columns(legend)}\n\n${marks}\n`;
}
