// SPDX-License-Identifier: Apache-2.0
import { fromEpochMilliseconds, type Instant } from '../../../chaincode/src/protocol/index.ts';

/** This host's clock to the millisecond: to compare with what the ledger has dated; drafts and seals count whole seconds. */
export function present(): Instant {
  return fromEpochMilliseconds(Date.now());
}
