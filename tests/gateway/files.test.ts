// SPDX-License-Identifier: Apache-2.0
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { NetworkId, RepresentativeId, TransactionId, TreatyId } from '../../chaincode/src/protocol/index.ts';
import { readConnection } from '../../gateway/src/connection.ts';
import { CheckpointFile } from '../../gateway/src/events/checkpoint-file.ts';
import { readLimited } from '../../gateway/src/files.ts';
import { KeyRing } from '../../gateway/src/key-ring.ts';
import { expectRefusal, refusalOf } from '../support/refusals.ts';

const TX = TransactionId.parse('3'.repeat(64));
const STREAM = { network: NetworkId.parse(`treaty@${'0'.repeat(64)}`), treaty: TreatyId.parse('test') };

describe('files of a party', () => {
  let folder: string;
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'depositary-files-'));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  describe('a document', () => {
    it('is read from a pipe, in as many pieces as it comes', async () => {
      const fifo = join(folder, 'fifo');
      execFileSync('sh', ['-c', 'mkfifo "$0"', fifo]);
      const writing = promisify(execFile)('sh', ['-c', '(printf one; sleep 0.1; printf two) > "$0"', fifo]);
      expect(Buffer.from(await readLimited(fifo)).toString()).to.equal('onetwo');
      await writing;
    });

    it('has at most 65536 bytes', async () => {
      const full = file('full', ' '.repeat(65_536));
      expect(await readLimited(full)).to.have.length(65_536);
      const details = { bytes: 'more than 65536', limit: 65_536 };
      await expectRefusal(readLimited(file('long', ' '.repeat(65_537))), 'BYTES_TOO_MANY', details);
    });

    it('is no folder and no device, whatever its mode', async () => {
      await expectRefusal(readLimited(folder), 'FILE_UNREADABLE', { file: folder, reason: 'it is a folder' });
      await expectRefusal(readLimited('/tmp', 0o600), 'FILE_UNREADABLE', { reason: 'it is a folder' });
      await expectRefusal(readLimited('/dev/zero'), 'FILE_UNREADABLE', { reason: 'it is a device' });
    });
  });

  describe('a checkpoint', () => {
    it('is none before one was kept, and then the last one', async () => {
      const checkpoint = new CheckpointFile(join(folder, 'place.json'), STREAM);
      expect(checkpoint.read()).to.equal(undefined);
      await checkpoint.keep({ block: '7' });
      expect(checkpoint.read()).to.deep.equal({ block: '7' });
      await checkpoint.keep({ block: '8', tx: TX });
      expect(checkpoint.read()).to.deep.equal({ block: '8', tx: TX });
    });

    it('is refused in the events of another network or treaty, whose blocks are others', async () => {
      const place = join(folder, 'own.json');
      await new CheckpointFile(place, STREAM).keep({ block: '7', tx: TX });
      const elsewhere = NetworkId.parse(`treaty@${'1'.repeat(64)}`);
      for (const stream of [
        { ...STREAM, network: elsewhere },
        { ...STREAM, treaty: TreatyId.parse('other') },
      ]) {
        const foreign = new CheckpointFile(place, stream);
        await expectRefusal(
          Promise.resolve().then(() => foreign.read()),
          'CHECKPOINT_FOREIGN',
          { file: place, treaty: 'test' },
        );
      }
    });

    it('is refused where the file holds something else, or cannot be read', async () => {
      for (const content of ['', '{"v":2,"block":"1"}', '{"v":1,"block":1}']) {
        const broken = new CheckpointFile(file('broken.json', content), STREAM);
        await expectRefusal(
          Promise.resolve().then(() => broken.read()),
          'CHECKPOINT_INVALID',
        );
      }
      await expectRefusal(
        Promise.resolve().then(() => new CheckpointFile(folder, STREAM).read()),
        'CHECKPOINT_INVALID',
      );
    });
  });

  describe('a key ring', () => {
    const office = RepresentativeId.parse('XA/delegate-1');

    it('makes a key that its owner alone can read, once', async () => {
      const ring = new KeyRing(join(folder, 'keys'));
      expect(ring.holds(office)).to.equal(false);
      const made = await ring.make(office);
      expect(statSync(ring.fileOf(office)).mode & 0o777).to.equal(0o600);
      expect(ring.holds(office)).to.equal(true);
      const { key, seed } = await ring.key(office);
      expect({ key, seed: Buffer.from(seed) }).to.deep.equal({ key: made.key, seed: Buffer.from(made.seed) });
      await expectRefusal(ring.make(office), 'FILE_EXISTS');
    });

    it('refuses a key that others can read, and tells nothing of what is in it', async () => {
      const ring = new KeyRing(join(folder, 'keys'));
      const [secret = 'none'] = /[0-9a-f]{64}/.exec(readFileSync(ring.fileOf(office), 'utf8')) ?? [];
      chmodSync(ring.fileOf(office), 0o644);
      const refusal = await refusalOf(ring.key(office));
      expect(refusal.code).to.equal('KEY_FILE_OPEN');
      expect(refusal.message).not.to.include(secret);
    });

    it('names an office of which this machine holds no key, and where it would stand', async () => {
      const ring = new KeyRing(join(folder, 'keys'));
      const nobody = RepresentativeId.parse('XA/nobody');
      const file = join(folder, 'keys', 'XA', 'nobody.json');
      await expectRefusal(ring.key(nobody), 'KEY_NOT_HERE', { representative: nobody, file });
    });
  });

  describe('a connection', () => {
    const connection = {
      v: 1,
      network: `treaty@${'0'.repeat(64)}`,
      channel: 'treaty',
      chaincode: 'depositary',
      organisation: 'XA',
      msp: 'XAMSP',
      peer: { endpoint: '127.0.0.1:7051', name: 'peer.xa', tlsRootCertificate: 'ca.pem' },
      identity: { certificate: 'cert.pem', privateKey: 'key.pem' },
    };

    it('is read as it was written', () => {
      expect(readConnection(file('xa.json', JSON.stringify(connection)))).to.deep.equal(connection);
    });

    it('is refused with the field and the problem', async () => {
      const wrong = file('wrong.json', JSON.stringify({ ...connection, msp: 7 }));
      await expectRefusal(
        Promise.resolve().then(() => readConnection(wrong)),
        'CONNECTION_INVALID',
        { file: wrong, field: 'msp' },
      );
      await expectRefusal(
        Promise.resolve().then(() => readConnection(file('no.json', '{'))),
        'CONNECTION_INVALID',
      );
    });
  });
});
