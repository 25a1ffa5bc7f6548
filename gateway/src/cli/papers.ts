// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  commitmentTo,
  compareTexts,
  TreatyError,
  WORDS,
  type Ballot,
  type BallotPaper,
  type Choice,
  type MemberId,
  type PaperCount,
  type Proposal,
  type ProposalStanding,
} from '../../../chaincode/src/protocol/index.ts';
import { readPaper } from '../ballot-paper.ts';
import { reasonOf } from '../files.ts';

/** What a teller finds about one file; `counted` is the only one with which a vote counts. */
export type Finding = 'counted' | 'noPaper' | 'ofAnotherVote' | 'noBallot' | 'doesNotOpen' | 'foreignWord' | 'again';

/** Why a file is not counted. */
export const FINDINGS: Readonly<Record<Finding, string>> = {
  counted: 'opens the commitment on the ledger',
  noPaper: 'is no ballot paper, or cannot be read',
  ofAnotherVote: 'is of another treaty or proposal',
  noBallot: 'is of a member that has no ballot on the ledger',
  doesNotOpen: 'does not open the commitment on the ledger: another paper was committed to, or the ballot was replaced',
  foreignWord: 'says a word that the rule does not ask for',
  again: 'is a paper that was counted already',
};

/** One file that a teller has looked at. What the paper says stays with the tellers. */
export interface ExaminedPaper {
  readonly file: string;
  readonly member?: MemberId;
  readonly finding: Finding;
}

/** The papers of a folder, and what they come to. */
export interface Papers extends PaperCount {
  readonly papers: readonly ExaminedPaper[];
}

/** The ballots whose papers count: those on the record that are borne out. */
function ballotsOf({ ballots, setAside = [] }: ProposalStanding): Map<MemberId, Ballot> {
  const flawed = new Set(setAside.map(({ member }) => member));
  return new Map(ballots.filter(({ member }) => !flawed.has(member)).map((ballot) => [ballot.member, ballot]));
}

/** The examination of papers against the ballots on the ledger, and the count so far. */
class Count {
  readonly #proposal: Proposal;
  readonly #ballots: ReadonlyMap<MemberId, Ballot>;
  readonly #choices = new Map<MemberId, Choice>();

  constructor(standing: ProposalStanding) {
    this.#proposal = standing.proposal;
    this.#ballots = ballotsOf(standing);
  }

  /** Looks at a paper, and counts it if it is to be counted. */
  take(paper: BallotPaper | undefined): Finding {
    if (paper === undefined) return 'noPaper';
    const finding = this.#findingOn(paper);
    if (finding === 'counted') this.#choices.set(paper.member, paper.choice);
    return finding;
  }

  #findingOn(paper: BallotPaper): Finding {
    const { treaty, id, rule } = this.#proposal;
    const words: readonly string[] = WORDS[rule.polarity];
    const ballot = this.#ballots.get(paper.member);
    if (paper.treaty !== treaty || paper.proposal !== id) return 'ofAnotherVote';
    if (ballot === undefined) return 'noBallot';
    if (commitmentTo(paper) !== ballot.commitment) return 'doesNotOpen';
    if (!words.includes(paper.choice)) return 'foreignWord';
    return this.#choices.has(paper.member) ? 'again' : 'counted';
  }

  get result(): PaperCount {
    const choices = [...this.#choices.values()];
    const words = WORDS[this.#proposal.rule.polarity];
    const numbers = words.map((word) => [word, choices.filter((choice) => choice === word).length] as const);
    const missing = [...this.#ballots.keys()].filter((member) => !this.#choices.has(member));
    return { counts: Object.fromEntries(numbers), missing: missing.sort(compareTexts) };
  }
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.json')).sort(compareTexts);
  } catch (error) {
    throw new TreatyError('FILE_UNREADABLE', { file: folder, reason: reasonOf(error) });
  }
}

/** Opens every paper of a folder against the commitments on the ledger, and counts. Fails if: FILE_UNREADABLE for the folder. */
export async function papersIn(folder: string, standing: ProposalStanding): Promise<Papers> {
  const count = new Count(standing);
  const papers: ExaminedPaper[] = [];
  for (const file of await filesIn(folder)) {
    const paper = await readPaper(join(folder, file));
    const finding = count.take(paper);
    papers.push({ file, ...(paper === undefined ? {} : { member: paper.member }), finding });
  }
  return { papers, ...count.result };
}
