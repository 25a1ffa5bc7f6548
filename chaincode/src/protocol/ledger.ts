// SPDX-License-Identifier: Apache-2.0
import type { NetworkId, TransactionId } from './ids.ts';

/** A transaction that the peers of a majority have endorsed and that nobody has ordered yet. */
export interface Endorsed {
  readonly tx: TransactionId;
  /** What the contract answered: one JSON text. */
  readonly result: string;
  /**
   * Sends it to the ordering nodes and waits until this client's own peer has committed it.
   * Fails if: the peers find it invalid (`TRANSACTION_INVALIDATED`), nobody can be reached (`LEDGER_UNAVAILABLE`),
   * or its fate cannot be learnt in time (`OUTCOME_UNKNOWN`).
   */
  submit(): Promise<Committed>;
}

/** A transaction that stands in a block and is valid; the block number is a decimal text. */
export interface Committed {
  readonly tx: TransactionId;
  readonly block: string;
}

/** One event envelope as a peer delivers it, in the order of the ledger. */
export interface Delivered {
  readonly block: string;
  readonly tx: TransactionId;
  readonly payload: string;
}

/** Where a reader of events stands: everything up to and including `tx` of `block` has been taken in, or all of `block`. */
export interface Checkpoint {
  readonly block: string;
  readonly tx?: TransactionId;
}

/** From where and until when a reader takes deliveries. */
export interface Delivering {
  readonly after?: Checkpoint;
  readonly signal?: AbortSignal;
  /** Told when the stream is interrupted, once until it delivers again; it is opened anew without that. */
  readonly interrupted?: () => void;
}

/**
 * The door to a channel as one party sees it: its own identity, its own peer.
 * Reads go to that peer only; another peer is never asked instead, since a question is information too.
 */
export interface Ledger {
  readonly network: NetworkId;
  /** The membership service provider whose identity and whose peer this door uses. */
  readonly msp: string;
  /**
   * Asks peers of a majority to execute a transaction of the contract with one text argument.
   * Fails if: the contract refuses (its own code), or the peers cannot be reached or disagree (`LEDGER_UNAVAILABLE`).
   */
  endorse(transaction: string, argument: string): Promise<Endorsed>;
  /** Asks one's own peer a question; nothing is written. */
  evaluate(query: string, argument: string): Promise<string>;
  /**
   * Where a transaction that was sent earlier stands; waits for it a while.
   * Fails if: the peers found it invalid (`TRANSACTION_INVALIDATED`), or it is not committed in time (`OUTCOME_UNKNOWN`).
   */
  settled(tx: TransactionId): Promise<Committed>;
  /** Event envelopes of valid transactions after a checkpoint (from the first block without one), until the signal ends it. */
  deliveries(options: Delivering): AsyncIterable<Delivered>;
  close(): Promise<void>;
}
