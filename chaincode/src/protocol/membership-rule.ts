// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { WeightTotal } from './decision-rule.ts';
import { GroupName, MemberId } from './ids.ts';
import { Limit, PositiveLimit } from './time-limit.ts';
import { Ratio } from './ratio.ts';
import { Line } from './text.ts';

/**
 * When the treaty enters into force for a state that joins later: so long after its instrument. Later is who joins once the conditions
 * are met (VCLT 84(2), Paris Agreement 21(3)), or only once the treaty is in force (CWC XXI.2), all before entering with it.
 */
export const LaterEntry = z.strictObject({ after: Limit, since: z.enum(['conditionsMet', 'entryIntoForce']) });
export type LaterEntry = z.infer<typeof LaterEntry>;

/**
 * When the treaty enters into force: once so many states are bound, and these named ones, and so many of a group, and states
 * that hold a share of a fixed total; all of them together, and then `after` this long (VCLT 24).
 */
export const EntryIntoForce = z.strictObject({
  count: z.int().min(1).max(250).optional(),
  named: z.array(MemberId).min(1).max(250).optional(),
  groups: z
    .array(z.strictObject({ group: GroupName, count: z.int().min(1).max(250) }))
    .max(16)
    .optional(),
  shares: z
    .array(z.strictObject({ measure: GroupName, ratio: Ratio, strict: z.boolean().optional(), total: WeightTotal }))
    .max(16)
    .optional(),
  after: Limit,
  /** For states that join later; without it `after` counts from each one's own instrument, once the conditions are met. */
  later: LaterEntry.optional(),
  /** What follows when withdrawals bring the treaty below these numbers: nothing (VCLT 55), unless it says otherwise. */
  belowNumber: z.enum(['continues', 'suspended']).optional(),
});
export type EntryIntoForce = z.infer<typeof EntryIntoForce>;

/** How a party leaves: when its notice takes effect, and what it must have done by then. Until then it may be revoked (VCLT 68). */
export const WithdrawalRule = z.strictObject({
  notice: Limit,
  conditions: z.array(Line).max(16).optional(),
  /** How long after the treaty's entry into force for a party it may give no notice (Paris Agreement 28(1)). */
  notBefore: PositiveLimit.optional(),
});
export type WithdrawalRule = z.infer<typeof WithdrawalRule>;

/** Whether reservations may be made, to which provisions, and until when another party may object (VCLT 19 to 23, 20(5)). */
export const ReservationRule = z.strictObject({
  allowed: z.enum(['none', 'any', 'listed']),
  provisions: z.array(Line).max(64).optional(),
  objectionWithin: PositiveLimit,
});
export type ReservationRule = z.infer<typeof ReservationRule>;

/**
 * Who becomes and remains a party, and how. With `examination` an instrument counts once the depositary has found it in due form,
 * as of its receipt; without, at once. Absent parts: in force for each state with its instrument; withdrawal, reservations and
 * provisional application are not provided for.
 */
export const MembershipRule = z.strictObject({
  examination: z.boolean().optional(),
  entryIntoForce: EntryIntoForce.optional(),
  provisionalApplication: z.boolean().optional(),
  withdrawal: WithdrawalRule.optional(),
  reservations: ReservationRule.optional(),
  /** How long after circulation a party may object to the correction of an error (VCLT 79(2)). */
  correctionObjectionWithin: PositiveLimit.optional(),
});
export type MembershipRule = z.infer<typeof MembershipRule>;
