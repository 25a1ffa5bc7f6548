// SPDX-License-Identifier: Apache-2.0
import {
  MemberId,
  Role,
  type ArithmeticRule,
  type DecisionRule,
  type GroupName,
  type Organ,
  type Profile,
} from '../../protocol/index.ts';
import { isOrganisation, type Elector } from '../decision/electorate.ts';
import { groupOf, type Named } from '../organ/membership.ts';

/**
 * A rule as it would stand before the electorate that an organ would have with every seat filled. Where `isSupposed`, nobody knows
 * its members: they are the best that the rule could meet, so that only what no members could meet is missed.
 */
export interface Imagined {
  readonly rule: ArithmeticRule;
  readonly electorate: readonly Elector[];
  readonly isSupposed: boolean;
}

function belonging({ groups = [] }: Profile, member: string): string[] {
  return groups.filter(({ members }) => members.some((name) => name === member)).map(({ id }) => id);
}

function weighed({ measures = [] }: Profile, member: string): Record<string, string> {
  const own = measures.map(
    ({ id, weights }) => [id, weights.find((one) => one.member === member)?.weight ?? '0'] as const,
  );
  return Object.fromEntries(own);
}

/** The names of a rule's list as members; roles stand for nobody in particular and are left out. */
export function namesIn(profile: Profile, names: readonly string[] = []): string[] {
  return names.flatMap((name): readonly string[] => {
    if (MemberId.safeParse(name).success) return [name];
    if (Role.safeParse(name).success) return [];
    return groupOf(profile, name);
  });
}

function rolesIn({ exclude = [] }: DecisionRule): number {
  return exclude.filter((name) => Role.safeParse(name).success).length;
}

/** All members of an organ whom the treaty names; none where nobody knows them yet. */
function namedMembers(
  { composition }: Organ,
  profile: Profile,
  named: Named | undefined,
): readonly MemberId[] | undefined {
  const organisations = new Set<string>(profile.organisations?.map(({ member }) => member));
  if (composition === 'stateParties') return named?.states.filter((member) => !organisations.has(member));
  if (composition === 'institutes') return named?.institutes;
  return 'members' in composition ? composition.members : undefined;
}

/** Electors of their names, each with its groups and weights, and the organisations that vote for some of them. */
function electorateOf(members: readonly MemberId[], profile: Profile, named: Named | undefined): Elector[] {
  const entitled = new Set<string>(members);
  const organisations = (profile.organisations ?? [])
    // S2: who has a seat of its own votes as a member, and for nobody.
    .filter(({ member }) => !entitled.has(member) && named?.states.includes(member) !== false)
    .map(({ member, votesFor }) => ({ member, votesFor: votesFor.filter((name) => entitled.has(name)) }));
  return [
    ...members.map((member) => ({ member, groups: belonging(profile, member), weights: weighed(profile, member) })),
    ...organisations.filter(isOrganisation),
  ];
}

/** The groups in which the holder of a seat could be. */
function possibleGroups({ groups = [] }: Profile, kept: GroupName | undefined): string[] {
  const own = groups.find(({ id }) => id === kept);
  return groups
    .filter(({ members }) => members.some((name) => own === undefined || own.members.includes(name)))
    .map(({ id }) => id);
}

/** The weights of each measure, the greatest first. */
function descending({ measures = [] }: Profile): (readonly [measure: string, weights: readonly string[]])[] {
  return measures.map(({ id, weights }) => {
    const values = weights.map(({ weight }) => BigInt(weight));
    return [id, values.toSorted((left, right) => (left < right ? 1 : -1)).map(String)] as const;
  });
}

/**
 * Holders of seats that nobody has been elected to: those whom the rule names, and others in every group in which they could be and of
 * the greatest weights. The first of them, who are put aside for roles, weigh nothing.
 */
function supposed(rule: DecisionRule, seats: readonly (GroupName | undefined)[], profile: Profile): Elector[] {
  const names = [...new Set([...namesIn(profile, rule.namedAssents), ...namesIn(profile, rule.vetoSeats)])];
  const best = descending(profile);
  return seats.map((group, index) => {
    const fromLast = seats.length - 1 - index;
    const member = names[fromLast] ?? `seat ${String(index + 1)}`;
    if (index < rolesIn(rule)) return { member };
    const weights = Object.fromEntries(best.map(([measure, values]) => [measure, values[fromLast] ?? '0'] as const));
    return { member, groups: possibleGroups(profile, group), weights };
  });
}

/** The rule with its groups resolved, and for each role some member put aside that no list names. */
function resolved(rule: DecisionRule, electorate: readonly Elector[], profile: Profile): ArithmeticRule {
  const lists = {
    namedAssents: namesIn(profile, rule.namedAssents),
    vetoSeats: namesIn(profile, rule.vetoSeats),
  };
  const kept = new Set([...lists.namedAssents, ...lists.vetoSeats]);
  const members = electorate.filter((elector) => !isOrganisation(elector)).map(({ member }) => member);
  const aside = members.filter((member) => !kept.has(member)).slice(0, rolesIn(rule));
  return { ...rule, ...lists, exclude: [...namesIn(profile, rule.exclude), ...aside] };
}

/** Imagines a rule before its organ with all its members; undefined where the treaty that names them is not known. */
export function imagine(
  rule: DecisionRule,
  organ: Organ,
  profile: Profile,
  named: Named | undefined,
): Imagined | undefined {
  const { composition } = organ;
  if (typeof composition === 'object' && 'elected' in composition) {
    const seats = composition.elected.seats.flatMap(({ count, group }) => Array.from({ length: count }, () => group));
    const electorate = supposed(rule, seats, profile);
    return { rule: resolved(rule, electorate, profile), electorate, isSupposed: true };
  }
  const members = namedMembers(organ, profile, named);
  if (members === undefined) return undefined;
  const electorate = electorateOf(members, profile, named);
  return { rule: resolved(rule, electorate, profile), electorate, isSupposed: false };
}

/** Whether the treaty names nobody of whom an organ is made: nobody joins it later. */
export function isEmpty(organ: Organ, profile: Profile, named: Named | undefined): boolean {
  return namedMembers(organ, profile, named)?.length === 0;
}

/** How many members an organ has with every seat filled; undefined where the treaty that names them is not known. */
export function sizeOf(organ: Organ, profile: Profile, named: Named | undefined): number | undefined {
  const { composition } = organ;
  if (typeof composition === 'object' && 'elected' in composition)
    return composition.elected.seats.reduce((sum, { count }) => sum + count, 0);
  return namedMembers(organ, profile, named)?.length;
}
