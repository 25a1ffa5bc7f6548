// SPDX-License-Identifier: Apache-2.0
import { TreatyError, type Act, type AuthenticText, type Language, type Treaty } from '../../protocol/index.ts';
import type { Known } from '../known.ts';

/** Refuses an act that only the depositary does. */
export function requireDepositary(act: Act, { depositary }: Treaty): void {
  // R-109 what the treaty entrusts to its depositary, nobody else does (VCLT 77)
  if (act.by !== depositary)
    throw new TreatyError('NOT_THE_DEPOSITARY', { act: act.type, expected: depositary, by: act.by });
}

/** Finds the authentic text of a language. Fails if: TEXT_UNKNOWN. */
export function requireText(language: Language, known: Known): AuthenticText {
  const text = known.record('AuthenticText', language);
  // R-118 the text is authentic in the languages in which it is on the record (VCLT 33)
  if (text === undefined) throw new TreatyError('TEXT_UNKNOWN', { language });
  return text;
}
