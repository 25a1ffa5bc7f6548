// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  TreatyError,
  type Composition,
  type DecisionRule,
  type Instant,
  type MemberId,
  type Organ,
  type OrganId,
  type Profile,
  type Suspension,
} from '../../protocol/index.ts';
import { every, one, type Known, type Need } from '../known.ts';
import { isParty, treatyIn } from '../party/standing.ts';
import { holdsAt, seatsOf, termsOf } from './seat.ts';

/** The records from which the membership of every organ follows. */
export const MEMBERSHIP_NEEDS: readonly Need[] = [
  one('Treaty'),
  every('Party'),
  every('Institution'),
  every('Seat'),
  every('Suspension'),
];

/** The profile's organ of this id; the profile's schema has made sure that there is one. */
export function organOf(profile: Profile, id: OrganId): Organ {
  const organ = profile.organs.find((candidate) => candidate.id === id);
  if (organ === undefined)
    throw new TreatyError('INVARIANT_BROKEN', { what: `the profile ${profile.id} has an organ ${id}` });
  return organ;
}

/** Whether a suspension of rights stands at an instant. */
export function isSuspending(suspension: Suspension | undefined, at: Instant): boolean {
  if (suspension === undefined) return false;
  const { from, until } = suspension;
  const isOver = until !== undefined && compareInstants(until, at) <= 0;
  return compareInstants(from, at) <= 0 && !isOver;
}

function parties(known: Known, at: Instant): MemberId[] {
  return known.all('Party').flatMap((party) => (isParty(party, treatyIn(known), at) ? [party.id] : []));
}

/** The states that take part at an instant: parties whose rights are not suspended; in the order of their ids. */
function takingPart(known: Known, at: Instant): MemberId[] {
  const suspended = new Set(known.all('Suspension').flatMap((one) => (isSuspending(one, at) ? [one.party] : [])));
  return parties(known, at).filter((id) => !suspended.has(id));
}

function institutes(known: Known): MemberId[] {
  return known.all('Institution').flatMap(({ id, role }) => (role === 'institute' ? [id] : []));
}

function institutions(known: Known): MemberId[] {
  return known.all('Institution').map(({ id }) => id);
}

/** Everybody who may sit at an instant: states that take part, and institutions. */
export function eligible(known: Known, at: Instant): MemberId[] {
  return [...takingPart(known, at), ...institutions(known)];
}

/** Everybody whose seat stands at an instant: as `eligible`, and parties whose rights, and so their seats, rest. */
export function seated(known: Known, at: Instant): MemberId[] {
  return [...parties(known, at), ...institutions(known)];
}

/** The regional organisations of a profile, which vote for their members and are none themselves. */
function organisationsOf({ organisations = [] }: Profile): NonNullable<Profile['organisations']> {
  return organisations;
}

/** Who belongs to an organ at an instant, in the order of their ids; regional organisations are no members. */
export function membersOf({ id, composition }: Organ, profile: Profile, known: Known, at: Instant): MemberId[] {
  const organisations = new Set(organisationsOf(profile).map(({ member }) => member));
  const states = () => takingPart(known, at).filter((member) => !organisations.has(member));
  if (composition === 'stateParties') return states();
  if (composition === 'institutes') return institutes(known);
  const able = new Set(eligible(known, at));
  if ('members' in composition) return composition.members.filter((member) => able.has(member));
  return seatsOf(id, known)
    .filter((seat) => able.has(seat.member) && termsOf(seat).some((term) => holdsAt(term, at)))
    .map(({ member }) => member);
}

/** The members of a group of the profile; nobody where it has none of that name. */
export function groupOf({ groups = [] }: Profile, name: string): readonly MemberId[] {
  return groups.find(({ id }) => id === name)?.members ?? [];
}

/** The weights in a measure of the profile; none where it has none of that name. */
function weightsIn({ measures = [] }: Profile, name: string) {
  return measures.find(({ id }) => id === name)?.weights ?? [];
}

/**
 * What a rule asks about an electorate besides its names: groups, weights, and organisations that vote for members. Undefined where
 * it asks for nothing.
 */
export function compositionOf(
  { groupMajorities = [], weightMajorities = [], secret }: DecisionRule,
  electorate: readonly MemberId[],
  profile: Profile,
  known: Known,
  at: Instant,
): Composition | undefined {
  const entitled = new Set(electorate);
  const groups = groupMajorities.map(({ group }) => {
    return [group, groupOf(profile, group).filter((member) => entitled.has(member))] as const;
  });
  const weights = weightMajorities.map(({ measure }) => {
    const own = weightsIn(profile, measure)
      .filter(({ member }) => entitled.has(member))
      .map(({ member, weight }) => [member, weight] as const);
    return [measure, Object.fromEntries(own)] as const;
  });
  const able = new Set(takingPart(known, at));
  // In a secret ballot nobody votes for others: who of the members has voted itself, and so displaced an organisation, would tell.
  const organisations = (secret === undefined ? organisationsOf(profile) : [])
    // S2: who has a seat of its own votes as a member, and for nobody.
    .filter(({ member }) => able.has(member) && !entitled.has(member))
    .map(({ member, votesFor }) => ({ member, votesFor: votesFor.filter((name) => entitled.has(name)) }))
    .filter(({ votesFor }) => votesFor.length > 0);
  const composition: Composition = {
    ...(groups.length > 0 && { groups: Object.fromEntries(groups) }),
    ...(weights.length > 0 && { weights: Object.fromEntries(weights) }),
    ...(organisations.length > 0 && { organisations }),
  };
  return Object.keys(composition).length > 0 ? composition : undefined;
}

/** Who is named in a treaty, whatever its standing: the states, and the institutes of the network among the institutions. */
export interface Named {
  readonly states: readonly MemberId[];
  readonly institutes: readonly MemberId[];
}

/** The members that a treaty names now. */
export function membershipIn(known: Known): Named {
  return { states: known.all('Party').map(({ id }) => id), institutes: institutes(known) };
}
