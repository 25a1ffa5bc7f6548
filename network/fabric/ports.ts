// SPDX-License-Identifier: Apache-2.0
import net from 'node:net';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import { HOST, type NodePlace } from './layout.ts';

/** Whether something could listen on the port now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: HOST, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The ports of the node that another process holds. */
export async function takenPorts(node: NodePlace): Promise<number[]> {
  const ports = Object.values(node.ports);
  const free = await Promise.all(ports.map(isFree));
  return ports.filter((_, index) => free[index] === false);
}

/** Fails if: a port that one of the nodes is about to take is held already (NETWORK_PORT_TAKEN). */
export async function refuseTakenPorts(nodes: readonly NodePlace[]): Promise<void> {
  for (const node of nodes) {
    const [port] = await takenPorts(node);
    if (port !== undefined) throw new TreatyError('NETWORK_PORT_TAKEN', { port, node: node.name });
  }
}
