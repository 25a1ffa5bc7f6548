// SPDX-License-Identifier: Apache-2.0
import type { TransactionContext } from '../ledger/index.ts';
import { TreatyContract } from './contract.ts';
import type { Office } from './pipeline.ts';

/** Acts by which states sign, are bound, reserve, declare and withdraw; the deposit of instruments is the treaty's. */
export const partyContract = (office: Office) =>
  class extends TreatyContract {
    constructor() {
      super('party', office);
    }

    signTreaty(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'SignTreaty', act);
    }

    examineInstrument(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'ExamineInstrument', act);
    }

    confirmInstrument(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'ConfirmInstrument', act);
    }

    notifyWithdrawal(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'NotifyWithdrawal', act);
    }

    revokeWithdrawal(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'RevokeWithdrawal', act);
    }

    objectToReservation(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'ObjectToReservation', act);
    }

    withdrawReservation(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'WithdrawReservation', act);
    }

    withdrawObjection(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'WithdrawObjection', act);
    }

    makeDeclaration(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'MakeDeclaration', act);
    }

    announceSuccession(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'AnnounceSuccession', act);
    }

    takeUpSuccession(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'TakeUpSuccession', act);
    }

    withdrawDeclaration(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'WithdrawDeclaration', act);
    }
  };
