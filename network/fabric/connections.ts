// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { z } from 'zod';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import { MAIN_CHAINCODE } from './chaincode-package.ts';
import { HOST, type Layout, type PeerPlace } from './layout.ts';
import { readStateFile, writeStateFile } from './state-folder.ts';

const KeyPair = z.strictObject({ certificate: z.string(), privateKey: z.string() });

/**
 * Everything that a client of one organisation needs; all paths are absolute. `identity` is an ordinary member
 * (organisational unit client), `admin` the organisation's administrator.
 */
export const Connection = z.strictObject({
  v: z.literal(1),
  network: z.string(),
  channel: z.string(),
  chaincode: z.string(),
  organisation: z.string(),
  msp: z.string(),
  peer: z.strictObject({ endpoint: z.string(), name: z.string(), tlsRootCertificate: z.string() }),
  identity: KeyPair,
  admin: KeyPair,
});
export type Connection = z.infer<typeof Connection>;

function keyPairIn(msp: string, user: string): z.infer<typeof KeyPair> {
  return {
    certificate: path.join(msp, 'signcerts', `${user}-cert.pem`),
    privateKey: path.join(msp, 'keystore', 'priv_sk'),
  };
}

function connectionOf(layout: Layout, network: string, peer: PeerPlace): Connection {
  return {
    v: 1,
    network,
    channel: layout.topology.channel,
    chaincode: MAIN_CHAINCODE,
    organisation: peer.organisation,
    msp: peer.msp,
    peer: {
      endpoint: `${HOST}:${peer.ports.listen}`,
      name: peer.host,
      tlsRootCertificate: path.join(peer.credentials.tls, 'ca.crt'),
    },
    identity: keyPairIn(peer.user, `User1@${peer.domain}`),
    admin: keyPairIn(peer.credentials.adminMsp, `Admin@${peer.domain}`),
  };
}

/** The connections of all organisations, in the order of the topology. */
export function connectionsOf(layout: Layout, network: string): Connection[] {
  return layout.peers.map((peer) => connectionOf(layout, network, peer));
}

/** Writes `connections/<organisation>.json` for every organisation. */
export function writeConnections(layout: Layout, network: string): void {
  for (const connection of connectionsOf(layout, network)) {
    writeStateFile(path.join(layout.connections, `${connection.organisation}.json`), connection);
  }
}

/** Reads one organisation's connection file. Fails if: there is none (NETWORK_NOT_RUNNING) or it is damaged. */
export function readConnection(state: string, organisation: string): Connection {
  const connection = readStateFile(path.join(state, 'connections', `${organisation}.json`), Connection);
  if (connection === undefined) throw new TreatyError('NETWORK_NOT_RUNNING', { state });
  return connection;
}
