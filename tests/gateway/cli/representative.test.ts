// SPDX-License-Identifier: Apache-2.0
import { copyFileSync, existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { expect } from 'chai';
import lockfile from 'proper-lockfile';
import { didKeyOfSeed, type DidKey, type Representative } from '../../../chaincode/src/protocol/index.ts';
import { atDesk, type Desk, OPENING, PROFILE, type Receipt } from './desk.ts';

const ELSEWHERE = didKeyOfSeed(new Uint8Array(32).fill(7));

interface KeyFile {
  readonly key: DidKey;
  readonly seed: string;
}

function keyIn(desk: Desk, name: string): KeyFile {
  return JSON.parse(desk.read(name)) as KeyFile;
}

async function office(desk: Desk, id: string): Promise<Representative> {
  return (await desk.json<{ representative: Representative }>(`representative show ${id}`)).representative;
}

function inSeconds(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

describe('depositary representative', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await atDesk();
  });
  afterEach(() => {
    desk.remove();
  });

  describe('list and show', () => {
    it('list all offices, or those of a member', async () => {
      const ids = async (line: string): Promise<string[]> =>
        (await desk.json<{ representatives: Representative[] }>(line)).representatives.map(({ id }) => id);
      expect(await ids('representative list XA')).to.deep.equal(['XA/delegate-1', 'XA/head']);
      expect(await ids('representative list')).to.deep.equal([
        ...['AISI-XA/head', 'SEC/depositary', 'XA/delegate-1', 'XA/head', 'XB/head', 'XC/head'],
      ]);
      expect(await desk.flat('representative list XA')).to.match(
        /^XA\/delegate-1 seated credentials until .* XA\/head seated credentials and full powers until /,
      );
    });

    it('shows status, powers, term and keys', async () => {
      const words = await desk.flat('representative show XA/delegate-1');
      const { key } = keyIn(desk, 'keys/XA/delegate-1.json');
      expect(words).to.match(
        /^office XA\/delegate-1, registered by XA\/head status seated powers credentials term from /,
      );
      expect(words).to.include(`seals with ${key} keys ${key}, from `);
    });

    it('refuses what is no office, or none that is registered', async () => {
      const details = { representative: 'XA/nobody' };
      await desk.refuses('representative show XA/nobody', 'REPRESENTATIVE_UNKNOWN', details);
      await desk.refuses('representative show XA', 'OPTION_INVALID', { option: 'OFFICE' });
      await desk.refuses('representative list xa', 'OPTION_INVALID', { option: 'MEMBER' });
    });
  });

  describe('head and examine', () => {
    it('register a head with a key made for it, provisionally until the depositary has examined it', async () => {
      const { stdout, stderr } = await desk.run('representative head --as SEC/head --until 2090-01-01T00:00:00Z');
      expect(stdout).to.match(
        /^SEC\/head is registered with credentials until 1 January 2090, 00:00 UTC; acts provisionally until .*\.\nTransaction /,
      );
      expect(stderr).to.include(
        'depositary representative examine SEC/head in-due-form --as SEC/depositary --ledger embedded',
      );
      const { key, seed } = keyIn(desk, 'keys/SEC/head.json');
      expect(stdout + stderr).not.to.include(seed);
      expect(statSync(desk.file('keys/SEC/head.json')).mode & 0o777).to.equal(0o600);
      const { status, powers, keys } = await office(desk, 'SEC/head');
      expect([status, powers, keys.map((held) => held.key)]).to.deep.equal(['provisional', ['credentials'], [key]]);
      await desk.words('representative examine SEC/head in-due-form --as SEC/depositary');
      expect((await office(desk, 'SEC/head')).status).to.equal('seated');
    });

    it('find credentials not in due form, with a reason', async () => {
      await desk.words('representative head --as SEC/head');
      const line = 'representative examine SEC/head not-in-due-form --as SEC/depositary';
      const { events } = await desk.json<Receipt>(line, '--reason', 'The letter is not signed.');
      const refused = { type: 'CredentialsRefused', representative: 'SEC/head', reason: 'The letter is not signed.' };
      expect(events).to.deep.equal([refused]);
      expect(await desk.flat('representative show SEC/head')).to.include(
        'status credentials not in due form: The letter is not signed. powers',
      );
    });

    it('pass on what the ledger refuses', async () => {
      await desk.refuses('representative head --as XA/head', 'REPRESENTATIVE_EXISTS', { status: 'seated' });
      await desk.refuses('representative head --as XA/delegate-1', 'OFFICE_NOT_HEAD', { expected: 'XA/head' });
      await desk.refuses('representative examine XB/head in-due-form --as XA/head', 'NOT_THE_DEPOSITARY');
      await desk.refuses('representative head --as XA/head --treaty nowhere', 'TREATY_UNKNOWN');
      await desk.refuses('representative head', 'OFFICE_NOT_NAMED');
    });
  });

  describe('register', () => {
    it('makes a key for the office, and gives it full powers if asked', async () => {
      const { stdout, stderr } = await desk.run(
        'representative register XA/envoy --full-powers --term PT2H --as XA/head',
      );
      expect(stdout).to.match(/^XA\/envoy is registered with credentials and full powers until .*; seated\.\n/);
      expect(stderr).to.include(desk.file('keys/XA/envoy.json'));
      expect((await office(desk, 'XA/envoy')).keys[0]?.key).to.equal(keyIn(desk, 'keys/XA/envoy.json').key);
    });

    it('keeps no key that it has made for a registration that is refused, and any that was there before', async () => {
      await desk.refuses('representative register XB/mole --as XA/head', 'REPRESENTATIVE_FOREIGN');
      await desk.refuses('representative register XQ/mole --as XA/head', 'REPRESENTATIVE_FOREIGN');
      await desk.refuses('representative head --as SEC/other', 'OFFICE_NOT_HEAD');
      await desk.refuses('representative rotate XB/head --as XA/head', 'REPRESENTATIVE_FOREIGN');
      await desk.refuses('representative recover --reason lost --as XA/delegate-1', 'OFFICE_NOT_HEAD');
      await desk.refuses('representative register XB/mole --term PT0S --as XA/head', 'OPTION_INVALID');
      for (const name of ['XB/mole', 'XQ/mole', 'SEC/other', 'XB/head.next', 'XA/delegate-1.next'])
        expect(existsSync(desk.file(`keys/${name}.json`)), name).to.equal(false);
      copyFileSync(desk.file('keys/XB/head.json'), desk.file('keys/XB/mole.json'));
      await desk.refuses('representative register XB/mole --as XA/head', 'REPRESENTATIVE_FOREIGN');
      expect(existsSync(desk.file('keys/XB/mole.json'))).to.equal(true);
    });

    it('keeps the key of a registration of which nobody knows what became of it', async function () {
      this.timeout(30_000);
      const lockfilePath = desk.file('journal.jsonl.lock');
      const release = await lockfile.lock(desk.folder, { lockfilePath, update: 1000 });
      await desk.refuses('representative register XA/envoy --as XA/head', 'LEDGER_UNAVAILABLE', { stage: 'journal' });
      await release();
      const { key } = keyIn(desk, 'keys/XA/envoy.json');
      await desk.words('representative register XA/envoy --as XA/head');
      expect((await office(desk, 'XA/envoy')).keys[0]?.key).to.equal(key);
    });

    it('takes a public key that was made elsewhere, and makes none', async () => {
      await desk.words(`representative register XA/envoy --key-of ${ELSEWHERE} --as XA/head`);
      expect((await office(desk, 'XA/envoy')).keys[0]?.key).to.equal(ELSEWHERE);
      expect(existsSync(desk.file('keys/XA/envoy.json'))).to.equal(false);
    });

    it('seals with the key file that is named, which is not that of the new office', async () => {
      const key = desk.file('keys/XA/head.json');
      await desk.words(`representative register XA/envoy --key ${key} --as XA/head`);
      expect((await office(desk, 'XA/envoy')).keys[0]?.key).not.to.equal(keyIn(desk, 'keys/XA/head.json').key);
    });

    it('refuses with a code', async () => {
      const line = 'representative register XA/envoy --as XA/head';
      await desk.refuses(`${line} --key-of did:key:z6Mk`, 'OPTION_INVALID', { option: '--key-of' });
      await desk.refuses(`${line} --term P1`, 'OPTION_INVALID', { option: '--term' });
      await desk.refuses('representative register XB/envoy --as XA/head', 'REPRESENTATIVE_FOREIGN');
      await desk.refuses(`${line} --key ${desk.file('keys/XB/head.json')}`, 'SEAL_NOT_BY_OFFICE');
    });
  });

  it('suspends, reinstates and ends an office, each with its reason', async () => {
    const steps: [string, string, string][] = [
      ['suspend', 'suspended', 'Her laptop was stolen.'],
      ['reinstate', 'seated', 'It was found.'],
      ['end', 'ended', 'Recalled.'],
    ];
    for (const [name, status, reason] of steps) {
      const words = await desk.words(`representative ${name} XA/delegate-1 --as XA/head`, '--reason', reason);
      expect(words).to.include(`: ${reason}\nTransaction `);
      expect((await office(desk, 'XA/delegate-1')).status).to.equal(status);
    }
    const line = 'representative suspend XA/delegate-1 --reason again --as XA/head';
    await desk.refuses(line, 'REPRESENTATIVE_STATUS', { status: 'ended' });
  });

  describe('rotate', () => {
    const line = 'representative rotate XA/delegate-1 --as XA/delegate-1';

    it('changes the key, and keeps the old file beside the new one', async () => {
      const old = keyIn(desk, 'keys/XA/delegate-1.json');
      const told = await desk.json<Receipt & { key: string; file: string; replaced: string }>(line);
      const fresh = keyIn(desk, 'keys/XA/delegate-1.json');
      const kept = `delegate-1.json.replaced-${old.key.slice(-8)}`;
      expect([told.key, told.file, told.replaced]).to.deep.equal([
        ...[fresh.key, desk.file('keys/XA/delegate-1.json'), desk.file(`keys/XA/${kept}`)],
      ]);
      expect(keyIn(desk, `keys/XA/${kept}`)).to.deep.equal(old);
      expect(readdirSync(desk.file('keys/XA')).sort()).to.deep.equal(['delegate-1.json', kept, 'head.json']);
      expect((await office(desk, 'XA/delegate-1')).keys.map(({ key }) => key)).to.deep.equal([old.key, fresh.key]);
      expect(JSON.stringify(told)).not.to.include(fresh.seed);
    });

    it('seals with the new key from then on, and can be done again', async () => {
      const { stdout, stderr } = await desk.run(line);
      expect(stdout).to.match(/^XA\/delegate-1 seals with did:key:z6Mk\w+ from now on\.\n/);
      expect(stderr).to.match(/The old key is kept in .*\.replaced-\w{8}\.\n/);
      await desk.words(line);
      expect(readdirSync(desk.file('keys/XA'))).to.have.length(4);
    });

    it('lets a head change the key of its delegation, made here or elsewhere', async () => {
      await desk.words('representative rotate XA/delegate-1 --as XA/head');
      await desk.words(line);
      await desk.words(`representative rotate XA/delegate-1 --key-of ${ELSEWHERE} --as XA/head`);
      expect((await office(desk, 'XA/delegate-1')).keys.at(-1)?.key).to.equal(ELSEWHERE);
      const changed = 'representative rotate XA/delegate-1 --key-of did:key:none --as XA/head';
      await desk.refuses(changed, 'OPTION_INVALID', { option: '--key-of' });
    });

    it('changes the key file that is named', async () => {
      const old = keyIn(desk, 'keys/XA/delegate-1.json');
      const file = desk.file('mine.json');
      copyFileSync(desk.file('keys/XA/delegate-1.json'), file);
      await desk.words(`${line} --key ${file}`);
      expect(keyIn(desk, 'mine.json').key).not.to.equal(old.key);
      expect(keyIn(desk, 'keys/XA/delegate-1.json')).to.deep.equal(old);
    });

    it('leaves the old file and no other where the rotation is refused', async () => {
      const old = keyIn(desk, 'keys/XA/delegate-1.json');
      await desk.words('representative suspend XA/delegate-1 --reason lost --as XA/head');
      await desk.refuses(line, 'REPRESENTATIVE_NOT_ACTING');
      expect(keyIn(desk, 'keys/XA/delegate-1.json')).to.deep.equal(old);
      expect(readdirSync(desk.file('keys/XA')).sort()).to.deep.equal(['delegate-1.json', 'head.json']);
    });

    it('goes on with the key that an interrupted one has left', async () => {
      copyFileSync(desk.file('keys/XB/head.json'), desk.file('keys/XA/delegate-1.next.json'));
      const { key } = keyIn(desk, 'keys/XB/head.json');
      await desk.words('representative suspend XA/delegate-1 --reason lost --as XA/head');
      await desk.refuses(line, 'REPRESENTATIVE_NOT_ACTING');
      expect(keyIn(desk, 'keys/XA/delegate-1.next.json').key).to.equal(key);
      await desk.words('representative reinstate XA/delegate-1 --reason found --as XA/head');
      await desk.words(line);
      expect(keyIn(desk, 'keys/XA/delegate-1.json').key).to.equal(key);
      expect(existsSync(desk.file('keys/XA/delegate-1.next.json'))).to.equal(false);
    });

    it('puts the new file in place where it was interrupted after the commit', async () => {
      const old = keyIn(desk, 'keys/XA/delegate-1.json');
      await desk.words(line);
      const fresh = keyIn(desk, 'keys/XA/delegate-1.json');
      const kept = desk.file(`keys/XA/delegate-1.json.replaced-${old.key.slice(-8)}`);
      renameSync(desk.file('keys/XA/delegate-1.json'), desk.file('keys/XA/delegate-1.next.json'));
      copyFileSync(kept, desk.file('keys/XA/delegate-1.json'));
      const told = await desk.json<{ status: string; key: string }>(line);
      expect([told.status, told.key]).to.deep.equal(['inPlace', fresh.key]);
      expect(keyIn(desk, 'keys/XA/delegate-1.json')).to.deep.equal(fresh);
      expect((await office(desk, 'XA/delegate-1')).keys).to.have.length(2);
    });

    it('refuses an office that is not registered before it makes a key', async () => {
      await desk.refuses('representative rotate XA/nobody --as XA/head', 'REPRESENTATIVE_UNKNOWN');
      expect(readdirSync(desk.file('keys/XA')).sort()).to.deep.equal(['delegate-1.json', 'head.json']);
    });

    it('says where a key file cannot be written or read', async () => {
      desk.file('keys/XA/delegate-1.next.json', '{}');
      await desk.refuses(line, 'KEY_FILE_OPEN');
      desk.file('blocked', '');
      const blocked = `${desk.file('blocked')}/key.json`;
      await desk.refuses(`${line} --key ${blocked}`, 'FILE_UNWRITABLE', { reason: 'ENOTDIR' });
    });
  });

  describe('recover and object', () => {
    it('ask for another key, until the holder of the present one objects', async () => {
      const old = keyIn(desk, 'keys/XA/head.json');
      const { stdout, stderr } = await desk.run('representative recover --as XA/head --reason', 'The key was lost.');
      const { key } = keyIn(desk, 'keys/XA/head.next.json');
      expect(stdout)
        .to.match(/ unless its holder objects: The key was lost\.\nTransaction /)
        .and.to.include(key);
      expect(stderr).to.include('depositary representative recover --as XA/head --ledger embedded');
      expect(keyIn(desk, 'keys/XA/head.json')).to.deep.equal(old);
      expect(await desk.flat('representative show XA/head')).to.include(`replacement ${key}, from `);
      await desk.refuses('representative recover --as XA/head --reason again', 'KEY_REPLACEMENT_PENDING');
      await desk.words('representative object --reason held --as XA/head');
      expect((await office(desk, 'XA/head')).replacement).to.equal(undefined);
      await desk.refuses('representative object --reason held --as XA/head', 'KEY_REPLACEMENT_NONE');
    });

    it('put the new key in place once it has taken effect', async () => {
      const profile = { ...PROFILE, keyRecovery: 'PT1S' };
      const opening = desk.file('swift.json', { ...OPENING, profile });
      await desk.words(`treaty open ${opening} --as SEC/depositary --treaty swift`);
      await desk.words('representative head --as XB/head');
      const old = keyIn(desk, 'keys/XB/head.json');
      await desk.words('representative recover --reason lost --as XB/head');
      await inSeconds(2);
      const words = await desk.words('representative recover --as XB/head');
      const { key } = keyIn(desk, 'keys/XB/head.json');
      expect(words).to.equal(
        `XB/head seals with ${key}; its key file is in place: ${desk.file('keys/XB/head.json')}\n`,
      );
      expect(keyIn(desk, `keys/XB/head.json.replaced-${old.key.slice(-8)}`)).to.deep.equal(old);
      expect(await desk.flat('representative show XB/head')).to.include(`seals with ${key}`);
      await desk.words('representative register XB/delegate-1 --as XB/head');
    }).timeout(30_000);

    it('recover a key whose file is gone or damaged', async () => {
      const opening = desk.file('swift.json', { ...OPENING, profile: { ...PROFILE, keyRecovery: 'PT1S' } });
      await desk.words(`treaty open ${opening} --as SEC/depositary --treaty swift`);
      await desk.words('representative head --as XB/head');
      await desk.words('representative recover --reason lost --as XB/head');
      desk.file('keys/XB/head.json', 'damaged');
      await inSeconds(2);
      const { replaced } = await desk.json<{ replaced: string }>('representative recover --as XB/head');
      expect(replaced).to.match(/head\.json\.replaced-unreadable-\d+$/);
    }).timeout(30_000);

    it('refuse without a reason, or by another office', async () => {
      const details = { option: '--reason', problem: 'it is missing' };
      await desk.refuses('representative recover --as XA/head', 'OPTION_INVALID', details);
      await desk.refuses('representative recover --reason lost --as XA/delegate-1', 'OFFICE_NOT_HEAD');
    });
  });
});
