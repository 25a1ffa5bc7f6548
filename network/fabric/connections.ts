// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { MAIN_CHAINCODE } from './chaincode-package.ts';
import { HOST, type Layout, type PeerPlace } from './layout.ts';
import { writeStateFile } from './state-folder.ts';

/** The paths of a certificate and its private key, both PEM. */
interface KeyPair {
  readonly certificate: string;
  readonly privateKey: string;
}

/**
 * Everything that a client of one organisation needs; all paths are absolute. `identity` is an ordinary member
 * (organisational unit client), `admin` the organisation's administrator.
 */
export interface Connection {
  readonly v: 1;
  readonly network: string;
  readonly channel: string;
  readonly chaincode: string;
  readonly organisation: string;
  readonly msp: string;
  readonly peer: { readonly endpoint: string; readonly name: string; readonly tlsRootCertificate: string };
  readonly identity: KeyPair;
  readonly admin: KeyPair;
}

function keyPairIn(msp: string, user: string): KeyPair {
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
