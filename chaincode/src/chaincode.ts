// SPDX-License-Identifier: Apache-2.0
import fabric from 'fabric-contract-api';
import type { ChaincodeInterface } from 'fabric-shim';
import ChaincodeFromContract from 'fabric-shim/lib/contract-spi/chaincodefromcontract.js';
import { contractsOf, type Office } from './contracts/index.ts';

/** The chaincode as a peer sees it, with Fabric's own routing of transactions to contracts. */
export function chaincodeOf(office: Office): ChaincodeInterface {
  const serializers = { transaction: 'json', serializers: { json: fabric.JSONSerializer } };
  return new ChaincodeFromContract(contractsOf(office), serializers, {}, 'depositary', '1');
}
