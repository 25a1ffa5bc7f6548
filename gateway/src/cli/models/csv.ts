// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import { TreatyError } from '../../../../chaincode/src/protocol/index.ts';
import { reasonOf } from '../../files.ts';
import { numberedLinesOf, type NumberedLine } from '../lines.ts';

/** A line of a table: its cells by their columns, or why it is none. */
export type TableLine<C extends string> =
  | { readonly line: number; readonly cells: Readonly<Record<C, string>> }
  | { readonly line: number; readonly problem: TreatyError };

const PROBLEMS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'something stands between a closing quotation mark and the next comma',
  INVALID_OPENING_QUOTE: 'a quotation mark stands inside a cell that does not begin with one',
};

/** The cells of one line by RFC 4180, but without line breaks in cells, so that a stray quotation mark spoils one line only. */
function cellsOf({ number: line, text }: NumberedLine): string[] {
  try {
    const [cells = []] = parse(text.replace(/\r$/, ''), { relax_column_count: true });
    return cells;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new TreatyError('CSV_LINE_MALFORMED', { line, problem: PROBLEMS[error.code] ?? error.message });
  }
}

async function linesIn(file: string): Promise<NumberedLine[]> {
  const lines: NumberedLine[] = [];
  try {
    for await (const line of numberedLinesOf(createReadStream(file))) lines.push(line);
  } catch (error) {
    if (error instanceof TreatyError) throw error;
    throw new TreatyError('FILE_UNREADABLE', { file, reason: reasonOf(error) });
  }
  return lines;
}

function requireColumns(file: string, head: readonly string[], columns: readonly string[]): void {
  const missing = columns.filter((column) => !head.includes(column));
  const unknown = head.filter((column) => !columns.includes(column));
  const twice = head.filter((column, index) => head.indexOf(column) !== index);
  const wrong = Object.entries({ missing, unknown, twice }).filter(([, names]) => names.length > 0);
  if (wrong.length > 0) throw new TreatyError('CSV_COLUMNS_WRONG', { file, ...Object.fromEntries(wrong) });
}

function lineOf<C extends string>(line: NumberedLine, head: readonly string[], columns: readonly C[]): TableLine<C> {
  const { number } = line;
  try {
    const cells = cellsOf(line);
    if (cells.length !== head.length) {
      const problem = `it has ${String(cells.length)} cells, the head line ${String(head.length)}`;
      throw new TreatyError('CSV_LINE_MALFORMED', { line: number, problem });
    }
    return { line: number, cells: named(columns, (column) => cells[head.indexOf(column)] ?? '') };
  } catch (error) {
    if (!(error instanceof TreatyError)) throw error;
    return { line: number, problem: error };
  }
}

function named<C extends string>(columns: readonly C[], cellOf: (column: C) => string): Record<C, string>;
function named(columns: readonly string[], cellOf: (column: string) => string): Record<string, string> {
  return Object.fromEntries(columns.map((column) => [column, cellOf(column)]));
}

/**
 * Reads a table of comma-separated values with a head line: exactly these columns, in any order. A line that is not of the form is
 * told with its number, and the others are read.
 * Fails if: FILE_UNREADABLE, BYTES_NOT_UTF8 (a byte order mark too), BYTES_TOO_MANY, CSV_LINE_MALFORMED for the head line,
 * CSV_COLUMNS_WRONG.
 */
export async function readTable<C extends string>(file: string, columns: readonly C[]): Promise<TableLine<C>[]> {
  const [first = { number: 1, text: '' }, ...lines] = await linesIn(file);
  if (first.text.startsWith('\uFEFF')) throw new TreatyError('BYTES_NOT_UTF8', {});
  const head = cellsOf(first);
  requireColumns(file, head, columns);
  return lines.map((line) => lineOf(line, head, columns));
}
