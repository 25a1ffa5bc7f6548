// SPDX-License-Identifier: Apache-2.0
import {
  commencement,
  compareInstants,
  latest,
  TreatyError,
  type EntryFixed,
  type Instant,
  type InstrumentKind,
  type MemberId,
  type Party,
  type Treaty,
} from '../../protocol/index.ts';
import type { Known } from '../known.ts';

/** A state that has expressed its consent to be bound, whether it has given notice of its withdrawal or not. */
export type BoundParty = Extract<Party, { status: 'bound' | 'withdrawing' }>;

/**
 * How a state stands to a treaty at an instant. A contracting state has consented to be bound where the treaty is not in force for it
 * yet; a party is one for which it is (VCLT 2(1)(f) and (g)), one that is withdrawing included.
 */
export type PartyStanding = 'invited' | 'signatory' | 'contracting' | 'party' | 'withdrawing' | 'withdrawn';

/** A time for which a state was bound, and from when in it the treaty was in force for it. */
export interface Period {
  readonly bound: Instant;
  /** From when the treaty is in force for it; undefined while that is not known. */
  readonly from: Instant | undefined;
  /** When its withdrawal takes effect, where notice was given. */
  readonly left: Instant | undefined;
  /** The form of the instrument; absent of an earlier time on whose record it was not kept. */
  readonly form?: InstrumentKind;
}

/** Whether a state has expressed its consent; narrows its type. */
export function hasConsented(party: Party): party is BoundParty {
  return party.status === 'bound' || party.status === 'withdrawing';
}

function isBy(instant: Instant | undefined, at: Instant): boolean {
  return instant !== undefined && compareInstants(instant, at) <= 0;
}

/** From when a treaty with a fixed entry into force is so for a state that was bound at an instant. */
function enteredFor(bound: Instant, { met, from, later, seat }: EntryFixed): Instant {
  const isLater = compareInstants(bound, later.since === 'conditionsMet' ? met : from) > 0;
  return isLater ? latest(from, commencement(bound, later.after, seat)) : from;
}

function inForceFrom(bound: Instant, { entry }: Treaty): Instant | undefined {
  if (entry === undefined) return bound;
  return entry.status === 'fixed' ? enteredFor(bound, entry) : undefined;
}

/** Every time for which a state was bound, the earliest first. */
export function periodsOf(party: Party, treaty: Treaty): readonly Period[] {
  if (!hasConsented(party)) return [];
  const before = (party.earlier ?? []).map(({ bound, left, form }) => ({
    ...{ bound, from: inForceFrom(bound, treaty), left },
    ...(form === undefined ? {} : { form }),
  }));
  const { at: bound } = party.bound;
  const left = party.status === 'withdrawing' ? party.effective : undefined;
  return [...before, { bound, from: inForceFrom(bound, treaty), left, form: party.instrument }];
}

/** The last time for which a state was bound that has begun at an instant, be it over or not. */
export function periodAt(party: Party, treaty: Treaty, at: Instant): Period | undefined {
  return periodsOf(party, treaty).findLast(({ bound }) => isBy(bound, at));
}

/** How a state stands to the treaty at an instant, as far as its record tells. */
export function standingOf(party: Party, treaty: Treaty, at: Instant): PartyStanding {
  const period = periodAt(party, treaty, at);
  if (period === undefined) return isBy(party.signed?.at, at) ? 'signatory' : 'invited';
  if (isBy(period.left, at)) return 'withdrawn';
  if (!isBy(period.from, at)) return 'contracting';
  return period.left === undefined ? 'party' : 'withdrawing';
}

/** Whether a state is a party at an instant: bound, not withdrawn, and the treaty in force for it (VCLT 2(1)(g)). */
export function isParty(party: Party, treaty: Treaty, at: Instant): boolean {
  const standing = standingOf(party, treaty, at);
  return standing === 'party' || standing === 'withdrawing';
}

/** Since when a state that is a party at an instant has been one; undefined where it is none. */
export function partySince(party: Party, treaty: Treaty, at: Instant): Instant | undefined {
  if (!isParty(party, treaty, at)) return undefined;
  return periodAt(party, treaty, at)?.from;
}

/** Whether a state's consent to be bound stands at an instant, whether the treaty is in force or not (VCLT 2(1)(f)). */
export function isBound(party: Party, treaty: Treaty, at: Instant): party is BoundParty {
  return isParty(party, treaty, at) || standingOf(party, treaty, at) === 'contracting';
}

/** The treaty, which the fold has loaded for every act. */
export function treatyIn(known: Known): Treaty {
  const treaty = known.record('Treaty');
  if (treaty === undefined) throw new TreatyError('INVARIANT_BROKEN', { what: 'the treaty is stored' });
  return treaty;
}

/** Finds a state that the treaty names. Fails if: PARTY_UNKNOWN. */
export function requireNamed(member: MemberId, known: Known): Party {
  const party = known.record('Party', member);
  // R-100 only a state that the treaty names signs, consents, reserves, objects, declares and withdraws
  if (party === undefined) throw new TreatyError('PARTY_UNKNOWN', { member });
  return party;
}

/** Finds a state whose consent stands now. Fails if: PARTY_UNKNOWN, PARTY_NOT_BOUND with its status and the one that is needed. */
export function requireBound(member: MemberId, known: Known, now: Instant): BoundParty {
  const party = requireNamed(member, known);
  const treaty = treatyIn(known);
  // R-101 who is not bound yet, or no more, does not act as if it were
  if (!isBound(party, treaty, now))
    throw new TreatyError('PARTY_NOT_BOUND', { member, status: standingOf(party, treaty, now), expected: 'bound' });
  return party;
}

/** Refuses a state that was bound and has left. Fails if: PARTY_UNKNOWN, PARTY_NOT_BOUND. */
export function requireNotLeft(member: MemberId, known: Known, now: Instant): Party {
  const party = requireNamed(member, known);
  // R-101 who is not bound yet, or no more, does not act as if it were
  if (standingOf(party, treatyIn(known), now) === 'withdrawn')
    throw new TreatyError('PARTY_NOT_BOUND', { member, status: 'withdrawn', expected: 'bound' });
  return party;
}
