// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits before the n-th further try: about 50 ms, doubling to at most 2 s, half of it random so that clients spread. */
export async function backOff(attempt: number, signal?: AbortSignal): Promise<void> {
  const longest = Math.min(2000, 50 * 2 ** attempt);
  await sleep(longest / 2 + (Math.random() * longest) / 2, undefined, signal === undefined ? {} : { signal });
}
