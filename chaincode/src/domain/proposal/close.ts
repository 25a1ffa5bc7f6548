// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  deadline,
  earliest,
  FIRST_STEP,
  StepId,
  TreatyError,
  type DecisionRule,
  type Instant,
  type MemberId,
  type Procedure,
  type Profile,
  type Proposal,
  type Tally,
  type TreatyEvent,
} from '../../protocol/index.ts';
import { standing } from '../evolution.ts';
import { one, type Known, type Need } from '../known.ts';
import { MEMBERSHIP_NEEDS, membersOf, organOf } from '../organ/membership.ts';
import { ruleFor, type Case } from '../rule.ts';
import { UNDER_NEW_RULE } from '../treaty/amendment.ts';
import { isSwingUnanswered } from './extend.ts';
import { textOf } from './make.ts';
import { fateOf, frozenProfile, openNeeds, requireMayClose, requireOpen, type OpenProposal } from './open.ts';
import { opened, successorOf, tellersFor } from './opening.ts';
import { isSuspendedAt, requireOperating } from './operating.ts';
import { countOf } from './count.ts';
import { CARRIED, closesAfter, examine, isFinal, recountNeeds, type Examined } from './recount.ts';
import { ruleOn } from './subject.ts';
import { examinedReportNeeds, isSecret, reportsUntil, requireAgreed } from './tellers.ts';

/** The step at which a proposal begins anew after an amendment. */
const ANEW = StepId.parse('anew');

const UNCOUNTED = 'too few tellers have reported the same count in time';

/** The records that the end of a proposal may read besides its ballots: its subject's, and those of a proposal that follows it. */
function endNeeds(id: Proposal['id'], known: Known): readonly Need[] {
  const proposal = known.find('Proposal', id);
  if (proposal === undefined) return [];
  const subject = ruleOn(proposal.subject);
  const { success, failure } = proposal.rule.then ?? {};
  const steps = [success, failure, UNDER_NEW_RULE, ANEW].flatMap((step) => step ?? []);
  const successors = steps.map((step) => one('Proposal', successorOf(id, step)));
  return [...subject.needs(known), ...subject.makes(id), ...successors, ...MEMBERSHIP_NEEDS];
}

/** Whether a proposal may be closed inside its window: the rule allows it, and no ballot can be added or changed any more. */
function isSettled(proposal: Proposal, examined: Examined): boolean {
  return proposal.rule.earlyClose === true && isFinal(proposal, examined);
}

function isOver(proposal: Proposal, now: Instant): boolean {
  return compareInstants(now, closesAfter(proposal)) > 0;
}

/** The deadline after which a close comes: the end of the voting, and once it is over that of the tellers' time. */
function deadlineOf(proposal: Proposal, { known, context: { now } }: Case): Instant {
  const end = closesAfter(proposal);
  if (!isSecret(proposal)) return end;
  const until = reportsUntil(proposal, known);
  return compareInstants(now, until) > 0 ? until : end;
}

function requireClosable(proposal: Proposal, examined: Examined, at: Case): void {
  const { id } = proposal;
  const { now } = at.context;
  // R-61 a close comes after the window, or when no ballot can be added or changed and the rule allows it
  if (!isOver(proposal, now) && !isSettled(proposal, examined)) {
    throw new TreatyError('PROPOSAL_CLOSE_TOO_EARLY', { proposal: id, until: closesAfter(proposal), now });
  }
  // R-66 a close is not dated before a ballot that it counts
  const later = examined.votes.find(({ cast }) => compareInstants(now, cast) < 0);
  if (later !== undefined) {
    const record = `Ballot/${id}/${later.member}`;
    throw new TreatyError('TIME_RUNS_BACKWARDS', { record, changedAt: later.cast, now });
  }
  // R-91 nobody closes before a late swing has had its extension
  if (isSwingUnanswered(proposal, examined, at)) throw new TreatyError('WINDOW_SWUNG', { proposal: id });
  if (isSecret(proposal)) requireAgreed(proposal, examined, at.known, now);
}

/** By which procedure and profile a matter goes on, and whom its steps have left unbound. */
interface Way {
  readonly procedure: Procedure;
  readonly profile: Profile;
  readonly objectors?: readonly MemberId[] | undefined;
}

