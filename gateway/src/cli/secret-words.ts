// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  type Instant,
  type MemberId,
  type ProposalStanding,
} from '../../../chaincode/src/protocol/index.ts';
import { counted, instantWords, paperCountWords } from './words.ts';

/** Which tellers have reported what, and who has not. */
export function tellerRows({ proposal, reports = [], reportsUntil }: ProposalStanding): [string, string][] {
  const { tellers, rule } = proposal;
  if (tellers === undefined || reportsUntil === undefined || rule.secret === undefined) return [];
  const lines = tellers.map((member) => {
    const report = reports.find(({ teller }) => teller === member);
    return report === undefined
      ? `${member} has not reported`
      : `${member} reported on ${instantWords(report.reported)}: ${paperCountWords(report)}`;
  });
  const until = `the same count of ${String(rule.secret.agreeing)} is needed until ${instantWords(reportsUntil)}`;
  return [['tellers', [...lines, until].join('\n')]];
}

/** What a secret ballot still lacks before its papers are counted: of its votes nobody can tell. */
export function lackingWords({ forQuorum, silent }: ProposalStanding['missing']): string {
  const quorum = forQuorum === 0 ? '' : `${counted(forQuorum, 'ballot')} for the quorum; `;
  return `${quorum}what the votes say is known once they are counted${silent.length === 0 ? '; all have voted' : ''}`;
}

/** Whether the close of a secret ballot would be taken: its tellers agree, or their time is over. */
export function isCounted({ count, reportsUntil }: ProposalStanding, at: Instant): boolean {
  return count.result !== 'uncounted' || (reportsUntil !== undefined && compareInstants(at, reportsUntil) > 0);
}

/** The tellers that have not reported. */
export function awaitedTellers({ proposal: { tellers = [] }, reports = [] }: ProposalStanding): MemberId[] {
  return tellers.filter((member) => !reports.some(({ teller }) => teller === member));
}
