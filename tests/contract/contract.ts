// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  Amount,
  Dossier,
  MemberId,
  ModelId,
  ThresholdId,
  TRANSACTIONS,
  type Delivered,
  type ProposalId,
} from '../../chaincode/src/protocol/index.ts';
import type { TreatyClient } from '../../gateway/src/treaty-client.ts';
import { keyOf, Members } from '../support/members.ts';
import { expectRefusal } from '../support/refusals.ts';
import type { Rig } from '../support/rig.ts';
import { badInput } from './bad-input.ts';
import { secretBallots } from './secret-ballots.ts';

const BRIEF = ThresholdId.parse('brief');
const EARLY = ThresholdId.parse('early');

async function until(instant: string, extra: number): Promise<void> {
  const left = Date.parse(instant) + extra - Date.now();
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
}

/** What every ledger must do: the same tests on the embedded one and on a real network. */
export function contractOf(
  name: string,
  start: () => Promise<Rig>,
  patience: number,
  besides: () => void = () => undefined,
): void {
  describe(`a treaty on ${name}`, function () {
    this.timeout(60_000);
    let ledger: Rig;

    before(async function () {
      this.timeout(patience);
      ledger = await start();
    });

    after(() => ledger.close());

    badInput(() => ledger, 'bad-input');
    secretBallots(() => ledger);
    besides();

    describe('carries a proposal', () => {
      let members: Members;
      let xc: TreatyClient;
      let proposal: ProposalId;

      before(async () => {
        members = new Members(ledger, 'carried');
        await members.begin();
        xc = await members.client('XC');
      });

      it('from its making to a new threshold, read back from the peer of another party', async () => {
        const former = await xc.thresholdInForce(EARLY);
        proposal = await members.propose('early');
        await members.vote('XA', proposal, 'yes');
        const half = await xc.proposal(proposal);
        expect(half.missing).to.deep.equal({ forQuorum: 0, support: 1, silent: ['XB', 'XC'] });
        await members.vote('XB', proposal, 'yes');
        const explanation = 'We ask for a year.';
        await members.act('XC/head', 'CastVote', { proposal, choice: 'no', explanation });
        const closed = await members.act('XA/head', 'CloseProposal', { proposal });
        expect(closed.envelope?.events.map(({ type }) => type)).to.deep.equal(['ProposalAdopted', 'ThresholdRevised']);
        const inForce = await xc.thresholdInForce(EARLY);
        expect(inForce).to.deep.include({
          value: `1${'0'.repeat(25)}`,
          method: { name: 'total-operations', version: '2' },
        });
        expect(inForce).to.deep.include({ supersedes: former.version, proposal });
        expect(await xc.thresholdInForce(EARLY, former.inForceFrom)).to.deep.equal(former);
        const { count, ballots } = await xc.proposal(proposal);
        expect(count.tally).to.deep.equal({ yes: 2, no: 1, abstain: 0, silent: 0 });
        expect(ballots.find(({ member }) => member === 'XC')?.explanation).to.equal(explanation);
      });

      it('and carries all that its close changed in one event, from which a reader knows the new threshold (DT18)', async () => {
        const changed: string[][] = [];
        for await (const { envelope } of xc.watch({ signal: AbortSignal.timeout(20_000) })) {
          if (envelope.type !== 'CloseProposal') continue;
          changed.push(envelope.events.map(({ type }) => type));
          break;
        }
        expect(changed).to.deep.equal([['ProposalAdopted', 'ThresholdRevised']]);
      });

      it('and refuses a vote, a withdrawal and a second close after it was closed', async () => {
        await expectRefusal(members.vote('XA', proposal, 'no'), 'PROPOSAL_NOT_OPEN', { status: 'adopted' });
        await expectRefusal(members.act('AISI-XA/head', 'WithdrawProposal', { proposal }), 'PROPOSAL_NOT_OPEN');
        await expectRefusal(members.act('XA/head', 'CloseProposal', { proposal }), 'PROPOSAL_NOT_OPEN');
      });

      it('and lists its records page by page', async () => {
        const ids: string[] = [];
        for await (const { id } of xc.records('Party')) ids.push(id);
        expect(ids).to.deep.equal(['XA', 'XB', 'XC']);
        const versions: string[] = [];
        for await (const { value } of xc.records('ThresholdVersion', 'early')) versions.push(value);
        expect(versions.toSorted()).to.deep.equal([`1${'0'.repeat(25)}`, `1${'0'.repeat(26)}`]);
      });

      it('and answers the same act, submitted again, with its first transaction (DT14)', async () => {
        const next = await members.propose('early', '7');
        const client = await members.client('XB');
        const bytes = members.bytes('XB/head', 'CastVote', { proposal: next, choice: 'abstain' });
        const first = await client.submit(bytes);
        const { tx, block } = first;
        expect(await client.submit(bytes)).to.deep.equal({ tx, block, status: 'alreadyRecorded' });
        await expectRefusal(members.vote('XB', next, 'yes'), 'BALLOT_ALREADY_CAST', { member: 'XB' });
        await members.act('AISI-XA/head', 'WithdrawProposal', { proposal: next, reason: 'A new figure is due.' });
        expect((await xc.record('Proposal', next)).status).to.equal('withdrawn');
      });

      it('and tells each event once, in order, and goes on after a checkpoint', async () => {
        const all: Delivered[] = [];
        const ending = new AbortController();
        for await (const delivered of xc.ledger.deliveries({ signal: ending.signal })) {
          all.push(delivered);
          if (delivered.payload.includes('"ProposalWithdrawn"')) break;
        }
        expect(new Set(all.map(({ tx }) => tx)).size).to.equal(all.length);
        const middle = all[Math.floor(all.length / 2)];
        if (middle === undefined) throw new Error('no events');
        const rest: string[] = [];
        for await (const delivered of xc.ledger.deliveries({ after: middle, signal: ending.signal })) {
          rest.push(delivered.tx);
          if (delivered.tx === all.at(-1)?.tx) break;
        }
        expect(rest).to.deep.equal(all.slice(Math.floor(all.length / 2) + 1).map(({ tx }) => tx));
        ending.abort();
      });
    });

    describe('keeps the order of votes and close', () => {
      let members: Members;

      beforeEach(async function () {
        members = new Members(ledger, `order-${String(Date.now())}`);
        await members.begin();
        this.timeout(60_000);
      });

      it('invalidates a vote that was endorsed before the close and is submitted after it (DT1)', async () => {
        const proposal = await members.propose('brief');
        await members.vote('XA', proposal, 'yes');
        await members.vote('XB', proposal, 'yes');
        const xc = await members.client('XC');
        const withheld = await xc.endorse(members.bytes('XC/head', 'CastVote', { proposal, choice: 'no' }));
        const { votingUntil } = (await xc.proposal(proposal)).proposal;
        await until(votingUntil, 2200);
        await members.act('XA/head', 'CloseProposal', { proposal });
        await expectRefusal(withheld.submit(), 'TRANSACTION_INVALIDATED', { validation: 'MVCC_READ_CONFLICT' });
        const { count, ballots, proposal: record } = await xc.proposal(proposal);
        expect(record.status).to.equal('adopted');
        expect(ballots.map(({ member }) => member)).to.deep.equal(['XA', 'XB']);
        expect(count.tally).to.deep.equal({ yes: 2, no: 0, abstain: 0, silent: 1 });
      });

      it('decides nothing by votes alone: two at once that carry a proposal leave it open until its close (DT2)', async () => {
        const proposal = await members.propose('early');
        await Promise.all([members.vote('XA', proposal, 'yes'), members.vote('XB', proposal, 'yes')]);
        const xc = await members.client('XC');
        const { proposal: open, count, missing } = await xc.proposal(proposal);
        expect([open.status, count.result, missing.support]).to.deep.equal(['open', 'adopted', 0]);
        await expectRefusal(members.act('XA/head', 'CloseProposal', { proposal }), 'PROPOSAL_CLOSE_TOO_EARLY');
        await members.vote('XC', proposal, 'no');
        await members.act('XA/head', 'CloseProposal', { proposal });
        expect((await xc.proposal(proposal)).proposal.status).to.equal('adopted');
      });

      it('keeps acts by author and number, so that nobody occupies the number of another (DT6)', async () => {
        const proposal = await members.propose('early');
        const own = members.draft('XB/head', 'CastVote', { proposal, choice: 'no' });
        const copied = members.bytes('XA/head', 'CastVote', { proposal, choice: 'yes' }, { id: own.id });
        await (await members.client('XA')).submit(copied);
        const { status } = await (
          await members.client('XB')
        ).submit(members.bytes('XB/head', 'CastVote', { proposal, choice: 'no' }, { id: own.id }));
        expect(status).to.equal('recorded');
        const { ballots } = await (await members.client('XC')).proposal(proposal);
        expect(ballots.map(({ member, ballot }) => [member, ballot === own.id])).to.deep.equal([
          ['XA', true],
          ['XB', true],
        ]);
      });

      it('invalidates a close that a ballot overtakes, and counts that ballot in the next', async () => {
        const proposal = await members.propose('brief');
        await members.vote('XA', proposal, 'yes');
        await members.vote('XB', proposal, 'yes');
        const xc = await members.client('XC');
        const late = await xc.endorse(members.bytes('XC/head', 'CastVote', { proposal, choice: 'no' }));
        const { votingUntil } = (await xc.proposal(proposal)).proposal;
        await until(votingUntil, 2200);
        const close = await (
          await members.client('XA')
        ).endorse(members.bytes('XA/head', 'CloseProposal', { proposal }));
        await late.submit();
        await expectRefusal(close.submit(), 'TRANSACTION_INVALIDATED', { validation: 'PHANTOM_READ_CONFLICT' });
        await members.act('XB/head', 'CloseProposal', { proposal });
        expect((await xc.proposal(proposal)).count.tally).to.deep.equal({ yes: 2, no: 1, abstain: 0, silent: 0 });
      });

      it('lets a member change its vote by naming the ballot that it replaces', async () => {
        const proposal = await members.propose('brief');
        await members.vote('XA', proposal, 'yes');
        await expectRefusal(members.vote('XA', proposal, 'no'), 'BALLOT_SUPERSEDES_OTHER');
        const xa = await members.client('XA');
        const [standing] = (await xa.proposal(proposal)).ballots;
        await members.act('XA/head', 'CastVote', { proposal, choice: 'no', supersedes: standing?.ballot });
        expect((await xa.proposal(proposal)).count.tally).to.deep.equal({ yes: 0, no: 1, abstain: 0, silent: 2 });
      });

      it('refuses a vote after the window, and a close by a client whose clock runs ahead', async () => {
        const proposal = await members.propose('brief');
        const { votingUntil } = (await (await members.client('XA')).proposal(proposal)).proposal;
        await until(votingUntil, -2500);
        const close = new TextDecoder().decode(members.bytes('XA/head', 'CloseProposal', { proposal }));
        await expectRefusal(
          ledger.endorseDated('XA', TRANSACTIONS.CloseProposal, close, Date.now() + 4000),
          'CLOCK_NOT_YET',
        );
        await until(votingUntil, 100);
        await expectRefusal(members.vote('XB', proposal, 'yes'), 'BALLOT_WINDOW_CLOSED', { proposal });
        await expectRefusal(members.act('XA/head', 'CloseProposal', { proposal }), 'CLOCK_NOT_YET');
        await until(votingUntil, 2200);
        await members.act('XA/head', 'CloseProposal', { proposal });
        expect((await (await members.client('XB')).proposal(proposal)).proposal.status).to.equal('rejected');
        expect((await (await members.client('XB')).thresholdInForce(BRIEF)).supersedes).to.equal(undefined);
      });
    });

    describe('keeps models and their compute', () => {
      let members: Members;
      const model = ModelId.parse('AISI-XA/gpt-5');
      const method = { name: 'total-operations', version: '1' };
      const declare = (by: string, best: string) =>
        members.act(by, 'DeclareCompute', { model, phase: 'total', best: Amount.parse(best), method, evidence: [] });

      before(async () => {
        members = new Members(ledger, 'models');
        await members.begin();
        const jurisdictions = [{ state: MemberId.parse('XB'), basis: 'territory' as const }];
        const dossier = Dossier.parse({
          ...{ name: 'GPT-5', developers: ['OpenAI'], stage: 'planned', jurisdictions, lineage: [], versions: [] },
          openWeights: 'no',
        });
        await members.act('AISI-XA/head', 'RegisterModel', { slug: 'gpt-5', dossier });
      });

      it('sees that two figures declared at once exclude each other, and reads them back from another peer', async () => {
        const receipts = await Promise.all([
          declare('AISI-XA/head', `6${'0'.repeat(25)}`),
          declare('XB/head', `1${'0'.repeat(26)}`),
        ]);
        const types = receipts.flatMap(({ envelope }) => envelope?.events.map(({ type }) => type) ?? []);
        expect(types.sort()).to.deep.equal(['ComputeDeclared', 'ComputeDeclared', 'DiscrepancyOpened']);
        const xc = await members.client('XC');
        const declarers: string[] = [];
        for await (const figure of xc.records('ComputeDeclaration', model)) declarers.push(figure.declarer);
        expect(declarers.sort()).to.deep.equal(['AISI-XA', 'XB']);
        for await (const discrepancy of xc.records('Discrepancy', model))
          expect([discrepancy.status, discrepancy.declarers]).to.deep.equal(['open', ['AISI-XA', 'XB']]);
      });

      it('refuses a figure of a state in whose jurisdiction the model does not lie', async () => {
        await expectRefusal(declare('XA/head', '5'), 'COMPUTE_DECLARER_FOREIGN');
      });
    });

    describe('keeps the keys of offices', () => {
      let members: Members;

      before(async () => {
        members = new Members(ledger, 'keys');
        await members.begin();
      });

      it('replaces a lost key after a wait, during which the present key may object', async () => {
        const recover = (key: string) => {
          const body = { key: keyOf(key).key, reason: 'The key file burnt with the embassy.' };
          return members.bytes('XB/head', 'RecoverKey', body, {}, keyOf(key));
        };
        const admin = await members.client('XB', 'admin');
        await admin.submit(recover('XB/thief'));
        await members.act('XB/head', 'ObjectToKey', { reason: 'The key is not lost.' });
        const { envelope } = await admin.submit(recover('XB/new'));
        const requested = envelope?.events.find((event) => event.type === 'KeyReplacementRequested');
        await until(requested?.from ?? '', 100);
        const proposal = await members.propose('early');
        await expectRefusal(members.vote('XB', proposal, 'yes'), 'SEAL_NOT_BY_OFFICE');
        const xb = await members.client('XB');
        await xb.submit(members.bytes('XB/head', 'CastVote', { proposal, choice: 'yes' }, {}, keyOf('XB/new')));
        expect((await xb.proposal(proposal)).ballots.map(({ sealedBy }) => sealedBy)).to.deep.equal([
          keyOf('XB/new').key,
        ]);
      });
    });
  });
}
