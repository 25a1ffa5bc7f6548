// SPDX-License-Identifier: Apache-2.0
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { clockSkew, isHealthy, metricsOf, valueFor } from '../../network/fabric/operations.ts';
import { isFree } from '../../network/fabric/ports.ts';

describe('the operations endpoint of a node', () => {
  let server: http.Server;
  let port = 0;
  let answer: { readonly body: string; readonly date?: Date } = { body: '' };

  before((done) => {
    server = http.createServer((_, response) => {
      if (answer.date !== undefined) response.setHeader('date', answer.date.toUTCString());
      response.end(answer.body);
    });
    server.listen(0, '127.0.0.1', () => {
      port = (server.address() as AddressInfo).port;
      done();
    });
  });

  after((done) => {
    server.close(done);
  });

  it('says OK for a healthy node, and anything else for an ill one', async () => {
    answer = { body: '{"status":"OK","time":"2026-11-23T10:00:00Z"}' };
    expect(await isHealthy(port)).to.equal(true);
    answer = { body: '{"status":"Service Unavailable"}' };
    expect(await isHealthy(port)).to.equal(false);
  });

  it('gives metrics with their labels', async () => {
    answer = {
      body: '# TYPE a gauge\nledger_blockchain_height{channel="other"} 7\nledger_blockchain_height{channel="treaty"} 1.2e+03\nup 1\n',
    };
    const samples = await metricsOf(port);
    expect(valueFor(samples, 'ledger_blockchain_height', 'treaty')).to.equal(1200);
    expect(valueFor(samples, 'ledger_blockchain_height', 'none')).to.equal(undefined);
    expect(samples).to.have.length(3);
  });

  it('tells a clock that is off from one that is not', async () => {
    answer = { body: '' };
    expect(await clockSkew(port)).to.equal(0);
    for (const seconds of [60, -60]) {
      answer = { body: '', date: new Date(Date.now() + seconds * 1000) };
      expect(await clockSkew(port)).to.be.closeTo(seconds, 1.5);
    }
  });

  it('is ill, silent and without a clock where nobody listens', async () => {
    const closed = await new Promise<number>((resolve) => {
      const other = http.createServer().listen(0, '127.0.0.1', () => {
        const { port: free } = other.address() as AddressInfo;
        other.close(() => resolve(free));
      });
    });
    expect(await isHealthy(closed)).to.equal(false);
    expect(await metricsOf(closed)).to.deep.equal([]);
    expect(await clockSkew(closed)).to.equal(undefined);
    expect([await isFree(closed), await isFree(port)]).to.deep.equal([true, false]);
  });
});
