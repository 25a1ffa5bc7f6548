// SPDX-License-Identifier: Apache-2.0
import { fromEpochMilliseconds, NetworkId, type Endorsed, type Ledger } from '../../chaincode/src/protocol/index.ts';
import { EmbeddedNetwork } from '../../network/embedded/index.ts';
import type { Rig } from './rig.ts';

/** The embedded ledger in memory. */
export class EmbeddedRig implements Rig {
  readonly #network = new EmbeddedNetwork();

  get network(): NetworkId {
    return NetworkId.parse(this.#network.id);
  }

  connect(organisation: string, as: 'client' | 'admin' = 'client'): Promise<Ledger> {
    return Promise.resolve(this.#network.connect({ organisation, admin: as === 'admin' }));
  }

  endorseDated(organisation: string, transaction: string, argument: string, at: number): Promise<Endorsed> {
    const clock = () => fromEpochMilliseconds(at);
    return this.#network.connect({ organisation, clock }).endorse(transaction, argument);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
