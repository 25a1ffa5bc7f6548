// SPDX-License-Identifier: Apache-2.0
import {
  sealingKeys,
  type ActId,
  type ActRecord,
  type DidKey,
  type JsonValue,
  type RepresentativeId,
  type TreatyId,
} from '../../protocol/index.ts';
import type { Known } from '../known.ts';

/** A field of an act's document, undefined where there is none. */
export function field(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

/** Where a record says that it comes from: the act, its author, and the key of its seal. */
export interface Origin {
  readonly treaty: TreatyId;
  readonly act: ActId;
  readonly by: RepresentativeId;
  readonly sealedBy: DidKey;
}

/** Whether an act is the one that a record names as its origin. */
export function isOrigin({ document }: ActRecord, type: string, { treaty, act, by }: Origin): boolean {
  return (
    field(document, 'type') === type &&
    field(document, 'treaty') === treaty &&
    field(document, 'by') === by &&
    field(document, 'id') === act
  );
}

function sealedBy(act: ActRecord): readonly string[] {
  try {
    return sealingKeys(act.document);
  } catch {
    // A seal that does not verify is no seal: the record is set aside by name, and the count goes on.
    return [];
  }
}

/** Whether the act bears the seal of the key that the record names, and the office has held that key. */
export function isSealedByOffice(origin: Origin, act: ActRecord, known: Known): boolean {
  const office = known.record('Representative', origin.by);
  const held = [...(office?.keys ?? []), ...(office?.replacement === undefined ? [] : [office.replacement])];
  const keys = sealedBy(act);
  return keys.length === 1 && keys[0] === origin.sealedBy && held.some(({ key }) => key === origin.sealedBy);
}
