// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { base32crockford, hex } from '@scure/base';
import { TreatyError } from './errors.ts';

const SHA256_HEX = /^[0-9a-f]{64}$/;
/** Seven bytes hold the 50 bits of an id's ten characters. */
const ID_BYTES = 7;
const ID_CHARACTERS = 10;

/** SHA-256 of the bytes (FIPS 180-4), 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

/** SHA-256 of the bytes as 64 lower-case hexadecimal digits. */
export function sha256Hex(bytes: Uint8Array): string {
  return hex.encode(sha256(bytes));
}

/**
 * The id of a record that an act creates, such as `P-4K7QX2M9TZ`: the prefix and the first 50 bits of the act's
 * digest in Crockford's base 32 (no I, L, O, U).
 * Fails if: DIGEST_INVALID where the digest is neither 32 bytes nor 64 lower-case hexadecimal digits.
 */
export function deriveId<Prefix extends string>(prefix: Prefix, digest: string | Uint8Array): `${Prefix}-${string}` {
  const bytes = typeof digest === 'string' ? bytesOfHex(digest) : digest;
  if (bytes.length !== 32) throw new TreatyError('DIGEST_INVALID');
  return `${prefix}-${base32crockford.encode(bytes.subarray(0, ID_BYTES)).slice(0, ID_CHARACTERS)}`;
}

function bytesOfHex(text: string): Uint8Array {
  if (!SHA256_HEX.test(text)) throw new TreatyError('DIGEST_INVALID');
  return hex.decode(text);
}
