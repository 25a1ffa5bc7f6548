// SPDX-License-Identifier: Apache-2.0
import type { Endorsed, Ledger, NetworkId } from '../../chaincode/src/protocol/index.ts';

/** A ledger under test with the doors of all its organisations. */
export interface Rig {
  readonly network: NetworkId;
  connect(organisation: string, as?: 'client' | 'admin'): Promise<Ledger>;
  /** Has a transaction endorsed as a client would whose clock is wrong by so many milliseconds. */
  endorseDated(organisation: string, transaction: string, argument: string, shift: number): Promise<Endorsed>;
  close(): Promise<void>;
}
