// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { findBinaries } from '../../network/fabric/binaries.ts';
import { bundleChaincode } from '../../network/fabric/chaincode-package.ts';
import type { FabricNetwork } from '../../network/fabric/fabric-network.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MEBIBYTE = 1 << 20;

/** The host and the versions on which figures were taken; without them they mean nothing. */
export interface Host {
  readonly date: string;
  readonly commit: string;
  readonly processor: string;
  readonly cores: number;
  readonly memory: string;
  readonly kernel: string;
  readonly node: string;
  readonly fabric: string;
  /** Runnable processes of others and ours, before the network was raised: more than a fraction of a core disturbs. */
  readonly load: string;
}

function git(...args: string[]): string {
  try {
    return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    // Not a checkout, or no git: the figures are then of an unknown version.
    return '';
  }
}

/** The host as it is now. */
export async function hostNow(): Promise<Host> {
  const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ', with changes';
  return {
    date: new Date().toISOString().slice(0, 16).concat('Z'),
    commit: `${git('rev-parse', '--short=12', 'HEAD') || 'unknown'}${changed}`,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory: `${(totalmem() / 1024 / MEBIBYTE).toFixed(1)} GiB`,
    kernel: release(),
    node: process.version,
    fabric: (await findBinaries()).version,
    load: (loadavg()[0] ?? 0).toFixed(2),
  };
}

/** Mebibytes of resident memory, from the least to the most that a process of a kind holds. */
export interface Memory {
  readonly processes: number;
  readonly least: number;
  readonly most: number;
}

function residentOf(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) / 1024;
}

function memoryOf(pids: readonly (number | undefined)[]): Memory {
  const resident = pids.flatMap((pid) => (pid === undefined ? [] : [residentOf(pid)]));
  return { processes: resident.length, least: Math.min(...resident), most: Math.max(...resident) };
}

/** What each kind of process holds now. */
export function memoryNow(network: FabricNetwork): Readonly<Record<'peer' | 'orderer' | 'chaincode', Memory>> {
  const nodes = network.nodes();
  const pidsOf = (wanted: string): (number | undefined)[] =>
    nodes.filter(({ role }) => role === wanted).map((node) => node.pid());
  const chaincode = network.topology.organisations.map(({ id }) => network.chaincodeProcess(id).pid());
  return { peer: memoryOf(pidsOf('peer')), orderer: memoryOf(pidsOf('orderer')), chaincode: memoryOf(chaincode) };
}

/** Whose processor time is told apart: all of a kind of process together, and the client, which is this process. */
export const SPENDERS = ['client', 'peer', 'orderer', 'chaincode'] as const;
export type Spender = (typeof SPENDERS)[number];

/** Milliseconds of processor time. */
export type Processor = Readonly<Record<Spender, number>>;

const [USER_FIELD, SYSTEM_FIELD] = [11, 12];
const MILLISECONDS_PER_TICK = 10;

function spentBy(pids: readonly (number | undefined)[]): number {
  const ticks = pids.map((pid) => {
    if (pid === undefined) return 0;
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command's name, in parentheses, may itself hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[USER_FIELD]) + Number(fields[SYSTEM_FIELD]);
  });
  return MILLISECONDS_PER_TICK * ticks.reduce((sum, one) => sum + one, 0);
}

/** A clock of the processor time that a network and this client have spent. Processes must not change meanwhile. */
export function processorClock(network: FabricNetwork, chaincodes: readonly string[]): () => Processor {
  const pidsOf = (wanted: string): (number | undefined)[] =>
    network.nodes().flatMap((node) => (node.role === wanted ? [node.pid()] : []));
  const [peer, orderer] = [pidsOf('peer'), pidsOf('orderer')];
  const chaincode = network.topology.organisations.flatMap(({ id }) =>
    chaincodes.map((name) => network.chaincodeProcess(id, name).pid()),
  );
  return () => ({
    client: spentBy([process.pid]),
    peer: spentBy(peer),
    orderer: spentBy(orderer),
    chaincode: spentBy(chaincode),
  });
}

/** Bytes of the chaincode: bundled, the same compressed as a measure of what is in it, and the package that peers install. */
export interface Sizes {
  readonly bundle: number;
  readonly compressed: number;
  readonly package: number;
}

/** How large the treaty's chaincode is. */
export async function sizesOf(network: FabricNetwork): Promise<Sizes> {
  const bundle = await bundleChaincode(ROOT);
  const file = join(network.state, 'packages', 'depositary.tar.gz');
  return { bundle: bundle.length, compressed: gzipSync(bundle).length, package: statSync(file).size };
}
