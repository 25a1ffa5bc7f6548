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
import { isObjected, reservationAt } from './consent.ts';
import { periodAt, requireNamed, requireNotLeft } from './standing.ts';

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
export function objectionUntil(
  reservation: Reservation,
  bound: Instant | undefined,
  { clock }: Profile,
): Instant | undefined {
  if (bound === undefined || !('objectionUntil' in reservation)) return undefined;
  return latest(reservation.objectionUntil, deadline(bound, REST_OF_THE_DAY, clock.seat));
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

/** The reservation that an act is about, and the state that made it. */
function reservationWithParty(id: ReservationId, known: Known): readonly Need[] {
  const party = known.find('Reservation', id)?.party;
  return [one('Reservation', id), ...(party === undefined ? [] : [one('Party', party)])];
}

/** Finds a reservation that stands, or may come to. Fails if: RESERVATION_UNKNOWN, RESERVATION_STATUS. */
function requireLasting(id: ReservationId, act: Act, known: Known, now: Instant): Reservation {
  const reservation = requireReservation(id, act, known);
  // R-191 a reservation ends with the consent with which it was made (VCLT 19)
  if (reservationAt(reservation, requireNamed(reservation.party, known), now) === 'ended') {
    const expected = statusesFor(RESERVATION_EDGES, act.type);
    throw new TreatyError('RESERVATION_STATUS', { reservation: id, status: 'ended', act: act.type, expected });
  }
  return reservation;
}

/** How an objection stands; one that ended with the consent of the state that raised it is none any more. */
function objectionStatus(objection: Objection | undefined, party: Party, now: Instant): Objection['status'] | 'none' {
  if (objection?.status !== 'standing') return objection?.status ?? 'none';
  return isObjected(objection, party, now) ? 'standing' : 'none';
}

function requireObjection(reservation: ReservationId, party: Party, act: Act, known: Known, now: Instant): void {
  const status = objectionStatus(known.record('Objection', reservation, party.id), party, now);
  const isFirst = status === 'none' && act.type === 'ObjectToReservation';
  // R-113 a state objects once, and withdraws what it has raised
  if (isFirst || (status !== 'none' && mayMove(OBJECTION_EDGES, status, act.type))) return;
  const expected = statusesFor(OBJECTION_EDGES, act.type);
  throw new TreatyError('OBJECTION_STATUS', { member: party.id, reservation, status, act: act.type, expected });
}

/** A state objects to another's reservation (VCLT 20(4)(b), 20(5), 21(3)). */
const objectToReservation = ruleFor('ObjectToReservation', {
  // R-114 reservations and objections are made, and withdrawn, with full powers (VCLT 23)
  power: 'fullPowers',
  needs: (act, known) => [
    one('Party', memberOf(act.by)),
    ...reservationWithParty(act.body.reservation, known),
    one('Objection', act.body.reservation, memberOf(act.by)),
  ],
  decide(act, { known, treaty, profile, context: { now } }) {
    const { reservation: id, precludes, reason } = act.body;
    const party = requireNotLeft(memberOf(act.by), known, now);
    const member = party.id;
    const reservation = requireLasting(id, act, known, now);
    // R-115 nobody objects to its own reservation
    if (reservation.party === member) throw new TreatyError('RESERVATION_YOUR_OWN', { member, reservation: id });
    requireObjection(id, party, act, known, now);
    const until = objectionUntil(reservation, periodAt(party, treaty, now)?.bound, profile);
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
  needs: (act, known) => reservationWithParty(act.body.reservation, known),
  decide(act, { known, context: { now } }) {
    const { party, id, status } = requireLasting(act.body.reservation, act, known, now);
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
  needs: (act, known) => [
    one('Party', memberOf(act.by)),
    ...reservationWithParty(act.body.reservation, known),
    one('Objection', act.body.reservation, memberOf(act.by)),
  ],
  decide(act, { known, context: { now } }) {
    const { id } = requireLasting(act.body.reservation, act, known, now);
    const party = requireNamed(memberOf(act.by), known);
    requireObjection(id, party, act, known, now);
    return [{ type: 'ObjectionWithdrawn', reservation: id, member: party.id }];
  },
});

/** The rules on reservations and objections to them. */
export const RESERVATION_RULES = [objectToReservation, withdrawReservation, withdrawObjection] as const;
