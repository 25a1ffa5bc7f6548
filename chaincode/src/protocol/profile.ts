// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { Amount } from './amount.ts';
import { Duration, plus, PositiveDuration, UtcOffset } from './duration.ts';
import { OrganId, ThresholdId } from './ids.ts';
import { compareInstants, Instant } from './instant.ts';
import { Ratio } from './ratio.ts';
import { Line } from './text.ts';

const SOME_DAY = Instant.parse('2000-01-01T00:00:00Z');

function atMost(longest: string) {
  const end = plus(SOME_DAY, Duration.parse(longest));
  return (duration: Duration): boolean => {
    try {
      return compareInstants(plus(SOME_DAY, duration), end) <= 0;
    } catch {
      // Beyond the calendar, or no duration at all, which its own form says better.
      return false;
    }
  };
}

/** A limit of a treaty: at most a hundred years, so that every deadline is an instant. */
const Limit = Duration.refine(atMost('P100Y'), 'longer than P100Y');
const PositiveLimit = PositiveDuration.refine(atMost('P100Y'), 'longer than P100Y');
/** A bound on a clock: below the five minutes of the peer's own check. */
const ClockBound = PositiveDuration.refine(atMost('PT299S'), 'not shorter than PT5M');

/** What the votes are measured against; the words are those of treaty practice. */
export const Base = z.enum(['allMembers', 'allEntitled', 'cast', 'presentAndVoting']);
export type Base = z.infer<typeof Base>;

/**
 * How an organ decides. `ratio` is reached by `support / base >= ratio`, or `>` where `strict`; `quorum` counts heads that
 * cast a ballot, as a number or as a share of those entitled. Voting opens `notice` after the proposal and stays open for
 * `window`. `revote` lets a member replace its ballot until the close; `earlyClose` allows a close inside the window once no
 * ballot can be added or changed.
 */
export const DecisionRule = z
  .strictObject({
    organ: OrganId,
    polarity: z.literal('adopt'),
    ratio: Ratio,
    strict: z.boolean().optional(),
    base: Base,
    quorum: z.union([z.int().min(1).max(1000), Ratio]).optional(),
    notice: Limit.optional(),
    window: PositiveLimit,
    revote: z.boolean().optional(),
    earlyClose: z.boolean().optional(),
  })
  .refine(({ ratio, strict }) => strict !== true || ratio.num < ratio.den, {
    path: ['strict'],
    message: 'could never be met',
  });
export type DecisionRule = z.infer<typeof DecisionRule>;

/** How operations are counted: the name of a method and its version; two figures compare only under the same method. */
export const CountingMethod = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  version: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,31}$/),
});
export type CountingMethod = z.infer<typeof CountingMethod>;

/** An organ and whom it is made of. */
export const Organ = z.strictObject({
  id: OrganId,
  name: Line,
  composition: z.enum(['stateParties', 'institutes']),
});
export type Organ = z.infer<typeof Organ>;

/** A threshold as the treaty opens with it, who may move its revision, how that is decided and when it takes effect. */
export const ThresholdRule = z.strictObject({
  id: ThresholdId,
  metric: Line,
  unit: Line,
  value: Amount,
  method: CountingMethod,
  revision: z.strictObject({ movers: OrganId, rule: DecisionRule, effectiveAfter: Limit }),
});
export type ThresholdRule = z.infer<typeof ThresholdRule>;

/**
 * The clock that the parties agree on: an act's timestamp may lie at most `aheadBy` after and `behindBy` before the clock of
 * a peer that endorses it (below the five minutes of the peer's own check); `seat` is the depositary's fixed UTC offset.
 */
export const ClockRule = z.strictObject({ aheadBy: ClockBound, behindBy: ClockBound, seat: UtcOffset });
export type ClockRule = z.infer<typeof ClockRule>;

function unique(ids: readonly string[]): boolean {
  return new Set(ids).size === ids.length;
}

/** A treaty's own rules as data: its clock, organs, thresholds, and who decides by which majority. */
export const Profile = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{1,62}$/),
    version: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,31}$/),
    title: Line,
    clock: ClockRule,
    keyRecovery: PositiveLimit,
    organs: z.array(Organ).min(1).max(32),
    thresholds: z.array(ThresholdRule).min(1).max(32),
  })
  .refine((profile) => unique(profile.organs.map((organ) => organ.id)), {
    path: ['organs'],
    message: 'names one organ twice',
  })
  .refine((profile) => unique(profile.thresholds.map((threshold) => threshold.id)), {
    path: ['thresholds'],
    message: 'names one threshold twice',
  })
  .superRefine((profile, context) => {
    const organs = new Set<string>(profile.organs.map((organ) => organ.id));
    for (const [index, { revision }] of profile.thresholds.entries()) {
      for (const [field, organ] of [['movers', revision.movers] as const, ['rule', revision.rule.organ] as const]) {
        if (!organs.has(organ)) {
          context.addIssue({
            code: 'custom',
            path: ['thresholds', index, 'revision', field],
            message: 'names no organ of the profile',
          });
        }
      }
    }
  });
export type Profile = z.infer<typeof Profile>;
