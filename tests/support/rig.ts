// SPDX-License-Identifier: Apache-2.0
import type { Endorsed, Ledger, NetworkId } from '../../chaincode/src/protocol/index.ts';

/** A ledger under test with the doors of all its organisations. */
export interface Rig {
  readonly network: NetworkId;
  connect(organisation: string, as?: 'client' | 'admin'): Promise<Ledger>;
  /** Has a transaction endorsed as a client would whose clock is wrong and shows `at`, in milliseconds of the epoch. */
  endorseDated(organisation: string, transaction: string, argument: string, at: number): Promise<Endorsed>;
  close(): Promise<void>;
}
