// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';

const FIRST_PAUSE = 15;
const LONGEST_PAUSE = 200;

/**
 * Asks `probe` again and again, first often, then five times a second, until it answers something.
 * Fails if: `seconds` pass without an answer (NETWORK_WAIT_EXPIRED).
 */
export async function until<T>(
  what: string,
  seconds: number,
  probe: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (let wait = FIRST_PAUSE; ; wait = Math.min(wait * 1.3, LONGEST_PAUSE)) {
    const answer = await probe();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new TreatyError('NETWORK_WAIT_EXPIRED', { what, seconds });
    await pause(wait);
  }
}

/** All answers, once every promise has come to its end: where one fails, the others are not left running unseen. */
export async function together<T>(promises: Iterable<Promise<T>>): Promise<T[]> {
  const settled = await Promise.allSettled(promises);
  return settled.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

const AT_ONCE = 8;

/**
 * Does `work` on all items, at most eight at a time; the answers stand in the order of the items. After a failure no
 * further item is begun, and those begun are waited for.
 */
export async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  let hasFailed = false;
  const queue = items.entries();
  const worker = async (): Promise<[number, R][]> => {
    const done: [number, R][] = [];
    for (const [index, item] of queue) {
      if (hasFailed) break;
      try {
        done.push([index, await work(item)]);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
    return done;
  };
  const done = await together(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return done
    .flat()
    .sort(([a], [b]) => a - b)
    .map(([, answer]) => answer);
}
