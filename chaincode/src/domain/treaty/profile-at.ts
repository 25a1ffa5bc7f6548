// SPDX-License-Identifier: Apache-2.0
import { compareInstants, TreatyError, type Instant, type Profile, type Treaty } from '../../protocol/index.ts';
import { one, type Known, type Need } from '../known.ts';

/** The version of the profile that governs a treaty at an instant. */
export function versionAt({ profile, next }: Treaty, at: Instant): string {
  return next !== undefined && compareInstants(next.from, at) <= 0 ? next.version : profile;
}

/** The latest version that was adopted, whether in force already or not: the one from which an amendment starts. */
export function latestVersion({ profile, next }: Treaty): string {
  return next?.version ?? profile;
}

/** The versions of the profile that a treaty names. */
export function profileNeeds(known: Known): readonly Need[] {
  const treaty = known.find('Treaty');
  if (treaty === undefined) return [];
  return [one('Profile', treaty.profile), ...(treaty.next === undefined ? [] : [one('Profile', treaty.next.version)])];
}

/** A version of the profile that must be stored. */
export function profileOf(known: Known, version: string): Profile {
  const record = known.record('Profile', version);
  if (record === undefined)
    throw new TreatyError('INVARIANT_BROKEN', { what: `version ${version} of the profile is stored` });
  return record.profile;
}
