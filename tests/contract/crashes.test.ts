// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { PositiveDuration, TreatyError, type Ballot, type ProposalId } from '../../chaincode/src/protocol/index.ts';
import type { Receipt, TreatyClient } from '../../gateway/src/treaty-client.ts';
import { FabricRig, FIRST_START } from '../support/fabric-rig.ts';
import { Members, PROFILE } from '../support/members.ts';

const HOSTS = ['XA', 'XB', 'XC'] as const;
const STATES = HOSTS.flatMap((organisation) =>
  Array.from({ length: 8 }, (_, index) => ({ id: `${organisation}${String(index + 1)}`, organisation })),
);

/** Submits the same bytes until they are acknowledged, as a delegate would who is told that the ledger is unavailable. */
async function persistently(client: TreatyClient, bytes: Uint8Array): Promise<Receipt> {
  const deadline = Date.now() + 90_000;
  for (;;) {
    try {
      return await client.submit(bytes);
    } catch (error) {
      if (!(error instanceof TreatyError) || error.kind !== 'unavailable' || Date.now() > deadline) throw error;
    }
    await sleep(300);
  }
}

describe('a vote on a Fabric network of which parts are killed', function () {
  this.timeout(180_000);
  let rig: FabricRig;
  let members: Members;

  before(async function () {
    this.timeout(FIRST_START);
    rig = await FabricRig.start(33_000);
    members = new Members(rig, 'crashes', STATES);
    // All heads are registered at once, on a host that has just started a network: that takes longer than the tests' two seconds.
    await members.begin({ ...PROFILE, clock: { ...PROFILE.clock, behindBy: PositiveDuration.parse('PT30S') } });
  });

  after(() => rig.close());

  /** All members vote while something happens; answers with the acknowledgements. */
  async function voteDuring(proposal: ProposalId, happening: () => Promise<void>): Promise<Map<string, Receipt>> {
    const acknowledged = new Map<string, Receipt>();
    const byHost = HOSTS.map(async (host) => {
      for (const { id, organisation } of STATES) {
        if (organisation !== host) continue;
        const bytes = members.bytes(`${id}/head`, 'CastVote', { proposal, choice: 'yes' });
        acknowledged.set(id, await persistently(await members.client(id), bytes));
      }
    });
    const inMidVote = async () => {
      while (acknowledged.size < 4) await sleep(20);
      expect(acknowledged.size).to.be.lessThan(STATES.length - 4);
      await happening();
    };
    await Promise.all([...byHost, inMidVote()]);
    return acknowledged;
  }

  /** Every acknowledged ballot stands once, on every peer, in the transaction that was acknowledged; the count is theirs. */
  async function requireAll(proposal: ProposalId, acknowledged: Map<string, Receipt>): Promise<void> {
    const expected = [...acknowledged].map(([member, { tx }]) => ({ member, tx })).sort(byMember);
    expect(expected.map(({ member }) => member)).to.deep.equal(STATES.map(({ id }) => id).sort());
    const last = [...acknowledged.values()].reduce(
      (most, { block }) => (BigInt(block) > most ? BigInt(block) : most),
      0n,
    );
    for (const reader of [...HOSTS, 'AISI-XA', 'AISI-XB', 'SEC']) {
      const standing = await (await members.client(reader)).proposal(proposal);
      const found = standing.ballots.map(({ member, changed }: Ballot) => ({ member, tx: changed.tx })).sort(byMember);
      expect(found, `${reader}, which has seen block ${String(last)}`).to.deep.equal(expected);
    }
    const cast = new Map<string, number>();
    for await (const { envelope } of (await members.client('XC')).watch({ signal: AbortSignal.timeout(60_000) })) {
      for (const event of envelope.events) {
        if (event.type === 'VoteCast' && event.proposal === proposal)
          cast.set(event.member, (cast.get(event.member) ?? 0) + 1);
      }
      if (cast.size === STATES.length) break;
    }
    expect([...cast.values()].every((times) => times === 1)).to.equal(true);
    await members.act('SEC/depositary', 'CloseProposal', { proposal });
    const { count } = await (await members.client('AISI-XB')).proposal(proposal);
    expect(count.tally).to.deep.equal({ yes: STATES.length, no: 0, abstain: 0, silent: 0 });
  }

  it('loses no ballot, and counts none twice, when a peer is killed and started again', async () => {
    const proposal = await members.propose('early', '1');
    const peer = rig.fabric.node('peer.XB');
    const acknowledged = await voteDuring(proposal, async () => {
      await peer.kill('SIGKILL');
      await sleep(1500);
      await peer.start();
    });
    await requireAll(proposal, acknowledged);
  });

  it('loses none when a chaincode process is killed, which its peer starts again', async () => {
    const proposal = await members.propose('early', '2');
    const acknowledged = await voteDuring(proposal, async () => {
      await rig.fabric.chaincodeProcess('XA').kill('SIGKILL');
      await sleep(700);
      await rig.fabric.chaincodeProcess('AISI-XA').kill('SIGKILL');
    });
    await requireAll(proposal, acknowledged);
  });

  it('loses none when the leader of the ordering nodes is killed', async () => {
    const proposal = await members.propose('early', '3');
    const leader = await rig.fabric.leader();
    const acknowledged = await voteDuring(proposal, () => rig.fabric.node(leader).kill('SIGKILL'));
    await requireAll(proposal, acknowledged);
    expect(await rig.fabric.leader()).not.to.equal(leader);
    await rig.fabric.node(leader).start();
  });
});

function byMember(left: { member: string }, right: { member: string }): number {
  return left.member < right.member ? -1 : 1;
}
