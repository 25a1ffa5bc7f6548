// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  TreatyError,
  type Instant,
  type ThresholdId,
  type ThresholdVersion,
} from '../../protocol/index.ts';

/** The versions of a threshold in the order in which they supersede each other, the first one first. */
export function chainOf(versions: readonly ThresholdVersion[]): ThresholdVersion[] {
  const successor = new Map(versions.map((version) => [version.supersedes ?? '', version]));
  const chain: ThresholdVersion[] = [];
  for (let next = successor.get(''); next !== undefined; next = successor.get(next.version)) chain.push(next);
  return chain;
}

/** The version in force at an instant: the last of the chain that had taken effect by then. */
export function inForceAt(
  threshold: ThresholdId,
  versions: readonly ThresholdVersion[],
  at: Instant,
): ThresholdVersion {
  const version = chainOf(versions).findLast(({ inForceFrom }) => compareInstants(inForceFrom, at) <= 0);
  if (version === undefined) throw new TreatyError('THRESHOLD_NOT_YET', { threshold, at });
  return version;
}
