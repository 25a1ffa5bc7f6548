// SPDX-License-Identifier: Apache-2.0
// A treaty whose conference votes on statements in secret, counted by three tellers of whom two must agree.
import { council, resolve, under, WAY } from './council.ts';
import { hexDigest } from './keys.ts';
import { commit, proposalOf, RULE, seat, TREATY, type Step, type StepOptions } from './steps.ts';

type Options = Parameters<typeof council>[0];

const TELLERS = ['SEC', 'AISI-XA', 'AISI-XB'];

/** What makes a ballot secret in this treaty. */
export const SECRET = { tellers: 'scrutineers', agreeing: 2, within: 'PT24H' };

/** The organ of the tellers. */
export const SCRUTINEERS = { id: 'scrutineers', name: 'Tellers', composition: { members: TELLERS } };

/** A profile in which statements are voted on in secret; `rule` changes how, `options` the rest of the profile. */
export function secretly(rule: object = {}, options: Options = {}, further: object = {}) {
  const kind = { id: 'statement', name: 'Statement', ...WAY, rule: { ...RULE, secret: SECRET, ...rule }, ...further };
  return council({ organs: [...council().organs, SCRUTINEERS], resolutions: [kind], ...options });
}

/** The treaty under such a profile: its states bound, its tellers seated. */
export function inSecret(profile: object = secretly(), ...members: readonly string[]): Step[] {
  return [...under(profile, ...members), ...TELLERS.flatMap(seat)];
}

/** The salt of a member's paper: the same in every run, and the digest of its name. */
function saltOf(member: string, turn = ''): string {
  return hexDigest(`salt of ${member}${turn}`);
}

/** A commitment, computed from the bytes that are documented and not by the code under test. */
export function commitmentOf(proposal: string, member: string, choice: string, turn = ''): string {
  const salt = saltOf(member, turn);
  return hexDigest(
    `{"choice":"${choice}","member":"${member}","proposal":"${proposal}","salt":"${salt}","treaty":"${TREATY}","type":"BallotPaper","v":1}`,
  );
}

/** The secret ballots of heads, each a commitment to its paper. */
export function commitments(
  proposal: string,
  choices: Readonly<Record<string, string>>,
  options: StepOptions = {},
): Step[] {
  return Object.entries(choices).map(([member, choice]) =>
    commit(`${member}/head`, proposal, commitmentOf(proposal, member, choice), options),
  );
}

/** A motion to state something, on which the vote is secret, and its id. */
export const MOTION = resolve();
export const P = proposalOf(MOTION);
