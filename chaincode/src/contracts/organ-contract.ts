// SPDX-License-Identifier: Apache-2.0
import type { TransactionContext } from '../ledger/index.ts';
import { TreatyContract } from './contract.ts';
import type { Office } from './pipeline.ts';

/** Acts on the seats of organs; they are filled by proposals. */
export const organContract = (office: Office) =>
  class extends TreatyContract {
    constructor() {
      super('organ', office);
    }

    vacateSeat(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'VacateSeat', act);
    }
  };
