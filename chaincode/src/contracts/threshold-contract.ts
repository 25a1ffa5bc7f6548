// SPDX-License-Identifier: Apache-2.0
import { inForceAt } from '../domain/index.ts';
import { Store, timestampOf, type TransactionContext } from '../ledger/index.ts';
import { InForceQuestion, TreatyError } from '../protocol/index.ts';
import { TreatyContract } from './contract.ts';
import type { Office } from './pipeline.ts';
import { answer, asked } from './question.ts';

/** The question which threshold is in force. Thresholds change by proposals only. */
export const thresholdContract = (office: Office) =>
  class extends TreatyContract {
    constructor() {
      super('threshold', office);
    }

    /** The version of a threshold in force at an instant; without one, at the time of asking. */
    async inForce(ctx: TransactionContext, question: string): Promise<string> {
      const { treaty, threshold, at } = asked(InForceQuestion, question);
      const store = new Store(ctx.stub, treaty);
      const versions = await store.range('ThresholdVersion', [threshold]);
      if (versions.length === 0) {
        const record = await store.read({ kind: 'Threshold', id: [threshold] });
        throw new TreatyError(record === undefined ? 'THRESHOLD_UNKNOWN' : 'THRESHOLD_UNSET', { threshold });
      }
      return answer(inForceAt(threshold, versions, at ?? timestampOf(ctx.stub)));
    }
  };
