// SPDX-License-Identifier: Apache-2.0
import { compareKeys } from './key-order.ts';
import { isSameVersion, type RangeRead, type Read, type ReadWriteSet, type Version } from './read-write-set.ts';
import type { Updates, Versioned, WorldState } from './world-state.ts';

/** The validation codes of Fabric (peer/transaction.proto) that the embedded ledger gives. */
export const VALIDATION_CODES = [
  'VALID',
  'BAD_CREATOR_SIGNATURE',
  'BAD_PROPOSAL_TXID',
  'DUPLICATE_TXID',
  'ENDORSEMENT_POLICY_FAILURE',
  'MVCC_READ_CONFLICT',
  'PHANTOM_READ_CONFLICT',
] as const;

/** What a peer found about a transaction at commit. */
export type ValidationCode = (typeof VALIDATION_CODES)[number];

/** A transaction of a block as far as the checks of a block need it. */
export interface Candidate extends ReadWriteSet {
  readonly tx: string;
}

/** What the checks that look at one transaction alone have found: whether it is genuine, endorsed, and new to the ledger. */
export type Precheck = (candidate: Candidate, index: number) => ValidationCode;

/** The findings about a block: one code for each transaction, and what the valid ones change. */
export interface Validated {
  readonly codes: readonly ValidationCode[];
  readonly updates: Updates;
}

/** Checks one block against committed state and against its own earlier transactions, as Fabric's validator does. */
class BlockCheck {
  readonly #state: WorldState;
  readonly #block: number;
  readonly updates = new Map<string, Versioned | null>();

  constructor(state: WorldState, block: number) {
    this.#state = state;
    this.#block = block;
  }

  /** core/ledger/kvledger/txmgmt/validation/validator.go, validateTx: first all single reads, then all ranges. */
  check({ reads, ranges }: ReadWriteSet): ValidationCode {
    if (!reads.every((read) => this.#stands(read))) return 'MVCC_READ_CONFLICT';
    return ranges.every((range) => this.#isUnchanged(range)) ? 'VALID' : 'PHANTOM_READ_CONFLICT';
  }

  take({ writes }: ReadWriteSet, tx: number): void {
    const version: Version = { block: this.#block, tx };
    for (const { key, value } of writes)
      this.updates.set(key, value === null ? null : { value: Buffer.from(value, 'base64'), version });
  }

  /** CRUCIAL: any write by an earlier transaction of the block breaks the read, whatever it wrote. */
  #stands({ key, version }: Read): boolean {
    return !this.updates.has(key) && isSameVersion(this.#state.get(key)?.version ?? null, version);
  }

  #isUnchanged(range: RangeRead): boolean {
    const found = this.#found(range);
    return (
      found.length === range.reads.length &&
      range.reads.every(({ key, version }, index) => {
        const entry = found[index];
        return entry?.key === key && isSameVersion(entry.version, version);
      })
    );
  }

  /** What lies in the range now: committed state, overlaid with what earlier transactions of the block change. */
  #found({ start, end, exhausted }: RangeRead): { key: string; version: Version }[] {
    const found = new Map<string, Version>();
    for (const { key, version } of this.#state.range(start, end)) found.set(key, version);
    const last = exhausted ? undefined : this.#state.get(end);
    if (last !== undefined) found.set(end, last.version);
    for (const [key, versioned] of this.updates) {
      if (!isWithin(key, start, end, !exhausted)) continue;
      if (versioned === null) found.delete(key);
      else found.set(key, versioned.version);
    }
    return [...found]
      .map(([key, version]) => ({ key, version }))
      .sort((left, right) => compareKeys(left.key, right.key));
  }
}

function isWithin(key: string, start: string, end: string, withEnd: boolean): boolean {
  if (compareKeys(key, start) < 0) return false;
  const past = end === '' ? -1 : compareKeys(key, end);
  return withEnd ? past <= 0 : past < 0;
}

/**
 * Validates a block: first what each transaction shows by itself, then repeated ids within the block, then reads and
 * ranges in the order of the block (core/committer/txvalidator/v20/validator.go, validation/validator.go).
 */
export function validateBlock(
  state: WorldState,
  block: number,
  candidates: readonly Candidate[],
  precheck: Precheck,
): Validated {
  const codes = candidates.map(precheck);
  const seen = new Set<string>();
  const check = new BlockCheck(state, block);
  return {
    codes: candidates.map((candidate, index) => {
      const code = codes[index] ?? 'VALID';
      if (code !== 'VALID') return code;
      if (seen.has(candidate.tx)) return 'DUPLICATE_TXID';
      seen.add(candidate.tx);
      const found = check.check(candidate);
      if (found === 'VALID') check.take(candidate, index);
      return found;
    }),
    updates: check.updates,
  };
}
