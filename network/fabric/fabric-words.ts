// SPDX-License-Identifier: Apache-2.0
import { stripVTControlCharacters } from 'node:util';

const NOISE = /^(\s*|Usage:.*|\s+-.*|(Global )?Flags:|exit status \d+)$/;

/** The line of a program's words that tells what went wrong, without Fabric's colours. */
export function reasonIn(words: string): string {
  const lines = words.split('\n').filter((line) => !NOISE.test(line));
  const told = lines.findLast((line) => /error|panic|fatal/i.test(line)) ?? lines.at(-1);
  return stripVTControlCharacters(told ?? 'it gave no reason').trim();
}
