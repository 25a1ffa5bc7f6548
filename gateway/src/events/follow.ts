// SPDX-License-Identifier: Apache-2.0
import { compareInstants, type Delivering, type Instant } from '../../../chaincode/src/protocol/index.ts';
import type { Observed, TreatyClient } from '../treaty-client.ts';

/** From where and until when a reader follows a treaty. */
export interface Following extends Delivering {
  /** Leaves out what is dated before. */
  readonly since?: Instant;
  /** Ends after so many milliseconds in which nothing came. */
  readonly untilIdle?: number;
}

/** What happens in a treaty, until the signal, or until nothing has come for a while. */
export async function* follow(client: TreatyClient, following: Following): AsyncGenerator<Observed> {
  const { since, untilIdle, signal, ...delivering } = following;
  const idle = new AbortController();
  const timer = untilIdle === undefined ? undefined : setTimeout(() => idle.abort(), untilIdle);
  const ending = signal === undefined ? idle.signal : AbortSignal.any([signal, idle.signal]);
  try {
    for await (const observed of client.watch({ ...delivering, signal: ending })) {
      if (ending.aborted) return;
      timer?.refresh();
      if (since === undefined || compareInstants(observed.envelope.at, since) >= 0) yield observed;
    }
  } finally {
    clearTimeout(timer);
  }
}
