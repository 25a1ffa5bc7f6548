// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { MAX_DOCUMENT_BYTES, TreatyError } from '../../../chaincode/src/protocol/index.ts';

/** Where a command reads and writes: data go to `stdout`, words to `stderr`. */
export interface Streams {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/**
 * All bytes of a stream that ends within the limit of a document; a longer one is left at once.
 * Fails if: BYTES_TOO_MANY.
 */
export async function readWithinLimit(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_DOCUMENT_BYTES) {
      throw new TreatyError('BYTES_TOO_MANY', { bytes: `more than ${MAX_DOCUMENT_BYTES}`, limit: MAX_DOCUMENT_BYTES });
    }
  }
  return Buffer.concat(chunks);
}

/** Whether `--json` stands on the command or on one above it. */
export function wantsJson(command: Command): boolean {
  return command.optsWithGlobals<{ json?: boolean }>().json === true;
}

/** What a failed write is: OUTPUT_UNWRITABLE with the reason of the operating system. */
export function outputUnwritable(error: Error): TreatyError {
  return new TreatyError('OUTPUT_UNWRITABLE', { reason: 'code' in error ? String(error.code) : error.message });
}

/** Whether a write failed because the one who read has gone, as in `depositary watch | head`. */
export function isReaderGone(error: unknown): boolean {
  return error instanceof TreatyError && error.code === 'OUTPUT_UNWRITABLE' && error.details.reason === 'EPIPE';
}

/**
 * Writes data, and waits until the stream has taken it, so that nothing is lost when the process ends.
 * Fails if: OUTPUT_UNWRITABLE.
 */
export async function write(stream: NodeJS.WritableStream, data: Uint8Array | string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    stream.write(data, (error) => {
      if (error) reject(outputUnwritable(error));
      else resolve();
    });
  });
}

/** A sum of operations goes as decimal text: as a JSON number it would lose digits. */
function exact(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

/** Writes the one line of a `--json` answer, in the versioned shape `{"v":1,..}`. */
export async function writeJson(stream: NodeJS.WritableStream, answer: object): Promise<void> {
  await write(stream, `${JSON.stringify({ v: 1, ...answer }, exact)}\n`);
}
