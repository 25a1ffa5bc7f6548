// SPDX-License-Identifier: Apache-2.0
import type { ChaincodeInterface } from 'fabric-shim';
import {
  ENVELOPE_EVENT,
  fromEpochMilliseconds,
  toEpochMilliseconds,
  TreatyError,
  type Delivered,
  type Instant,
} from '../../chaincode/src/protocol/index.ts';
import { Bell } from './bell.ts';
import type { Block } from './block.ts';
import { TrustAnchor } from './certificates.ts';
import type { Chain } from './chain.ts';
import { ChaincodeProcess, type Execution, type ExecutionLimits } from './chaincode-process.ts';
import { CommitLock } from './commit-lock.ts';
import { outcomeDigest, type Endorsement, type Envelope, type Outcome } from './envelope.ts';
import { PeerFault } from './peer-fault.ts';
import { transactionId, type Proposal } from './proposal.ts';
import type { IteratorCount } from './range-queries.ts';
import { Simulation } from './simulation.ts';
import { validateBlock, type ValidationCode } from './validation.ts';
import { WorldState } from './world-state.ts';

/** A clock of a client or of a peer. */
export type Clock = () => Instant;

/** What a peer makes of a proposal: its endorsement, or the chaincode's refusal, or no answer to rely on. */
export type Response =
  | { readonly status: 'endorsed'; readonly outcome: Outcome; readonly endorsement: Endorsement }
  | { readonly status: 'refused'; readonly message: string }
  | { readonly status: 'unavailable'; readonly problem: string };

/** What a peer has found about a transaction, and in which block it stands. */
export interface TransactionStatus {
  readonly code: ValidationCode;
  readonly block: number;
}

/** What a peer is made of. */
export interface PeerParts {
  readonly id: string;
  readonly msp: string;
  readonly chain: Chain;
  readonly chaincode: ChaincodeInterface;
  readonly clock: Clock;
  readonly limits: PeerLimits;
}

/** The limits of a peer; `timeWindowMilliseconds` is `peer.authentication.timewindow` of its core.yaml. */
export interface PeerLimits extends ExecutionLimits {
  readonly timeWindowMilliseconds: number;
}

const REFUSED_FROM = 400;

/** One organisation's peer: its own chaincode, its own clock, its own committed state, its own view of every transaction. */
export class Peer {
  readonly id: string;
  readonly msp: string;
  readonly state = new WorldState();
  readonly #chain: Chain;
  readonly #clock: Clock;
  readonly #limits: PeerLimits;
  readonly #anchors: ReadonlyMap<string, TrustAnchor>;
  readonly #majority: number;
  readonly #lock = new CommitLock();
  readonly #bell = new Bell();
  readonly #codes: (readonly ValidationCode[])[] = [[]];
  readonly #statuses = new Map<string, TransactionStatus>();
  #process: ChaincodeProcess;
  #isHeld = false;
  #isStopped = false;
  #isPulling = false;
  #caughtUp: Promise<void> = Promise.resolve();

  constructor({ id, msp, chain, chaincode, clock, limits }: PeerParts) {
    this.id = id;
    this.msp = msp;
    this.#chain = chain;
    this.#clock = clock;
    this.#limits = limits;
    const { members } = chain.genesis.data[0];
    this.#anchors = new Map(members.map((member) => [member.msp, new TrustAnchor(member.authority)]));
    this.#majority = Math.floor(members.length / 2) + 1;
    this.#process = new ChaincodeProcess(chaincode, limits);
    chain.follow(() => {
      this.#pull();
      this.#bell.ring();
    });
    this.#pull();
  }

  /** How many blocks it has committed, the genesis block included. */
  get height(): number {
    return this.#codes.length;
  }

  /** Settles when it has committed every block that it takes. */
  get caughtUp(): Promise<void> {
    return this.#caughtUp;
  }

