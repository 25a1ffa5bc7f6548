// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Argument, Command } from 'commander';
import { Choice, memberOf, ProposalId, type ActId, type MemberId } from '../../../../chaincode/src/protocol/index.ts';
import { given } from '../../given.ts';
import { parsedOption } from '../parsed.ts';
import { found } from '../reading.ts';
import { voteInSecret, type Vote } from '../secret-vote.ts';
import { sealing, Session } from '../session.ts';
import type { Streams } from '../streams.ts';

const EXAMPLES = `Examples:
  $ depositary vote P-4K7QX2M9TZ yes --as XA/delegate-1
  $ depositary vote P-4K7QX2M9TZ no --as XC/delegate-1 --explanation "We ask for a year."
  $ depositary vote P-4K7QX2M9TZ abstain --as XA/delegate-1 --change
`;

/** The ballot that stands of a member on a proposal, by the act that cast it; undefined where there is none. */
export async function standingBallot(
  session: Session,
  proposal: ProposalId,
  voter: MemberId,
): Promise<ActId | undefined> {
  const { ballots } = await (await session.client()).proposal(proposal);
  return ballots.find(({ member }) => member === voter)?.ballot;
}

interface VoteOptions {
  readonly explanation?: string;
  readonly change?: boolean;
  readonly paper?: string;
}

async function voteOn(session: Session, proposal: ProposalId, vote: Vote): Promise<void> {
  const member = memberOf(session.by);
  await session.key();
  // CRUCIAL: whether voting is secret is known before anything is sent; a proposal that cannot be found is not taken for an open one.
  const record = await found(await session.client(), 'Proposal', [proposal], 'PROPOSAL_UNKNOWN', { proposal });
  if (record.rule.secret !== undefined) {
    await voteInSecret(session, record, vote);
    return;
  }
  const { choice, explanation, supersedes } = vote;
  const body = { proposal, choice, ...given({ explanation, supersedes }) };
  await session.act('CastVote', body, `${member} has voted ${choice} on ${proposal}.`);
}

/** `depositary vote`: a member of the electorate casts its ballot, or replaces it where the rule allows that. */
export function voteCommand(streams: Streams = process): Command {
  return sealing(new Command('vote'))
    .description('vote on a proposal; where voting is secret, by a paper that goes to the tellers')
    .argument('<proposal>', 'the proposal, such as P-4K7QX2M9TZ')
    .addArgument(new Argument('<choice>', 'your vote').choices(Choice.options))
    .option('--explanation <text>', 'why you vote so, for the record')
    .option('--change', 'replace the ballot that you have cast before')
    .option(
      '--paper <file>',
      'where to write the paper of a secret ballot; in `papers` of the folder of --state unless given',
    )
    .addHelpText('before', EXAMPLES)
    .action((id: string, choice: string, options: VoteOptions, command: Command) =>
      Session.run(command, streams, async (session) => {
        const proposal = parsedOption(ProposalId, 'PROPOSAL', id);
        const by = memberOf(session.by);
        const supersedes = options.change === true ? await standingBallot(session, proposal, by) : undefined;
        const { explanation, paper } = options;
        await voteOn(session, proposal, {
          choice: parsedOption(Choice, 'CHOICE', choice),
          explanation,
          supersedes,
          paper,
        });
      }),
    );
}
