// SPDX-License-Identifier: Apache-2.0
import {
  memberOf,
  TreatyError,
  type ActId,
  type ActOf,
  type EventOf,
  type MemberId,
  type Reservation,
  type ReservationId,
} from '../../protocol/index.ts';
import { one, type Known, type Need } from '../known.ts';
import type { Case } from '../rule.ts';
import { objectionEnd, requireReservable, requireReservation } from './reservation.ts';

/** What a signatory has reserved with its signature, whatever has become of it since. */
function reservedBy(member: MemberId, known: Known): readonly ReservationId[] {
  const party = known.find('Party', member);
  return party?.status === 'signatory' ? (party.reserved ?? []) : [];
}

/** The reservations that an instrument confirms or lets lapse, and those that it names. */
export function confirmationNeeds(
  member: MemberId,
  confirms: readonly ReservationId[] | undefined,
  known: Known,
): readonly Need[] {
  return [...reservedBy(member, known), ...(confirms ?? [])].map((id) => one('Reservation', id));
}

function requireOwn(id: ReservationId, act: ActOf<'DepositInstrument'>, known: Known): Reservation {
  const reservation = requireReservation(id, act, known);
  const [{ party }, member] = [reservation, memberOf(act.by)];
  // R-151 a state confirms what it has itself reserved when signing (VCLT 23(2))
  if (party !== member) throw new TreatyError('RESERVATION_NOT_YOURS', { reservation: id, party, member });
  return reservation;
}

/** Refuses to confirm what the state has not reserved with its signature, or what the treaty does not allow any more. */
export function requireConfirmable(act: ActOf<'DepositInstrument'>, { known, profile }: Case): void {
  const confirmed = (act.body.confirms ?? []).map((id) => requireOwn(id, act, known));
  requireReservable(confirmed, profile);
}

/**
 * What becomes of the reservations of a signature with the instrument that binds: one that it confirms counts as made by it, so that
 * the period to object runs from the act that binds; any other lapses (VCLT 23(2)).
 */
export function confirmationsOf(
  member: MemberId,
  instrument: ActId,
  confirms: readonly ReservationId[] | undefined,
  at: Case,
): EventOf<'ReservationConfirmed' | 'ReservationLapsed'>[] {
  const unconfirmed = reservedBy(member, at.known).filter(
    (id) => at.known.record('Reservation', id)?.status === 'unconfirmed',
  );
  const confirmed = new Set(confirms);
  return unconfirmed.map((reservation) =>
    // R-151 a reservation made when signing counts from its confirmation by the instrument; without it, it lapses (VCLT 23(2))
    confirmed.has(reservation)
      ? {
          ...{ type: 'ReservationConfirmed', reservation, party: member, instrument },
          objectionUntil: objectionEnd(at),
        }
      : { type: 'ReservationLapsed', reservation, party: member },
  );
}
