// SPDX-License-Identifier: Apache-2.0
import { memberOf, TreatyError } from '../../protocol/index.ts';
import { one } from '../known.ts';
import { ruleFor } from '../rule.ts';
import { castVote, enterReceived } from './ballot.ts';
import { closeProposal } from './close.ts';
import { extendWindow } from './extend.ts';
import { makeProposal } from './make.ts';
import { requireOpen } from './open.ts';
import { reportCount } from './report.ts';

const withdrawProposal = ruleFor('WithdrawProposal', {
  power: 'credentials',
  needs: (act) => [one('Proposal', act.body.proposal)],
  decide(act, { known }) {
    const { proposal: id, reason } = act.body;
    const proposal = requireOpen(id, act, known);
    // R-45 a proposal is withdrawn by the member that moved it
    if (memberOf(act.by) !== memberOf(proposal.mover)) {
      throw new TreatyError('PROPOSAL_NOT_YOURS', { proposal: id, mover: proposal.mover, by: act.by });
    }
    return [{ type: 'ProposalWithdrawn', proposal: id, ...(reason === undefined ? {} : { reason }) }];
  },
});

/** The rules on proposals and ballots. */
export const PROPOSAL_RULES = [
  makeProposal,
  castVote,
  enterReceived,
  reportCount,
  extendWindow,
  withdrawProposal,
  closeProposal,
] as const;
