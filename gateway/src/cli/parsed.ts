// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { firstProblem, TreatyError } from '../../../chaincode/src/protocol/index.ts';

/** An option or argument of the command line in its form. Fails if: OPTION_INVALID with its name and the problem. */
export function parsedOption<S extends z.ZodType>(schema: S, option: string, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TreatyError('OPTION_INVALID', { option, problem: firstProblem(parsed.error).problem });
}
