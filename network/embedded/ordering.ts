// SPDX-License-Identifier: Apache-2.0
import type { Chain } from './chain.ts';
import type { Envelope } from './envelope.ts';

/** When a block is cut: at `count` transactions, or `intervalMilliseconds` after the first one that waits; 0 is at once. */
export interface Batching {
  readonly count: number;
  readonly intervalMilliseconds: number;
}

interface Waiting {
  readonly envelope: Envelope;
  readonly ordered: () => void;
  readonly failed: (error: unknown) => void;
}

/** The ordering nodes as one: whatever is sent to them gets its one place in the one order. */
export class Ordering {
  readonly #chain: Chain;
  readonly #batching: Batching;
  #waiting: Waiting[] = [];
  #isHeld = false;
  #timer: NodeJS.Timeout | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(chain: Chain, batching: Batching) {
    this.#chain = chain;
    this.#batching = batching;
  }

  /** How many transactions wait for their block. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Orders a transaction; settles when it stands in a block, be it valid or not. Fails if: the block cannot be stored. */
  broadcast(envelope: Envelope): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    this.#waiting.push({
      envelope,
      ordered: () => {
        resolve(undefined);
      },
      failed: reject,
    });
    this.#consider();
    return promise;
  }

  /** Lets transactions wait until `cut` or `release`. */
  hold(): void {
    this.#isHeld = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Orders what has waited, in as few blocks as the count allows, and goes on. */
  async release(): Promise<void> {
    this.#isHeld = false;
    while (this.#waiting.length > 0) await this.cut();
  }

  /** Cuts one block of those that wait, in the order of their coming; none where nothing waits. */
  cut(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#waiting.slice(0, this.#batching.count);
    this.#waiting = this.#waiting.slice(batch.length);
    if (batch.length > 0) this.#last = this.#last.then(() => this.#append(batch));
    return this.#last;
  }

  #consider(): void {
    if (this.#isHeld) return;
    const { count, intervalMilliseconds } = this.#batching;
    if (intervalMilliseconds === 0 || this.#waiting.length >= count) this.#last = this.cut();
    else
      this.#timer ??= setTimeout(() => {
        this.#last = this.cut();
      }, intervalMilliseconds);
  }

  async #append(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#chain.append(batch.map(({ envelope }) => envelope));
      for (const { ordered } of batch) ordered();
    } catch (error) {
      // Each sender learns it; the next block is not concerned.
      for (const { failed } of batch) failed(error);
    }
  }
}
