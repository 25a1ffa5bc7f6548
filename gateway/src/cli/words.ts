// SPDX-License-Identifier: Apache-2.0
import {
  toEpochMilliseconds,
  type Amount,
  type CountingMethod,
  type Duration,
  type Instant,
  type PaperCount,
  type Power,
  type Tally,
} from '../../../chaincode/src/protocol/index.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** An instant as one reads it, to the second: `8 December 2026, 00:00 UTC`. */
export function instantWords(instant: Instant): string {
  const [year = '', month = '', day = ''] = instant.slice(0, 'YYYY-MM-DD'.length).split('-');
  const time = instant.slice('YYYY-MM-DDT'.length, 'YYYY-MM-DDTHH:MM:SS'.length).replace(/:00$/, '');
  return `${String(Number(day))} ${MONTHS[Number(month) - 1] ?? month} ${year}, ${time} UTC`;
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** Some of a thing: `1 vote`, `3 votes`. */
export function counted(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** How far an instant lies ahead, in its two largest units: `in 13 days 11 hours`; `over` once it is reached. */
export function remainingWords(until: Instant, now: Instant): string {
  let rest = toEpochMilliseconds(until) - toEpochMilliseconds(now);
  if (rest <= 0) return 'over';
  const parts: string[] = [];
  for (const [unit, length] of UNITS) {
    const number = Math.floor(rest / length);
    rest -= number * length;
    if (number > 0) parts.push(counted(number, unit));
  }
  return `in ${parts.slice(0, 2).join(' ') || 'less than a second'}`;
}

const DURATION_UNITS = {
  P: { Y: 'year', M: 'month', W: 'week', D: 'day' },
  PT: { H: 'hour', M: 'minute', S: 'second' },
} as const;

/** A duration in words: `14 days`, `1 hour 30 minutes`; `no time` where it is zero. */
export function durationWords(duration: Duration): string {
  const names: Readonly<Record<string, string>> = DURATION_UNITS[duration.startsWith('PT') ? 'PT' : 'P'];
  const parts = [...duration.matchAll(/(\d+)([A-Z])/g)].map(([, number, unit = '']) => ({
    number: Number(number),
    noun: names[unit] ?? unit,
  }));
  const some = parts.filter(({ number }) => number > 0).map(({ number, noun }) => counted(number, noun));
  return some.join(' ') || 'no time';
}

/** Below it a number is easier to read as its digits. */
const FEW_DIGITS = 7;

/** A sum of operations without loss in as few characters as one can read: `1e25`, `2.5e25`, `10000`. */
export function operationsWords(operations: bigint): string {
  return digitsWords(operations.toString());
}

/** An amount likewise. */
export function amountWords(amount: Amount): string {
  return digitsWords(amount);
}

function digitsWords(amount: string): string {
  if (amount.length < FEW_DIGITS) return amount;
  const digits = amount.replace(/0+$/, '');
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${digits.slice(0, 1)}${fraction}e${String(amount.length - 1)}`;
}

/** A counting method as it is written on the command line: `total-operations@1`. */
export function methodWords({ name, version }: CountingMethod): string {
  return `${name}@${version}`;
}

/** How a vote reads of which nobody but its member and the tellers knows what it says: `XA votes in secret on ..`. */
export const IN_SECRET = 'in secret';

/** The words of counts in the order in which one reads them. */
const VOTES = ['yes', 'no', 'stop', 'proceed', 'object', 'accept', 'abstain', 'silent'] as const;

function numbersWords(numbers: Readonly<Partial<Record<(typeof VOTES)[number], number>>>): string[] {
  return VOTES.flatMap((word) => {
    const number = numbers[word];
    if (number === undefined) return [];
    return [word === 'abstain' ? counted(number, 'abstention') : `${String(number)} ${word}`];
  });
}

/** A count in words: `2 yes, 1 no, 0 abstentions, 0 silent, of 3 entitled`; `not counted` where there is none. */
export function countWords({ result, tally, entitled, tellers }: Tally): string {
  if (result === 'uncounted') return `not counted, ${String(entitled)} entitled`;
  const by = tellers === undefined ? '' : `, as counted by ${tellers.join(' and ')}`;
  return `${numbersWords(tally).join(', ')}, of ${String(entitled)} entitled${by}`;
}

/** What papers come to: `2 yes, 1 no, 0 abstentions; no paper of XC that opens its commitment`. */
export function paperCountWords({ counts, missing }: PaperCount): string {
  const lacking = missing.length === 0 ? '' : `; no paper of ${missing.join(', ')} that opens its commitment`;
  return `${numbersWords(counts).join(', ')}${lacking}`;
}

/** Powers in words: `credentials and full powers`. */
export function powersWords(powers: readonly Power[]): string {
  return powers.map((power) => (power === 'fullPowers' ? 'full powers' : power)).join(' and ');
}

/** The word of a record in the spelling of the command line: `inDueForm` as `in-due-form`. */
export function kebab(word: string): string {
  return word.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

/** The inverse of `kebab`. */
export function camel(word: string): string {
  return word.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** A text of several paragraphs in one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** Rows in columns; the last column is as long as it is. */
export function columns(rows: readonly (readonly string[])[], indent = ''): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ');
  return rows.map((row) => `${indent}${line(row)}`.trimEnd()).join('\n');
}

const WIDTH = 100;

/** Breaks a line at blanks, so that none is longer than the width; a word is never broken. */
function wrapped(line: string, width: number): string[] {
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/** Names and their texts, one below the other; further lines of a text stand under its first. */
export function fields(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  const below = `\n${' '.repeat(width)}`;
  const text = (paragraphs: string): string =>
    paragraphs
      .split('\n')
      .flatMap((line) => wrapped(line, WIDTH - width))
      .join(below);
  return rows.map(([name, paragraphs]) => `${name.padEnd(width)}${text(paragraphs)}`.trimEnd() + '\n').join('');
}