/** Why nobody could decide under a rule, or count, as things stand. */
function lackUnder(
  rule: DecisionRule,
  concerned: MemberId | undefined,
  profile: Profile,
  { known, context: { now } }: Case,
): string | undefined {
  // R-42 nobody decides where there is nobody
  if (membersOf(organOf(profile, rule.organ), profile, known, now).length === 0)
    return `the organ of the next step, ${rule.organ}, has no members`;
  const { lack } = tellersFor(rule, concerned, profile, known, now);
  // R-95 nothing is put to a secret vote that too few could count
  return lack === undefined ? undefined : 'the secret ballot of the next step has too few tellers';
}

/** The proposal that follows at a step, or why none can. */
function following(
  proposal: Proposal,
  step: StepId,
  { procedure, profile, objectors = [] }: Way,
  at: Case,
): { readonly made: TreatyEvent & { type: 'ProposalMade' } } | { readonly why: string } {
  const { title, subject, explanation, mover } = proposal;
  const { known } = at;
  const id = successorOf(proposal.id, step);
  // R-46 ids are short: one that is taken opens nothing
  if (known.record('Proposal', id) !== undefined) return { why: 'a proposal of the id of the next step exists' };
  const own = step === UNDER_NEW_RULE || step === ANEW ? FIRST_STEP : step;
  const rule = procedure.steps?.find((candidate) => candidate.id === own)?.rule ?? procedure.rule;
  const { concerned } = ruleOn(subject);
  const why = lackUnder(rule, concerned, profile, at);
  if (why !== undefined) return { why };
  const way = { rule, step: own, effectiveAfter: procedure.effectiveAfter };
  const opening = { id, title, subject, explanation, ...way, concerned, mover, preceding: proposal.id, objectors };
  // A rule that is not in force yet decides on itself, and everything else stays as under the version in force.
  const under = step === UNDER_NEW_RULE ? { profile: proposal.profile } : {};
  return { made: { ...opened(opening, profile, known, at.context.now), ...under, step } };
}

interface Ended {
  readonly proposal: Proposal['id'];
  readonly tally: Tally;
}

/** Ends a proposal whose step leads to another one, and opens that. */
function passOn(proposal: Proposal, step: StepId, ended: Ended, isCarried: boolean, way: Way, at: Case): TreatyEvent[] {
  // R-68 a step that leads to another one has no effect of its own but to open that
  const next = following(proposal, step, way, at);
  if ('why' in next) return [{ type: 'ProposalFailed', ...ended, why: next.why }];
  const { proposal: succeededBy } = next.made;
  return [{ type: isCarried ? 'ProposalAdopted' : 'ProposalRejected', ...ended, succeededBy }, next.made];
}

/** Who has objected, in this step or in one before, under a rule that leaves objectors unbound; each once. */
function unboundBy({ rule, objectors = [] }: Proposal, { votes }: Examined): MemberId[] {
  const now = rule.bindsObjectors === false ? votes.filter(({ choice }) => choice === 'object') : [];
  return [...new Set([...objectors, ...now.map(({ member }) => member)])];
}

function takeEffect(proposal: Proposal, ended: Ended, examined: Examined, at: Case): TreatyEvent[] {
  const { known, treaty, context } = at;
  const profile = frozenProfile(proposal, known);
  const setting = { known, treaty, profile, now: context.now };
  const effect = ruleOn(proposal.subject).effect(proposal, setting, unboundBy(proposal, examined));
  switch (effect.outcome) {
    case 'applied':
      // R-63 the effect is applied in the same transaction
      return [{ type: 'ProposalAdopted', ...ended }, ...effect.events];
    case 'overtaken':
      return [{ type: 'ProposalOvertaken', ...ended }];
    case 'failed':
      return [{ type: 'ProposalFailed', ...ended, why: effect.why }];
    case 'referred':
      return passOn(proposal, UNDER_NEW_RULE, ended, true, { procedure: effect.to, profile: effect.under }, at);
  }
}

/** A proposal that was not carried ends, and its text rests for a while where the rule says so. */
function fail(proposal: Proposal, ended: Ended, { context, profile }: Case): TreatyEvent[] {
  const { restrain } = proposal.rule;
  const rejected: TreatyEvent = { type: 'ProposalRejected', ...ended };
  if (restrain === undefined) return [rejected];
  const until = deadline(context.now, restrain, profile.clock.seat);
  // R-50 a text that was not carried is not moved again before its time
  return [rejected, { type: 'TextRestrained', digest: textOf(proposal.subject), until, proposal: proposal.id }];
}

