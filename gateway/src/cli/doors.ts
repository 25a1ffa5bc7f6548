// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TreatyError, type Ledger } from '../../../chaincode/src/protocol/index.ts';
import { openEmbedded, type EmbeddedNetwork } from '../../../network/embedded/index.ts';
import { chosenNetwork } from '../../../network/fabric/choice.ts';
import { defaultStateFolder } from '../../../network/fabric/state-folder.ts';
import { mspOf } from '../../../network/topology.ts';
import { readConnection } from '../connection.ts';
import { FabricLedger } from '../fabric-ledger.ts';
import { Horizon } from '../horizon.ts';

/** With which certificate of its organisation a party goes through its door. */
export type Carrier = 'client' | 'admin';

/** The doors to a channel that this machine may use: on a rehearsal all organisations', in earnest one's own. */
export interface Doors {
  /** The folder in which this machine keeps what belongs to the channel. */
  readonly state: string;
  readonly organisations: readonly string[];
  open(organisation: string, as?: Carrier): Promise<Ledger>;
  close(): Promise<void>;
}

/** Opens each door once, and closes all of them. */
abstract class OpenedOnce implements Doors {
  abstract readonly state: string;
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

/** The one organisation of a connection file, or all whose files stand in a network's folder. */
class FabricDoors extends OpenedOnce {
  readonly state: string;
  readonly #files: ReadonlyMap<string, string>;
  readonly #horizon = new Horizon();

  constructor(state: string, connection: string | undefined) {
    super();
    this.state = state;
    this.#files =
      connection === undefined
        ? filesIn(join(state, 'connections'))
        : new Map([[readConnection(connection).organisation, connection]]);
  }

  get organisations(): readonly string[] {
    return [...this.#files.keys()];
  }

  protected enter(organisation: string, as: Carrier): Promise<Ledger> {
    const [only] = this.#files.values();
    // A hosting organisation's connection serves the members that it hosts.
    const file = this.#files.get(organisation) ?? (this.#files.size === 1 ? only : undefined);
    if (file === undefined) {
      return Promise.reject(
        new TreatyError('CONNECTION_UNKNOWN', { organisation, folder: this.state, known: this.organisations }),
      );
    }
    return FabricLedger.connect(readConnection(file), { as, horizon: this.#horizon });
  }
}

function filesIn(folder: string): Map<string, string> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  return new Map(names.sort().map((name) => [name.slice(0, -'.json'.length), join(folder, name)]));
}

/** A rehearsal in this process, kept in a folder from one command to the next. */
class EmbeddedDoors extends OpenedOnce {
  readonly state: string;
  readonly organisations: readonly string[];
  readonly #network: () => Promise<EmbeddedNetwork>;

  constructor(state: string) {
    super();
    const { channel, organisations, opensTreaties } = chosenNetwork({ state }).topology;
    const members = organisations.map(({ id }) => ({ id, msp: mspOf(id) }));
    this.state = state;
    this.organisations = members.map(({ id }) => id);
    let opened: Promise<EmbeddedNetwork> | undefined;
    this.#network = () =>
      (opened ??= openEmbedded({ state, channel, organisations: members, opensTreaties: mspOf(opensTreaties) }));
  }

  protected async enter(organisation: string, as: Carrier): Promise<Ledger> {
    return (await this.#network()).connect({ organisation, admin: as === 'admin' });
  }
}

/** Which ledger a command uses, as its options say. */
export interface LedgerChoice {
  readonly ledger?: string;
  readonly state?: string;
  readonly connection?: string;
}

/** The doors that the options name. */
export function doorsOf({ ledger, state, connection }: LedgerChoice): Doors {
  if (ledger === 'embedded') return new EmbeddedDoors(state ?? defaultStateFolder('embedded'));
  return new FabricDoors(chosenNetwork({ state }).state, connection);
}
