// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { down, up, type Chaincode, type FabricNetwork } from '../../network/fabric/fabric-network.ts';

const FOLDER = /^depositary-bench-(\d+)$/;

/** The chaincodes under comparison: the treaty's, and one without rules. */
const TREATY: Chaincode = { name: 'depositary' };
const BASELINE: Chaincode = { name: 'baseline', entryPoint: fileURLToPath(import.meta.resolve('./baseline.ts')) };

/** Their names. */
export const CHAINCODES = [TREATY.name, BASELINE.name];

/** How long a network takes to come up with the treaty's chaincode, in seconds; Fabric's programs are there already. */
export interface UpSeconds {
  /** In an empty folder: certificates, channel, package approved by every organisation and committed. */
  readonly cold: number;
  /** With every process running. */
  readonly warm: number;
  /** With everything on disk and no process running. */
  readonly again: number;
}

/** A network that runs both chaincodes, and how long it took to come up. */
export interface Raised {
  readonly network: FabricNetwork;
  readonly seconds: UpSeconds;
}

/** Ends and removes networks of earlier runs that were killed before they could do so. */
async function clearAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const owner = FOLDER.exec(name)?.[1];
    if (owner !== undefined && !existsSync(`/proc/${owner}`)) await down({ state: join(tmpdir(), name), delete: true });
  }
}

/** Where the network listens, and what ends the run before its time. */
interface Place {
  readonly portBase: number;
  readonly signal: AbortSignal;
}

type Tell = (line: string) => void;

async function raise(state: string, { portBase, signal }: Place, tell: Tell): Promise<Raised> {
  const raised = async (what: string, ...chaincodes: Chaincode[]): Promise<[FabricNetwork, number]> => {
    signal.throwIfAborted();
    const begun = performance.now();
    const network = await up({ state, portBase, chaincodes });
    const seconds = (performance.now() - begun) / 1000;
    tell(`${what}: ${seconds.toFixed(2)} s`);
    return [network, seconds];
  };
  const [, cold] = await raised('cold up', TREATY);
  const [, warm] = await raised('warm up', TREATY);
  await down({ state });
  const [, again] = await raised('up again after down', TREATY);
  const [network] = await raised('adding the baseline chaincode', TREATY, BASELINE);
  return { network, seconds: { cold, warm, again } };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, fail) => {
    signal.addEventListener('abort', () => {
      fail(new Error('interrupted'));
    });
  });
}

/**
 * Raises a network of this process's own, lets `use` work on it, and removes it whatever happens: a failure and the
 * signal included.
 */
export async function onOwnNetwork<T>(place: Place, tell: Tell, use: (raised: Raised) => Promise<T>): Promise<T> {
  await clearAbandoned();
  const state = join(tmpdir(), `depositary-bench-${process.pid}`);
  const raising = raise(state, place, tell);
  try {
    return await Promise.race([raising.then(use), untilAborted(place.signal)]);
  } finally {
    tell('removing the network');
    // An `up` that is still at work holds the network: it ends in seconds, well or badly.
    await raising.catch(() => undefined);
    await down({ state, delete: true });
  }
}
