// SPDX-License-Identifier: Apache-2.0
import type { PaperCount, Proposal, Tally } from '../../protocol/index.ts';
import type { CastBallot } from '../decision/electorate.ts';
import { tally } from '../decision/tally.ts';
import type { Known } from '../known.ts';
import { electorsOf, entitledTo, spoken, type CountedVote, type Examined } from './recount.ts';
import { agreedOn, isSecret, type SecretProposal } from './tellers.ts';

/** What a close counts: votes with their choices, those that cannot be counted, and the tellers on whose word it is done. */
interface Counted {
  readonly choices: readonly CastBallot[];
  readonly further: Pick<Tally, 'ignored' | 'tellers'>;
}

/**
 * The reported words, given to the voters in any order: nothing that a secret ballot may ask looks at more than heads.
 * CRUCIAL: these pairs must never leave this file; who voted what is not known here and must not seem to be.
 */
function assigned({ counts, missing }: PaperCount, votes: readonly CountedVote[]): CastBallot[] {
  const heard = votes.filter(({ member }) => !missing.includes(member)).map(({ member }) => member);
  const words = Object.entries(counts).flatMap(([word, number]) => Array.from({ length: number }, () => word));
  return words.flatMap((choice, index) => heard.slice(index, index + 1).map((member) => ({ member, choice })));
}

function reported(proposal: SecretProposal, { votes, ignored }: Examined, known: Known): Counted | undefined {
  const agreed = agreedOn(proposal, { votes, ignored }, known);
  if (agreed === undefined) return undefined;
  const { count, reports } = agreed;
  const unopened = count.missing.map((member) => ({ member, why: 'no paper that opens its commitment' }));
  return {
    choices: assigned(count, votes),
    further: { ignored: [...ignored, ...unopened], tellers: reports.map(({ teller }) => teller) },
  };
}

function uncounted(proposal: Proposal, { ignored }: Examined): Tally {
  return { result: 'uncounted', entitled: entitledTo(proposal).length, base: 0, tally: {}, ignored };
}

function summed(proposal: Proposal, { choices, further }: Counted, votes: readonly CountedVote[]): Tally {
  const {
    groups,
    weights,
    ignored: displaced,
    reason: _,
    ...outcome
  } = tally(proposal.rule, electorsOf(proposal), choices);
  const byOrganisations = displaced.organisations.flatMap((name) =>
    votes
      .filter(({ member }) => member === name)
      .map(({ member }) => ({ member, why: 'a member of it has voted itself' })),
  );
  const received = votes.filter(({ isNote }) => isNote).map(({ member }) => member);
  return {
    ...outcome,
    ...(Object.keys(groups).length > 0 && { groups }),
    ...(Object.keys(weights).length > 0 && { weights }),
    ...(received.length > 0 && { received }),
    ...further,
    ignored: [...further.ignored, ...byOrganisations],
  };
}

/**
 * The count of the votes that an examination found, with the ballots that it set aside and those that came as notes; of a secret
 * ballot the one on which its tellers agree, else none.
 */
export function countOf(proposal: Proposal, examined: Examined, known: Known): Tally {
  const { votes, ignored } = examined;
  if (!isSecret(proposal)) return summed(proposal, { choices: spoken(votes), further: { ignored } }, votes);
  const counted = reported(proposal, examined, known);
  return counted === undefined ? uncounted(proposal, examined) : summed(proposal, counted, votes);
}
