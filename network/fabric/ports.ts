// SPDX-License-Identifier: Apache-2.0
import net from 'node:net';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import { HOST, type NodePlace } from './layout.ts';
import { until } from './wait.ts';

/** Whether something could listen on the port now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: HOST, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Whether somebody listens on the port now. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: HOST, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** The ports of the node that another process holds. */
export async function takenPorts(node: NodePlace): Promise<number[]> {
  const ports = Object.values(node.ports);
  const free = await Promise.all(ports.map(isFree));
  return ports.filter((_, index) => free[index] === false);
}

const PATIENCE_SECONDS = 2;

/**
 * Fails if: a port that one of the nodes is about to take is held already (NETWORK_PORT_TAKEN), and not just by a node
 * that was killed a moment ago.
 */
export async function refuseTakenPorts(nodes: readonly NodePlace[]): Promise<void> {
  for (const node of nodes) {
    let taken: number[] = [];
    await until(`the ports of ${node.name} are free`, PATIENCE_SECONDS, async () => {
      taken = await takenPorts(node);
      return taken.length === 0 ? true : undefined;
    }).catch((error: unknown) => {
      throw new TreatyError('NETWORK_PORT_TAKEN', { port: taken[0], node: node.name }, { cause: error });
    });
  }
}
