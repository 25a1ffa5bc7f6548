// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { refusalOf, removeTemporaryFolders, smallTopology, temporaryFolder } from '../support.ts';
import { PATIENCE, endAll, noopChaincode, putAndGet, raise } from './support.ts';

describe('a network of seven ordering nodes', function () {
  this.timeout(PATIENCE);

  after(async () => {
    await endAll();
    removeTemporaryFolders();
  });

  it('orders with all seven, and still with five', async () => {
    const network = await raise(await smallTopology('seven', 1, 7), [await noopChaincode(temporaryFolder())]);
    expect(network.nodes().filter(({ role }) => role === 'orderer')).to.have.length(7);
    expect(await putAndGet(network.connection('P0'), 'with-seven')).to.equal('1');
    const leader = await network.leader();
    const followers = network.nodes().filter(({ role, name }) => role === 'orderer' && name !== leader);
    for (const follower of followers.slice(0, 2)) await follower.kill();
    expect(await network.leader()).to.equal(leader);
    expect(await putAndGet(network.connection('P0'), 'with-five')).to.equal('1');
    for (const follower of followers.slice(0, 2)) await follower.start();
    expect(await refusalOf(() => network.node('orderer.O9'))).to.have.property('code', 'NETWORK_NODE_UNKNOWN');
  });
});