  /** Settles when it may have committed more, or somebody has called `wake`. */
  async changed(): Promise<void> {
    const looking = new AbortController();
    try {
      await Promise.race([this.#bell.rung(), this.#chain.look(looking.signal)]);
    } finally {
      looking.abort();
    }
  }

  /** Lets all who wait for a change look again. */
  wake(): void {
    this.#bell.ring();
  }

  get iterators(): Readonly<IteratorCount> {
    return this.#process.iterators;
  }

  /** Runs other code from now on, as an organisation might that approves one package and starts another. */
  install(chaincode: ChaincodeInterface): void {
    this.#process = new ChaincodeProcess(chaincode, this.#limits);
  }

  /** Takes no more blocks: the peer lags behind until `release`. */
  hold(): void {
    this.#isHeld = true;
  }

  /** Takes all blocks again, those that it has missed first. */
  release(): void {
    this.#isHeld = false;
    this.#pull();
  }

  /** Is down: answers nobody and takes no blocks until `start`. */
  stop(): void {
    this.#isStopped = true;
  }

  start(): void {
    this.#isStopped = false;
    this.#pull();
  }

  /** A committed block with the code of each of its transactions; undefined where this peer does not have it yet. */
  block(number: number): { readonly block: Block; readonly codes: readonly ValidationCode[] } | undefined {
    const [block, codes] = [this.#chain.block(number), this.#codes[number]];
    return block === undefined || codes === undefined ? undefined : { block, codes };
  }

  /** What it has found about a transaction; of one that was sent twice, about the first. */
  status(tx: string): TransactionStatus | undefined {
    return this.#statuses.get(tx);
  }

  /** The event envelopes of the valid transactions of a block, from one place in it on. */
  delivered(number: number, from: number): Delivered[] {
    const found = this.block(number);
    if (found === undefined) return [];
    return found.block.data.flatMap(({ proposal: { tx }, outcome: { event } }, index) => {
      if (index < from || event?.name !== ENVELOPE_EVENT || found.codes[index] !== 'VALID') return [];
      return [{ block: String(number), tx, payload: Buffer.from(event.payload, 'base64').toString() }];
    });
  }

  /**
   * Executes a proposal and endorses what comes of it (core/endorser/endorser.go; the time window by
   * core/handlers/auth/filter/timewindow.go). Nothing is written.
   */
  async process(proposal: Proposal): Promise<Response> {
    const problem = this.#objection(proposal);
    if (problem !== undefined) return { status: 'unavailable', problem };
    const refusal = this.#timeRefusal(proposal);
    if (refusal !== undefined) return { status: 'refused', message: refusal.message };
    try {
      return await this.#lock.execute(async () => {
        const simulation = new Simulation(this.state, proposal.tx);
        return this.#responseTo(proposal, await this.#process.execute(proposal, simulation), simulation);
      });
    } catch (error) {
      if (error instanceof PeerFault) return { status: 'refused', message: `error in simulation: ${error.message}` };
      throw error;
    }
  }

  /**
   * Waits until the transaction is committed here.
   * Fails if: it is invalid (TRANSACTION_INVALIDATED), or the time is over (OUTCOME_UNKNOWN).
   */
  async settled(tx: string, deadline: AbortSignal): Promise<TransactionStatus> {
    const wake = (): void => {
      this.wake();
    };
    deadline.addEventListener('abort', wake);
    try {
      for (;;) {
        const found = this.#statuses.get(tx);
        if (found?.code === 'VALID') return found;
        if (found !== undefined) throw new TreatyError('TRANSACTION_INVALIDATED', { tx, validation: found.code });
        if (deadline.aborted)
          throw new TreatyError('OUTCOME_UNKNOWN', { tx, problem: 'the own peer has not committed it in time' });
        await this.changed();
      }
    } finally {
      deadline.removeEventListener('abort', wake);
    }
  }

  #objection(proposal: Proposal): string | undefined {
    if (this.#isStopped) return 'the peer does not answer';
    const { tx, creator } = proposal;
    const code = this.#genuineness(proposal);
    if (code !== 'VALID') return `error validating proposal of ${creator.msp}: ${code}`;
    return this.#statuses.has(tx) ? `duplicate transaction found [${tx}]` : undefined;
  }

  /** A peer's own check of the client's clock, with the code that a client makes of Fabric's answer. */
  #timeRefusal({ seconds, nanos }: Proposal): TreatyError | undefined {
    const window = this.#limits.timeWindowMilliseconds;
    const dated = seconds * 1000 + Math.floor(nanos / 1_000_000);
    const ahead = dated - toEpochMilliseconds(this.#clock());
    if (Math.abs(ahead) <= window) return undefined;
    const [now, bound] = [fromEpochMilliseconds(dated), `PT${String(window / 1000)}S`];
    return ahead > 0
      ? new TreatyError('CLOCK_AHEAD', { now, aheadBy: bound })
      : new TreatyError('CLOCK_BEHIND', { now, behindBy: bound });
  }

  /** Whether an organisation of the channel vouches for the creator, and the id is that of this nonce and creator. */
  #genuineness({ tx, creator, nonce }: Proposal): ValidationCode {
    if (this.#anchors.get(creator.msp)?.vouchesFor(creator.certificate) !== true) return 'BAD_CREATOR_SIGNATURE';
    return transactionId(Buffer.from(nonce, 'hex'), creator) === tx ? 'VALID' : 'BAD_PROPOSAL_TXID';
  }

  #responseTo(proposal: Proposal, { status, message, payload, event }: Execution, simulation: Simulation): Response {
    if (status >= REFUSED_FROM) return { status: 'refused', message };
    const outcome: Outcome = {
      result: Buffer.from(payload).toString('base64'),
      event: event === undefined ? null : { name: event.name, payload: Buffer.from(event.payload).toString('base64') },
      set: simulation.results(),
    };
    return { status: 'endorsed', outcome, endorsement: { msp: this.msp, digest: outcomeDigest(proposal, outcome) } };
  }

