// SPDX-License-Identifier: Apache-2.0
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { sealCommand } from '../../../gateway/src/cli/commands/seal.ts';
import { canonicalBytes, parseCanonical } from '../../../chaincode/src/protocol/canonical.ts';
import { didKeyOfSeed } from '../../../chaincode/src/protocol/did-key.ts';
import { sha256Hex } from '../../../chaincode/src/protocol/digest.ts';
import { TreatyError } from '../../../chaincode/src/protocol/errors.ts';
import { Instant } from '../../../chaincode/src/protocol/instant.ts';
import { seal, verifySeals } from '../../../chaincode/src/protocol/seal.ts';
import { unhex, utf8, VECTORS } from '../../protocol/support.ts';
import { helpOf, run } from './in-memory.ts';

const CREATED = '2026-11-23T10:00:00Z';
const SEED = '01'.repeat(32);
const KEY = didKeyOfSeed(unhex(SEED));
const OTHER_SEED = '02'.repeat(32);
const DOCUMENT = { type: 'CastVote', body: { choice: 'yes' } };
const SEALED = seal(DOCUMENT, { secretKey: unhex(SEED), created: Instant.parse(CREATED) });
const SEALED_TEXT = new TextDecoder().decode(canonicalBytes(SEALED));

/** The signed document of FEP-8b32 (Object Integrity Proofs), whose key stands apart from it. */
const FEP_8B32 = {
  '@context': ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v1'],
  type: 'Create',
  actor: 'https://server.example/users/alice',
  object: { type: 'Note', content: 'Hello world' },
  proof: {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-jcs-2022',
    verificationMethod: 'https://server.example/users/alice#ed25519-key',
    proofPurpose: 'assertionMethod',
    proofValue: 'z3sXaxjKs4M3BRicwWA9peyNPJvJqxtGsDmpt1jjoHCjgeUf71TRFz56osPSfDErszyLp5Ks1EhYSgpDaNM977Rg2',
    created: '2023-02-24T23:36:38Z',
  },
};

