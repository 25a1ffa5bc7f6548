// SPDX-License-Identifier: Apache-2.0
import { operationOf, versionAt } from '../../../chaincode/src/domain/index.ts';
import type { Instant } from '../../../chaincode/src/protocol/index.ts';
import { all, found, type Reading } from './reading.ts';

/** Whether a treaty is suspended at an instant by its own rule on the number of its parties, and the sentence that says so. */
export async function suspension(
  { client, treaty }: Reading,
  at: Instant,
): Promise<{ readonly fact: { readonly isSuspended?: true }; readonly words: string }> {
  const version = versionAt(treaty, at);
  const details = { kind: 'Profile', id: version, treaty: treaty.treaty };
  const { profile } = await found(client, 'Profile', [version], 'RECORD_UNKNOWN', details);
  if (operationOf(treaty, profile, await all(client, 'Party'), at) !== 'suspended') return { fact: {}, words: '' };
  const words = 'The treaty is suspended: its parties are fewer than its profile asks for.\n\n';
  return { fact: { isSuspended: true }, words };
}
