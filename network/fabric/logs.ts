// SPDX-License-Identifier: Apache-2.0
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';

const EXTENSION = '.log';
const LOOK_AGAIN = 250;

/** The log of a process by its name, such as `peer.XA` or `depositary.XA`. Fails if: it has none (NETWORK_NODE_UNKNOWN). */
export function logFile(state: string, node: string): string {
  const folder = path.join(state, 'logs');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(EXTENSION)) : [];
  const known = names.map((name) => name.slice(0, -EXTENSION.length));
  if (!known.includes(node)) throw new TreatyError('NETWORK_NODE_UNKNOWN', { node, known });
  return path.join(folder, node + EXTENSION);
}

/** The last `lines` lines of a log, each with its line feed. */
export function lastLines(file: string, lines: number): string {
  const all = readFileSync(file, 'utf8').split(/(?<=\n)/);
  return lines === 0 ? '' : all.slice(-lines).join('');
}

/** What is added to a log from now on, for as long as the caller listens; a log that starts anew is read from there. */
export async function* additions(file: string, signal: AbortSignal): AsyncGenerator<string> {
  let position = statSync(file).size;
  while (!signal.aborted) {
    const { size } = statSync(file);
    if (size < position) position = 0;
    if (size > position) {
      for await (const chunk of createReadStream(file, { start: position, end: size - 1, encoding: 'utf8' }))
        yield String(chunk);
      position = size;
    }
    await pause(LOOK_AGAIN, undefined, { signal }).catch(() => undefined);
  }
}
