// SPDX-License-Identifier: Apache-2.0
import { compareKeys } from './key-order.ts';
import { PeerFault } from './peer-fault.ts';
import type { RangeRead, Read, ReadWriteSet, Write } from './read-write-set.ts';
import type { Entry, WorldState } from './world-state.ts';

/** A range that a transaction is reading; what it takes is noted for the check at commit. */
export interface Scan {
  next(): Entry | undefined;
  /** The key after the last one taken, or nothing at the end. */
  bookmark(): string;
}

interface Noted {
  readonly start: string;
  end: string;
  exhausted: boolean;
  readonly reads: RangeRead['reads'];
}

function byKey(left: { readonly key: string }, right: { readonly key: string }): number {
  return compareKeys(left.key, right.key);
}

/**
 * The execution of one transaction against committed state, by the rules of Fabric's transaction simulator
 * (core/ledger/kvledger/txmgmt/txmgr/{tx_simulator,query_executor}.go): reads never see the transaction's own writes, the
 * last write of a key wins, an empty value is a delete, and a transaction either writes or reads by pages.
 */
export class Simulation {
  readonly #state: WorldState;
  readonly #tx: string;
  readonly #reads = new Map<string, Read>();
  readonly #ranges: Noted[] = [];
  readonly #writes = new Map<string, Write>();
  #hasPaged = false;

  constructor(state: WorldState, tx: string) {
    this.#state = state;
    this.#tx = tx;
  }

  /** The committed value, or nothing; the version is noted. */
  read(key: string): Uint8Array | undefined {
    const found = this.#state.get(key);
    this.#reads.set(key, { key, version: found?.version ?? null });
    return found?.value;
  }

  /** Notes a write; an empty value is a delete. Fails if: the transaction has read a page. */
  write(key: string, value: Uint8Array): void {
    if (this.#hasPaged) {
      throw new PeerFault(
        `txid [${this.#tx}]: unsuppored transaction. Transaction has already performed a paginated query. Writes are not allowed`,
      );
    }
    this.#writes.set(key, { key, value: value.length === 0 ? null : Buffer.from(value).toString('base64') });
  }

  /** Begins to read a range. */
  scan(start: string, end: string): Scan {
    return this.#scan(start, end, Number.POSITIVE_INFINITY);
  }

  /** Begins to read one page of a range. Fails if: the transaction has written. */
  page(start: string, end: string, size: number): Scan {
    if (this.#writes.size > 0) {
      throw new PeerFault(
        `txid [${this.#tx}]: unsuppored transaction. Paginated queries are supported only in a read-only transaction`,
      );
    }
    this.#hasPaged = true;
    return this.#scan(start, end, size > 0 ? size : Number.POSITIVE_INFINITY);
  }

  /** What has been read and would be written. */
  results(): ReadWriteSet {
    return {
      reads: [...this.#reads.values()].sort(byKey),
      ranges: this.#distinctRanges(),
      writes: [...this.#writes.values()].sort(byKey),
    };
  }

  #scan(start: string, end: string, limit: number): Scan {
    const noted: Noted = { start, end: '', exhausted: false, reads: [] };
    this.#ranges.push(noted);
    const entries = this.#state.range(start, end);
    return {
      next: () => {
        const entry = noted.reads.length < limit ? entries.next().value : undefined;
        noted.exhausted = entry === undefined;
        // Until the end has been seen, only what was taken is checked: the reader may stop here.
        noted.end = entry === undefined ? end : entry.key;
        if (entry !== undefined) noted.reads.push({ key: entry.key, version: entry.version });
        return entry;
      },
      bookmark: () => entries.next().value?.key ?? '',
    };
  }

  /** The same range read twice is checked once, by its first reading. */
  #distinctRanges(): RangeRead[] {
    const distinct = new Map<string, RangeRead>();
    for (const { start, end, exhausted, reads } of this.#ranges) {
      const name = JSON.stringify([start, end, exhausted]);
      if (!distinct.has(name)) distinct.set(name, { start, end, exhausted, reads });
    }
    return [...distinct.values()];
  }
}
