// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { Proposal, ProposalStanding, Threshold, ThresholdVersion } from '../../../chaincode/src/protocol/index.ts';
import { atDesk, type Desk, type Receipt } from './desk.ts';

const LOWERED = `1${'0'.repeat(25)}`;

interface InForce {
  readonly threshold: Threshold;
  readonly inForce: ThresholdVersion;
}

async function propose(desk: Desk, threshold = 'early', value = '1e25'): Promise<string> {
  const line = `threshold propose ${threshold} ${value} --method fp16@2 --as AISI-XA/head --title`;
  return (await desk.json<{ proposal: string }>(line, `Set ${threshold} to ${value}`)).proposal;
}

async function close(desk: Desk, proposal: string): Promise<string> {
  const line = `proposal close ${proposal} --as XB/head`;
  for (;;) {
    const { stdout, refusal } = await desk.run(line);
    if (refusal?.code !== 'CLOCK_NOT_YET' && refusal?.code !== 'PROPOSAL_CLOSE_TOO_EARLY')
      return refusal?.code ?? stdout;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describe('depositary threshold and depositary proposal', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await atDesk();
  });
  afterEach(() => {
    desk.remove();
  });

  describe('threshold propose', () => {
    it('starts from the latest version, and tells the id and until when voting lasts', async () => {
      const line = 'threshold propose early 2.5e25 --method fp16@2 --as AISI-XA/head --title "Lower it"';
      const { stdout, stderr } = await desk.run(line, '--explanation', 'Models are\nmore capable.');
      const proposal = /^P-\w{10}/.exec(stdout)?.[0] ?? '';
      expect(stdout).to.match(
        /^P-\w{10} is proposed, "Lower it": that the threshold early be 2\.5e25 by fp16@2; voting from .* UTC until \d+ \w+ \d{4}, 00:00 UTC\.\n/,
      );
      const place = desk.place.join(' ');
      expect(stderr).to.equal(
        `Next:\n  npx depositary proposal show ${proposal} ${place}\n  npx depositary vote ${proposal} yes --as XA/head ${place}\n`,
      );
    });

    it('answers with the proposal, its window and its electorate', async () => {
      const { inForce } = await desk.json<InForce>('threshold show early');
      const line = 'threshold propose early 1e25 --method fp16@2 --as AISI-XA/head --title Lower';
      const told = await desk.json<Receipt & Record<string, unknown>>(line);
      expect(told.events).to.have.length(1);
      const [event] = told.events;
      if (event?.type !== 'ProposalMade') throw new Error('No proposal was made.');
      const { proposal, votingFrom, votingUntil, electorate, subject } = event;
      const stated = [told.proposal, told.votingFrom, told.votingUntil, told.electorate];
      expect(stated).to.deep.equal([proposal, votingFrom, votingUntil, electorate]);
      expect(electorate).to.deep.equal(['XA', 'XB']);
      expect(subject).to.deep.equal({
        ...{ type: 'thresholdRevision', threshold: 'early', base: inForce.version, value: LOWERED },
        method: { name: 'fp16', version: '2' },
      });
    });

    it('refuses with a code', async () => {
      const rest = '--as AISI-XA/head --title Lower';
      for (const value of ['1.5', '1e41', '1e', 'much', '1_000']) {
        await desk.refuses(`threshold propose early ${value} --method fp16@2 ${rest}`, 'AMOUNT_INVALID', {
          text: value,
        });
      }
      for (const method of ['fp16', 'fp16@', '@2', 'fp16@2@3', 'FP16@2']) {
        const line = `threshold propose early 1e25 --method ${method} ${rest}`;
        await desk.refuses(line, 'OPTION_INVALID', { option: '--method' });
      }
      await desk.refuses(`threshold propose late 1e25 --method fp16@2 ${rest}`, 'THRESHOLD_UNKNOWN');
      await desk.refuses(`threshold propose LATE 1e25 --method fp16@2 ${rest}`, 'OPTION_INVALID', {
        option: 'THRESHOLD',
      });
      await desk.refuses(
        `threshold propose early 1e26 --method total-operations@1 ${rest}`,
        'PROPOSAL_CHANGES_NOTHING',
      );
      await desk.refuses('threshold propose early 1e25 --method fp16@2 --title x --as XA/head', 'ORGAN_NOT_MEMBER');
      await desk.refuses(
        'threshold propose early 1e25 --method fp16@2 --title " x" --as AISI-XA/head',
        'ACT_MALFORMED',
      );
    });
  });

  describe('threshold show and history', () => {
    it('show one or all, now or at an instant', async () => {
      const words = await desk.flat('threshold show early');
      expect(words)
        .to.include('threshold early: Training compute, early in force 1e26 FLOP (1000')
        .and.to.include('counted by total-operations@1 since ');
      expect(words).to.include(', by the opening of the treaty version T-');
      const all = await desk.json<{ thresholds: InForce[] }>('threshold show');
      expect(all.thresholds.map(({ threshold }) => threshold.id)).to.deep.equal(['brief', 'early']);
      expect(await desk.words('threshold show'))
        .to.include('brief')
        .and.to.include('early');
      const at = '2090-01-01T00:00:00Z';
      const later = await desk.json<InForce & { at: string }>(`threshold show early --at ${at}`);
      expect([later.at, later.inForce]).to.deep.equal([at, all.thresholds[1]?.inForce]);
    });

    it('refuse with a code', async () => {
      await desk.refuses('threshold show late', 'THRESHOLD_UNKNOWN', { threshold: 'late' });
      await desk.refuses('threshold show early --at 2000-01-01T00:00:00Z', 'THRESHOLD_NOT_YET');
      await desk.refuses('threshold show early --at 1.1.2027', 'OPTION_INVALID', { option: '--at' });
      await desk.refuses('threshold history late', 'THRESHOLD_UNKNOWN');
      await desk.refuses('threshold show --treaty nowhere', 'TREATY_UNKNOWN');
    });
  });

  it('carry a vote from the proposal to the threshold in force', async () => {
    const id = await propose(desk);
    expect(await desk.flat('proposal list --status open')).to.match(
      new RegExp(`^${id} open Set early to 1e25 moved by AISI-XA/head; voting from .* \\(ends in 14 days`),
    );
    const first = await desk.run(`proposal show ${id} --as XB/head`);
    expect(first.stderr).to.equal(`Next:\n  npx depositary vote ${id} yes --as XB/head ${desk.place.join(' ')}\n`);
    expect(first.stdout).to.match(/missing +2 yes votes from among XA, XB\n/);
    expect(first.stdout).to.include('XA  -  has not voted');
    expect(first.stdout).to.match(
      /change +threshold early\n +from 1e26 FLOP, counted by total-operations@1 \(T-\w{10}\)\n +to {3}1e25 FLOP/,
    );

    await desk.words(`vote ${id} yes --as XA/delegate-1`);
    await desk.refuses(`proposal close ${id} --as XB/head`, 'PROPOSAL_CLOSE_TOO_EARLY', { proposal: id });
    await desk.words(`vote ${id} yes --as XB/head --explanation`, 'We agree.\nIt is time.');
    const standing = await desk.json<ProposalStanding>(`proposal show ${id}`);
    expect(Object.keys(standing)).to.deep.equal(['v', 'proposal', 'ballots', 'count', 'missing']);
    expect([standing.count.tally, standing.missing]).to.deep.equal([
      { yes: 2, no: 0, abstain: 0, silent: 0 },
      { forQuorum: 0, support: 0, silent: [] },
    ]);
    const voted = await desk.run(`proposal show ${id} --as AISI-XA/head`);
    expect(voted.stderr).to.include(`depositary proposal close ${id} --as XA/head`);
    expect(voted.stdout).to.match(/XB {2}yes {2}.* UTC, by XB\/head\n {8}We agree\.\n {8}It is time\.\n/);
    expect(voted.stdout).to.match(/missing +no vote: those cast carry it\n/);

    const { stdout, stderr } = await desk.run(`proposal close ${id} --as XB/head`);
    expect(stdout).to.match(
      new RegExp(
        `^${id} is adopted, 2 yes, 0 no, .* of 2 entitled\\.\nThe threshold early is 1e25 by fp16@2 from .*, by ${id}\\.\n`,
      ),
    );
    expect(stderr).to.include(`depositary proposal show ${id}`);
    const ended = await desk.flat(`proposal show ${id}`);
    expect(ended).to.match(/closed .*, by XB\/head votes 2 yes, 0 no/);
    expect(ended).not.to.include('missing');
    await desk.refuses(`vote ${id} no --as XA/head`, 'PROPOSAL_NOT_OPEN', { status: 'adopted' });

    const { versions } = await desk.json<{ versions: (ThresholdVersion & { origin?: object })[] }>(
      'threshold history early',
    );
    expect(versions.map(({ value }) => value)).to.deep.equal([`1${'0'.repeat(26)}`, LOWERED]);
    expect(versions.map(({ origin }) => origin)).to.deep.equal([
      undefined,
      { id, title: 'Set early to 1e25', mover: 'AISI-XA/head', opened: standing.proposal.opened.at },
    ]);
    expect(await desk.flat('threshold history early')).to.match(
      new RegExp(`established with the treaty act .* proposed by AISI-XA as ${id} on .*: Set early to 1e25 act `),
    );
    expect(await desk.flat('threshold show early')).to.include(`, by ${id} version `);
  }).timeout(30_000);

  it('let a mover withdraw, and nobody else', async () => {
    const id = await propose(desk);
    await desk.refuses(`proposal withdraw ${id} --as XA/head`, 'PROPOSAL_NOT_YOURS', { mover: 'AISI-XA/head' });
    const words = await desk.words(`proposal withdraw ${id} --as AISI-XA/head --reason`, 'The figures were wrong.');
    expect(words).to.match(new RegExp(`^${id} is withdrawn: The figures were wrong\\.\n`));
    expect(await desk.flat(`proposal show ${id}`)).to.match(/withdrawn \d.* UTC: The figures were wrong\. votes/);
    const other = await propose(desk);
    await desk.words(`proposal withdraw ${other} --as AISI-XA/head`);
    expect(await desk.flat(`proposal show ${other}`)).to.match(/withdrawn \d+ \w+ \d{4}, [\d:]+ UTC votes/);
  });

  it('say where nothing has been proposed yet', async () => {
    expect(await desk.words('proposal list')).to.equal('There is no such proposal.\n');
    expect((await desk.json<{ proposals: Proposal[] }>('proposal list --status open')).proposals).to.deep.equal([]);
  });

  it('list by status, the oldest first', async () => {
    const ids = async (line: string): Promise<string[]> =>
      (await desk.json<{ proposals: Proposal[] }>(line)).proposals.map(({ id }) => id);
    const [one, two] = [await propose(desk), await propose(desk, 'early', '2e25')];
    await desk.words(`proposal withdraw ${one} --as AISI-XA/head`);
    expect(await ids('proposal list')).to.deep.equal([one, two]);
    expect(await ids('proposal list --status open')).to.deep.equal([two]);
    expect(await ids('proposal list --status withdrawn')).to.deep.equal([one]);
    expect(await ids('proposal list --status adopted')).to.deep.equal([]);
  });

  it('tell that a window is over, and how a rejected and a stale proposal ended', async () => {
    const lost = await propose(desk, 'brief');
    await desk.words(`vote ${lost} no --as XA/head`);
    const left = 'it cannot be adopted by the votes that are left, unless one is changed';
    expect(await desk.flat(`proposal show ${lost}`)).to.include(left);
    const [won, late] = [await propose(desk, 'early'), await propose(desk, 'early', '2e25')];
    for (const id of [won, late]) {
      for (const state of ['XA', 'XB']) await desk.words(`vote ${id} yes --as ${state}/head`);
    }
    expect(await close(desk, won)).to.include(' is adopted');
    expect(await close(desk, late)).to.include('since the version that it would change has been superseded');
    expect(await desk.flat(`proposal show ${late}`)).to.include(
      '; without effect: the version that it would change had',
    );
    const waiting = await waited(desk, lost);
    expect(waiting.stdout.replace(/\s+/g, ' ')).to.include('(over: it waits for its close)');
    expect(waiting.stderr).to.include(`depositary proposal close ${lost} --as XA/head`);
    expect(await close(desk, lost)).to.match(
      new RegExp(`^${lost} is rejected, 0 yes, 1 no, 0 abstentions, 1 silent, of 2`),
    );
    expect(await desk.flat(`proposal show ${lost}`)).to.match(/closed .*, by XB\/head votes 0 yes, 1 no/);
  }).timeout(30_000);

  it('tell that a vote may be changed where the rule allows it', async () => {
    const id = await propose(desk, 'brief');
    for (const state of ['XA', 'XB']) await desk.run(`vote ${id} yes --as ${state}/head`);
    const { stderr, stdout } = await desk.run(`proposal show ${id} --as XB/head`);
    // Under load the window may have passed.
    expect(stderr).to.match(/vote P-\w+ yes --as XB\/head --change|proposal close P-\w+ --as XB\/head/);
    expect(stdout.replace(/\s+/g, ' ')).to.include('A vote may be changed until the close');
  });

  it('refuse with a code', async () => {
    await desk.refuses('proposal show P-0000000000', 'PROPOSAL_UNKNOWN', { proposal: 'P-0000000000' });
    await desk.refuses('proposal show P-1', 'OPTION_INVALID', { option: 'PROPOSAL' });
    await desk.refuses('proposal withdraw P-0000000000 --as AISI-XA/head', 'PROPOSAL_UNKNOWN');
    await desk.refuses('proposal close P-0000000000 --as XA/head', 'PROPOSAL_UNKNOWN');
    await desk.refuses('proposal list --treaty nowhere', 'TREATY_UNKNOWN');
    await desk.refuses('vote P-0000000000 yes', 'OFFICE_NOT_NAMED');
  });
});

async function waited(desk: Desk, id: string): Promise<{ stdout: string; stderr: string }> {
  for (;;) {
    const shown = await desk.run(`proposal show ${id}`);
    if (shown.stdout.includes('(over')) return shown;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
