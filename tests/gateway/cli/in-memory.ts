// SPDX-License-Identifier: Apache-2.0
import { Writable } from 'node:stream';
import { Command } from 'commander';
import { canonicalCommand } from '../../../gateway/src/cli/commands/canonical.ts';
import type { Streams } from '../../../gateway/src/cli/streams.ts';
import { sealCommand } from '../../../gateway/src/cli/commands/seal.ts';
import { TreatyError } from '../../../chaincode/src/protocol/errors.ts';
import type { Refusal } from '../../protocol/support.ts';

/** What a command wrote, and how it was refused. */
export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly refusal: Refusal | undefined;
  /** How many of the offered chunks were taken from standard input. */
  readonly taken: number;
}

/** Runs `depositary` with some arguments, as main.ts does, on chunks of standard input. */
export async function run(args: readonly string[], ...input: readonly (string | Uint8Array)[]): Promise<Answer> {
  const written = { stdout: '', stderr: '' };
  let taken = 0;
  const sink = (name: keyof typeof written): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        written[name] += chunk.toString();
        done();
      },
    });
  async function* offered(): AsyncGenerator<Uint8Array> {
    for (const chunk of input) {
      taken += 1;
      yield await Promise.resolve(Buffer.from(chunk));
    }
  }
  const streams: Streams = { stdin: offered(), stdout: sink('stdout'), stderr: sink('stderr') };
  const program = new Command('depositary').addCommand(canonicalCommand(streams)).addCommand(sealCommand(streams));
  let refusal: Refusal | undefined;
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof TreatyError)) throw error;
    refusal = { code: error.code, details: error.details };
  }
  return { ...written, refusal, taken };
}

/** The help of a command, with its examples. */
export function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (piece) => (text += piece) }).outputHelp();
  return text;
}
