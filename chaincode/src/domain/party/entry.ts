// SPDX-License-Identifier: Apache-2.0
import {
  commencement,
  compareInstants,
  Duration,
  meets,
  type EntryFixed,
  type EntryIntoForce,
  type EventOf,
  type Instant,
  type MemberId,
  type Party,
  type Profile,
  type Stamp,
  type Treaty,
} from '../../protocol/index.ts';
import { every, type Known, type Need } from '../known.ts';
import type { Case } from '../rule.ts';
import { isBound, isParty } from './standing.ts';

/** A state whose consent stands, and since when. */
interface Bound {
  readonly id: MemberId;
  readonly at: Instant;
}

/** What an absent rule asks: nothing beyond the first instrument. */
const UNCONDITIONAL: EntryIntoForce = { after: Duration.parse('PT0S') };

function weightOf(bound: ReadonlySet<string>, measure: string, { measures = [] }: Profile): bigint {
  const weighed = measures.filter(({ id }) => id === measure).flatMap(({ weights }) => weights);
  return weighed.reduce((sum, { member, weight }) => (bound.has(member) ? sum + BigInt(weight) : sum), 0n);
}

/** Whether these states, each counted once, meet the conditions of entry into force. */
export function areMet(rule: EntryIntoForce, profile: Profile, states: Iterable<MemberId>): boolean {
  const { count = 0, named = [], groups = [], shares = [] } = rule;
  const bound = new Set<string>(states);
  const organisations = new Set<string>((profile.organisations ?? []).map(({ member }) => member));
  // An instrument of a regional organisation is not additional to those of its members (UNFCCC 23(3)).
  const counted = [...bound].filter((id) => !organisations.has(id)).length;
  const inGroup = (group: string): number =>
    new Set(profile.groups?.find(({ id }) => id === group)?.members.filter((id) => bound.has(id))).size;
  return (
    bound.size > 0 &&
    counted >= count &&
    named.every((id) => bound.has(id)) &&
    groups.every((needed) => inGroup(needed.group) >= needed.count) &&
    shares.every(({ measure, ratio, strict = false, total }) =>
      meets(weightOf(bound, measure, profile), BigInt(total), ratio, strict),
    )
  );
}

/** The instant of the instrument with which the conditions were met first, if they are. */
function metAt(rule: EntryIntoForce, profile: Profile, bound: readonly Bound[]): Instant | undefined {
  const inOrder = [...bound].sort((left, right) => compareInstants(left.at, right.at));
  return inOrder.find((_, index) =>
    areMet(
      rule,
      profile,
      inOrder.slice(0, index + 1).map(({ id }) => id),
    ),
  )?.at;
}

function fixedBy(met: Instant, { after, later }: EntryIntoForce, { clock: { seat } }: Profile): EntryFixed {
  const from = commencement(met, after, seat);
  return { status: 'fixed', met, from, later: later ?? { after, since: 'conditionsMet' }, seat };
}

/** While entry into force is awaited, an instrument that binds is counted with those of all other states. */
export function entryNeeds(known: Known): readonly Need[] {
  // CRUCIAL: the range is checked again at commit, so that two instruments in one block cannot both miss the number.
  return known.find('Treaty')?.entry?.status === 'awaited' ? [every('Party')] : [];
}

/** Fixes the treaty's entry into force where the instrument of one more state meets its conditions (VCLT 24). */
export function entryWith(
  member: MemberId,
  received: Stamp,
  { known, treaty, profile, context }: Case,
): EventOf<'EntryIntoForceFixed'>[] {
  if (treaty.entry?.status !== 'awaited') return [];
  const others = known.all('Party').filter((party) => party.id !== member);
  const bound = others.flatMap((party) =>
    isBound(party, treaty, context.now) ? [{ id: party.id, at: party.bound.at }] : [],
  );
  const rule = profile.membership?.entryIntoForce ?? UNCONDITIONAL;
  const met = metAt(rule, profile, [...bound, { id: member, at: received.at }]);
  return met === undefined ? [] : [{ type: 'EntryIntoForceFixed', entry: fixedBy(met, rule, profile) }];
}

/** How a treaty stands at an instant: not in force yet, in force, or suspended where the profile says so below its numbers. */
export type Operation = 'awaited' | 'inForce' | 'suspended';

/** How a treaty stands at an instant. Falling below the numbers changes nothing (VCLT 55) unless the profile says otherwise. */
export function operationOf(treaty: Treaty, profile: Profile, parties: readonly Party[], at: Instant): Operation {
  const present = parties.filter((party) => isParty(party, treaty, at)).map(({ id }) => id);
  const { entry } = treaty;
  if (entry === undefined) return present.length > 0 ? 'inForce' : 'awaited';
  if (entry.status === 'awaited' || compareInstants(at, entry.from) < 0) return 'awaited';
  const rule = profile.membership?.entryIntoForce;
  const isBelow = rule?.belowNumber === 'suspended' && !areMet(rule, profile, present);
  return isBelow ? 'suspended' : 'inForce';
}
