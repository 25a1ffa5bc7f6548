// SPDX-License-Identifier: Apache-2.0
import { TreatyError, type Instant } from '../../protocol/index.ts';
import { every, type Known, type Need } from '../known.ts';
import { operationOf } from '../party/entry.ts';
import type { Case } from '../rule.ts';

/** Which states are parties is read only where the treaty may be suspended by their number. */
export function operationNeeds(known: Known): readonly Need[] {
  const { profile, next } = known.find('Treaty') ?? {};
  const rules = [profile, next?.version].flatMap((version) =>
    version === undefined ? [] : (known.find('Profile', version)?.profile.membership?.entryIntoForce ?? []),
  );
  // CRUCIAL: a range is checked again at commit; read under every profile, each instrument would undo the votes beside it.
  return rules.some(({ belowNumber }) => belowNumber === 'suspended') ? [every('Party')] : [];
}

/** Whether the treaty is suspended by its own rule at an instant, for want of parties. */
export function isSuspendedAt(at: Instant, { known, treaty, profile }: Case): boolean {
  if (profile.membership?.entryIntoForce?.belowNumber !== 'suspended') return false;
  return operationOf(treaty, profile, known.all('Party'), at) === 'suspended';
}

/** Refuses what a suspended treaty does not do. Fails if: TREATY_SUSPENDED. */
export function requireOperating(at: Instant, around: Case): void {
  // R-175 a treaty that its own rule suspends decides nothing: no motions, no votes, no adoption
  if (isSuspendedAt(at, around)) throw new TreatyError('TREATY_SUSPENDED', { treaty: around.treaty.treaty, at });
}
