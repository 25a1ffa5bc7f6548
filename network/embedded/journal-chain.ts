// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import { Block, dataHash, GenesisBlock, headerHash, nextBlock } from './block.ts';
import { MemoryChain } from './chain.ts';
import type { Envelope } from './envelope.ts';
import { JournalFile } from './journal-file.ts';

/** How long to wait before looking for blocks of other processes again. */
const LOOK_MILLISECONDS = 100;

/** Reads one line as what it should hold. Fails if: JOURNAL_DAMAGED, where anything but that is written there. */
function parsed<S extends z.ZodType<Block | GenesisBlock>>(schema: S, text: string, at: Place): z.infer<S> {
  const block = schema.safeParse(jsonOf(text));
  if (!block.success || JSON.stringify(block.data) !== text) throw damaged(at, 'it is not a block as it was written');
  if (dataHash(block.data.data) !== block.data.dataHash) throw damaged(at, 'its content is not that of its hash');
  return block.data;
}

interface Place {
  readonly file: string;
  readonly line: number;
}

function damaged({ file, line }: Place, problem: string): TreatyError {
  return new TreatyError('JOURNAL_DAMAGED', { file, line, problem });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON: the schema refuses undefined.
    return undefined;
  }
}

/**
 * A chain in a file, one block a line, which several processes may read and write. Of what is read every hash is checked;
 * which transactions are valid is not written down, since every peer finds it out anew.
 */
export class JournalChain extends MemoryChain {
  readonly #file: JournalFile;
  #line = 1;
  #turn: Promise<unknown> = Promise.resolve();
  #fault: TreatyError | undefined;

  private constructor(file: JournalFile, genesis: GenesisBlock) {
    super(genesis);
    this.#file = file;
  }

  /**
   * Opens the chain of a file, or begins it with the genesis block that is given then.
   * Fails if: JOURNAL_DAMAGED with the line, LEDGER_UNAVAILABLE where the file cannot be read or written.
   */
  static async open(path: string, patienceMilliseconds: number, genesis: () => GenesisBlock): Promise<JournalChain> {
    const file = new JournalFile(path, patienceMilliseconds);
    let lines = await file.added();
    if (lines.length === 0) {
      await file.append(async () => {
        lines = await file.added();
        return lines.length === 0 ? JSON.stringify(genesis()) : undefined;
      });
      lines = [...lines, ...(await file.added())];
    }
    const [first = '', ...rest] = lines;
    const chain = new JournalChain(file, parsed(GenesisBlock, first, { file: path, line: 1 }));
    chain.#take(rest);
    return chain;
  }

  override append(data: readonly Envelope[]): Promise<void> {
    return this.#inTurn(async () => {
      await this.#file.append(async () => {
        this.#take(await this.#file.added());
        return JSON.stringify(nextBlock(this.last, data));
      });
      this.#take(await this.#file.added());
    });
  }

  override refresh(): Promise<void> {
    return this.#inTurn(async () => {
      this.#take(await this.#file.added());
    });
  }

  override async look(signal: AbortSignal): Promise<void> {
    await delay(LOOK_MILLISECONDS, undefined, { signal });
    await this.refresh();
  }

  /** Lets one thing be done after the other: a block must not be read twice. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Fails if: JOURNAL_DAMAGED; from then on always, since nothing can follow a damaged line. */
  #take(lines: readonly string[]): void {
    if (this.#fault !== undefined) throw this.#fault;
    try {
      this.#takeSound(lines);
    } catch (error) {
      if (error instanceof TreatyError) this.#fault = error;
      throw error;
    }
  }

  #takeSound(lines: readonly string[]): void {
    let { last } = this;
    const blocks = lines.map((text, index) => {
      const at = { file: this.#file.path, line: this.#line + index + 1 };
      const block = parsed(Block, text, at);
      if (block.number !== last.number + 1 || block.previousHash !== headerHash(last))
        throw damaged(at, 'it does not follow the line before it');
      last = block;
      return block;
    });
    this.#line += blocks.length;
    this.take(blocks);
  }
}
