// SPDX-License-Identifier: Apache-2.0
import { TreatyError, type ErrorKind } from '../../../chaincode/src/protocol/index.ts';
import { write, writeJson } from './streams.ts';

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
 */
export async function report(error: unknown, { argv, stderr }: Reporting): Promise<number> {
  const told = error instanceof TreatyError ? error : new TreatyError('FAILURE_UNFORESEEN', { problem: String(error) });
  const { code, says, remedy, details, kind } = told;
  if (argv.includes('--json')) await writeJson(stderr, { error: { code, message: says, remedy, details } });
  else await write(stderr, `${code}: ${says}\n${remedy}\n`);
  return EXIT[kind];
}
