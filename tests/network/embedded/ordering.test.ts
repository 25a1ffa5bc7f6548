// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { headerHash } from '../../../network/embedded/block.ts';
import { refusalOf } from '../support.ts';
import { endorsed, notesNetwork, submitted } from './notes.ts';

const put = (key: string) => ({ put: key, value: '1' });

/** SHA-256 over the DER form of a header, assembled by hand: a number below 128 and two octet strings. */
function handMade(number: number, previousHash: string, dataHash: string): string {
  const octets = [previousHash, dataHash].map((digits) => Buffer.from(digits, 'hex'));
  const content = [Buffer.of(0x02, 1, number), ...octets.flatMap((bytes) => [Buffer.of(0x04, bytes.length), bytes])];
  const body = Buffer.concat(content);
  return createHash('sha256').update(Buffer.of(0x30, body.length)).update(body).digest('hex');
}

describe('The ordering of the embedded ledger', () => {
  it('makes a block of every submission at once unless told otherwise', async () => {
    const network = notesNetwork();
    const ledger = network.connect({ organisation: 'XA' });
    const both = await Promise.all([submitted(ledger, put('a')), submitted(ledger, put('b'))]);
    expect(both.map(({ committed }) => committed.block).sort()).to.deep.equal(['1', '2']);
  });

  it('held, gathers transactions in the order of their coming until it is told to cut', async () => {
    const network = notesNetwork();
    const ledger = network.connect({ organisation: 'XA' });
    network.ordering.hold();
    const transactions = [];
    for (const key of ['a', 'b', 'c']) transactions.push(await endorsed(ledger, put(key)));
    const submissions = transactions.map((transaction) => transaction.submit());
    expect([network.ordering.waiting, network.height]).to.deep.equal([3, 1]);
    await network.ordering.cut();
    expect((await Promise.all(submissions)).map(({ block }) => block)).to.deep.equal(['1', '1', '1']);
    expect(
      network
        .peer('XC')
        .block(1)
        ?.block.data.map(({ proposal }) => proposal.tx),
    ).to.deep.equal(transactions.map(({ tx }) => tx));
    await network.ordering.cut();
    expect(network.height).to.equal(2);
    await network.ordering.release();
    expect((await submitted(ledger, put('d'))).committed.block).to.equal('2');
  });

  it('cuts a block at the count, or after the interval', async () => {
    const network = notesNetwork({ batching: { count: 2, intervalMilliseconds: 50 } });
    const ledger = network.connect({ organisation: 'XA' });
    const blocks = await Promise.all(
      ['a', 'b', 'c'].map(async (key) => (await submitted(ledger, put(key))).committed.block),
    );
    expect(blocks.sort()).to.deep.equal(['1', '1', '2']);
  });

  it('held in its interval, waits all the same', async () => {
    const network = notesNetwork({ batching: { intervalMilliseconds: 5 } });
    const submission = submitted(network.connect({ organisation: 'XA' }), put('a'));
    while (network.ordering.waiting === 0) await new Promise(setImmediate);
    network.ordering.hold();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(network.height).to.equal(1);
    await network.ordering.release();
    expect((await submission).committed.block).to.equal('1');
  });

  it('releases more than one block where the count asks for it', async () => {
    const network = notesNetwork({ batching: { count: 2 } });
    const ledger = network.connect({ organisation: 'XA' });
    network.ordering.hold();
    const submissions = ['a', 'b', 'c'].map((key) => submitted(ledger, put(key)));
    while (network.ordering.waiting < 3) await new Promise(setImmediate);
    await network.ordering.release();
    const blocks = (await Promise.all(submissions)).map(({ committed }) => committed.block);
    expect(blocks.sort()).to.deep.equal(['1', '1', '2']);
  });

  it('leaves a client that waits too long with an unknown outcome, which it can settle later', async () => {
    const network = notesNetwork({ commitTimeoutMilliseconds: 20 });
    const ledger = network.connect({ organisation: 'XA' });
    network.ordering.hold();
    const transaction = await endorsed(ledger, put('a'));
    const { code, details } = await refusalOf(() => transaction.submit());
    const problem = 'the own peer has not committed it in time';
    expect([code, details]).to.deep.equal(['OUTCOME_UNKNOWN', { tx: transaction.tx, problem }]);
    expect((await refusalOf(() => ledger.settled(transaction.tx))).code).to.equal('OUTCOME_UNKNOWN');
    await network.ordering.release();
    expect(await ledger.settled(transaction.tx)).to.deep.equal({ tx: transaction.tx, block: '1' });
  });

  it('lets a client wait for its own peer, not for others', async () => {
    const network = notesNetwork({ commitTimeoutMilliseconds: 20 });
    network.peer('XA').hold();
    const waiting = await endorsed(network.connect({ organisation: 'XA' }), put('a'));
    expect((await refusalOf(() => waiting.submit())).code).to.equal('OUTCOME_UNKNOWN');
    expect(await network.connect({ organisation: 'XB' }).settled(waiting.tx)).to.have.property('block', '1');
  });

  it('chains blocks by the hashes of their headers, as Fabric does', async () => {
    const network = notesNetwork();
    const ledger = network.connect({ organisation: 'XA' });
    for (const key of ['a', 'b']) await submitted(ledger, put(key));
    const [first, second] = [1, 2].map((number) => network.peer('XA').block(number)?.block);
    if (first === undefined || second === undefined) throw new Error('no blocks');
    expect(first.previousHash).to.equal(network.id.slice('treaty@'.length));
    expect(second.previousHash).to.equal(handMade(1, first.previousHash, first.dataHash));
    expect(headerHash(second)).to.equal(handMade(2, second.previousHash, second.dataHash));
    const content = first.data.map((envelope) => JSON.stringify(envelope)).join('');
    expect(first.dataHash).to.equal(createHash('sha256').update(content).digest('hex'));
  });
});
