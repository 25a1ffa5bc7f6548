// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { openEmbedded } from '../../network/embedded/index.ts';
import { down, up } from '../../network/fabric/fabric-network.ts';
import { chosenNetwork, chosenState } from '../../network/fabric/choice.ts';
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

  it('is refused where it cannot be made, or can be none, on both ledgers', async () => {
    writeFileSync(path.join(state, 'file'), '');
    const file = path.join(state, 'file');
    for (const wrong of [file, path.join(file, 'below', 'it')]) {
      for (const attempt of [() => up({ state: wrong }), () => openEmbedded({ state: wrong })]) {
        const { code, kind, details } = await refusalOf(attempt);
        expect({ code, kind, ...details }).to.deep.equal({
          code: 'STATE_FOLDER_IS_FILE',
          kind: 'usage',
          state: wrong,
          file,
        });
      }
      expect((await refusalOf(() => chosenNetwork({ state: wrong }))).code).to.equal('STATE_FOLDER_IS_FILE');
    }
    for (const attempt of [() => up({ state: '/proc/nope/it' }), () => openEmbedded({ state: '/proc/nope/it' })]) {
      const { code, details } = await refusalOf(attempt);
      expect({ code, ...details }).to.deep.equal({
        code: 'STATE_FOLDER_UNWRITABLE',
        folder: '/proc/nope/it',
        reason: 'ENOENT',
      });
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

  it('is removed although its mark is damaged, yet not with files of others', async () => {
    enterStateFolder(state, topology);
    mkdirSync(path.join(state, 'nodes'));
    for (const name of ['ready.json', 'treaty', 'depositary-network.json', 'owner.json'])
      writeFileSync(path.join(state, name), '{"v":1');
    writeFileSync(path.join(state, 'thesis.tex'), '');
    expect(await down({ state })).to.deep.equal({ stopped: [] });
    expect((await refusalOf(() => down({ state, delete: true }))).code).to.equal('STATE_FOLDER_FOREIGN');
    expect(readdirSync(state)).to.include.members(['thesis.tex', 'nodes', 'treaty']);
    rmSync(path.join(state, 'thesis.tex'));
    await down({ state, delete: true });
    expect(existsSync(state)).to.equal(false);
  });

  it('takes a damaged note of its owner for none', async () => {
    writeFileSync(path.join(state, 'owner.json'), '{"pid":');
    expect(isInterrupted(state)).to.equal(true);
    expect(await exclusively(state, 'network down', () => Promise.resolve(1))).to.equal(1);
    expect(isInterrupted(state)).to.equal(false);
  });

  it('is named without a look into it where that is enough', async () => {
    writeFileSync(path.join(state, 'depositary-network.json'), '{"v":1');
    expect(chosenState({ state })).to.equal(state);
    expect((await refusalOf(() => chosenNetwork({ state }))).code).to.equal('STATE_FILE_DAMAGED');
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
