// SPDX-License-Identifier: Apache-2.0
import { constants } from 'node:fs';
import { mkdir, open, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import lockfile from 'proper-lockfile';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';

const NEWLINE = 0x0a;
/** A lock that its holder has not renewed for so long is that of a process which died. */
const STALE_MILLISECONDS = 5000;
const LOCK_RETRY_MILLISECONDS = 20;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function unavailable(error: unknown, problem: string): TreatyError {
  return new TreatyError(
    'LEDGER_UNAVAILABLE',
    { stage: 'journal', problem: `${problem}: ${codeOf(error)}` },
    { cause: error },
  );
}

/** Makes a name in a folder outlast a loss of power. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * A file of lines that only grows, written by several processes. A line counts once its line feed is there: what a process
 * that died has left behind the last one is cut off by the next writer.
 */
export class JournalFile {
  readonly path: string;
  readonly #patienceMilliseconds: number;
  #offset = 0;
  #lines = 0;

  /** `patienceMilliseconds`: how long to wait for another process that writes. */
  constructor(file: string, patienceMilliseconds: number) {
    this.path = file;
    this.#patienceMilliseconds = patienceMilliseconds;
  }

  /**
   * The lines that have been added since the last call; none where there is no file.
   * Fails if: the file cannot be read (LEDGER_UNAVAILABLE), or has lost what it held (JOURNAL_DAMAGED).
   */
  async added(): Promise<string[]> {
    const size = await this.#size();
    if (size < this.#offset)
      throw new TreatyError('JOURNAL_DAMAGED', {
        file: this.path,
        line: this.#lines,
        problem: 'the file has become shorter',
      });
    if (size === this.#offset) return [];
    try {
      const handle = await open(this.path, 'r');
      try {
        return await this.#read(handle, size);
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw unavailable(error, 'reading failed');
    }
  }

  /**
   * Appends one line, made by `next` while no other process writes; none where `next` has none.
   * Fails if: another process does not let go, or the disk refuses (LEDGER_UNAVAILABLE; nothing is left behind); what `next` throws.
   */
  async append(next: () => Promise<string | undefined>): Promise<void> {
    const folder = path.dirname(this.path);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const release = await this.#lock(folder);
    try {
      const line = await next();
      if (line !== undefined) await this.#write(`${line}\n`);
      if (this.#offset === 0) await syncFolder(folder);
    } finally {
      await release();
    }
  }

  async #size(): Promise<number> {
    try {
      return (await stat(this.path)).size;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return 0;
      throw unavailable(error, 'reading failed');
    }
  }

  async #lock(folder: string): Promise<() => Promise<void>> {
    const wait = LOCK_RETRY_MILLISECONDS;
    try {
      return await lockfile.lock(folder, {
        lockfilePath: `${this.path}.lock`,
        stale: STALE_MILLISECONDS,
        retries: {
          retries: Math.ceil(this.#patienceMilliseconds / wait),
          factor: 1,
          minTimeout: wait,
          maxTimeout: wait,
        },
        // The work under the lock takes milliseconds; a lock that is lost all the same shows as a broken chain of hashes.
        onCompromised: () => undefined,
      });
    } catch (error) {
      throw unavailable(error, 'another process holds the journal');
    }
  }

  async #write(line: string): Promise<void> {
    const handle = await open(this.path, 'a', 0o600);
    try {
      await handle.truncate(this.#offset);
      await handle.appendFile(line);
      // CRUCIAL: nobody hears of a block before it would outlast a loss of power.
      await handle.datasync();
    } catch (error) {
      // If this fails as well, the part that is left has no line feed and does not count.
      await handle.truncate(this.#offset).catch(() => undefined);
      throw unavailable(error, 'writing failed');
    } finally {
      await handle.close();
    }
  }

  async #read(handle: FileHandle, size: number): Promise<string[]> {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - this.#offset), { position: this.#offset });
    const whole = buffer.subarray(0, buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1);
    this.#offset += whole.length;
    const lines = whole.toString().split('\n').slice(0, -1);
    this.#lines += lines.length;
    return lines;
  }
}
