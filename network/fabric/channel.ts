// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import { HOST, type Layout, type OrdererPlace, type PeerPlace } from './layout.ts';
import { administratorEnvironment } from './node-environment.ts';
import { metricsOf, valueFor } from './operations.ts';
import { runTool } from './tool.ts';
import { inParallel, until } from './wait.ts';

async function joinOrderer(layout: Layout, binaries: Binaries, node: OrdererPlace): Promise<void> {
  const { adminTls, tls } = node.credentials;
  await runTool(layout, binaries, {
    step: 'join the channel',
    node: node.name,
    program: 'osnadmin',
    args: [
      ...['channel', 'join', '--channelID', layout.topology.channel, '--config-block', layout.genesisBlock],
      ...['-o', `${HOST}:${node.ports.admin}`, '--ca-file', path.join(tls, 'ca.crt')],
      ...['--client-cert', path.join(adminTls, 'client.crt'), '--client-key', path.join(adminTls, 'client.key')],
    ],
    alreadyDone: /channel already exists/,
  });
}

async function joinPeer(layout: Layout, binaries: Binaries, node: PeerPlace): Promise<void> {
  await runTool(layout, binaries, {
    step: 'join the channel',
    node: node.name,
    program: 'peer',
    args: ['channel', 'join', '-b', layout.genesisBlock],
    environment: administratorEnvironment(node),
    alreadyDone: /ledger .* already exists/,
  });
}

const CONSENSUS_SECONDS = 60;

/** Joins all ordering nodes and peers to the channel, and returns when the ordering nodes have a leader. */
export async function joinChannel(layout: Layout, binaries: Binaries): Promise<void> {
  await inParallel(layout.nodes, (node) =>
    node.role === 'peer' ? joinPeer(layout, binaries, node) : joinOrderer(layout, binaries, node),
  );
  await until('the ordering nodes have a leader', CONSENSUS_SECONDS, () => leaderOf(layout));
}

/**
 * The ordering node that proposes blocks now, by the agreement of more than two thirds of the ordering nodes;
 * undefined while they do not agree.
 */
export async function leaderOf(layout: Layout): Promise<OrdererPlace | undefined> {
  const { channel } = layout.topology;
  const named = await Promise.all(
    layout.orderers.map(async ({ ports }) =>
      valueFor(await metricsOf(ports.operations), 'consensus_BFT_leader_id', channel),
    ),
  );
  return layout.orderers.find(
    ({ consenter }) => 3 * named.filter((id) => id === consenter).length > 2 * layout.orderers.length,
  );
}

/** Waits until every peer knows all others and has the blocks that any of them has now, so that acts find endorsers. */
export async function untilPeersMeet(layout: Layout): Promise<void> {
  const { channel } = layout.topology;
  const others = layout.peers.length - 1;
  let wanted = 1;
  await until('all peers know each other', CONSENSUS_SECONDS, async () => {
    const samples = await Promise.all(layout.peers.map(({ ports }) => metricsOf(ports.operations)));
    const met = samples.every((all) => valueFor(all, 'gossip_membership_total_peers_known', channel) === others);
    const heights = samples.map((all) => valueFor(all, 'ledger_blockchain_height', channel) ?? 0);
    if (wanted === 1) wanted = Math.max(...heights);
    return met && heights.every((height) => height >= wanted) ? true : undefined;
  });
}
