// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client, credentials } from '@grpc/grpc-js';
import {
  connect,
  hash,
  signers,
  type Contract,
  type Gateway,
  type Network,
  type Proposal,
} from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import {
  blockHeaderHash,
  TreatyError,
  type Committed,
  type Delivered,
  type Delivering,
  type Endorsed,
  type Ledger,
  type NetworkId,
  type TransactionId,
} from '../../chaincode/src/protocol/index.ts';
import { backOff } from './backoff.ts';
import type { Connection } from './connection.ts';
import { deliveriesOf } from './events/deliveries.ts';
import { commitRequest, FabricTransaction } from './fabric-transaction.ts';
import { failureOf, isDisagreement, isPassing, refusalIn, type Refusal, type Stage } from './gateway-failure.ts';
import { Horizon } from './horizon.ts';

/** How long each call of the gateway service may take, in milliseconds; the library sets no limits of its own. */
const PATIENCE = { evaluate: 10_000, endorse: 20_000, submit: 10_000, commitStatus: 30_000 };
/** How often an endorsement is asked for again when peers disagree, cannot be reached, or lag behind what this client has seen. */
const MOST_TRIES = 6;
/** After how many milliseconds at a busy peer a proposal that came too late is made anew: its time was true when it was made. */
const LONG_WAIT = 1000;

/** Whose certificate carries the acts, and what this process has already seen of the channel. */
export interface FabricOptions {
  /** Carries acts with the administrator's certificate of the connection instead of the client's. */
  readonly as?: 'client' | 'admin';
  readonly horizon?: Horizon;
}

function until(milliseconds: number): () => { deadline: number } {
  return () => ({ deadline: Date.now() + milliseconds });
}

function channelOpened(connection: Connection): Client {
  const { endpoint, name, tlsRootCertificate } = connection.peer;
  const secure = credentials.createSsl(readFileSync(tlsRootCertificate));
  return new Client(endpoint, secure, { 'grpc.ssl_target_name_override': name, 'grpc.default_authority': name });
}

function gatewayOf(connection: Connection, client: Client, as: 'client' | 'admin'): Gateway {
  const identity = as === 'admin' ? connection.admin : connection.identity;
  if (identity === undefined)
    throw new TreatyError('CONNECTION_WITHOUT_ADMIN', { organisation: connection.organisation });
  return connect({
    client,
    identity: { mspId: connection.msp, credentials: readFileSync(identity.certificate) },
    signer: signers.newPrivateKeySigner(createPrivateKey(readFileSync(identity.privateKey))),
    hash: hash.sha256,
    evaluateOptions: until(PATIENCE.evaluate),
    endorseOptions: until(PATIENCE.endorse),
    submitOptions: until(PATIENCE.submit),
    commitStatusOptions: until(PATIENCE.commitStatus),
  });
}

/** Whether an endorsement that failed may succeed when asked for again. */
function mayFareBetter(error: unknown, refusal: Refusal | undefined, hasWaited: boolean): boolean {
  if (refusal === undefined) return isPassing(error) || isDisagreement(error);
  // One's own peer stands where this client has been, so its refusal is final. Of the others' heights nothing is known.
  return !refusal.isOwn || (refusal.error.code === 'CLOCK_BEHIND' && hasWaited);
}

/** One's own peer agrees, but no majority does: its peers lag or their clocks differ, or something is wrong with them. */
function refusedElsewhere({ code, message }: TreatyError): TreatyError {
  const problem = `the peers of other organisations refuse it with ${code}`;
  return new TreatyError('LEDGER_UNAVAILABLE', { stage: 'endorse', problem }, { cause: message });
}

/** The Ledger port on a real channel, through one's own organisation's peer and no other. */
export class FabricLedger implements Ledger {
  readonly network: NetworkId;
  readonly msp: string;
  readonly #channel: string;
  readonly #client: Client;
  readonly #gateway: Gateway;
  readonly #network: Network;
  readonly #contract: Contract;
  readonly #horizon: Horizon;
  /** The highest block that one's own peer is known to have committed. */
  #reached = 0n;
  /** CRUCIAL: without this a gateway asks other organisations' peers where one's own does not answer. */
  readonly #ownPeer: { readonly endorsingOrganizations: string[] };

  private constructor(connection: Connection, { as = 'client', horizon = new Horizon() }: FabricOptions) {
    this.network = connection.network;
    this.msp = connection.msp;
    this.#ownPeer = { endorsingOrganizations: [connection.msp] };
    this.#channel = connection.channel;
    this.#client = channelOpened(connection);
    this.#gateway = gatewayOf(connection, this.#client, as);
    this.#network = this.#gateway.getNetwork(connection.channel);
    this.#contract = this.#network.getContract(connection.chaincode);
    this.#horizon = horizon;
  }

