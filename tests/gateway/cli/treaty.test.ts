// SPDX-License-Identifier: Apache-2.0
import { existsSync, statSync } from 'node:fs';
import { expect } from 'chai';
import { readOpening } from '../../../gateway/src/cli/opening.ts';
import {
  TreatyError,
  type Institution,
  type Party,
  type Profile,
  type Representative,
  type Threshold,
  type ThresholdVersion,
  type Treaty,
} from '../../../chaincode/src/protocol/index.ts';
import { atDesk, Desk, OPENING, PROFILE, type Receipt } from './desk.ts';

interface Shown {
  readonly treaty: Treaty;
  readonly profile: Profile;
  readonly parties: readonly Party[];
  readonly institutions: readonly Institution[];
  readonly thresholds: readonly { threshold: Threshold; inForce: ThresholdVersion }[];
}

describe('depositary treaty', () => {
  let desk: Desk;

  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(() => {
    desk.remove();
  });

  describe('open', () => {
    it('opens a treaty under the id of its profile, with a key made for its depositary', async () => {
      const opening = desk.file('opening.json', OPENING);
      const { stdout, stderr, refusal } = await desk.run(`treaty open ${opening} --as SEC/depositary`);
      expect(refusal).to.equal(undefined);
      expect(stdout).to.match(
        /^The treaty cli-treaty is open: .* with 3 states and 2 institutions; .*\nTransaction [0-9a-f]{64}, block 1\.\n$/,
      );
      const keyFile = desk.file('keys/SEC/depositary.json');
      expect(stderr)
        .to.include(keyFile)
        .and.to.include(`npx depositary treaty show ${desk.place.join(' ')}\n`);
      expect(statSync(keyFile).mode & 0o777).to.equal(0o600);
      const { seed } = JSON.parse(desk.read('keys/SEC/depositary.json')) as { seed: string };
      expect(stdout + stderr).not.to.include(seed);
    });

    it('answers with the receipt and its events, and remembers the treaty', async () => {
      const opening = desk.file('opening.json', OPENING);
      const receipt = await desk.json<Receipt>(
        `treaty open ${opening} --as SEC/depositary --treaty another --term PT1H`,
      );
      expect(Object.keys(receipt)).to.deep.equal(['v', 'act', 'treaty', 'by', 'id', 'tx', 'block', 'status', 'events']);
      const { act, treaty, by, block, status, events } = receipt;
      expect({ act, treaty, by, block, status }).to.deep.equal({
        ...{ act: 'OpenTreaty', treaty: 'another', by: 'SEC/depositary', block: '1', status: 'recorded' },
      });
      expect(events.map(({ type }) => type))
        .to.include('TreatyOpened')
        .and.to.include('ThresholdEstablished');
      expect((await desk.json<Shown>('treaty show')).treaty.treaty).to.equal('another');
      const { representative } = await desk.json<{ representative: Representative }>(
        'representative show SEC/depositary',
      );
      expect(Date.parse(representative.term.until) - Date.parse(representative.term.from)).to.equal(3_600_000);
    });

    it('refuses another office than the one that the opening names', async () => {
      const opening = desk.file('opening.json', OPENING);
      const details = { depositary: 'SEC/depositary', by: 'SEC/clerk' };
      await desk.refuses(`treaty open ${opening} --as SEC/clerk`, 'OPENING_OF_OTHER_OFFICE', details);
      await desk.refuses(`treaty open ${opening}`, 'OFFICE_NOT_NAMED');
      await desk.refuses(`treaty open ${opening} --as secretariat`, 'OPTION_INVALID', { option: '--as' });
      expect(existsSync(desk.file('keys'))).to.equal(false);
    });

    it('passes on what the ledger refuses', async () => {
      const opening = desk.file('opening.json', OPENING);
      await desk.words(`treaty open ${opening} --as SEC/depositary`);
      await desk.refuses(`treaty open ${opening} --as SEC/depositary`, 'TREATY_EXISTS', { treaty: 'cli-treaty' });
      const foreign = desk.file('foreign.json', { ...OPENING, depositary: 'XA/depositary' });
      await desk.refuses(`treaty open ${foreign} --as XA/depositary --treaty other`, 'TREATY_OPENING_FORBIDDEN');
    });

    it('refuses a term that is none', async () => {
      const line = `treaty open ${desk.file('opening.json', OPENING)} --as SEC/depositary`;
      for (const term of ['--term P', '--term PT0S', '--until tomorrow', '--until 2026-02-30T00:00:00Z']) {
        const [option] = term.split(' ');
        await desk.refuses(`${line} ${term}`, 'OPTION_INVALID', { option });
      }
      await desk.refuses(`${line} --until 2020-01-01T00:00:00Z`, 'TERM_EMPTY');
    });
  });

  describe('an opening file', () => {
    const refusal = (file: string): TreatyError | undefined => {
      try {
        readOpening(file);
        return undefined;
      } catch (error) {
        if (error instanceof TreatyError) return error;
        throw error;
      }
    };

    it('names its profile by a path beside it, or holds it', () => {
      desk.file('profile.json', PROFILE);
      const beside = readOpening(desk.file('opening.json', { ...OPENING, profile: 'profile.json' }));
      expect(beside).to.deep.equal(readOpening(desk.file('whole.json', OPENING)));
      expect(beside).to.deep.equal(OPENING);
    });

    it('is the example that is shipped', () => {
      const { profile, depositary, parties } = readOpening('docs/examples/opening.json');
      expect([profile.id, depositary, parties.length]).to.deep.equal([
        'conditional-ai-safety-treaty',
        'SEC/depositary',
        3,
      ]);
    });

    it('is refused with its field where it is of another form', () => {
      const wrong: [string, object][] = [
        ['more', { ...OPENING, more: 1 }],
        ['title', { ...OPENING, title: '' }],
        ['profile', { ...OPENING, profile: 1 }],
        ['depositary', { ...OPENING, depositary: 'SEC' }],
        ['parties', { ...OPENING, parties: [] }],
        ['parties.0.name', { ...OPENING, parties: [{ id: 'XA', msp: 'XAMSP' }] }],
        ['institutions.0.role', { ...OPENING, institutions: [{ ...OPENING.institutions[0], role: 'king' }] }],
      ];
      for (const [field, content] of wrong) {
        const { code, details } = refusal(desk.file('opening.json', content)) ?? {};
        expect([code, details?.field]).to.deep.equal(['OPENING_INVALID', field]);
      }
    });

    it('is refused with the field of its profile, in it or beside it', () => {
      const profile = { ...PROFILE, keyRecovery: 'P0D' };
      const file = desk.file('profile.json', profile);
      for (const [content, where] of [
        [{ ...OPENING, profile }, desk.file('opening.json')],
        [{ ...OPENING, profile: 'profile.json' }, file],
      ] as const) {
        const { code, details } = refusal(desk.file('opening.json', content)) ?? {};
        expect([code, details?.file, details?.field]).to.deep.equal(['PROFILE_INVALID', where, 'keyRecovery']);
      }
    });

    it('is refused where it cannot be read, is too long or no JSON', () => {
      expect(refusal(desk.file('none'))?.details).to.deep.equal({ file: desk.file('none'), reason: 'ENOENT' });
      expect(refusal(desk.folder)?.details.reason).to.equal('EISDIR');
      expect(refusal('/dev/zero')?.code).to.equal('BYTES_TOO_MANY');
      expect(refusal(desk.file('a', '{'))?.code).to.equal('JSON_MALFORMED');
      expect(refusal(desk.file('b', '{"title":"a","title":"b"}'))?.code).to.equal('JSON_DUPLICATE_NAME');
      expect(refusal(desk.file('c', { ...OPENING, profile: 'gone.json' }))?.code).to.equal('FILE_UNREADABLE');
    });
  });

  describe('show', () => {
    let open: Desk;
    before(async () => {
      open = await atDesk();
    });
    after(() => {
      open.remove();
    });

    it('tells who is bound, who decides by which rule, and what is in force', async () => {
      const words = await open.flat('treaty show');
      expect(words).to.match(/^Treaty for the command line treaty cli-treaty opened /);
      expect(words).to.match(/XA State XA bound by ratification since \d+ \w+ \d{4}, [\d:]+ UTC/);
      expect(words).to.include('XC State XC invited, not bound yet');
      expect(words).to.match(/early 1e26 FLOP total-operations@1 T-\w{10} since/);
      const rule =
        'The Conference of the States Parties decides: adopted by yes votes of at least two thirds of all its members.';
      expect(words).to.include(`early ${rule} No quorum is asked for. Voting lasts 14 days.`);
      expect(words).to.include(
        'it may be closed early once all have voted. Moved by a member of the Network of institutes;',
      );
      expect(words).to.include('takes effect at its adoption.');
    });

    it('answers one object with the records', async () => {
      const shown = await open.json<Shown>('treaty show');
      expect(Object.keys(shown)).to.deep.equal(['v', 'treaty', 'profile', 'parties', 'institutions', 'thresholds']);
      expect(shown.profile).to.deep.equal(PROFILE);
      expect(shown.parties.map(({ id, status }) => [id, status])).to.deep.equal([
        ['XA', 'bound'],
        ['XB', 'bound'],
        ['XC', 'invited'],
      ]);
      expect(shown.thresholds.map(({ threshold, inForce }) => [threshold.id, inForce.value])).to.deep.equal([
        ['brief', `1${'0'.repeat(26)}`],
        ['early', `1${'0'.repeat(26)}`],
      ]);
    });

    it('refuses a treaty that is not there, and none', async () => {
      await open.refuses('treaty show --treaty nowhere', 'TREATY_UNKNOWN', { treaty: 'nowhere' });
      await open.refuses('treaty show --treaty NOWHERE', 'OPTION_INVALID', { option: '--treaty' });
      await desk.refuses('treaty show', 'TREATY_NOT_NAMED');
    });
  });
});
