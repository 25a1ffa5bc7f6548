// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import {
  commitmentTo,
  memberOf,
  TreatyError,
  WORDS,
  type ActId,
  type Choice,
  type Proposal,
} from '../../../chaincode/src/protocol/index.ts';
import { makeStateFolder } from '../../../network/folder.ts';
import { makePaper, writePaper } from '../ballot-paper.ts';
import { given } from '../given.ts';
import type { Session } from './session.ts';
import { instantWords } from './words.ts';

/** A vote as it was asked for on the command line. */
export interface Vote {
  readonly choice: Choice;
  readonly explanation?: string | undefined;
  readonly supersedes?: ActId | undefined;
  /** Where its paper is to be written, if that was said. */
  readonly paper?: string | undefined;
}

/** Only the member and the tellers can tell that a word fits no count: so it is told before it is hidden. */
function requireWord(choice: Choice, { rule }: Proposal): void {
  const expected: readonly string[] = WORDS[rule.polarity];
  if (!expected.includes(choice)) throw new TreatyError('BALLOT_WORD_FOREIGN', { choice, expected });
}

function fileFor(session: Session, name: string): string {
  const folder = join(session.doors.state, 'papers');
  makeStateFolder(folder);
  return join(folder, name);
}

/**
 * Votes in secret: the paper is on the disk before the commitment to it is sent, so that a crash loses no vote, and goes again if
 * the act is refused for good.
 */
export async function voteInSecret(session: Session, proposal: Proposal, vote: Vote): Promise<void> {
  const { choice, explanation, supersedes } = vote;
  const { id, treaty, tellers = [], votingUntil, changesUntil = votingUntil } = proposal;
  const member = memberOf(session.by);
  requireWord(choice, proposal);
  const paper = makePaper({ treaty, proposal: id, member, choice });
  const commitment = commitmentTo(paper);
  const act = await session.draft('CastVote', { proposal: id, commitment, ...given({ explanation, supersedes }) });
  const key = await session.key();
  const file = vote.paper ?? fileFor(session, `${id}-${member}-${commitment.slice(0, 12)}.json`);
  await writePaper(file, paper);
  session.hasMade(file);
  const receipt = await session.submit(act, key);
  const words = [
    `${member} has voted on ${id}, in secret. Its ballot paper is ${file}.`,
    `Hand a copy to each teller (${tellers.join(', ')}) so that nobody else can read it, until ${instantWords(changesUntil)}:`,
    'without the paper the ballot cannot be counted, and whoever has it knows the vote.',
  ].join('\n');
  await session.receipt(act, receipt, words, { paper: file, tellers });
}
