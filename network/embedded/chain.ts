// SPDX-License-Identifier: Apache-2.0
import { nextBlock, type Block, type GenesisBlock } from './block.ts';
import type { Envelope } from './envelope.ts';

/** The blocks that have been ordered, from which every peer takes what it has not committed yet. */
export interface Chain {
  readonly genesis: GenesisBlock;
  /** How many blocks there are, the genesis block included. */
  readonly height: number;
  block(number: number): Block | undefined;
  /** Makes the next block. Fails if: it cannot be stored (LEDGER_UNAVAILABLE). */
  append(data: readonly Envelope[]): Promise<void>;
  /** Takes in what other processes have appended. */
  refresh(): Promise<void>;
  /** Calls `grown` whenever there may be new blocks, whoever appended them. */
  follow(grown: () => void): void;
  /** Where other processes may append: settles after a while, when it has looked for their blocks. Elsewhere only when told to stop. */
  look(signal: AbortSignal): Promise<void>;
}

/** A chain that lives as long as its process. */
export class MemoryChain implements Chain {
  readonly genesis: GenesisBlock;
  readonly #blocks: Block[] = [];
  readonly #followers: (() => void)[] = [];

  constructor(genesis: GenesisBlock) {
    this.genesis = genesis;
  }

  get height(): number {
    return this.#blocks.length + 1;
  }

  block(number: number): Block | undefined {
    return this.#blocks[number - 1];
  }

  append(data: readonly Envelope[]): Promise<void> {
    this.take([nextBlock(this.last, data)]);
    return Promise.resolve();
  }

  refresh(): Promise<void> {
    return Promise.resolve();
  }

  follow(grown: () => void): void {
    this.#followers.push(grown);
  }

  look(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
  }

  protected get last(): Block | GenesisBlock {
    return this.#blocks.at(-1) ?? this.genesis;
  }

  protected take(blocks: readonly Block[]): void {
    for (const block of blocks) this.#blocks.push(block);
    for (const grown of this.#followers) grown();
  }
}
