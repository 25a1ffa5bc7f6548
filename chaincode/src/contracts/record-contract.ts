// SPDX-License-Identifier: Apache-2.0
import { Store, type TransactionContext } from '../ledger/index.ts';
import { RecordQuestion, RecordsQuestion, TreatyError } from '../protocol/index.ts';
import { TreatyContract } from './contract.ts';
import type { Office } from './pipeline.ts';
import { answer, asked } from './question.ts';

/** Questions about any record; nothing here writes. */
export const recordContract = (office: Office) =>
  class extends TreatyContract {
    constructor() {
      super('record', office);
    }

    /** One record by its kind and the parts of its id. */
    async get(ctx: TransactionContext, question: string): Promise<string> {
      const { treaty, kind, id } = asked(RecordQuestion, question);
      const record = await new Store(ctx.stub, treaty).read({ kind, id });
      if (record === undefined) throw new TreatyError('RECORD_UNKNOWN', { kind, id: id.join('/'), treaty });
      return answer(record);
    }

    /** A page of the records of a kind, and the bookmark of the next page. */
    async list(ctx: TransactionContext, question: string): Promise<string> {
      const { treaty, kind, under, size, bookmark } = asked(RecordsQuestion, question);
      return answer(await new Store(ctx.stub, treaty).page(kind, under, size, bookmark));
    }
  };
