// SPDX-License-Identifier: Apache-2.0
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import type { Topology } from '../topology.ts';
import { findBinaries } from './binaries.ts';
import { MAIN_CHAINCODE } from './chaincode-package.ts';
import { leaderOf } from './channel.ts';
import { connectionsOf, type Connection } from './connections.ts';
import { chaincodeProcessName, type Layout, type NodePlace } from './layout.ts';
import { isGone, signal, type Running } from './proc.ts';
import { chaincodeProcesses, ensureStarted, findProcess, untilHealthy } from './processes.ts';
import { until } from './wait.ts';

const END_SECONDS = 30;
const ENDING: readonly NodeJS.Signals[] = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGQUIT'];

async function kill(running: Running | undefined, state: string, name: NodeJS.Signals): Promise<void> {
  if (running === undefined || !signal(running, state, name) || !ENDING.includes(name)) return;
  await until(`${running.name} ends`, END_SECONDS, () => (isGone(running) ? true : undefined));
}

/** One peer or ordering node of a network, for tests and drills. */
export interface NetworkNode {
  readonly name: string;
  readonly role: NodePlace['role'];
  readonly organisation: string;
  readonly ports: NodePlace['ports'];
  readonly logFile: string;
  /** The pid; undefined while the node does not run. */
  pid(): number | undefined;
  /** Sends the signal (SIGKILL if not given); returns when the process is gone if the signal is one that ends it. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts the node unless it runs; returns when it is healthy. */
  start(): Promise<void>;
}

/** A chaincode process, which its peer started and starts again when it ends. */
export interface ChaincodeProcess {
  readonly name: string;
  pid(): number | undefined;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** A network that runs: what clients need to reach it, and what drills need to hurt it. */
export class FabricNetwork {
  readonly state: string;
  readonly topology: Topology;
  /** `<channel>@<hash of the genesis block's header>`, as every act names it. */
  readonly network: string;
  readonly #layout: Layout;

  constructor(layout: Layout, network: string) {
    this.state = layout.state;
    this.topology = layout.topology;
    this.network = network;
    this.#layout = layout;
  }

  /** One connection for each organisation, in the order of the topology. */
  connections(): Connection[] {
    return connectionsOf(this.#layout, this.network);
  }

  /** The connection of one organisation. Fails if: it has no peer here (NETWORK_NODE_UNKNOWN). */
  connection(organisation: string): Connection {
    const found = this.connections().find((connection) => connection.organisation === organisation);
    if (found === undefined) throw this.#unknown(`peer.${organisation}`);
    return found;
  }

  /** All peers and ordering nodes. */
  nodes(): NetworkNode[] {
    return this.#layout.nodes.map((place) => this.#node(place));
  }

  /** A node by its name, such as `peer.XA` or `orderer.OXA`. Fails if: there is none (NETWORK_NODE_UNKNOWN). */
  node(name: string): NetworkNode {
    const place = this.#layout.nodes.find((candidate) => candidate.name === name);
    if (place === undefined) throw this.#unknown(name);
    return this.#node(place);
  }

  /** The chaincode process of an organisation's peer. */
  chaincodeProcess(organisation: string, chaincode: string = MAIN_CHAINCODE): ChaincodeProcess {
    const layout = this.#layout;
    const name = chaincodeProcessName(chaincode, organisation);
    const running = (): Running | undefined => chaincodeProcesses(layout).find((one) => one.name === name);
    return { name, pid: () => running()?.pid, kill: (with_ = 'SIGKILL') => kill(running(), layout.state, with_) };
  }

  /** The name of the ordering node that leads, once a quorum of them agrees on it. Fails if: none within 60 s. */
  async leader(): Promise<string> {
    const leader = await until('the ordering nodes agree on a leader', 60, () => leaderOf(this.#layout));
    return leader.name;
  }

  #unknown(node: string): TreatyError {
    return new TreatyError('NETWORK_NODE_UNKNOWN', { node, known: this.#layout.nodes.map(({ name }) => name) });
  }

  #node(place: NodePlace): NetworkNode {
    const layout = this.#layout;
    const { name, role, organisation, ports, log } = place;
    return {
      ...{ name, role, organisation, ports, logFile: log },
      pid: () => findProcess(layout, name)?.pid,
      kill: (with_ = 'SIGKILL') => kill(findProcess(layout, name), layout.state, with_),
      start: async () => {
        ensureStarted(layout, await findBinaries(), place);
        await untilHealthy(layout, place);
      },
    };
  }
}
