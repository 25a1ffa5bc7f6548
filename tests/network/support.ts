// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import { isFree } from '../../network/fabric/ports.ts';
import { parseTopology, portCount, type Topology } from '../../network/topology.ts';

const folders: string[] = [];

/** A folder of its own below the temporary folder, gone after the test run. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'depositary-network-test-')));
  folders.push(folder);
  return folder;
}

/** Removes what temporaryFolder made. */
export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** The refusal that `work` ends with; anything else it ends with is thrown on. */
export async function refusalOf(work: () => unknown): Promise<TreatyError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof TreatyError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

const HIGHEST_BASE = 31_000;
const LOWEST_BASE = 20_000;

/** A port base from which on `count` ports are free now; below the ports that the kernel gives to clients. */
async function freePortBase(count: number): Promise<number> {
  for (;;) {
    const base = LOWEST_BASE + Math.floor(Math.random() * (HIGHEST_BASE - LOWEST_BASE));
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(base + index)));
    if (free.every(Boolean)) return base;
  }
}

/** A topology with `peers` organisations and `orderers` ordering nodes on free ports. */
export async function smallTopology(name: string, peers: number, orderers: number): Promise<Topology> {
  const organisations = Array.from({ length: peers }, (_, index) => ({
    id: `P${index}`,
    name: 'party',
    kind: 'state',
  }));
  const ordering = Array.from({ length: orderers }, (_, index) => ({
    id: `O${index}`,
    operatedBy: `P${index % peers}`,
  }));
  const portBase = await freePortBase(portCount({ organisations, ordering }));
  return parseTopology(
    JSON.stringify({ name, portBase, opensTreaties: 'P0', organisations, ordering }),
    `${name}.yaml`,
  );
}
