// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { canonicalCommand } from '../../../gateway/src/cli/commands/canonical.ts';
import { sha256Hex } from '../../../chaincode/src/protocol/digest.ts';
import { bytesOf, textOf, utf8, VECTORS } from '../../protocol/support.ts';
import { helpOf, run } from './in-memory.ts';

describe('depositary canonical', () => {
  it('writes the canonical bytes and nothing else', async () => {
    for (const document of ['arrays', 'french', 'structures', 'unicode', 'values', 'weird']) {
      const answer = await run(['canonical'], bytesOf(VECTORS, `rfc8785/input/${document}.json`));
      const stdout = textOf(VECTORS, `rfc8785/output/${document}.json`);
      expect(answer).to.deep.equal({ stdout, stderr: '', refusal: undefined, taken: 1 });
    }
  });

  it('reads standard input in pieces', async () => {
    const [first, second] = [utf8('{"é":1,'), utf8('"a":2}')];
    expect((await run(['canonical'], first.slice(0, 3), first.slice(3), second)).stdout).to.equal('{"a":2,"é":1}');
  });

  it('answers one object with --json', async () => {
    const { stdout } = await run(['canonical', '--json'], ' {"b":1.0, "a":"é"}');
    const canonical = '{"a":"é","b":1}';
    expect(stdout).to.match(/^[^\n]+\n$/);
    expect(JSON.parse(stdout)).to.deep.equal({ v: 1, canonical, bytes: 16, sha256: sha256Hex(utf8(canonical)) });
  });

  it('refuses with a code, and writes nothing', async () => {
    const refusal = { code: 'JSON_DUPLICATE_NAME', details: { name: 'a' } };
    expect(await run(['canonical'], '{"a":1,"a":1}')).to.deep.equal({ stdout: '', stderr: '', refusal, taken: 1 });
    expect((await run(['canonical'])).refusal).to.deep.equal({ code: 'JSON_MALFORMED', details: { position: 0 } });
  });

  it('stops reading 100 MB at the limit', async () => {
    const piece = new Uint8Array(65_536).fill(0x20);
    // Processor time, so that what else the host does at the moment does not count.
    const start = process.cpuUsage();
    const { refusal, taken, stdout } = await run(['canonical'], ...Array<Uint8Array>(1600).fill(piece));
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).to.be.below(100);
    expect(refusal).to.deep.equal({ code: 'BYTES_TOO_MANY', details: { bytes: 'more than 65536', limit: 65_536 } });
    expect([taken, stdout]).to.deep.equal([2, '']);
  });

  it('shows examples before anything else', () => {
    expect(helpOf(canonicalCommand())).to.match(/^Examples:\n {2}\$ depositary canonical < /);
  });
});
