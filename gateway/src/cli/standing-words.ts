// SPDX-License-Identifier: Apache-2.0
import type { Operation, PartyStanding } from '../../../chaincode/src/domain/index.ts';

/** How a treaty stands, after "the treaty is". */
export const OPERATIONS = {
  awaited: 'not in force',
  inForce: 'in force',
  suspended: 'suspended, since too few parties remain',
} as const satisfies Record<Operation, string>;

/** How a state stands to a treaty. */
export const STANDINGS = {
  invited: 'invited',
  signatory: 'signatory',
  contracting: 'bound, the treaty not in force for it',
  party: 'party',
  withdrawing: 'party, withdrawing',
  withdrawn: 'withdrawn',
} as const satisfies Record<PartyStanding, string>;
