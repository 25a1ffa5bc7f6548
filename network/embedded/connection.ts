// SPDX-License-Identifier: Apache-2.0
import {
  TreatyError,
  type Committed,
  type Delivered,
  type Delivering,
  type Endorsed,
  type Ledger,
  type NetworkId,
  type TransactionId,
} from '../../chaincode/src/protocol/index.ts';
import type { Chain } from './chain.ts';
import { deliveries } from './deliveries.ts';
import { endorsed, requireEndorsed } from './endorsing.ts';
import type { Envelope } from './envelope.ts';
import type { Ordering } from './ordering.ts';
import type { Clock, Peer } from './peer.ts';
import { newProposal, type Creator, type Proposal } from './proposal.ts';

/** What a connection goes through: its own peer and the others, and whose certificate it carries. */
export interface Way {
  readonly network: NetworkId;
  readonly chain: Chain;
  readonly ordering: Ordering;
  readonly own: Peer;
  readonly others: readonly Peer[];
  readonly creator: Creator;
  readonly clock: Clock;
  readonly commitTimeoutMilliseconds: number;
}

function textOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString();
}

/** The port of one party: its identity, its own peer, and what Fabric's gateway does for a client. */
export class Connection implements Ledger {
  readonly network: NetworkId;
  readonly msp: string;
  readonly #way: Way;
  readonly #closing = new AbortController();

  constructor(way: Way) {
    this.network = way.network;
    this.msp = way.creator.msp;
    this.#way = way;
  }

  async endorse(transaction: string, argument: string): Promise<Endorsed> {
    const { own, others } = this.#way;
    const envelope = await endorsed(await this.#proposed('endorse', transaction, argument), own, others);
    return {
      tx: envelope.proposal.tx,
      result: textOf(envelope.outcome.result),
      submit: () => this.#submit(envelope),
    };
  }

  async evaluate(query: string, argument: string): Promise<string> {
    const response = await this.#way.own.process(await this.#proposed('evaluate', query, argument));
    return textOf(requireEndorsed(response, 'evaluate').outcome.result);
  }

  async settled(tx: TransactionId): Promise<Committed> {
    const { block } = await this.#inTime((deadline) => this.#way.own.settled(tx, deadline));
    return { tx, block: String(block) };
  }

  deliveries({ after, signal }: Delivering): AsyncGenerator<Delivered, void> {
    const ending = signal === undefined ? this.#closing.signal : AbortSignal.any([this.#closing.signal, signal]);
    return deliveries(this.#way.own, { ...(after !== undefined && { after }), signal: ending });
  }

  /** Ends its event readers; whatever has been sent to the ordering nodes goes its way. */
  close(): Promise<void> {
    this.#closing.abort();
    return Promise.resolve();
  }

  async #proposed(stage: string, name: string, argument: string): Promise<Proposal> {
    if (this.#closing.signal.aborted)
      throw new TreatyError('LEDGER_UNAVAILABLE', { stage, problem: 'the connection has been closed' });
    const { chain, creator, clock } = this.#way;
    await chain.refresh();
    return newProposal(chain.genesis.data[0].channel, creator, clock(), [name, argument]);
  }

  async #submit(envelope: Envelope): Promise<Committed> {
    const { own, ordering } = this.#way;
    const { tx } = envelope.proposal;
    const [{ block }] = await this.#inTime((deadline) =>
      Promise.all([own.settled(tx, deadline), ordering.broadcast(envelope)]),
    );
    return { tx, block: String(block) };
  }

  /** Does something with a deadline, which also ends whatever is still waited for when the work is over. */
  async #inTime<T>(work: (deadline: AbortSignal) => Promise<T>): Promise<T> {
    const deadline = new AbortController();
    const timer = setTimeout(() => {
      deadline.abort();
    }, this.#way.commitTimeoutMilliseconds);
    try {
      return await work(deadline.signal);
    } finally {
      clearTimeout(timer);
      deadline.abort();
    }
  }
}
