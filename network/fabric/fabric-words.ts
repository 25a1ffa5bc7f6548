// SPDX-License-Identifier: Apache-2.0
import { stripVTControlCharacters } from 'node:util';

const NOISE = /^(\s*|Usage:.*|\s+-.*|(Global )?Flags:|exit status \d+)$/;

const LONGEST_REASON = 180;

/** The line of a program's words that tells what went wrong, without Fabric's colours. */
export function reasonIn(words: string): string {
  const lines = words.split('\n').filter((line) => !NOISE.test(line));
  const told = lines.findLast((line) => /error|panic|fatal/i.test(line)) ?? lines.at(-1);
  const reason = stripVTControlCharacters(told ?? 'it gave no reason').trim();
  // Fabric wraps the cause in what it was doing: the end says most.
  return reason.length > LONGEST_REASON ? `...${reason.slice(-LONGEST_REASON)}` : reason;
}
