// SPDX-License-Identifier: Apache-2.0
import serialise from 'canonicalize';
import { TreatyError } from './errors.ts';
import { parseJson, requireJson, type JsonValue } from './json.ts';
import { MAX_DOCUMENT_BYTES } from './limits.ts';

export { MAX_DOCUMENT_BYTES } from './limits.ts';

/** The canonical form of a value as text (RFC 8785). Fails if: what canonicalBytes refuses. */
export function canonicalText(value: JsonValue): string {
  requireJson(value);
  // Never undefined for JSON; the library answers that only for what requireJson has refused.
  return String(serialise(value));
}

/**
 * The canonical bytes of a value: the form that is signed, hashed and stored (RFC 8785).
 * Sets no limit of size: records may be longer than documents.
 * Fails if: JSON_TOO_DEEP, JSON_BAD_TEXT, JSON_BAD_NUMBER, JSON_BAD_VALUE.
 */
export function canonicalBytes(value: JsonValue): Uint8Array {
  return new TextEncoder().encode(canonicalText(value));
}

/**
 * Reads a document that must arrive in canonical form, as every signed act does: two readers cannot understand
 * the same bytes differently (RFC 8785).
 * Fails if: what parseJson refuses; NOT_CANONICAL.
 */
export function parseCanonical(bytes: Uint8Array): JsonValue {
  const value = parseJson(bytes);
  // CRUCIAL: whatever a parser may have overlooked shows here, since the same bytes must come out again.
  if (!areEqual(canonicalBytes(value), bytes)) throw new TreatyError('NOT_CANONICAL');
  return value;
}

/**
 * Brings any JSON document into canonical form (RFC 8785); numbers take their IEEE 754 value.
 * Fails if: what parseJson refuses; BYTES_TOO_MANY also where only the canonical form is too long (`1e20` grows).
 */
export function canonicalise(bytes: Uint8Array): Uint8Array {
  const canonical = canonicalBytes(parseJson(bytes));
  if (canonical.length > MAX_DOCUMENT_BYTES) {
    throw new TreatyError('BYTES_TOO_MANY', { bytes: canonical.length, limit: MAX_DOCUMENT_BYTES });
  }
  return canonical;
}

function areEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
