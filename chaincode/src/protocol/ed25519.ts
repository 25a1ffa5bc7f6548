// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, verify as verifyByOpenssl } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { base64urlnopad } from '@scure/base';
import nacl from 'tweetnacl';
import { TreatyError } from './errors.ts';

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/**
 * Whether a signature holds by the strict rule: lengths, S < L, A and R canonical and not of small order, and the
 * equation without cofactor (RFC 8032, 5.1.7). OpenSSL checks S and the equation without cofactor, which noble would check with
 * it, for six times the price; noble checks the points. OpenSSL 3.5 gives the whole rule alone, 3.0 does not: by asking
 * both, endorsers agree whatever OpenSSL their Node holds. Never throws.
 */
export function verifyStrict(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    if (signature.length !== SIGNATURE_BYTES || publicKey.length !== KEY_BYTES) return false;
    // CRUCIAL: all three, the cheapest first.
    return (
      isFullPoint(publicKey) &&
      isFullPoint(signature.subarray(0, KEY_BYTES)) &&
      holdsByOpenssl(signature, message, publicKey)
    );
  } catch {
    // A library that throws has not verified.
    return false;
  }
}

/**
 * Whether a public key may be registered: a canonical point of the prime-order subgroup other than the identity, so
 * that a signature by it means one message only. Never throws.
 */
export function registrable(publicKey: Uint8Array): boolean {
  try {
    const point = ed25519.Point.fromBytes(publicKey);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    // Not a point of the curve, not canonical, or not 32 bytes.
    return false;
  }
}

/** Signs a message with a 32-byte seed (RFC 8032, 5.1.6); 64 bytes. Fails if: KEY_INVALID where the seed has another length. */
export function sign(message: Uint8Array, seed: Uint8Array): Uint8Array {
  return nacl.sign.detached(message, keyPair(seed).secretKey);
}

/** The public key of a 32-byte seed (RFC 8032, 5.1.5). Fails if: KEY_INVALID where the seed has another length. */
export function publicKeyFromSeed(seed: Uint8Array): Uint8Array {
  return keyPair(seed).publicKey;
}

/** Whether bytes are the canonical form of a point that is not of small order; throws where they are no point. */
function isFullPoint(bytes: Uint8Array): boolean {
  return !ed25519.Point.fromBytes(bytes).isSmallOrder();
}

function keyPair(seed: Uint8Array): nacl.SignKeyPair {
  if (seed.length !== KEY_BYTES) throw new TreatyError('KEY_INVALID', { expected: `a seed of ${KEY_BYTES} bytes` });
  return nacl.sign.keyPair.fromSeed(seed);
}

function holdsByOpenssl(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: base64urlnopad.encode(publicKey) },
    format: 'jwk',
  });
  return verifyByOpenssl(null, message, key, signature);
}
