// SPDX-License-Identifier: Apache-2.0
import {
  StatusCode,
  type Commit,
  type Status,
  type SubmittedTransaction,
  type Transaction,
} from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import { TransactionId } from '../../chaincode/src/protocol/index.ts';
import { FabricTransaction } from '../../gateway/src/fabric-transaction.ts';
import { expectRefusal } from '../support/refusals.ts';

const TX = TransactionId.parse('2'.repeat(64));
const nothing = (): Uint8Array => new Uint8Array();
const ordered: SubmittedTransaction = {
  getBytes: nothing,
  getDigest: nothing,
  getResult: nothing,
  getTransactionId: () => TX,
  getStatus: () => Promise.reject(new Error('the fate is asked by the id alone')),
};

/** A transaction of the library whose submissions are answered from a list. */
class Scripted implements Transaction {
  submissions = 0;
  readonly getBytes = nothing;
  readonly getDigest = nothing;
  readonly #answers: (Error | undefined)[];

  constructor(...answers: (Error | undefined)[]) {
    this.#answers = answers;
  }

  getResult(): Uint8Array {
    return new TextEncoder().encode('{"v":1}');
  }

  getTransactionId(): string {
    return TX;
  }

  submit(): Promise<SubmittedTransaction> {
    this.submissions += 1;
    const answer = this.#answers.shift();
    return answer === undefined ? Promise.resolve(ordered) : Promise.reject(answer);
  }
}

function commits(...answers: (Status | Error)[]): () => Commit {
  return () => {
    const answer = answers.shift() ?? new Error('asked too often');
    const getStatus = () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer));
    return { getBytes: nothing, getDigest: nothing, getTransactionId: () => TX, getStatus };
  };
}

function at(code: Status['code'], block = 4n): Status {
  return { code, successful: code === StatusCode.VALID, blockNumber: block, transactionId: TX };
}

describe('a transaction on Fabric', () => {
  const unseen = (): void => undefined;

  it('is committed where its peer says so, and the block is taken note of', async () => {
    const seen: bigint[] = [];
    const transaction = new Scripted(undefined);
    const found = await new FabricTransaction(transaction, commits(at(StatusCode.VALID, 9n)), (block) =>
      seen.push(block),
    ).submit();
    expect(found).to.deep.equal({ tx: TX, block: '9' });
    expect({ seen, submissions: transaction.submissions }).to.deep.equal({ seen: [9n], submissions: 1 });
  });

  it('is committed although the ordering nodes answered `request already`', async () => {
    const refused = new Error('SERVICE_UNAVAILABLE: request already processed');
    const found = await new FabricTransaction(new Scripted(refused), commits(at(StatusCode.VALID)), unseen).submit();
    expect(found.block).to.equal('4');
  });

  it('is sent once more, with the same bytes, where its fate could not be learnt', async () => {
    const transaction = new Scripted(new Error('deadline'), undefined);
    const commitsLater = commits(new Error('deadline'), at(StatusCode.VALID));
    expect((await new FabricTransaction(transaction, commitsLater, unseen).submit()).block).to.equal('4');
    expect(transaction.submissions).to.equal(2);
  });

  it('stays unknown, with its id, where nobody can say', async () => {
    const silent = commits(new Error('deadline'), new Error('deadline'));
    await expectRefusal(new FabricTransaction(new Scripted(), silent, unseen).submit(), 'OUTCOME_UNKNOWN', {
      tx: TX,
      problem: 'Error: deadline',
    });
  });

  it('stays unknown for the reason that the ordering nodes gave, where they gave one', async () => {
    const refused = new Error('insufficient number of orderers could successfully process transaction');
    const transaction = new Scripted(new Error('at first another one'), refused);
    const silent = commits(new Error('deadline'), new Error('deadline'));
    await expectRefusal(new FabricTransaction(transaction, silent, unseen).submit(), 'OUTCOME_UNKNOWN', {
      tx: TX,
      problem: String(refused),
    });
  });

  it('is reported invalid by the name of its validation code, and not sent again', async () => {
    const transaction = new Scripted();
    const invalid = commits(at(StatusCode.MVCC_READ_CONFLICT));
    await expectRefusal(new FabricTransaction(transaction, invalid, unseen).submit(), 'TRANSACTION_INVALIDATED', {
      tx: TX,
      validation: 'MVCC_READ_CONFLICT',
    });
    expect(transaction.submissions).to.equal(1);
  });
});