/** What was carried cannot come about where the treaty did not operate: nobody could vote against it, or answer a vote. */
function wasSuspended(proposal: Proposal, at: Case): boolean {
  return isSuspendedAt(earliest(at.context.now, closesAfter(proposal)), at);
}

/** Opens the step to which the end of one leads. */
function goOn(
  proposal: Proposal,
  step: StepId,
  ended: Ended,
  isCarried: boolean,
  examined: Examined,
  at: Case,
): TreatyEvent[] {
  const profile = frozenProfile(proposal, at.known);
  // R-67 an objection to what was accepted in silence stands in the steps that follow; one that has blocked it has done its work
  const objectors = isCarried ? unboundBy(proposal, examined) : proposal.objectors;
  const way = { procedure: standing(ruleOn(proposal.subject).procedure(profile)), profile, objectors };
  return passOn(proposal, step, ended, isCarried, way, at);
}

function settle(proposal: OpenProposal, examined: Examined, at: Case): TreatyEvent[] {
  const tally = countOf(proposal, examined, at.known);
  const ended = { proposal: proposal.id, tally };
  // R-99 a secret ballot on whose count the tellers have not agreed in time decides nothing
  if (tally.result === 'uncounted') return [{ type: 'ProposalFailed', ...ended, why: UNCOUNTED }];
  const isCarried = CARRIED.has(tally.result);
  const step = proposal.rule.then?.[isCarried ? 'success' : 'failure'];
  if (isCarried || step !== undefined) requireOperating(at.context.now, at);
  // R-175 nobody could vote against it, or answer a vote, at the end of its window, changes of votes included
  if (isCarried && wasSuspended(proposal, at))
    return [{ type: 'ProposalFailed', ...ended, why: 'the treaty was suspended when the window ended' }];
  if (step !== undefined) return goOn(proposal, step, ended, isCarried, examined, at);
  return isCarried ? takeEffect(proposal, ended, examined, at) : fail(proposal, ended, at);
}

/** What the former profile says becomes of a proposal that an amendment has overtaken. */
function endUnderAmendment(proposal: OpenProposal, fate: 'withdraw' | 'restart', at: Case): TreatyEvent[] {
  // R-58 an amendment ends the votes under the former profile where that profile says so
  const reason = 'The profile was amended.';
  const withdrawn = { type: 'ProposalWithdrawn' as const, proposal: proposal.id, reason };
  const procedure = fate === 'restart' ? ruleOn(proposal.subject).procedure(at.profile) : undefined;
  if (procedure === undefined) return [withdrawn];
  requireOperating(at.context.now, at);
  const next = following(proposal, ANEW, { procedure, profile: at.profile }, at);
  return 'why' in next ? [withdrawn] : [{ ...withdrawn, succeededBy: next.made.proposal }, next.made];
}

/** Ends a proposal: counts its ballots anew and applies what was decided, or opens the step that follows. */
export const closeProposal = ruleFor('CloseProposal', {
  power: 'credentials',
  needs({ body: { proposal } }, known) {
    const counted = [...recountNeeds(proposal, known), ...examinedReportNeeds(proposal, known)];
    return [...openNeeds(proposal, known), ...counted, ...endNeeds(proposal, known)];
  },
  decide(act, at) {
    const proposal = requireOpen(act.body.proposal, act, at.known);
    requireMayClose(proposal, act, at);
    const fate = fateOf(proposal, at);
    if (fate !== 'continue') return endUnderAmendment(proposal, fate, at);
    // R-62 a close counts anew from the ballots and checks every seal
    const examined = examine(proposal, at.known);
    requireClosable(proposal, examined, at);
    return settle(proposal, examined, at);
  },
  notBefore(act, at) {
    const proposal = at.known.record('Proposal', act.body.proposal);
    // A close inside the window rests on the ballots, or on an amendment, not on any clock.
    const isByClock = proposal !== undefined && isOver(proposal, at.context.now) && fateOf(proposal, at) === 'continue';
    return isByClock ? deadlineOf(proposal, at) : undefined;
  },
});
