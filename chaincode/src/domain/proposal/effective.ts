// SPDX-License-Identifier: Apache-2.0
import { deadline, Duration, latest, type Instant, type Proposal, type UtcOffset } from '../../protocol/index.ts';

/**
 * Until when votes may change under a rule that lets them change until the decision takes effect: `effectiveAfter` from the end of
 * the window. Undefined under other rules, and in a step whose success only leads to another one.
 */
export function changesUntil(
  { rule, effectiveAfter }: Pick<Proposal, 'rule' | 'effectiveAfter'>,
  votingUntil: Instant,
  seat: UtcOffset,
): Instant | undefined {
  if (rule.changesUntil !== 'effective' || rule.then?.success !== undefined) return undefined;
  return deadline(votingUntil, Duration.parse(effectiveAfter), seat);
}

/** From when a decision has effect that is closed now: the end of changes where these last until then, else a delay from the close. */
export function effectiveFrom({ effectiveAfter, changesUntil: end }: Proposal, now: Instant, seat: UtcOffset): Instant {
  // R-177 the delay is counted once: where votes could change until the decision takes effect, it has passed by the close
  return end === undefined ? deadline(now, Duration.parse(effectiveAfter), seat) : latest(now, end);
}
