// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Checkpoint, Ledger } from '../../../chaincode/src/protocol/index.ts';
import { EmbeddedNetwork, openEmbedded, type OpenEmbeddedOptions } from '../../../network/embedded/index.ts';
import { refusalOf, removeTemporaryFolders, temporaryFolder } from '../support.ts';
import { evaluated, notes, submitted, valueOf } from './notes.ts';

const WRITER = fileURLToPath(import.meta.resolve('./writer.ts'));

const journalOf = (state: string): string => path.join(state, 'journal.jsonl');
const opened = (state: string, options: OpenEmbeddedOptions = {}): Promise<EmbeddedNetwork> =>
  openEmbedded({ state, chaincode: () => notes(), ...options });

/** A folder with a network of a few blocks, some of whose transactions are invalid. */
async function written(): Promise<{ state: string; network: EmbeddedNetwork }> {
  const state = path.join(temporaryFolder(), 'embedded');
  const network = await opened(state);
  const ledger = network.connect({ organisation: 'XA' });
  await submitted(ledger, { put: 'a', value: '1' }, { put: 'b', value: '1' });
  const late = await ledger.endorse('play', JSON.stringify([{ get: 'a' }, { put: 'c', value: '1' }]));
  await submitted(ledger, { put: 'a', value: '2' }, { del: 'b' }, { event: 'ActRecorded', payload: 'changed' });
  await refusalOf(() => late.submit());
  return { state, network };
}

/** The payload of the first envelope that comes. */
async function firstOf(ledger: Ledger, after?: Checkpoint): Promise<string> {
  for await (const { payload } of ledger.deliveries({ ...(after && { after }) })) return payload;
  return 'none';
}

const fingerprints = (network: EmbeddedNetwork): string[] => network.peers.map(({ state }) => state.fingerprint());

/** Runs the writer; `lines` are those that it wrote before it ended or was killed. */
function writing(state: string, name: string, count: number, { killAfter = Infinity, shell = '' } = {}) {
  const command = [process.execPath, WRITER, state, name, String(count)];
  const child =
    shell === '' ? spawn(command[0] ?? '', command.slice(1)) : spawn('bash', ['-c', shell, 'bash', ...command]);
  const lines: string[] = [];
  const { promise, resolve } = Promise.withResolvers<string[]>();
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    if (lines.length >= killAfter) child.kill('SIGKILL');
  });
  child.stderr.pipe(process.stderr);
  child.on('close', () => {
    resolve(lines);
  });
  return promise;
}

