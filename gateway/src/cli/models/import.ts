// SPDX-License-Identifier: Apache-2.0
import {
  ActId,
  canonicalText,
  memberOf,
  modelOf,
  requireJson,
  sha256Hex,
  TreatyError,
  utf8,
  type ActOf,
  type ActType,
  type ComputeFigure,
  type ModelId,
} from '../../../../chaincode/src/protocol/index.ts';
import type { SigningKey } from '../../key-file.ts';
import type { Session } from '../session.ts';
import { figureWords } from '../model-words.ts';
import { columns } from '../words.ts';
import { isModelRow, type BadRow, type ModelRow } from './row.ts';

type Outcome = 'recorded' | 'alreadyRecorded';

/** What became of one line: the acts that it asked for, or what is wrong with it and what to do. */
export interface LineReport {
  readonly line: number;
  readonly model?: ModelId;
  readonly outcome: Outcome | 'refused';
  readonly figure?: Pick<ComputeFigure, 'low' | 'best' | 'high'>;
  readonly problems?: readonly {
    readonly code: string;
    readonly message: string;
    readonly remedy: string;
    readonly details: TreatyError['details'];
  }[];
}

/** How many lines are under way at a time: enough to fill a block, few enough not to crowd out others. */
const MOST_UNDER_WAY = 4;

/**
 * The number of an act that derives from all that it says (UUID version 8, RFC 9562): a line that is imported again is the same act,
 * and is answered so.
 */
function numberOf(session: Session, network: string, type: ActType, body: object): ActId {
  const content: unknown = [network, session.treaty, session.by, type, body];
  requireJson(content);
  const digits = sha256Hex(utf8(canonicalText(content)));
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`];
  return ActId.parse([...parts, digits.slice(20, 32)].join('-'));
}

async function submitted<T extends ActType>(
  session: Session,
  key: SigningKey,
  type: T,
  body: ActOf<T>['body'],
): Promise<Outcome> {
  const { ledger } = await session.client();
  const act = await session.draft(type, body, 'client', numberOf(session, ledger.network, type, body));
  try {
    return (await session.submit(act, key)).status;
  } catch (error) {
    // The number holds the content, so that an act under it says the same; only its dates and its seal are of another run.
    if (error instanceof TreatyError && error.code === 'ACT_ID_REUSED') return 'alreadyRecorded';
    throw error;
  }
}

function refused(line: number, problems: readonly TreatyError[], model?: ModelId): LineReport {
  const told = problems.map(({ code, says: message, remedy, details }) => ({ code, message, remedy, details }));
  return { line, ...(model === undefined ? {} : { model }), outcome: 'refused', problems: told };
}

async function imported(session: Session, key: SigningKey, row: ModelRow): Promise<LineReport> {
  const { line, slug, dossier, figure } = row;
  const model = modelOf(memberOf(session.by), slug);
  try {
    const registered = await submitted(session, key, 'RegisterModel', { slug, dossier });
    if (figure === undefined) return { line, model, outcome: registered };
    const declared = await submitted(session, key, 'DeclareCompute', { model, ...figure });
    const outcome = registered === 'recorded' ? registered : declared;
    return { line, model, outcome, figure };
  } catch (error) {
    // What the rules refuse is told of its line; anything else ends the import, which another run continues.
    if (!(error instanceof TreatyError) || error.kind !== 'refused') throw error;
    return refused(line, [error], model);
  }
}

/** What an import is given besides the lines. */
export interface Importing {
  readonly key: SigningKey;
  readonly signal: AbortSignal;
  /** Called as each line is done. */
  readonly told: () => Promise<void>;
}

/** What came of an import: a report for each line that was done, in their order, and what ended it before all were. */
export interface Imported {
  readonly reports: readonly LineReport[];
  readonly failure?: Error;
}

/**
 * Registers the model of each line and declares its compute, some lines at a time; bad lines are refused, good ones kept. A failure
 * that is no refusal, or the signal, ends it once the lines under way are done.
 */
export async function importRows(
  session: Session,
  rows: readonly (ModelRow | BadRow)[],
  { key, signal, told }: Importing,
): Promise<Imported> {
  const reports: LineReport[] = [];
  const failures: Error[] = [];
  const left = rows.values();
  const worker = async (): Promise<void> => {
    for (const row of left) {
      reports.push(isModelRow(row) ? await imported(session, key, row) : refused(row.line, row.problems));
      await told();
      if (signal.aborted || failures.length > 0) return;
    }
  };
  const guarded = (): Promise<void> =>
    worker().catch((error: unknown) => {
      failures.push(error instanceof Error ? error : new TreatyError('FAILURE_UNFORESEEN', { problem: String(error) }));
    });
  await Promise.all(Array.from({ length: MOST_UNDER_WAY }, guarded));
  const [failure] = failures;
  return {
    reports: reports.sort((one, other) => one.line - other.line),
    ...(failure === undefined ? {} : { failure }),
  };
}

const OUTCOMES: Readonly<Record<Outcome, string>> = { recorded: 'recorded', alreadyRecorded: 'already recorded' };

function reportRow({ line, model, outcome, figure, problems = [] }: LineReport): string[][] {
  const head = [`line ${String(line)}`, model ?? ''];
  if (outcome !== 'refused')
    return [[...head, `${OUTCOMES[outcome]}${figure === undefined ? ', no figure' : `, ${figureWords(figure)}`}`]];
  return problems.map(({ code, message, remedy }) => [...head, `refused, ${code}: ${message} ${remedy}`]);
}

/** The reports in words, a line each. */
export function reportWords(reports: readonly LineReport[]): string {
  return `${columns(reports.flatMap(reportRow))}\n`;
}
