// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import type { z } from 'zod';
import { firstProblem, TreatyError } from '../../../chaincode/src/protocol/index.ts';

/** A command as one types it, such as `depositary proposal show`. */
export function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

/** Does the work of a command; an OPTION_INVALID that comes of it names the command whose help tells the form. */
export async function helped<Result>(command: Command, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TreatyError) || error.code !== 'OPTION_INVALID') throw error;
    throw new TreatyError('OPTION_INVALID', { ...error.details, command: pathOf(command) });
  }
}

/** An option or argument of the command line in its form. Fails if: OPTION_INVALID with its name and the problem. */
export function parsedOption<S extends z.ZodType>(schema: S, option: string, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TreatyError('OPTION_INVALID', { option, problem: firstProblem(parsed.error).problem });
}