describe('The journal of the embedded ledger', () => {
  after(removeTemporaryFolders);

  it('lets the network live on in the next process, with the same name, state and findings', async () => {
    const { state, network } = await written();
    const again = await opened(state);
    expect(again.id).to.equal(network.id);
    expect(again.height).to.equal(4);
    expect(fingerprints(again)).to.deep.equal(fingerprints(network));
    const codes = [1, 2, 3].map((number) => again.peer('SEC').block(number)?.codes);
    expect(codes).to.deep.equal([['VALID'], ['VALID'], ['MVCC_READ_CONFLICT']]);
    const ledger = again.connect({ organisation: 'XB' });
    expect(await evaluated(ledger, { get: 'a' }, { get: 'b' }, { get: 'c' })).to.deep.equal(['2', '', '']);
    expect((await submitted(ledger, { get: 'a' }, { put: 'a', value: '3' })).committed.block).to.equal('4');
    expect(await firstOf(ledger)).to.equal('changed');
  });

  it('keeps the certificates, so that an earlier one is still that of its organisation', async () => {
    const { state, network } = await written();
    expect((await opened(state)).creator('XA', true)).to.deep.equal(network.creator('XA', true));
  });

  it('is for the eyes of its owner only', async () => {
    const { state } = await written();
    expect([statSync(state).mode & 0o777, statSync(journalOf(state)).mode & 0o777]).to.deep.equal([0o700, 0o600]);
  });

  it('is not needed: without a folder the network lives in memory', async () => {
    const [one, other] = [await openEmbedded({ chaincode: () => notes() }), await openEmbedded()];
    expect(one).to.be.instanceOf(EmbeddedNetwork);
    expect(one.id).not.to.equal(other.id);
  });

  it('belongs to one composition of the network', async () => {
    const { state } = await written();
    const organisations = [{ id: 'XA', msp: 'XAMSP' }];
    for (const [options, difference] of [
      [{ channel: 'other' }, 'channel'],
      [{ opensTreaties: 'XAMSP' }, 'opensTreaties'],
      [{ organisations }, 'organisations'],
    ] as const) {
      const { code, details } = await refusalOf(() => opened(state, options));
      expect([code, details]).to.deep.equal(['TOPOLOGY_CHANGED', { state, difference }]);
    }
    const same = ['XA', 'XB', 'XC', 'AISI-XA', 'AISI-XB', 'SEC'].map((id) => ({ id, msp: `${id}MSP` }));
    await opened(state, { channel: 'treaty', opensTreaties: 'SECMSP', organisations: same });
  });

  it('drops a last line that a crash has torn, wherever it was torn, and goes on', async () => {
    const { state, network } = await written();
    const whole = readFileSync(journalOf(state));
    const [complete] = fingerprints(network);
    await submitted(network.connect({ organisation: 'XA' }), { put: 'torn', value: '1' });
    const longer = readFileSync(journalOf(state));
    for (const length of [whole.length + 1, Math.floor((whole.length + longer.length) / 2), longer.length - 1]) {
      writeFileSync(journalOf(state), longer.subarray(0, length));
      const again = await opened(state);
      expect(again.height).to.equal(4);
      expect(fingerprints(again)).to.deep.equal(Array(6).fill(complete));
      await submitted(again.connect({ organisation: 'XA' }), { put: 'whole', value: '1' });
      expect(readFileSync(journalOf(state)).subarray(0, whole.length).equals(whole)).to.equal(true);
      expect(await valueOf((await opened(state)).connect({ organisation: 'XA' }), 'whole')).to.equal('1');
    }
  });

  it('begins anew where the crash came before its first line was whole', async () => {
    const state = temporaryFolder();
    writeFileSync(journalOf(state), '{"number":0,');
    const network = await opened(state);
    expect(network.height).to.equal(1);
    expect((await opened(state)).id).to.equal(network.id);
  });

  describe('tampered with, names the line', () => {
    const after_ = async (change: (lines: string[]) => string[]): Promise<unknown> => {
      const { state } = await written();
      const lines = readFileSync(journalOf(state), 'utf8').split('\n');
      writeFileSync(journalOf(state), change(lines).join('\n'));
      const { code, details } = await refusalOf(() => opened(state));
      expect([code, details.file]).to.deep.equal(['JOURNAL_DAMAGED', journalOf(state)]);
      return [details.line, details.problem];
    };
    const altered = (index: number, from: string | RegExp, to: string) => (lines: string[]) =>
      lines.with(index, String(lines[index]).replace(from, to));
    const CONTENT = 'its content is not that of its hash';
    const FORM = 'it is not a block as it was written';
    const ORDER = 'it does not follow the line before it';

    it('whose value, event or endorsement was changed', async () => {
      expect(await after_(altered(2, /"value":"[^"]+"/, '"value":"OTk="'))).to.deep.equal([3, CONTENT]);
      expect(await after_(altered(2, /"payload":"[^"]+"/, '"payload":"OTk="'))).to.deep.equal([3, CONTENT]);
      expect(await after_(altered(3, 'XBMSP', 'XCMSP'))).to.deep.equal([4, CONTENT]);
      expect(await after_(altered(0, '"id":"XB"', '"id":"XZ"'))).to.deep.equal([1, CONTENT]);
    });

    it('whose hash was changed as well, by the next one', async () => {
      const { state } = await written();
      const lines = readFileSync(journalOf(state), 'utf8').split('\n');
      const other = await written();
      const foreign = readFileSync(journalOf(other.state), 'utf8').split('\n');
      writeFileSync(journalOf(state), [lines[0], foreign[1], ...lines.slice(2)].join('\n'));
      const { details } = await refusalOf(() => opened(state));
      expect([details.line, details.problem]).to.deep.equal([2, ORDER]);
    });

    it('that is out of its order, missing, or there twice', async () => {
      expect(await after_((lines) => lines.toSpliced(1, 1))).to.deep.equal([2, ORDER]);
      expect(await after_((lines) => lines.toSpliced(1, 0, String(lines[1])))).to.deep.equal([3, ORDER]);
      expect(await after_(([zero, one, two, ...rest]) => [zero, two, one, ...rest].map(String))).to.deep.equal([
        2,
        ORDER,
      ]);
    });

    it('that is written otherwise, or is no block', async () => {
      expect(await after_(altered(1, '{', '{ '))).to.deep.equal([2, FORM]);
      expect(await after_(altered(1, /"number":1/, '"number":"1"'))).to.deep.equal([2, FORM]);
      expect(await after_((lines) => lines.with(1, 'nonsense'))).to.deep.equal([2, FORM]);
      expect(await after_((lines) => lines.slice(1))).to.deep.equal([1, FORM]);
    });

    it('also while the network is open', async () => {
      const { state, network } = await written();
      const ledger = network.connect({ organisation: 'XA' });
      const reading = firstOf(ledger, { block: '3' });
      appendFileSync(journalOf(state), 'nonsense\n');
      for (const work of [() => reading, () => valueOf(ledger, 'a'), () => submitted(ledger, { get: 'a' })])
        expect((await refusalOf(work)).details).to.include({ line: 5, problem: FORM });
    });

    it('where the file has become shorter under an open network', async () => {
      const { state, network } = await written();
      truncateSync(journalOf(state), 100);
      const ledger = network.connect({ organisation: 'XA' });
      const problem = 'the file has become shorter';
      expect((await refusalOf(() => valueOf(ledger, 'a'))).details).to.include({ line: 4, problem });
      rmSync(journalOf(state));
      expect((await refusalOf(() => valueOf(ledger, 'a'))).code).to.equal('JOURNAL_DAMAGED');
    });
  });

  it('that cannot be read or written is a ledger that is not available', async () => {
    const { state, network } = await written();
    rmSync(journalOf(state));
    mkdirSync(journalOf(state));
    for (let index = 0; index < 500; index += 1) writeFileSync(path.join(journalOf(state), `file-${index}`), '');
    const ledger = network.connect({ organisation: 'XA' });
    const { code } = await refusalOf(() => valueOf(ledger, 'a'));
    expect(['LEDGER_UNAVAILABLE', 'JOURNAL_DAMAGED']).to.include(code);
  });

  it('waits for a process that writes, though not for ever, and not for one that has died', async () => {
    const { state } = await written();
    const lock = `${journalOf(state)}.lock`;
    const ledger = (await opened(state, { patienceMilliseconds: 60 })).connect({ organisation: 'XA' });
    mkdirSync(lock);
    const { code, details } = await refusalOf(() => submitted(ledger, { put: 'x', value: '1' }));
    expect([code, details.stage]).to.deep.equal(['LEDGER_UNAVAILABLE', 'journal']);
    expect(await valueOf(ledger, 'x')).to.equal('');
    const longAgo = Date.now() / 1000 - 60;
    utimesSync(lock, longAgo, longAgo);
    await submitted(ledger, { put: 'x', value: '2' });
    expect(await valueOf(ledger, 'x')).to.equal('2');
  });

  it('takes in what another process writes: questions, transactions and readers see it', async () => {
    const { state, network } = await written();
    const ledger = network.connect({ organisation: 'XC' });
    const reading = (async () => {
      const found: string[] = [];
      for await (const { payload } of ledger.deliveries({ after: { block: '3' } })) {
        found.push(payload);
        if (found.length === 3) break;
      }
      return found;
    })();
    const stale = await ledger.endorse('play', JSON.stringify([{ get: 'w0' }, { put: 'w0', value: 'mine' }]));
    await writing(state, 'w', 3);
    expect(await reading).to.deep.equal(['w0', 'w1', 'w2']);
    expect(await valueOf(ledger, 'w2')).to.equal('w2'.repeat(20));
    expect((await refusalOf(() => stale.submit())).details.validation).to.equal('MVCC_READ_CONFLICT');
  }).timeout(30_000);

  it('is written by several processes at once without a lost or a broken line', async () => {
    const { state } = await written();
    const found = await Promise.all(['p', 'q', 'r'].map((name) => writing(state, name, 8)));
    const network = await opened(state);
    const ledger = network.connect({ organisation: 'XA' });
    expect(await valueOf(ledger, 'counter')).to.equal('24');
    for (const line of found.flatMap((lines) => lines.slice(0, -1))) {
      const [block, key = ''] = line.split(' ');
      expect(network.peer('XA').state.get(key)?.version.block).to.equal(Number(block));
    }
    expect(network.peer('XA').state.size).to.equal(1 + 24 + 1);
  }).timeout(60_000);

  it('holds whatever was reported as committed by a process that is killed', async () => {
    const { state } = await written();
    for (const killAfter of [1, 4, 9]) {
      const lines = await writing(state, 'crash', 500, { killAfter });
      const ledger = (await opened(state)).connect({ organisation: 'XA' });
      for (const line of lines) {
        const [, key = ''] = line.split(' ');
        expect(await valueOf(ledger, key)).to.equal(key.repeat(20));
      }
      await submitted(ledger, { put: `after ${killAfter}`, value: '1' });
    }
  }).timeout(60_000);

  /** Lets the writer run until the file is ten kibibytes longer; the shell sets the limit. */
  const limited = async (state: string, name: string): Promise<string[]> => {
    const limit = Math.ceil(statSync(journalOf(state)).size / 1024) + 10;
    return writing(state, name, 50, { shell: `ulimit -f ${limit}; exec "$@"` });
  };

  it('leaves nothing behind where the disk is full, and goes on when it is not', async () => {
    const { state } = await written();
    const lines = await limited(state, 'full');
    expect(lines.slice(-2)).to.deep.equal(['LEDGER_UNAVAILABLE', '[""]']);
    const journal = readFileSync(journalOf(state), 'utf8');
    expect(journal.endsWith('\n')).to.equal(true);
    const network = await opened(state);
    expect(network.height)
      .to.equal(journal.split('\n').length - 1)
      .and.to.equal(3 + lines.length - 1);
    await submitted(network.connect({ organisation: 'XA' }), { put: 'x', value: '1' });
  }).timeout(30_000);

  it('goes on after a process that was killed in the middle of a write', async () => {
    const { state } = await written();
    const lines = await limited(state, 'crash');
    expect(readFileSync(journalOf(state), 'utf8').endsWith('\n')).to.equal(false);
    const network = await opened(state);
    expect(network.height).to.equal(4 + lines.length);
    await submitted(network.connect({ organisation: 'XA' }), { put: 'x', value: '1' });
    expect(await valueOf((await opened(state)).connect({ organisation: 'XB' }), 'x')).to.equal('1');
  }).timeout(30_000);
});
