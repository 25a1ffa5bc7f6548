// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { down } from '../../network/fabric/fabric-network.ts';
import { layoutOf } from '../../network/fabric/layout.ts';
import { isAlive, marker, markedProcesses, signal, startTimeOf } from '../../network/fabric/proc.ts';
import { findProcess } from '../../network/fabric/processes.ts';
import { until } from '../../network/fabric/wait.ts';
import { removeTemporaryFolders, smallTopology, temporaryFolder } from './support.ts';

describe('processes of a network', () => {
  const children: ChildProcess[] = [];
  let state = '';

  /** A process that lives until it is killed, with or without a network's marker. */
  async function sleeper(environment: Record<string, string>): Promise<{ pid: number; startTime: string }> {
    const child = spawn('sleep', ['60'], { env: environment, stdio: 'ignore' });
    children.push(child);
    await once(child, 'spawn');
    const { pid = 0 } = child;
    return { pid, startTime: startTimeOf(pid) ?? '' };
  }

  function writeRecord(name: string, content: object): void {
    mkdirSync(path.join(state, 'processes'), { recursive: true });
    writeFileSync(path.join(state, 'processes', `${name}.json`), JSON.stringify({ v: 1, name, ...content }));
  }

  beforeEach(() => {
    state = temporaryFolder();
  });

  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    removeTemporaryFolders();
  });

  it('are found by the marker of their own network only', async () => {
    const ours = await sleeper(marker(state, 'peer.P0'));
    await sleeper(marker(`${state}0`, 'peer.P0'));
    await sleeper({});
    expect(markedProcesses(state)).to.deep.equal([{ name: 'peer.P0', ...ours }]);
  });

  it('are found though the record that was to name them was never written', async () => {
    const layout = layoutOf(await smallTopology('lost', 1, 4), state);
    const ours = await sleeper(marker(state, 'peer.P0'));
    expect(findProcess(layout, 'peer.P0')).to.deep.equal({ name: 'peer.P0', ...ours });
    rmSync(path.join(state, 'processes'), { recursive: true });
    expect(findProcess(layout, 'peer.P0')?.pid).to.equal(ours.pid);
  });

  it('do not include a stranger whose pid stands in an old record', async () => {
    const layout = layoutOf(await smallTopology('recycled', 1, 4), state);
    const stranger = await sleeper({});
    for (const startTime of [stranger.startTime, '1']) {
      writeRecord('peer.P0', { pid: stranger.pid, startTime });
      expect(findProcess(layout, 'peer.P0')).to.equal(undefined);
      expect(signal({ name: 'peer.P0', pid: stranger.pid, startTime }, state, 'SIGKILL')).to.equal(false);
    }
    expect(await down({ state })).to.deep.equal({ stopped: [] });
    expect(startTimeOf(stranger.pid)).to.equal(stranger.startTime);
  });

  it('do not include a process of the same network that started later under the same pid', async () => {
    const ours = await sleeper(marker(state, 'peer.P0'));
    expect(isAlive({ name: 'peer.P0', ...ours }, state)).to.equal(true);
    expect(isAlive({ name: 'peer.P0', pid: ours.pid, startTime: '1' }, state)).to.equal(false);
    expect(isAlive({ name: 'peer.P1', ...ours }, state)).to.equal(false);
  });

  it('are dead once they have ended, even before anybody collects them', async () => {
    // The shell becomes a sleep that never waits for the child it left behind.
    const parent = spawn('sh', ['-c', 'sleep 0.05 & exec sleep 60'], {
      env: { ...marker(state, 'parent'), PATH: '/bin:/usr/bin' },
    });
    children.push(parent);
    const child = await until('the child runs', 5, () => markedProcesses(state).find(({ pid }) => pid !== parent.pid));
    await until('the child has ended', 5, () => (isAlive(child, state) ? undefined : true));
    expect(startTimeOf(child.pid)).to.equal(undefined);
  });

  it('are all ended by down, and nobody else', async () => {
    const ours = await Promise.all(
      ['peer.P0', 'tool.peer', 'depositary.P0'].map((name) => sleeper(marker(state, name))),
    );
    const stranger = await sleeper(marker(`${state}-other`, 'peer.P0'));
    expect(await down({ state })).to.deep.equal({ stopped: ['depositary.P0', 'peer.P0', 'tool.peer'] });
    expect(ours.map(({ pid }) => startTimeOf(pid))).to.deep.equal([undefined, undefined, undefined]);
    expect(startTimeOf(stranger.pid)).to.equal(stranger.startTime);
  });
});
