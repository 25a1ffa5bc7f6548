// SPDX-License-Identifier: Apache-2.0
import type { ChaincodeInterface } from 'fabric-shim';
import { chaincodeOf } from '../../chaincode/src/chaincode.ts';
import type { MspId, Instant } from '../../chaincode/src/protocol/index.ts';

/** The treaty's own contracts, as the package that the parties approve holds them. */
export function honestChaincode(office: { opensTreaties: MspId; clock: () => Instant }): ChaincodeInterface {
  return chaincodeOf({ opensTreaties: office.opensTreaties, clock: office.clock });
}
