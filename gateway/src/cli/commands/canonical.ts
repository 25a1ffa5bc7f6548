// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command } from 'commander';
import { MAX_DOCUMENT_BYTES, TreatyError, canonicalise, sha256Hex } from '../../../../chaincode/src/protocol/index.ts';

/** Where a command reads data and writes data (stdout) and words (stderr); a test gives its own. */
export interface Streams {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

const EXAMPLES = `Examples:
  $ depositary canonical < draft.json > act.json
  $ echo '{"b":1.0,"a":"\\u00e9"}' | depositary canonical
`;

/**
 * `depositary canonical`: any JSON document on standard input, its canonical bytes on standard output, nothing added.
 * Reads little more than the limit of 64 KiB, however much is offered.
 * Fails if: what canonicalise refuses.
 */
export function canonicalCommand(streams: Streams = process): Command {
  return new Command('canonical')
    .description('bring a JSON document from standard input into its canonical form (RFC 8785)')
    .option('--json', 'answer one JSON object with the canonical text, its length and its SHA-256')
    .addHelpText('before', EXAMPLES)
    .action(async (_: unknown, command: Command) => {
      const bytes = canonicalise(await readWithinLimit(streams.stdin));
      if (!wantsJson(command)) return write(streams.stdout, bytes);
      const canonical = new TextDecoder().decode(bytes);
      return writeJson(streams.stdout, { canonical, bytes: bytes.length, sha256: sha256Hex(bytes) });
    });
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

/** Writes data, and waits until the stream has taken it, so that nothing is lost when the process ends. */
export async function write(stream: NodeJS.WritableStream, data: Uint8Array | string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    stream.write(data, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Writes the one line of a `--json` answer, in the versioned shape `{"v":1,..}`. */
export async function writeJson(stream: NodeJS.WritableStream, answer: object): Promise<void> {
  await write(stream, `${JSON.stringify({ v: 1, ...answer })}\n`);
}
