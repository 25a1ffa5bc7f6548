// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  type Instant,
  type MemberId,
  type Objection,
  type Party,
  type Profile,
  type Reservation,
  type Treaty,
} from '../../protocol/index.ts';
import { objectionUntil } from './reservation.ts';
import { isParty } from './standing.ts';

/** Whether what can be withdrawn stood at an instant, from the one on which it was made. */
export function stoodBetween(made: Instant, withdrawn: Instant | undefined, at: Instant): boolean {
  return compareInstants(made, at) <= 0 && (withdrawn === undefined || compareInstants(at, withdrawn) < 0);
}

/** Whether a reservation stood at an instant. */
export function isReserved(reservation: Reservation, at: Instant): boolean {
  const withdrawn = reservation.status === 'withdrawn' ? reservation.withdrawn.at : undefined;
  return stoodBetween(reservation.formulated.at, withdrawn, at);
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

/** What a reservation that stands is worth towards a state at an instant. */
function receptionOf(
  reservation: Reservation,
  other: Party,
  objection: Objection | undefined,
  profile: Profile,
  at: Instant,
): Reception {
  if (objection !== undefined && isObjected(objection, at)) return objection.precludes ? 'precluding' : 'objected';
  const until = objectionUntil(reservation, other, profile);
  return until === undefined || compareInstants(at, until) <= 0 ? 'pending' : 'accepted';
}

/** Everything from which the relations of parties follow. */
export interface Standings {
  readonly treaty: Treaty;
  readonly profile: Profile;
  readonly reservations: readonly Reservation[];
  readonly objections: readonly Objection[];
}

/** A reservation between two states, and what it is worth there. */
export interface Modification {
  readonly reservation: Reservation['id'];
  readonly of: MemberId;
  readonly provision: string;
  readonly reception: Reception;
}

/** How the treaty binds two states towards each other: whether it is in force between them, and what reservations change. */
export interface Relation {
  readonly isInForce: boolean;
  readonly modifications: readonly Modification[];
}

function between(one: Party, other: Party, standings: Standings, at: Instant): Modification[] {
  const { profile, reservations, objections } = standings;
  return reservations
    .filter((reservation) => reservation.party === one.id && isReserved(reservation, at))
    .map((reservation) => {
      const { id, party, provision } = reservation;
      const objection = objections.find((made) => made.reservation === id && made.member === other.id);
      const reception = receptionOf(reservation, other, objection, profile, at);
      return { reservation: id, of: party, provision, reception };
    });
}

/** The relation of two states under the treaty at an instant: reservations work in pairs, for both and for nobody else (VCLT 21). */
export function relationOf(one: Party, other: Party, standings: Standings, at: Instant): Relation {
  const { treaty } = standings;
  const areParties = isParty(one, treaty, at) && isParty(other, treaty, at);
  if (!areParties) return { isInForce: false, modifications: [] };
  const modifications = [...between(one, other, standings, at), ...between(other, one, standings, at)];
  return { isInForce: modifications.every(({ reception }) => reception !== 'precluding'), modifications };
}
