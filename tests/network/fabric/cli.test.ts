// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { networkCommand } from '../../../gateway/src/cli/commands/network.ts';
import { markedProcesses } from '../../../network/fabric/proc.ts';
import type { Topology } from '../../../network/topology.ts';
import { refusalOf, removeTemporaryFolders, smallTopology, temporaryFolder } from '../support.ts';
import { PATIENCE, endAll, stateFolder } from './support.ts';

interface Said {
  readonly out: string;
  readonly words: string;
}

/** Runs `depositary network ..` in this process. */
async function network(...args: string[]): Promise<Said> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  try {
    const command = networkCommand({ stdin: Readable.from([]), stdout, stderr }).exitOverride();
    await command.parseAsync(args, { from: 'user' });
  } finally {
    stdout.end();
    stderr.end();
  }
  const [out, words] = await said;
  return { out, words };
}

describe('depositary network', function () {
  this.timeout(PATIENCE);
  let topology: Topology;
  let state = '';
  let place: string[] = [];

  before(async () => {
    topology = await smallTopology('cli', 1, 4);
    state = stateFolder();
    const file = path.join(temporaryFolder(), 'topology.yaml');
    writeFileSync(file, JSON.stringify({ ...topology, portBase: 65_000 }));
    place = ['--topology', file, '--state', state, '--port-base', String(topology.portBase)];
  });

  after(async () => {
    await endAll();
    removeTemporaryFolders();
    // The doctor says by the exit code that something is wrong; it is not the test run that is.
    process.exitCode = 0;
  });

  it('refuses to speak of a network that is not there', async () => {
    for (const command of ['status', 'logs peer.P0']) {
      const { code } = await refusalOf(() => network(...command.split(' '), ...place));
      expect(code).to.equal(command === 'status' ? 'NETWORK_NOT_RUNNING' : 'NETWORK_NODE_UNKNOWN');
    }
  });

  it('brings the network up with the treaty’s own chaincode, data on one stream and words on the other', async () => {
    const { out, words } = await network('up', ...place, '--json');
    expect(out.trim().split('\n')).to.have.length(1);
    const answer: unknown = JSON.parse(out);
    expect(answer).to.deep.include({ v: 1, state, name: 'cli', channel: 'treaty' });
    expect(answer).to.have.nested.property('connections[0].chaincode', 'depositary');
    for (const step of ['certificates', 'approve', 'ready'])
      expect(words).to.match(new RegExp(`^${step}: done in \\d`, 'm'));
  });

  it('comes up again in an instant, and says where everything is', async () => {
    const { out, words } = await network('up', '--state', state);
    expect(out).to.include(`connections  ${state}/connections/`);
    expect(words).to.match(/^commit: there already$/m);
  });

  it('shows every process', async () => {
    const { out } = await network('status', '--state', state);
    const names = out
      .trim()
      .split('\n')
      .map((line) => line.split(/ +/)[0]);
    expect(names).to.deep.equal([
      'NAME',
      'orderer.O0',
      'orderer.O1',
      'orderer.O2',
      'orderer.O3',
      'peer.P0',
      'depositary.P0',
    ]);
    const { nodes } = JSON.parse((await network('status', '--state', state, '--json')).out) as {
      nodes: { healthy: boolean }[];
    };
    expect(nodes.map(({ healthy }) => healthy)).to.deep.equal(Array.from({ length: 6 }, () => true));
  });

  it('shows the last lines of a log, plain and in UTC', async () => {
    const { out } = await network('logs', 'peer.P0', '--lines', '3', '--state', state);
    expect(out.trimEnd().split('\n')).to.have.length(3);
    expect(out).not.to.include('\u001b');
    const { lines } = JSON.parse((await network('logs', 'depositary.P0', '--state', state, '--json')).out) as {
      lines: string[];
    };
    expect(lines.join('\n')).to.include('Successfully registered with peer');
  });

  it('has the doctor find what is wrong, with a fix, and say so by the exit code', async () => {
    const [peer] = markedProcesses(state).filter(({ name }) => name === 'orderer.O3');
    process.kill(peer?.pid ?? 0, 'SIGKILL');
    const { out } = await network('doctor', '--state', state);
    expect(out).to.match(
      /^processes +problem +orderer\.O3 is not running +Read `depositary network logs orderer\.O3`/m,
    );
    expect(process.exitCode).to.equal(1);
    const { findings } = JSON.parse((await network('doctor', '--state', state, '--json')).out) as {
      findings: object[];
    };
    expect(findings).to.have.length.at.least(8);
  });

  it('ends and removes the network', async () => {
    const { out } = await network('down', '--delete', ...place, '--json');
    expect(JSON.parse(out)).to.deep.include({ v: 1, state, deleted: true });
    expect(markedProcesses(state)).to.deep.equal([]);
    expect((await network('down', '--state', state)).out).to.equal('');
  });
});
