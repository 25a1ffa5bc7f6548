// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { TreatyError, type ErrorCode } from '../../chaincode/src/protocol/errors.ts';

/** What a refusal is compared by: its code and its details, never its sentence. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly details: TreatyError['details'];
}

/** Runs what must be refused by a TreatyError. */
export function refusalOf(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof TreatyError) return { code: error.code, details: error.details };
    throw error;
  }
  throw new Error('Nothing was refused.');
}

/** The bytes of a text in UTF-8. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The bytes that pairs of hexadecimal digits name. */
export function unhex(digits: string): Uint8Array {
  return new Uint8Array(Buffer.from(digits, 'hex'));
}

/** The hexadecimal digits of bytes. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** The project's own copies of published vectors. */
export const VECTORS = new URL('../vectors/', import.meta.url);

/** The larger sets beside the repository, or undefined where they are not there. */
export const SHARED: URL | undefined = [new URL('../../../shared/vectors/', import.meta.url)].find(existsSync);

/** The bytes of a vector file. */
export function bytesOf(folder: URL, path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, folder)));
}

/** The text of a vector file without blanks around it. */
export function textOf(folder: URL, path: string): string {
  return readFileSync(new URL(path, folder), 'utf8').trim();
}

/** The content of a vector file; its README tells the shape. */
export function jsonOf(folder: URL, path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
}
