// SPDX-License-Identifier: Apache-2.0
import { TreatyError } from '../../../chaincode/src/protocol/index.ts';

/** The most bytes of one line of input: a case of a thousand members with their groups and weights. */
const MOST_LINE_BYTES = 1_048_576;

/** A line of a text, without its end, and its number from 1. */
export interface NumberedLine {
  readonly number: number;
  readonly text: string;
}

/** The lines of a stream that are not blank. Fails as `numberedLinesOf` does. */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const { text } of numberedLinesOf(stream)) yield text;
}

/**
 * The lines of a stream that are not blank with their numbers, one at a time, so that a long input is never held whole; with
 * `keepsMark` a byte order mark stays where it stands.
 * Fails if: BYTES_TOO_MANY where one line is longer than 1 MiB; BYTES_NOT_UTF8.
 */
export async function* numberedLinesOf(
  stream: AsyncIterable<Uint8Array>,
  { keepsMark = false } = {},
): AsyncGenerator<NumberedLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: keepsMark });
  let rest = '';
  let number = 0;
  const numbered = (text: string): NumberedLine => ({ number: (number += 1), text });
  const isFull = ({ text }: NumberedLine): boolean => text.trim() !== '';
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
    yield* lines.map(numbered).filter(isFull);
  }
  rest += decoded();
  if (rest.trim() !== '') yield numbered(rest);
}
