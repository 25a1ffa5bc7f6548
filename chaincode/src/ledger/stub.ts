// SPDX-License-Identifier: Apache-2.0

/** One key and value of a range read. */
interface Entry {
  readonly key: string;
  readonly value: Uint8Array;
}

/** A range that is being read; it must be closed. */
export interface Iterator {
  next(): Promise<{ readonly done: boolean; readonly value: Entry }>;
  close(): Promise<void>;
}

/** The part of fabric-shim's ChaincodeStub that Depositary uses; the embedded ledger offers the same. */
export interface Stub {
  getTxID(): string;
  getChannelID(): string;
  getTxTimestamp(): { readonly seconds: unknown; readonly nanos: number };
  createCompositeKey(objectType: string, attributes: string[]): string;
  getState(key: string): Promise<Uint8Array>;
  putState(key: string, value: Uint8Array): Promise<void>;
  setEvent(name: string, payload: Uint8Array): void;
  getStateByPartialCompositeKey(objectType: string, attributes: string[]): Promise<Iterator>;
  getStateByPartialCompositeKeyWithPagination(
    objectType: string,
    attributes: string[],
    pageSize: number,
    bookmark?: string,
  ): Promise<{ readonly iterator: Iterator; readonly metadata?: { readonly bookmark: string } }>;
}

/** What a transaction is given: the ledger, and whose certificate carries it. */
export interface TransactionContext {
  readonly stub: Stub;
  readonly clientIdentity: { getMSPID(): string; getIDBytes(): Uint8Array };
}
