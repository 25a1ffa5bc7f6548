// SPDX-License-Identifier: Apache-2.0
import { stepsOf, TreatyError, type DecisionRule, type Profile, type Subject } from '../../protocol/index.ts';
import { standing } from '../evolution.ts';
import { one, type Known } from '../known.ts';
import { isParty, treatyIn } from '../party/standing.ts';
import { notStated } from './not-stated.ts';
import type { Setting, SubjectRule } from './subject.ts';

type Resolution = Extract<Subject, { type: 'resolution' }>;

function wayOf({ on }: Resolution, { resolutions = [] }: Profile) {
  return resolutions.find(({ id }) => id === on);
}

/** Whether a rule gives the member concerned a part of its own: none in the decision, an assent or a veto. */
function speaksOfConcerned({ exclude = [], namedAssents = [], vetoSeats = [] }: DecisionRule): boolean {
  return [...exclude, ...namedAssents, ...vetoSeats].includes('concerned');
}

function isInTreaty(member: string, { known, now }: { readonly known: Known; readonly now: Setting['now'] }): boolean {
  const party = known.record('Party', member);
  const isInstitution = known.record('Institution', member) !== undefined;
  return isInstitution || (party !== undefined && isParty(party, treatyIn(known), now));
}

/** A decision that changes no other record: that it was taken is its effect. */
export const resolution: SubjectRule<Resolution> = {
  procedure: wayOf,
  missing: ({ on }) => notStated(`resolution ${on}`),
  concerned: ({ concerned }) => concerned,
  needs: ({ concerned }) =>
    concerned === undefined ? [] : [one('Treaty'), one('Party', concerned), one('Institution', concerned)],

  require(subject, setting) {
    const { on, concerned } = subject;
    const way = standing(wayOf(subject, setting.profile));
    const isAsked = stepsOf(way).some(({ rule }) => speaksOfConcerned(rule));
    // R-178 where the member concerned has a part of its own, the resolution names it
    if (concerned === undefined && isAsked) throw new TreatyError('CONCERNED_NOT_NAMED', { resolution: on });
    // R-178 a party or an institution of the treaty is concerned, and nobody else
    if (concerned !== undefined && !isInTreaty(concerned, setting))
      throw new TreatyError('CONCERNED_NOT_IN_TREATY', { member: concerned });
  },

  effect: () => ({ outcome: 'applied', events: [] }),
};