describe('depositary seal', () => {
  let folder = '';
  const at = (name: string): string => join(folder, name);

  async function file(name: string, content: string, mode = 0o600): Promise<string> {
    await writeFile(at(name), content);
    await chmod(at(name), mode);
    return at(name);
  }
  const keyFile = (seed = SEED, key: unknown = didKeyOfSeed(unhex(seed)), mode = 0o600): Promise<string> =>
    file('some.key', JSON.stringify({ v: 1, key, seed }), mode);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'depositary-seal-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  describe('keygen', () => {
    it('writes a key that its owner alone can read, and prints its did:key', async () => {
      const { stdout, stderr, refusal } = await run(['seal', 'keygen', '--out', at('new.key')]);
      const written = await readFile(at('new.key'), 'utf8');
      const { seed, ...rest } = JSON.parse(written) as { seed: string; v: number; key: string };
      expect([rest, refusal]).to.deep.equal([{ v: 1, key: stdout.trim() }, undefined]);
      expect(didKeyOfSeed(unhex(seed))).to.equal(stdout.trim());
      expect((await stat(at('new.key'))).mode & 0o777).to.equal(0o600);
      expect(stdout + stderr).not.to.include(seed);
    });

    it('makes another key each time', async () => {
      const first = await run(['seal', 'keygen', '--out', at('a')]);
      expect((await run(['seal', 'keygen', '--out', at('b')])).stdout).not.to.equal(first.stdout);
    });

    it('answers one object with --json', async () => {
      const { stdout, stderr } = await run(['seal', 'keygen', '--out', at('new.key'), '--json']);
      const { key } = JSON.parse(await readFile(at('new.key'), 'utf8')) as { key: string };
      expect([JSON.parse(stdout), stderr]).to.deep.equal([{ v: 1, key, file: at('new.key') }, '']);
    });

    it('overwrites nothing, and says where it cannot write', async () => {
      await file('old.key', 'precious');
      expect((await run(['seal', 'keygen', '--out', at('old.key')])).refusal).to.deep.equal({
        code: 'FILE_EXISTS',
        details: { file: at('old.key'), reason: 'EEXIST' },
      });
      expect(await readFile(at('old.key'), 'utf8')).to.equal('precious');
      const { refusal, stdout } = await run(['seal', 'keygen', '--out', at('no/where')]);
      expect(refusal).to.deep.equal({ code: 'FILE_UNWRITABLE', details: { file: at('no/where'), reason: 'ENOENT' } });
      expect(stdout).to.equal('');
    });
  });

  describe('sign', () => {
    const sign = async (document: string, ...more: string[]): ReturnType<typeof run> =>
      run(['seal', 'sign', document, '--key', at('some.key'), '--created', CREATED, ...more]);

    it('writes the canonical bytes of the sealed document', async () => {
      await keyFile();
      const answer = await sign(await file('act.json', JSON.stringify(DOCUMENT, null, 2)));
      expect(answer.stdout).to.equal(SEALED_TEXT);
      expect(answer.stderr).to.equal(`Sealed by ${KEY} at ${CREATED}.\n`);
    });

    it('reads standard input where the file is a dash, and adds to the seals that are there', async () => {
      await keyFile(OTHER_SEED);
      const { stdout } = await run(
        ['seal', 'sign', '-', '--key', at('some.key'), '--created', CREATED],
        SEALED_TEXT.slice(0, 9),
        SEALED_TEXT.slice(9),
      );
      const keys = verifySeals(parseCanonical(utf8(stdout))).map(({ key }) => key);
      expect(keys).to.deep.equal([KEY, didKeyOfSeed(unhex(OTHER_SEED))]);
    });

    it('states the present second unless told', async () => {
      await keyFile();
      const before = Math.floor(Date.now() / 1000) * 1000;
      const { stdout } = await run(['seal', 'sign', '-', '--key', at('some.key')], JSON.stringify(DOCUMENT));
      const [found] = verifySeals(parseCanonical(utf8(stdout)));
      expect(Date.parse(found?.created ?? '')).to.be.within(before, Date.now());
    });

    it('writes to a new file with --out, and overwrites none', async () => {
      await keyFile();
      const document = await file('act.json', JSON.stringify(DOCUMENT));
      expect((await sign(document, '--out', at('sealed.json'))).stdout).to.equal('');
      expect(await readFile(at('sealed.json'), 'utf8')).to.equal(SEALED_TEXT);
      expect((await sign(document, '--out', document)).refusal?.code).to.equal('FILE_EXISTS');
    });

    it('answers one object with --json', async () => {
      await keyFile();
      const document = await file('act.json', JSON.stringify(DOCUMENT));
      const told = { v: 1, key: KEY, created: CREATED, sha256: sha256Hex(utf8(SEALED_TEXT)) };
      const shown = await sign(document, '--json');
      expect(JSON.parse(shown.stdout)).to.deep.equal({ ...told, document: SEALED });
      expect(shown.stderr).to.equal('');
      const stored = await sign(document, '--json', '--out', at('sealed.json'));
      expect(JSON.parse(stored.stdout)).to.deep.equal({ ...told, file: at('sealed.json') });
    });

    it('refuses a key file that others can read', async () => {
      const document = await file('act.json', JSON.stringify(DOCUMENT));
      for (const mode of [0o640, 0o604, 0o620, 0o610, 0o601, 0o666]) {
        await keyFile(SEED, KEY, mode);
        expect((await sign(document)).refusal).to.deep.equal({
          code: 'KEY_FILE_OPEN',
          details: { file: at('some.key'), mode: `0${mode.toString(8)}` },
        });
      }
      await keyFile(SEED, KEY, 0o400);
      expect((await sign(document)).refusal).to.equal(undefined);
    });

    it('refuses a key file that is none, and does not tell what is in it', async () => {
      const document = await file('act.json', JSON.stringify(DOCUMENT));
      const key = KEY;
      const contents = [
        '',
        SEED,
        '[]',
        JSON.stringify({ v: 2, key, seed: SEED }),
        JSON.stringify({ v: 1, key }),
        JSON.stringify({ v: 1, key, seed: 1 }),
        JSON.stringify({ v: 1, key, seed: SEED.slice(2) }),
        JSON.stringify({ v: 1, key, seed: OTHER_SEED }),
        `{"v":1,"key":"${key}","seed":"${SEED}","${SEED}":1,"${SEED}":1}`,
      ];
      for (const content of contents) {
        await file('some.key', content);
        const refusal = { code: 'KEY_FILE_MALFORMED', details: { file: at('some.key') } };
        expect((await sign(document)).refusal).to.deep.equal(refusal);
      }
    });

    it('refuses what is no document, no time, and no file', async () => {
      await keyFile();
      expect((await sign(await file('a', '[1]'))).refusal).to.deep.equal({ code: 'DOCUMENT_NOT_OBJECT', details: {} });
      expect((await sign(await file('b', '{'))).refusal?.code).to.equal('JSON_MALFORMED');
      expect((await sign(at('none'))).refusal).to.deep.equal({
        code: 'FILE_UNREADABLE',
        details: { file: at('none'), reason: 'ENOENT' },
      });
      expect((await sign(folder)).refusal?.details).to.deep.equal({ file: folder, reason: 'it is a folder' });
      const args = ['seal', 'sign', '-', '--key', at('some.key'), '--created', 'yesterday'];
      const refusal = { code: 'INSTANT_INVALID', details: { text: 'yesterday' } };
      expect((await run(args, '{}')).refusal).to.deep.equal(refusal);
      const sealed = await file('c', SEALED_TEXT);
      expect((await sign(sealed)).refusal).to.deep.equal({ code: 'SEAL_DUPLICATE', details: { key: KEY } });
    });
  });

  describe('verify', () => {
    const published = (name: string): string => fileURLToPath(new URL(`eddsa-jcs-2022/${name}`, VECTORS));

    it('says of each proof whether it holds', async () => {
      const { stdout, refusal } = await run(['seal', 'verify', '-'], SEALED_TEXT);
      expect([stdout, refusal]).to.deep.equal([`proof 1: verified, ${KEY}, ${CREATED}, assertionMethod\n`, undefined]);
    });

    it('verifies the documents that the W3C publishes', async () => {
      for (const name of ['signedJCS.json', 'signed-without-proof-context.json']) {
        const { stdout, refusal } = await run(['seal', 'verify', published(name)]);
        expect(refusal).to.equal(undefined);
        expect(stdout).to.match(/^proof 1: verified, did:key:z6MkrJ\w+, 2023-02-24T23:36:38Z, assertionMethod\n$/);
      }
    });

    it('is not satisfied when one of several fails', async () => {
      const both = seal(SEALED, { secretKey: unhex(OTHER_SEED), created: Instant.parse(CREATED) });
      const [first, second] = both.proof;
      const tampered = JSON.stringify({ ...DOCUMENT, proof: [first, { ...second, created: '2020-01-01T00:00:00Z' }] });
      const { stdout, refusal } = await run(['seal', 'verify', await file('sealed.json', tampered)]);
      const key = didKeyOfSeed(unhex(OTHER_SEED));
      expect(stdout.split('\n').map((line) => line.slice(0, 33))).to.deep.equal([
        `proof 1: verified, ${KEY}`.slice(0, 33),
        'proof 2: refused, SEAL_INVALID: T',
        '',
      ]);
      expect(refusal).to.deep.equal({ code: 'SEAL_INVALID', details: { proof: 2, key } });
      expect(new TreatyError('SEAL_INVALID').kind).to.equal('unverified');
    });

    it('is not satisfied by a document without proof', async () => {
      const { stdout, refusal } = await run(['seal', 'verify', '-'], '{"proof":[]}');
      expect([stdout, refusal]).to.deep.equal(['', { code: 'SEAL_MISSING', details: {} }]);
      expect(new TreatyError('SEAL_MISSING').kind).to.equal('unverified');
    });

    it('answers one object with --json', async () => {
      const good = await run(['seal', 'verify', '-', '--json'], SEALED_TEXT);
      expect(JSON.parse(good.stdout)).to.deep.equal({
        v: 1,
        verified: true,
        proofs: [{ status: 'verified', key: KEY, created: CREATED, purpose: 'assertionMethod' }],
      });
      const bad = await run(['seal', 'verify', '-', '--json'], SEALED_TEXT.replace('yes', 'no'));
      const { proofs, ...rest } = JSON.parse(bad.stdout) as { proofs: { message: unknown }[] };
      expect(rest).to.deep.equal({ v: 1, verified: false });
      expect(proofs.map((proof) => ({ ...proof, message: '' }))).to.deep.equal([
        { status: 'refused', code: 'SEAL_INVALID', message: '', details: { proof: 1, key: KEY } },
      ]);
      expect(bad.refusal?.code).to.equal('SEAL_INVALID');
    });

    it('says so where a proof tells no time, and where its suite is another', async () => {
      const foreign = await readFile(published('signedJCS.json'), 'utf8');
      const { stdout } = await run(['seal', 'verify', '-'], foreign.replace('eddsa-jcs-2022', 'eddsa-rdfc-2022'));
      expect(stdout).to.match(/^proof 1: refused, SEAL_SUITE_UNKNOWN: /);
    });

    it('takes the key of a proof that names its own by something other than a did:key', async () => {
      const key = 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2';
      const foreign = await file('fep-8b32.json', JSON.stringify(FEP_8B32));
      const { stdout, refusal } = await run(['seal', 'verify', foreign, '--key-of', key]);
      expect([stdout, refusal]).to.deep.equal([
        `proof 1: verified, ${key}, 2023-02-24T23:36:38Z, assertionMethod\n`,
        undefined,
      ]);
      expect((await run(['seal', 'verify', foreign])).refusal?.code).to.equal('SEAL_KEY_UNKNOWN');
      expect((await run(['seal', 'verify', foreign, '--key-of', KEY])).refusal?.code).to.equal('SEAL_INVALID');
      const sealed = ['seal', 'verify', await file('own', SEALED_TEXT), '--key-of', key];
      expect((await run(sealed)).stdout).to.include(`verified, ${KEY}`);
      const wrong = await run(['seal', 'verify', foreign, '--key-of', 'z6Mk']);
      expect(wrong.refusal).to.deep.equal({
        code: 'OPTION_INVALID',
        details: {
          option: '--key-of',
          problem: 'an Ed25519 key such as did:key:z6Mk..',
          command: 'depositary seal verify',
        },
      });
    });

    it('stops reading a long file at the limit', async () => {
      const { refusal } = await run(['seal', 'verify', await file('long', ' '.repeat(1e7))]);
      expect(refusal).to.deep.equal({ code: 'BYTES_TOO_MANY', details: { bytes: 'more than 65536', limit: 65_536 } });
    });
  });

  it('shows examples before anything else', () => {
    const command = sealCommand();
    for (const each of [command, ...command.commands])
      expect(helpOf(each)).to.match(/^Examples:\n {2}\$ depositary seal /);
  });
});
