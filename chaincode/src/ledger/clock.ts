// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  fromEpochMilliseconds,
  instantFromEpoch,
  plus,
  TreatyError,
  type ClockRule,
  type Instant,
} from '../protocol/index.ts';
import type { Stub } from './stub.ts';

/** An endorsing peer's own clock. It only ever refuses, and a refusal writes nothing, so peers cannot come to differ. */
export type Clock = () => Instant;

/** The clock of this host. */
export const systemClock: Clock = () => fromEpochMilliseconds(Date.now());

/** The transaction's timestamp, to the millisecond: the clock of the client that made it. */
export function timestampOf(stub: Stub): Instant {
  const { seconds, nanos } = stub.getTxTimestamp();
  return instantFromEpoch(BigInt(String(seconds)), nanos);
}

/** Bounds the client's clock by this peer's. Fails if: CLOCK_AHEAD, CLOCK_BEHIND. */
export function requireClock(clock: Clock, { aheadBy, behindBy }: ClockRule, now: Instant): void {
  const own = clock();
  if (compareInstants(now, plus(own, aheadBy)) > 0) throw new TreatyError('CLOCK_AHEAD', { now, aheadBy });
  if (compareInstants(plus(now, behindBy), own) < 0) throw new TreatyError('CLOCK_BEHIND', { now, behindBy });
}

/**
 * Waits until this peer's own clock has passed a deadline for good. Fails if: CLOCK_NOT_YET.
 * CRUCIAL: without this bound whoever closes a proposal chooses its deadline, by shifting the clock of the client.
 */
export function requirePassed(clock: Clock, { behindBy }: ClockRule, deadline: Instant): void {
  const until = plus(deadline, behindBy);
  if (compareInstants(clock(), until) < 0) throw new TreatyError('CLOCK_NOT_YET', { until });
}
