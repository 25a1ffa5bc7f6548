// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** Where a value was written: the number of the block, and the place of the transaction in it, from 0. */
export const Version = z.strictObject({ block: z.int().min(0), tx: z.int().min(0) });
export type Version = z.infer<typeof Version>;

/** A key that was read and the version that was found; null where there was nothing. */
export const Read = z.strictObject({ key: z.string(), version: Version.nullable() });
export type Read = z.infer<typeof Read>;

/**
 * A range that was read, with what was found in it. Where the reader did not reach its end (`exhausted` false), `end` is the
 * last key read and belongs to the range; else it is the end that was asked for and does not. An empty `end` is that of all.
 */
export const RangeRead = z.strictObject({
  start: z.string(),
  end: z.string(),
  exhausted: z.boolean(),
  reads: z.array(z.strictObject({ key: z.string(), version: Version })),
});
export type RangeRead = z.infer<typeof RangeRead>;

/** A write: the value in base64, or null for a delete. */
export const Write = z.strictObject({ key: z.string(), value: z.base64().min(1).nullable() });
export type Write = z.infer<typeof Write>;

/** What a transaction read, with versions, and what it would write; each list in the order of its keys, each key once. */
export const ReadWriteSet = z.strictObject({
  reads: z.array(Read),
  ranges: z.array(RangeRead),
  writes: z.array(Write),
});
export type ReadWriteSet = z.infer<typeof ReadWriteSet>;

/** Whether two versions are the same; two nothings are. */
export function isSameVersion(left: Version | null, right: Version | null): boolean {
  return left?.block === right?.block && left?.tx === right?.tx;
}
