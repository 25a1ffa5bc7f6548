// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import {
  NetworkId,
  TransactionId,
  TreatyError,
  TreatyId,
  type Checkpoint,
} from '../../../chaincode/src/protocol/index.ts';

const Content = z.strictObject({
  v: z.literal(1),
  network: NetworkId,
  treaty: TreatyId,
  block: z.string().regex(/^[0-9]+$/),
  tx: TransactionId.optional(),
});

/** Whose events a place lies in: a block number means another place on another network. */
export interface EventStream {
  readonly network: NetworkId;
  readonly treaty: TreatyId;
}

/**
 * A reader's place in the event stream, kept in a file that is replaced whole and flushed to disk, so that a crash at any
 * instant leaves either the old place or the new one.
 */
export class CheckpointFile {
  readonly #file: string;
  readonly #stream: EventStream;

  constructor(file: string, stream: EventStream) {
    this.#file = file;
    this.#stream = stream;
  }

  /**
   * The place where reading goes on; none before the first one was kept.
   * Fails if: CHECKPOINT_INVALID; CHECKPOINT_FOREIGN where it is a place in the events of another network or treaty.
   */
  read(): Checkpoint | undefined {
    const content = this.#content();
    if (content === undefined) return undefined;
    const { network, treaty, block, tx } = content;
    if (network !== this.#stream.network || treaty !== this.#stream.treaty) {
      throw new TreatyError('CHECKPOINT_FOREIGN', { file: this.#file, treaty, network });
    }
    return tx === undefined ? { block } : { block, tx };
  }

  #content(): z.infer<typeof Content> | undefined {
    try {
      return Content.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
      throw new TreatyError('CHECKPOINT_INVALID', { file: this.#file }, { cause });
    }
  }

  /** Keeps a place. Fails if: FILE_UNWRITABLE. */
  async keep({ block, tx }: Checkpoint): Promise<void> {
    const { network, treaty } = this.#stream;
    const place = { v: 1, network, treaty, block, ...(tx === undefined ? {} : { tx }) };
    try {
      await writeFileAtomic(this.#file, `${JSON.stringify(place)}\n`);
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      throw new TreatyError('FILE_UNWRITABLE', { file: this.#file, reason });
    }
  }
}
