// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  type Declaration,
  type Instant,
  type Objection,
  type Party,
  type Reservation,
} from '../../protocol/index.ts';
import { hasConsented } from './standing.ts';

function isBy(instant: Instant | undefined, at: Instant): boolean {
  return instant !== undefined && compareInstants(instant, at) <= 0;
}

/** When the withdrawals of a state have taken, or take, effect; the earliest first. */
function leavingsOf(party: Party): readonly Instant[] {
  if (!hasConsented(party)) return [];
  const before = (party.earlier ?? []).map(({ left }) => left);
  return party.status === 'withdrawing' ? [...before, party.effective] : before;
}

/**
 * When the consent ends to which belongs what a state has said at an instant: with which, before which or since which it said so.
 * Undefined where the state has not given notice of its withdrawal since.
 */
export function consentEnd(party: Party, said: Instant): Instant | undefined {
  // R-191 what a state reserves, objects to and declares belongs to one consent, and ends with it (VCLT 19, 70(1))
  return leavingsOf(party).find((left) => compareInstants(said, left) < 0);
}

/** Whether what a state has said at an instant stood at another one: neither taken back by then, nor ended with its consent. */
function hasLasted(party: Party, said: Instant, withdrawn: Instant | undefined, at: Instant): boolean {
  return isBy(said, at) && !isBy(withdrawn, at) && !isBy(consentEnd(party, said), at);
}

function saidAt(reservation: Reservation): Instant {
  return 'formulated' in reservation ? reservation.formulated.at : reservation.signed.at;
}

/** How a reservation of a state stood at an instant: confirmed, where it was formulated with a signature; undefined before it was formulated. */
export function reservationAt(
  reservation: Reservation,
  party: Party,
  at: Instant,
): Reservation['status'] | 'ended' | undefined {
  if (reservation.status === 'withdrawn' && isBy(reservation.withdrawn.at, at)) return 'withdrawn';
  if (isBy(consentEnd(party, saidAt(reservation)), at)) return 'ended';
  if (reservation.status === 'lapsed' && isBy(reservation.lapsed.at, at)) return 'lapsed';
  if ('formulated' in reservation && isBy(reservation.formulated.at, at)) return 'standing';
  return isBy(reservation.signed?.at, at) ? 'unconfirmed' : undefined;
}

/** Every objection that a state has raised to a reservation, each as a record of its own; the present one last. */
export function raisedIn({ former = [], ...present }: Objection): readonly Objection[] {
  const { kind, v, treaty, changed, reservation, member } = present;
  const before = former.map(({ withdrawn, ...raised }): Objection => {
    const record = { ...{ kind, v, treaty, changed, reservation, member }, ...raised };
    return withdrawn === undefined ? { ...record, status: 'standing' } : { ...record, status: 'withdrawn', withdrawn };
  });
  return [...before, present];
}

/** Whether an objection of a state stood at an instant. */
export function isObjected(objection: Objection, objector: Party, at: Instant): boolean {
  const withdrawn = objection.status === 'withdrawn' ? objection.withdrawn.at : undefined;
  return hasLasted(objector, objection.raised.at, withdrawn, at);
}

/** Whether a declaration of a state stood at an instant. */
export function isDeclared(declaration: Declaration, party: Party, at: Instant): boolean {
  const withdrawn = declaration.status === 'withdrawn' ? declaration.withdrawn.at : undefined;
  return hasLasted(party, declaration.made.at, withdrawn, at);
}
