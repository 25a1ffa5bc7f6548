// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { memberOf, TreatyError, type RepresentativeId } from '../../chaincode/src/protocol/index.ts';
import { reasonOf } from './files.ts';
import { makeKeyFile, readKeyFile, type SigningKey } from './key-file.ts';

/** A folder with a key file for each office that this machine seals for: `keys/XA/delegate-1.json`. */
export class KeyRing {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where an office's key stands. */
  fileOf(representative: RepresentativeId): string {
    const member = memberOf(representative);
    return join(this.#folder, member, `${representative.slice(member.length + 1)}.json`);
  }

  /** Whether this machine holds an office's key. */
  holds(representative: RepresentativeId): boolean {
    return existsSync(this.fileOf(representative));
  }

  /** An office's key. Fails if: KEY_NOT_HERE, FILE_UNREADABLE, KEY_FILE_OPEN, KEY_FILE_MALFORMED. */
  async key(representative: RepresentativeId): Promise<SigningKey> {
    const file = this.fileOf(representative);
    if (!this.holds(representative)) throw new TreatyError('KEY_NOT_HERE', { representative, file });
    return readKeyFile(file);
  }

  /** Makes an office's first key, in a folder that is there. Fails if: FILE_EXISTS, FILE_UNWRITABLE. */
  async make(representative: RepresentativeId): Promise<SigningKey> {
    const file = this.fileOf(representative);
    for (const folder of [this.#folder, dirname(file)]) makeFolder(folder);
    return makeKeyFile(file);
  }
}

function makeFolder(folder: string): void {
  try {
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    throw new TreatyError('FILE_UNWRITABLE', { file: folder, reason: reasonOf(error) });
  }
}
