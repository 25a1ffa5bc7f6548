// SPDX-License-Identifier: Apache-2.0

/**
 * Fabric's lock between executing and committing: transactions execute side by side, a block is committed when none executes,
 * and none begins while a block waits. So an execution sees one state from its first read to its last.
 */
export class CommitLock {
  readonly #executing = new Set<Promise<unknown>>();
  #committing: Promise<void> | undefined;

  async execute<T>(work: () => Promise<T>): Promise<T> {
    while (this.#committing !== undefined) await this.#committing;
    const execution = work();
    this.#executing.add(execution);
    try {
      return await execution;
    } finally {
      this.#executing.delete(execution);
    }
  }

  /** Runs `work`, which must not throw: at once where nothing executes, else later, when the answer settles. One caller at a time. */
  commit(work: () => void): Promise<void> | undefined {
    if (this.#executing.size > 0) return this.#commitLater(work);
    work();
    return undefined;
  }

  async #commitLater(work: () => void): Promise<void> {
    this.#committing = Promise.allSettled(this.#executing).then(() => undefined);
    await this.#committing;
    this.#committing = undefined;
    work();
  }
}
