// SPDX-License-Identifier: Apache-2.0
import {
  TreatyError,
  type ErrorCode,
  type ErrorDetails,
  type RecordKind,
  type RecordOf,
  type Treaty,
} from '../../../chaincode/src/protocol/index.ts';
import type { TreatyClient } from '../treaty-client.ts';
import type { Session } from './session.ts';

/** A treaty that is known to exist, and the door through which one reads it. */
export interface Reading {
  readonly client: TreatyClient;
  readonly treaty: Treaty;
}

/** Opens the treaty that is meant, so that a mistyped one is not taken for an empty one. Fails if: TREATY_UNKNOWN. */
export async function reading(session: Session): Promise<Reading> {
  const client = await session.client();
  const treaty = await found(client, 'Treaty', [], 'TREATY_UNKNOWN', { treaty: session.treaty });
  return { client, treaty };
}

/** A record, or undefined where there is none of this id. */
export async function foundOrNot<K extends RecordKind>(
  client: TreatyClient,
  kind: K,
  id: readonly string[],
): Promise<RecordOf<K> | undefined> {
  try {
    return await client.record(kind, ...id);
  } catch (error) {
    if (error instanceof TreatyError && error.code === 'RECORD_UNKNOWN') return undefined;
    throw error;
  }
}

/** A record that must be there. Fails if: the code given, where it is not. */
export async function found<K extends RecordKind>(
  client: TreatyClient,
  kind: K,
  id: readonly string[],
  code: ErrorCode,
  details: ErrorDetails,
): Promise<RecordOf<K>> {
  const record = await foundOrNot(client, kind, id);
  if (record === undefined) throw new TreatyError(code, details);
  return record;
}

/** All records of a kind whose id begins with `under`. */
export async function all<K extends RecordKind>(
  client: TreatyClient,
  kind: K,
  ...under: string[]
): Promise<RecordOf<K>[]> {
  const records: RecordOf<K>[] = [];
  for await (const record of client.records(kind, ...under)) records.push(record);
  return records;
}
