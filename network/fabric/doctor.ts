// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import { findBinaries } from './binaries.ts';
import { certificateTerms } from './certificates.ts';
import { chosenNetwork, type NetworkChoice } from './choice.ts';
import { buildFolder, goVersion } from './fabric-build.ts';
import { layoutOf, type Layout } from './layout.ts';
import { clockSkew } from './operations.ts';
import { takenPorts } from './ports.ts';
import { markedProcesses } from './proc.ts';
import { isInterrupted, nonEmpty, storedTopology } from './state-folder.ts';
import { statusOfAll, type NodeStatus } from './status.ts';
import { inParallel } from './wait.ts';

/** What one check found, and what to do about it. */
export interface Finding {
  readonly check: 'node' | 'fabric' | 'ports' | 'disk' | 'clock' | 'certificates' | 'processes' | 'leftovers';
  readonly status: 'ok' | 'warning' | 'problem';
  readonly finding: string;
  /** What to do; empty where nothing is to be done. */
  readonly fix: string;
}

function ok(check: Finding['check'], finding: string): Finding {
  return { check, status: 'ok', finding, fix: '' };
}

const NODE_NEEDED = [22, 12] as const;

/** Whether Node.js is new enough for the packages that the gateway stands on. */
export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const isNewEnough = major > NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor >= NODE_NEEDED[1]);
  if (isNewEnough) return ok('node', `Node.js ${version}`);
  const finding = `Node.js ${version} is older than ${NODE_NEEDED.join('.')}`;
  return { check: 'node', status: 'problem', finding, fix: 'Run by `npm start`, which brings its own Node.js 24.' };
}

async function fabricFinding(): Promise<Finding> {
  try {
    if (nonEmpty(process.env.FABRIC_BIN_DIR) === undefined && !existsSync(buildFolder())) {
      const go = await goVersion();
      const fix = 'Nothing: the first `depositary network up` builds it in a few minutes.';
      return { check: 'fabric', status: 'warning', finding: `Fabric is not built yet; Go ${go} will build it`, fix };
    }
    const { version, folder } = await findBinaries();
    return ok('fabric', `Fabric ${version} in ${folder}`);
  } catch (error) {
    if (!(error instanceof TreatyError)) throw error;
    return { check: 'fabric', status: 'problem', finding: error.says, fix: error.remedy };
  }
}

async function portFindings(layout: Layout, nodes: readonly NodeStatus[]): Promise<Finding[]> {
  const down = layout.nodes.filter(({ name }) => nodes.some((node) => node.name === name && !node.alive));
  const taken = await inParallel(down, async (node) =>
    (await takenPorts(node)).map((port) => ({ port, node: node.name })),
  );
  if (taken.flat().length === 0) return [ok('ports', `all ports from ${layout.topology.portBase} on are free or ours`)];
  return taken.flat().map(({ port, node }) => ({
    check: 'ports',
    status: 'problem',
    finding: `port ${port} of ${node} is taken by another process`,
    fix: `Find it with \`ss -ltnp sport = :${port}\` and end it, or start the network with another --port-base.`,
  }));
}

const LEAST_FREE = 5 * 2 ** 30;
const MOST_USED = 0.8;

/** Whether the disk of the state folder has room; sizes in bytes. */
export function diskFinding(free: number, total: number): Finding {
  const used = 1 - free / total;
  const finding = `${(free / 2 ** 30).toFixed(1)} GiB free, ${Math.round(used * 100)} % used`;
  if (free >= LEAST_FREE && used <= MOST_USED) return ok('disk', finding);
  const fix = 'Free space, or keep the network on another disk with --state; a peer stops when its disk is full.';
  return { check: 'disk', status: 'warning', finding, fix };
}

async function diskOf(state: string): Promise<Finding> {
  let folder = state;
  while (!existsSync(folder)) folder = path.dirname(folder);
  const { bavail, blocks, bsize } = await statfs(folder);
  return diskFinding(bavail * bsize, blocks * bsize);
}

const MOST_SKEW = 2;

