// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { Amount, canonicalBytes, requireJson, type ProposalId } from '../../chaincode/src/protocol/index.ts';
import type { ManyParties } from './many-parties.ts';
import { atOnce, quantile, timed } from './statistics.ts';
import { SPENDERS, type Processor, type Spender } from './surroundings.ts';

/** What is compared: a transaction that does nothing, an unsealed write of a vote's size, and a sealed vote. */
export const KINDS = ['nothing', 'write', 'vote'] as const;
export type Kind = (typeof KINDS)[number];

type Of<T> = Readonly<Record<Kind, T>>;
type Deed = () => Promise<unknown>;

/** How much is done in one round. */
export interface Load {
  readonly rounds: number;
  /** Transactions of each kind in a round, one after the other. */
  readonly sequential: number;
  /** Transactions of each kind in a round, `concurrency` of them at a time. */
  readonly burst: number;
  readonly concurrency: number;
}

/** What one round measured. */
export interface Round {
  /** Milliseconds of each transaction that went alone. */
  readonly alone: Of<readonly number[]>;
  /** Transactions a second of the burst. */
  readonly throughput: Of<number>;
  /** Processor time of one transaction of the burst, in milliseconds: what others do on the host changes it little. */
  readonly processor: Of<Processor>;
}

/** How many bytes one vote moves; an unsealed write moves as many. */
export interface VoteBytes {
  readonly argument: number;
  readonly ballot: number;
  readonly act: number;
  readonly event: number;
}

/** All that the comparison found. */
export interface Comparison {
  readonly rounds: readonly Round[];
  readonly bytes: VoteBytes;
  /** Milliseconds in which the client seals one act: it does so before a round, outside of what is measured. */
  readonly sealing: number;
  /** Milliseconds in which a party reads one record by its id, and one value without schema and treaty. */
  readonly evaluate: { readonly record: number; readonly bare: number };
  /** Seconds of the close of a proposal on which every party has voted, each ballot and seal checked again. */
  readonly close: number;
  /** How often a peer that stood still, or was out of reach, made a client try again. */
  readonly retries: number;
}

const READS = 100;
const KEY = 'bench';

/** The length of what the ledger stores for a value. */
function bytesOf(value: unknown): number {
  requireJson(value);
  return canonicalBytes(value).length;
}

/** Prepares transactions of all kinds, and keeps the time of what is prepared. */
class Deeds {
  readonly sealing: number[] = [];
  readonly #parties: ManyParties;

  constructor(parties: ManyParties) {
    this.#parties = parties;
  }

