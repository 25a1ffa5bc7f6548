// SPDX-License-Identifier: Apache-2.0
import { TreatyError } from '../../../chaincode/src/protocol/index.ts';

/** The most bytes of one line of input: a case of a thousand members with their groups and weights. */
const MOST_LINE_BYTES = 1_048_576;

const NEWLINE = 0x0a;
const BLANKS: ReadonlySet<number> = new Set([0x09, 0x0d, 0x20]);

function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => BLANKS.has(byte));
}

function limited(line: Buffer): Buffer {
  if (line.length <= MOST_LINE_BYTES) return line;
  throw new TreatyError('BYTES_TOO_MANY', { bytes: `a line of more than ${MOST_LINE_BYTES}`, limit: MOST_LINE_BYTES });
}

/** Lines that a newline ends, and what stands after the last one. */
function split(bytes: Buffer): { readonly lines: readonly Buffer[]; readonly rest: Buffer } {
  const lines: Buffer[] = [];
  let from = 0;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
    lines.push(bytes.subarray(from, end));
    from = end + 1;
  }
  return { lines, rest: bytes.subarray(from) };
}

const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(bytes: Uint8Array): string {
  try {
    return DECODER.decode(bytes);
  } catch (cause) {
    throw new TreatyError('BYTES_NOT_UTF8', {}, { cause });
  }
}

/** A line of a text, without its end, and its number from 1. */
export interface NumberedLine {
  readonly number: number;
  readonly text: string;
}

async function* numberedBytesOf(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly number: number; readonly bytes: Uint8Array }> {
  let held = Buffer.alloc(0);
  let number = 0;
  for await (const chunk of stream) {
    const { lines, rest } = split(Buffer.concat([held, chunk]));
    for (const line of lines) {
      number += 1;
      if (!isBlank(limited(line))) yield { number, bytes: line };
    }
    held = Buffer.from(limited(rest));
  }
  if (!isBlank(held)) yield { number: number + 1, bytes: held };
}

/**
 * The lines of a stream that are not blank, as bytes, one at a time, so that a long input is never held whole; what is no text in one
 * of them is for its reader to say.
 * Fails if: BYTES_TOO_MANY where one line is longer than 1 MiB.
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const { bytes } of numberedBytesOf(stream)) yield bytes;
}

/**
 * The lines of a stream that are not blank with their numbers, as text; a byte order mark stays where it stands.
 * Fails if: BYTES_TOO_MANY where one line is longer than 1 MiB; BYTES_NOT_UTF8.
 */
export async function* numberedLinesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<NumberedLine> {
  for await (const { number, bytes } of numberedBytesOf(stream)) {
    yield { number, text: decoded(bytes) };
  }
}
