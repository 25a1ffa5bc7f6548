// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { ChaincodeInterface } from 'fabric-shim';
import { Instant } from '../../../chaincode/src/protocol/index.ts';
import { refusalOf } from '../support.ts';
import { endorsed, evaluated, notesNetwork, submitted, valueOf, type Step } from './notes.ts';

const keys = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `k${String(index).padStart(4, '0')}`);
const puts = (names: readonly string[]): Step[] => names.map((put) => ({ put, value: 'v' }));

describe('A transaction of the embedded ledger', () => {
  it('does not see its own writes, and its successor does', async () => {
    const ledger = notesNetwork().connect({ organisation: 'XA' });
    const { answers } = await submitted(ledger, { put: 'a', value: '1' }, { get: 'a' }, { range: ['a', 'b'] });
    expect(answers).to.deep.equal([null, '', []]);
    expect((await submitted(ledger, { put: 'a', value: '2' }, { get: 'a' })).answers).to.deep.equal([null, '1']);
    expect(await valueOf(ledger, 'a')).to.equal('2');
  });

  it('leaves the last of several writes of a key', async () => {
    const ledger = notesNetwork().connect({ organisation: 'XA' });
    await submitted(ledger, { put: 'a', value: '1' }, { put: 'a', value: '2' }, { put: 'b', value: '1' }, { del: 'b' });
    expect(await evaluated(ledger, { range: ['a', 'z'] }, { get: 'a' })).to.deep.equal([['a'], '2']);
  });

  it('deletes a key by an empty value as well as by a delete', async () => {
    const network = notesNetwork();
    const ledger = network.connect({ organisation: 'XA' });
    await submitted(ledger, ...puts(['a', 'b', 'c']));
    await submitted(ledger, { put: 'a', value: '' }, { del: 'c' });
    expect(await evaluated(ledger, { range: ['a', 'z'] }, { get: 'a' })).to.deep.equal([['b'], '']);
    expect(network.peer('XB').state.size).to.equal(1);
  });

  it('takes an empty key as any other, as a peer with LevelDB does', async () => {
    const ledger = notesNetwork().connect({ organisation: 'XA' });
    await submitted(ledger, { put: '', value: '1' });
    expect(await valueOf(ledger, '')).to.equal('1');
  });

  it('learns who carries it, when, where and with which words', async () => {
    const clock = () => Instant.parse('2026-11-23T10:00:00.250Z');
    const network = notesNetwork({ clocks: { XB: clock } });
    const ledger = network.connect({ msp: 'XBMSP', clock });
    const tells = (['creator', 'tx', 'channel', 'time', 'arguments'] as const).map((tell) => ({ tell }));
    const [creator, tx, channel, time, words] = await evaluated(ledger, ...tells);
    expect(creator).to.have.property('mspid', 'XBMSP');
    expect(creator)
      .to.have.property('certificate')
      .that.matches(/^-----BEGIN CERTIFICATE-----/);
    expect(tx).to.match(/^[0-9a-f]{64}$/);
    expect(channel).to.equal('treaty');
    expect(time).to.deep.equal({ seconds: '1795428000', nanos: 250_000_000 });
    expect(words).to.deep.equal({ fcn: 'play', params: [JSON.stringify(tells)] });
  });

  it('is dated before 1970 as faithfully as after', async () => {
    const clock = () => Instant.parse('1969-12-31T23:59:58.500Z');
    const ledger = notesNetwork({ clocks: { XA: clock } }).connect({ organisation: 'XA', clock });
    const [time] = await evaluated(ledger, { tell: 'time' });
    expect(time).to.have.property('nanos', 500_000_000);
  });

  it('keeps the last event that it sets', async () => {
    const network = notesNetwork();
    const ledger = network.connect({ organisation: 'XA' });
    await submitted(ledger, { event: 'first', payload: '1' }, { event: 'last', payload: '2' });
    const event = network.peer('XA').block(1)?.block.data[0]?.outcome.event;
    expect(event).to.deep.equal({ name: 'last', payload: Buffer.from('2').toString('base64') });
  });

  it('is refused with its own message, coded or not', async () => {
    const ledger = notesNetwork().connect({ organisation: 'XA' });
    const { code, details } = await refusalOf(() => submitted(ledger, { fail: 'out of ink' }));
    expect([code, details]).to.deep.equal(['CONTRACT_FAILED', { problem: 'out of ink' }]);
    expect((await refusalOf(() => evaluated(ledger, { fail: 'out of ink' }))).code).to.equal('CONTRACT_FAILED');
    const coded = 'wrapped: TREATY/1 {"code":"PROPOSAL_UNKNOWN","details":{"proposal":"P-0000000000"}}';
    const refusal = await refusalOf(() => submitted(ledger, { fail: coded }));
    expect([refusal.code, refusal.details]).to.deep.equal(['PROPOSAL_UNKNOWN', { proposal: 'P-0000000000' }]);
  });

  it('is refused what the embedded ledger does not offer, without harm to the next', async () => {
    const ledger = notesNetwork().connect({ organisation: 'XA' });
    const { details } = await refusalOf(() => submitted(ledger, { secret: 'a' }));
    expect(details.problem).to.match(/^GET_STATE failed: transaction ID: [0-9a-f]{64}: .*private collections/);
    expect((await refusalOf(() => evaluated(ledger, { query: '{}' }))).details.problem).to.match(/^GET_QUERY_RESULT/);
    expect((await submitted(ledger, { get: 'a' })).answers).to.deep.equal(['']);
  });

  it('is given up when it takes too long', async () => {
    const network = notesNetwork({
      limits: { executeTimeoutMilliseconds: 20 },
      variants: { XA: { before: () => new Promise(() => undefined) } },
    });
    const { code, details } = await refusalOf(() => evaluated(network.connect({ organisation: 'XA' }), { get: 'a' }));
    expect(code).to.equal('CONTRACT_FAILED');
    expect(details.problem).to.include('timeout expired while executing transaction');
  });

  it('is refused where the chaincode cannot even begin', async () => {
    const silent: ChaincodeInterface = {
      Init: () => Promise.resolve({ status: 200 }),
      Invoke: () => Promise.resolve(undefined as never),
    };
    const ledger = notesNetwork({ chaincode: () => silent }).connect({ organisation: 'XA' });
    const { details } = await refusalOf(() => ledger.evaluate('play', '[]'));
    expect(details.problem).to.include('has not called success or error');
  });

  it('may not be executed twice at once by one peer', async () => {
    const gate = Promise.withResolvers<undefined>();
    const network = notesNetwork({ variants: { XA: { before: () => gate.promise } } });
    network.peer('XA').stop();
    const { tx } = (await submitted(network.connect({ organisation: 'XB' }), { get: 'a' })).committed;
    const proposal = network.peer('XB').block(1)?.block.data[0]?.proposal;
    if (proposal?.tx !== tx) throw new Error('no transaction');
    // Down since before the block, the peer does not know the transaction yet.
    network.peer('XA').hold();
    network.peer('XA').start();
    const [first, second] = [network.peer('XA').process(proposal), network.peer('XA').process(proposal)];
    expect(await second)
      .to.have.property('message')
      .that.matches(/exists$/);
    gate.resolve(undefined);
    expect(await first).to.have.property('status', 'endorsed');
  });
});