  /** One vote of each party on a proposal, sealed now and cast later. */
  async votes(proposal: ProposalId): Promise<Deed[]> {
    const deeds: Deed[] = [];
    for (const [index, party] of this.#parties.parties.entries()) {
      let act: Uint8Array = new Uint8Array();
      const took = await timed(() => {
        act = this.#parties.sealedAct(`${party}/head`, 'CastVote', { proposal, choice: 'yes' });
      });
      this.sealing.push(took);
      const client = await this.#parties.client(this.#parties.hostOf(index));
      deeds.push(() => this.#parties.patience.with(() => client.submit(act)));
    }
    return deeds;
  }

  /** As many transactions of the baseline chaincode, through the same peers. */
  async baseline(transaction: string, argument: () => string): Promise<Deed[]> {
    const deeds: Deed[] = [];
    for (const index of this.#parties.parties.keys()) {
      const place = { organisation: this.#parties.hostOf(index), as: 'client' } as const;
      const ledger = await this.#parties.door(place, 'baseline');
      const given = argument();
      const once = async (): Promise<unknown> => (await ledger.endorse(transaction, given)).submit();
      deeds.push(() => this.#parties.patience.with(once));
    }
    return deeds;
  }

  /** A round's worth of every kind. */
  async round(proposal: ProposalId, bytes: VoteBytes): Promise<Of<readonly Deed[]>> {
    return {
      nothing: await this.baseline('nothing', () => ''),
      write: await this.baseline('write', () => writeOf(bytes)),
      vote: await this.votes(proposal),
    };
  }
}

function writeOf({ argument, ballot, act, event }: VoteBytes, key: string = randomUUID()): string {
  return `${key} ${ballot} ${act} ${event} `.padEnd(argument, 'x');
}

/** Casts one vote and weighs it: what is sent, what is written, what is emitted. */
async function weigh(parties: ManyParties, proposal: ProposalId): Promise<VoteBytes> {
  const [party = ''] = parties.parties;
  const client = await parties.client(parties.hostOf(0));
  const act = parties.sealedAct(`${party}/head`, 'CastVote', { proposal, choice: 'yes' });
  const { envelope } = await parties.patience.with(() => client.submit(act));
  const ballot = await client.record('Ballot', proposal, party);
  const recorded = await client.record('Act', `${party}/head`, ballot.ballot);
  return { argument: act.length, ballot: bytesOf(ballot), act: bytesOf(recorded), event: bytesOf(envelope) };
}

/** The kinds in another order in each round, so that none always follows the same one. */
function ordered(round: number): Kind[] {
  return KINDS.map((_, index) => KINDS[(index + round) % KINDS.length] ?? 'nothing');
}

const NONE: Processor = { client: 0, peer: 0, orderer: 0, chaincode: 0 };

function perTransaction(before: Processor, after: Processor, count: number): Processor {
  const spent: Record<Spender, number> = { ...NONE };
  for (const spender of SPENDERS) spent[spender] = (after[spender] - before[spender]) / count;
  return spent;
}

async function run(
  deeds: Of<readonly Deed[]>,
  round: number,
  { sequential, burst, concurrency }: Load,
  spent: () => Processor,
): Promise<Round> {
  const alone: Record<Kind, number[]> = { nothing: [], write: [], vote: [] };
  const throughput = { nothing: 0, write: 0, vote: 0 };
  const processor = { nothing: NONE, write: NONE, vote: NONE };
  for (let index = 0; index < sequential; index += 1) {
    for (const kind of ordered(round)) alone[kind].push(await timed(deeds[kind][index] ?? missing));
  }
  for (const kind of ordered(round)) {
    const work = deeds[kind].slice(sequential, sequential + burst);
    const before = spent();
    throughput[kind] = (1000 * burst) / (await timed(() => atOnce(concurrency, work)));
    processor[kind] = perTransaction(before, spent(), burst);
  }
  return { alone, throughput, processor };
}

function missing(): Promise<never> {
  return Promise.reject(new Error('there are as many parties as votes of a round'));
}

async function evaluated(parties: ManyParties, bytes: VoteBytes): Promise<Comparison['evaluate']> {
  const client = await parties.client(parties.hostOf(0));
  const bare = await parties.door({ organisation: parties.hostOf(0), as: 'client' }, 'baseline');
  await (await bare.endorse('write', writeOf(bytes, KEY))).submit();
  const times: { record: number[]; bare: number[] } = { record: [], bare: [] };
  for (let index = 0; index < READS; index += 1) {
    times.record.push(
      await timed(() => client.record('Party', String(parties.parties[index % parties.parties.length]))),
    );
    times.bare.push(await timed(() => bare.evaluate('read', `${KEY}/1`)));
  }
  return { record: quantile(times.record, 0.5), bare: quantile(times.bare, 0.5) };
}

/** A value for the n-th proposal that no other one has. */
function valueOf(round: number): Amount {
  return Amount.parse(String(10n ** 25n + BigInt(round)));
}

function saidOf(round: number, { alone, throughput }: Round): string {
  const words = KINDS.map((kind) => {
    return `${kind} ${quantile(alone[kind], 0.5).toFixed(0)} ms, ${throughput[kind].toFixed(1)} /s`;
  });
  return `round ${round}: ${words.join('; ')}`;
}

/** Runs the rounds, each with votes on a proposal of its own, after one that is not counted. */
export async function compare(
  parties: ManyParties,
  load: Load,
  spent: () => Processor,
  tell: (line: string) => void,
): Promise<Comparison> {
  const deeds = new Deeds(parties);
  const bytes = await weigh(parties, await parties.propose(valueOf(0)));
  const rounds: Round[] = [];
  let last: ProposalId | undefined;
  for (let number = 0; number <= load.rounds; number += 1) {
    last = await parties.propose(valueOf(number + 1));
    const round = await run(await deeds.round(last, bytes), number, load, spent);
    tell(number === 0 ? saidOf(number, round).replace('round 0', 'warming up') : saidOf(number, round));
    if (number > 0) rounds.push(round);
  }
  const close = (await timed(() => last !== undefined && parties.close(last))) / 1000;
  const evaluate = await evaluated(parties, bytes);
  return { rounds, bytes, sealing: quantile(deeds.sealing, 0.5), evaluate, close, retries: parties.patience.retries };
}
