// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  deadline,
  deriveId,
  Duration,
  latest,
  memberOf,
  ReservationId,
  sha256Hex,
  TreatyError,
  utf8,
  type Act,
  type ActId,
  type EventOf,
  type Instant,
  type MemberId,
  type Objection,
  type Party,
  type Profile,
  type Reservation,
  type ReservationRule,
  type ReservationText,
} from '../../protocol/index.ts';
import { one, type Known, type Need } from '../known.ts';
import { mayMove, ruleFor, statusesFor, type Case, type Edges } from '../rule.ts';
import { hasConsented, requireNamed } from './standing.ts';

/**
 * A reservation stands until the state that made it withdraws it; one formulated with a signature, only once the instrument that binds
 * the state has confirmed it. It may be objected to before (VCLT 23(3)).
 */
export const RESERVATION_EDGES: Edges<Reservation['status']> = {
  unconfirmed: {
    DepositInstrument: ['standing', 'lapsed'],
    ExamineInstrument: ['standing', 'lapsed'],
    WithdrawReservation: ['lapsed'],
    ObjectToReservation: ['unconfirmed'],
    WithdrawObjection: ['unconfirmed'],
  },
  lapsed: {},
  standing: { WithdrawReservation: ['withdrawn'], ObjectToReservation: ['standing'], WithdrawObjection: ['standing'] },
  withdrawn: {},
};

/** An objection stands until it is withdrawn; within the period it may be raised again. */
export const OBJECTION_EDGES: Edges<Objection['status']> = {
  standing: { WithdrawObjection: ['withdrawn'] },
  withdrawn: { ObjectToReservation: ['standing'] },
};

const REST_OF_THE_DAY = Duration.parse('P0D');

/** A reservation that has been made: one that stands, or stood until it was withdrawn. */
export type MadeReservation = Extract<Reservation, { status: 'standing' | 'withdrawn' }>;

/** The id of one reservation of a signature or an instrument. */
export function reservationIdOf(member: MemberId, instrument: ActId, index: number): ReservationId {
  return ReservationId.parse(deriveId('R', sha256Hex(utf8(`${member} ${instrument} ${String(index)}`))));
}

/** The records that the reservations of a signature or an instrument would make, which must not exist yet. */
export function reservationNeeds(
  member: MemberId,
  instrument: ActId,
  reservations: readonly ReservationText[] = [],
): readonly Need[] {
  return reservations.map((_, index) => one('Reservation', reservationIdOf(member, instrument, index)));
}

const NONE: Pick<ReservationRule, 'allowed' | 'provisions'> = { allowed: 'none' };

/** Refuses reservations that the treaty does not allow. */
export function requireReservable(
  reservations: readonly Pick<ReservationText, 'provision'>[] | undefined,
  { membership = {} }: Profile,
): void {
  const { allowed, provisions = [] } = membership.reservations ?? NONE;
  const refused = (reservations ?? []).find(
    ({ provision }) => allowed === 'none' || (allowed === 'listed' && !provisions.includes(provision)),
  );
  if (refused === undefined) return;
  const { provision } = refused;
  // R-110 a reservation is made where the treaty allows it (VCLT 19(a) and (b))
  throw new TreatyError('RESERVATION_NOT_ALLOWED', { provision, allowed: provisions.join('; ') || allowed });
}

/** Refuses an id that belongs to another record. */
export function requireIdFree(kind: 'Reservation' | 'Declaration', id: string, known: Known): void {
  // R-111 ids are short, so somebody could search for two with one id: the second is refused
  if (known.record(kind, id) !== undefined) throw new TreatyError('ID_TAKEN', { id });
}

/** When the period to object to what the act under way puts on the record ends. */
export function objectionEnd({ profile, context: { now } }: Case): Instant {
  return deadline(now, profile.membership?.reservations?.objectionWithin ?? REST_OF_THE_DAY, profile.clock.seat);
}

/** What an instrument reserves, from the act that binds its state: all others learn of it then, and may object. */
export function reservationsOf(
  member: MemberId,
  instrument: ActId,
  reservations: readonly ReservationText[] | undefined,
  at: Case,
): EventOf<'ReservationFormulated'>[] {
  const objectionUntil = objectionEnd(at);
  return (reservations ?? []).map((text, index) => {
    const reservation = reservationIdOf(member, instrument, index);
    requireIdFree('Reservation', reservation, at.known);
    return { type: 'ReservationFormulated', reservation, party: member, instrument, ...text, objectionUntil };
  });
}

/**
 * Until when a state may object: to the end of the period, or of the day on which it was bound itself, if that is later (VCLT 20(5)).
 * Undefined while it is not bound, or the reservation not confirmed.
 */
