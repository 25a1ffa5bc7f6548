// SPDX-License-Identifier: Apache-2.0
import type { DecisionRule, Missing, Proposal, Ratio } from '../../protocol/index.ts';
import { fewest } from '../decision/analysis.ts';
import { whoCounts } from '../decision/electorate.ts';
import { electorsOf, entitledTo, spoken, type Examined } from './recount.ts';

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
 * Computes what a proposal still lacks: ballots for the quorum, and the fewest further votes in support of what it asks for, where
 * the ballots say what they support.
 */
export function missing(proposal: Proposal, { votes }: Examined): Missing {
  const { rule } = proposal;
  const entitled = entitledTo(proposal);
  if (rule.secret !== undefined) {
    const voted = new Set(votes.map(({ member }) => member));
    return {
      forQuorum: lackingForQuorum(rule, voted.size, entitled.length),
      silent: entitled.filter((name) => !voted.has(name)),
    };
  }
  const cast = spoken(votes);
  const electors = electorsOf(proposal);
  const { stands } = whoCounts(rule, electors, cast);
  const more = fewest(rule, electors, cast);
  return {
    forQuorum: lackingForQuorum(rule, stands.size, entitled.length),
    ...(more === undefined ? {} : { support: more.members.length }),
    silent: entitled.filter((member) => !stands.has(member)),
  };
}
