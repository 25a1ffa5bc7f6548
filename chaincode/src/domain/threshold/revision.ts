// SPDX-License-Identifier: Apache-2.0
import {
  compareAmounts,
  compareInstants,
  deriveId,
  sha256Hex,
  TreatyError,
  utf8,
  VersionId,
  type Instant,
  type Profile,
  type ProposalId,
  type Subject,
  type ThresholdId,
  type ThresholdRule,
  type ThresholdVersion,
} from '../../protocol/index.ts';
import { one } from '../known.ts';
import { effectiveFrom } from '../proposal/effective.ts';
import { notStated } from '../proposal/not-stated.ts';
import type { SubjectRule } from '../proposal/subject.ts';

type Revision = Extract<Subject, { type: 'thresholdRevision' }>;

/** The version that a proposal would make: its id derives from the proposal's, so that everybody knows it beforehand. */
function versionOf(proposal: ProposalId, threshold: ThresholdId): VersionId {
  return VersionId.parse(deriveId('T', sha256Hex(utf8(`${proposal} ${threshold}`))));
}

/** The profile's rule on a threshold; undefined where it has none. */
function ruleIn({ thresholds }: Profile, threshold: ThresholdId): ThresholdRule | undefined {
  return thresholds.find(({ id }) => id === threshold);
}

type Way = NonNullable<ThresholdRule['revision']>;

function requireDue({ threshold }: Revision, { notBefore: from }: Way, now: Instant): void {
  // R-180 a threshold is not revised before the day that the profile names
  if (from !== undefined && compareInstants(now, from) < 0)
    throw new TreatyError('THRESHOLD_REVISION_TOO_EARLY', { threshold, from, now });
}

function requireFirst({ threshold }: Revision, { direction }: Way): void {
  // R-48 what may only be lowered is not set either: no value stands to be lowered
  if (direction === 'downOnly') throw new TreatyError('THRESHOLD_NOTHING_TO_LOWER', { threshold });
}

function requireChange(
  { threshold, value, method: { name, version: edition } }: Revision,
  { value: present, method }: ThresholdVersion,
  { direction }: Way,
): void {
  // R-44 a proposal changes something
  if (present === value && method.name === name && method.version === edition)
    throw new TreatyError('PROPOSAL_CHANGES_NOTHING', { threshold });
  // R-48 a threshold that may only be lowered is not raised
  if (direction === 'downOnly' && compareAmounts(value, present) > 0)
    throw new TreatyError('THRESHOLD_ONLY_DOWN', { threshold, present, value });
}

/** The revision of a threshold, value and counting method together. */
export const revision: SubjectRule<Revision> = {
  procedure: ({ threshold }, profile) => ruleIn(profile, threshold)?.revision,

  missing: ({ threshold }, profile) =>
    ruleIn(profile, threshold) === undefined
      ? new TreatyError('THRESHOLD_UNKNOWN', { threshold })
      : notStated(`threshold ${threshold}`),

  needs({ threshold }, known) {
    const latest = known.find('Threshold', threshold)?.latest;
    return [one('Threshold', threshold), ...(latest === undefined ? [] : [one('ThresholdVersion', threshold, latest)])];
  },

  makes: (proposal, { threshold }) => [one('ThresholdVersion', threshold, versionOf(proposal, threshold))],

  require(subject, { known, profile, now }) {
    const { threshold, base } = subject;
    const record = known.record('Threshold', threshold);
    const way = ruleIn(profile, threshold)?.revision;
    if (record === undefined || way === undefined) throw new TreatyError('THRESHOLD_UNKNOWN', { threshold });
    const { latest } = record;
    // R-43 a revision starts from the latest version
    if (latest !== base) {
      throw new TreatyError('THRESHOLD_BASE_STALE', { threshold, base: base ?? 'none', latest: latest ?? 'none' });
    }
    const version = latest === undefined ? undefined : known.record('ThresholdVersion', threshold, latest);
    requireDue(subject, way, now);
    if (version === undefined) requireFirst(subject, way);
    else requireChange(subject, version, way);
  },

  effect({ threshold, base, value, method }, proposal, { known, profile, now }, objectors) {
    const latest = known.record('Threshold', threshold)?.latest;
    // R-64 a proposal whose base version has been superseded does not take effect
    if (latest !== base) return { outcome: 'overtaken' };
    const inForceFrom = effectiveFrom(proposal, now, profile.clock.seat);
    const former = base === undefined ? undefined : known.record('ThresholdVersion', threshold, base);
    // R-65 versions take effect in the order in which they supersede each other
    if (base !== undefined && (former === undefined || compareInstants(inForceFrom, former.inForceFrom) < 0)) {
      return { outcome: 'failed', why: 'it would take effect before the version that it supersedes' };
    }
    const version = versionOf(proposal.id, threshold);
    // R-46 ids are short, so somebody could search for two proposals whose versions have one id: the second fails
    if (known.record('ThresholdVersion', threshold, version) !== undefined) {
      return { outcome: 'failed', why: 'a version of this id exists' };
    }
    const revised = {
      ...{ threshold, version, value, method, inForceFrom, proposal: proposal.id },
      ...(base === undefined ? {} : { supersedes: base }),
      // R-67 where the rule so provides, a change accepted in silence does not bind those who objected
      ...(objectors.length === 0 ? {} : { objectors: [...objectors] }),
    };
    return { outcome: 'applied', events: [{ type: 'ThresholdRevised', ...revised }] };
  },
};
