// SPDX-License-Identifier: Apache-2.0
import { sha256Hex } from './digest.ts';

/** The header of a block of Fabric: its number, the hash of the header before it and the hash of its own data. */
export interface BlockHeader {
  readonly number: bigint;
  readonly previousHash: Uint8Array;
  readonly dataHash: Uint8Array;
}

function derOf(tag: number, content: readonly number[]): number[] {
  // Header parts are short: the long form of DER lengths begins at 128 bytes.
  if (content.length > 127) return [tag, 0x81, content.length, ...content];
  return [tag, content.length, ...content];
}

function derInteger(value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = value; rest > 0n || bytes.length === 0; rest >>= 8n) bytes.unshift(Number(rest & 0xffn));
  // DER integers are signed: where the bits fill the first byte, a zero before it keeps this one positive.
  const isFull = value.toString(2).length % 8 === 0;
  return derOf(0x02, isFull ? [0, ...bytes] : bytes);
}

/**
 * SHA-256 of a block's header as Fabric computes it, 64 hexadecimal digits: the next block names it, and that of the genesis
 * block names the network. DER SEQUENCE of INTEGER, OCTET STRING, OCTET STRING (Fabric, protoutil/blockutils.go).
 */
export function blockHeaderHash({ number, previousHash, dataHash }: BlockHeader): string {
  const parts = [...derInteger(number), ...derOf(0x04, [...previousHash]), ...derOf(0x04, [...dataHash])];
  return sha256Hex(new Uint8Array(derOf(0x30, parts)));
}
