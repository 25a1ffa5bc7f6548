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
import { consentEnd, isObjected, raisedIn, reservationAt } from './consent.ts';
import { objectionUntil, type MadeReservation } from './reservation.ts';
import { partySince, periodAt } from './standing.ts';

function isBy(instant: Instant, at: Instant): boolean {
  return compareInstants(instant, at) <= 0;
}

function isReserved(reservation: Reservation, party: Party, at: Instant): reservation is MadeReservation {
  return reservationAt(reservation, party, at) === 'standing';
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
  raised: readonly Objection[],
  { treaty, profile }: Standings,
  at: Instant,
): Received {
  const objection = raised.find((one) => isObjected(one, other, at));
  if (objection !== undefined)
    return { reception: objection.precludes ? 'precluding' : 'objected', since: objection.raised.at };
  const until = objectionUntil(reservation, periodAt(other, treaty, at)?.bound, profile);
  if (until !== undefined && compareInstants(at, until) > 0) {
    const ends = raised.flatMap((one) => (one.status === 'withdrawn' ? [one.withdrawn.at] : []));
    const since = ends.filter((end) => isBy(end, at)).reduce((last, end) => latest(last, end), until);
    return { reception: 'accepted', since };
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
  const { reservations, objections } = standings;
  return reservations
    .filter((reservation) => reservation.party === one.id)
    .filter((reservation) => isReserved(reservation, one, at))
    .map((reservation) => {
      const { id, party, provision } = reservation;
      const raised = objections.filter((made) => made.reservation === id && made.member === other.id);
      return { reservation: id, of: party, provision, ...receivedBy(other, reservation, raised, standings, at) };
    });
}

/**
 * When an objection ceased to keep the treaty from being in force: withdrawn itself, or with the reservation (VCLT 22), or ended with
 * the consent of either state.
 */
function endsOf(objection: Objection, reservation: Reservation, objector: Party, reserving: Party): Instant[] {
  if (!objection.precludes) return [];
  const left = [objector, reserving].map((party) => consentEnd(party, objection.raised.at));
  return [
    ...(objection.status === 'withdrawn' ? [objection.withdrawn.at] : []),
    ...(reservation.status === 'withdrawn' ? [reservation.withdrawn.at] : []),
    ...left.filter((end) => end !== undefined),
  ];
}

/** When the objections of a state to the reservations of another one ceased to preclude, by an instant. */
function endsBetween(objector: Party, reserving: Party, standings: Standings, at: Instant): Instant[] {
  const { reservations, objections } = standings;
  const own = reservations.filter(({ party }) => party === reserving.id);
  return own.flatMap((reservation) => {
    const raised = objections.filter((one) => one.reservation === reservation.id && one.member === objector.id);
    return raised.flatMap((objection) =>
      endsOf(objection, reservation, objector, reserving)
        .filter((end) => isBy(end, at))
        .sort(compareInstants)
        .slice(0, 1),
    );
  });
}

/** When the treaty came into force between two states between which it is: for both of them, and no objection precluding it. */
function inForceSince(entry: Instant, one: Party, other: Party, standings: Standings, at: Instant): Instant {
  const ends = [...endsBetween(one, other, standings, at), ...endsBetween(other, one, standings, at)];
  return ends.reduce((since, end) => latest(since, end), entry);
}

/** The relation of two states under the treaty at an instant: reservations work in pairs, for both and for nobody else (VCLT 21). */
export function relationOf(one: Party, other: Party, records: Standings, at: Instant): Relation {
  const standings = { ...records, objections: records.objections.flatMap(raisedIn) };
  const { treaty } = standings;
  const [own, others] = [partySince(one, treaty, at), partySince(other, treaty, at)];
  if (own === undefined || others === undefined) return { isInForce: false, modifications: [] };
  const modifications = [...between(one, other, standings, at), ...between(other, one, standings, at)];
  if (modifications.some(({ reception }) => reception === 'precluding')) return { isInForce: false, modifications };
  return { isInForce: true, since: inForceSince(latest(own, others), one, other, standings, at), modifications };
}
