// SPDX-License-Identifier: Apache-2.0
// The shim logs as soon as it is loaded: this import stays the first.
import './quiet-shim.ts';
import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeInterface } from 'fabric-shim';
import { ChaincodeMessageHandler } from 'fabric-shim/lib/handler.js';
import { PeerFault } from './peer-fault.ts';
import { chaincodeInput, signedProposal, type Proposal } from './proposal.ts';
import { RangeQueries, type IteratorCount } from './range-queries.ts';
import type { Simulation } from './simulation.ts';

const { Type } = peer.ChaincodeMessage;
type MessageType = ReturnType<peer.ChaincodeMessage['getType']>;

/** The event that a transaction leaves; the payload may be empty. */
export interface EventMade {
  readonly name: string;
  readonly payload: Uint8Array;
}

/** What a chaincode answered; a status of 400 or more is a refusal with a message. */
export interface Execution {
  readonly status: number;
  readonly message: string;
  readonly payload: Uint8Array;
  readonly event: EventMade | undefined;
}

/** The limits of a peer (sampleconfig/core.yaml): `chaincode.executetimeout` and `ledger.state.totalQueryLimit`. */
export interface ExecutionLimits {
  readonly executeTimeoutMilliseconds: number;
  readonly totalQueryLimit: number;
}

interface Running {
  readonly simulation: Simulation;
  readonly ranges: RangeQueries;
  readonly ended: (completed: peer.ChaincodeMessage) => void;
}

type Answer = (payload: Uint8Array, running: Running) => Uint8Array | undefined;

const ANSWERS: ReadonlyMap<number, Answer> = new Map<number, Answer>([
  [
    Type.GET_STATE,
    (payload, { simulation }) => {
      const request = peer.GetState.deserializeBinary(payload);
      requirePublic(request.getCollection());
      return simulation.read(request.getKey());
    },
  ],
  [
    Type.PUT_STATE,
    (payload, { simulation }) => {
      const request = peer.PutState.deserializeBinary(payload);
      requirePublic(request.getCollection());
      simulation.write(request.getKey(), request.getValue_asU8());
      return undefined;
    },
  ],
  [
    Type.DEL_STATE,
    (payload, { simulation }) => {
      const request = peer.DelState.deserializeBinary(payload);
      requirePublic(request.getCollection());
      simulation.write(request.getKey(), new Uint8Array());
      return undefined;
    },
  ],
  [
    Type.GET_STATE_BY_RANGE,
    (payload, { ranges }) => {
      const request = peer.GetStateByRange.deserializeBinary(payload);
      requirePublic(request.getCollection());
      return ranges.begin(request).serializeBinary();
    },
  ],
  [
    Type.QUERY_STATE_NEXT,
    (payload, { ranges }) => ranges.next(peer.QueryStateNext.deserializeBinary(payload).getId()).serializeBinary(),
  ],
  [
    Type.QUERY_STATE_CLOSE,
    (payload, { ranges }) => ranges.close(peer.QueryStateClose.deserializeBinary(payload).getId()).serializeBinary(),
  ],
]);

function requirePublic(collection: string): void {
  if (collection !== '') throw new PeerFault(`the embedded ledger keeps no private collections: ${collection}`);
}

function nameOf(type: number): string {
  return Object.entries(Type).find(([, value]) => value === type)?.[0] ?? String(type);
}

/**
 * One organisation's chaincode and the peer's side of the conversation with it. The chaincode's side is fabric-shim's own:
 * its message handler, its stub, its iterators, its queue of requests; only gRPC is left out. So whatever the shim refuses,
 * coerces or reorders happens here as well. Answers follow core/chaincode/handler.go of Fabric.
 */
export class ChaincodeProcess {
  readonly iterators: IteratorCount = { opened: 0, closed: 0 };
  readonly #limits: ExecutionLimits;
  readonly #running = new Map<string, Running>();
  #send: (message: peer.ChaincodeMessage) => void = () => undefined;

  constructor(chaincode: ChaincodeInterface, limits: ExecutionLimits) {
    this.#limits = limits;
    const handler = new ChaincodeMessageHandler(
      {
        on: (event, listener) => {
          if (event === 'data') this.#send = listener;
        },
        write: (message) => {
          this.#receive(peer.ChaincodeMessage.deserializeBinary(message.serializeBinary()));
        },
        end: () => undefined,
      },
      chaincode,
    );
    handler.chat(messageOf(Type.REGISTER, '', ''));
    this.#send(messageOf(Type.REGISTERED, '', ''));
    this.#send(messageOf(Type.READY, '', ''));
  }

  /** Runs a transaction. Fails if: the same one is running already, or it does not end in time. */
  async execute(proposal: Proposal, simulation: Simulation): Promise<Execution> {
    const { tx, channel } = proposal;
    if (this.#running.has(tx)) throw new PeerFault(`txid: ${tx}(${channel}) exists`);
    const { promise, resolve, reject } = Promise.withResolvers<peer.ChaincodeMessage>();
    const ranges = new RangeQueries(simulation, this.#limits.totalQueryLimit, this.iterators);
    this.#running.set(tx, { simulation, ranges, ended: resolve });
    const timer = setTimeout(() => {
      reject(
        new PeerFault(
          `failed to execute transaction ${tx}: error sending: timeout expired while executing transaction`,
        ),
      );
    }, this.#limits.executeTimeoutMilliseconds);
    try {
      const message = messageOf(Type.TRANSACTION, tx, channel, chaincodeInput(proposal));
      message.setProposal(signedProposal(proposal));
      this.#send(message);
      return executionOf(await promise);
    } finally {
      clearTimeout(timer);
      this.#running.delete(tx);
    }
  }

  #receive(message: peer.ChaincodeMessage): void {
    if (message.getType() === Type.REGISTER) return;
    // As over a network, the answer comes after the call that asked has returned.
    queueMicrotask(() => {
      const running = this.#running.get(message.getTxid());
      if (message.getType() === Type.COMPLETED || message.getType() === Type.ERROR) running?.ended(message);
      else this.#send(this.#answer(message, running));
    });
  }

  #answer(message: peer.ChaincodeMessage, running: Running | undefined): peer.ChaincodeMessage {
    const [tx, channel, type] = [message.getTxid(), message.getChannelId(), message.getType()];
    try {
      const answer = ANSWERS.get(type);
      if (running === undefined) throw new PeerFault('no ledger context');
      if (answer === undefined) throw new PeerFault('the embedded ledger does not offer this');
      return messageOf(Type.RESPONSE, tx, channel, answer(message.getPayload_asU8(), running));
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      return messageOf(
        Type.ERROR,
        tx,
        channel,
        Buffer.from(`${nameOf(type)} failed: transaction ID: ${tx}: ${problem}`),
      );
    }
  }
}

function messageOf(type: MessageType, tx: string, channel: string, payload?: Uint8Array): peer.ChaincodeMessage {
  const message = new peer.ChaincodeMessage();
  message.setType(type);
  message.setTxid(tx);
  message.setChannelId(channel);
  if (payload !== undefined) message.setPayload(payload);
  return message;
}

function executionOf(message: peer.ChaincodeMessage): Execution {
  if (message.getType() === Type.ERROR) throw new PeerFault(Buffer.from(message.getPayload_asU8()).toString());
  const response = peer.Response.deserializeBinary(message.getPayload_asU8());
  const event = message.getChaincodeEvent();
  return {
    status: response.getStatus(),
    message: response.getMessage(),
    payload: response.getPayload_asU8(),
    event: event === undefined ? undefined : { name: event.getEventName(), payload: event.getPayload_asU8() },
  };
}