describe('A range of the embedded ledger', () => {
  it('answers in the order of the keys in UTF-8, from the start to before the end', async () => {
    const ledger = notesNetwork().connect({ organisation: 'XA' });
    await submitted(ledger, ...puts(['\u{1F600}', '\uFF5E', 'é', 'z', 'a']));
    expect(await evaluated(ledger, { range: ['', ''] })).to.deep.equal([['a', 'z', 'é', '\uFF5E', '\u{1F600}']]);
    expect(await evaluated(ledger, { range: ['z', '\uFF5E'] })).to.deep.equal([['z', 'é']]);
  });

  it('of composite keys holds what lies under them and nothing else', async () => {
    const ledger = notesNetwork().connect({ organisation: 'XA' });
    await submitted(
      ledger,
      { make: ['ballot', 'P1', 'XB'], value: '1' },
      { make: ['ballot', 'P1', 'XA'], value: '1' },
      { make: ['ballot', 'P10', 'XA'], value: '1' },
      { make: ['ballots', 'P1', 'XA'], value: '1' },
      { put: 'ballot', value: '1' },
    );
    expect(await evaluated(ledger, { under: ['ballot', 'P1'] })).to.deep.equal([
      [
        ['P1', 'XA'],
        ['P1', 'XB'],
      ],
    ]);
    expect(await evaluated(ledger, { under: ['ballot'] })).to.have.nested.property('[0].length', 3);
    expect(await evaluated(ledger, { range: ['', ''] })).to.deep.equal([['ballot']]);
  });

  it('is refused a start in the room of composite keys, as the shim does', async () => {
    const ledger = notesNetwork().connect({ organisation: 'XA' });
    const { details } = await refusalOf(() => evaluated(ledger, { range: ['\u0000ballot', ''] }));
    expect(details.problem).to.include('first character of the key');
  });

  it('arrives whole beyond the hundred results of one message', async () => {
    const network = notesNetwork();
    const ledger = network.connect({ organisation: 'XA' });
    await submitted(ledger, ...puts(keys(250)));
    expect(await evaluated(ledger, { range: ['k', 'l'] })).to.deep.equal([keys(250)]);
    expect(await evaluated(ledger, { range: ['k', 'l'], take: 3 })).to.deep.equal([keys(3)]);
    expect(network.peer('XA').iterators).to.deep.equal({ opened: 2, closed: 2 });
  });

  it('stops at the limit of the peer for one query', async () => {
    const network = notesNetwork({ limits: { totalQueryLimit: 5 } });
    const ledger = network.connect({ organisation: 'XA' });
    await submitted(ledger, ...puts(keys(8)));
    expect(await evaluated(ledger, { range: ['k', 'l'] })).to.deep.equal([keys(5)]);
    const [page] = await evaluated(ledger, { page: ['k', 'l'], size: 7 });
    expect(page).to.deep.equal({ keys: keys(5), bookmark: 'k0005', fetchedRecordsCount: 5 });
  });

  it('counts an iterator that the chaincode forgets to close', async () => {
    const network = notesNetwork();
    const ledger = network.connect({ organisation: 'XA' });
    await evaluated(ledger, { range: ['a', 'z'], leaveOpen: true }, { range: ['a', 'z'] });
    expect(network.peer('XA').iterators).to.deep.equal({ opened: 2, closed: 1 });
  });
});

