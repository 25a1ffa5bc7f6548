// SPDX-License-Identifier: Apache-2.0
import { depositaryContract } from './depositary-contract.ts';
import { modelContract } from './model-contract.ts';
import { organContract } from './organ-contract.ts';
import { partyContract } from './party-contract.ts';
import { proposalContract } from './proposal-contract.ts';
import { recordContract } from './record-contract.ts';
import { representativeContract } from './representative-contract.ts';
import { thresholdContract } from './threshold-contract.ts';
import { treatyContract } from './treaty-contract.ts';
import type { Office } from './pipeline.ts';

export type { Office } from './pipeline.ts';

/** The contract classes of the chaincode, all in one office. */
export function contractsOf(office: Office) {
  return [
    treatyContract(office),
    representativeContract(office),
    depositaryContract(office),
    organContract(office),
    modelContract(office),
    partyContract(office),
    proposalContract(office),
    thresholdContract(office),
    recordContract(office),
  ];
}
