// SPDX-License-Identifier: Apache-2.0
import { findProcess } from './processes.ts';
import { chaincodeProcesses } from './processes.ts';
import type { Layout, NodePlace } from './layout.ts';
import { inParallel } from './wait.ts';
import { isHealthy, metricsOf, valueFor } from './operations.ts';

/** How one process of the network is. */
export interface NodeStatus {
  readonly name: string;
  readonly role: 'peer' | 'orderer' | 'chaincode';
  readonly organisation: string;
  readonly pid: number | null;
  readonly alive: boolean;
  readonly healthy: boolean;
  /** By purpose: listen, operations, admin or chaincode; none for a chaincode process, which only calls its peer. */
  readonly ports: Readonly<Record<string, number>>;
  /** How many blocks the node has; null where it does not say. */
  readonly height: number | null;
}

async function statusOf(layout: Layout, node: NodePlace): Promise<NodeStatus> {
  const { name, role, organisation, ports } = node;
  const running = findProcess(layout, name);
  const healthy = running !== undefined && (await isHealthy(ports.operations));
  const samples = healthy ? await metricsOf(ports.operations) : [];
  const height = valueFor(samples, 'ledger_blockchain_height', layout.topology.channel) ?? null;
  return { name, role, organisation, pid: running?.pid ?? null, alive: running !== undefined, healthy, ports, height };
}

/** The state of every node, and of every chaincode process that lives. */
export async function statusOfAll(layout: Layout): Promise<NodeStatus[]> {
  const nodes = await inParallel(layout.nodes, (node) => statusOf(layout, node));
  const chaincode = chaincodeProcesses(layout).map(({ name, pid, organisation }): NodeStatus => ({
    ...{ name, role: 'chaincode', organisation, pid, alive: true, healthy: true, ports: {}, height: null },
  }));
  return [...nodes, ...chaincode];
}
