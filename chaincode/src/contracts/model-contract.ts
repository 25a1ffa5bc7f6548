// SPDX-License-Identifier: Apache-2.0
import type { TransactionContext } from '../ledger/index.ts';
import { TreatyContract } from './contract.ts';
import type { Office } from './pipeline.ts';

/** Acts on models and on the compute that went into them. */
export const modelContract = (office: Office) =>
  class extends TreatyContract {
    constructor() {
      super('model', office);
    }

    registerModel(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'RegisterModel', act);
    }

    correctModel(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'CorrectModel', act);
    }

    declareCompute(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'DeclareCompute', act);
    }
  };
