// SPDX-License-Identifier: Apache-2.0
import {
  meets,
  type Base,
  type Choice,
  type DecisionRule,
  type MemberId,
  type Missing,
  type Ratio,
  type Tally,
} from '../../protocol/index.ts';

/** One member's effective vote. */
export interface Vote {
  readonly member: MemberId;
  readonly choice: Choice;
}

type Heads = Tally['tally'];

function headsOf(electorate: readonly MemberId[], votes: readonly Vote[]): Heads {
  const count = (choice: Choice) => votes.filter((vote) => vote.choice === choice).length;
  return { yes: count('yes'), no: count('no'), abstain: count('abstain'), silent: electorate.length - votes.length };
}

function baseOf(base: Base, heads: Heads): number {
  const cast = heads.yes + heads.no + heads.abstain;
  switch (base) {
    case 'allMembers':
    case 'allEntitled':
      return cast + heads.silent;
    case 'cast':
      return cast;
    case 'presentAndVoting':
      return heads.yes + heads.no;
  }
}

/** The smallest n with n / whole >= num / den. */
function leastShare({ num, den }: Ratio, whole: number): number {
  return Number((BigInt(num) * BigInt(whole) + BigInt(den) - 1n) / BigInt(den));
}

/** How many ballots, abstentions included, are lacking for the quorum; none where none is asked for. */
function lackingForQuorum({ quorum }: DecisionRule, cast: number, entitled: number): number {
  if (quorum === undefined) return 0;
  const needed = typeof quorum === 'number' ? quorum : leastShare(quorum, entitled);
  return Math.max(0, needed - cast);
}

/**
 * Counts votes under a rule. A vote of somebody outside the electorate, or a second one of the same member, is a defect of
 * the caller: ballots are deduplicated before they are counted. Exact integers throughout.
 */
export function tally(
  rule: DecisionRule,
  electorate: readonly MemberId[],
  votes: readonly Vote[],
): Omit<Tally, 'ignored'> {
  const heads = headsOf(electorate, votes);
  const base = baseOf(rule.base, heads);
  const counted = { entitled: electorate.length, base, tally: heads };
  if (votes.length === 0) return { result: 'rejected', ...counted };
  if (lackingForQuorum(rule, votes.length, electorate.length) > 0) return { result: 'noQuorum', ...counted };
  const carried = meets(BigInt(heads.yes), BigInt(base), rule.ratio, rule.strict ?? false);
  return { result: carried ? 'adopted' : 'rejected', ...counted };
}

/** Computes what is missing for adoption, counting upwards from the votes cast. */
export function missing(rule: DecisionRule, electorate: readonly MemberId[], votes: readonly Vote[]): Missing {
  const voted = new Set(votes.map((vote) => vote.member));
  const silent = electorate.filter((member) => !voted.has(member));
  const lacking = Array.from({ length: silent.length + 1 }, (_, more) => more);
  const supplied = (more: number): Vote[] => [
    ...votes,
    ...silent.slice(0, more).map((member) => ({ member, choice: 'yes' as const })),
  ];
  const yes = lacking.find((more) => tally(rule, electorate, supplied(more)).result === 'adopted');
  const forQuorum = lackingForQuorum(rule, votes.length, electorate.length);
  return { forQuorum, ...(yes === undefined ? {} : { yes }), silent };
}
