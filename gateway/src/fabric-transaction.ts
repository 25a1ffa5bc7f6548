// SPDX-License-Identifier: Apache-2.0
import { StatusCode, type Commit, type Gateway, type Status, type Transaction } from '@hyperledger/fabric-gateway';
import { gateway as messages, msp } from '@hyperledger/fabric-protos';
import { problemOf } from './gateway-failure.ts';
import { TransactionId, TreatyError, type Committed, type Endorsed } from '../../chaincode/src/protocol/index.ts';

/** Asks for the fate of a transaction by its id alone, as one must when its submission was not answered. */
export function commitRequest(gateway: Gateway, channel: string, tx: TransactionId): Commit {
  const { mspId, credentials } = gateway.getIdentity();
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  identity.setIdBytes(credentials);
  const request = new messages.CommitStatusRequest();
  request.setChannelId(channel);
  request.setTransactionId(tx);
  request.setIdentity(identity.serializeBinary());
  const signed = new messages.SignedCommitStatusRequest();
  signed.setRequest(request.serializeBinary());
  return gateway.newCommit(signed.serializeBinary());
}

function nameOf(code: number): string {
  return Object.entries(StatusCode).find(([, value]) => value === code)?.[0] ?? String(code);
}

/** Told of every block that the own peer has committed. */
type Saw = (block: bigint) => void;

function committed(tx: TransactionId, status: Status, saw: Saw): Committed {
  saw(status.blockNumber);
  if (!status.successful) throw new TreatyError('TRANSACTION_INVALIDATED', { tx, validation: nameOf(status.code) });
  return { tx, block: status.blockNumber.toString() };
}

/** An endorsed transaction on a real channel. */
export class FabricTransaction implements Endorsed {
  readonly tx: TransactionId;
  readonly result: string;
  readonly #transaction: Transaction;
  readonly #commitOf: (tx: TransactionId) => Commit;
  readonly #saw: Saw;

  constructor(transaction: Transaction, commitOf: (tx: TransactionId) => Commit, saw: Saw) {
    this.tx = TransactionId.parse(transaction.getTransactionId());
    this.result = Buffer.from(transaction.getResult()).toString('utf8');
    this.#transaction = transaction;
    this.#commitOf = commitOf;
    this.#saw = saw;
  }

  /**
   * Waits for the fate of a transaction; `refusal` is what was said to its submission, the likelier cause of its silence.
   * Fails if: TRANSACTION_INVALIDATED, OUTCOME_UNKNOWN with the problem.
   */
  static async settle(tx: TransactionId, commit: Commit, saw: Saw, refusal?: unknown): Promise<Committed> {
    let status: Status;
    try {
      status = await commit.getStatus();
    } catch (cause) {
      throw new TreatyError('OUTCOME_UNKNOWN', { tx, problem: problemOf(refusal ?? cause) }, { cause });
    }
    return committed(tx, status, saw);
  }

  async submit(): Promise<Committed> {
    // Whatever the ordering nodes answer, `request already ..` and time-outs included, only the peers know the fate of a
    // transaction: so a failed submission is settled by asking them, and repeated once with the very same bytes.
    try {
      return await this.#sent();
    } catch (error) {
      if (!(error instanceof TreatyError) || error.code !== 'OUTCOME_UNKNOWN') throw error;
    }
    return this.#sent();
  }

  async #sent(): Promise<Committed> {
    let refusal: unknown;
    try {
      await this.#transaction.submit();
    } catch (error) {
      // Not an answer about the transaction, only a reason why none may come: the commit status that is asked for next is one.
      refusal = error;
    }
    return FabricTransaction.settle(this.tx, this.#commitOf(this.tx), this.#saw, refusal);
  }
}