export function objectionUntil(reservation: Reservation, party: Party, { clock }: Profile): Instant | undefined {
  if (!hasConsented(party) || !('objectionUntil' in reservation)) return undefined;
  return latest(reservation.objectionUntil, deadline(party.bound.at, REST_OF_THE_DAY, clock.seat));
}

/** Finds a reservation to which an act may be done. Fails if: RESERVATION_UNKNOWN, RESERVATION_STATUS. */
export function requireReservation(id: ReservationId, act: Act, known: Known): Reservation {
  const reservation = known.record('Reservation', id);
  if (reservation === undefined) throw new TreatyError('RESERVATION_UNKNOWN', { reservation: id });
  const { status } = reservation;
  // R-112 what was withdrawn, or has lapsed, stays so
  if (!mayMove(RESERVATION_EDGES, status, act.type)) {
    const expected = statusesFor(RESERVATION_EDGES, act.type);
    throw new TreatyError('RESERVATION_STATUS', { reservation: id, status, act: act.type, expected });
  }
  return reservation;
}

function requireObjection(status: Objection['status'] | undefined, act: Act, reservation: ReservationId): void {
  const member = memberOf(act.by);
  const isFirst = status === undefined && act.type === 'ObjectToReservation';
  // R-113 a state objects once, and withdraws what it has raised
  if (isFirst || (status !== undefined && mayMove(OBJECTION_EDGES, status, act.type))) return;
  const expected = statusesFor(OBJECTION_EDGES, act.type);
  throw new TreatyError('OBJECTION_STATUS', { member, reservation, status: status ?? 'none', act: act.type, expected });
}

/** A state objects to another's reservation (VCLT 20(4)(b), 20(5), 21(3)). */
const objectToReservation = ruleFor('ObjectToReservation', {
  // R-114 reservations and objections are made, and withdrawn, with full powers (VCLT 23)
  power: 'fullPowers',
  needs: (act) => [
    one('Party', memberOf(act.by)),
    one('Reservation', act.body.reservation),
    one('Objection', act.body.reservation, memberOf(act.by)),
  ],
  decide(act, { known, profile, context: { now } }) {
    const { reservation: id, precludes, reason } = act.body;
    const party = requireNamed(memberOf(act.by), known);
    const member = party.id;
    const reservation = requireReservation(id, act, known);
    // R-115 nobody objects to its own reservation
    if (reservation.party === member) throw new TreatyError('RESERVATION_YOUR_OWN', { member, reservation: id });
    requireObjection(known.record('Objection', id, member)?.status, act, id);
    const until = objectionUntil(reservation, party, profile);
    // R-116 silence accepts: a state that is bound objects within the period (VCLT 20(5))
    if (until !== undefined && compareInstants(now, until) > 0)
      throw new TreatyError('OBJECTION_TOO_LATE', { member, reservation: id, until, now });
    const because = reason === undefined ? {} : { reason };
    return [{ type: 'ReservationObjected', reservation: id, member, precludes, ...because }];
  },
});

/** A state takes its reservation back (VCLT 22(1)). */
const withdrawReservation = ruleFor('WithdrawReservation', {
  // R-114 reservations and objections are made, and withdrawn, with full powers (VCLT 23)
  power: 'fullPowers',
  needs: (act) => [one('Reservation', act.body.reservation)],
  decide(act, { known }) {
    const { party, id, status } = requireReservation(act.body.reservation, act, known);
    const member = memberOf(act.by);
    // R-117 a reservation is withdrawn by the state that made it
    if (party !== member) throw new TreatyError('RESERVATION_NOT_YOURS', { reservation: id, party, member });
    if (status === 'unconfirmed') return [{ type: 'ReservationLapsed', reservation: id, party }];
    return [{ type: 'ReservationWithdrawn', reservation: id }];
  },
});

/** A state takes its objection back (VCLT 22(2)). */
const withdrawObjection = ruleFor('WithdrawObjection', {
  // R-114 reservations and objections are made, and withdrawn, with full powers (VCLT 23)
  power: 'fullPowers',
  needs: (act) => [one('Reservation', act.body.reservation), one('Objection', act.body.reservation, memberOf(act.by))],
  decide(act, { known }) {
    const { id } = requireReservation(act.body.reservation, act, known);
    const member = memberOf(act.by);
    requireObjection(known.record('Objection', id, member)?.status, act, id);
    return [{ type: 'ObjectionWithdrawn', reservation: id, member }];
  },
});

/** The rules on reservations and objections to them. */
export const RESERVATION_RULES = [objectToReservation, withdrawReservation, withdrawObjection] as const;
