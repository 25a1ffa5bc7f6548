// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import {
  Amount,
  firstProblem,
  Line,
  MemberId,
  parseJson,
  Ratio,
  TreatyError,
} from '../../../../chaincode/src/protocol/index.ts';
import { readLimited } from '../../files.ts';

/** A run of training is declared: its figures by their metric. */
const Run = z.strictObject({ event: z.literal('run'), figures: z.record(z.string(), Amount) });
/** A threshold on a metric is lowered to a share of its value, or set where it has none, against some votes of each organ. */
const Lower = z.strictObject({
  event: z.literal('lower'),
  metric: z.string(),
  to: Ratio,
  orSet: Amount,
  against: z.int().min(0).max(100),
});
/** A state gives notice of its withdrawal. */
const Withdraw = z.strictObject({ event: z.literal('withdraw'), state: MemberId });

const Happening = z.discriminatedUnion('event', [Run, Lower, Withdraw]);
export type Happening = z.infer<typeof Happening>;

/** What happens under each profile: to whom, in which order; `base` is the profile on which components lie as layers. */
export const Scenario = z.strictObject({
  title: Line,
  base: z.string(),
  states: z.array(MemberId).min(2).max(50),
  institutes: z.array(MemberId).min(1).max(50),
  events: z.array(Happening).min(1).max(16),
});
export type Scenario = z.infer<typeof Scenario>;

/** Reads a scenario file. Fails if: FILE_UNREADABLE; what parseJson refuses; SCENARIO_INVALID with the field. */
export async function readScenario(file: string): Promise<Scenario> {
  const parsed = Scenario.safeParse(parseJson(await readLimited(file)));
  if (!parsed.success) throw new TreatyError('SCENARIO_INVALID', { file, ...firstProblem(parsed.error) });
  return parsed.data;
}
