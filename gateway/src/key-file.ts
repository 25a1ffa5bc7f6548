// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import {
  didKeyOfSeed,
  isJsonObject,
  parseJson,
  TreatyError,
  type DidKey,
  type JsonValue,
} from '../../chaincode/src/protocol/index.ts';
import { readLimited, writeNew } from './files.ts';

const PRIVATE = 0o600;
const SEED = /^[0-9a-f]{64}$/;

/** A representative's signing key: its public name and its 32-byte secret seed. */
export interface SigningKey {
  readonly key: DidKey;
  readonly seed: Uint8Array;
}

/** Makes a key and keeps it in a new file that its owner alone can read. Fails if: FILE_EXISTS, FILE_UNWRITABLE. */
export async function makeKeyFile(file: string): Promise<SigningKey> {
  const seed = randomBytes(32);
  const key = didKeyOfSeed(seed);
  await writeNew(file, `${JSON.stringify({ v: 1, key, seed: seed.toString('hex') })}\n`, PRIVATE);
  return { key, seed };
}

/** Reads a key file. Fails if: FILE_UNREADABLE, KEY_FILE_OPEN where others may read it, KEY_FILE_MALFORMED. */
export async function readKeyFile(file: string): Promise<SigningKey> {
  const key = keyIn(await readLimited(file, PRIVATE));
  if (key === undefined) throw new TreatyError('KEY_FILE_MALFORMED', { file });
  return key;
}

/** What a key file holds, `{"v":1,"key":"did:key:..","seed":"<hex>"}`, or undefined where it holds anything else. */
function keyIn(bytes: Uint8Array): SigningKey | undefined {
  const content = parsedOrNothing(bytes);
  if (!isJsonObject(content) || content.v !== 1 || typeof content.seed !== 'string') return undefined;
  if (!SEED.test(content.seed)) return undefined;
  const seed = Buffer.from(content.seed, 'hex');
  const key = didKeyOfSeed(seed);
  return key === content.key ? { key, seed } : undefined;
}

function parsedOrNothing(bytes: Uint8Array): JsonValue | undefined {
  try {
    return parseJson(bytes);
  } catch {
    // The details of a refusal could quote the file, which holds a secret.
    return undefined;
  }
}
