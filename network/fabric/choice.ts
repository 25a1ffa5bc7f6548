// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import { requireNoFile } from '../folder.ts';
import { readTopology, withPortBase, type Topology } from '../topology.ts';
import { packageRoot } from './package-root.ts';
import { defaultStateFolder, resolvedState, storedTopology } from './state-folder.ts';

/** How a caller says which network is meant. */
export interface NetworkChoice {
  /** A topology, or the file that holds one; the one in the state folder, or else the default, if not given. */
  readonly topology?: string | Topology | undefined;
  /** The network's folder; derived from its name if not given. */
  readonly state?: string | undefined;
  /** The first of its ports, instead of the topology's. */
  readonly portBase?: number | undefined;
}

/** Lists of paths in Fabric's variables are written `[a,b]`, and nothing quotes them. */
const NOT_IN_PATHS = /[,[\]\n]/;

/** The topology that ships with the package. */
function defaultTopology(): Topology {
  return readTopology(path.join(packageRoot(), 'network', 'topologies', 'default.yaml'));
}

/** The folder that is meant, and the topology that the caller gives or, without one, the default. */
function named(choice: NetworkChoice): { state: string; topology: Topology; isGiven: boolean } {
  const given = typeof choice.topology === 'string' ? readTopology(choice.topology) : choice.topology;
  const topology = given ?? defaultTopology();
  const state = resolvedState(choice.state ?? defaultStateFolder(topology.name));
  if (NOT_IN_PATHS.test(state)) throw new TreatyError('STATE_FOLDER_NAME', { state });
  requireNoFile(state);
  return { state, topology, isGiven: given !== undefined };
}

/** The folder of the network that is meant, whatever it holds: enough to end the network, even a damaged one. */
export function chosenState(choice: NetworkChoice): string {
  return named(choice).state;
}

/**
 * The network that is meant: its folder and the topology that it has or is to have.
 * Fails if: the topology cannot be read or is wrong, the port base leaves no room for its ports, or the
 * folder's path is one that Fabric cannot read (STATE_FOLDER_NAME) or that leads to a file (STATE_FOLDER_IS_FILE).
 */
export function chosenNetwork(choice: NetworkChoice): { state: string; topology: Topology } {
  const { state, topology: fallback, isGiven } = named(choice);
  const topology = isGiven ? fallback : (storedTopology(state) ?? fallback);
  return { state, topology: choice.portBase === undefined ? topology : withPortBase(topology, choice.portBase) };
}
