// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, hash, signers } from '@hyperledger/fabric-gateway';
import { common, gateway as messages, peer } from '@hyperledger/fabric-protos';
import { z } from 'zod';
import { NetworkId, TransactionId, type Endorsed, type Ledger } from '../../chaincode/src/protocol/index.ts';
import { Connection } from '../../gateway/src/connection.ts';
import { FabricLedger } from '../../gateway/src/fabric-ledger.ts';
import { failureOf, refusalIn } from '../../gateway/src/gateway-failure.ts';
import { Horizon } from '../../gateway/src/horizon.ts';
import { down, up, type Chaincode, type FabricNetwork } from '../../network/fabric/fabric-network.ts';
import type { Rig } from './rig.ts';

const Ready = z.object({ definitions: z.array(z.object({ sequence: z.int() })) });

/** Building Fabric on a machine that has never built it takes minutes, on two cores. */
export const FIRST_START = 15 * 60_000;

/** A proposal as the library makes it, but dated by another clock. */
function dated(bytes: Uint8Array, at: number): Uint8Array {
  const proposed = messages.ProposedTransaction.deserializeBinary(bytes);
  const signed = proposed.getProposal() ?? new peer.SignedProposal();
  const proposal = peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8());
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const channel = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  channel.getTimestamp()?.fromDate(new Date(at));
  header.setChannelHeader(channel.serializeBinary());
  proposal.setHeader(header.serializeBinary());
  signed.setProposalBytes(proposal.serializeBinary());
  proposed.setProposal(signed);
  return proposed.serializeBinary();
}

/** A Fabric network of its own, in a temporary folder, on ports of its own. */
export class FabricRig implements Rig {
  readonly fabric: FabricNetwork;
  readonly #state: string;
  readonly #horizon = new Horizon();
  readonly #open: { close(): unknown }[] = [];

  private constructor(fabric: FabricNetwork, state: string) {
    this.fabric = fabric;
    this.#state = state;
  }

  /** Starts the network, with the treaty's chaincode and perhaps others. */
  static async start(portBase: number, others: readonly Chaincode[] = []): Promise<FabricRig> {
    const state = mkdtempSync(join(tmpdir(), 'depositary-test-'));
    return new FabricRig(await up({ state, portBase, chaincodes: [{ name: 'depositary' }, ...others] }), state);
  }

  /** Puts the treaty's chaincode to the parties again, made from another main file; answers with its sequence. */
  async upgrade(entryPoint: string): Promise<{ sequence: number }> {
    await up({ state: this.#state, chaincodes: [{ name: 'depositary', entryPoint }] });
    const ready: unknown = JSON.parse(readFileSync(join(this.#state, 'ready.json'), 'utf8'));
    const [definition] = Ready.parse(ready).definitions;
    if (definition === undefined) throw new Error('No chaincode is defined.');
    return definition;
  }

  get network(): NetworkId {
    return NetworkId.parse(this.fabric.network);
  }

  async connect(organisation: string, as: 'client' | 'admin' = 'client', chaincode = 'depositary'): Promise<Ledger> {
    const connection = { ...Connection.parse(this.fabric.connection(organisation)), chaincode };
    const ledger = await FabricLedger.connect(connection, { as, horizon: this.#horizon });
    this.#open.push(ledger);
    return ledger;
  }

  async endorseDated(organisation: string, transaction: string, argument: string, at: number): Promise<Endorsed> {
    const { channel, chaincode, identity, msp, peer: own } = Connection.parse(this.fabric.connection(organisation));
    const secure = credentials.createSsl(readFileSync(own.tlsRootCertificate));
    const client = new Client(own.endpoint, secure, { 'grpc.ssl_target_name_override': own.name });
    const gateway = connect({
      client,
      identity: { mspId: msp, credentials: readFileSync(identity.certificate) },
      signer: signers.newPrivateKeySigner(createPrivateKey(readFileSync(identity.privateKey))),
      hash: hash.sha256,
    });
    this.#open.push(gateway, client);
    const proposal = gateway
      .getNetwork(channel)
      .getContract(chaincode)
      .newProposal(transaction, { arguments: [argument] });
    try {
      const endorsed = await gateway.newProposal(dated(proposal.getBytes(), at)).endorse();
      return {
        tx: TransactionId.parse(endorsed.getTransactionId()),
        result: Buffer.from(endorsed.getResult()).toString('utf8'),
        submit: () => Promise.reject(new Error('a dated transaction is endorsed only')),
      };
    } catch (error) {
      throw refusalIn(error, msp)?.error ?? failureOf(error, 'endorse');
    }
  }

  async close(): Promise<void> {
    for (const open of this.#open) await open.close();
    await down({ state: this.#state, delete: true });
    rmSync(this.#state, { recursive: true, force: true });
  }
}
