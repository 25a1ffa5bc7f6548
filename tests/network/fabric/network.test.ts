// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { common } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { readConnection } from '../../../gateway/src/connection.ts';
import { findBinaries } from '../../../network/fabric/binaries.ts';
import { certificateFindings, doctor, type Finding } from '../../../network/fabric/doctor.ts';
import {
  attach,
  down,
  status,
  up,
  type Chaincode,
  type FabricNetwork,
} from '../../../network/fabric/fabric-network.ts';
import { layoutOf } from '../../../network/fabric/layout.ts';
import { lastLines, logFile } from '../../../network/fabric/logs.ts';
import { administratorEnvironment } from '../../../network/fabric/node-environment.ts';
import { markedProcesses } from '../../../network/fabric/proc.ts';
import { refusalOf, removeTemporaryFolders, smallTopology, temporaryFolder } from '../support.ts';
import { PATIENCE, endAll, noopChaincode, putAndGet, raise, stateFolder } from './support.ts';

const run = promisify(execFile);
const NODES = ['orderer.O0', 'orderer.O1', 'orderer.O2', 'orderer.O3', 'peer.P0', 'peer.P1'];
const CHAINCODE = ['noop.P0', 'noop.P1'];
const DAY = 24 * 60 * 60 * 1000;

function pidsOf(state: string): Map<string, number> {
  return new Map(markedProcesses(state).map(({ name, pid }) => [name, pid]));
}

function troubles(findings: readonly Finding[]): string[] {
  return findings.filter((finding) => finding.status !== 'ok').map(({ check, finding }) => `${check}: ${finding}`);
}

/** The local addresses on which the process listens, in the kernel's hexadecimal form. */
function listeners(pid: number): string[] {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A' && inodes.has(fields[9] ?? ''))
      .map((fields) => fields[1] ?? ''),
  );
}

