// SPDX-License-Identifier: Apache-2.0
import {
  canonicalBytes,
  parseRecord,
  refOf,
  requireJson,
  TreatyError,
  type RecordKind,
  type RecordOf,
  type Ref,
  type TreatyId,
  type TreatyRecord,
} from '../protocol/index.ts';
import { attributesOf, keyOf } from './keys.ts';
import type { Iterator, Stub } from './stub.ts';

/** A page of records and the bookmark of the next one, empty at the end. */
export interface Page {
  readonly records: readonly TreatyRecord[];
  readonly bookmark: string;
}

function decoded<K extends RecordKind>(kind: K, bytes: Uint8Array): RecordOf<K> & TreatyRecord {
  return parseRecord(kind, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
}

async function drained<K extends RecordKind>(kind: K, iterator: Iterator): Promise<(RecordOf<K> & TreatyRecord)[]> {
  const records: (RecordOf<K> & TreatyRecord)[] = [];
  try {
    for (let step = await iterator.next(); !step.done; step = await iterator.next())
      records.push(decoded(kind, step.value.value));
  } finally {
    await iterator.close();
  }
  return records;
}

/** The records of one treaty as the ledger holds them: committed state only, a transaction never sees its own writes. */
export class Store {
  readonly #stub: Stub;
  readonly #treaty: TreatyId;

  constructor(stub: Stub, treaty: TreatyId) {
    this.#stub = stub;
    this.#treaty = treaty;
  }

  /** One record, or none. The read is checked again at commit. */
  async read<K extends RecordKind>({ kind, id }: Ref<K>): Promise<(RecordOf<K> & TreatyRecord) | undefined> {
    const bytes = await this.#stub.getState(keyOf(this.#stub, this.#treaty, { kind, id }));
    return bytes.length === 0 ? undefined : decoded(kind, bytes);
  }

  /** Every record of a kind whose id begins with some parts. The range is checked again at commit. */
  async range<K extends RecordKind>(kind: K, under: readonly string[]): Promise<(RecordOf<K> & TreatyRecord)[]> {
    return drained(kind, await this.#stub.getStateByPartialCompositeKey(this.#treaty, attributesOf(kind, under)));
  }

  /** One page of such records. Not checked at commit, so only for questions. */
  async page(kind: RecordKind, under: readonly string[], size: number, bookmark: string): Promise<Page> {
    const attributes = attributesOf(kind, under);
    // CRUCIAL: a bookmark is a key to begin at; one outside the range would read another kind's records, or another treaty's.
    if (bookmark !== '' && !bookmark.startsWith(this.#stub.createCompositeKey(this.#treaty, attributes))) {
      throw new TreatyError('QUERY_MALFORMED', { field: 'bookmark', problem: 'lies outside what is asked for' });
    }
    const found = await this.#stub.getStateByPartialCompositeKeyWithPagination(
      this.#treaty,
      attributes,
      size,
      bookmark,
    );
    return { records: await drained(kind, found.iterator), bookmark: found.metadata?.bookmark ?? '' };
  }

  /** Writes records in canonical form, each under its own key. */
  async save(records: readonly TreatyRecord[]): Promise<void> {
    for (const record of records) {
      const value: unknown = record;
      requireJson(value);
      await this.#stub.putState(keyOf(this.#stub, this.#treaty, refOf(record)), canonicalBytes(value));
    }
  }
}
