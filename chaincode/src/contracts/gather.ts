// SPDX-License-Identifier: Apache-2.0
import { Known, type Need } from '../domain/index.ts';
import type { Store } from '../ledger/index.ts';
import { TreatyError } from '../protocol/index.ts';

/** A rule that names new records for so many rounds has lost its way. */
const MOST_ROUNDS = 8;

/** Loads what is wanted, and asks again with what has been found until nothing new is named. */
export async function gather(store: Store, wants: (known: Known) => readonly Need[]): Promise<Known> {
  let known = Known.nothing;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const asked = known;
    const wanted = wants(asked).filter((need) => !asked.has(need));
    if (wanted.length === 0) return known;
    for (const need of wanted) {
      if (known.has(need)) continue;
      const found = 'all' in need ? await store.range(need.all, need.under) : [await store.read(need)];
      known = known.withFound(
        need,
        found.flatMap((record) => record ?? []),
      );
    }
  }
  throw new TreatyError('INVARIANT_BROKEN', { what: 'a rule knows in a few rounds which records it wants' });
}