  #pull(): void {
    if (this.#isPulling) return;
    this.#isPulling = true;
    this.#caughtUp = this.#commitMissing();
  }

  async #commitMissing(): Promise<void> {
    try {
      for (;;) {
        const block = this.#isHeld || this.#isStopped ? undefined : this.#chain.block(this.height);
        if (block === undefined) return;
        const later = this.#lock.commit(() => {
          this.#commit(block);
        });
        // Nothing is awaited where nothing executes: then all peers commit a block before anybody else has a turn.
        if (later !== undefined) await later;
      }
    } finally {
      this.#isPulling = false;
    }
  }

  #commit({ number, data }: Block): void {
    const candidates = data.map(({ proposal: { tx }, outcome: { set } }) => ({ tx, ...set }));
    const { codes, updates } = validateBlock(this.state, number, candidates, (_, index) => this.#precheck(data[index]));
    this.state.apply(updates);
    this.#codes.push(codes);
    for (const [index, { tx }] of candidates.entries()) {
      const code = codes[index];
      if (code !== undefined && !this.#statuses.has(tx)) this.#statuses.set(tx, { code, block: number });
    }
    this.#bell.ring();
  }

  #precheck(envelope: Envelope | undefined): ValidationCode {
    if (envelope === undefined) return 'ENDORSEMENT_POLICY_FAILURE';
    const { proposal, outcome, endorsements } = envelope;
    const genuine = this.#genuineness(proposal);
    if (genuine !== 'VALID') return genuine;
    if (this.#statuses.has(proposal.tx)) return 'DUPLICATE_TXID';
    const digest = outcomeDigest(proposal, outcome);
    const endorsers = new Set(
      endorsements.flatMap(({ msp, digest: given }) => (given === digest && this.#anchors.has(msp) ? [msp] : [])),
    );
    return endorsers.size >= this.#majority ? 'VALID' : 'ENDORSEMENT_POLICY_FAILURE';
  }
}
