// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { down } from '../../network/fabric/fabric-network.ts';
import { chosenNetwork } from '../../network/fabric/choice.ts';
import {
  defaultStateFolder,
  deleteStateFolder,
  enterStateFolder,
  exclusively,
  isInterrupted,
  resolvedState,
  storedTopology,
} from '../../network/fabric/state-folder.ts';
import type { Topology } from '../../network/topology.ts';
import { refusalOf, removeTemporaryFolders, smallTopology, temporaryFolder } from './support.ts';

const ROOT = path.join(import.meta.dirname, '../..');

describe('the state folder', () => {
  let state = '';
  let topology: Topology;

  beforeEach(async () => {
    state = path.join(temporaryFolder(), 'state');
    mkdirSync(state);
    topology = await smallTopology('small', 1, 4);
  });

  afterEach(removeTemporaryFolders);

  it('lies in the home folder unless a variable says otherwise', () => {
    expect(defaultStateFolder('n', { DEPOSITARY_STATE: '/a', XDG_STATE_HOME: '/b' })).to.equal('/a/n');
    expect(defaultStateFolder('n', { DEPOSITARY_STATE: '', XDG_STATE_HOME: '/b' })).to.equal('/b/depositary/n');
    expect(defaultStateFolder('n', {})).to.match(/\/\.local\/state\/depositary\/n$/);
  });

  it('remembers the topology that its network was made from', () => {
    enterStateFolder(state, topology);
    enterStateFolder(state, topology);
    expect(storedTopology(state)).to.deep.equal(topology);
    expect(chosenNetwork({ state })).to.deep.equal({ state, topology });
  });

  it('refuses another topology, and says what to do', async () => {
    enterStateFolder(state, topology);
    const { code, details, remedy } = await refusalOf(() =>
      enterStateFolder(state, { ...topology, opensTreaties: 'P1' }),
    );
    expect({ code, ...details }).to.deep.equal({ code: 'TOPOLOGY_CHANGED', state, difference: 'opensTreaties' });
    expect(remedy).to.include('network down --delete');
  });

  it('is never made of, nor removed with, files of others', async () => {
    writeFileSync(path.join(state, 'thesis.tex'), '');
    expect((await refusalOf(() => enterStateFolder(state, topology))).code).to.equal('STATE_FOLDER_FOREIGN');
    expect((await refusalOf(() => down({ state, delete: true }))).code).to.equal('STATE_FOLDER_FOREIGN');
    expect(readdirSync(state)).to.deep.equal(['thesis.tex']);
  });

  it('is refused with a path that Fabric could not read', async () => {
    for (const name of ['a,b', '[a', 'a]']) {
      expect((await refusalOf(() => chosenNetwork({ state: `/tmp/${name}` }))).code).to.equal('STATE_FOLDER_NAME');
    }
  });

  it('is the same folder by whatever link it is reached', () => {
    symlinkSync(state, `${state}-link`);
    expect(resolvedState(`${state}-link`)).to.equal(state);
  });

  it('is removed as a whole by down --delete, also when there was nothing in it', async () => {
    enterStateFolder(state, topology);
    mkdirSync(path.join(state, 'nodes'));
    await down({ state, delete: true });
    expect(existsSync(state)).to.equal(false);
    expect(await down({ state, delete: true })).to.deep.equal({ stopped: [] });
    mkdirSync(state);
    await down({ state, delete: true });
    expect(existsSync(state)).to.equal(false);
  });

  it('finishes a removal that was interrupted before anything is made in it again', () => {
    enterStateFolder(state, topology);
    writeFileSync(path.join(state, 'half-removed'), '');
    const mark = path.join(state, 'depositary-network.json');
    writeFileSync(mark, JSON.stringify({ v: 1, topology, deleting: true }));
    enterStateFolder(state, { ...topology, name: 'other' });
    expect(readdirSync(state)).to.deep.equal(['depositary-network.json']);
    expect(storedTopology(state)?.name).to.equal('other');
    deleteStateFolder(state);
    expect(readdirSync(state)).to.deep.equal([]);
  });

  it('says which file is damaged', async () => {
    const file = path.join(state, 'depositary-network.json');
    writeFileSync(file, '{"v":1');
    const { code, details } = await refusalOf(() => storedTopology(state));
    expect({ code, ...details }).to.deep.equal({ code: 'STATE_FILE_DAMAGED', file });
  });

  it('serves one command at a time', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const first = exclusively(state, 'network up', () => promise);
    const { code, details } = await refusalOf(async () => {
      await new Promise((wait) => setTimeout(wait, 100));
      await exclusively(state, 'network down', () => Promise.resolve());
    });
    expect({ code, ...details }).to.deep.equal({
      code: 'NETWORK_BUSY',
      state,
      pid: process.pid,
      command: 'network up',
    });
    resolve(undefined);
    await first;
    expect(await exclusively(state, 'network down', () => Promise.resolve(1))).to.equal(1);
    expect(readdirSync(state)).to.deep.equal([]);
  });

  it('takes over the lock of a command that was killed', async () => {
    const module = path.join(ROOT, 'network/fabric/state-folder.ts');
    const script = `import { exclusively } from ${JSON.stringify(module)};
      await exclusively(${JSON.stringify(state)}, 'network up', () => new Promise((_, no) => setTimeout(no, 60000, console.log('in'))));`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect((await refusalOf(() => exclusively(state, 'x', () => Promise.resolve()))).details.pid).to.equal(child.pid);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(isInterrupted(state)).to.equal(true);
    expect(await exclusively(state, 'network down', () => Promise.resolve('recovered'))).to.equal('recovered');
    expect(isInterrupted(state)).to.equal(false);
  });
});
