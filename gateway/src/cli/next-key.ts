// SPDX-License-Identifier: Apache-2.0
import { existsSync, linkSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { TreatyError } from '../../../chaincode/src/protocol/index.ts';
import { makeFolders } from '../../../network/folder.ts';
import { makeKeyFile, readKeyFile, type SigningKey } from '../key-file.ts';

const SUFFIX_LENGTH = 8;

/**
 * A key that is to follow another one: made beside it, and put in its place once the ledger holds it. Whatever happens in
 * between, the old key's file stays whole, the new one is found again, and neither is ever overwritten.
 */
export class NextKey {
  /** The file of the present key. */
  readonly file: string;
  /** The file of the key that waits. */
  readonly next: string;

  constructor(file: string) {
    this.file = file;
    this.next = file.replace(/(\.json)?$/, '.next.json');
  }

  /** The key that waits, from this run or from one that was interrupted. */
  async waiting(): Promise<SigningKey | undefined> {
    return existsSync(this.next) ? readKeyFile(this.next) : undefined;
  }

  /** The key that waits, made now if there is none. Fails if: FILE_UNWRITABLE, KEY_FILE_OPEN, KEY_FILE_MALFORMED. */
  async made(): Promise<SigningKey> {
    const waiting = await this.waiting();
    if (waiting !== undefined) return waiting;
    try {
      makeFolders(dirname(this.next));
    } catch (error) {
      throw unwritable(this.next, error);
    }
    return makeKeyFile(this.next);
  }

  /**
   * Puts the key that waits in the place of the old one, in one step; the old one is kept as `<file>.replaced-<end of its
   * did:key>`, and its file is answered, if there was one. Fails if: FILE_UNWRITABLE.
   */
  async place(): Promise<string | undefined> {
    const kept = existsSync(this.file) ? `${this.file}.replaced-${await this.#suffix()}` : undefined;
    try {
      // An interrupted run may have linked it already: under the same name stands the same key.
      if (kept !== undefined && !existsSync(kept)) linkSync(this.file, kept);
      renameSync(this.next, this.file);
    } catch (error) {
      throw unwritable(this.file, error);
    }
    return kept;
  }

  async #suffix(): Promise<string> {
    try {
      return (await readKeyFile(this.file)).key.slice(-SUFFIX_LENGTH);
    } catch {
      // A damaged key file may be the very reason of the replacement; it is kept all the same.
      return `unreadable-${String(Date.now())}`;
    }
  }
}

function unwritable(file: string, error: unknown): TreatyError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new TreatyError('FILE_UNWRITABLE', { file, reason });
}
