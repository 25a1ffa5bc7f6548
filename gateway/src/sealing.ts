// SPDX-License-Identifier: Apache-2.0
import {
  canonicalBytes,
  isJsonObject,
  seal,
  requireJson,
  TreatyError,
  type Act,
  type Instant,
} from '../../chaincode/src/protocol/index.ts';
import { now } from './draft.ts';
import type { SigningKey } from './key-file.ts';

/** The bytes of an act with its office's seal, ready to be submitted: from here on no byte may change. */
export function sealed(act: Act, { seed }: SigningKey, created: Instant = now()): Uint8Array {
  const document: unknown = { ...act };
  requireJson(document);
  if (!isJsonObject(document)) throw new TreatyError('INVARIANT_BROKEN', { what: 'an act is an object' });
  return canonicalBytes(seal(document, { secretKey: seed, created }));
}
