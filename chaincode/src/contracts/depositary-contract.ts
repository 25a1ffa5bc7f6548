// SPDX-License-Identifier: Apache-2.0
import type { TransactionContext } from '../ledger/index.ts';
import { TreatyContract } from './contract.ts';
import type { Office } from './pipeline.ts';

/** What a depositary does for a treaty's text and its states, and what these answer. */
export const depositaryContract = (office: Office) =>
  class extends TreatyContract {
    constructor() {
      super('depositary', office);
    }

    depositText(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'DepositText', act);
    }

    certifyCopy(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'CertifyCopy', act);
    }

    enterRegistration(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'EnterRegistration', act);
    }

    circulateNotification(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'CirculateNotification', act);
    }

    acknowledgeNotification(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'AcknowledgeNotification', act);
    }

    proposeCorrection(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'ProposeCorrection', act);
    }

    objectToCorrection(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'ObjectToCorrection', act);
    }

    effectCorrection(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'EffectCorrection', act);
    }
  };
