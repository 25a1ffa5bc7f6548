// SPDX-License-Identifier: Apache-2.0
declare module 'fabric-shim/lib/contract-spi/chaincodefromcontract.js' {
  import type { ChaincodeInterface, ChaincodeResponse, ChaincodeStub } from 'fabric-shim';

  /** The routing of fabric-shim: contract classes in, a chaincode out. The library ships no types for it. */
  class ChaincodeFromContract implements ChaincodeInterface {
    constructor(
      contracts: readonly (new () => object)[],
      serializers: object,
      metadata: object,
      title: string,
      version: string,
    );
    Init(stub: ChaincodeStub): Promise<ChaincodeResponse>;
    Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse>;
  }
  export = ChaincodeFromContract;
}
