// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  memberOf,
  TreatyError,
  type ActId,
  type Instant,
  type MemberId,
  type Proposal,
} from '../../protocol/index.ts';
import { standing } from '../evolution.ts';
import { one, type Known } from '../known.ts';
import { ruleFor } from '../rule.ts';
import { openNeeds, requireOpen, requireParty, requireRights, requireUnderProfile } from './open.ts';
import { closesAfter, examine, recountNeeds } from './recount.ts';
import { isSecret, miscount, reportsUntil, tellersOf, type SecretProposal } from './tellers.ts';

function requireTeller(member: MemberId, proposal: Proposal): void {
  const tellers = tellersOf(proposal);
  // R-96 a teller reports, after the voting and within the time of the rule, and a correction names what it corrects
  if (!tellers.includes(member)) throw new TreatyError('REPORT_NOT_TELLER', { member, proposal: proposal.id, tellers });
}

function requireTime(proposal: SecretProposal, known: Known, now: Instant): void {
  const { id } = proposal;
  const [from, until] = [closesAfter(proposal), reportsUntil(proposal, known)];
  // R-96 a report comes after the voting and within the time of the rule, the last instant included
  if (compareInstants(now, from) <= 0) throw new TreatyError('REPORT_TOO_EARLY', { proposal: id, until: from, now });
  if (compareInstants(now, until) > 0) throw new TreatyError('REPORT_TOO_LATE', { proposal: id, until, now });
}

function requireSuccession(supersedes: ActId | undefined, standing: ActId | undefined): void {
  // R-96 a correction names the report that it corrects
  if (supersedes !== standing) throw new TreatyError('REPORT_SUPERSEDES_OTHER', { expected: standing ?? 'none' });
}

/** A teller of a secret ballot reports what its papers come to, or corrects its report. */
export const reportCount = ruleFor('ReportCount', {
  power: 'credentials',
  needs({ by, body: { proposal } }, known) {
    const member = memberOf(by);
    const own = [one('CountReport', proposal, member), one('Suspension', member)];
    return [...openNeeds(proposal, known), ...recountNeeds(proposal, known), ...own];
  },
  decide(act, at) {
    const { known, treaty, context, key } = at;
    const { proposal: id, counts, missing, supersedes } = act.body;
    const teller = memberOf(act.by);
    const proposal = requireOpen(id, act, known);
    // R-94 where voting is open nobody counts papers
    if (!isSecret(proposal)) throw new TreatyError('PROPOSAL_NOT_SECRET', { proposal: id });
    requireUnderProfile(proposal, at);
    requireTeller(teller, proposal);
    requireParty(teller, known, treaty, context.now);
    requireRights(teller, known, context.now);
    requireTime(proposal, known, context.now);
    requireSuccession(supersedes, known.record('CountReport', id, teller)?.report);
    const wrong = miscount(act.body, proposal, examine(proposal, known));
    if (wrong !== undefined) throw wrong;
    const report = { proposal: id, teller, counts, missing, sealedBy: key };
    return [{ type: 'CountReported', ...report, ...(supersedes === undefined ? {} : { supersedes }) }];
  },
  notBefore(act, { known }) {
    return closesAfter(standing(known.record('Proposal', act.body.proposal)));
  },
});
