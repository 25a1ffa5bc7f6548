// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { expect } from 'chai';
import { buildChaincodePackage } from '../network/fabric/chaincode-package.ts';

const ROOT = resolve(import.meta.dirname, '..');

/** What is left of this process's environment for an installed program: our Node first, and nothing that `npm test` or c8 set. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_V8_COVERAGE$|DEPOSITARY_)/.test(name));
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  return { ...Object.fromEntries(kept), PATH: path };
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(cwd: string, program: string, args: readonly string[], input = ''): Promise<Ended> {
  return new Promise((answer) => {
    const child = execFile(program, args, { cwd, env: environment() }, (error, stdout, stderr) => {
      // A program that could not be started, or was killed, has no code of its own.
      const code = typeof error?.code === 'number' ? error.code : Number(error !== null);
      answer({ code, stdout, stderr: stderr || (error?.message ?? '') });
    });
    child.stdin?.end(input);
  });
}

/** The code of the error that the command line tells with `--json`, among what npm may say besides. */
function errorIn(stderr: string): string {
  const line = stderr.split('\n').find((text) => text.startsWith('{'));
  return (JSON.parse(line ?? 'null') as { error: { code: string } }).error.code;
}

async function succeed(cwd: string, program: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(cwd, program, args);
  expect(code, `${program} ${args.join(' ')}: ${stderr}`).to.equal(0);
  return stdout;
}

describe('the packed package, installed elsewhere', function () {
  this.timeout(120_000);

  let folder = '';
  const installed = (...parts: string[]): string => join(folder, 'node_modules', 'depositary', ...parts);
  const depositary = (args: readonly string[], input?: string): Promise<Ended> =>
    run(folder, 'npx', ['--no', '--', 'depositary', ...args], input);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'depositary-package-'));
    await succeed(ROOT, 'npm', 'pack', '--pack-destination', folder);
    writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
    const [tarball] = globSync('depositary-*.tgz', { cwd: folder });
    const quietly = ['--prefer-offline', '--no-audit', '--no-fund'];
    await succeed(folder, 'npm', 'install', `./${tarball ?? 'nothing.tgz'}`, ...quietly);
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('holds no TypeScript, which Node would not run there', () => {
    expect(globSync('**/*.{ts,mts,cts}', { cwd: installed() })).to.deep.equal([]);
    expect(existsSync(join(folder, 'node_modules', 'esbuild'))).to.equal(false);
  });

  it('holds what the program looks for beside itself, each file as it is in the checkout', () => {
    const shipped = globSync(['network/topologies/*.yaml', 'network/fabric/{go.mod,go.sum,tools.go}', 'LICENSE'], {
      cwd: ROOT,
    });
    const builder = globSync('network/fabric/builder/{bin/*,launch.js}', { cwd: ROOT });
    const documents = globSync('docs/{examples,profiles}/*.json', { cwd: ROOT });
    expect([shipped.length, builder.length, documents.length > 0]).to.deep.equal([6, 5, true]);
    for (const file of [...shipped, ...builder, ...documents]) {
      expect(readFileSync(installed(file)).equals(readFileSync(join(ROOT, file))), file).to.equal(true);
    }
    for (const program of globSync('network/fabric/builder/bin/*', { cwd: installed() })) {
      accessSync(installed(program), constants.X_OK);
    }
  });

  it('tells its version', async () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(await depositary(['--version'])).to.include({ code: 0, stdout: `${manifest.version}\n` });
  });

  it('brings JSON into canonical form', async () => {
    const answered = await depositary(['canonical'], '{ "b": 1.0, "a": "\\u00e9" }');
    expect(answered).to.deep.include({ code: 0, stdout: '{"a":"é","b":1}' });
  });

  it('refuses with a code and its exit status what is not JSON', async () => {
    const { code, stderr } = await depositary(['canonical', '--json'], '{"a":1');
    expect([code, errorIn(stderr)]).to.deep.equal([3, 'JSON_MALFORMED']);
  });

  it('makes a key, seals a document, verifies it, and finds a change', async () => {
    writeFileSync(join(folder, 'draft.json'), '{"choice":"yes"}');
    const signing = ['draft.json', '--key', 'some.key', '--out', 'sealed.json'];
    expect(await depositary(['seal', 'keygen', '--out', 'some.key'])).to.include({ code: 0 });
    expect(await depositary(['seal', 'sign', ...signing])).to.include({ code: 0 });
    expect(await depositary(['seal', 'verify', 'sealed.json'])).to.include({ code: 0 });
    const changed = readFileSync(join(folder, 'sealed.json'), 'utf8').replace('"yes"', '"no"');
    writeFileSync(join(folder, 'changed.json'), changed);
    expect(await depositary(['seal', 'verify', 'changed.json'])).to.include({ code: 4 });
  });

  it('plays the whole story on the embedded ledger', async () => {
    const { code, stdout, stderr } = await depositary(['demo', '--ledger', 'embedded', '--state', 'state', '--json']);
    expect(code, stderr).to.equal(0);
    const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as object;
    expect(last).to.include({ v: 1, step: 'done', threshold: `1${'0'.repeat(25)}`, readFrom: 'XCMSP' });
  });

  it('knows the topology that ships with it', async () => {
    const { code, stderr } = await depositary(['network', 'status', '--state', 'no-network', '--json']);
    expect([code, errorIn(stderr)]).to.deep.equal([5, 'NETWORK_NOT_RUNNING']);
  });

  it('is a library with one copy of the language', async () => {
    const script = `
      const [{ draft }, { TreatyError }] = await Promise.all([import('depositary'), import('depositary/protocol')]);
      try { draft('CastVote', {}, {}); } catch (error) { console.log(error instanceof TreatyError); }`;
    expect(await succeed(folder, 'node', '--input-type=module', '--eval', script)).to.equal('true\n');
  });

  it('gives the peers the very chaincode package that the checkout gives them', async () => {
    const idFrom = async (sourceRoot: string): Promise<string> => {
      const outFile = join(folder, 'chaincode.tar.gz');
      return (await buildChaincodePackage({ sourceRoot, outFile, opensTreaties: 'SECMSP' })).id;
    };
    expect(existsSync(installed('chaincode'))).to.equal(false);
    expect(await idFrom(installed())).to.equal(await idFrom(ROOT));
  });
});
