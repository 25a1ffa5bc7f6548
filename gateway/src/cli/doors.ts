// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TreatyError, type Ledger } from '../../../chaincode/src/protocol/index.ts';
import { readConnection } from '../connection.ts';
import { FabricLedger } from '../fabric-ledger.ts';
import { Horizon } from '../horizon.ts';

/** With which certificate of its organisation a party goes through its door. */
export type Carrier = 'client' | 'admin';

/** The doors to a channel that this machine may use: on a rehearsal all organisations', in earnest one's own. */
export interface Doors {
  readonly organisations: readonly string[];
  open(organisation: string, as?: Carrier): Promise<Ledger>;
  close(): Promise<void>;
}

/** Opens each door once, and closes all of them. */
abstract class OpenedOnce implements Doors {
  abstract readonly organisations: readonly string[];
  readonly #opened = new Map<string, Promise<Ledger>>();

  protected abstract enter(organisation: string, as: Carrier): Promise<Ledger>;

  open(organisation: string, as: Carrier = 'client'): Promise<Ledger> {
    const name = `${organisation} ${as}`;
    const opened = this.#opened.get(name) ?? this.enter(organisation, as);
    this.#opened.set(name, opened);
    return opened;
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#opened.values());
    await Promise.all(opened.map(async (door) => (door.status === 'fulfilled' ? door.value.close() : undefined)));
  }
}

/** Doors to the peers of a real network, by the connection files of a folder. */
export class FabricDoors extends OpenedOnce {
  readonly organisations: readonly string[];
  readonly #folder: string;
  readonly #horizon = new Horizon();

  constructor(folder: string) {
    super();
    this.#folder = folder;
    const files = existsSync(folder) ? readdirSync(folder) : [];
    this.organisations = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
  }

  protected enter(organisation: string, as: Carrier): Promise<Ledger> {
    if (!this.organisations.includes(organisation)) {
      throw new TreatyError('CONNECTION_UNKNOWN', { organisation, folder: this.#folder, known: this.organisations });
    }
    return FabricLedger.connect(readConnection(join(this.#folder, `${organisation}.json`)), {
      as,
      horizon: this.#horizon,
    });
  }
}
