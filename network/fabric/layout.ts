// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { mspOf, type Topology } from '../topology.ts';

/** All listeners stand here: a network on one host is nobody else's business. */
export const HOST = '127.0.0.1';

/** Where a node's certificates lie: its own MSP and TLS folders, and those of its organisation's administrator. */
export interface Credentials {
  readonly msp: string;
  readonly tls: string;
  readonly adminMsp: string;
  readonly adminTls: string;
  /** The organisation's own MSP folder, without private keys: what the channel's configuration takes. */
  readonly organisationMsp: string;
}

interface Place {
  /** `peer.XA`, `orderer.OXA`: the name in commands, logs and process files. */
  readonly name: string;
  readonly organisation: string;
  readonly msp: string;
  readonly domain: string;
  /** The name in the node's TLS certificate. */
  readonly host: string;
  readonly credentials: Credentials;
  /** The node's own data: ledger, temporary files. */
  readonly data: string;
  readonly log: string;
}

/** An organisation's peer. */
export interface PeerPlace extends Place {
  readonly role: 'peer';
  readonly ports: { readonly listen: number; readonly chaincode: number; readonly operations: number };
  /** An ordinary member of the organisation. */
  readonly user: string;
}

/** An ordering organisation's node. */
export interface OrdererPlace extends Place {
  readonly role: 'orderer';
  /** The number in the channel's list of consenters, from 1. */
  readonly consenter: number;
  readonly ports: { readonly listen: number; readonly admin: number; readonly operations: number };
}

/** Any node of the network. */
export type NodePlace = PeerPlace | OrdererPlace;

/** Every name, port and path of one network, derived from its topology and its folder alone. */
export interface Layout {
  readonly state: string;
  readonly topology: Topology;
  readonly peers: readonly PeerPlace[];
  readonly orderers: readonly OrdererPlace[];
  readonly nodes: readonly NodePlace[];
  readonly crypto: string;
  readonly channel: string;
  readonly genesisBlock: string;
  readonly packages: string;
  readonly logs: string;
  readonly processes: string;
  readonly connections: string;
}

function credentialsIn(
  organisationFolder: string,
  nodes: 'peers' | 'orderers',
  host: string,
  domain: string,
): Credentials {
  const node = path.join(organisationFolder, nodes, host);
  const admin = path.join(organisationFolder, 'users', `Admin@${domain}`);
  return {
    msp: path.join(node, 'msp'),
    tls: path.join(node, 'tls'),
    adminMsp: path.join(admin, 'msp'),
    adminTls: path.join(admin, 'tls'),
    organisationMsp: path.join(organisationFolder, 'msp'),
  };
}

/** Ports: the base is spare, then three for each peer in the order of the topology, then three for each ordering node. */
export function layoutOf(topology: Topology, state: string): Layout {
  const crypto = path.join(state, 'crypto');
  const logs = path.join(state, 'logs');
  const domainOf = (organisation: string): string => `${organisation.toLowerCase()}.${topology.name}.invalid`;
  const portsFrom = (index: number): [number, number, number] => {
    const first = topology.portBase + 1 + 3 * index;
    return [first, first + 1, first + 2];
  };
  const placeOf = (role: 'peer' | 'orderer', organisation: string): Place => {
    const name = `${role}.${organisation}`;
    const domain = domainOf(organisation);
    const host = `${role}0.${domain}`;
    const folder = path.join(crypto, `${role}Organizations`, domain);
    const credentials = credentialsIn(folder, role === 'peer' ? 'peers' : 'orderers', host, domain);
    const data = path.join(state, 'nodes', name);
    return {
      name,
      organisation,
      msp: mspOf(organisation),
      domain,
      host,
      credentials,
      data,
      log: path.join(logs, `${name}.log`),
    };
  };
  const peers = topology.organisations.map(({ id }, index): PeerPlace => {
    const place = placeOf('peer', id);
    const [listen, chaincode, operations] = portsFrom(index);
    const user = path.join(crypto, 'peerOrganizations', place.domain, 'users', `User1@${place.domain}`, 'msp');
    return { ...place, role: 'peer', ports: { listen, chaincode, operations }, user };
  });
  const orderers = topology.ordering.map(({ id }, index): OrdererPlace => {
    const [listen, admin, operations] = portsFrom(peers.length + index);
    return { ...placeOf('orderer', id), role: 'orderer', consenter: index + 1, ports: { listen, admin, operations } };
  });
  return {
    state,
    topology,
    peers,
    orderers,
    nodes: [...orderers, ...peers],
    crypto,
    channel: path.join(state, 'channel'),
    genesisBlock: path.join(state, 'channel', 'genesis.block'),
    packages: path.join(state, 'packages'),
    logs,
    processes: path.join(state, 'processes'),
    connections: path.join(state, 'connections'),
  };
}

/** The peer's name in the marker and log of a chaincode process: `depositary.XA`. */
export function chaincodeProcessName(chaincode: string, organisation: string): string {
  return `${chaincode}.${organisation}`;
}
