// SPDX-License-Identifier: Apache-2.0
import { compareTexts, WORDS, type ArithmeticRule } from '../../protocol/index.ts';

/** One entry of an electorate: a member with its groups and weights, or a regional organisation that votes for members. */
export interface Elector {
  readonly member: string;
  readonly groups?: readonly string[];
  readonly weights?: Readonly<Record<string, string>>;
  readonly votesFor?: readonly string[];
}

/** A ballot as it was received. */
export interface CastBallot {
  readonly member: string;
  readonly choice: string;
}

/** What a ballot does: `support` what the polarity asks for, stand `against` it, or `abstain`. */
export type Stand = 'support' | 'against' | 'abstain';

/** Names whose ballots were set aside, each once, in ascending order of their characters. */
export interface Ignored {
  readonly nonMembers: readonly string[];
  readonly excluded: readonly string[];
  readonly organisations: readonly string[];
}

/** Who counts, and for what. */
export interface Counting {
  /** Every member, those excluded from the decision included. */
  readonly members: readonly Elector[];
  readonly entitled: readonly Elector[];
  /** How each entitled member stands that has an effective ballot, its own or its organisation's. */
  readonly stands: ReadonlyMap<string, Stand>;
  readonly ignored: Ignored;
}

/** Whether an entry is a regional organisation: then it is no member, and is in no base. */
export function isOrganisation({ votesFor }: Elector): boolean {
  return votesFor !== undefined && votesFor.length > 0;
}

function standOf({ polarity }: ArithmeticRule, choice: string): Stand {
  const [support, against] = WORDS[polarity];
  if (choice === support) return 'support';
  return choice === against ? 'against' : 'abstain';
}

/** S15: of several ballots of one name the last counts where votes may be changed, else the first. */
function effective(rule: ArithmeticRule, votes: readonly CastBallot[]): Map<string, Stand> {
  const stands = new Map<string, Stand>();
  for (const { member, choice } of votes) {
    if (rule.revote === true || !stands.has(member)) stands.set(member, standOf(rule, choice));
  }
  return stands;
}

function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].sort(compareTexts);
}

/** S16a: an organisation votes for the entitled members that it names, unless one of these has a ballot of its own. */
function byOrganisations(
  organisations: readonly Elector[],
  ballots: ReadonlyMap<string, Stand>,
  entitled: ReadonlySet<string>,
): { readonly stands: [string, Stand][]; readonly displaced: string[] } {
  const stands: [string, Stand][] = [];
  const displaced: string[] = [];
  for (const { member, votesFor = [] } of organisations) {
    const stand = ballots.get(member);
    if (stand === undefined) continue;
    const named = sorted(votesFor).filter((name) => entitled.has(name));
    if (named.some((name) => ballots.has(name))) displaced.push(member);
    else stands.push(...named.map((name): [string, Stand] => [name, stand]));
  }
  return { stands, displaced };
}

/** Settles who counts and how each stands (S12 to S16a); nothing is counted here yet. */
export function whoCounts(
  rule: ArithmeticRule,
  electorate: readonly Elector[],
  votes: readonly CastBallot[],
): Counting {
  const excluded = new Set(rule.exclude);
  const listed = new Set(electorate.map(({ member }) => member));
  const members = electorate.filter((elector) => !isOrganisation(elector));
  const entitled = members.filter(({ member }) => !excluded.has(member));
  const names = new Set(entitled.map(({ member }) => member));
  const heard = votes.filter(({ member }) => listed.has(member) && !excluded.has(member));
  const ballots = effective(rule, heard);
  const organisations = electorate.filter((elector) => isOrganisation(elector));
  const { stands, displaced } = byOrganisations(organisations, ballots, names);
  const own = [...ballots].filter(([member]) => names.has(member));
  const ignored = {
    nonMembers: sorted(votes.map(({ member }) => member).filter((member) => !listed.has(member))),
    excluded: sorted(votes.map(({ member }) => member).filter((member) => listed.has(member) && excluded.has(member))),
    organisations: sorted(displaced),
  };
  return { members, entitled, stands: new Map([...own, ...stands]), ignored };
}
