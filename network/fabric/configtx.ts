// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import type { Consensus } from '../topology.ts';
import { HOST, type Layout, type NodePlace, type OrdererPlace, type PeerPlace } from './layout.ts';

/** The profile's name in the file that configtxgen reads. */
export const CHANNEL_PROFILE = 'Treaty';

interface Policy {
  readonly Type: 'Signature' | 'ImplicitMeta';
  readonly Rule: string;
}

function signedBy(msp: string, ...roles: readonly string[]): Policy {
  return { Type: 'Signature', Rule: `OR(${roles.map((role) => `'${msp}.${role}'`).join(', ')})` };
}

function implicit(rule: string): Policy {
  return { Type: 'ImplicitMeta', Rule: rule };
}

const GROUP_POLICIES = {
  Readers: implicit('ANY Readers'),
  Writers: implicit('ANY Writers'),
  Admins: implicit('MAJORITY Admins'),
};

function organisationOf({ organisation, msp, credentials }: NodePlace): object {
  return { Name: organisation, ID: msp, MSPDir: credentials.organisationMsp };
}

function peerOrganisationOf(peer: PeerPlace): object {
  const { msp, ports } = peer;
  return {
    ...organisationOf(peer),
    Policies: {
      Readers: signedBy(msp, 'admin', 'peer', 'client'),
      Writers: signedBy(msp, 'admin', 'client'),
      Admins: signedBy(msp, 'admin'),
      Endorsement: signedBy(msp, 'peer'),
    },
    AnchorPeers: [{ Host: HOST, Port: ports.listen }],
  };
}

function ordererOrganisationOf(orderer: OrdererPlace): object {
  const { msp, ports } = orderer;
  return {
    ...organisationOf(orderer),
    Policies: { Readers: signedBy(msp, 'member'), Writers: signedBy(msp, 'member'), Admins: signedBy(msp, 'admin') },
    OrdererEndpoints: [`${HOST}:${ports.listen}`],
  };
}

function consenterOf({ consenter, msp, ports, credentials, host }: OrdererPlace): object {
  const tls = path.join(credentials.tls, 'server.crt');
  return {
    ID: consenter,
    Host: HOST,
    Port: ports.listen,
    MSPID: msp,
    Identity: path.join(credentials.msp, 'signcerts', `${host}-cert.pem`),
    ClientTLSCert: tls,
    ServerTLSCert: tls,
  };
}

function smartBftOf(consensus: Consensus): object {
  return {
    RequestBatchMaxCount: consensus.maxMessageCount,
    RequestBatchMaxBytes: consensus.absoluteMaxBytes,
    RequestBatchMaxInterval: consensus.requestBatchMaxInterval,
    RequestForwardTimeout: consensus.requestForwardTimeout,
    RequestComplainTimeout: consensus.requestComplainTimeout,
    RequestAutoRemoveTimeout: consensus.requestAutoRemoveTimeout,
    RequestPoolSize: consensus.requestPoolSize,
    ViewChangeResendInterval: consensus.viewChangeResendInterval,
    ViewChangeTimeout: consensus.viewChangeTimeout,
    LeaderHeartbeatTimeout: consensus.leaderHeartbeatTimeout,
    LeaderHeartbeatCount: 10,
    CollectTimeout: consensus.collectTimeout,
    IncomingMessageBufferSize: 200,
  };
}

/**
 * The channel's configuration as configtxgen reads it: BFT ordering, endorsement and lifecycle by the majority of the
 * organisations. The block validation policy is computed by configtxgen from the consenters.
 */
export function configtxOf(layout: Layout): object {
  const { consensus } = layout.topology;
  const profile = {
    Policies: GROUP_POLICIES,
    Capabilities: { V3_0: true },
    Orderer: {
      OrdererType: 'BFT',
      // BFT takes no notice of BatchTimeout and PreferredMaxBytes; configtxgen wants them all the same.
      BatchTimeout: '2s',
      BatchSize: {
        MaxMessageCount: consensus.maxMessageCount,
        AbsoluteMaxBytes: consensus.absoluteMaxBytes,
        PreferredMaxBytes: consensus.absoluteMaxBytes,
      },
      SmartBFT: smartBftOf(consensus),
      ConsenterMapping: layout.orderers.map(consenterOf),
      Organizations: layout.orderers.map(ordererOrganisationOf),
      Policies: { ...GROUP_POLICIES, BlockValidation: implicit('ANY Writers') },
      Capabilities: { V2_0: true },
    },
    Application: {
      Organizations: layout.peers.map(peerOrganisationOf),
      Policies: {
        ...GROUP_POLICIES,
        LifecycleEndorsement: implicit('MAJORITY Endorsement'),
        Endorsement: implicit('MAJORITY Endorsement'),
      },
      Capabilities: { V2_5: true },
    },
  };
  return { Profiles: { [CHANNEL_PROFILE]: profile } };
}
