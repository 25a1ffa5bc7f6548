// SPDX-License-Identifier: Apache-2.0
import { copyFileSync, existsSync } from 'node:fs';
import { expect } from 'chai';
import type { Act, SealedAct } from '../../../chaincode/src/protocol/index.ts';
import { atDesk, Desk, type Receipt } from './desk.ts';

const NETWORK = `treaty@${'ab'.repeat(32)}`;
const BODY = { representative: 'XA/delegate-1', reason: 'Her laptop\nwas stolen.' };

interface Shown {
  readonly act: Act;
  readonly sealed: boolean;
  readonly seals: readonly { status: string; key?: string; code?: string }[];
  readonly sha256: string;
}

describe('depositary act', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await atDesk();
  });
  afterEach(() => {
    desk.remove();
  });

  /** A draft of a suspension for the network of this desk. */
  async function drafted(more = ''): Promise<string> {
    const [body, draft] = [desk.file('body.json', BODY), desk.file('draft.json')];
    await desk.words(`act draft SuspendRepresentative --body ${body} --as XA/head --out ${draft} ${more}`);
    return draft;
  }

  async function sealedIn(): Promise<string> {
    const sealed = desk.file('sealed.json');
    await desk.words(`act seal ${await drafted()} --out ${sealed}`);
    return sealed;
  }

  describe('draft', () => {
    it('writes the canonical act, and says what it is', async () => {
      const line = `act draft SuspendRepresentative --body ${desk.file('body.json', BODY)} --as XA/head --valid-for PT2H`;
      const { stdout, stderr, refusal } = await desk.run(line);
      expect(refusal).to.equal(undefined);
      const act = JSON.parse(stdout) as Act;
      expect(Object.keys(act)).to.deep.equal(['at', 'body', 'by', 'id', 'network', 'notAfter', 'treaty', 'type', 'v']);
      expect([act.by, act.treaty, act.body]).to.deep.equal(['XA/head', 'cli-treaty', BODY]);
      expect(Date.parse(act.notAfter) - Date.parse(act.at)).to.equal(7_200_000);
      expect(stderr).to.match(/^XA\/head suspends XA\/delegate-1\.\n {2}act +SuspendRepresentative, version 1, id /);
      expect(stderr).to.include('  reason          Her laptop\n      was stolen.\n');
    });

    it('needs no ledger where the network is named', async () => {
      const bare = new Desk();
      const line = `act draft CloseProposal --body - --as XA/head --treaty other --network ${NETWORK}`;
      const { stdout, refusal } = await bare.withInput('{"proposal":"P-0123456789"}', line);
      const { network, treaty } = JSON.parse(stdout) as Act;
      expect([refusal, network, treaty]).to.deep.equal([undefined, NETWORK, 'other']);
      expect(existsSync(bare.file('journal.jsonl'))).to.equal(false);
      bare.remove();
    });

    it('answers one object, with the document or the file that holds it', async () => {
      const line = `act draft SuspendRepresentative --body ${desk.file('body.json', BODY)} --as XA/head`;
      const shown = await desk.json<{ act: string; by: string; sha256: string; document: Act }>(line);
      expect(Object.keys(shown)).to.deep.equal(['v', 'act', 'treaty', 'by', 'id', 'notAfter', 'sha256', 'document']);
      expect([shown.act, shown.by, shown.document.body]).to.deep.equal(['SuspendRepresentative', 'XA/head', BODY]);
      const stored = await desk.json<{ file: string }>(`${line} --out ${desk.file('draft.json')}`);
      expect(stored.file).to.equal(desk.file('draft.json'));
      expect((await desk.json<Shown>(`act show ${stored.file}`)).sha256).to.match(/^[0-9a-f]{64}$/);
    });

    it('refuses with a code', async () => {
      const body = desk.file('body.json', BODY);
      const line = `act draft SuspendRepresentative --as XA/head --body`;
      await desk.refuses(`${line} ${desk.file('none')}`, 'FILE_UNREADABLE', { reason: 'ENOENT' });
      await desk.refuses(`${line} ${desk.file('a', '{')}`, 'JSON_MALFORMED');
      await desk.refuses(`${line} ${desk.file('b', '{"reason":"a","reason":"b"}')}`, 'JSON_DUPLICATE_NAME');
      await desk.refuses(`${line} ${desk.file('c', { ...BODY, more: 1 })}`, 'ACT_MALFORMED', { field: 'body.more' });
      await desk.refuses(`${line} ${desk.file('d', '[1]')}`, 'ACT_MALFORMED', { field: 'body' });
      await desk.refuses(`${line} ${body} --network treaty`, 'OPTION_INVALID', { option: '--network' });
      await desk.refuses(`${line} ${body} --valid-for PT0S`, 'OPTION_INVALID', { option: '--valid-for' });
      await desk.refuses(`${line} ${body} --out ${body}`, 'FILE_EXISTS');
      await desk.refuses(`act draft SuspendRepresentative --body ${body}`, 'OFFICE_NOT_NAMED');
    });
  });

  describe('seal', () => {
    it('says in words what is sealed, and writes the canonical document', async () => {
      const draft = await drafted();
      const { stdout, stderr } = await desk.run(`act seal ${draft} --as XA/head`);
      const { key, seed } = JSON.parse(desk.read('keys/XA/head.json')) as { key: string; seed: string };
      expect(stderr)
        .to.match(/^XA\/head suspends XA\/delegate-1\.\n/)
        .and.to.include(`Sealed by ${key}.\n`);
      const { proof, ...act } = JSON.parse(stdout) as SealedAct;
      expect(act).to.deep.equal(JSON.parse(desk.read('draft.json')));
      expect(proof.map(({ verificationMethod }) => verificationMethod.split('#')[0])).to.deep.equal([key]);
      expect(stdout + stderr).not.to.include(seed);
    });

    it('works on a machine that holds a key file and nothing else', async () => {
      const draft = await drafted();
      const offline = new Desk();
      copyFileSync(desk.file('keys/XA/head.json'), offline.file('usb.json'));
      copyFileSync(draft, offline.file('draft.json'));
      const line = `act seal ${offline.file('draft.json')} --key ${offline.file('usb.json')} --out ${offline.file('sealed.json')}`;
      const told = await offline.json<{ key: string; file: string; created: string }>(line);
      expect([told.file, Object.keys(told)]).to.deep.equal([
        offline.file('sealed.json'),
        ['v', 'act', 'treaty', 'by', 'id', 'notAfter', 'key', 'created', 'sha256', 'file'],
      ]);
      expect(existsSync(offline.file('journal.jsonl'))).to.equal(false);
      await desk.words(`act submit ${offline.file('sealed.json')}`);
      offline.remove();
    });

    it('takes a draft from standard input that an editor has laid out', async () => {
      await drafted();
      const laidOut = `${JSON.stringify(JSON.parse(desk.read('draft.json')), null, 2)}\n`;
      const { stdout } = await desk.withInput(laidOut, 'act seal -');
      desk.file('sealed.json', stdout);
      await desk.words(`act submit ${desk.file('sealed.json')}`);
    });

    it('adds a seal to a sealed act, each key once', async () => {
      const sealed = await sealedIn();
      await desk.refuses(`act seal ${sealed}`, 'SEAL_DUPLICATE');
      const { stdout } = await desk.run(`act seal ${sealed} --key ${desk.file('keys/XB/head.json')}`);
      expect((JSON.parse(stdout) as SealedAct).proof).to.have.length(2);
    });

    it('refuses with a code, and seals nothing', async () => {
      const draft = await drafted();
      const details = { by: 'XA/head', as: 'XA/delegate-1' };
      await desk.refuses(`act seal ${draft} --as XA/delegate-1`, 'ACT_OF_OTHER_OFFICE', details);
      await desk.refuses(`act seal ${draft} --key ${desk.file('none.json')}`, 'FILE_UNREADABLE');
      await desk.refuses(`act seal ${draft} --key ${draft}`, 'KEY_FILE_OPEN');
      await desk.refuses(`act seal ${desk.file('a', '[]')}`, 'DOCUMENT_NOT_OBJECT');
      await desk.refuses(`act seal ${desk.file('b', '{"type":"Vote"}')}`, 'ACT_TYPE_UNKNOWN', { type: 'Vote' });
      await desk.refuses(`act seal ${desk.file('c', '{"type":"CastVote"}')}`, 'ACT_MALFORMED');
      await desk.refuses(`act seal ${draft} --out ${draft}`, 'FILE_EXISTS');
    });
  });

  describe('submit', () => {
    it('records the bytes of the file, and the same bytes once', async () => {
      const sealed = await sealedIn();
      const first = await desk.json<Receipt>(`act submit ${sealed}`);
      expect([first.act, first.by, first.status, first.events]).to.deep.equal([
        ...['SuspendRepresentative', 'XA/head', 'recorded'],
        [{ type: 'RepresentativeSuspended', ...BODY }],
      ]);
      const again = await desk.json<Receipt>(`act submit ${sealed}`);
      expect([again.tx, again.block, again.status]).to.deep.equal([first.tx, first.block, 'alreadyRecorded']);
      expect(await desk.words(`act submit ${sealed}`)).to.match(
        /^This act had been recorded before; it has taken effect once\.\n/,
      );
    });

    it('takes an act from standard input', async () => {
      await sealedIn();
      const { stdout } = await desk.withInput(desk.read('sealed.json'), 'act submit -');
      expect(stdout).to.match(/^XA\/delegate-1 is suspended: Her laptop was stolen\.\nTransaction /);
    });

    it('carries an act by an administrator if told so', async () => {
      await desk.words('representative head --as SEC/head');
      const { key } = JSON.parse(desk.read('keys/SEC/head.json')) as { key: string };
      const body = desk.file('recovery.json', { key, reason: 'lost' });
      await desk.words(`act draft RecoverKey --body ${body} --as XB/head --out ${desk.file('d.json')}`);
      await desk.words(
        `act seal ${desk.file('d.json')} --key ${desk.file('keys/SEC/head.json')} --out ${desk.file('s.json')}`,
      );
      await desk.refuses(`act submit ${desk.file('s.json')}`, 'CARRIER_NOT_ADMIN');
      expect(await desk.words(`act submit ${desk.file('s.json')} --admin`)).to.include(
        `The key of XB/head is to be ${key} from `,
      );
    });

    it('refuses with a code', async () => {
      const sealed = await sealedIn();
      await desk.refuses(`act submit ${desk.file('draft.json')}`, 'SEAL_MISSING');
      await desk.refuses(`act submit ${sealed} --treaty other`, 'ACT_TREATY_FOREIGN', {
        named: 'cli-treaty',
        expected: 'other',
      });
      await desk.refuses(`act submit ${desk.file('n.json', `${desk.read('sealed.json')}\n`)}`, 'NOT_CANONICAL');
      const changed = desk.file('changed.json', desk.read('sealed.json').replace('laptop', 'tablet'));
      await desk.refuses(`act submit ${changed}`, 'SEAL_INVALID');
      await desk.refuses(`act submit ${desk.file('none')}`, 'FILE_UNREADABLE');
      const body = desk.file('body.json');
      const foreign = desk.file('foreign.json');
      await desk.words(
        `act draft SuspendRepresentative --body ${body} --as XA/head --network ${NETWORK} --out ${foreign}`,
      );
      await desk.words(`act seal ${foreign} --out ${desk.file('foreign.sealed.json')}`);
      await desk.refuses(`act submit ${desk.file('foreign.sealed.json')}`, 'ACT_NETWORK_FOREIGN', { named: NETWORK });
      await desk.words('representative show XA/delegate-1');
    });
  });

  describe('show', () => {
    it('tells a draft and that it is not sealed', async () => {
      const draft = await drafted();
      expect(await desk.words(`act show ${draft}`)).to.match(
        /^XA\/head suspends [^]*It says:\n {2}repr[^]*It is not sealed\.\n$/,
      );
      const { sealed, seals, act } = await desk.json<Shown>(`act show ${draft}`);
      expect([sealed, seals, act.by]).to.deep.equal([false, [], 'XA/head']);
    });

    it('tells whose seals hold', async () => {
      const sealed = await sealedIn();
      const { key } = JSON.parse(desk.read('keys/XA/head.json')) as { key: string };
      expect(await desk.words(`act show ${sealed}`)).to.match(
        new RegExp(
          `\nseal 1: holds, by ${key}, [\\d-]+T[\\d:]+Z\nWhich key the office holds: depositary representative show XA/head\n$`,
        ),
      );
      const { seals } = await desk.json<Shown>(`act show ${sealed}`);
      expect(seals.map(({ status, key: by }) => [status, by])).to.deep.equal([['holds', key]]);
    });

    it('shows what does not hold, and is not satisfied', async () => {
      await sealedIn();
      const text = desk.read('sealed.json');
      const cases: [string, string][] = [
        [text.replace('laptop', 'tablet'), 'SEAL_INVALID'],
        [text.replace('eddsa-jcs-2022', 'eddsa-rdfc-2022'), 'SEAL_MALFORMED'],
        [text.replace(/"proof":\[.*\],"treaty"/, '"proof":[],"treaty"'), 'SEAL_MISSING'],
        [`${text}\n`, 'NOT_CANONICAL'],
      ];
      for (const [changed, code] of cases) {
        const { stdout, refusal } = await desk.run(`act show ${desk.file('changed.json', changed)}`);
        expect(stdout).to.match(/^XA\/head suspends XA\/delegate-1\.\n/);
        expect(refusal?.code).to.equal(code);
      }
      const { stdout, refusal } = await desk.run(`act show ${desk.file('changed.json', cases[0]?.[0])} --json`);
      const { seals } = JSON.parse(stdout) as Shown;
      expect(seals.map(({ status, code }) => [status, code])).to.deep.equal([['refused', 'SEAL_INVALID']]);
      expect(refusal?.code).to.equal('SEAL_INVALID');
      expect((await desk.run(`act show ${desk.file('changed.json')}`)).stdout).to.include(
        'seal 1: refused, SEAL_INVALID: ',
      );
    });

    it('refuses what is no act', async () => {
      await desk.refuses(`act show ${desk.file('a', '[]')}`, 'DOCUMENT_NOT_OBJECT');
      await desk.refuses(`act show ${desk.file('b', '{}')}`, 'ACT_TYPE_UNKNOWN');
      await desk.refuses(`act show ${desk.file('none')}`, 'FILE_UNREADABLE');
    });
  });
});
