// SPDX-License-Identifier: Apache-2.0
import type { Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { MAX_DOCUMENT_BYTES, TreatyError } from '../../chaincode/src/protocol/index.ts';

/**
 * Reads a file or a pipe of at most the limit of a document; with `mode`, one that nobody else may read.
 * Fails if: FILE_UNREADABLE, also for a folder or a device; BYTES_TOO_MANY, KEY_FILE_OPEN.
 */
export async function readLimited(file: string, mode?: number): Promise<Uint8Array> {
  return fromFile(file, async (handle) => {
    const stat = await handle.stat();
    if (!stat.isFile() && !stat.isFIFO()) throw new TreatyError('FILE_UNREADABLE', { file, reason: kindOf(stat) });
    const open = mode === undefined ? 0 : stat.mode & 0o777 & ~mode;
    if (open !== 0) {
      throw new TreatyError('KEY_FILE_OPEN', { file, mode: (stat.mode & 0o777).toString(8).padStart(4, '0') });
    }
    return fromBeginning(handle);
  });
}

function kindOf(stat: Stats): string {
  return stat.isDirectory() ? 'it is a folder' : 'it is a device';
}

/** What a handle gives from its beginning; a pipe has no positions, and may give less in one read than it holds. */
async function fromBeginning(handle: FileHandle): Promise<Uint8Array> {
  const buffer = Buffer.alloc(MAX_DOCUMENT_BYTES + 1);
  let length = 0;
  for (let read = -1; read !== 0; length += read)
    read = (await handle.read(buffer, length, buffer.length - length, null)).bytesRead;
  if (length > MAX_DOCUMENT_BYTES) {
    throw new TreatyError('BYTES_TOO_MANY', { bytes: `more than ${MAX_DOCUMENT_BYTES}`, limit: MAX_DOCUMENT_BYTES });
  }
  return buffer.subarray(0, length);
}

/** Writes a file that did not exist, down to the disk. Fails if: FILE_EXISTS, FILE_UNWRITABLE. */
export async function writeNew(file: string, data: Uint8Array | string, mode: number): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'wx', mode);
    await handle.writeFile(data);
    await handle.sync();
  } catch (error) {
    const reason = reasonOf(error);
    throw new TreatyError(reason === 'EEXIST' ? 'FILE_EXISTS' : 'FILE_UNWRITABLE', { file, reason });
  } finally {
    await handle?.close();
  }
}

async function fromFile<Result>(file: string, use: (handle: FileHandle) => Promise<Result>): Promise<Result> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file);
    return await use(handle);
  } catch (error) {
    if (error instanceof TreatyError) throw error;
    throw new TreatyError('FILE_UNREADABLE', { file, reason: reasonOf(error) });
  } finally {
    await handle?.close();
  }
}

/** The code of a failure of the operating system, such as ENOENT. */
export /** Why the operating system refused, as its own code such as `ENOENT`. */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
