// SPDX-License-Identifier: Apache-2.0
declare module 'fabric-shim/lib/handler.js' {
  import type { peer } from '@hyperledger/fabric-protos';
  import type { ChaincodeInterface } from 'fabric-shim';

  /** A message that the shim sends; its class is that of the shim's own version of fabric-protos. */
  interface ShimMessage {
    serializeBinary(): Uint8Array;
  }

  /** The gRPC stream between a chaincode and its peer, as far as the shim uses it. */
  interface ShimStream {
    on(event: string, listener: (message: peer.ChaincodeMessage) => void): void;
    write(message: ShimMessage): void;
    end(): void;
  }

  /** The chaincode's side of the conversation with its peer. The library ships no types for it. */
  class ChaincodeMessageHandler {
    constructor(stream: ShimStream, chaincode: ChaincodeInterface);
    chat(first: ShimMessage): void;
  }
}

declare module 'fabric-shim/lib/logger.js' {
  /** A logger of the library winston, as far as it is used here. */
  interface Logger {
    readonly exceptions: { unhandle(): void };
  }
  function getLogger(name: string): Logger;
  /** Sets the level of all loggers that exist; CRITICAL shows none of the shim's own lines. */
  function setLevel(level: string): void;
}

declare module 'fabric-contract-api/lib/logger.js' {
  /** A logger of the library winston, as far as it is used here. */
  interface Logger {
    readonly exceptions: { unhandle(): void };
  }
  function getLogger(name: string): Logger;
  /** Sets the level of all loggers that exist; CRITICAL shows none of the shim's own lines. */
  function setLevel(level: string): void;
}
