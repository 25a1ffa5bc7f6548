// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import process from 'node:process';
import { Command } from 'commander';
import { TreatyError } from '../../../../chaincode/src/protocol/index.ts';
import { writeNew } from '../../files.ts';
import { exemplified } from '../guidance.ts';
import { methodIn } from '../method.ts';
import { importRows, reportWords, type Imported, type LineReport } from '../models/import.ts';
import { Progress } from '../models/progress.ts';
import { readModels } from '../models/row.ts';
import { reading } from '../reading.ts';
import { sealing, Session } from '../session.ts';
import { wantsJson, type Streams } from '../streams.ts';

/** Where an interrupt comes from. */
type Interrupts = Pick<NodeJS.EventEmitter, 'once' | 'off'>;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

interface Choice {
  readonly method: string;
  readonly report?: string;
}

/** Does something that an interrupt ends in good order. */
async function interruptible<R>(interrupts: Interrupts, work: (signal: AbortSignal) => Promise<R>): Promise<R> {
  const ending = new AbortController();
  const end = (): void => {
    ending.abort();
  };
  for (const signal of SIGNALS) interrupts.once(signal, end);
  try {
    return await work(ending.signal);
  } finally {
    for (const signal of SIGNALS) interrupts.off(signal, end);
  }
}

function countsOf(reports: readonly LineReport[], lines: number) {
  const count = (outcome: LineReport['outcome']): number => reports.filter((one) => one.outcome === outcome).length;
  const [recorded, alreadyRecorded, refused] = [count('recorded'), count('alreadyRecorded'), count('refused')];
  return { lines, recorded, alreadyRecorded, refused, left: lines - reports.length };
}

/** What an import that has not put every line on the record fails with. */
function shortfall(file: string, { failure }: Imported, counts: ReturnType<typeof countsOf>): Error | undefined {
  const { lines, refused, left } = counts;
  if (failure !== undefined) return failure;
  if (left > 0) return new TreatyError('IMPORT_INTERRUPTED', { file, done: lines - left, lines });
  return refused === 0 ? undefined : new TreatyError('IMPORT_INCOMPLETE', { file, refused, lines });
}

interface Importing {
  readonly file: string;
  readonly choice: Choice;
  readonly interrupts: Interrupts;
  /** Shows how far it has come; absent where a program asks. */
  readonly progress: ((lines: number) => Progress) | undefined;
}

async function imports(session: Session, { file, choice, interrupts, progress }: Importing): Promise<void> {
  const { report } = choice;
  if (report !== undefined && existsSync(report))
    throw new TreatyError('FILE_EXISTS', { file: report, reason: 'EEXIST' });
  const rows = await readModels(file, methodIn(choice.method));
  await reading(session);
  const key = await session.key();
  const bar = progress?.(rows.length);
  const done = await interruptible(interrupts, (signal) =>
    importRows(session, rows, { key, signal, told: async () => bar?.step() }),
  );
  const counts = countsOf(done.reports, rows.length);
  const data = { file, ...counts, reports: done.reports };
  if (report !== undefined) await writeNew(report, `${JSON.stringify({ v: 1, ...data })}\n`, 0o644);
  const { recorded, alreadyRecorded, refused, left } = counts;
  const sum = `${String(recorded)} recorded, ${String(alreadyRecorded)} already recorded, ${String(refused)} refused, ${String(left)} left.`;
  await session.answer(data, `${reportWords(done.reports)}${sum}\n`);
  const failure = shortfall(file, done, counts);
  if (failure !== undefined) throw failure;
}

/** `model import`: registers the models of a table and declares their compute; a second run goes on where the first was. */
export function importCommand(streams: Streams, interrupts: Interrupts = process): Command {
  return exemplified(
    sealing(new Command('import')),
    'model import docs/examples/models.csv --as AISI-XA/head',
    'model import models.csv --method total-operations@1 --report report.json --as AISI-XA/head',
  )
    .description(
      'register the models of a table (CSV) and declare their compute; import it again after an interruption',
    )
    .argument('<file>', 'the table; docs/examples/models.csv is an example')
    .option('--method <name@version>', 'how its figures are counted', 'not-stated@0')
    .option('--report <file>', 'write what became of each line to a new file, as JSON')
    .action((file: string, choice: Choice, command: Command) =>
      Session.run(command, streams, (session) => {
        const progress = wantsJson(command) ? undefined : (lines: number) => new Progress(streams.stderr, lines);
        return imports(session, { file, choice, interrupts, progress });
      }),
    );
}
