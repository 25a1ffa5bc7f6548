// SPDX-License-Identifier: Apache-2.0
import { Argument, Command } from 'commander';
import { Choice, commitmentTo, MemberId, ProposalId } from '../../../../chaincode/src/protocol/index.ts';
import { makePaper, writePaper } from '../../ballot-paper.ts';
import { exemplified } from '../guidance.ts';
import { parsedOption } from '../parsed.ts';
import { inTreaty, Session } from '../session.ts';
import type { Streams } from '../streams.ts';

/** `depositary proposal paper`: makes the paper of a secret ballot that is drafted elsewhere, or sent to the depositary as a note. */
export function paperCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('paper')), 'proposal paper P-4K7QX2M9TZ yes --member XC --out paper.json')
    .description(
      'make the paper of a secret ballot and say its commitment, for a note to the depositary or an act that is drafted',
    )
    .argument('<proposal>', 'the proposal, such as P-4K7QX2M9TZ')
    .addArgument(new Argument('<choice>', 'the vote').choices(Choice.options))
    .requiredOption('--member <member>', 'the member that votes, such as XC')
    .requiredOption('--out <file>', 'where to write the paper, readable for its owner alone')
    .action((id: string, word: string, { member, out }: { member: string; out: string }, command: Command) =>
      Session.run(command, streams, async (session) => {
        const paper = makePaper({
          treaty: session.treaty,
          proposal: parsedOption(ProposalId, 'PROPOSAL', id),
          member: parsedOption(MemberId, '--member', member),
          choice: parsedOption(Choice, 'CHOICE', word),
        });
        await writePaper(out, paper);
        const commitment = commitmentTo(paper);
        const words = `The commitment is ${commitment}: it goes on the ledger.\nThe paper is ${out}: it goes to the tellers, and to nobody else.\n`;
        await session.answer({ paper: out, commitment }, words);
      }),
    );
}
