// SPDX-License-Identifier: Apache-2.0

/** The highest block that a client has seen committed; shared by the doors of one process, so that none reads behind another. */
export class Horizon {
  #highest = 0n;

  get highest(): bigint {
    return this.#highest;
  }

  /** Takes note of a committed block. */
  saw(block: bigint): void {
    if (block > this.#highest) this.#highest = block;
  }
}
