// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { compareKeys } from '../../../network/embedded/key-order.ts';
import type { EmbeddedNetwork } from '../../../network/embedded/index.ts';
import { refusalOf } from '../support.ts';
import { endorsed, endorsedBy, notesNetwork, ordered, proposed, submitted, valueOf, type Step } from './notes.ts';

const MAJORITY = ['XA', 'XB', 'XC', 'SEC'];

const put = (key: string, value = '1'): Step => ({ put: key, value });

/** What becomes of a transaction that is endorsed before and ordered after another one. */
async function overtaken(setUp: Step[], slow: Step[], fast: Step[]): Promise<unknown> {
  const ledger = notesNetwork().connect({ organisation: 'XA' });
  if (setUp.length > 0) await submitted(ledger, ...setUp);
  const late = await endorsed(ledger, ...slow);
  await submitted(ledger, ...fast);
  try {
    return (await late.submit()).block;
  } catch (error) {
    return (error as { details: { validation: unknown } }).details.validation;
  }
}

/** What becomes of two transactions that are endorsed side by side and stand in one block. */
async function together(setUp: Step[], first: Step[], second: Step[]): Promise<string[]> {
  const network = notesNetwork();
  if (setUp.length > 0) await submitted(network.connect({ organisation: 'XA' }), ...setUp);
  const envelopes = [await endorsedBy(network, MAJORITY, ...first), await endorsedBy(network, MAJORITY, ...second)];
  return ordered(network, ...envelopes);
}

