// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  deadline,
  deriveId,
  Duration,
  sha256Hex,
  TreatyError,
  utf8,
  VersionId,
  type Instant,
  type Profile,
  type Proposal,
  type ProposalId,
  type Subject,
  type ThresholdId,
  type ThresholdRule,
  type TreatyEvent,
} from '../../protocol/index.ts';
import { one, type Known, type Need } from '../known.ts';

/** What a proposal would do once adopted: take effect, find its base overtaken, or fail for a reason. */
export type Effect =
  | { readonly outcome: 'applied'; readonly events: TreatyEvent[] }
  | { readonly outcome: 'overtaken' }
  | { readonly outcome: 'failed'; readonly why: string };

/** The records that a revision reads: the threshold and its latest version. */
export function revisionNeeds({ threshold }: Subject, known: Known): readonly Need[] {
  const latest = known.find('Threshold', threshold)?.latest;
  return [one('Threshold', threshold), ...(latest === undefined ? [] : [one('ThresholdVersion', threshold, latest)])];
}

/** The version that a proposal would make: its id derives from the proposal's, so that everybody knows it beforehand. */
function versionOf(proposal: ProposalId, threshold: ThresholdId): VersionId {
  return VersionId.parse(deriveId('T', sha256Hex(utf8(`${proposal} ${threshold}`))));
}

/** The record that adopting a revision would make: it must not exist yet. */
export function effectNeeds(proposal: ProposalId, { threshold }: Subject): readonly Need[] {
  return [one('ThresholdVersion', threshold, versionOf(proposal, threshold))];
}

/** The profile's rule on a threshold. */
export function thresholdRuleOf(profile: Profile, threshold: ThresholdId): ThresholdRule {
  const rule = profile.thresholds.find(({ id }) => id === threshold);
  if (rule === undefined) throw new TreatyError('THRESHOLD_UNKNOWN', { threshold });
  return rule;
}

/** A revision may be moved when it starts from the latest version and changes something. */
export function requireRevision(subject: Subject, known: Known): void {
  const { threshold, base, value, method } = subject;
  const latest = known.record('Threshold', threshold)?.latest;
  if (latest === undefined) throw new TreatyError('THRESHOLD_UNKNOWN', { threshold });
  // R-43 a revision starts from the latest version
  if (latest !== base) throw new TreatyError('THRESHOLD_BASE_STALE', { threshold, base, latest });
  const version = known.record('ThresholdVersion', threshold, latest);
  const same =
    version?.value === value && version.method.name === method.name && version.method.version === method.version;
  // R-44 a proposal changes something
  if (same) throw new TreatyError('PROPOSAL_CHANGES_NOTHING', { threshold });
}

/** What adopting a revision at an instant does. */
export function effectOf(proposal: Proposal, profile: Profile, known: Known, now: Instant): Effect {
  const { threshold, base, value, method } = proposal.subject;
  const latest = known.record('Threshold', threshold)?.latest;
  // R-64 a proposal whose base version has been superseded does not take effect
  if (latest !== base) return { outcome: 'overtaken' };
  const inForceFrom = deadline(now, Duration.parse(proposal.effectiveAfter), profile.clock.seat);
  const former = known.record('ThresholdVersion', threshold, base);
  // R-65 versions take effect in the order in which they supersede each other
  if (former === undefined || compareInstants(inForceFrom, former.inForceFrom) < 0) {
    return { outcome: 'failed', why: 'it would take effect before the version that it supersedes' };
  }
  const version = versionOf(proposal.id, threshold);
  // R-46 ids are short, so somebody could search for two proposals whose versions have one id: the second fails
  if (known.record('ThresholdVersion', threshold, version) !== undefined) {
    return { outcome: 'failed', why: 'a version of this id exists' };
  }
  const revised = { threshold, version, value, method, inForceFrom, supersedes: base, proposal: proposal.id };
  return { outcome: 'applied', events: [{ type: 'ThresholdRevised', ...revised }] };
}
