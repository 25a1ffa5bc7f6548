// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { HOST, type Layout, type OrdererPlace, type PeerPlace } from './layout.ts';
import { packageRoot } from './package-root.ts';

/** The settings of one process: Fabric's own variables, over the defaults of core.yaml and orderer.yaml. */
export type Environment = Readonly<Record<string, string>>;

const BUILDER = 'depositary';

/** What the external builder hands on to the chaincode's launcher. */
const FOR_BUILDER = ['DEPOSITARY_NODE', 'DEPOSITARY_STATE_FOLDER', 'DEPOSITARY_ORGANISATION', 'DEPOSITARY_LOGS'];

/** How nodes log: in UTC, without colours, and without a line for every connection and call. */
export const LOGGING: Environment = {
  TZ: 'UTC',
  FABRIC_LOGGING_SPEC: 'info:grpc=error:comm.grpc.server=warning',
  FABRIC_LOGGING_FORMAT: '%{time:2006-01-02T15:04:05.000Z07:00} %{level:.4s} [%{module}] %{message}',
};

/** Variables of an ordering node. Its administration port demands the administrator's certificate. */
export function ordererEnvironment(node: OrdererPlace): Environment {
  const { credentials, ports } = node;
  const certificate = path.join(credentials.tls, 'server.crt');
  const privateKey = path.join(credentials.tls, 'server.key');
  const authority = path.join(credentials.tls, 'ca.crt');
  return {
    ORDERER_GENERAL_LISTENADDRESS: HOST,
    ORDERER_GENERAL_LISTENPORT: String(ports.listen),
    ORDERER_GENERAL_LOCALMSPID: node.msp,
    ORDERER_GENERAL_LOCALMSPDIR: credentials.msp,
    ORDERER_GENERAL_TLS_ENABLED: 'true',
    ORDERER_GENERAL_TLS_PRIVATEKEY: privateKey,
    ORDERER_GENERAL_TLS_CERTIFICATE: certificate,
    ORDERER_GENERAL_TLS_ROOTCAS: `[${authority}]`,
    ORDERER_GENERAL_BACKOFF_MAXDELAY: '3s',
    ORDERER_FILELEDGER_LOCATION: path.join(node.data, 'ledger'),
    ORDERER_CONSENSUS_WALDIR: path.join(node.data, 'wal'),
    ORDERER_CONSENSUS_SNAPDIR: path.join(node.data, 'snapshots'),
    ORDERER_OPERATIONS_LISTENADDRESS: `${HOST}:${ports.operations}`,
    ORDERER_METRICS_PROVIDER: 'prometheus',
    ORDERER_ADMIN_LISTENADDRESS: `${HOST}:${ports.admin}`,
    ORDERER_ADMIN_TLS_ENABLED: 'true',
    ORDERER_ADMIN_TLS_PRIVATEKEY: privateKey,
    ORDERER_ADMIN_TLS_CERTIFICATE: certificate,
    ORDERER_ADMIN_TLS_CLIENTAUTHREQUIRED: 'true',
    ORDERER_ADMIN_TLS_CLIENTROOTCAS: `[${authority}]`,
  };
}

/** Variables of a peer. It starts its chaincode processes itself, through the external builder of this package. */
export function peerEnvironment(node: PeerPlace, layout: Layout): Environment {
  const { credentials, ports } = node;
  const endpoint = `${HOST}:${ports.listen}`;
  const chaincodeEndpoint = `${HOST}:${ports.chaincode}`;
  const builder = { name: BUILDER, path: path.join(packageRoot(), 'network', 'fabric', 'builder') };
  return {
    CORE_PEER_ID: node.host,
    CORE_PEER_ADDRESS: endpoint,
    CORE_PEER_LISTENADDRESS: endpoint,
    CORE_PEER_CHAINCODEADDRESS: chaincodeEndpoint,
    CORE_PEER_CHAINCODELISTENADDRESS: chaincodeEndpoint,
    CORE_PEER_LOCALMSPID: node.msp,
    CORE_PEER_MSPCONFIGPATH: credentials.msp,
    CORE_PEER_TLS_ENABLED: 'true',
    CORE_PEER_TLS_CERT_FILE: path.join(credentials.tls, 'server.crt'),
    CORE_PEER_TLS_KEY_FILE: path.join(credentials.tls, 'server.key'),
    CORE_PEER_TLS_ROOTCERT_FILE: path.join(credentials.tls, 'ca.crt'),
    CORE_PEER_GOSSIP_BOOTSTRAP: endpoint,
    CORE_PEER_GOSSIP_EXTERNALENDPOINT: endpoint,
    // At the default of 25 s, peers of different organisations take as long to find each other.
    CORE_PEER_GOSSIP_RECONNECTINTERVAL: '1s',
    // An ordering node that falls behind is left for another after this time; Fabric waits 30 s.
    CORE_PEER_DELIVERYCLIENT_BLOCKCENSORSHIPTIMEOUTKEY: '3s',
    // At the default of 4 s, as long passes after a restart until a peer knows who else has the channel.
    CORE_PEER_GOSSIP_REQUESTSTATEINFOINTERVAL: '1s',
    // How often the count of known peers is taken, by which `up` sees that acts will find their endorsers.
    CORE_PEER_GOSSIP_MEMBERSHIPTRACKERINTERVAL: '500ms',
    // At the default of an hour, a peer that lost all ordering nodes for a while stays behind for as long.
    CORE_PEER_DELIVERYCLIENT_RECONNECTBACKOFFTHRESHOLD: '5s',
    CORE_PEER_FILESYSTEMPATH: path.join(node.data, 'ledger'),
    CORE_LEDGER_SNAPSHOTS_ROOTDIR: path.join(node.data, 'snapshots'),
    CORE_PEER_AUTHENTICATION_TIMEWINDOW: '5m',
    CORE_PEER_LIMITS_CONCURRENCY_GATEWAYSERVICE: '2000',
    CORE_OPERATIONS_LISTENADDRESS: `${HOST}:${ports.operations}`,
    CORE_METRICS_PROVIDER: 'prometheus',
    CORE_VM_ENDPOINT: '',
    CORE_CHAINCODE_EXTERNALBUILDERS: JSON.stringify([{ ...builder, propagateEnvironment: FOR_BUILDER }]),
    DEPOSITARY_NODE: process.execPath,
    DEPOSITARY_STATE_FOLDER: layout.state,
    DEPOSITARY_ORGANISATION: node.organisation,
    DEPOSITARY_LOGS: layout.logs,
  };
}

/** Variables for Fabric's `peer` program when it acts for the administrator of the peer's organisation. */
export function administratorEnvironment(node: PeerPlace): Environment {
  return {
    CORE_PEER_ADDRESS: `${HOST}:${node.ports.listen}`,
    CORE_PEER_LOCALMSPID: node.msp,
    CORE_PEER_MSPCONFIGPATH: node.credentials.adminMsp,
    CORE_PEER_TLS_ENABLED: 'true',
    CORE_PEER_TLS_ROOTCERT_FILE: path.join(node.credentials.tls, 'ca.crt'),
  };
}
