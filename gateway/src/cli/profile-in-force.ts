// SPDX-License-Identifier: Apache-2.0
import { versionAt } from '../../../chaincode/src/domain/index.ts';
import type { Instant, Profile, Treaty } from '../../../chaincode/src/protocol/index.ts';
import type { TreatyClient } from '../treaty-client.ts';
import { found } from './reading.ts';

/** One version of a treaty's profile. Fails if: RECORD_UNKNOWN. */
export async function profileIn(client: TreatyClient, version: string): Promise<Profile> {
  const details = { kind: 'Profile', id: version, treaty: client.treaty };
  return (await found(client, 'Profile', [version], 'RECORD_UNKNOWN', details)).profile;
}

/** The profile that governs a treaty at an instant: an amendment that was adopted counts from its own instant on. */
export function profileAt(client: TreatyClient, treaty: Treaty, at: Instant): Promise<Profile> {
  return profileIn(client, versionAt(treaty, at));
}
