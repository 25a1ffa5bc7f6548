// SPDX-License-Identifier: Apache-2.0
import fabric from 'fabric-contract-api';
import type { TransactionContext } from '../ledger/index.ts';
import { TreatyError, type ActType } from '../protocol/index.ts';
import { record, type Office } from './pipeline.ts';

/** What all contracts have in common. Fabric offers only a class's own functions as transactions, so nothing here is one. */
export abstract class TreatyContract extends fabric.Contract {
  readonly #office: Office;

  constructor(name: string, office: Office) {
    super(name);
    this.#office = office;
  }

  protected record(ctx: TransactionContext, type: ActType, text: string): Promise<string> {
    return record(this.#office, ctx, type, text);
  }

  override unknownTransaction(): Promise<void> {
    return Promise.reject(new TreatyError('TRANSACTION_UNKNOWN', { contract: this.getName() }));
  }
}
