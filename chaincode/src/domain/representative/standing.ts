// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  memberOf,
  officeOf,
  TreatyError,
  type Act,
  type DidKey,
  type Instant,
  type MemberId,
  type Power,
  type Representative,
  type RepresentativeId,
  type Term,
} from '../../protocol/index.ts';
import { one, type Known, type Need } from '../known.ts';
import type { Case, Context } from '../rule.ts';

/** The office of a member's head of delegation. */
export function headOf(member: MemberId): RepresentativeId {
  return officeOf(member, 'head');
}

/** The records from which it follows whether an act's author may act. */
export function standingNeeds(act: Act): readonly Need[] {
  const member = memberOf(act.by);
  return [
    one('Representative', act.by),
    one('Representative', headOf(member)),
    one('Party', member),
    one('Institution', member),
  ];
}

/** The key that an office seals with at an instant; a replacement counts from the instant on which it takes effect. */
export function keyAt({ keys, replacement }: Representative, at: Instant): DidKey | undefined {
  if (replacement !== undefined && compareInstants(at, replacement.from) >= 0) return replacement.key;
  const held = keys.find(({ from, until }) => {
    const begun = compareInstants(from, at) <= 0;
    return begun && (until === undefined || compareInstants(at, until) < 0);
  });
  return held?.key;
}

/** Whether an instant lies in a term, both ends included. */
export function inTerm(term: Term, at: Instant): boolean {
  return compareInstants(term.from, at) <= 0 && compareInstants(at, term.until) <= 0;
}

/** A term that could never be served is refused. */
export function requireTerm({ from, until }: Term, now: Instant): void {
  // R-33 a term ends after it begins, and after now
  if (compareInstants(from, until) >= 0 || compareInstants(until, now) <= 0)
    throw new TreatyError('TERM_EMPTY', { from, until });
}

/** An act travels under a certificate of the organisation that hosts its member. */
export function requireCarrier(act: Act, known: Known, context: Context): void {
  const member = memberOf(act.by);
  const host = known.record('Party', member) ?? known.record('Institution', member);
  if (host === undefined) throw new TreatyError('MEMBER_UNKNOWN', { member, treaty: act.treaty });
  // R-04 an act is carried by the organisation of the member that it speaks for
  if (host.msp !== context.msp)
    throw new TreatyError('CARRIER_FOREIGN', { member, expected: host.msp, msp: context.msp });
}

/** An act bears exactly one seal, that of the key given. */
export function requireSeal(act: Act, key: DidKey | undefined, context: Context): DidKey {
  // R-05 an act is sealed by the key that its office holds, and by no other
  if (key === undefined || context.sealedBy.length !== 1 || context.sealedBy[0] !== key) {
    throw new TreatyError('SEAL_NOT_BY_OFFICE', { representative: act.by, now: context.now });
  }
  return key;
}

/** The author of an act and the key of its seal, once it is sure that it may act for its member now; who carries it is asked before. */
export function requireStanding(
  act: Act,
  known: Known,
  context: Context,
  depositary: RepresentativeId,
): Pick<Case, 'actor' | 'key'> {
  const representative = act.by;
  const actor = known.record('Representative', representative);
  if (actor === undefined) throw new TreatyError('REPRESENTATIVE_UNKNOWN', { representative });
  // R-07 only a seated representative acts; one whose credentials are under examination is seated provisionally
  if (actor.status !== 'provisional' && actor.status !== 'seated') {
    throw new TreatyError('REPRESENTATIVE_NOT_ACTING', { representative, status: actor.status });
  }
  // The depositary's office holds its powers from the opening of the treaty, not from a head: else it could lock itself out.
  if (representative !== depositary) requireDelegation(representative, known);
  // R-09 nobody acts from before the last change of its office: a key that was rotated away would live on in the past
  if (compareInstants(context.now, actor.changed.at) < 0) {
    const record = `Representative/${representative}`;
    throw new TreatyError('TIME_RUNS_BACKWARDS', { record, changedAt: actor.changed.at, now: context.now });
  }
  // R-06 an office acts within its term
  if (!inTerm(actor.term, context.now)) {
    throw new TreatyError('REPRESENTATIVE_OUT_OF_TERM', { representative, ...actor.term, now: context.now });
  }
  return { actor, key: requireSeal(act, keyAt(actor, context.now), context) };
}

function requireDelegation(representative: RepresentativeId, known: Known): void {
  const head = headOf(memberOf(representative));
  const status = known.record('Representative', head)?.status;
  // R-34 a delegation falls with its head's credentials, until those of another head are found in due form
  if (status === 'refused' || status === 'pending') {
    throw new TreatyError('DELEGATION_REFUSED', { head, representative });
  }
}

/** The act asks for a power that its author must hold. */
export function requirePower(actor: Representative, power: Power, act: Act): void {
  // R-08 credentials to speak and vote, full powers to bind
  if (!actor.powers.includes(power)) {
    throw new TreatyError('POWERS_MISSING', {
      representative: actor.id,
      held: actor.powers,
      act: act.type,
      expected: power,
    });
  }
}
