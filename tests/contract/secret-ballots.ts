// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { Digest, MemberId, Profile, type ProposalId } from '../../chaincode/src/protocol/index.ts';
import { Members, PROFILE } from '../support/members.ts';
import { expectRefusal } from '../support/refusals.ts';
import type { Rig } from '../support/rig.ts';

const TELLERS = { id: 'tellers', name: 'Tellers', composition: { members: ['SEC', 'AISI-XA'] } };
const SECRET = { tellers: 'tellers', agreeing: 2, within: 'PT1H' };

/** The treaty of the tests, in which the threshold with the brief window is revised in secret. */
const SECRETLY = Profile.parse({
  ...PROFILE,
  organs: [...PROFILE.organs, TELLERS],
  thresholds: PROFILE.thresholds.map((threshold) => {
    const { revision } = threshold;
    if (threshold.id !== 'brief' || revision === undefined) return threshold;
    return { ...threshold, revision: { ...revision, rule: { ...revision.rule, secret: SECRET } } };
  }),
});

/** The commitment to a paper, from its documented bytes. */
function commitmentTo(treaty: string, proposal: string, member: string, choice: string): Digest {
  const salt = createHash('sha256').update(`salt of ${member}`).digest('hex');
  const paper = `{"choice":"${choice}","member":"${member}","proposal":"${proposal}","salt":"${salt}","treaty":"${treaty}","type":"BallotPaper","v":1}`;
  return Digest.parse(createHash('sha256').update(paper).digest('hex'));
}

async function until(instant: string, extra: number): Promise<void> {
  const left = Date.parse(instant) + extra - Date.now();
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
}

/** What every ledger must do with ballots that it cannot read. */
export function secretBallots(ledger: () => Rig): void {
  describe('keeps a ballot secret', () => {
    let members: Members;
    let proposal: ProposalId;

    before(async () => {
      members = new Members(ledger(), 'secret');
      await members.begin(SECRETLY);
      proposal = await members.propose('brief');
    });

    const voteOf = (member: string, choice: string) => ({
      proposal,
      commitment: commitmentTo(members.treaty, proposal, member, choice),
    });
    const report = (teller: string, yes: number, no: number, missing: readonly string[] = []) =>
      members.act(`${teller}/head`, 'ReportCount', {
        ...{ proposal, counts: { yes, no, abstain: 0 } },
        missing: missing.map((member) => MemberId.parse(member)),
      });

    it('from commitments to a count on which its tellers agree', async () => {
      await expectRefusal(members.vote('XA', proposal, 'yes'), 'BALLOT_MUST_BE_SECRET', { proposal });
      await members.act('XA/head', 'CastVote', voteOf('XA', 'yes'));
      await members.act('XB/head', 'CastVote', voteOf('XB', 'yes'));
      const xc = await members.client('XC');
      const withheld = await xc.endorse(members.bytes('XC/head', 'CastVote', voteOf('XC', 'no')));
      const open = await xc.proposal(proposal);
      expect(open.ballots.map(({ member, choice }) => [member, choice])).to.deep.equal([
        ['XA', undefined],
        ['XB', undefined],
      ]);
      expect([open.count.result, open.count.tally, open.reports]).to.deep.equal(['uncounted', {}, []]);
      await expectRefusal(report('SEC', 2, 0), 'REPORT_TOO_EARLY');
      await until(open.proposal.votingUntil, 100);
      await expectRefusal(report('SEC', 2, 0), 'CLOCK_NOT_YET');
      await until(open.proposal.votingUntil, 2200);
      await report('SEC', 2, 0);
      // Without the range of reports that a ballot reads, this one would join after the count.
      await expectRefusal(withheld.submit(), 'TRANSACTION_INVALIDATED', { validation: 'PHANTOM_READ_CONFLICT' });
      await expectRefusal(members.act('XA/head', 'CloseProposal', { proposal }), 'COUNT_NOT_AGREED', {
        agreeing: 2,
      });
      await expectRefusal(report('AISI-XA', 2, 1), 'REPORT_COUNT_OFF', { reported: 3, ballots: 2 });
      await report('AISI-XA', 2, 0);
      const { envelope } = await members.act('XA/head', 'CloseProposal', { proposal });
      expect(envelope?.events.map(({ type }) => type)).to.deep.equal(['ProposalAdopted', 'ThresholdRevised']);
      const closed = await xc.proposal(proposal);
      expect(closed.count).to.deep.equal({
        ...{ result: 'adopted', entitled: 3, base: 3, tally: { yes: 2, no: 0, abstain: 0, silent: 1 } },
        ...{ ignored: [], tellers: ['AISI-XA', 'SEC'] },
      });
      expect('tally' in closed.proposal && closed.proposal.tally).to.deep.equal(closed.count);
    });
  });
}
