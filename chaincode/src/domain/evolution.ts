// SPDX-License-Identifier: Apache-2.0
import { TreatyError, type Stamp, type TreatyId } from '../protocol/index.ts';

/** The head of every record: its version of meaning, its treaty, and the act that made or changed it. */
export interface Made {
  readonly v: 1;
  readonly treaty: TreatyId;
  readonly changed: Stamp;
}

/** The record that an event changes; an event about a record that does not exist is a defect of the rule that decided it. */
export function standing<R>(record: R | undefined): R {
  if (record === undefined)
    throw new TreatyError('INVARIANT_BROKEN', { what: 'an event changes a record that exists' });
  return record;
}
