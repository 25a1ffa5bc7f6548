// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import {
  ComputeStatement,
  Day,
  Dossier,
  FigureBasis,
  firstProblem,
  MemberId,
  ModelSlug,
  Name,
  Paragraphs,
  parseAmount,
  TreatyError,
  type Amount,
  type ComputeFigure,
  type CountingMethod,
  type ErrorDetails,
} from '../../../../chaincode/src/protocol/index.ts';
import { given } from '../../given.ts';
import { readTable, type TableLine } from './csv.ts';

const COLUMNS = [
  ...(['model_id', 'name', 'developer', 'country_iso2', 'published', 'training_flop'] as const),
  ...(['flop_low', 'flop_high', 'method', 'open_weights', 'source'] as const),
] as const;
type Column = (typeof COLUMNS)[number];

/** A model as a line of a table gives it; without `figure` its compute is not known. */
export interface ModelRow {
  readonly line: number;
  readonly slug: ModelSlug;
  readonly dossier: Dossier;
  readonly figure?: Omit<ComputeFigure, 'model'>;
}

/** A line of a table that gives no model, and all that is wrong with it. */
export interface BadRow {
  readonly line: number;
  readonly problems: readonly TreatyError[];
}

const COUNTRY = MemberId.refine((id) => /^[A-Z]{2}$/.test(id), 'a country code of two letters (ISO 3166)');
const OPEN_WEIGHTS = Dossier.shape.openWeights;
const SOME_MODEL = 'XA/some-model';

/** Reads the cells of one line, and keeps what is wrong with each. */
class Cells {
  readonly problems: TreatyError[] = [];
  readonly line: number;
  readonly #cells: Readonly<Record<Column, string>>;

  constructor(line: number, cells: Readonly<Record<Column, string>>) {
    this.line = line;
    this.#cells = cells;
    for (const column of COLUMNS) this.#requireText(column);
  }

  #requireText(column: Column): void {
    const [sign] = /^[=+\-@\t]/.exec(this.#cells[column]) ?? [];
    if (sign !== undefined) this.refuse('CSV_CELL_FORMULA', column, { sign: sign.trim() || 'a tab' });
  }

  refuse(code: 'CSV_CELL_FORMULA' | 'CSV_CELL_INVALID', column: Column, details: ErrorDetails): void {
    this.#note(new TreatyError(code, { line: this.line, column, ...details }), column);
  }

  /** One problem a cell: what follows from it is no news. */
  #note(problem: TreatyError, column: Column): void {
    if (!this.problems.some(({ details }) => details.column === column)) this.problems.push(problem);
  }

  read<S extends z.ZodType>(column: Column, schema: S, value: unknown = this.#cells[column]): z.infer<S> | undefined {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    this.refuse('CSV_CELL_INVALID', column, { problem: firstProblem(parsed.error).problem });
    return undefined;
  }

  /** The same where an empty cell says nothing. */
  maybe<S extends z.ZodType>(column: Column, schema: S): z.infer<S> | undefined {
    return this.#cells[column] === '' ? undefined : this.read(column, schema);
  }

  developers(): string[] | undefined {
    return this.read('developer', Dossier.shape.developers, this.#cells.developer.split(/; ?/));
  }

  amount(column: Column): Amount | undefined {
    const text = this.#cells[column];
    if (text === '') return undefined;
    try {
      return parseAmount(text);
    } catch (error) {
      if (!(error instanceof TreatyError)) throw error;
      this.#note(new TreatyError(error.code, { ...error.details, line: this.line, column }), column);
      return undefined;
    }
  }
}

function figureIn(cells: Cells, method: CountingMethod, source: string | undefined): ModelRow['figure'] {
  const [best, low, high] = [cells.amount('training_flop'), cells.amount('flop_low'), cells.amount('flop_high')];
  const basis = cells.maybe('method', FigureBasis);
  if (best === undefined) {
    if (low !== undefined || high !== undefined)
      cells.refuse('CSV_CELL_INVALID', 'training_flop', { problem: 'is empty, though a bound is given' });
    return undefined;
  }
  const figure = { phase: 'total' as const, best, method, evidence: [], ...given({ low, high, basis, source }) };
  const stated = ComputeStatement.safeParse({ model: SOME_MODEL, ...figure });
  if (!stated.success)
    cells.refuse('CSV_CELL_INVALID', 'training_flop', { problem: firstProblem(stated.error).problem });
  return figure;
}

function rowOf({ line, cells: texts }: Extract<TableLine<Column>, { cells: unknown }>, method: CountingMethod) {
  const cells = new Cells(line, texts);
  const source = cells.maybe('source', Paragraphs);
  const slug = cells.read('model_id', ModelSlug);
  const state = cells.read('country_iso2', COUNTRY);
  const said = {
    ...{ name: cells.read('name', Name), developers: cells.developers(), stage: 'trained', lineage: [], versions: [] },
    ...{ jurisdictions: [{ state, basis: 'establishment' }], openWeights: cells.read('open_weights', OPEN_WEIGHTS) },
    ...given({ published: cells.maybe('published', Day), source }),
  };
  const figure = figureIn(cells, method, source);
  const { problems } = cells;
  if (problems.length > 0 || slug === undefined) return { line, problems };
  return { line, slug, dossier: Dossier.parse(said), ...given({ figure }) };
}

/** Whether a line gives a model; narrows its type. */
export function isModelRow(row: ModelRow | BadRow): row is ModelRow {
  return 'slug' in row;
}

function withoutRepeats(rows: readonly (ModelRow | BadRow)[]): (ModelRow | BadRow)[] {
  const firsts = new Map<string, number>();
  return rows.map((row) => {
    if (!isModelRow(row)) return row;
    const { line, slug } = row;
    const first = firsts.get(slug);
    if (first === undefined) firsts.set(slug, line);
    if (first === undefined) return row;
    return { line, problems: [new TreatyError('CSV_LINE_REPEATED', { line, model: slug, first })] };
  });
}

/**
 * Reads a table of models in the shape of docs/examples/models.csv: the model of each line, or what is wrong with it. Its figures are
 * totals, counted by the method given. Fails as `readTable` does.
 */
export async function readModels(file: string, method: CountingMethod): Promise<(ModelRow | BadRow)[]> {
  const lines = await readTable(file, COLUMNS);
  return withoutRepeats(
    lines.map((line) => ('cells' in line ? rowOf(line, method) : { line: line.line, problems: [line.problem] })),
  );
}
