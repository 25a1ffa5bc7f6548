// SPDX-License-Identifier: Apache-2.0

/** Why a decision fell as it did, in a sentence. */
const REASONS = {
  assentUnattainable: 'an assent that the rule asks for cannot be given',
  nobodyEntitled: 'nobody is entitled to vote',
  nobodyVoted: 'nobody has voted',
  silenceIsNoAssent: 'nobody has voted, and silence does not supply a named assent',
  silenceConsents: 'nobody has voted, and the rule takes silence for consent',
  quorumMissed: 'the quorum is not met',
  vetoed: 'a veto was cast',
  assentWithheld: 'a named assent is withheld',
  barsMet: 'what the rule asks for is reached',
  barsMissed: 'what the rule asks for is not reached',
  floorMet: 'the least number of objectors is reached',
  floorMissed: 'the least number of objectors is not reached',
} as const;

/** A value and the reason for it. */
export interface Because<V> {
  readonly value: V;
  readonly reason: string;
}

/** Pairs a value with the line of the semantics that gives it, such as S31, and whom it turns on. */
export function because<V>(value: V, line: string, why: keyof typeof REASONS, who?: string): Because<V> {
  return { value, reason: `${line}: ${REASONS[why]}${who === undefined ? '' : ` (${who})`}` };
}
