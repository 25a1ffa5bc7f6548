// SPDX-License-Identifier: Apache-2.0
import { TreatyError, type Stamp, type TreatyId } from '../protocol/index.ts';

/** The head of every record: its version of meaning, its treaty, and the act that made or changed it. */
export interface Made {
  readonly v: 1;
  readonly treaty: TreatyId;
  readonly changed: Stamp;
}

function isIn<R extends { status: string }, S extends R['status']>(
  record: R,
  statuses: readonly S[],
): record is Extract<R, { status: S }> {
  return statuses.some((status) => status === record.status);
}

/** The record that an event changes, in one of the statuses in which alone it does; another one is a defect of the rule. */
export function standingIn<R extends { status: string }, S extends R['status']>(
  record: R | undefined,
  ...statuses: readonly S[]
): Extract<R, { status: S }> {
  const found = standing(record);
  if (isIn(found, statuses)) return found;
  throw new TreatyError('INVARIANT_BROKEN', { what: `an event finds a record ${statuses.join(' or ')}` });
}

/** The record that an event changes; an event about a record that does not exist is a defect of the rule that decided it. */
export function standing<R>(record: R | undefined): R {
  if (record === undefined)
    throw new TreatyError('INVARIANT_BROKEN', { what: 'an event changes a record that exists' });
  return record;
}
