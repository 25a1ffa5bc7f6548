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

/** The institution whose office is the depositary of every treaty that is played. */
export const DEPOSITARY_OF_PLAYS = MemberId.parse('DEPOSITARY');

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
export const Scenario = z
  .strictObject({
    title: Line,
    base: z.string(),
    states: z.array(MemberId).min(2).max(50),
    institutes: z.array(MemberId).min(1).max(50),
    events: z.array(Happening).min(1).max(16),
  })
  .superRefine(({ states, institutes, events }, context) => {
    const all = [...states, ...institutes];
    if (new Set(all).size !== all.length)
      context.addIssue({ code: 'custom', path: ['states'], message: 'names a state or an institute twice' });
    if (all.some((member) => member === DEPOSITARY_OF_PLAYS))
      context.addIssue({ code: 'custom', path: ['states'], message: 'names whom every play has as its depositary' });
    for (const [index, event] of events.entries()) {
      if (event.event === 'withdraw' && !states.includes(event.state))
        context.addIssue({ code: 'custom', path: ['events', index, 'state'], message: 'is none of the states' });
    }
  });
export type Scenario = z.infer<typeof Scenario>;

/** Reads a scenario file. Fails if: FILE_UNREADABLE; what parseJson refuses; SCENARIO_INVALID with the field. */
export async function readScenario(file: string): Promise<Scenario> {
  const parsed = Scenario.safeParse(parseJson(await readLimited(file)));
  if (!parsed.success) throw new TreatyError('SCENARIO_INVALID', { file, ...firstProblem(parsed.error) });
  return parsed.data;
}
