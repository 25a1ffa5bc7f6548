// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import lockfile from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import { makeStateFolder } from '../folder.ts';
import { Topology } from '../topology.ts';
import { startTimeOf } from './proc.ts';

const MARK = 'depositary-network.json';
const OWNER = 'owner.json';
const LOCK = 'network.lock';

/** The first file of a state folder and the last to go: whose folder it is, and of which network. */
const Mark = z.strictObject({ v: z.literal(1), topology: Topology, deleting: z.boolean() });
type Mark = z.infer<typeof Mark>;

const Owner = z.object({ pid: z.int(), startTime: z.string(), command: z.string() });
type Owner = z.infer<typeof Owner>;

/** A variable that is set to nothing counts as not set. */
export function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** Where a network keeps everything unless told otherwise; it never lies in a repository. */
export function defaultStateFolder(network: string, environment: NodeJS.ProcessEnv = process.env): string {
  const { DEPOSITARY_STATE, XDG_STATE_HOME } = environment;
  const home = nonEmpty(XDG_STATE_HOME) ?? path.join(homedir(), '.local', 'state');
  const base = nonEmpty(DEPOSITARY_STATE) ?? path.join(home, 'depositary');
  return path.resolve(base, network);
}

/** Reads a JSON file of the state folder; undefined where there is none. Fails if: damaged (STATE_FILE_DAMAGED). */
export function readStateFile<T>(file: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new TreatyError('STATE_FILE_DAMAGED', { file }, { cause: error });
  }
}

/** Writes a JSON file whole or not at all. */
export function writeStateFile(file: string, content: unknown, mode = 0o644): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileAtomic.sync(file, `${JSON.stringify(content, null, 2)}\n`, { mode });
}

/** The folder's true path: markers of processes are compared with it, so that a link is no second network. */
export function resolvedState(state: string): string {
  return existsSync(state) ? realpathSync(state) : path.resolve(state);
}

/** The topology that the network in `state` was made from; undefined where there is no network. */
export function storedTopology(state: string): Topology | undefined {
  return readStateFile(path.join(state, MARK), Mark)?.topology;
}

function differenceOf(stored: Topology, wanted: Topology): string | undefined {
  return Object.keys({ ...stored, ...wanted }).find((key) => fieldText(stored, key) !== fieldText(wanted, key));
}

function fieldText(topology: Topology, key: string): string | undefined {
  return JSON.stringify(Object.entries(topology).find(([name]) => name === key)?.[1]);
}

/**
 * Makes the folder of a network, or enters the one that is there. A removal that was interrupted is first finished.
 * Fails if: it cannot be made (STATE_FOLDER_..), holds foreign files (STATE_FOLDER_FOREIGN) or another network (TOPOLOGY_CHANGED).
 */
export function enterStateFolder(state: string, topology: Topology): void {
  makeStateFolder(state);
  const file = path.join(state, MARK);
  const mark = readStateFile(file, Mark);
  if (mark?.deleting === true) deleteContents(state);
  const stored = mark?.deleting === true ? undefined : mark;
  if (stored === undefined) {
    if (readdirSync(state).some((name) => !isLockFile(name))) throw new TreatyError('STATE_FOLDER_FOREIGN', { state });
    writeStateFile(file, { v: 1, topology, deleting: false } satisfies Mark);
    return;
  }
  const difference = differenceOf(stored.topology, topology);
  if (difference !== undefined) throw new TreatyError('TOPOLOGY_CHANGED', { state, difference });
}

function isLockFile(name: string): boolean {
  // write-file-atomic's own temporary files begin with the name of their target.
  return name === LOCK || name.startsWith(OWNER) || name.startsWith(MARK);
}

function deleteContents(state: string): void {
  for (const name of readdirSync(state)) {
    if (!isLockFile(name)) rmSync(path.join(state, name), { recursive: true, force: true });
  }
  for (const name of readdirSync(state).filter((entry) => entry.startsWith(MARK))) rmSync(path.join(state, name));
}

/** What a network, and those who act on it from here, keep in its folder besides its first file. */
const CONTENTS: readonly string[] = [
  ...['channel', 'connections', 'crypto', 'keys', 'logs', 'nodes', 'outbox', 'packages', 'processes'],
  ...['ready.json', 'treaty'],
];

function isOwn(name: string): boolean {
  return isLockFile(name) || CONTENTS.some((own) => name === own || name.startsWith(`${own}.`));
}

/** The mark of a network; undefined where there is none, or one that nobody can read any more. */
function markIn(state: string): Mark | undefined {
  try {
    return readStateFile(path.join(state, MARK), Mark);
  } catch {
    // A damaged mark does not say what may be removed: the names of what lies beside it do.
    return undefined;
  }
}

/**
 * Removes everything that belongs to the network, also one whose mark is damaged.
 * Fails if: the folder is not a network's (STATE_FOLDER_FOREIGN).
 */
export function deleteStateFolder(state: string): void {
  const mark = markIn(state);
  if (mark === undefined) {
    const isNetwork = existsSync(path.join(state, MARK));
    if (!readdirSync(state).every(isNetwork ? isOwn : isLockFile))
      throw new TreatyError('STATE_FOLDER_FOREIGN', { state });
  } else {
    writeStateFile(path.join(state, MARK), { ...mark, deleting: true });
  }
  deleteContents(state);
}

const STALE = 2000;

/** What the owner's file says; nothing where it is missing or damaged, as it is by a loss of power: then nobody lives who wrote it. */
function contentOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function livingOwner(file: string): Owner | undefined {
  const owner = Owner.safeParse(contentOf(file)).data;
  return owner !== undefined && startTimeOf(owner.pid) === owner.startTime ? owner : undefined;
}

function busy(state: string, owner: Owner | undefined, cause?: unknown): TreatyError {
  const { pid = 0, command = 'unknown' } = owner ?? {};
  return new TreatyError('NETWORK_BUSY', { state, pid, command }, { cause });
}

/**
 * Does `work` while no other command works on the same network. Whoever holds the lock writes down its pid and start
 * time, so that the lock of a process that was killed is taken over within two seconds, and that of a living process
 * never, even if it was too busy to renew it.
 * Fails if: a living process holds the lock (NETWORK_BUSY).
 */
export async function exclusively<T>(state: string, command: string, work: () => Promise<T>): Promise<T> {
  const ownerFile = path.join(state, OWNER);
  const owner = livingOwner(ownerFile);
  if (owner !== undefined) throw busy(state, owner);
  const release = await lockfile
    .lock(state, {
      lockfilePath: path.join(state, LOCK),
      stale: STALE,
      update: STALE / 2,
      retries: { retries: 30, minTimeout: 100, maxTimeout: 200 },
      // A lock that was not renewed in time is still guarded by the owner's file.
      onCompromised: () => undefined,
    })
    .catch((error: unknown) => {
      throw busy(state, livingOwner(ownerFile), error);
    });
  try {
    writeStateFile(ownerFile, { pid: process.pid, startTime: startTimeOf(process.pid) ?? '', command });
    return await work();
  } finally {
    rmSync(ownerFile, { force: true });
    // Fails only for a lock that was lost meanwhile, which needs no release.
    await release().catch(() => undefined);
  }
}

/** Whether a command that worked on the network was killed before it could end. */
export function isInterrupted(state: string): boolean {
  const file = path.join(state, OWNER);
  return existsSync(file) && livingOwner(file) === undefined;
}
