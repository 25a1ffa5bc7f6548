// SPDX-License-Identifier: Apache-2.0
import type { EventOf, Threshold, ThresholdVersion } from '../../protocol/index.ts';
import { standing, type Made } from '../evolution.ts';
import type { Known } from '../known.ts';

/** The threshold and its first version, in force at once unless it says from when; or the threshold alone while it is unset. */
export function thresholdEstablished(
  event: EventOf<'ThresholdEstablished'>,
  made: Made,
): [Threshold, ...ThresholdVersion[]] {
  const { threshold, metric, unit, version, value, method, inForceFrom = made.changed.at } = event;
  const unset = { kind: 'Threshold' as const, ...made, id: threshold, metric, unit };
  if (version === undefined || value === undefined || method === undefined) return [unset];
  const first = { kind: 'ThresholdVersion' as const, ...made, threshold, version, value, method, inForceFrom };
  return [{ ...unset, latest: version }, first];
}

/** The next version of the threshold, in force from its own instant on. */
export function thresholdRevised(
  event: EventOf<'ThresholdRevised'>,
  made: Made,
  known: Known,
): [Threshold, ThresholdVersion] {
  const { type: _, ...revised } = event;
  const { threshold, version } = revised;
  const { metric, unit } = standing(known.record('Threshold', threshold));
  return [
    { kind: 'Threshold', ...made, id: threshold, metric, unit, latest: version },
    { kind: 'ThresholdVersion', ...made, ...revised },
  ];
}
