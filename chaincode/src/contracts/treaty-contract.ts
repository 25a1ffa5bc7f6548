// SPDX-License-Identifier: Apache-2.0
import type { TransactionContext } from '../ledger/index.ts';
import { TreatyContract } from './contract.ts';
import type { Office } from './pipeline.ts';

/** Acts on the treaty itself and on who is bound by it. */
export const treatyContract = (office: Office) =>
  class extends TreatyContract {
    constructor() {
      super('treaty', office);
    }

    openTreaty(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'OpenTreaty', act);
    }

    depositInstrument(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'DepositInstrument', act);
    }
  };
