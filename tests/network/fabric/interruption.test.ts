// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { down, up, type Chaincode } from '../../../network/fabric/fabric-network.ts';
import { markedProcesses } from '../../../network/fabric/proc.ts';
import type { Topology } from '../../../network/topology.ts';
import { removeTemporaryFolders, smallTopology, temporaryFolder } from '../support.ts';
import { PATIENCE, endAll, noopChaincode, putAndGet, stateFolder } from './support.ts';

const MODULE = path.join(import.meta.dirname, '../../../network/fabric/fabric-network.ts');

/**
 * Runs `up` in a process of its own and ends that process, and no other, `delay` milliseconds after `up` has begun its
 * first step. Answers the last step that it told.
 */
async function interruptedUp(options: object, signal: NodeJS.Signals, delay: number): Promise<string> {
  const script = `import { up } from ${JSON.stringify(MODULE)};
    await up(${JSON.stringify(options)}, ({ name, state }) => console.log(name, state));`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString('utf8')));
  await Promise.race([ended, new Promise((resolve) => child.stdout.once('data', resolve))]);
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, delay))]);
  child.kill(signal);
  await ended;
  return told.trim().split('\n').at(-1) ?? '';
}

describe('an interrupted up', function () {
  this.timeout(PATIENCE);
  let chaincodes: Chaincode[] = [];
  let topology: Topology;

  before(async () => {
    chaincodes = [await noopChaincode(temporaryFolder())];
    topology = await smallTopology('torn', 2, 4);
  });

  after(async () => {
    await endAll();
    removeTemporaryFolders();
  });

  it('is continued by the next one, wherever it was killed', async () => {
    const state = stateFolder();
    // Later kills fall into later steps, since each up continues; the instants themselves are left to chance.
    for (const latest of [150, 600, 900, 900, 900]) {
      const delay = Math.floor(Math.random() * latest);
      const step = await interruptedUp({ state, topology, chaincodes }, 'SIGKILL', delay);
      // Said so that a failure can be told apart from the one before it.
      console.log(`      killed ${delay} ms into up, at: ${step}`);
    }
    const network = await up({ state, topology, chaincodes });
    const names = markedProcesses(state).map(({ name }) => name);
    expect(names.sort()).to.deep.equal([
      'noop.P0',
      'noop.P1',
      'orderer.O0',
      'orderer.O1',
      'orderer.O2',
      'orderer.O3',
      'peer.P0',
      'peer.P1',
    ]);
    for (const connection of network.connections()) expect(await putAndGet(connection, connection.msp)).to.equal('1');
    await down({ state, delete: true });
    expect(markedProcesses(state)).to.deep.equal([]);
  });

  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    it(`leaves nothing behind after down when it was ended by ${signal}`, async () => {
      const state = stateFolder();
      for (const latest of [400, 2000]) {
        const delay = Math.floor(Math.random() * latest);
        const step = await interruptedUp({ state, topology, chaincodes }, signal, delay);
        console.log(`      ended ${delay} ms into up, at: ${step}`);
        await down({ state, delete: true });
        expect(markedProcesses(state)).to.deep.equal([]);
        expect(existsSync(state)).to.equal(false);
      }
    });
  }
});
