// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  latest,
  type Instant,
  type MemberId,
  type Objection,
  type Party,
  type Profile,
  type Reservation,
  type Treaty,
} from '../../protocol/index.ts';
import { objectionUntil, type MadeReservation } from './reservation.ts';
import { partySince } from './standing.ts';

function isBy(instant: Instant, at: Instant): boolean {
  return compareInstants(instant, at) <= 0;
}

/** Whether what can be withdrawn stood at an instant, from the one on which it was made. */
export function stoodBetween(made: Instant, withdrawn: Instant | undefined, at: Instant): boolean {
  return compareInstants(made, at) <= 0 && (withdrawn === undefined || compareInstants(at, withdrawn) < 0);
}

/** How a reservation stood at an instant: confirmed, where it was formulated with a signature; undefined before it was formulated. */
export function reservationAt(reservation: Reservation, at: Instant): Reservation['status'] | undefined {
  if (reservation.status === 'withdrawn' && isBy(reservation.withdrawn.at, at)) return 'withdrawn';
  if (reservation.status === 'lapsed' && isBy(reservation.lapsed.at, at)) return 'lapsed';
  if ('formulated' in reservation && isBy(reservation.formulated.at, at)) return 'standing';
  return reservation.signed !== undefined && isBy(reservation.signed.at, at) ? 'unconfirmed' : undefined;
}

function isReserved(reservation: Reservation, at: Instant): reservation is MadeReservation {
  return reservationAt(reservation, at) === 'standing';
}

/** Whether an objection stood at an instant. */
export function isObjected(objection: Objection, at: Instant): boolean {
  return stoodBetween(objection.raised.at, objection.status === 'withdrawn' ? objection.withdrawn.at : undefined, at);
}

/**
 * What a reservation is worth towards another state: `pending` while that state may still object; `accepted` in silence, so that the
 * treaty applies as reserved (VCLT 21(1)); `objected`, so that the provision does not apply between the two to that extent (21(3));
 * `precluding` where the objection keeps the treaty from being in force between them (20(4)(b)).
 */
export type Reception = 'pending' | 'accepted' | 'objected' | 'precluding';

interface Received {
  readonly reception: Reception;
  /** Since when it is received so: its formulation; the objection; or the end of the period, and of any objection. */
  readonly since: Instant;
  /** Until when the other state may object, as long as it may. */
  readonly until?: Instant | undefined;
}

/** What a reservation that stands is worth towards a state at an instant. */
function receivedBy(
  other: Party,
  reservation: MadeReservation,
  objection: Objection | undefined,
  profile: Profile,
  at: Instant,
): Received {
  if (objection !== undefined && isObjected(objection, at))
    return { reception: objection.precludes ? 'precluding' : 'objected', since: objection.raised.at };
  const until = objectionUntil(reservation, other, profile);
  if (until !== undefined && compareInstants(at, until) > 0) {
    const objected = objection?.status === 'withdrawn' && isBy(objection.withdrawn.at, at);
    return { reception: 'accepted', since: objected ? latest(until, objection.withdrawn.at) : until };
  }
  return { reception: 'pending', since: reservation.formulated.at, until };
}

/** Everything from which the relations of parties follow. */
export interface Standings {
  readonly treaty: Treaty;
  readonly profile: Profile;
  readonly reservations: readonly Reservation[];
  readonly objections: readonly Objection[];
}

/** A reservation between two states, and what it is worth there. */
export interface Modification extends Received {
  readonly reservation: Reservation['id'];
  readonly of: MemberId;
  readonly provision: string;
}

/** How the treaty binds two states towards each other: whether it is in force between them, and what reservations change. */
export interface Relation {
  readonly isInForce: boolean;
  /** Since when it is: from the entry for the later of the two, or the end of an objection that precluded it. */
  readonly since?: Instant;
  readonly modifications: readonly Modification[];
}

function between(one: Party, other: Party, standings: Standings, at: Instant): Modification[] {
  const { profile, reservations, objections } = standings;
  return reservations
    .filter((reservation) => reservation.party === one.id)
    .filter((reservation) => isReserved(reservation, at))
    .map((reservation) => {
      const { id, party, provision } = reservation;
      const objection = objections.find((made) => made.reservation === id && made.member === other.id);
      return { reservation: id, of: party, provision, ...receivedBy(other, reservation, objection, profile, at) };
    });
}

/** When an objection ceased to keep the treaty from being in force: withdrawn itself, or with the reservation (VCLT 22). */
function endsOf(objection: Objection, reservations: readonly Reservation[]): Instant[] {
  if (!objection.precludes) return [];
  const reservation = reservations.find(({ id }) => id === objection.reservation);
  return [
    ...(objection.status === 'withdrawn' ? [objection.withdrawn.at] : []),
    ...(reservation?.status === 'withdrawn' ? [reservation.withdrawn.at] : []),
  ];
}

/** The objections of one of two states to reservations of the other. */
function objectionsBetween(one: Party, other: Party, { reservations, objections }: Standings): Objection[] {
  return objections.filter(({ reservation: id, member }) => {
    const reserving = reservations.find((reservation) => reservation.id === id)?.party;
    return (member === one.id && reserving === other.id) || (member === other.id && reserving === one.id);
  });
}

/** When the treaty came into force between two states between which it is: for both of them, and no objection precluding it. */
function inForceSince(entry: Instant, one: Party, other: Party, standings: Standings, at: Instant): Instant {
  const ends = objectionsBetween(one, other, standings).flatMap((objection) =>
    endsOf(objection, standings.reservations)
      .filter((end) => isBy(end, at))
      .sort(compareInstants)
      .slice(0, 1),
  );
  return ends.reduce((since, end) => latest(since, end), entry);
}

/** The relation of two states under the treaty at an instant: reservations work in pairs, for both and for nobody else (VCLT 21). */
export function relationOf(one: Party, other: Party, standings: Standings, at: Instant): Relation {
  const { treaty } = standings;
  const [own, others] = [partySince(one, treaty, at), partySince(other, treaty, at)];
  if (own === undefined || others === undefined) return { isInForce: false, modifications: [] };
  const modifications = [...between(one, other, standings, at), ...between(other, one, standings, at)];
  if (modifications.some(({ reception }) => reception === 'precluding')) return { isInForce: false, modifications };
  return { isInForce: true, since: inForceSince(latest(own, others), one, other, standings, at), modifications };
}
