// SPDX-License-Identifier: Apache-2.0
import {
  isKind,
  refOf,
  TreatyError,
  type RecordKind,
  type RecordOf,
  type Ref,
  type TreatyRecord,
} from '../protocol/index.ts';

/** All records of a kind whose id begins with these parts, such as every ballot on one proposal. */
export interface Range<K extends RecordKind = RecordKind> {
  readonly all: K;
  readonly under: readonly string[];
}

/** What a rule wants to have before it decides. */
export type Need = Ref | Range;

function nameOf(need: Need): string {
  return 'all' in need ? `${need.all}*/${need.under.join('/')}` : `${need.kind}/${need.id.join('/')}`;
}

/** The records that have been loaded for one act, and the knowledge of what is absent. Never changes; `with..` gives a new one. */
export class Known {
  static readonly nothing = new Known(new Map());
  readonly #loaded: ReadonlyMap<string, readonly TreatyRecord[]>;

  private constructor(loaded: ReadonlyMap<string, readonly TreatyRecord[]>) {
    this.#loaded = loaded;
  }

  /** These facts and the answer to one need: the record or records found, none where there are none. */
  withFound(need: Need, found: readonly TreatyRecord[]): Known {
    return new Known(new Map(this.#loaded).set(nameOf(need), found));
  }

  /** These facts after records have been written. */
  withRecords(records: readonly TreatyRecord[]): Known {
    const loaded = new Map(this.#loaded);
    for (const record of records) loaded.set(nameOf(refOf(record)), [record]);
    return new Known(loaded);
  }

  /** Whether a need has been answered, be it with nothing. */
  has(need: Need): boolean {
    return this.#loaded.has(nameOf(need));
  }

  /** A record if it has been loaded and exists: for `needs`, which is asked again as facts arrive. */
  find<K extends RecordKind>(kind: K, ...id: string[]): RecordOf<K> | undefined {
    const found = this.#loaded.get(nameOf({ kind, id }))?.[0];
    return found !== undefined && isKind(found, kind) ? found : undefined;
  }

  /** A record that must have been asked for; undefined where none exists. Asking for another is a defect of the rule. */
  record<K extends RecordKind>(kind: K, ...id: string[]): RecordOf<K> | undefined {
    if (!this.has({ kind, id }))
      throw new TreatyError('INVARIANT_BROKEN', { what: `the rule asked for ${nameOf({ kind, id })}` });
    return this.find(kind, ...id);
  }

  /** All records of a range that must have been asked for, in the order of their keys. Asking for another is a defect. */
  all<K extends RecordKind>(kind: K, ...under: string[]): readonly RecordOf<K>[] {
    const range = { all: kind, under };
    if (!this.has(range)) throw new TreatyError('INVARIANT_BROKEN', { what: `the rule asked for ${nameOf(range)}` });
    return this.found(kind, ...under);
  }

  /** The records of a range as far as it has been loaded: for `needs`. */
  found<K extends RecordKind>(kind: K, ...under: string[]): readonly RecordOf<K>[] {
    const found = this.#loaded.get(nameOf({ all: kind, under })) ?? [];
    return found.filter((record) => isKind(record, kind));
  }
}

/** Names one record as a need. */
export function one<K extends RecordKind>(kind: K, ...id: string[]): Ref<K> {
  return { kind, id };
}

/** Names a range of records as a need. */
export function every<K extends RecordKind>(kind: K, ...under: string[]): Range<K> {
  return { all: kind, under };
}
