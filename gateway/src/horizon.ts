// SPDX-License-Identifier: Apache-2.0

/** The highest block that a client has seen committed; shared by the doors of one process, so that none reads behind another. */
export class Horizon {
  #highest = 0n;

  get highest(): bigint {
    return this.#highest;
  }

  /** Takes note of a committed block, given as decimal digits or as a number. */
  saw(block: string | bigint): void {
    const number = BigInt(block);
    if (number > this.#highest) this.#highest = number;
  }
}
