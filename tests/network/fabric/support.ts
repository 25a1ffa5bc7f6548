// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, credentials, status } from '@grpc/grpc-js';
import { connect, GatewayError, hash, signers, type Contract } from '@hyperledger/fabric-gateway';
import { buildChaincodePackage } from '../../../network/fabric/chaincode-package.ts';
import {
  down,
  up,
  type Chaincode,
  type Connection,
  type FabricNetwork,
  type Progress,
} from '../../../network/fabric/fabric-network.ts';
import { markedProcesses, signal } from '../../../network/fabric/proc.ts';
import type { Topology } from '../../../network/topology.ts';
import { temporaryFolder } from '../support.ts';

const ROOT = path.join(import.meta.dirname, '../../..');

/** How long a network may take to come up on a busy machine, in milliseconds. */
export const PATIENCE = 120_000;

/** The chaincode that does nothing, packaged; `opensTreaties` only makes its id another one. */
export async function noopChaincode(folder: string, opensTreaties = 'P0MSP'): Promise<Chaincode> {
  const outFile = path.join(folder, `noop-${opensTreaties}.tar.gz`);
  const entryPoint = 'tests/network/fabric/noop.ts';
  await buildChaincodePackage({ sourceRoot: ROOT, outFile, opensTreaties, name: 'noop', entryPoint });
  return { name: 'noop', package: outFile };
}

const raised: string[] = [];

/** A network in a folder of its own, brought down by endAll whatever happens to the test. */
export async function raise(topology: Topology, chaincodes: Chaincode[], progress?: Progress): Promise<FabricNetwork> {
  return up({ state: stateFolder(), topology, chaincodes }, progress);
}

/** A state folder that endAll clears. */
export function stateFolder(): string {
  const state = path.join(temporaryFolder(), 'state');
  raised.push(state);
  return state;
}

/** Ends and removes all networks of this file, even those whose tests failed half-way. */
export async function endAll(): Promise<void> {
  for (const state of raised.splice(0)) {
    await down({ state, delete: true }).catch(() => {
      for (const left of markedProcesses(state)) signal(left, state, 'SIGKILL');
    });
  }
}

/** Lets `use` speak with the no-op chaincode as an ordinary member of the connection's organisation. */
async function asMember<T>(connection: Connection, use: (contract: Contract) => Promise<T>): Promise<T> {
  const { peer, identity, msp, channel } = connection;
  const client = new Client(peer.endpoint, credentials.createSsl(readFileSync(peer.tlsRootCertificate)), {
    'grpc.ssl_target_name_override': peer.name,
  });
  const deadline = (): { deadline: number } => ({ deadline: Date.now() + 30_000 });
  const gateway = connect({
    client,
    hash: hash.sha256,
    identity: { mspId: msp, credentials: readFileSync(identity.certificate) },
    signer: signers.newPrivateKeySigner(createPrivateKey(readFileSync(identity.privateKey))),
    evaluateOptions: deadline,
    endorseOptions: deadline,
    submitOptions: deadline,
    commitStatusOptions: deadline,
  });
  try {
    return await use(gateway.getNetwork(channel).getContract('noop'));
  } finally {
    gateway.close();
    client.close();
  }
}

const UNAVAILABLE: readonly number[] = [status.UNAVAILABLE];

/** Submits until a quorum of ordering nodes takes it: just after a start a busy peer may not have reached them all yet. */
async function put(contract: Contract, key: string): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    try {
      await contract.submitTransaction('put', key);
      return;
    } catch (error) {
      const isUnavailable = error instanceof GatewayError && UNAVAILABLE.includes(error.code);
      if (!isUnavailable || Date.now() > until) throw error;
    }
    await sleep(300);
  }
}

/** Writes one key through the organisation's peer and reads it there again. */
export async function putAndGet(connection: Connection, key: string): Promise<string> {
  return asMember(connection, async (contract) => {
    await put(contract, key);
    return Buffer.from(await contract.evaluateTransaction('get', key)).toString('utf8');
  });
}
