// SPDX-License-Identifier: Apache-2.0
import { existsSync, rmSync, rmdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import { makeStateFolder } from '../folder.ts';
import { mspOf } from '../topology.ts';
import { ensureCrypto, ensureGenesisBlock } from './artifacts.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { MAIN_CHAINCODE, buildChaincodePackage, packageIn, type ChaincodePackage } from './chaincode-package.ts';
import { joinChannel, untilPeersMeet } from './channel.ts';
import { chosenNetwork, type NetworkChoice } from './choice.ts';
import { writeConnections } from './connections.ts';
import { networkIdOf } from './genesis-block.ts';
import { layoutOf, type Layout } from './layout.ts';
import { agendaFor, approve, commit, installPackage, untilLaunched, Definition } from './lifecycle.ts';
import { packageRoot } from './package-root.ts';
import { refuseTakenPorts } from './ports.ts';
import { ensureStarted, findProcess, stopAll, stopTools, untilHealthy } from './processes.ts';
import { steps, type Progress, type Step } from './progress.ts';
import { FabricNetwork } from './running-network.ts';
import { deleteStateFolder, enterStateFolder, exclusively } from './state-folder.ts';
import { readStateFile, resolvedState, storedTopology, writeStateFile } from './state-folder.ts';
import { statusOfAll, type NodeStatus } from './status.ts';
import { together } from './wait.ts';

export type { Connection } from './connections.ts';
export type { NodeStatus } from './status.ts';
export type { Progress } from './progress.ts';
export { FabricNetwork } from './running-network.ts';

/** A chaincode to run: a package built before, or a main file to bundle; the treaty's own where neither is given. */
export interface Chaincode {
  readonly name: string;
  /** The path of a `.tar.gz` package. */
  readonly package?: string;
  /** The path of a main file, relative to the repository. */
  readonly entryPoint?: string;
}

/** Which network to bring up, and what is to run on it. */
export interface UpOptions extends NetworkChoice {
  /** What the parties approve and commit; the treaty's chaincode alone if not given. */
  readonly chaincodes?: readonly Chaincode[];
}

/** What has been reached for good, so that a warm `up` need not ask: ledgers do not forget, and go with this file. */
const Ready = z.strictObject({ v: z.literal(1), network: z.string(), definitions: z.array(Definition) });
type Ready = z.infer<typeof Ready>;

function readyFile(state: string): string {
  return path.join(state, 'ready.json');
}

/**
 * Brings the network up, or finishes what an interrupted `up` began, or finds that all is there: certificates and the
 * genesis block once, every process, the channel joined, the packages installed, approved by every organisation and
 * committed. A package that differs from the committed one is approved and committed as the next sequence.
 * Fails if: the folder cannot be made (STATE_FOLDER_..), another command works on this network (NETWORK_BUSY), it was made from another topology
 * (TOPOLOGY_CHANGED), a port is taken (NETWORK_PORT_TAKEN), Fabric is not to be had (FABRIC_.., GO_..), or a step
 * fails (NETWORK_..); the next `up` continues there.
 */
export async function up(options: UpOptions = {}, progress?: Progress): Promise<FabricNetwork> {
  const { state: wanted, topology } = chosenNetwork(options);
  makeStateFolder(wanted);
  const state = resolvedState(wanted);
  return exclusively(state, 'network up', async () => {
    enterStateFolder(state, topology);
    return raise(layoutOf(topology, state), options.chaincodes ?? [{ name: MAIN_CHAINCODE }], steps(progress));
  });
}

async function raise(layout: Layout, chaincodes: readonly Chaincode[], step: Step): Promise<FabricNetwork> {
  await stopTools(layout.state);
  const binaries = await step(
    'programs',
    (tell) => findBinaries(tell),
    ({ version }) => `Fabric ${version}`,
  );
  await step('certificates', () => ensureCrypto(layout, binaries));
  await step('genesis block', () => ensureGenesisBlock(layout, binaries));
  const network = networkIdOf(layout.topology.channel, layout.genesisBlock);
  const packing = step(
    'package',
    () => packagesOf(layout, chaincodes),
    (built) => built.map(({ id }) => id).join(' '),
  );
  await together<unknown>([packing, step('processes', () => startNodes(layout, binaries))]);
  const packages = await packing;
  const before = readStateFile(readyFile(layout.state), Ready);
  await step('channel', async () => before === undefined && joinChannel(layout, binaries).then(() => true));
  const bench = { layout, binaries };
  const settled = new Set(before?.definitions.map(({ packageId }) => packageId));
  const missing = packages.filter(({ id }) => !settled.has(id));
  await step('install', () => forEach(missing, (item) => installPackage(bench, item)));
  const agendas = new Map(
    await Promise.all(missing.map(async (item) => [item, await agendaFor(bench, item)] as const)),
  );
  await step('approve', () => forEach([...agendas], ([item, agenda]) => approve(bench, item, agenda)));
  const committed: Definition[] = [];
  await step('commit', () =>
    forEach([...agendas], async ([item, agenda]) => void committed.push(await commit(bench, item, agenda))),
  );
  writeConnections(layout, network);
  const kept = before?.definitions.filter(({ name }) => !committed.some((one) => one.name === name)) ?? [];
  const ready: Ready = { v: 1, network, definitions: [...kept, ...committed] };
  if (before === undefined || missing.length > 0) writeStateFile(readyFile(layout.state), ready);
  await step('ready', async () => {
    await together([...packages.map((item) => untilLaunched(bench, item)), untilPeersMeet(layout)]);
    return true;
  });
  return new FabricNetwork(layout, network);
}

async function forEach<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<boolean> {
  for (const item of items) await work(item);
  return items.length > 0;
}

async function startNodes(layout: Layout, binaries: Binaries): Promise<boolean> {
  const missing = layout.nodes.filter(({ name }) => findProcess(layout, name) === undefined);
  await refuseTakenPorts(missing);
  const started = missing.map((node) => ensureStarted(layout, binaries, node));
  await together(layout.nodes.map((node) => untilHealthy(layout, node)));
  return started.some(Boolean);
}

function packagesOf(layout: Layout, chaincodes: readonly Chaincode[]): Promise<ChaincodePackage[]> {
  const opensTreaties = mspOf(layout.topology.opensTreaties);
  return together(
    chaincodes.map(({ name, package: file, entryPoint }) => {
      if (file !== undefined) return packageIn(name, file);
      const outFile = path.join(layout.packages, `${name}.tar.gz`);
      return buildChaincodePackage({
        sourceRoot: packageRoot(),
        outFile,
        opensTreaties,
        name,
        ...(entryPoint === undefined ? {} : { entryPoint }),
      });
    }),
  );
}

function storedLayout(state: string): Layout | undefined {
  const folder = resolvedState(state);
  const topology = storedTopology(folder);
  return topology === undefined ? undefined : layoutOf(topology, folder);
}

/** Takes hold of a running network. Fails if: none is running there (NETWORK_NOT_RUNNING). */
export async function attach(state: string): Promise<FabricNetwork> {
  const layout = storedLayout(state);
  const ready = layout === undefined ? undefined : readStateFile(readyFile(layout.state), Ready);
  if (layout === undefined || ready === undefined || !(await statusOfAll(layout)).some(({ alive }) => alive)) {
    throw new TreatyError('NETWORK_NOT_RUNNING', { state });
  }
  return new FabricNetwork(layout, ready.network);
}

/**
 * Ends exactly the processes of the network in `state`, what interrupted commands left included, and with `delete`
 * removes its folder. Where there is no network it does nothing.
 * Fails if: another command works on it (NETWORK_BUSY), or the folder to delete is not a network's
 * (STATE_FOLDER_FOREIGN).
 */
export async function down(
  options: { readonly state: string; readonly delete?: boolean },
  progress?: Progress,
): Promise<{ stopped: string[] }> {
  const state = resolvedState(options.state);
  if (!existsSync(state)) return { stopped: [] };
  const step = steps(progress);
  const stopped = await exclusively(state, 'network down', async () => {
    const names = await step(
      'stop',
      () => stopAll(state),
      (ended) => `${ended.length} processes`,
    );
    rmSync(path.join(state, 'processes'), { recursive: true, force: true });
    if (options.delete === true) await step('delete', () => deleteStateFolder(state));
    return names;
  });
  if (options.delete === true) rmdirSync(state);
  return { stopped };
}

/** How every process of the network in `state` is. Fails if: there is no network (NETWORK_NOT_RUNNING). */
export async function status(state: string): Promise<NodeStatus[]> {
  const layout = storedLayout(state);
  if (layout === undefined) throw new TreatyError('NETWORK_NOT_RUNNING', { state });
  return statusOfAll(layout);
}
