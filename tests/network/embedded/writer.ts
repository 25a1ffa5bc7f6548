// SPDX-License-Identifier: Apache-2.0
import { openEmbedded } from '../../../network/embedded/index.ts';
import { TreatyError } from '../../../chaincode/src/protocol/index.ts';
import { evaluated, notes, submitted } from './notes.ts';

// A process of its own that works on the network in a folder: `writer.ts <folder> <name> <count>` leaves `count` keys of its
// name and adds as much to a counter that it shares with others. It writes a line for every key that is committed.
const [state = '', name = '', count = '0'] = process.argv.slice(2);
// Without a listener the signal for a file that grows too long ends the process in the middle of a write; with one the write fails.
if (name === 'full') process.on('SIGXFSZ', () => undefined);
const network = await openEmbedded({ state, chaincode: () => notes() });
const ledger = network.connect({ organisation: 'XA' });

/** Adds one to the shared counter, again and again until nobody has been faster. */
async function counted(): Promise<void> {
  for (;;) {
    try {
      await submitted(ledger, { add: 'counter' });
      return;
    } catch (error) {
      if (!(error instanceof TreatyError) || error.details.validation !== 'MVCC_READ_CONFLICT') throw error;
    }
  }
}

try {
  for (let index = 0; index < Number(count); index += 1) {
    const key = `${name}${index}`;
    const { committed } = await submitted(
      ledger,
      { get: key },
      { put: key, value: key.repeat(20) },
      { event: 'ActRecorded', payload: key },
    );
    process.stdout.write(`${committed.block} ${key}\n`);
    if (name.length === 1) await counted();
  }
} catch (error) {
  process.stdout.write(`${error instanceof TreatyError ? error.code : String(error)}\n`);
}
process.stdout.write(`${JSON.stringify(await evaluated(ledger, { get: 'counter' }))}\n`);
