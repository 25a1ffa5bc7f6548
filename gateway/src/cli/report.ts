// SPDX-License-Identifier: Apache-2.0
import { CommanderError } from 'commander';
import { TreatyError, type ErrorKind } from '../../../chaincode/src/protocol/index.ts';
import { isReaderGone, write, writeJson } from './streams.ts';

/** The exit code of each kind of failure; 0 is success. */
const EXIT: Readonly<Record<ErrorKind, number>> = { failure: 1, usage: 2, refused: 3, unverified: 4, unavailable: 5 };

/** The part of a process that a report needs. */
interface Reporting {
  readonly argv: readonly string[];
  readonly stderr: NodeJS.WritableStream;
}

/**
 * Tells a failure on standard error, as words or with `--json` as `{"v":1,"error":{..}}`, and answers with the exit code:
 * 1 failure, 2 usage, 3 refused by the rules, 4 not verified, 5 unavailable or outcome unknown. Never a stack of ours.
 * A reader that has read enough, as in `depositary proposal list | head -1`, is no failure.
 */
export async function report(error: unknown, { argv, stderr }: Reporting): Promise<number> {
  if (isReaderGone(error)) return 0;
  // Help and version, asked for or given in place of a missing command: the parser has printed them.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
  const told = error instanceof TreatyError ? error : new TreatyError('FAILURE_UNFORESEEN', { problem: String(error) });
  const { code, says, remedy, details, kind } = told;
  const answer = argv.includes('--json')
    ? writeJson(stderr, { error: { code, message: says, remedy, details } })
    : write(stderr, `${code}: ${says}\n${remedy}\n`);
  // Where standard error is closed too, the exit code alone tells it.
  await answer.catch(() => undefined);
  return EXIT[kind];
}
