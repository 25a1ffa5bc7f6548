// SPDX-License-Identifier: Apache-2.0
import { TreatyError } from '../../../chaincode/src/protocol/index.ts';

/** The most bytes of one line of input: a case of a thousand members with their groups and weights. */
const MOST_LINE_BYTES = 1_048_576;

/**
 * The lines of a stream that are not blank, one at a time, so that a long input is never held whole.
 * Fails if: BYTES_TOO_MANY where one line is longer than 1 MiB; BYTES_NOT_UTF8.
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  const decoded = (bytes?: Uint8Array): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw new TreatyError('BYTES_NOT_UTF8', {});
    }
  };
  for await (const chunk of stream) {
    const lines = (rest + decoded(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MOST_LINE_BYTES)
      throw new TreatyError('BYTES_TOO_MANY', {
        bytes: `a line of more than ${MOST_LINE_BYTES}`,
        limit: MOST_LINE_BYTES,
      });
    yield* lines.filter((line) => line.trim() !== '');
  }
  rest += decoded();
  if (rest.trim() !== '') yield rest;
}
