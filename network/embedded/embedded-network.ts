// SPDX-License-Identifier: Apache-2.0
import type { ChaincodeInterface } from 'fabric-shim';
import {
  fromEpochMilliseconds,
  MspId,
  TreatyError,
  type Ledger,
  type NetworkId,
} from '../../chaincode/src/protocol/index.ts';
import { genesisBlock, networkOf, type Genesis, type Member } from './block.ts';
import { Authority } from './certificates.ts';
import { MemoryChain, type Chain } from './chain.ts';
import { Connection } from './connection.ts';
import { Ordering, type Batching } from './ordering.ts';
import { Peer, type Clock, type PeerLimits } from './peer.ts';
import type { Creator } from './proposal.ts';
import { honestChaincode } from './honest-chaincode.ts';

/** An organisation that keeps a peer. */
export interface EmbeddedOrganisation {
  readonly id: string;
  readonly msp: string;
}

/** What an organisation's chaincode is made from. */
export interface ChaincodeParts {
  readonly organisation: EmbeddedOrganisation;
  readonly opensTreaties: MspId;
  readonly clock: Clock;
}

/** What a network consists of; all of it has a default. */
export interface EmbeddedTopology {
  readonly channel?: string;
  readonly organisations?: readonly EmbeddedOrganisation[];
  /** The membership service provider of the organisation that opens treaties. */
  readonly opensTreaties?: string;
}

/** How a network behaves; by default as a real one does, except that every submit makes a block of its own at once. */
export interface EmbeddedBehaviour {
  /** The code of each organisation; by default the treaty's own. */
  readonly chaincode?: (parts: ChaincodeParts) => ChaincodeInterface;
  /** The clocks of organisations' peers by the organisations' ids; by default that of the host. */
  readonly clocks?: Readonly<Record<string, Clock>>;
  readonly batching?: Partial<Batching>;
  readonly limits?: Partial<PeerLimits>;
  /** How long a client waits for the commit of what it has sent. */
  readonly commitTimeoutMilliseconds?: number;
}

/** Who connects: an organisation by its id or its membership service provider, with its user's certificate or another one. */
export interface ConnectOptions {
  readonly organisation?: string;
  readonly msp?: string;
  /** With the certificate of the organisation's administrator. */
  readonly admin?: boolean;
  /** A certificate in PEM instead; every peer asks whether the organisation's authority has issued it. */
  readonly certificate?: string;
  /** The client's clock, which dates its transactions; by default that of the host. */
  readonly clock?: Clock;
}

const DEFAULT_ORGANISATIONS = ['XA', 'XB', 'XC', 'AISI-XA', 'AISI-XB', 'SEC'].map((id) => ({ id, msp: `${id}MSP` }));
const DEFAULT_OPENER = 'SECMSP';
const DEFAULT_CHANNEL = 'treaty';
const DEFAULT_BATCHING: Batching = { count: 500, intervalMilliseconds: 0 };
const DEFAULT_LIMITS: PeerLimits = {
  executeTimeoutMilliseconds: 30_000,
  totalQueryLimit: 100_000,
  timeWindowMilliseconds: 300_000,
};
const COMMIT_TIMEOUT_MILLISECONDS = 30_000;

const hostClock: Clock = () => fromEpochMilliseconds(Date.now());

/** What a genesis block says about a new network: its organisations get certificates of their own. */
export function newGenesis({ channel, organisations, opensTreaties }: EmbeddedTopology): Genesis {
  return {
    channel: channel ?? DEFAULT_CHANNEL,
    opensTreaties: opensTreaties ?? DEFAULT_OPENER,
    members: (organisations ?? DEFAULT_ORGANISATIONS).map(({ id, msp }) => {
      const authority = new Authority(id);
      return {
        id,
        msp,
        authority: authority.certificate,
        user: authority.issue('client', `user@${id}`),
        admin: authority.issue('admin', `admin@${id}`),
      };
    }),
  };
}

/**
 * A network of organisations in one process that runs the same contracts as Fabric, with Fabric's semantics: endorsement by a
 * majority, one order, and validation at every peer. For rehearsals and fast tests; nothing here resists an attacker.
 */
export class EmbeddedNetwork {
  /** The channel and the hash of the genesis block's header, which every act names. */
  readonly id: NetworkId;
  readonly ordering: Ordering;
  readonly peers: readonly Peer[];
  readonly #chain: Chain;
  readonly #members: readonly Member[];
  readonly #commitTimeoutMilliseconds: number;

  constructor(options: EmbeddedTopology & EmbeddedBehaviour = {}, chain?: Chain) {
    this.#chain = chain ?? new MemoryChain(genesisBlock(newGenesis(options)));
    const { genesis } = this.#chain;
    const [{ members, opensTreaties }] = genesis.data;
    this.id = networkOf(genesis);
    this.#members = members;
    this.#commitTimeoutMilliseconds = options.commitTimeoutMilliseconds ?? COMMIT_TIMEOUT_MILLISECONDS;
    this.ordering = new Ordering(this.#chain, { ...DEFAULT_BATCHING, ...options.batching });
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const chaincode = options.chaincode ?? honestChaincode;
    this.peers = members.map(({ id, msp }) => {
      const clock = options.clocks?.[id] ?? hostClock;
      const parts = { organisation: { id, msp }, opensTreaties: MspId.parse(opensTreaties), clock };
      return new Peer({ id, msp, chain: this.#chain, chaincode: chaincode(parts), clock, limits });
    });
  }

  /** How many blocks have been ordered, the genesis block included. */
  get height(): number {
    return this.#chain.height;
  }

  /** The peer of an organisation. Fails if: ORGANISATION_UNKNOWN. */
  peer(organisation: string): Peer {
    const peer = this.peers.find(({ id, msp }) => id === organisation || msp === organisation);
    if (peer === undefined) throw this.#unknown(organisation);
    return peer;
  }

  /** Whose certificate an organisation's user or administrator carries. Fails if: ORGANISATION_UNKNOWN. */
  creator(organisation: string, admin = false): Creator {
    const member = this.#members.find(({ id, msp }) => id === organisation || msp === organisation);
    if (member === undefined) throw this.#unknown(organisation);
    return { msp: member.msp, certificate: admin ? member.admin : member.user };
  }

  /** Opens the port of one party. Fails if: ORGANISATION_UNKNOWN. */
  connect({ organisation, msp, admin, certificate, clock = hostClock }: ConnectOptions): Ledger {
    const own = this.peer(organisation ?? msp ?? '');
    const creator = this.creator(own.id, admin);
    return new Connection({
      network: this.id,
      chain: this.#chain,
      ordering: this.ordering,
      own,
      others: this.peers.filter((peer) => peer !== own),
      creator: certificate === undefined ? creator : { msp: own.msp, certificate },
      clock,
      commitTimeoutMilliseconds: this.#commitTimeoutMilliseconds,
    });
  }

  #unknown(organisation: string): TreatyError {
    return new TreatyError('ORGANISATION_UNKNOWN', { organisation, known: this.#members.map(({ id }) => id) });
  }
}
