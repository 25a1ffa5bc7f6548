// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import type { Binaries } from './binaries.ts';
import type { Layout, NodePlace } from './layout.ts';
import { LOGGING, ordererEnvironment, peerEnvironment } from './node-environment.ts';
import { isHealthy } from './operations.ts';
import { answers } from './ports.ts';
import { reasonIn } from './fabric-words.ts';
import { lastLines } from './logs.ts';
import { TOOL } from './tool.ts';
import { isAlive, isGone, marker, markedProcesses, signal, startTimeOf, type Running } from './proc.ts';
import { readStateFile, writeStateFile } from './state-folder.ts';
import { inParallel, until } from './wait.ts';

const ProcessRecord = z.object({ v: z.literal(1), name: z.string(), pid: z.int().positive(), startTime: z.string() });

function recordFile(layout: Layout, name: string): string {
  return path.join(layout.processes, `${name}.json`);
}

function record(layout: Layout, running: Running): Running {
  writeStateFile(recordFile(layout, running.name), { v: 1, ...running });
  return running;
}

/**
 * The living process of a node. Its record is tried first; a process whose starter was killed before it could write
 * the record is found by its marker, and recorded now.
 */
export function findProcess(layout: Layout, name: string): Running | undefined {
  const recorded = readStateFile(recordFile(layout, name), ProcessRecord);
  if (recorded !== undefined && isAlive(recorded, layout.state)) return recorded;
  const found = markedProcesses(layout.state).find((running) => running.name === name);
  return found === undefined ? undefined : record(layout, found);
}

const LONGEST_LOG = 32 * 1024 * 1024;

function logFor(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > LONGEST_LOG) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/** The last words of a node's log that tell why it ended. */
function lastWords(log: string): string {
  return reasonIn(existsSync(log) ? lastLines(log, 40) : '');
}

function spawnNode(layout: Layout, binaries: Binaries, node: NodePlace): Running {
  const temporary = path.join(node.data, 'tmp');
  // Launch folders hold the TLS keys of chaincode processes that have ended.
  rmSync(temporary, { recursive: true, force: true });
  // A build that was interrupted looks complete to the peer; it makes missing ones again from the installed package.
  rmSync(path.join(node.data, 'ledger', 'externalbuilder', 'builds'), { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true, mode: 0o700 });
  const log = logFor(node.log);
  const environment = node.role === 'peer' ? peerEnvironment(node, layout) : ordererEnvironment(node);
  const child = spawn(binaries.program(node.role), node.role === 'peer' ? ['node', 'start'] : ['start'], {
    cwd: node.data,
    // Nothing of our own environment but the path: a stray CORE_ or ORDERER_ variable would change the node.
    env: {
      PATH: process.env.PATH,
      TMPDIR: temporary,
      FABRIC_CFG_PATH: binaries.config,
      ...LOGGING,
      ...environment,
      ...marker(layout.state, node.name),
    },
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  // Without a listener a program that cannot be started would end this process; the missing pid tells it below.
  child.on('error', () => undefined);
  child.unref();
  const startTime = child.pid === undefined ? undefined : startTimeOf(child.pid);
  if (child.pid === undefined || startTime === undefined) {
    throw new TreatyError('NETWORK_NODE_ENDED', { node: node.name, reason: lastWords(node.log), log: node.log });
  }
  return record(layout, { name: node.name, pid: child.pid, startTime });
}

const START_SECONDS = 60;

/** Starts the node unless it lives; says whether it had to. */
export function ensureStarted(layout: Layout, binaries: Binaries, node: NodePlace): boolean {
  if (findProcess(layout, node.name) !== undefined) return false;
  if (node.role === 'peer') stopChaincodeOf(layout, node.organisation);
  spawnNode(layout, binaries, node);
  return true;
}

function stopChaincodeOf(layout: Layout, organisation: string): void {
  // The peer starts new ones; those of its former life would be refused as duplicates.
  const former = chaincodeProcesses(layout).filter((running) => running.organisation === organisation);
  for (const running of former) signal(running, layout.state, 'SIGKILL');
}

/** A chaincode process and the organisation whose peer started it. */
export interface ChaincodeRunning extends Running {
  readonly organisation: string;
}

/** All living chaincode processes of the network, in the order of its organisations. */
export function chaincodeProcesses(layout: Layout): ChaincodeRunning[] {
  const nodes = new Set(layout.nodes.map(({ name }) => name));
  const others = markedProcesses(layout.state).filter(({ name }) => !nodes.has(name) && !name.startsWith(TOOL));
  return layout.peers.flatMap(({ organisation }) =>
    others.filter(({ name }) => name.endsWith(`.${organisation}`)).map((running) => ({ ...running, organisation })),
  );
}

/** A node says that it is well before it listens to others: both are asked. */
async function isReady({ ports }: NodePlace): Promise<boolean> {
  if (!(await isHealthy(ports.operations))) return false;
  const listening = await Promise.all(Object.values(ports).map(answers));
  return listening.every(Boolean);
}

/**
 * Waits until the node says that it is well, and listens on all its ports.
 * Fails if: it ends (NETWORK_NODE_ENDED) or is not well within a minute (NETWORK_WAIT_EXPIRED).
 */
export async function untilHealthy(layout: Layout, node: NodePlace): Promise<void> {
  await until(`${node.name} is healthy`, START_SECONDS, async () => {
    if (await isReady(node)) return true;
    if (findProcess(layout, node.name) !== undefined) return undefined;
    throw new TreatyError('NETWORK_NODE_ENDED', { node: node.name, reason: lastWords(node.log), log: node.log });
  });
}

const PATIENCE_SECONDS = 15;

/** Asks the process to end, kills it if it does not within 15 s, and returns when it is gone. */
async function stopProcess(running: Running, state: string): Promise<void> {
  signal(running, state, 'SIGTERM');
  const gone = (): true | undefined => (isGone(running) ? true : undefined);
  try {
    await until(`${running.name} ends`, PATIENCE_SECONDS, gone);
  } catch {
    // Asked and did not go: its data survive a kill, as they must survive a power cut.
    signal(running, state, 'SIGKILL');
    await until(`${running.name} ends`, PATIENCE_SECONDS, gone);
  }
}

/** Kills the programs that an interrupted command left running: what they were doing is done again. */
export async function stopTools(state: string): Promise<void> {
  const tools = markedProcesses(state).filter(({ name }) => name.startsWith(TOOL));
  for (const running of tools) signal(running, state, 'SIGKILL');
  await inParallel(tools, (running) =>
    until(`${running.name} ends`, PATIENCE_SECONDS, () => (isGone(running) ? true : undefined)),
  );
}

/** Ends all processes of the network in `state`, those of interrupted commands included; answers their names. */
export async function stopAll(state: string): Promise<string[]> {
  const stopped: string[] = [];
  // Peers restart their chaincode, so another look is needed until there is nobody left.
  for (let left = markedProcesses(state); left.length > 0; left = markedProcesses(state)) {
    await inParallel(left, (running) => stopProcess(running, state));
    stopped.push(...left.map(({ name }) => name));
  }
  return [...new Set(stopped)].sort();
}
