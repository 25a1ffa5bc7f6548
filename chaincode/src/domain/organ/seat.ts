// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  type GroupName,
  type Instant,
  type OrganId,
  type ProposalId,
  type Seat,
} from '../../protocol/index.ts';
import type { Known } from '../known.ts';
import { hasConsented } from '../party/standing.ts';

/** A term for which a member holds a seat, both ends included. */
export interface Term {
  readonly group?: GroupName | undefined;
  readonly from: Instant;
  readonly until: Instant;
  readonly terms: number;
  readonly proposal: ProposalId;
}

/** The terms of a seat that its record still tells, the earliest first: one, or two where its holder was elected again. */
export function termsOf({ next, group, from, until, terms, proposal }: Seat): readonly [Term, ...Term[]] {
  const first = { ...(group !== undefined && { group }), from, until, terms, proposal };
  return next === undefined ? [first] : [first, next];
}

/** Whether a term stands at an instant, both ends included. */
export function holdsAt({ from, until }: Pick<Term, 'from' | 'until'>, at: Instant): boolean {
  return compareInstants(from, at) <= 0 && compareInstants(at, until) <= 0;
}

/** Whether its holder has left the treaty since, and come back: then it is a seat no more. */
export function isLapsed({ member, changed }: Seat, known: Known): boolean {
  const party = known.all('Party').find(({ id }) => id === member);
  return party !== undefined && hasConsented(party) && compareInstants(party.bound.at, changed.at) > 0;
}

/** The seats of an organ that have not lapsed, whether their terms run or not; in the order of their holders. */
export function seatsOf(organ: OrganId, known: Known): Seat[] {
  return known.all('Seat').filter((seat) => seat.organ === organ && !isLapsed(seat, known));
}

/** The last term of a seat that has begun by an instant, ended or not; undefined where its first one is still to come. */
export function begunBy(seat: Seat, at: Instant): Term | undefined {
  return termsOf(seat).findLast(({ from }) => compareInstants(from, at) <= 0);
}

function isServed({ from, until }: Term): boolean {
  return compareInstants(from, until) <= 0;
}

/** Whether its holder is elected to a term that begins after an instant; one that was given up before never does. */
export function isElectedAhead(seat: Seat, at: Instant): boolean {
  return termsOf(seat).some((term) => compareInstants(term.from, at) > 0 && isServed(term));
}

/** The last term of a seat, and how many in a row it makes; one that was given up before it began does not count. */
export function lastOf(seat: Seat): { readonly until: Instant; readonly inARow: number } {
  const last = seat.next ?? seat;
  return { until: last.until, inARow: isServed(last) ? last.terms : last.terms - 1 };
}
