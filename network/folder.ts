// SPDX-License-Identifier: Apache-2.0
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { TreatyError } from '../chaincode/src/protocol/index.ts';

/** Makes a folder and those above it one by one: recursive mkdir never ends where a parent takes no folders, as under /proc. */
export function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** Refuses a path that can never be a folder. Fails if: it is a file or leads through one (STATE_FOLDER_IS_FILE). */
export function requireNoFile(state: string): void {
  let nearest = path.resolve(state);
  while (!existsSync(nearest)) nearest = path.dirname(nearest);
  if (!statSync(nearest).isDirectory()) throw new TreatyError('STATE_FOLDER_IS_FILE', { state, file: nearest });
}

/** Makes a state folder where it is missing. Fails if: STATE_FOLDER_IS_FILE, STATE_FOLDER_UNWRITABLE. */
export function makeStateFolder(state: string): void {
  requireNoFile(state);
  try {
    makeFolders(path.resolve(state));
    accessSync(state, constants.W_OK);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new TreatyError('STATE_FOLDER_UNWRITABLE', { folder: state, reason }, { cause });
  }
}
