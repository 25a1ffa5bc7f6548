// SPDX-License-Identifier: Apache-2.0
import type { ChaincodeEventsOptions, Network } from '@hyperledger/fabric-gateway';
import {
  ENVELOPE_EVENT,
  TransactionId,
  type Checkpoint,
  type Delivered,
  type Delivering,
} from '../../../chaincode/src/protocol/index.ts';
import { backOff } from '../backoff.ts';

/** The part of the library's network that streams events. */
type Streaming = Pick<Network, 'getChaincodeEvents'>;

function startOf(after: Checkpoint | undefined): ChaincodeEventsOptions {
  if (after === undefined) return { startBlock: 0n };
  const { block, tx } = after;
  if (tx === undefined) return { startBlock: BigInt(block) + 1n };
  return { checkpoint: { getBlockNumber: () => BigInt(block), getTransactionId: () => tx } };
}

async function* opened(
  network: Streaming,
  chaincode: string,
  after: Checkpoint | undefined,
  signal?: AbortSignal,
): AsyncGenerator<Delivered> {
  const events = await network.getChaincodeEvents(chaincode, startOf(after));
  const close = () => {
    events.close();
  };
  signal?.addEventListener('abort', close, { once: true });
  try {
    for await (const { eventName, blockNumber, transactionId, payload } of events) {
      if (eventName !== ENVELOPE_EVENT) continue;
      const tx = TransactionId.parse(transactionId);
      yield { block: blockNumber.toString(), tx, payload: Buffer.from(payload).toString('utf8') };
    }
  } finally {
    signal?.removeEventListener('abort', close);
    events.close();
  }
}

/**
 * The envelopes of a channel, in order, each once. The library's stream ends with its connection; this one opens it again
 * after the last envelope that it delivered, for as long as the signal lets it.
 */
export async function* deliveriesOf(
  network: Streaming,
  chaincode: string,
  { after, signal, interrupted }: Delivering,
): AsyncGenerator<Delivered> {
  let reached = after;
  for (let attempt = 0; !isOver(signal); attempt += 1) {
    try {
      for await (const delivered of opened(network, chaincode, reached, signal)) {
        yield delivered;
        reached = { block: delivered.block, tx: delivered.tx };
        attempt = 0;
      }
    } catch {
      // The connection ended; what was delivered is known, and the next round goes on after it.
    }
    if (isOver(signal)) return;
    if (attempt === 0) interrupted?.();
    await pause(attempt, signal);
  }
}

function isOver(signal: AbortSignal | undefined): boolean {
  return signal?.aborted ?? false;
}

async function pause(attempt: number, signal?: AbortSignal): Promise<void> {
  try {
    await backOff(attempt, signal);
  } catch {
    // The signal came during the pause: the loop ends at its next look.
  }
}
