// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  deadline,
  TreatyError,
  type ActOf,
  type Duration,
  type Instant,
  type Proposal,
} from '../../protocol/index.ts';
import { ruleFor, type Case } from '../rule.ts';
import { changesUntil } from './effective.ts';
import { frozenProfile, openNeeds, requireMayClose, requireOpen } from './open.ts';
import { examine, hasSwung, recountNeeds, votersOf, type Examined } from './recount.ts';
import { reportNeeds, requireCountNotBegun } from './tellers.ts';

/** What the rule says of a late swing, and until when it would extend the window. */
interface Swing {
  readonly within: Duration;
  readonly until: Instant;
}

/** How a late swing would extend a window; undefined where the rule knows none, or it has been extended for one. */
function swingOf({ rule, votingUntil, extensions = [] }: Proposal, { profile }: Case): Swing | undefined {
  const { lateSwing } = rule;
  if (lateSwing === undefined || extensions.some(({ ground }) => ground === 'lateSwing')) return undefined;
  const { within, extension } = lateSwing;
  return { within, until: deadline(votingUntil, extension, profile.clock.seat) };
}

/** Whether a late swing still asks for an extension, so that nobody may close before it. */
export function isSwingUnanswered(proposal: Proposal, examined: Examined, at: Case): boolean {
  const swing = swingOf(proposal, at);
  if (swing === undefined || compareInstants(at.context.now, swing.until) >= 0) return false;
  return hasSwung(proposal, examined, swing.within);
}

function untilAfterSwing(proposal: Proposal, at: Case): Instant {
  const swing = swingOf(proposal, at);
  // R-91 the window is extended once, where the votes of its last part have turned the outcome
  if (swing === undefined || !hasSwung(proposal, examine(proposal, at.known), swing.within))
    throw new TreatyError('WINDOW_NOT_SWUNG', { proposal: proposal.id });
  return swing.until;
}

type Outage = Extract<ActOf<'ExtendWindow'>['body']['ground'], { type: 'outage' }>;

function untilAfterOutage(proposal: Proposal, { party }: Outage, at: Case, act: ActOf<'ExtendWindow'>): Instant {
  const { depositary } = at.treaty;
  // R-92 the depositary finds that an outage has kept a party from voting, as often as the profile allows
  if (act.by !== depositary) throw new TreatyError('NOT_THE_DEPOSITARY', { depositary, by: act.by });
  if (!votersOf(proposal).includes(party))
    throw new TreatyError('BALLOT_NOT_ENTITLED', {
      member: party,
      proposal: proposal.id,
      electorate: proposal.electorate,
    });
  const { outage } = frozenProfile(proposal, at.known);
  const before = (proposal.extensions ?? []).filter(({ ground }) => ground === 'outage').length;
  if (outage === undefined || before >= outage.most)
    throw new TreatyError('WINDOW_NOT_EXTENDABLE', { proposal: proposal.id, most: outage?.most ?? 0 });
  return deadline(proposal.votingUntil, outage.extension, at.profile.clock.seat);
}

/** Extends the window of a proposal, after a late swing or an outage. */
export const extendWindow = ruleFor('ExtendWindow', {
  power: 'credentials',
  needs({ body: { proposal } }, known) {
    return [...openNeeds(proposal, known), ...recountNeeds(proposal, known), ...reportNeeds(proposal, known)];
  },
  decide(act, at) {
    const { proposal: id, ground } = act.body;
    const { now } = at.context;
    const proposal = requireOpen(id, act, at.known);
    requireMayClose(proposal, act, at);
    requireCountNotBegun(proposal, at.known);
    const until =
      ground.type === 'lateSwing' ? untilAfterSwing(proposal, at) : untilAfterOutage(proposal, ground, at, act);
    // R-93 a window that would have ended by now is not opened again
    if (compareInstants(until, now) <= 0) throw new TreatyError('WINDOW_PAST_EXTENSION', { proposal: id, until, now });
    const because = ground.type === 'outage' ? { party: ground.party, reason: ground.reason } : {};
    // R-177 changes last until the decision takes effect, and that is later where the window is longer
    const changes = changesUntil(proposal, until, at.profile.clock.seat);
    const later = changes === undefined ? {} : { changesUntil: changes };
    return [{ type: 'WindowExtended', proposal: id, ground: ground.type, ...because, until, ...later }];
  },
});
