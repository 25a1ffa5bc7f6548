// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { canonicalBytes, firstProblem, parseJson, requireJson, TreatyError, utf8 } from '../protocol/index.ts';

/** Reads a question: one JSON object of a strict form. */
export function asked<S extends z.ZodType>(schema: S, text: string): z.infer<S> {
  const parsed = schema.safeParse(parseJson(utf8(text)));
  if (!parsed.success) throw new TreatyError('QUERY_MALFORMED', firstProblem(parsed.error));
  return parsed.data;
}

/** Answers a question: canonical JSON, so that answers of peers can be compared. */
export function answer(value: unknown): string {
  requireJson(value);
  return new TextDecoder().decode(canonicalBytes(value));
}
