// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import { makeStateFolder } from '../folder.ts';
import { genesisBlock, type Genesis } from './block.ts';
import { EmbeddedNetwork, newGenesis, type EmbeddedBehaviour, type EmbeddedTopology } from './embedded-network.ts';
import { JournalChain } from './journal-chain.ts';

/** Where a network lives, and what it consists of when it is new. */
export interface OpenEmbeddedOptions extends EmbeddedTopology, EmbeddedBehaviour {
  /** The folder of the journal; it is made where it is missing. Without one the network ends with the process. */
  readonly state?: string;
  /** How long to wait for another process that writes the journal; longer than its lock outlives one that died, 5 s. */
  readonly patienceMilliseconds?: number;
}

const PATIENCE_MILLISECONDS = 8000;

/** The file in the state folder that holds the chain, and nothing else does. */
const JOURNAL = 'journal.jsonl';

function differenceOf(found: Genesis, { channel, opensTreaties, organisations }: EmbeddedTopology): string | undefined {
  const names = (list: readonly { id: string; msp: string }[]): string =>
    JSON.stringify(list.map(({ id, msp }) => [id, msp]));
  if (channel !== undefined && channel !== found.channel) return 'channel';
  if (opensTreaties !== undefined && opensTreaties !== found.opensTreaties) return 'opensTreaties';
  const isSame = organisations === undefined || names(organisations) === names(found.members);
  return isSame ? undefined : 'organisations';
}

/**
 * Opens the network that a folder keeps, as its last transaction left it, or founds one there. Several processes may have it
 * open at once: each block is appended under a lock, and every process takes in the blocks of the others.
 * Fails if: the network in the folder consists of something else (TOPOLOGY_CHANGED), its journal has been tampered with
 * (JOURNAL_DAMAGED, with the line), the folder cannot be made or written (STATE_FOLDER_..), or the disk refuses
 * (LEDGER_UNAVAILABLE).
 */
export async function openEmbedded({
  state,
  patienceMilliseconds = PATIENCE_MILLISECONDS,
  ...options
}: OpenEmbeddedOptions = {}): Promise<EmbeddedNetwork> {
  if (state === undefined) return new EmbeddedNetwork(options);
  // Asked once, before a lock is waited for that could never be taken.
  makeStateFolder(state);
  const chain = await JournalChain.open(path.join(state, JOURNAL), patienceMilliseconds, () =>
    genesisBlock(newGenesis(options)),
  );
  const difference = differenceOf(chain.genesis.data[0], options);
  if (difference !== undefined) throw new TreatyError('TOPOLOGY_CHANGED', { state, difference });
  return new EmbeddedNetwork(options, chain);
}