describe('a Fabric network', function () {
  this.timeout(PATIENCE);
  const done: string[] = [];
  let chaincodes: Chaincode[] = [];
  let network: FabricNetwork;

  before(async () => {
    chaincodes = [await noopChaincode(temporaryFolder())];
    network = await raise(await smallTopology('alpha', 2, 4), chaincodes, ({ name, state }) => {
      if (state !== 'started') done.push(`${name} ${state}`);
    });
  });

  after(async () => {
    await endAll();
    removeTemporaryFolders();
  });

  it('comes up by steps that it tells', () => {
    expect([...done].sort()).to.deep.equal(
      [
        'programs',
        'certificates',
        'genesis block',
        'package',
        'processes',
        'channel',
        'install',
        'approve',
        'commit',
        'ready',
      ]
        .map((name) => `${name} done`)
        .sort(),
    );
  });

  it('serves every organisation', async () => {
    for (const connection of network.connections()) expect(await putAndGet(connection, connection.msp)).to.equal('1');
  });

  it('has one process for each node and each organisation’s chaincode', async () => {
    expect([...pidsOf(network.state).keys()].sort()).to.deep.equal([...CHAINCODE, ...NODES]);
    const nodes = await status(network.state);
    expect(nodes.map(({ name }) => name)).to.have.members([...CHAINCODE, ...NODES]);
    expect(nodes.every(({ alive, healthy }) => alive && healthy)).to.equal(true);
    for (const { role, height } of nodes)
      expect(height).to.satisfy((h: number | null) => (role === 'chaincode' ? h === null : Number(h) > 1));
    for (const name of [...NODES, ...CHAINCODE]) expect(logFile(network.state, name)).to.match(/\.log$/);
    expect(lastLines(logFile(network.state, 'peer.P0'), 5).split('\n')).to.have.length(6);
    expect((await refusalOf(() => logFile(network.state, 'peer.P9'))).code).to.equal('NETWORK_NODE_UNKNOWN');
  });

  it('listens on the loopback interface only', () => {
    const addresses = NODES.flatMap((name) => listeners(network.node(name).pid() ?? 0));
    expect(addresses).to.have.length(3 * NODES.length);
    for (const address of addresses) expect(address).to.match(/^0100007F:/);
  });

  it('gives each organisation a member and an administrator whose keys nobody else can read', () => {
    for (const connection of network.connections()) {
      const file = path.join(network.state, 'connections', `${connection.organisation}.json`);
      expect(readConnection(file)).to.deep.equal(connection);
      expect(connection.network).to.equal(network.network);
      for (const [pair, unit] of [
        [connection.identity, 'client'],
        [connection.admin, 'admin'],
      ] as const) {
        expect(new X509Certificate(readFileSync(pair.certificate)).subject).to.match(new RegExp(`^OU=${unit}$`, 'm'));
        expect(path.isAbsolute(pair.privateKey)).to.equal(true);
        expect(statSync(pair.privateKey).mode & 0o777).to.equal(0o600);
      }
    }
    expect(statSync(network.state).mode & 0o777).to.equal(0o700);
  });

  it('is named by the hash that the block after the first one carries', async () => {
    const layout = layoutOf(network.topology, network.state);
    const [peer] = layout.peers;
    if (peer === undefined) throw new Error('no peer');
    const binaries = await findBinaries();
    const file = path.join(temporaryFolder(), '1.block');
    const args = ['channel', 'fetch', '1', file, '-c', network.topology.channel];
    await run(binaries.program('peer'), args, {
      env: { FABRIC_CFG_PATH: binaries.config, ...administratorEnvironment(peer) },
    });
    const previous = common.Block.deserializeBinary(readFileSync(file)).getHeader()?.getPreviousHash_asU8();
    expect(network.network).to.equal(`treaty@${Buffer.from(previous ?? []).toString('hex')}`);
  });

  it('is reused by a second up: the same processes, and nothing done again', async () => {
    const before = pidsOf(network.state);
    const skipped: string[] = [];
    const again = await up({ state: network.state, chaincodes }, ({ name, state }) => {
      if (state === 'skipped') skipped.push(name);
    });
    expect(again.network).to.equal(network.network);
    expect(pidsOf(network.state)).to.deep.equal(before);
    expect(skipped).to.have.members([
      'certificates',
      'genesis block',
      'processes',
      'channel',
      'install',
      'approve',
      'commit',
    ]);
  });

  it('is reused though the records of its processes are lost', async () => {
    const before = pidsOf(network.state);
    rmSync(path.join(network.state, 'processes'), { recursive: true });
    await up({ state: network.state, chaincodes });
    expect(pidsOf(network.state)).to.deep.equal(before);
    expect(readdirSync(path.join(network.state, 'processes'))).to.have.length(NODES.length);
  });

  it('can be taken hold of by others', async () => {
    const held = await attach(network.state);
    expect(held.connections()).to.deep.equal(network.connections());
    expect(NODES).to.include(await held.leader());
    expect((await refusalOf(() => attach(temporaryFolder()))).code).to.equal('NETWORK_NOT_RUNNING');
    expect((await refusalOf(() => held.node('peer.P9'))).code).to.equal('NETWORK_NODE_UNKNOWN');
    expect((await refusalOf(() => held.connection('P9'))).code).to.equal('NETWORK_NODE_UNKNOWN');
  });

  it('starts a chaincode process again that was killed', async () => {
    const before = network.chaincodeProcess('P0', 'noop').pid();
    await network.chaincodeProcess('P0', 'noop').kill();
    expect(network.chaincodeProcess('P0', 'noop').pid()).to.equal(undefined);
    expect(await putAndGet(network.connection('P0'), 'after-kill')).to.equal('1');
    expect(network.chaincodeProcess('P0', 'noop').pid()).to.be.a('number').that.does.not.equal(before);
  });

  it('has nothing that the doctor would find wrong', async () => {
    expect(
      troubles(await doctor({ state: network.state })).filter((trouble) => !trouble.startsWith('disk')),
    ).to.deep.equal([]);
  });

  it('has certificates that the doctor warns of 30, 7 and 1 days before they end', () => {
    const crypto = path.join(network.state, 'crypto');
    const [end] = /20\d\d-\S+Z/.exec(certificateFindings(crypto)[0]?.finding ?? '') ?? [];
    const at = (days: number): string[] => [
      ...new Set(certificateFindings(crypto, Date.parse(end ?? '') - days * DAY).map((one) => one.status)),
    ];
    expect([at(31), at(29), at(6), at(0.5), at(-1)]).to.deep.equal([
      ['ok'],
      ['warning'],
      ['warning'],
      ['problem'],
      ['problem'],
    ]);
  });

  it('has its killed peer named by the doctor, with the stranger on its port, until up mends it', async () => {
    const peer = network.node('peer.P1');
    await peer.kill();
    expect(peer.pid()).to.equal(undefined);
    // The other peer still calls its neighbour there: an open connection would keep the stranger from closing.
    const stranger = net.createServer((socket) => socket.destroy()).listen(peer.ports.listen, '127.0.0.1');
    await once(stranger, 'listening');
    try {
      const found = troubles(await doctor({ state: network.state }));
      expect(found).to.include(`ports: port ${peer.ports.listen} of peer.P1 is taken by another process`);
      expect(found).to.include('processes: peer.P1 is not running');
      const { code, details } = await refusalOf(() => up({ state: network.state, chaincodes }));
      expect({ code, ...details }).to.deep.equal({
        code: 'NETWORK_PORT_TAKEN',
        port: peer.ports.listen,
        node: 'peer.P1',
      });
    } finally {
      await new Promise((resolve) => stranger.close(resolve));
    }
    const others = pidsOf(network.state);
    others.delete('noop.P1');
    await up({ state: network.state, chaincodes });
    const after = pidsOf(network.state);
    for (const [name, pid] of others) expect(after.get(name), name).to.equal(pid);
    expect([...after.keys()].sort()).to.deep.equal([...CHAINCODE, ...NODES]);
    expect(await putAndGet(network.connection('P1'), 'after-restart')).to.equal('1');
  });

  it('puts a changed chaincode to the parties again, as the next sequence', async () => {
    const changed = await noopChaincode(temporaryFolder(), 'P1MSP');
    await up({ state: network.state, chaincodes: [changed] });
    const ready: unknown = JSON.parse(readFileSync(path.join(network.state, 'ready.json'), 'utf8'));
    expect(ready).to.have.nested.property('definitions[0].sequence', 2);
    expect(await putAndGet(network.connection('P0'), 'after-upgrade')).to.equal('1');
    expect([...pidsOf(network.state).keys()].sort()).to.deep.equal([...CHAINCODE, ...NODES]);
    chaincodes = [changed];
  });

  it('refuses ports that another network holds, before it starts anything', async () => {
    const state = stateFolder();
    const topology = { ...network.topology, name: 'rival' };
    expect((await refusalOf(() => up({ state, topology, chaincodes }))).code).to.equal('NETWORK_PORT_TAKEN');
    expect(markedProcesses(state)).to.deep.equal([]);
  });

  it('stands beside another one, and down ends exactly its own processes', async () => {
    const other = await raise(await smallTopology('beta', 1, 4), chaincodes);
    expect(await putAndGet(other.connection('P0'), 'beside')).to.equal('1');
    const others = pidsOf(other.state);
    expect(await down({ state: network.state })).to.deep.equal({ stopped: [...CHAINCODE, ...NODES] });
    expect(markedProcesses(network.state)).to.deep.equal([]);
    expect(pidsOf(other.state)).to.deep.equal(others);
    expect(await down({ state: network.state })).to.deep.equal({ stopped: [] });
    await down({ state: other.state, delete: true });
    expect(existsSync(other.state)).to.equal(false);
  });

  it('keeps its record over a down and an up', async () => {
    await up({ state: network.state, chaincodes });
    expect(await putAndGet(network.connection('P0'), 'after-down')).to.equal('1');
    expect(new Set((await status(network.state)).map(({ height }) => height)))
      .to.have.property('size')
      .at.most(3);
  });
});
