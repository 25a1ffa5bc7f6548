// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { TreatyError, type ErrorCode } from '../../chaincode/src/protocol/index.ts';

const LONGEST = 90_000;
const PAUSE = 100;

/**
 * Tries again what a busy network could not serve: on a host that is loaded beyond its cores a peer may stand still for
 * half a minute, and that belongs to the figures rather than ending the run. How often it happened is kept.
 */
export class Patience {
  #retries = 0;

  get retries(): number {
    return this.#retries;
  }

  /** Does the work, again where it may pass; `expected` is a refusal that will end once a peer has caught up. */
  async with<T>(work: () => Promise<T>, expected?: ErrorCode): Promise<T> {
    const until = performance.now() + LONGEST;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        const isOver = performance.now() > until || !(error instanceof TreatyError);
        if (isOver || (error.kind !== 'unavailable' && error.code !== expected)) throw error;
        if (error.code !== expected) this.#retries += 1;
      }
      await sleep(PAUSE);
    }
  }
}
