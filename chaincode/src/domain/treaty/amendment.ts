// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  StepId,
  TreatyError,
  type Procedure,
  type Profile,
  type Subject,
  type ThresholdRule,
  type TreatyEvent,
} from '../../protocol/index.ts';
import { one } from '../known.ts';
import { MEMBERSHIP_NEEDS, membershipIn } from '../organ/membership.ts';
import { requireWorkable } from '../profile/lint.ts';
import { effectiveFrom } from '../proposal/effective.ts';
import { notStated } from '../proposal/not-stated.ts';
import type { Setting, SubjectRule } from '../proposal/subject.ts';
import { establishedBy } from '../threshold/establish.ts';
import { latestVersion, profileOf } from './profile-at.ts';
import { newWay, same, wayOf } from './way-of-amendment.ts';

type Amendment = Extract<Subject, { type: 'profileAmendment' }>;

/** Why an amendment does not come about that would be the last. */
const LOCKED_OUT = 'is dropped: the treaty could never be amended again';

function valueOf({ value, method }: Partial<ThresholdRule>): object {
  return { value: value ?? null, method: method ?? null };
}

/** An amendment may add a threshold; it neither drops nor restates one that stands, nor the figure of one that once was dropped. */
function requireThresholdsKept(next: Profile, base: Profile, { known }: Setting): void {
  const dropped = base.thresholds.find(({ id }) => !next.thresholds.some((threshold) => threshold.id === id));
  // R-87 a threshold on the record keeps its place in the profile
  if (dropped !== undefined) throw new TreatyError('AMENDMENT_DROPS_THRESHOLD', { threshold: dropped.id });
  for (const threshold of next.thresholds) {
    const isNew = known.record('Threshold', threshold.id) === undefined;
    const former = base.thresholds.find(({ id }) => id === threshold.id) ?? (isNew ? threshold : {});
    // R-87 a threshold that stands changes by its own revision only
    if (!same(valueOf(former), valueOf(threshold)))
      throw new TreatyError('AMENDMENT_SETS_THRESHOLD', { threshold: threshold.id });
  }
}

function requireAmendable({ amendment: way }: Profile): void {
  // R-88 no amendment locks out every further one
  if (way === undefined) throw new TreatyError('PROFILE_UNWORKABLE', { field: 'amendment', problem: LOCKED_OUT });
}

/** The step at which the new rule confirms its own adoption. */
export const UNDER_NEW_RULE = StepId.parse('under-new-rule');

/** The amendment of the profile: adopted under the rule in force, and under the rule that it brings where that is another. */
export const amendment: SubjectRule<Amendment> = {
  procedure: (_, profile) => wayOf(profile),
  missing: () => notStated('amendment'),
  needs: ({ profile }) => [
    one('Profile', profile.version),
    ...profile.thresholds.map(({ id }) => one('Threshold', id)),
    ...MEMBERSHIP_NEEDS,
  ],

  require({ base, profile: next }, setting) {
    const { known, treaty, profile } = setting;
    // R-43 an amendment starts from the latest version
    if (base !== latestVersion(treaty))
      throw new TreatyError('PROFILE_BASE_STALE', { base, latest: latestVersion(treaty) });
    // R-86 a version means one text of one treaty
    if (next.id !== profile.id || known.record('Profile', next.version) !== undefined)
      throw new TreatyError('PROFILE_VERSION_TAKEN', { id: next.id, version: next.version });
    requireAmendable(next);
    requireThresholdsKept(next, profileOf(known, base), setting);
    requireWorkable(next, membershipIn(known));
  },

  effect({ base, profile: next }, proposal, { known, treaty, profile, now }) {
    // R-64 a proposal whose base version has been superseded does not take effect
    if (base !== latestVersion(treaty)) return { outcome: 'overtaken' };
    if (known.record('Profile', next.version) !== undefined)
      return { outcome: 'failed', why: 'a version of this number exists' };
    if (next.amendment === undefined) return { outcome: 'failed', why: `amendment ${LOCKED_OUT}` };
    const isConfirmed = proposal.step === UNDER_NEW_RULE;
    // R-88 an amendment that changes how amendments are made, or by whom, is adopted under both rules, the old one first
    const way = isConfirmed ? undefined : newWay(profile, next);
    if (way !== undefined) return { outcome: 'referred', to: confirmation(way), under: next };
    const from = effectiveFrom(proposal, now, profile.clock.seat);
    if (treaty.next !== undefined && compareInstants(from, treaty.next.from) < 0)
      return { outcome: 'failed', why: 'it would take effect before the version that it supersedes' };
    const { version } = next;
    const added = next.thresholds.filter(({ id }) => known.record('Threshold', id) === undefined);
    const events: TreatyEvent[] = [
      { type: 'ProfileAdopted', version, profile: next },
      { type: 'ProfileAmended', version, supersedes: base, from, proposal: proposal.id },
      ...added.map((threshold) => establishedBy(proposal.id, threshold, from)),
    ];
    return { outcome: 'applied', events };
  },
};

/** The new way as one step, which leads nowhere further. */
function confirmation({ movers, rule: { then: _, ...rule }, effectiveAfter }: Procedure): Procedure {
  return { movers, rule, effectiveAfter };
}
