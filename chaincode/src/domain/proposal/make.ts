// SPDX-License-Identifier: Apache-2.0
import {
  canonicalBytes,
  compareInstants,
  deriveId,
  Digest,
  FIRST_STEP,
  memberOf,
  ProposalId,
  requireJson,
  sha256Hex,
  TreatyError,
  type DecisionRule,
  type MemberId,
  type OrganId,
  type Procedure,
  type StepId,
  type Subject,
} from '../../protocol/index.ts';
import { one, type Known } from '../known.ts';
import { MEMBERSHIP_NEEDS, membersOf, organOf } from '../organ/membership.ts';
import { ruleFor, type Case } from '../rule.ts';
import { requireParty, requireRights } from './open.ts';
import { opened } from './opening.ts';
import { requireOperating } from './operating.ts';
import { ruleOn } from './subject.ts';

function proposalIdOf(digest: Digest): ProposalId {
  return ProposalId.parse(deriveId('P', digest));
}

/** A subject without the number that an amendment gives its text. */
function unnumbered(subject: Subject): Record<string, unknown> {
  if (subject.type !== 'profileAmendment') return { ...subject };
  const { version: _, ...profile } = subject.profile;
  return { ...subject, profile };
}

/** The digest of what a proposal would change, whatever version it starts from or makes, and whenever it would begin. */
export function textOf(subject: Subject): Digest {
  const { base: _, from: __, ...text } = unnumbered(subject);
  requireJson(text);
  return Digest.parse(sha256Hex(canonicalBytes(text)));
}

/** A proposal begins at the first step, or at another one that may open. */
function requireStep({ rule, steps = [] }: Procedure, asked: StepId = FIRST_STEP): { id: StepId; rule: DecisionRule } {
  if (asked === FIRST_STEP) return { id: FIRST_STEP, rule };
  const step = steps.find(({ id }) => id === asked);
  // R-49 only a step that may open is where a proposal begins
  if (step?.mayOpen !== true) throw new TreatyError('STEP_UNKNOWN', { step: asked });
  return step;
}

function requireUnrestrained(subject: Subject, known: Known, { context }: Case): void {
  const restrained = known.record('RestrainedText', textOf(subject));
  // R-50 a text that was not carried is not moved again before its time
  if (restrained !== undefined && compareInstants(context.now, restrained.until) <= 0)
    throw new TreatyError('PROPOSAL_RESTRAINED', { proposal: restrained.proposal, until: restrained.until });
}

/** Refuses who may not move; a state that is no party, or has no rights now, is told so. */
function requireMover(member: MemberId, organ: OrganId, { known, treaty, profile, context: { now } }: Case): void {
  if (membersOf(organOf(profile, organ), profile, known, now).includes(member)) return;
  requireParty(member, known, treaty, now);
  requireRights(member, known, now);
  // R-41 a proposal is moved by a member of the organ that the profile names
  throw new TreatyError('ORGAN_NOT_MEMBER', { member, organ });
}

/** A member of the organ that may move a subject puts it to the organ that decides; rule and electorate are frozen now. */
export const makeProposal = ruleFor('MakeProposal', {
  power: 'credentials',
  needs: ({ by, body: { subject } }, known, digest) => [
    one('Proposal', proposalIdOf(digest)),
    one('RestrainedText', textOf(subject)),
    one('Suspension', memberOf(by)),
    ...MEMBERSHIP_NEEDS,
    ...ruleOn(subject).needs(known),
  ],
  decide(act, at) {
    const { known, context, treaty, profile } = at;
    const { now } = context;
    const { title, subject, explanation, step: asked } = act.body;
    const rule = ruleOn(subject);
    const procedure = rule.procedure(profile);
    // R-47 what the profile gives no procedure for cannot be proposed
    if (procedure === undefined) throw rule.missing(profile);
    requireOperating(now, at);
    const member = memberOf(act.by);
    requireMover(member, procedure.movers, at);
    const step = requireStep(procedure, asked);
    rule.require({ known, treaty, profile, now });
    requireUnrestrained(subject, known, at);
    const id = proposalIdOf(context.digest);
    const { concerned } = rule;
    const way = { rule: step.rule, step: step.id, effectiveAfter: procedure.effectiveAfter };
    const opening = { id, title, subject, explanation, concerned, mover: act.by, ...way };
    const made = opened(opening, profile, known, now);
    // R-46 ids are short, so somebody could search for two acts with one id: the second is refused
    if (known.record('Proposal', id) !== undefined) throw new TreatyError('PROPOSAL_EXISTS', { proposal: id });
    return [step.id === FIRST_STEP ? made : { ...made, step: step.id }];
  },
});
