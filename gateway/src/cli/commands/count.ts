// SPDX-License-Identifier: Apache-2.0
import { Command } from 'commander';
import {
  memberOf,
  ProposalId,
  TreatyError,
  type ActId,
  type ProposalStanding,
} from '../../../../chaincode/src/protocol/index.ts';
import { given } from '../../given.ts';
import { exemplified, next } from '../guidance.ts';
import { FINDINGS, papersIn, type Papers } from '../papers.ts';
import { parsedOption } from '../parsed.ts';
import { sealing, Session } from '../session.ts';
import type { Streams } from '../streams.ts';
import { columns, paperCountWords } from '../words.ts';

interface CountOptions {
  readonly papers: string;
  readonly change?: boolean;
  readonly try?: boolean;
}

function standingReport({ reports = [] }: ProposalStanding, session: Session): ActId | undefined {
  return reports.find(({ teller }) => teller === memberOf(session.by))?.report;
}

function foundWords({ papers, ...count }: Papers): string {
  const rows = papers.map(({ file, member = '-', finding }) => [file, member, FINDINGS[finding]]);
  const list = rows.length === 0 ? '  no paper' : columns(rows, '  ');
  const ask = count.missing.length === 0 ? '' : '\nAsk the members and the other tellers for the papers that you lack.';
  return `Papers\n${list}\nThat makes ${paperCountWords(count)}.${ask}\n`;
}

async function count(session: Session, proposal: ProposalId, options: CountOptions): Promise<void> {
  const standing = await (await session.client()).proposal(proposal);
  if (standing.proposal.rule.secret === undefined) throw new TreatyError('PROPOSAL_NOT_SECRET', { proposal });
  const papers = await papersIn(options.papers, standing);
  const words = foundWords(papers);
  if (options.try === true) {
    await session.answer(papers, words);
    return;
  }
  const { counts, missing } = papers;
  const supersedes = options.change === true ? standingReport(standing, session) : undefined;
  const act = await session.draft('ReportCount', { proposal, counts, missing, ...given({ supersedes }) });
  const receipt = await session.submit(act, await session.key());
  await session.receipt(
    act,
    receipt,
    `${words}${memberOf(session.by)} has reported this count of ${proposal}.`,
    papers,
  );
  await next(session, `proposal show ${proposal}`);
}

/** `depositary proposal count`: a teller opens the papers of a secret ballot, counts them and reports. */
export function countCommand(streams: Streams): Command {
  return exemplified(
    sealing(new Command('count')),
    'proposal count P-4K7QX2M9TZ --papers ./papers --try --as SEC/teller',
    'proposal count P-4K7QX2M9TZ --papers ./papers --as SEC/teller',
  )
    .description(
      'open the papers of a secret ballot against the commitments on the ledger, count them, and report as a teller',
    )
    .argument('<proposal>', 'the proposal, such as P-4K7QX2M9TZ')
    .requiredOption('--papers <folder>', 'where the papers lie, files whose names end in .json')
    .option('--change', 'correct the report that you have made before')
    .option('--try', 'count, and report nothing')
    .action((id: string, options: CountOptions, command: Command) =>
      Session.run(command, streams, (session) => count(session, parsedOption(ProposalId, 'PROPOSAL', id), options)),
    );
}
