// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { CommanderError } from 'commander';
import { program } from './program.ts';
import { report } from './report.ts';

/** Usage errors of the parser have been printed by it already; its code 0 stands for help and version. */
function exitCodeOf(error: unknown): number | undefined {
  if (!(error instanceof CommanderError)) return undefined;
  return error.exitCode === 0 ? 0 : 2;
}

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error) ?? (await report(error, process));
}
