// SPDX-License-Identifier: Apache-2.0
import type { TransactionContext } from '../ledger/index.ts';
import { TreatyContract } from './contract.ts';
import type { Office } from './pipeline.ts';

/** Acts on the offices that speak for members, and on their keys. */
export const representativeContract = (office: Office) =>
  class extends TreatyContract {
    constructor() {
      super('representative', office);
    }

    registerHead(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'RegisterHead', act);
    }

    recoverKey(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'RecoverKey', act);
    }

    objectToKey(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'ObjectToKey', act);
    }

    examineCredentials(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'ExamineCredentials', act);
    }

    registerRepresentative(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'RegisterRepresentative', act);
    }

    suspendRepresentative(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'SuspendRepresentative', act);
    }

    reinstateRepresentative(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'ReinstateRepresentative', act);
    }

    endRepresentative(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'EndRepresentative', act);
    }

    rotateKey(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'RotateKey', act);
    }
  };
