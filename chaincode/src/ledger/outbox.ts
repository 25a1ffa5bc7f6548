// SPDX-License-Identifier: Apache-2.0
import { canonicalBytes, ENVELOPE_EVENT, requireJson, type Envelope } from '../protocol/index.ts';
import type { Stub } from './stub.ts';

/** Emits the one event of a transaction and returns its text. A second call would replace the first: Fabric keeps one. */
export function emit(stub: Stub, envelope: Envelope): string {
  const value: unknown = envelope;
  requireJson(value);
  const payload = canonicalBytes(value);
  stub.setEvent(ENVELOPE_EVENT, payload);
  return new TextDecoder().decode(payload);
}
