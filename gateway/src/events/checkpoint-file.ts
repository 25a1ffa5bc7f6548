// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { TransactionId, TreatyError, type Checkpoint } from '../../../chaincode/src/protocol/index.ts';

const Content = z.strictObject({ v: z.literal(1), block: z.string().regex(/^[0-9]+$/), tx: TransactionId.optional() });

/**
 * A reader's place in the event stream, kept in a file that is replaced whole and flushed to disk, so that a crash at any
 * instant leaves either the old place or the new one.
 */
export class CheckpointFile {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** The place where reading goes on; none before the first one was kept. Fails if: CHECKPOINT_INVALID. */
  read(): Checkpoint | undefined {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw new TreatyError('CHECKPOINT_INVALID', { file: this.#file }, { cause: error });
    }
    try {
      const { block, tx } = Content.parse(JSON.parse(text));
      return tx === undefined ? { block } : { block, tx };
    } catch (cause) {
      throw new TreatyError('CHECKPOINT_INVALID', { file: this.#file }, { cause });
    }
  }

  /** Keeps a place. Fails if: FILE_UNWRITABLE. */
  async keep({ block, tx }: Checkpoint): Promise<void> {
    const place = { v: 1, block, ...(tx === undefined ? {} : { tx }) };
    try {
      await writeFileAtomic(this.#file, `${JSON.stringify(place)}\n`);
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      throw new TreatyError('FILE_UNWRITABLE', { file: this.#file, reason });
    }
  }
}
