// SPDX-License-Identifier: Apache-2.0
import { compareInstants, type Checkpoint, type Instant } from '../../../chaincode/src/protocol/index.ts';
import type { Observed, TreatyClient } from '../treaty-client.ts';

/** From where and until when a reader follows a treaty. */
export interface Following {
  readonly after?: Checkpoint;
  /** Leaves out what is dated before. */
  readonly since?: Instant;
  /** Ends after so many milliseconds in which nothing came. */
  readonly untilIdle?: number;
  readonly signal?: AbortSignal;
}

/** What happens in a treaty, until the signal, or until nothing has come for a while. */
export async function* follow(client: TreatyClient, following: Following): AsyncGenerator<Observed> {
  const { after, since, untilIdle, signal } = following;
  const idle = new AbortController();
  const timer = untilIdle === undefined ? undefined : setTimeout(() => idle.abort(), untilIdle);
  const ending = signal === undefined ? idle.signal : AbortSignal.any([signal, idle.signal]);
  try {
    for await (const observed of client.watch({ signal: ending, ...(after === undefined ? {} : { after }) })) {
      if (ending.aborted) return;
      timer?.refresh();
      if (since === undefined || compareInstants(observed.envelope.at, since) >= 0) yield observed;
    }
  } finally {
    clearTimeout(timer);
  }
}
