// SPDX-License-Identifier: Apache-2.0

/** Wakes all who wait for something to change; each looks for itself whether it is what they wait for. */
export class Bell {
  #next = Promise.withResolvers<undefined>();

  /** Settles at the next ring. */
  rung(): Promise<undefined> {
    return this.#next.promise;
  }

  ring(): void {
    const { resolve } = this.#next;
    this.#next = Promise.withResolvers();
    resolve(undefined);
  }
}
