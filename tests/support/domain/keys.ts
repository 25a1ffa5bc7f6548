// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import {
  didKeyOf,
  didKeyOfSeed,
  seal,
  type Act,
  type DidKey,
  type Instant,
} from '../../../chaincode/src/protocol/index.ts';
import type { JsonObject } from '../../../chaincode/src/protocol/index.ts';

interface KeyPair {
  readonly seed: Uint8Array;
  readonly key: DidKey;
}

const pairs = new Map<string, KeyPair>();
const sealed = new Map<string, JsonObject>();

/** SHA-256 as 64 hexadecimal digits, from Node and not from the code under test. */
export function hexDigest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** A key pair that is the same in every run: its seed is the digest of its name. */
function pairNamed(name: string): KeyPair {
  const known = pairs.get(name);
  if (known !== undefined) return known;
  const seed = new Uint8Array(createHash('sha256').update(`key of ${name}`).digest());
  const pair = { seed, key: didKeyOfSeed(seed) };
  pairs.set(name, pair);
  return pair;
}

/** The public key of this name. */
export function keyNamed(name: string): DidKey {
  return pairNamed(name).key;
}

/** An act with the real seals of the keys of these names; each seal is computed once in a run. */
export function sealedBy(act: Act, names: readonly string[], created: Instant): JsonObject {
  const label = JSON.stringify([act, names, created]);
  const known = sealed.get(label);
  if (known !== undefined) return known;
  let document: JsonObject = { ...act };
  for (const name of names) document = seal(document, { secretKey: pairNamed(name).seed, created });
  sealed.set(label, document);
  return document;
}

/** A point of order 4 (RFC 8032, y = 0): it parses as a key, and signatures by it mean more than one message. */
export const WEAK_KEY: DidKey = didKeyOf(new Uint8Array(32));
