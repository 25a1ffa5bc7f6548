// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** A share of a whole as two integers, 1 <= num <= den; two thirds is `{num: 2, den: 3}`, never 0.667. */
export const Ratio = z
  .strictObject({ num: z.int().min(1), den: z.int().min(1) })
  .refine(({ num, den }) => num <= den, { error: 'num is at most den', path: ['num'] });
export type Ratio = z.infer<typeof Ratio>;

/**
 * Whether a part reaches a share of the whole, exactly: `part/whole >= num/den`, or `>` if strict, without division.
 * A share of nothing is not reached: false where the whole is 0.
 */
export function meets(part: bigint, whole: bigint, { num, den }: Ratio, strict: boolean): boolean {
  if (whole <= 0n) return false;
  const reached = part * BigInt(den);
  const needed = whole * BigInt(num);
  return strict ? reached > needed : reached >= needed;
}
