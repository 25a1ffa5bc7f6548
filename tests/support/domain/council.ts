// SPDX-License-Identifier: Apache-2.0
// A treaty whose profile has more of everything: steps, organs that are elected, groups, weights, amendments.
import { bind, move, open, profile, proposalOf, RULE, T0, vote, type Step, type StepOptions } from './steps.ts';

type Options = Parameters<typeof profile>[0];

/** How the conference decides everything in this treaty unless a test says otherwise: two thirds of all within three days. */
export const WAY = { movers: 'conference', rule: RULE, effectiveAfter: 'PT0S' };

/** A council of two seats, one of them kept for the west. */
export const COUNCIL = {
  id: 'council',
  name: 'Executive Council',
  composition: {
    elected: { seats: [{ count: 1 }, { count: 1, group: 'west' }], term: 'P2Y', mostTerms: 2, election: WAY },
  },
};

/** A profile with a council, a suspension and resolutions. */
export function council(options: Options = {}) {
  const base = profile();
  return profile({
    groups: [
      { id: 'west', name: 'Western Group', members: ['XA', 'XB'] },
      { id: 'east', name: 'Eastern Group', members: ['XC', 'XD'] },
    ],
    organs: [...base.organs, COUNCIL],
    suspension: { ...WAY, rule: { ...RULE, exclude: ['concerned'] } },
    resolutions: [{ id: 'statement', name: 'Statement', ...WAY }],
    ...options,
  });
}

/** The opening of a treaty under a profile, and XA, XB and XC bound by it. */
export function under(rules: object, ...members: readonly string[]): Step[] {
  const bound = members.length === 0 ? ['XA', 'XB', 'XC'] : members;
  return [open({ profile: rules }), ...bound.flatMap(bind)];
}

/** A motion of XA's head to resolve something. */
export function resolve(on = 'statement', changes: object = {}, options: StepOptions = {}): Step<'MakeProposal'> {
  return move('XA/head', { type: 'resolution', on, text: 'It is noted.', ...changes }, options);
}

/** A profile in which statements are decided by another rule, or in further steps. */
export function deciding(rule: object, further: object = {}, options: Options = {}) {
  const kind = { id: 'statement', name: 'Statement', ...WAY, rule: { ...RULE, ...rule }, ...further };
  return council({ ...options, resolutions: [kind] });
}

/** Ballots of heads on a proposal, at one instant. */
export function ballots(proposal: string, choices: Readonly<Record<string, string>>, now = T0): Step[] {
  return Object.entries(choices).map(([member, choice]) => vote(`${member}/head`, proposal, choice, { now }));
}

/** A motion, and the id of the proposal that it makes. */
export function moved(motion: Step<'MakeProposal'>): { readonly motion: Step; readonly id: string } {
  return { motion, id: proposalOf(motion) };
}

/** One millisecond after the window of a motion that was moved at T0. */
export const AFTER = '2026-11-26T10:00:00.001Z';
/** The end of that window. */
export const UNTIL = '2026-11-26T10:00:00Z';
