// SPDX-License-Identifier: Apache-2.0
import {
  MemberId,
  Role,
  type ArithmeticRule,
  type DecisionRule,
  type Organ,
  type Profile,
} from '../../protocol/index.ts';
import type { Elector } from '../decision/electorate.ts';
import { groupOf, type Named } from '../organ/membership.ts';

/** The electorate that an organ would have, with every seat filled; `isOpen` where further states or institutes may join. */
export interface Imagined {
  readonly electorate: readonly Elector[];
  readonly isOpen: boolean;
}

function belonging(profile: Profile, member: string): string[] {
  const groups = profile.groups ?? [];
  return groups.filter(({ members }) => members.some((name) => name === member)).map(({ id }) => id);
}

function weighed(profile: Profile, member: string): Record<string, string> {
  const measures = profile.measures ?? [];
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

/** How many further members an organ that may grow is imagined to have. */
const GROWTH = 250;

/** An organ that may grow, with many further members who are in no group and weigh nothing. */
export function grown({ electorate }: Imagined): Elector[] {
  const further = Array.from({ length: GROWTH }, (_, index) => ({ member: `further ${String(index + 1)}` }));
  return [...electorate, ...further];
}

/** Imagines an organ with all its members; undefined where nobody knows them yet. */
export function imagine({ composition }: Organ, profile: Profile, named: Named | undefined): Imagined | undefined {
  const organisations = new Set<string>(profile.organisations?.map(({ member }) => member));
  const elector = (member: string): Elector => ({
    member,
    groups: belonging(profile, member),
    weights: weighed(profile, member),
  });
  const all = (members: readonly string[], isOpen: boolean): Imagined => ({
    electorate: members.filter((member) => !organisations.has(member)).map(elector),
    isOpen,
  });
  if (composition === 'stateParties') return named === undefined ? undefined : all(named.states, true);
  if (composition === 'institutes') return named === undefined ? undefined : all(named.institutes, true);
  if ('members' in composition) return all(composition.members, false);
  const seats = composition.elected.seats.flatMap(({ count, group }) => Array.from({ length: count }, () => group));
  const electorate = seats.map((group, index) => ({
    member: `seat ${String(index + 1)}`,
    groups: group === undefined ? [] : [group],
  }));
  return { electorate, isOpen: false };
}

/**
 * A rule as it would stand before an imagined electorate: groups resolved, and for each role some member put aside that no list
 * names. Where the organ may grow, numbers of heads are no bar: they are reached once enough have joined.
 */
export function beforeImagined(rule: DecisionRule, { electorate, isOpen }: Imagined, profile: Profile): ArithmeticRule {
  const lists = {
    namedAssents: namesIn(profile, rule.namedAssents),
    vetoSeats: namesIn(profile, rule.vetoSeats),
  };
  const kept = new Set([...lists.namedAssents, ...lists.vetoSeats]);
  const roles = (rule.exclude ?? []).filter((name) => Role.safeParse(name).success).length;
  const aside = electorate.map(({ member }) => member).filter((member) => !kept.has(member));
  const exclude = [...namesIn(profile, rule.exclude), ...aside.slice(0, roles)];
  const { floor: _, quorum, ...rest } = rule;
  const numbers = isOpen
    ? { ...rest, ...(typeof quorum === 'object' && { quorum }), ...(rest.ratio === undefined && { floor: 1 }) }
    : rule;
  return { ...numbers, ...lists, exclude };
}
