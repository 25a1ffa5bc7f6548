// SPDX-License-Identifier: Apache-2.0
import { Duration, plus, PositiveDuration } from './duration.ts';
import { compareInstants, Instant } from './instant.ts';

const SOME_DAY = Instant.parse('2000-01-01T00:00:00Z');

function atMost(longest: string) {
  const end = plus(SOME_DAY, Duration.parse(longest));
  return (duration: Duration): boolean => {
    try {
      return compareInstants(plus(SOME_DAY, duration), end) <= 0;
    } catch {
      // Beyond the calendar, or no duration at all, which its own form says better.
      return false;
    }
  };
}

/** A limit of a treaty: at most a hundred years, so that every deadline is an instant. */
export const Limit = Duration.refine(atMost('P100Y'), 'longer than P100Y');

/** A limit that is longer than nothing. */
export const PositiveLimit = PositiveDuration.refine(atMost('P100Y'), 'longer than P100Y');

/** A bound on a clock: below the five minutes of the peer's own check. */
export const ClockBound = PositiveDuration.refine(atMost('PT299S'), 'not shorter than PT5M');
