// SPDX-License-Identifier: Apache-2.0
import {
  toEpochMilliseconds,
  type Amount,
  type Base,
  type CountingMethod,
  type DecisionRule,
  type Duration,
  type Instant,
  type Power,
  type Ratio,
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

/** An amount without loss in as few characters as one can read: `1e25`, `2.5e25`, `10000`. */
export function amountWords(amount: Amount): string {
  if (amount.length < FEW_DIGITS) return amount;
  const digits = amount.replace(/0+$/, '');
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${digits.slice(0, 1)}${fraction}e${String(amount.length - 1)}`;
}

/** A counting method as it is written on the command line: `total-operations@1`. */
export function methodWords({ name, version }: CountingMethod): string {
  return `${name}@${version}`;
}

const BASES: Readonly<Record<Base, string>> = {
  allMembers: 'all its members',
  allEntitled: 'all who are entitled to vote',
  cast: 'the ballots cast, abstentions included',
  presentAndVoting: 'the members present and voting, abstentions left out',
};

const SHARES: Readonly<Record<string, string>> = {
  '1/2': 'one half',
  '1/3': 'one third',
  '2/3': 'two thirds',
  '3/4': 'three quarters',
  '1/1': 'the whole',
};

function shareWords({ num, den }: Ratio): string {
  const share = `${String(num)}/${String(den)}`;
  return SHARES[share] ?? share;
}

/** The fewest yes votes that carry where the base is a fixed number of heads; undefined where it depends on who votes. */
function needed({ ratio, strict, base }: DecisionRule, entitled: number | undefined): number | undefined {
  if (entitled === undefined || base === 'cast' || base === 'presentAndVoting') return undefined;
  const whole = BigInt(ratio.num) * BigInt(entitled);
  const least = strict === true ? whole / BigInt(ratio.den) + 1n : (whole + BigInt(ratio.den) - 1n) / BigInt(ratio.den);
  return Number(least);
}

function quorumWords({ quorum }: DecisionRule): string {
  if (quorum === undefined) return 'No quorum is asked for.';
  const number =
    typeof quorum === 'number' ? counted(quorum, 'ballot') : `ballots of ${shareWords(quorum)} of the electorate`;
  return `The quorum is ${number}, abstentions included.`;
}

function closeWords({ revote, earlyClose }: DecisionRule): string {
  if (revote === true) return 'A vote may be changed until the close, which comes after the window.';
  const close = earlyClose === true ? 'it may be closed early once all have voted' : 'it is closed after the window';
  return `A vote cannot be changed; ${close}.`;
}

/** A rule in sentences; with the size of the electorate, also how many votes that makes. */
export function ruleWords(rule: DecisionRule, organ: string, entitled?: number): string {
  const { ratio, strict, base, notice, window } = rule;
  const votes = needed(rule, entitled);
  const heads = votes === undefined ? '' : ` (${String(votes)} of ${String(entitled)})`;
  const reached = `${strict === true ? 'more than' : 'at least'} ${shareWords(ratio)}`;
  const opens = notice === undefined ? '' : `opens ${durationWords(notice)} after the proposal and `;
  return [
    `The ${organ.replace(/^the /i, '')} decides: adopted by yes votes of ${reached} of ${BASES[base]}${heads}.`,
    quorumWords(rule),
    `Voting ${opens}lasts ${durationWords(window)}.`,
    closeWords(rule),
  ].join(' ');
}

/** A count in words: `2 yes, 1 no, 0 abstentions, 0 silent, of 3 entitled`. */
export function countWords({ tally, entitled }: Tally): string {
  const { yes, no, abstain, silent } = tally;
  const heads = `${String(yes)} yes, ${String(no)} no, ${counted(abstain, 'abstention')}, ${String(silent)} silent`;
  return `${heads}, of ${String(entitled)} entitled`;
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
