// SPDX-License-Identifier: Apache-2.0
import { compareInstants, Instant, plus, type Duration } from '../../protocol/index.ts';

const SOME_DAY = Instant.parse('2000-01-01T00:00:00Z');

/** Whether some durations, one after the other, last longer than another one. */
export function areLonger(parts: readonly Duration[], limit: Duration): boolean {
  const end = parts.reduce((at, part) => plus(at, part), SOME_DAY);
  return compareInstants(end, plus(SOME_DAY, limit)) > 0;
}
