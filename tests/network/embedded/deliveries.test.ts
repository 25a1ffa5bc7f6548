// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { Checkpoint, Delivered, Ledger } from '../../../chaincode/src/protocol/index.ts';
import type { EmbeddedNetwork } from '../../../network/embedded/index.ts';
import { refusalOf } from '../support.ts';
import { endorsed, endorsedBy, notesNetwork, ordered, submitted, type Step } from './notes.ts';

const MAJORITY = ['XA', 'XB', 'XC', 'SEC'];

const event = (payload: string): Step => ({ event: 'ActRecorded', payload });

/** Reads envelopes until there are so many, then lets the reader go. */
async function taken(ledger: Ledger, count: number, after?: Checkpoint): Promise<Delivered[]> {
  const found: Delivered[] = [];
  if (count === 0) return found;
  for await (const delivered of ledger.deliveries(after === undefined ? {} : { after })) {
    found.push(delivered);
    if (found.length === count) break;
  }
  return found;
}

/** What is there already, without waiting for more. */
async function present(ledger: Ledger, after?: Checkpoint): Promise<string[]> {
  const found: string[] = [];
  const controller = new AbortController();
  const { signal } = controller;
  const reading = (async () => {
    for await (const { payload } of ledger.deliveries({ ...(after && { after }), signal })) found.push(payload);
  })();
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
  controller.abort();
  await reading;
  return found;
}

/** Four envelopes in three blocks: one, then two in one block beside transactions without, then one. */
async function filled(): Promise<{ network: EmbeddedNetwork; ledger: Ledger; all: Delivered[] }> {
  const network = notesNetwork();
  const ledger = network.connect({ organisation: 'XA' });
  await submitted(ledger, event('1'));
  const block = [];
  const transactions: Step[][] = [
    [event('2')],
    [{ put: 'a', value: '1' }],
    [event('3')],
    [{ event: 'Other', payload: 'x' }],
  ];
  for (const steps of transactions) block.push(await endorsedBy(network, MAJORITY, ...steps));
  await ordered(network, ...block);
  await submitted(ledger, event('4'));
  return { network, ledger, all: await taken(ledger, 4) };
}

describe('Deliveries of the embedded ledger', () => {
  it('begin with the first block, in the order of the ledger, with block and transaction', async () => {
    const { network, all } = await filled();
    expect(all.map(({ block, payload }) => [block, payload])).to.deep.equal([
      ['1', '1'],
      ['2', '2'],
      ['2', '3'],
      ['3', '4'],
    ]);
    expect(all.map(({ tx }) => network.peer('XB').status(tx)?.block)).to.deep.equal([1, 2, 2, 3]);
  });

  it('go on exactly after a transaction or after a block', async () => {
    const { ledger, all } = await filled();
    for (const [index, { block, tx }] of all.entries())
      expect(await present(ledger, { block, tx })).to.deep.equal(all.slice(index + 1).map(({ payload }) => payload));
    expect(await present(ledger, { block: '0' })).to.deep.equal(['1', '2', '3', '4']);
    expect(await present(ledger, { block: '1' })).to.deep.equal(['2', '3', '4']);
    expect(await present(ledger, { block: '2' })).to.deep.equal(['4']);
    expect(await present(ledger, { block: '3' })).to.deep.equal([]);
  });

  it('go on after a transaction that left no envelope', async () => {
    const { network, ledger } = await filled();
    const tx = network.peer('XA').block(2)?.block.data[1]?.proposal.tx;
    if (tx === undefined) throw new Error('no transaction');
    expect(await present(ledger, { block: '2', tx })).to.deep.equal(['3', '4']);
  });

  it('hold no envelope of an invalid transaction', async () => {
    const network = notesNetwork();
    const ledger = network.connect({ organisation: 'XA' });
    const late = await endorsed(ledger, { get: 'a' }, event('late'));
    await submitted(ledger, { put: 'a', value: '1' }, event('in time'));
    await refusalOf(() => late.submit());
    expect(await present(ledger)).to.deep.equal(['in time']);
  });

  it('wait for what comes, once each, while blocks come faster than the reader reads', async () => {
    const network = notesNetwork();
    const ledger = network.connect({ organisation: 'XA' });
    const reading = taken(network.connect({ organisation: 'XB' }), 60);
    for (let index = 0; index < 60; index += 1) await submitted(ledger, event(String(index)));
    expect((await reading).map(({ payload }) => payload)).to.deep.equal(
      Array.from({ length: 60 }, (_, i) => String(i)),
    );
  });

  it('lose and repeat nothing for a reader that is cut off after every envelope', async () => {
    const network = notesNetwork();
    const ledger = network.connect({ organisation: 'XA' });
    const found: string[] = [];
    const reading = (async () => {
      let after: Checkpoint | undefined;
      while (found.length < 30) {
        const [next] = await taken(ledger, 1, after);
        if (next === undefined) break;
        found.push(next.payload);
        after = { block: next.block, tx: next.tx };
      }
    })();
    for (let index = 0; index < 30; index += 1) await submitted(ledger, event(String(index)));
    await reading;
    expect(found).to.deep.equal(Array.from({ length: 30 }, (_, i) => String(i)));
  });

  it('are those of the own peer: while it lags there are none', async () => {
    const network = notesNetwork();
    network.peer('XB').hold();
    await submitted(network.connect({ organisation: 'XA' }), event('1'));
    const behind = network.connect({ organisation: 'XB' });
    expect(await present(behind)).to.deep.equal([]);
    const reading = taken(behind, 1);
    network.peer('XB').release();
    expect((await reading).map(({ payload }) => payload)).to.deep.equal(['1']);
  });

  it('wait for a block that the own peer does not have yet', async () => {
    const network = notesNetwork();
    const ledger = network.connect({ organisation: 'XA' });
    network.peer('XB').hold();
    const { tx, block } = (await submitted(ledger, event('1'))).committed;
    const reading = taken(network.connect({ organisation: 'XB' }), 1, { block, tx });
    network.peer('XB').release();
    await submitted(ledger, event('2'));
    expect((await reading).map(({ payload }) => payload)).to.deep.equal(['2']);
  });

  it('end by their signal, also in the middle of a block, and with their connection', async () => {
    const { ledger } = await filled();
    const controller = new AbortController();
    const found: string[] = [];
    for await (const { payload } of ledger.deliveries({ signal: controller.signal })) {
      found.push(payload);
      if (payload === '2') controller.abort();
    }
    expect(found).to.deep.equal(['1', '2']);
    expect(await present(ledger)).to.have.length(4);
    const reading = taken(ledger, 5);
    await new Promise(setImmediate);
    await ledger.close();
    expect(await reading).to.have.length(4);
    expect(await taken(ledger, 1)).to.deep.equal([]);
    const ended = AbortSignal.abort();
    const late: string[] = [];
    const after = { block: '1', tx: 'x' as never };
    for await (const { payload } of ledger.deliveries({ after, signal: ended })) late.push(payload);
    expect(late).to.deep.equal([]);
  });

  it('refuse a checkpoint that is not of this ledger', async () => {
    const { ledger, all } = await filled();
    const tx = all[0]?.tx;
    if (tx === undefined) throw new Error('no transaction');
    for (const after of [{ block: '2', tx }, { block: '0', tx }, { block: '-1' }, { block: '1e3' }]) {
      const { code, details } = await refusalOf(() => taken(ledger, 1, after));
      expect([code, details]).to.deep.equal(['CHECKPOINT_UNKNOWN', after]);
    }
  });
});