async function clockFindings(layout: Layout, nodes: readonly NodeStatus[]): Promise<Finding[]> {
  const healthy = layout.nodes.filter(({ name }) => nodes.some((node) => node.name === name && node.healthy));
  const skews = await inParallel(healthy, async ({ name, ports }) => ({
    name,
    skew: (await clockSkew(ports.operations)) ?? 0,
  }));
  const off = skews.filter(({ skew }) => Math.abs(skew) > MOST_SKEW);
  if (skews.length === 0) return [ok('clock', 'no node runs whose clock could be compared')];
  if (off.length === 0) return [ok('clock', `${skews.length} nodes agree with this host to ${MOST_SKEW} s`)];
  return off.map(({ name, skew }) => ({
    check: 'clock',
    status: 'warning',
    finding: `the clock of ${name} is ${skew.toFixed(1)} s off this host's`,
    fix: 'Keep both clocks with NTP (`timedatectl set-ntp true`): acts outside the allowed skew are refused.',
  }));
}

const WARN_DAYS = [1, 7, 30] as const;

/** What is to be said about the certificates below a folder; `now` in milliseconds since 1970. */
export function certificateFindings(crypto: string, now: number = Date.now()): Finding[] {
  const terms = certificateTerms(crypto, now);
  const [first] = terms;
  if (first === undefined) return [ok('certificates', 'none made yet')];
  const ending = terms.filter(({ daysLeft }) => daysLeft <= WARN_DAYS[2]);
  if (ending.length === 0)
    return [ok('certificates', `${terms.length} certificates, the first ends on ${first.until}`)];
  return ending.map(({ file, until, daysLeft }) => ({
    check: 'certificates',
    status: daysLeft <= WARN_DAYS[0] ? 'problem' : 'warning',
    finding: `${file} ${daysLeft < 0 ? 'ended' : `ends in ${daysLeft} days,`} on ${until}`,
    fix: `Renew it with the organisation's authority and restart the node${daysLeft <= WARN_DAYS[1] ? ', this week' : ''}.`,
  }));
}

function processFindings(nodes: readonly NodeStatus[]): Finding[] {
  const alive = nodes.filter((node) => node.alive);
  if (alive.length === 0) return [ok('processes', 'the network is down')];
  const ill = nodes.filter((node) => !node.healthy);
  if (ill.length === 0) return [ok('processes', `${alive.length} processes are alive and healthy`)];
  return ill.map(({ name, alive: lives }) => ({
    check: 'processes',
    status: 'problem',
    finding: `${name} ${lives ? 'is alive but not healthy' : 'is not running'}`,
    fix: `Read \`depositary network logs ${name}\`; \`depositary network up\` starts what is missing.`,
  }));
}

function leftoverFindings(layout: Layout, nodes: readonly NodeStatus[]): Finding[] {
  const known = new Set(nodes.map(({ pid }) => pid));
  const strays = markedProcesses(layout.state).filter(({ pid }) => !known.has(pid));
  const findings = strays.map(({ name, pid }): Finding => ({
    check: 'leftovers',
    status: 'warning',
    finding: `process ${pid} (${name}) is left over from an interrupted command`,
    fix: 'Run `depositary network up` to finish what was begun, or `depositary network down` to end it.',
  }));
  if (isInterrupted(layout.state)) {
    const fix = 'Run the command again, or `depositary network down`: both recover.';
    findings.push({ check: 'leftovers', status: 'warning', finding: 'a command on this network was killed', fix });
  }
  return findings.length > 0 ? findings : [ok('leftovers', 'nothing is left over from interrupted commands')];
}

/**
 * Looks at everything that keeps a network from running: versions, ports, disk, clocks, certificates, processes, and
 * what interrupted commands left. It changes nothing.
 */
export async function doctor(choice: NetworkChoice = {}): Promise<Finding[]> {
  const { state, topology } = chosenNetwork(choice);
  const layout = layoutOf(storedTopology(state) ?? topology, state);
  const nodes = await statusOfAll(layout);
  return [
    nodeFinding(process.version),
    await fabricFinding(),
    ...(await portFindings(layout, nodes)),
    await diskOf(state),
    ...(await clockFindings(layout, nodes)),
    ...certificateFindings(layout.crypto),
    ...processFindings(nodes),
    ...leftoverFindings(layout, nodes),
  ];
}
