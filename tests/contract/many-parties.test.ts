// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { PositiveDuration, type ProposalId } from '../../chaincode/src/protocol/index.ts';
import { FabricRig, FIRST_START } from '../support/fabric-rig.ts';
import { Members, PROFILE } from '../support/members.ts';

const HOSTS = ['XA', 'XB', 'XC', 'AISI-XA', 'AISI-XB', 'SEC'];
const STATES = Array.from({ length: 200 }, (_, index) => ({
  id: `S${String(index + 1)}`,
  organisation: HOSTS[index % HOSTS.length] ?? 'XA',
}));
/** How many transactions are under way at once: more would only wait in the peers. */
const AT_ONCE = 24;
/** All nodes share the cores of one host here, so that an act may wait longer than the two seconds of the other tests. */
const PATIENT = { ...PROFILE, clock: { ...PROFILE.clock, behindBy: PositiveDuration.parse('PT30S') } };

/** Does something for each item, some at a time. */
async function forAll<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = [...items];
  const hands = Array.from({ length: AT_ONCE }, async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  });
  await Promise.all(hands);
}

describe('a Fabric network that hosts many parties', function () {
  this.timeout(300_000);
  let rig: FabricRig;

  before(async function () {
    this.timeout(FIRST_START);
    rig = await FabricRig.start(35_000);
  });

  after(() => rig.close());

  it('takes the ballots of 200 parties, hosted on 6 organisations, in one window without a conflict, and counts all', async () => {
    const members = new Members(rig, 'many', STATES);
    await members.open(PATIENT);
    await forAll([...STATES.map(({ id }) => id), 'AISI-XA'], (member) => members.head(member));
    await forAll(STATES, ({ id }) => members.act(`${id}/head`, 'DepositInstrument', { kind: 'ratification' }));
    const proposal = await members.propose('early');
    await forAll(STATES, async ({ id }) => {
      const client = await members.client(id);
      const bytes = members.bytes(`${id}/head`, 'CastVote', { proposal, choice: 'yes' });
      // Endorsed and submitted once: a conflict would be told here, where a client proposes anew.
      await (await client.endorse(bytes)).submit();
    });
    await members.act('SEC/depositary', 'CloseProposal', { proposal });
    const { proposal: closed, count } = await (await members.client('S7')).proposal(proposal);
    expect(closed.status).to.equal('adopted');
    expect(count.tally).to.deep.equal({ yes: 200, no: 0, abstain: 0, silent: 0 });
    expect(count.ignored).to.deep.equal([]);
  });

  it('lets an open proposal go on over an upgrade of the chaincode', async () => {
    const members = new Members(rig, 'upgraded');
    await members.begin(PATIENT);
    const proposal: ProposalId = await members.propose('early');
    await members.vote('XA', proposal, 'yes');
    const { sequence } = await rig.upgrade('tests/contract/next-main.ts');
    expect(sequence).to.equal(2);
    await members.vote('XB', proposal, 'yes');
    await members.vote('XC', proposal, 'no');
    await members.act('XB/head', 'CloseProposal', { proposal });
    const { proposal: closed, count } = await (await members.client('XC')).proposal(proposal);
    expect([closed.status, count.tally]).to.deep.equal(['adopted', { yes: 2, no: 1, abstain: 0, silent: 0 }]);
  });
});
