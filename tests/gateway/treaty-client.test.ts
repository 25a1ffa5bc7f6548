// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  NetworkId,
  ProposalId,
  RepresentativeId,
  TransactionId,
  TreatyError,
  TreatyId,
  type Committed,
  type Delivered,
  type Endorsed,
  type Ledger,
} from '../../chaincode/src/protocol/index.ts';
import { draft } from '../../gateway/src/draft.ts';
import { sealed } from '../../gateway/src/sealing.ts';
import { TreatyClient } from '../../gateway/src/treaty-client.ts';
import { keyOf } from '../support/members.ts';
import { expectRefusal } from '../support/refusals.ts';

const NETWORK = NetworkId.parse(`treaty@${'a'.repeat(64)}`);
const TREATY = TreatyId.parse('test');
const BY = RepresentativeId.parse('XA/head');
const TX = TransactionId.parse('1'.repeat(64));
const PROPOSAL = ProposalId.parse('P-0000000000');

const ENVELOPE = {
  v: 1,
  treaty: TREATY,
  tx: TX,
  at: '2026-01-01T00:00:00Z',
  by: BY,
  act: '00000000-0000-4000-8000-000000000000',
  type: 'CastVote',
  digest: 'b'.repeat(64),
  events: [],
};

type Answer = Committed | TreatyError;

/** A ledger that answers submissions in the order of a list, and counts them. */
class Scripted implements Ledger {
  readonly network = NETWORK;
  readonly msp = 'XAMSP';
  readonly asked: string[] = [];
  readonly #answers: Answer[];

  constructor(...answers: Answer[]) {
    this.#answers = answers;
  }

  endorse(transaction: string): Promise<Endorsed> {
    this.asked.push(transaction);
    const answer = this.#answers.shift();
    if (answer instanceof TreatyError && answer.code !== 'TRANSACTION_INVALIDATED') return Promise.reject(answer);
    const submit = () =>
      answer instanceof TreatyError ? Promise.reject(answer) : Promise.resolve(answer ?? { tx: TX, block: '0' });
    return Promise.resolve({ tx: TX, result: JSON.stringify(ENVELOPE), submit });
  }

  evaluate(question: string): Promise<string> {
    this.asked.push(question);
    return Promise.resolve('{"records":[],"bookmark":""}');
  }

  settled(tx: TransactionId): Promise<Committed> {
    return Promise.resolve({ tx, block: '7' });
  }

  async *deliveries(): AsyncGenerator<Delivered> {
    await Promise.resolve();
    yield { block: '1', tx: TX, payload: JSON.stringify({ ...ENVELOPE, treaty: 'another' }) };
    yield { block: '2', tx: TX, payload: JSON.stringify(ENVELOPE) };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function invalidated(validation: string): TreatyError {
  return new TreatyError('TRANSACTION_INVALIDATED', { tx: TX, validation });
}

function ballot(network = NETWORK, treaty = TREATY): Uint8Array {
  return sealed(
    draft('CastVote', { proposal: PROPOSAL, choice: 'yes' }, { network, treaty, by: BY }),
    keyOf('XA/head'),
  );
}

describe('a treaty client', () => {
  it('answers with the transaction, its block and what it changed', async () => {
    const ledger = new Scripted({ tx: TX, block: '3' });
    const receipt = await new TreatyClient(ledger, TREATY).submit(ballot());
    expect(receipt).to.deep.equal({ tx: TX, block: '3', status: 'recorded', envelope: ENVELOPE });
    expect(ledger.asked).to.deep.equal(['proposal:castVote']);
  });

  for (const validation of [
    'MVCC_READ_CONFLICT',
    'PHANTOM_READ_CONFLICT',
    'ENDORSEMENT_POLICY_FAILURE',
    'CHAINCODE_VERSION_CONFLICT',
  ]) {
    it(`proposes the act anew after ${validation}`, async () => {
      const ledger = new Scripted(invalidated(validation), invalidated(validation), { tx: TX, block: '5' });
      expect(await new TreatyClient(ledger, TREATY).submit(ballot())).to.include({ block: '5', status: 'recorded' });
      expect(ledger.asked).to.have.length(3);
    });
  }

  it('does not propose anew what was invalid for another reason', async () => {
    const ledger = new Scripted(invalidated('DUPLICATE_TXID'));
    await expectRefusal(new TreatyClient(ledger, TREATY).submit(ballot()), 'TRANSACTION_INVALIDATED', {
      validation: 'DUPLICATE_TXID',
    });
    expect(ledger.asked).to.have.length(1);
  });

  it('gives up after eight conflicts, and says which', async function () {
    this.timeout(20_000);
    const ledger = new Scripted(...Array.from({ length: 9 }, () => invalidated('MVCC_READ_CONFLICT')));
    await expectRefusal(new TreatyClient(ledger, TREATY).submit(ballot()), 'TRANSACTION_INVALIDATED');
    expect(ledger.asked).to.have.length(8);
  });

  it('answers an act that was recorded before with its first transaction', async () => {
    const first = new TreatyError('ACT_ALREADY_RECORDED', { by: BY, id: ENVELOPE.act, tx: TX });
    const receipt = await new TreatyClient(new Scripted(first), TREATY).submit(ballot());
    expect(receipt).to.deep.equal({ tx: TX, block: '7', status: 'alreadyRecorded' });
  });

  it('finds an act recorded by a transaction whose fate was unknown', async () => {
    const first = new TreatyError('ACT_ALREADY_RECORDED', { by: BY, id: ENVELOPE.act, tx: TX });
    const receipt = await new TreatyClient(new Scripted(invalidated('MVCC_READ_CONFLICT'), first), TREATY).submit(
      ballot(),
    );
    expect(receipt.status).to.equal('alreadyRecorded');
  });

  it('sends nothing that is meant for another network or treaty, or that is no act', async () => {
    const ledger = new Scripted();
    const client = new TreatyClient(ledger, TREATY);
    const elsewhere = NetworkId.parse(`treaty@${'c'.repeat(64)}`);
    await expectRefusal(client.submit(ballot(elsewhere)), 'ACT_NETWORK_FOREIGN', {
      named: elsewhere,
      expected: NETWORK,
    });
    await expectRefusal(client.submit(ballot(NETWORK, TreatyId.parse('other'))), 'ACT_TREATY_FOREIGN', {
      named: 'other',
    });
    await expectRefusal(client.submit(new TextEncoder().encode('[]')), 'ACT_TYPE_UNKNOWN');
    expect(ledger.asked).to.deep.equal([]);
  });

  it('hands a refusal of the contract through', async () => {
    const refusal = new TreatyError('BALLOT_WINDOW_CLOSED', { proposal: PROPOSAL });
    await expectRefusal(new TreatyClient(new Scripted(refusal), TREATY).submit(ballot()), 'BALLOT_WINDOW_CLOSED');
  });

  it('watches its own treaty only, and says where each envelope stands', async () => {
    const seen = [];
    for await (const observed of new TreatyClient(new Scripted(), TREATY).watch()) seen.push(observed);
    expect(seen).to.deep.equal([{ at: { block: '2', tx: TX }, envelope: ENVELOPE }]);
  });
});