describe('At commit the embedded ledger', () => {
  it('invalidates a transaction whose read has been written since', async () => {
    expect(await overtaken([put('a')], [{ get: 'a' }, put('b')], [put('a', '2')])).to.equal('MVCC_READ_CONFLICT');
    expect(await overtaken([put('a')], [{ get: 'a' }, put('b')], [{ del: 'a' }])).to.equal('MVCC_READ_CONFLICT');
    expect(await overtaken([], [{ get: 'a' }, put('b')], [put('a')])).to.equal('MVCC_READ_CONFLICT');
  });

  it('invalidates it even where the same value was written', async () => {
    expect(await overtaken([put('a')], [{ get: 'a' }, put('b')], [put('a')])).to.equal('MVCC_READ_CONFLICT');
  });

  it('lets it pass where something else was written', async () => {
    expect(await overtaken([put('a')], [{ get: 'a' }, put('b')], [put('c'), put('b')])).to.equal('3');
  });

  it('never invalidates a blind write', async () => {
    expect(await overtaken([put('a')], [put('a', '2')], [put('a', '3')])).to.equal('3');
  });

  it('writes nothing of an invalid transaction and delivers no event of it', async () => {
    const network = notesNetwork();
    const ledger = network.connect({ organisation: 'XA' });
    const late = await endorsed(ledger, { get: 'a' }, put('b'), { event: 'ActRecorded', payload: 'never' });
    await submitted(ledger, put('a'));
    const { code, details } = await refusalOf(() => late.submit());
    expect([code, details]).to.deep.equal([
      'TRANSACTION_INVALIDATED',
      { tx: late.tx, validation: 'MVCC_READ_CONFLICT' },
    ]);
    expect(await valueOf(ledger, 'b')).to.equal('');
    expect(network.peer('XC').delivered(2, 0)).to.deep.equal([]);
    expect((await refusalOf(() => ledger.settled(late.tx))).details.validation).to.equal('MVCC_READ_CONFLICT');
  });

  describe('checks a range that was read', () => {
    const close: Step[] = [{ range: ['ballot', 'ballou'] }, put('closed')];

    it('for an insert', async () => {
      expect(await overtaken([put('ballot1')], close, [put('ballot2')])).to.equal('PHANTOM_READ_CONFLICT');
      expect(await overtaken([], close, [put('ballot2')])).to.equal('PHANTOM_READ_CONFLICT');
    });

    it('for a delete', async () => {
      expect(await overtaken([put('ballot1')], close, [{ del: 'ballot1' }])).to.equal('PHANTOM_READ_CONFLICT');
    });

    it('for a change', async () => {
      expect(await overtaken([put('ballot1')], close, [put('ballot1', '2')])).to.equal('PHANTOM_READ_CONFLICT');
    });

    it('but not for its end, which lies outside', async () => {
      expect(await overtaken([put('ballot1')], close, [put('ballou'), put('ball')])).to.equal('3');
    });

    it('up to the last key that the peer has handed out, where the reader stopped', async () => {
      const names = Array.from({ length: 300 }, (_, index) => `ballot${String(index).padStart(3, '0')}`);
      const few: Step[] = [{ range: ['ballot', 'ballou'], take: 1 }, put('closed')];
      const setUp = names.map((name) => put(name));
      // The peer reads a hundred ahead, and one more to learn that there are more.
      expect(await overtaken(setUp, few, [put('ballot100', '2')])).to.equal('PHANTOM_READ_CONFLICT');
      expect(await overtaken(setUp, few, [{ del: 'ballot100' }])).to.equal('PHANTOM_READ_CONFLICT');
      expect(await overtaken(setUp, few, [put('ballot0505')])).to.equal('PHANTOM_READ_CONFLICT');
      expect(await overtaken(setUp, few, [put('ballot101', '2')])).to.equal('3');
      expect(await overtaken(setUp, few, [put('ballot1005')])).to.equal('3');
    }).timeout(20_000);

    it('to its open end', async () => {
      expect(await overtaken([], [{ range: ['a', ''] }, put('0')], [put('z')])).to.equal('PHANTOM_READ_CONFLICT');
    });

    it('also where it was read as a page, since a page may be ordered though it cannot write', async () => {
      const page: Step[] = [{ page: ['a', 'z'], size: 2 }];
      const setUp = [put('a'), put('b'), put('c')];
      expect(await overtaken(setUp, page, [put('aa')])).to.equal('PHANTOM_READ_CONFLICT');
      expect(await overtaken(setUp, page, [put('c', '2')])).to.equal('3');
    });
  });

  describe('checks a transaction against the earlier ones of its block', () => {
    it('whatever they wrote to a key that it read', async () => {
      const read: Step[] = [{ get: 'a' }, put('b')];
      expect(await together([put('a')], [put('a', '2')], read)).to.deep.equal(['VALID', 'MVCC_READ_CONFLICT']);
      expect(await together([put('a')], [{ del: 'a' }], read)).to.deep.equal(['VALID', 'MVCC_READ_CONFLICT']);
      expect(await together([], [{ del: 'a' }], read)).to.deep.equal(['VALID', 'MVCC_READ_CONFLICT']);
    });

    it('whatever they changed in a range that it read', async () => {
      const close: Step[] = [{ range: ['b', 'c'] }, put('x')];
      const phantom = ['VALID', 'PHANTOM_READ_CONFLICT'];
      expect(await together([put('b1')], [put('b2')], close)).to.deep.equal(phantom);
      expect(await together([put('b1')], [put('b1', '2')], close)).to.deep.equal(phantom);
      expect(await together([put('b1')], [{ del: 'b1' }], close)).to.deep.equal(phantom);
      expect(await together([put('b1')], [{ del: 'b2' }], close)).to.deep.equal(['VALID', 'VALID']);
      expect(await together([put('b1')], [put('c')], close)).to.deep.equal(['VALID', 'VALID']);
      expect(await together([put('b1')], [put('a')], close)).to.deep.equal(['VALID', 'VALID']);
    });

    it('but not against those that are invalid themselves', async () => {
      const network = notesNetwork();
      const ledger = network.connect({ organisation: 'XA' });
      const stale = await endorsedBy(network, MAJORITY, { get: 'a' }, put('b'));
      await submitted(ledger, put('a'));
      const reader = await endorsedBy(network, MAJORITY, { get: 'b' }, put('c'));
      expect(await ordered(network, stale, reader)).to.deep.equal(['MVCC_READ_CONFLICT', 'VALID']);
    });

    it('and lets the second of two that create the same key fail', async () => {
      const create: Step[] = [{ get: 'a' }, put('a')];
      expect(await together([], create, create)).to.deep.equal(['VALID', 'MVCC_READ_CONFLICT']);
    });
  });

  it('gives a read the version of block and place, so that two peers agree on it', async () => {
    const network = notesNetwork();
    const writers = [await endorsedBy(network, MAJORITY, put('a')), await endorsedBy(network, MAJORITY, put('b'))];
    await ordered(network, ...writers);
    const { outcome } = await endorsedBy(network, MAJORITY, { get: 'b' }, { get: 'a' }, { range: ['b', 'c'] });
    expect(outcome.set).to.deep.equal({
      reads: [
        { key: 'a', version: { block: 1, tx: 0 } },
        { key: 'b', version: { block: 1, tx: 1 } },
      ],
      ranges: [{ start: 'b', end: 'c', exhausted: true, reads: [{ key: 'b', version: { block: 1, tx: 1 } }] }],
      writes: [],
    });
  });

  it('notes a range that is read twice once', async () => {
    const { outcome } = await endorsedBy(notesNetwork(), MAJORITY, { range: ['b', 'c'] }, { range: ['b', 'c'] });
    expect(outcome.set.ranges).to.have.length(1);
  });

  describe('takes a transaction once', () => {
    it('in one block', async () => {
      const network = notesNetwork();
      const envelope = await endorsedBy(network, MAJORITY, put('a'));
      expect(await ordered(network, envelope, envelope)).to.deep.equal(['VALID', 'DUPLICATE_TXID']);
      expect(network.peer('XA').status(envelope.proposal.tx)).to.deep.equal({ code: 'VALID', block: 1 });
    });

    it('in two blocks, and a second submission learns of the first', async () => {
      const network = notesNetwork();
      const once = await endorsed(network.connect({ organisation: 'XA' }), put('a'));
      expect(await once.submit()).to.deep.equal({ tx: once.tx, block: '1' });
      expect(await once.submit()).to.deep.equal({ tx: once.tx, block: '1' });
      expect(network.peer('XB').block(2)?.codes).to.deep.equal(['DUPLICATE_TXID']);
    });

    it('even where the first was invalid, and refuses to execute it again', async () => {
      const network = notesNetwork();
      const envelope = await endorsedBy(network, ['XA'], put('a'));
      await ordered(network, envelope);
      expect(await ordered(network, envelope)).to.deep.equal(['DUPLICATE_TXID']);
      const response = await network.peer('XB').process(envelope.proposal);
      expect(response).to.deep.equal({
        status: 'unavailable',
        problem: `duplicate transaction found [${envelope.proposal.tx}]`,
      });
    });
  });

  describe('asks for the endorsement of a majority', () => {
    const codeFor = async (network: EmbeddedNetwork, organisations: string[]): Promise<unknown> =>
      (await ordered(network, await endorsedBy(network, organisations, put('a'))))[0];

    it('of six organisations four', async () => {
      const network = notesNetwork();
      expect(await codeFor(network, ['XA'])).to.equal('ENDORSEMENT_POLICY_FAILURE');
      expect(await codeFor(network, ['XA', 'XB', 'XC'])).to.equal('ENDORSEMENT_POLICY_FAILURE');
      expect(await codeFor(network, ['XA', 'XB', 'XC', 'SEC'])).to.equal('VALID');
    });

    it('of one organisation one', async () => {
      const network = notesNetwork({ organisations: [{ id: 'XA', msp: 'XAMSP' }], opensTreaties: 'XAMSP' });
      expect(await codeFor(network, ['XA'])).to.equal('VALID');
    });

    it('counted once each, over the very same outcome, and of organisations of the channel', async () => {
      const network = notesNetwork();
      const envelope = await endorsedBy(network, MAJORITY, put('a'));
      const [first, ...rest] = envelope.endorsements;
      if (first === undefined) throw new Error('no endorsement');
      const codes = await ordered(
        network,
        { ...envelope, endorsements: [first, first, first, first] },
        { ...(await endorsedBy(network, MAJORITY, put('b'))), outcome: envelope.outcome },
        { ...envelope, endorsements: [...rest, { ...first, msp: 'XZMSP' }] },
      );
      expect(codes).to.deep.equal(Array(3).fill('ENDORSEMENT_POLICY_FAILURE'));
    });
  });

  it('refuses a creator for whom no organisation vouches, and an id that is not of its nonce', async () => {
    const network = notesNetwork();
    const { outcome, endorsements } = await endorsedBy(network, MAJORITY, put('a'));
    const proposal = proposed(network, 'XA', put('a'));
    const foreign = { ...proposal, creator: { ...proposal.creator, msp: 'XBMSP' } };
    const forged = { ...proposal, nonce: '00'.repeat(24) };
    expect(
      await ordered(network, { proposal: foreign, outcome, endorsements }, { proposal: forged, outcome, endorsements }),
    ).to.deep.equal(['BAD_CREATOR_SIGNATURE', 'BAD_PROPOSAL_TXID']);
    expect(await network.peer('XA').process(forged))
      .to.have.property('problem')
      .that.includes('BAD_PROPOSAL_TXID');
  });
});

describe('Keys of the embedded ledger', () => {
  it('are ordered as the bytes of their UTF-8 forms', () => {
    const key = fc.string({ unit: 'binary', maxLength: 6 });
    fc.assert(
      fc.property(key, key, (left, right) => {
        expect(Math.sign(compareKeys(left, right))).to.equal(Buffer.from(left).compare(Buffer.from(right)));
      }),
      { numRuns: 2000 },
    );
  });
});