  /**
   * Opens the door and makes sure that the peer is on the network that the connection names, by its genesis block.
   * Fails if: LEDGER_UNAVAILABLE, or NETWORK_FOREIGN where the genesis block is another.
   */
  static async connect(connection: Connection, options: FabricOptions = {}): Promise<FabricLedger> {
    const ledger = new FabricLedger(connection, options);
    try {
      await ledger.#requireNetwork();
    } catch (error) {
      await ledger.close();
      throw failureOf(error, 'evaluate');
    }
    return ledger;
  }

  async endorse(transaction: string, argument: string): Promise<Endorsed> {
    await this.#caughtUp('endorse');
    for (let attempt = 0; ; attempt += 1) {
      // The proposal bears the time of its making: one that waited long at a busy peer is made anew, with a later time.
      const made = performance.now();
      const proposal = this.#contract.newProposal(transaction, { arguments: [argument] });
      const endorsed = await this.#endorsed(proposal, attempt, () => performance.now() - made > LONG_WAIT);
      if (endorsed !== undefined) return endorsed;
      await backOff(attempt);
    }
  }

  /** One try; undefined where another one may fare better. */
  async #endorsed(proposal: Proposal, attempt: number, hasWaited: () => boolean): Promise<Endorsed | undefined> {
    try {
      const transaction = await proposal.endorse();
      return new FabricTransaction(
        transaction,
        (tx) => this.#commitOf(tx),
        (block) => {
          this.#committed(block);
        },
      );
    } catch (error) {
      const refusal = refusalIn(error, this.msp);
      if (attempt + 1 < MOST_TRIES && mayFareBetter(error, refusal, hasWaited())) return undefined;
      if (refusal === undefined) throw failureOf(error, 'endorse');
      throw refusal.isOwn ? refusal.error : refusedElsewhere(refusal.error);
    }
  }

  async evaluate(query: string, argument: string): Promise<string> {
    await this.#caughtUp('evaluate');
    try {
      const answer = await this.#contract.newProposal(query, { arguments: [argument], ...this.#ownPeer }).evaluate();
      return Buffer.from(answer).toString('utf8');
    } catch (error) {
      throw refusalIn(error, this.msp)?.error ?? failureOf(error, 'evaluate');
    }
  }

  async settled(tx: TransactionId): Promise<Committed> {
    return FabricTransaction.settle(tx, this.#commitOf(tx), (block) => {
      this.#committed(block);
    });
  }

  deliveries(options: Delivering): AsyncIterable<Delivered> {
    return deliveriesOf(this.#network, this.#contract.getChaincodeName(), options);
  }

  close(): Promise<void> {
    this.#gateway.close();
    this.#client.close();
    return Promise.resolve();
  }

  #commitOf(tx: TransactionId) {
    return commitRequest(this.#gateway, this.#channel, tx);
  }

  async #systemQuery(transaction: string, ...args: string[]): Promise<Uint8Array> {
    const options = { arguments: [this.#channel, ...args], ...this.#ownPeer };
    try {
      return await this.#network.getContract('qscc').newProposal(transaction, options).evaluate();
    } catch (error) {
      throw failureOf(error, 'evaluate');
    }
  }

  async #requireNetwork(): Promise<void> {
    const header = common.Block.deserializeBinary(await this.#systemQuery('GetBlockByNumber', '0')).getHeader();
    if (header === undefined) throw new TreatyError('NETWORK_FOREIGN', { expected: this.network, found: 'none' });
    const [previousHash, dataHash] = [header.getPreviousHash_asU8(), header.getDataHash_asU8()];
    const found = `${this.#channel}@${blockHeaderHash({ number: 0n, previousHash, dataHash })}`;
    if (found !== this.network) throw new TreatyError('NETWORK_FOREIGN', { expected: this.network, found });
  }

  /**
   * Waits until one's own peer has committed what this client has seen committed through other doors: only then its refusals
   * and its answers are those of the record that the client knows.
   */
  async #caughtUp(stage: Stage): Promise<void> {
    const { highest } = this.#horizon;
    for (let attempt = 0; this.#reached < highest && attempt < MOST_TRIES; attempt += 1) {
      const info = common.BlockchainInfo.deserializeBinary(await this.#systemQuery('GetChainInfo'));
      this.#reached = BigInt(info.getHeight()) - 1n;
      if (this.#reached < highest) await backOff(attempt);
    }
    if (this.#reached >= highest) return;
    throw new TreatyError('LEDGER_UNAVAILABLE', {
      stage,
      problem: `the own peer has not reached block ${String(highest)}`,
    });
  }

  /** Takes note of a block that one's own peer has committed. */
  #committed(block: bigint): void {
    this.#horizon.saw(block);
    if (block > this.#reached) this.#reached = block;
  }
}
