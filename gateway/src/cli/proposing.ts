// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { StepId, type EventOf, type Subject } from '../../../chaincode/src/protocol/index.ts';
import { given } from '../given.ts';
import type { Receipt } from '../treaty-client.ts';
import { receiptWords } from './event-words.ts';
import { next } from './guidance.ts';
import { parsedOption } from './parsed.ts';
import { reading } from './reading.ts';
import type { Session } from './session.ts';

/** What a mover says besides the change itself. */
export interface Wording {
  readonly title: string;
  readonly explanation?: string;
  readonly step?: string;
}

/** Adds the options of a command that moves a proposal. */
export function titled(command: Command): Command {
  return command
    .requiredOption('--title <text>', 'what you propose, in one line')
    .option('--explanation <text>', 'why, for the record')
    .option('--step <step>', 'the step to begin with, where the profile lets another than the first one open');
}

function proposedIn({ envelope }: Receipt): EventOf<'ProposalMade'> | undefined {
  return envelope?.events.find((event) => event.type === 'ProposalMade');
}

/** Moves a proposal, answers with what became of it, and says how one votes on it. */
export async function proposing(session: Session, subject: Subject, wording: Wording): Promise<void> {
  const { title, explanation } = wording;
  const step = wording.step === undefined ? undefined : parsedOption(StepId, '--step', wording.step);
  await reading(session);
  const act = await session.draft('MakeProposal', { title, subject, ...given({ explanation, step }) });
  const receipt = await session.submit(act, await session.key());
  const made = proposedIn(receipt);
  const { proposal, votingFrom, votingUntil, electorate } = made ?? {};
  await session.receipt(act, receipt, receiptWords(receipt), given({ proposal, votingFrom, votingUntil, electorate }));
  if (proposal === undefined) return;
  const [first] = electorate ?? [];
  await next(session, `proposal show ${proposal}`, `vote ${proposal} yes --as ${first ?? 'XA'}/head`);
}
