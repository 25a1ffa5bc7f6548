// SPDX-License-Identifier: Apache-2.0
import {
  deriveId,
  sha256Hex,
  utf8,
  VersionId,
  type EventOf,
  type Instant,
  type ThresholdRule,
} from '../../protocol/index.ts';

/** The threshold of a profile as it begins: with its first version, whose id derives from what brings it; or unset. */
export function establishedBy(
  origin: string,
  { id: threshold, metric, unit, value, method }: ThresholdRule,
  inForceFrom?: Instant,
): EventOf<'ThresholdEstablished'> {
  const type = 'ThresholdEstablished';
  if (value === undefined || method === undefined) return { type, threshold, metric, unit };
  const version = VersionId.parse(deriveId('T', sha256Hex(utf8(`${origin} ${threshold}`))));
  const since = inForceFrom === undefined ? {} : { inForceFrom };
  return { type, threshold, metric, unit, version, value, method, ...since };
}
