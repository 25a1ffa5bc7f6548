// SPDX-License-Identifier: Apache-2.0
import {
  countOf,
  examine,
  examinedReportNeeds,
  isSecret,
  missing,
  openNeeds,
  recountNeeds,
  reportsUntil,
  type Known,
} from '../domain/index.ts';
import { Store, type TransactionContext } from '../ledger/index.ts';
import { StandingQuestion, TreatyError, type Proposal, type ProposalStanding, type Tally } from '../protocol/index.ts';
import { TreatyContract } from './contract.ts';
import type { Office } from './pipeline.ts';
import { gather } from './gather.ts';
import { answer, asked } from './question.ts';

/** Acts on proposals and the ballots on them, and the question how one stands. */
export const proposalContract = (office: Office) =>
  class extends TreatyContract {
    constructor() {
      super('proposal', office);
    }

    makeProposal(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'MakeProposal', act);
    }

    castVote(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'CastVote', act);
    }

    withdrawProposal(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'WithdrawProposal', act);
    }

    extendWindow(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'ExtendWindow', act);
    }

    enterReceived(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'EnterReceived', act);
    }

    closeProposal(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'CloseProposal', act);
    }

    reportCount(ctx: TransactionContext, act: string): Promise<string> {
      return this.record(ctx, 'ReportCount', act);
    }

    /** A proposal, its ballots, the count so far and what is still missing for adoption. */
    standing(ctx: TransactionContext, question: string): Promise<string> {
      return standing(ctx, question);
    }
  };

/** What a secret ballot has further: the reports of its tellers, until when they may report, and ballots that do not count. */
function reported(proposal: Proposal, setAside: Tally['ignored'], known: Known): Partial<ProposalStanding> {
  if (!isSecret(proposal)) return {};
  const reports = [...known.all('CountReport', proposal.id)];
  return { reports, reportsUntil: reportsUntil(proposal, known), setAside };
}

async function standing(ctx: TransactionContext, question: string): Promise<string> {
  const { treaty, proposal: id } = asked(StandingQuestion, question);
  const known = await gather(new Store(ctx.stub, treaty), (facts) => [
    ...openNeeds(id, facts),
    ...recountNeeds(id, facts),
    ...examinedReportNeeds(id, facts),
  ]);
  const proposal = known.record('Proposal', id);
  if (proposal === undefined) throw new TreatyError('PROPOSAL_UNKNOWN', { proposal: id });
  const examined = examine(proposal, known);
  const found: ProposalStanding = {
    proposal,
    ballots: [...known.all('Ballot', id)],
    count: countOf(proposal, examined, known),
    missing: missing(proposal, examined),
    ...reported(proposal, examined.ignored, known),
  };
  return answer(found);
}
