// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import type { ProposalStanding } from '../../../chaincode/src/protocol/index.ts';
import { Desk, OPENING, PROFILE, type Receipt } from './desk.ts';

const RULE = { organ: 'conference', polarity: 'adopt', ratio: { num: 2, den: 3 }, base: 'allMembers', window: 'P14D' };
const SECRET = { tellers: 'tellers', agreeing: 2, within: 'PT1H' };
const WAY = { movers: 'conference', effectiveAfter: 'PT0S' };
const RULES = {
  statement: { ...RULE, secret: SECRET },
  brief: { ...RULE, window: 'PT8S', revote: true, secret: SECRET, quorum: 3 },
  open: RULE,
};
const SECRETLY = {
  ...PROFILE,
  organs: [...PROFILE.organs, { id: 'tellers', name: 'Tellers', composition: { members: ['SEC', 'AISI-XA'] } }],
  resolutions: Object.entries(RULES).map(([id, rule]) => ({ id, name: `Resolution ${id}`, ...WAY, rule })),
};

interface Voted extends Receipt {
  readonly paper: string;
  readonly tellers: readonly string[];
}
interface Paper {
  readonly salt: string;
  readonly choice: string;
  readonly member: string;
}

const paperIn = (file: string): Paper => JSON.parse(readFileSync(file, 'utf8')) as Paper;
const digestOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('a secret ballot at the command line', () => {
  let desk: Desk;

  before(async function () {
    this.timeout(60_000);
    desk = new Desk();
    const opening = desk.file('opening.json', { ...OPENING, profile: SECRETLY });
    await desk.words(`treaty open ${opening} --as SEC/depositary`);
    for (const member of ['XA', 'XB', 'XC', 'AISI-XA', 'SEC'])
      await desk.words(`representative head --as ${member}/head --full-powers`);
    for (const state of ['XA', 'XB', 'XC']) await desk.words(`party deposit --kind ratification --as ${state}/head`);
  });
  after(() => {
    desk.remove();
  });

  const resolve = async (kind: keyof typeof RULES): Promise<string> => {
    const line = `proposal resolve ${kind} --title "A vote" --text "It is noted." --as XA/head`;
    return (await desk.json<Receipt & { proposal: string }>(line)).proposal;
  };
  /** Every word that a command says or keeps, but for the papers. */
  const kept = (): string =>
    readdirSync(desk.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('papers'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('\n');

  describe('vote', () => {
    it('makes the paper, keeps it where only its owner can read it, and puts its digest on the ledger', async () => {
      const proposal = await resolve('statement');
      const { stdout, stderr } = await desk.run(`vote ${proposal} no --as XA/head`);
      const file = /Its ballot paper is (\S+)\.\n/.exec(stdout)?.[1] ?? '';
      expect(stdout).to.match(new RegExp(`^XA has voted on ${proposal}, in secret\\.`));
      expect(stdout).to.match(/Hand a copy to each teller \(SEC, AISI-XA\) so that nobody else can read it, until \d/);
      expect(file).to.match(new RegExp(`^${join(desk.folder, 'papers', `${proposal}-XA-`)}[0-9a-f]{12}\\.json$`));
      expect(statSync(file).mode & 0o777).to.equal(0o600);
      const { salt, choice } = paperIn(file);
      expect(choice).to.equal('no');
      const standing = await desk.json<ProposalStanding>(`proposal show ${proposal}`);
      expect(standing.ballots.map(({ member, commitment }) => [member, commitment])).to.deep.equal([
        ['XA', digestOf(file)],
      ]);
      for (const text of [stdout, stderr, kept()]) expect(text).not.to.include(salt);
    });

    it('answers with the path, the tellers, and never the salt', async () => {
      const proposal = await resolve('statement');
      const file = desk.file('my-paper.json');
      const voted = await desk.json<Voted>(`vote ${proposal} yes --paper ${file} --as XB/head`);
      expect([voted.paper, voted.tellers]).to.deep.equal([file, ['SEC', 'AISI-XA']]);
      expect(JSON.stringify(voted)).not.to.include(paperIn(file).salt).and.not.to.include('yes');
      await desk.refuses(`vote ${proposal} yes --paper ${file} --as XC/head`, 'FILE_EXISTS', { file });
    });

    it('leaves no paper of an act that is refused, and tells what only the member could find out', async () => {
      const proposal = await resolve('statement');
      const file = desk.file('refused.json');
      await desk.refuses(`vote ${proposal} stop --paper ${file} --as XA/head`, 'BALLOT_WORD_FOREIGN', {
        choice: 'stop',
      });
      await desk.refuses(`vote ${proposal} yes --paper ${file} --as XA/head --explanation Why`, 'ACT_MALFORMED', {
        field: 'body.explanation',
      });
      await desk.refuses(`vote ${proposal} yes --paper ${file} --as AISI-XA/head`, 'BALLOT_NOT_ENTITLED');
      expect(readdirSync(desk.folder)).not.to.include('refused.json');
      await desk.refuses('vote P-0000000000 yes --as XA/head', 'PROPOSAL_UNKNOWN');
    });

    it('stays open where voting is open', async () => {
      const proposal = await resolve('open');
      const voted = await desk.json<Receipt>(`vote ${proposal} yes --as XA/head`);
      expect(voted.events[0]).to.deep.include({ type: 'VoteCast', choice: 'yes' });
      await desk.refuses(`proposal count ${proposal} --papers ${desk.folder} --as SEC/head`, 'PROPOSAL_NOT_SECRET');
    });
  });

  it('goes from the papers to a count on which the tellers agree', async function () {
    this.timeout(90_000);
    const proposal = await resolve('brief');
    const former = await desk.json<Voted>(`vote ${proposal} no --as XA/head`);
    const changed = await desk.json<Voted>(`vote ${proposal} yes --change --as XA/head`);
    const other = await desk.json<Voted>(`vote ${proposal} yes --as XB/head`);
    const out = desk.file('note-paper.json');
    const { commitment } = await desk.json<{ commitment: string }>(
      `proposal paper ${proposal} no --member XC --out ${out}`,
    );
    expect(commitment).to.equal(digestOf(out));
    const received = new Date().toISOString().replace('.000Z', 'Z');
    const note = `--received ${received} --note ${desk.file('note.txt', 'We commit.')} --as SEC/depositary`;
    expect(await desk.words(`proposal receive ${proposal} XC --commitment ${commitment} ${note}`)).to.match(
      /^XC votes in secret on P-\w+, by a note received/,
    );

    const open = await desk.run(`proposal show ${proposal} --as SEC/head`);
    const shown = open.stdout.replace(/\s+/g, ' ');
    expect(shown).to.include('Voting is secret: papers are counted by the members of the organ tellers, and the same');
    expect(shown).to.match(
      /votes not counted, 3 entitled tellers SEC has not reported AISI-XA has not reported the same/,
    );
    expect(shown).to.match(/XB in secret .* UTC, by XB\/head/);

    const folder = desk.file('received');
    mkdirSync(folder);
    for (const file of [former.paper, changed.paper, other.paper]) copyFileSync(file, join(folder, basename(file)));
    copyFileSync(changed.paper, join(folder, 'z-again.json'));
    writeFileSync(join(folder, 'letter.json'), 'Dear teller');
    writeFileSync(join(folder, 'other.json'), JSON.stringify({ ...paperIn(out), proposal: 'P-0000000000' }));
    writeFileSync(join(folder, 'stranger.json'), JSON.stringify({ ...paperIn(out), member: 'XD' }));
    writeFileSync(join(folder, 'readme.txt'), 'not a paper');

    const counting = `proposal count ${proposal} --papers ${folder}`;
    const tried = await desk.json<{ papers: { file: string; member?: string; finding: string }[] }>(
      `${counting} --try --as SEC/head`,
    );
    const findings = new Map(tried.papers.map(({ file, finding }) => [file, finding]));
    expect(Object.fromEntries(findings)).to.deep.equal({
      ...{ [basename(former.paper)]: 'doesNotOpen', [basename(changed.paper)]: 'counted' },
      ...{ [basename(other.paper)]: 'counted', 'z-again.json': 'again' },
      ...{ 'letter.json': 'noPaper', 'other.json': 'ofAnotherVote', 'stranger.json': 'noBallot' },
    });
    expect(tried).to.deep.include({ counts: { yes: 2, no: 0, abstain: 0 }, missing: ['XC'] });

    const first = await reported(`${counting} --as SEC/head`);
    expect(first).to.include('That makes 2 yes, 0 no, 0 abstentions; no paper of XC that opens its commitment.');
    expect(first).to.include('Ask the members and the other tellers for the papers that you lack.');
    expect(first).to.match(/letter\.json +- +is no ballot paper, or cannot be read\n/);
    expect(first).to.include(`SEC has reported this count of ${proposal}.`);
    copyFileSync(out, join(folder, 'note-paper.json'));
    await desk.words(`${counting} --as AISI-XA/head`);
    await desk.refuses(`proposal close ${proposal} --as XA/head`, 'COUNT_NOT_AGREED', { agreeing: 2 });
    const over = await desk.run(`proposal show ${proposal} --as XA/head`);
    expect(over.stdout.replace(/\s+/g, ' ')).to.include('(over: it waits for the count of its papers and its close)');
    await desk.refuses(`${counting} --as SEC/head`, 'REPORT_SUPERSEDES_OTHER');
    expect(await desk.words(`${counting} --change --as SEC/head`)).not.to.include('Ask the members');

    const agreed = await desk.run(`proposal show ${proposal} --as XA/head`);
    expect(agreed.stderr).to.include(`proposal close ${proposal} --as XA/head`);
    expect(agreed.stdout.replace(/\s+/g, ' ')).to.match(
      /tellers SEC reported on .*: 2 yes, 1 no, 0 abstentions AISI-XA/,
    );
    const closed = await desk.words(`proposal close ${proposal} --as XA/head`);
    expect(closed).to.match(/is adopted, 2 yes, 1 no, .* of 3 entitled, as counted by AISI-XA and SEC\.\n/);
    const { salt } = paperIn(other.paper);
    expect(kept().split(salt)).to.have.lengthOf(2, 'the salt stands in the copy for the tellers, and nowhere else');
  });

  it('tells who is to report once the voting is over', async function () {
    this.timeout(60_000);
    const proposal = await resolve('brief');
    const before = await desk.run(`proposal show ${proposal} --as XA/head`);
    expect(before.stdout).to.match(
      /missing +3 ballots for the quorum; what the votes say is known once they are counted\n/,
    );
    expect(before.stderr).to.include(`vote ${proposal} yes --as XA/head`);
    for (;;) {
      const { stdout, stderr } = await desk.run(`proposal show ${proposal} --as AISI-XA/head`);
      if (stdout.includes('(over')) {
        expect(stderr).to.include(`proposal count ${proposal} --papers ./papers --as AISI-XA/head`);
        break;
      }
      await new Promise((resolve_) => setTimeout(resolve_, 200));
    }
    await desk.refuses(`proposal count ${proposal} --papers ${desk.file('nowhere')} --as SEC/head`, 'FILE_UNREADABLE', {
      reason: 'ENOENT',
    });
  });

  it('is told by its rule, and plays in a comparison', async () => {
    const shipped = JSON.parse(
      readFileSync('docs/profiles/conditional-ai-safety-treaty.json', 'utf8'),
    ) as typeof PROFILE;
    const secret = { tellers: 'institutes', agreeing: 1, within: 'P1D' };
    const file = desk.file('secret-profile.json', {
      ...shipped,
      id: 'secretly',
      thresholds: shipped.thresholds.map((threshold) => {
        const { earlyClose: _, ...rule } = { ...threshold.revision.rule, earlyClose: undefined };
        return { ...threshold, revision: { ...threshold.revision, rule: { ...rule, secret } } };
      }),
    });
    const { profiles } = await desk.json<{ profiles: { cells: { outcome: string }[] }[] }>(
      `profile compare docs/examples/scenario.json --profile ${file}`,
    );
    expect(profiles[0]?.cells[1]?.outcome).to.match(/^from 1e\d+ to 1e\d+ by the Conference .* \(1 no, 4 yes\)/);
    expect(await desk.flat(`profile show ${file}`)).to.include(
      'and the same count of one of them, reported within 1 day',
    );
  });

  /** Reports as soon as the clock of the peer lets a teller do it. */
  async function reported(line: string): Promise<string> {
    for (;;) {
      const { stdout, refusal } = await desk.run(line);
      if (refusal?.code !== 'CLOCK_NOT_YET' && refusal?.code !== 'REPORT_TOO_EARLY') return refusal?.code ?? stdout;
      await new Promise((resolve_) => setTimeout(resolve_, 200));
    }
  }
});