describe('A page of the embedded ledger', () => {
  it('ends with the bookmark of the next one, and the last with none', async () => {
    const ledger = notesNetwork().connect({ organisation: 'XA' });
    await submitted(ledger, ...puts(keys(5)));
    const pages = [
      { page: ['k', 'l'], size: 2 },
      { page: ['k', 'l'], size: 2, bookmark: 'k0002' },
      { page: ['k', 'l'], size: 2, bookmark: 'k0004' },
      { page: ['k', 'l'], size: 0, bookmark: 'k0003' },
    ] as const;
    expect(await evaluated(ledger, ...pages)).to.deep.equal([
      { keys: ['k0000', 'k0001'], bookmark: 'k0002', fetchedRecordsCount: 2 },
      { keys: ['k0002', 'k0003'], bookmark: 'k0004', fetchedRecordsCount: 2 },
      { keys: ['k0004'], bookmark: '', fetchedRecordsCount: 1 },
      { keys: ['k0003', 'k0004'], bookmark: '', fetchedRecordsCount: 2 },
    ]);
  });

  it('may hold more than one message carries of a whole range', async () => {
    const ledger = notesNetwork().connect({ organisation: 'XA' });
    await submitted(ledger, ...puts(keys(250)));
    const [page] = await evaluated(ledger, { page: ['k', 'l'], size: 200 });
    expect(page).to.deep.equal({ keys: keys(200), bookmark: 'k0200', fetchedRecordsCount: 200 });
  });

  it('and a write exclude each other in one transaction', async () => {
    const ledger = notesNetwork().connect({ organisation: 'XA' });
    const page = { page: ['a', 'z'], size: 2 } as const;
    const before = await refusalOf(() => endorsed(ledger, page, { put: 'a', value: '1' }));
    expect(before.details.problem).to.match(/^PUT_STATE failed: .*unsuppored transaction/);
    const after = await refusalOf(() => endorsed(ledger, { put: 'a', value: '1' }, page));
    expect(after.details.problem).to.match(/^GET_STATE_BY_RANGE failed: .*unsuppored/);
  });
});
