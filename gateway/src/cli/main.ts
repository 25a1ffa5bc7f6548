// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import { program } from './program.ts';
import { report } from './report.ts';
import { outputUnwritable } from './streams.ts';

let unwritten: unknown;
process.stdout.on('error', (error: Error) => {
  unwritten ??= outputUnwritable(error);
});
// Words that nobody can read are no failure, and there is no third place to tell it.
process.stderr.on('error', () => undefined);

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = await report(error, process);
}
// The parser waits for none of its own writes, help and version: what became of them is known one turn later.
await setImmediate();
if (unwritten !== undefined && (process.exitCode ?? 0) === 0) process.exitCode = await report(unwritten, process);
