// SPDX-License-Identifier: Apache-2.0
import { realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { TreatyError, type Act } from '../../../chaincode/src/protocol/index.ts';
import { makeFolders } from '../../../network/folder.ts';
import { reasonOf } from '../files.ts';
import type { Receipt, TreatyClient } from '../treaty-client.ts';

/** The calls of a ledger that come before anything is sent to the ordering nodes. */
const BEFORE_SENDING: readonly unknown[] = ['evaluate', 'endorse'];

/** Whether a failure leaves open what became of an act. Of one that nobody foresaw nobody knows how far the act came. */
function isOpen(error: unknown): boolean {
  if (!(error instanceof TreatyError)) return true;
  if (error.code === 'LEDGER_UNAVAILABLE') return !BEFORE_SENDING.includes(error.details.stage);
  return error.code === 'OUTCOME_UNKNOWN';
}

/** Submits sealed bytes that stand in a file; a failure that leaves open what became of them names it, and the further options. */
export async function submitFrom(
  file: string,
  bytes: Uint8Array,
  client: TreatyClient,
  options: string,
): Promise<Receipt> {
  try {
    return await client.submit(bytes);
  } catch (error) {
    if (!(error instanceof TreatyError) || !isOpen(error)) throw error;
    throw new TreatyError(error.code, { ...error.details, file, options }, { cause: error });
  }
}

/**
 * The folder of sealed acts whose fate is open. An act is recorded once, but only by the bytes that were sealed: a command that
 * is given again seals another act. So the bytes are on the disk before they are sent, and go once it is known what became of them.
 */
export class Outbox {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where an act stands while its fate is open. */
  fileOf({ by, id }: Act): string {
    return join(this.#folder, `${by.replace('/', '-')}-${id}.json`);
  }

  /** Submits a sealed act. Fails if: FILE_UNWRITABLE, and nothing is sent; as `TreatyClient.submit` does. */
  async submit(act: Act, bytes: Uint8Array, client: TreatyClient, options: string): Promise<Receipt> {
    const file = this.fileOf(act);
    await this.#keep(file, bytes);
    try {
      const receipt = await submitFrom(file, bytes, client, options);
      drop(file);
      return receipt;
    } catch (error) {
      if (!isOpen(error)) drop(file);
      throw error;
    }
  }

  /** Drops an act of this folder that has been recorded; a file of somewhere else stays. */
  recorded(act: Act, file: string): void {
    if (basename(file) !== basename(this.fileOf(act)) || !isSameFolder(dirname(file), this.#folder)) return;
    drop(file);
  }

  async #keep(file: string, bytes: Uint8Array): Promise<void> {
    try {
      makeFolders(this.#folder);
      await writeFileAtomic(file, Buffer.from(bytes), { mode: 0o600 });
    } catch (error) {
      throw new TreatyError('FILE_UNWRITABLE', { file, reason: reasonOf(error) });
    }
  }
}

function drop(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // What became of the act is known and comes first; a file that stays would only be answered with the first transaction.
  }
}

function isSameFolder(folder: string, other: string): boolean {
  try {
    return realpathSync(folder) === realpathSync(other);
  } catch {
    // A folder that is not there is no outbox.
    return false;
  }
}
