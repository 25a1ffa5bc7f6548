// SPDX-License-Identifier: Apache-2.0
import {
  commitmentTo,
  WORDS,
  type ActOf,
  type Choice,
  type MemberId,
  type Proposal,
} from '../../../../chaincode/src/protocol/index.ts';
import { makePaper } from '../../ballot-paper.ts';
import { headOf, type Stage } from './stage.ts';

/** A ballot in the play: its choice, or where voting is secret a commitment, whose paper nobody needs to keep. */
export function ballotOn({ id, treaty, rule }: Proposal, member: MemberId, choice: Choice): ActOf<'CastVote'>['body'] {
  if (rule.secret === undefined) return { proposal: id, choice };
  return { proposal: id, commitment: commitmentTo(makePaper({ treaty, proposal: id, member, choice })) };
}

/** Has every teller of a secret ballot report what was voted. */
export async function reportAll(stage: Stage, proposal: Proposal, choices: readonly Choice[]): Promise<void> {
  const { id, rule, tellers = [] } = proposal;
  const numbers = WORDS[rule.polarity].map(
    (word) => [word, choices.filter((choice) => choice === word).length] as const,
  );
  const report = { proposal: id, counts: Object.fromEntries(numbers), missing: [] };
  for (const teller of tellers) await stage.act(headOf(teller), 'ReportCount', report);
}
