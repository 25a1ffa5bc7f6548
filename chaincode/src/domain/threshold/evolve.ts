// SPDX-License-Identifier: Apache-2.0
import type { EventOf, Threshold, ThresholdVersion } from '../../protocol/index.ts';
import { standing, type Made } from '../evolution.ts';
import type { Known } from '../known.ts';

/** The threshold and its first version, in force at once. */
export function thresholdEstablished(
  event: EventOf<'ThresholdEstablished'>,
  made: Made,
): [Threshold, ThresholdVersion] {
  const { threshold, metric, unit, version, value, method } = event;
  return [
    { kind: 'Threshold', ...made, id: threshold, metric, unit, latest: version },
    { kind: 'ThresholdVersion', ...made, threshold, version, value, method, inForceFrom: made.changed.at },
  ];
}

/** The next version of the threshold, in force from its own instant on. */
export function thresholdRevised(
  event: EventOf<'ThresholdRevised'>,
  made: Made,
  known: Known,
): [Threshold, ThresholdVersion] {
  const { threshold, version, value, method, inForceFrom, supersedes, proposal } = event;
  const { metric, unit } = standing(known.record('Threshold', threshold));
  return [
    { kind: 'Threshold', ...made, id: threshold, metric, unit, latest: version },
    { kind: 'ThresholdVersion', ...made, threshold, version, value, method, inForceFrom, supersedes, proposal },
  ];
}
