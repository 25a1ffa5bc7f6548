// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Argument, Command } from 'commander';
import { Choice, memberOf, ProposalId, type ActId } from '../../../../chaincode/src/protocol/index.ts';
import { given } from '../../given.ts';
import { parsedOption } from '../parsed.ts';
import { sealing, Session } from '../session.ts';
import type { Streams } from '../streams.ts';

const EXAMPLES = `Examples:
  $ depositary vote P-4K7QX2M9TZ yes --as XA/delegate-1
  $ depositary vote P-4K7QX2M9TZ no --as XC/delegate-1 --explanation "We ask for a year."
  $ depositary vote P-4K7QX2M9TZ abstain --as XA/delegate-1 --change
`;

async function standingBallot(session: Session, proposal: ProposalId): Promise<ActId | undefined> {
  const { ballots } = await (await session.client()).proposal(proposal);
  return ballots.find(({ member }) => member === memberOf(session.by))?.ballot;
}

/** `depositary vote`: a member of the electorate casts its ballot, or replaces it where the rule allows that. */
export function voteCommand(streams: Streams = process): Command {
  return sealing(new Command('vote'))
    .description('vote on a proposal')
    .argument('<proposal>', 'the proposal, such as P-4K7QX2M9TZ')
    .addArgument(new Argument('<choice>', 'your vote').choices(Choice.options))
    .option('--explanation <text>', 'why you vote so, for the record')
    .option('--change', 'replace the ballot that you have cast before')
    .addHelpText('before', EXAMPLES)
    .action((id: string, choice: string, options: { explanation?: string; change?: boolean }, command: Command) =>
      Session.run(command, streams, async (session) => {
        const proposal = parsedOption(ProposalId, 'PROPOSAL', id);
        const supersedes = options.change === true ? await standingBallot(session, proposal) : undefined;
        const body = {
          proposal,
          choice: parsedOption(Choice, 'CHOICE', choice),
          ...given({ explanation: options.explanation, supersedes }),
        };
        await session.act('CastVote', body, `${memberOf(session.by)} has voted ${choice} on ${proposal}.`);
      }),
    );
}
