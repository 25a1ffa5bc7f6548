// SPDX-License-Identifier: Apache-2.0
import { countOf, examine, missing, one, recountNeeds } from '../domain/index.ts';
import { Store, type TransactionContext } from '../ledger/index.ts';
import { StandingQuestion, TreatyError, type ProposalStanding } from '../protocol/index.ts';
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

    /** A proposal, its ballots, the count so far and what is still missing for adoption. */
    standing(ctx: TransactionContext, question: string): Promise<string> {
      return standing(ctx, question);
    }
  };

async function standing(ctx: TransactionContext, question: string): Promise<string> {
  const { treaty, proposal: id } = asked(StandingQuestion, question);
  const known = await gather(new Store(ctx.stub, treaty), (facts) => [one('Proposal', id), ...recountNeeds(id, facts)]);
  const proposal = known.record('Proposal', id);
  if (proposal === undefined) throw new TreatyError('PROPOSAL_UNKNOWN', { proposal: id });
  const examined = examine(proposal, known);
  const found: ProposalStanding = {
    proposal,
    ballots: [...known.all('Ballot', id)],
    count: countOf(proposal, examined),
    missing: missing(proposal, examined),
  };
  return answer(found);
}
