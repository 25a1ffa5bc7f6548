// SPDX-License-Identifier: Apache-2.0
import { sha256Hex, utf8 } from '../../chaincode/src/protocol/index.ts';
import { compareKeys } from './key-order.ts';
import type { Version } from './read-write-set.ts';

/** A value and where it was written. */
export interface Versioned {
  readonly value: Uint8Array;
  readonly version: Version;
}

/** A key with its value. */
export interface Entry extends Versioned {
  readonly key: string;
}

/** What a block changes: null stands for a delete. */
export type Updates = ReadonlyMap<string, Versioned | null>;

/** One peer's committed values, in the order of their keys. */
export class WorldState {
  readonly #values = new Map<string, Versioned>();
  readonly #keys: string[] = [];

  get size(): number {
    return this.#keys.length;
  }

  get(key: string): Versioned | undefined {
    return this.#values.get(key);
  }

  /** The entries from `start` (inclusive) to `end` (exclusive); an empty `end` is that of all keys. */
  *range(start: string, end: string): Generator<Entry, undefined> {
    const stop = end === '' ? this.#keys.length : this.#place(end);
    for (let index = this.#place(start); index < stop; index += 1) {
      const key = this.#keys[index];
      const versioned = key === undefined ? undefined : this.#values.get(key);
      if (key !== undefined && versioned !== undefined) yield { key, ...versioned };
    }
  }

  /** Applies what a block changes. Ranges that are being read see it: nothing is committed while a simulation runs. */
  apply(updates: Updates): void {
    for (const [key, versioned] of updates) {
      if (versioned === null) this.#remove(key);
      else this.#put(key, versioned);
    }
  }

  /** SHA-256 over all keys, versions and values: two peers with the same fingerprint hold the same state. */
  fingerprint(): string {
    const lines = [...this.range('', '')].map(({ key, value, version: { block, tx } }) =>
      JSON.stringify([key, block, tx, sha256Hex(value)]),
    );
    return sha256Hex(utf8(lines.join('\n')));
  }

  #put(key: string, versioned: Versioned): void {
    if (!this.#values.has(key)) this.#keys.splice(this.#place(key), 0, key);
    this.#values.set(key, versioned);
  }

  #remove(key: string): void {
    if (this.#values.delete(key)) this.#keys.splice(this.#place(key), 1);
  }

  /** The index of the first key that is not below `key`. */
  #place(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const found = this.#keys[middle];
      if (found !== undefined && compareKeys(found, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
