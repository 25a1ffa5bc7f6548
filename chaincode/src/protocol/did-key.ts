// SPDX-License-Identifier: Apache-2.0
import { base58 } from '@scure/base';
import { z } from 'zod';
import { publicKeyFromSeed, registrable } from './ed25519.ts';
import { TreatyError } from './errors.ts';

/** Base58btc (multibase `z`) of the multicodec ed01 and 32 bytes is always `z6Mk` and 44 characters. */
const DID_KEY = /^did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/;
const SCHEME = 'did:key:z';
const ED25519_MULTICODEC = [0xed, 0x01] as const;
const KEY_BYTES = 32;

/**
 * An Ed25519 public key as `did:key:z6Mk..` (W3C CCG did:key method): 34 bytes in base58btc, the multicodec ed01 and the key.
 * Says nothing about the key's strength: see requireRegistrable.
 */
export const DidKey = z
  .string()
  .max(56)
  .regex(DID_KEY, { error: 'an Ed25519 key such as did:key:z6Mk..', abort: true })
  .refine((text) => decoded(text) !== undefined, 'base58btc of the multicodec ed01 and 32 bytes')
  .brand<'DidKey'>();
export type DidKey = z.infer<typeof DidKey>;

/** Writes a public key of 32 bytes as did:key. Fails if: KEY_INVALID where it has another length. */
export function didKeyOf(publicKey: Uint8Array): DidKey {
  if (publicKey.length !== KEY_BYTES) throw new TreatyError('KEY_INVALID', { expected: `a key of ${KEY_BYTES} bytes` });
  return DidKey.parse(SCHEME + base58.encode(Uint8Array.of(...ED25519_MULTICODEC, ...publicKey)));
}

/** The did:key of a 32-byte secret seed (RFC 8032, 5.1.5). Fails if: KEY_INVALID where the seed has another length. */
export function didKeyOfSeed(seed: Uint8Array): DidKey {
  return didKeyOf(publicKeyFromSeed(seed));
}

/** The 32 bytes of the public key in a did:key. Fails if: KEY_INVALID where the text is no Ed25519 did:key. */
export function publicKeyOf(did: string): Uint8Array {
  const bytes = DID_KEY.test(did) ? decoded(did) : undefined;
  if (bytes === undefined) throw new TreatyError('KEY_INVALID', { expected: 'did:key:z6Mk..' });
  return bytes;
}

/**
 * Asks of a key what its registration needs: canonical, not of small order, free of torsion.
 * Fails if: KEY_INVALID where the text is no Ed25519 did:key; KEY_WEAK.
 */
export function requireRegistrable(did: string): DidKey {
  const publicKey = publicKeyOf(did);
  if (!registrable(publicKey)) throw new TreatyError('KEY_WEAK', { key: did });
  return DidKey.parse(did);
}

/** The key's bytes, or undefined: `z6Mk` and 44 characters are always 34 bytes, but not always those of an Ed25519 key. */
function decoded(did: string): Uint8Array | undefined {
  const bytes = base58.decode(did.slice(SCHEME.length));
  return ED25519_MULTICODEC.every((byte, index) => bytes[index] === byte) ? bytes.subarray(2) : undefined;
}
