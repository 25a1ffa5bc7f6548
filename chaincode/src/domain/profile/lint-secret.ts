// SPDX-License-Identifier: Apache-2.0
import type { DecisionRule } from '../../protocol/index.ts';
import { organOf } from '../organ/membership.ts';
import { areLonger } from './duration.ts';
import { sizeOf } from './imagined.ts';
import type { Path, Place } from './notes.ts';

function lintAgreement(
  secret: NonNullable<DecisionRule['secret']>,
  path: Path,
  { profile, named, notes }: Place,
): void {
  const { tellers, agreeing } = secret;
  if (agreeing === 1) notes.warn(path, 'the word of one teller alone is the count');
  const size = sizeOf(organOf(profile, tellers), profile, named);
  if (size === undefined) return;
  if (size < agreeing) notes.refuse(path, `exceeds the ${String(size)} tellers that the organ ${tellers} can have`);
  else if (agreeing > 1 && agreeing * 2 <= size)
    notes.warn(path, 'is no majority of the tellers: two counts could each find as many, and then none is the count');
}

/** A secret ballot needs tellers, and enough of them that only one count can be agreed on. */
export function lintSecret({ secret }: DecisionRule, path: Path, place: Place): void {
  if (secret === undefined) return;
  if (!areLonger([secret.within], place.profile.clock.behindBy))
    place.notes.refuse(
      [...path, 'secret', 'within'],
      'is no longer than behindBy of the clock, which a report waits for: each would come too late',
    );
  lintAgreement(secret, [...path, 'secret', 'agreeing'], place);
}
