// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { buildChaincodePackage, bundleChaincode, packageIn } from '../../network/fabric/chaincode-package.ts';
import { refusalOf, removeTemporaryFolders, temporaryFolder } from './support.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** A copy of the repository's source as an organisation would have it, with its modules `above` folders further up. */
function copy(above: number): string {
  const top = temporaryFolder();
  const root = path.join(top, ...Array.from({ length: above }, (_, index) => `level-${index}`), 'depositary');
  mkdirSync(root, { recursive: true });
  cpSync(path.join(ROOT, 'chaincode'), path.join(root, 'chaincode'), { recursive: true });
  cpSync(path.join(ROOT, 'package.json'), path.join(root, 'package.json'));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(above === 0 ? root : top, 'node_modules'));
  return root;
}

/** Builds the package in another process with `cwd` as its working folder, and answers its id. */
async function idBuiltIn(sourceRoot: string, cwd: string): Promise<string> {
  const module = path.join(ROOT, 'network/fabric/chaincode-package.ts');
  const source = { sourceRoot, outFile: path.join(sourceRoot, 'out.tar.gz'), opensTreaties: 'SECMSP' };
  const script = `import { buildChaincodePackage } from ${JSON.stringify(module)};
    console.log((await buildChaincodePackage(${JSON.stringify(source)})).id);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd });
  return stdout.trim();
}

async function unpacked(archive: string): Promise<string> {
  const folder = temporaryFolder();
  await run('tar', ['-xzf', archive, '-C', folder]);
  return folder;
}

describe('the chaincode package', function () {
  this.timeout(60_000);

  after(removeTemporaryFolders);

  it('has one id from three folders, three working folders and three depths of node_modules', async () => {
    const roots = [copy(0), copy(1), copy(3)];
    const cwds = [path.join(roots[0] ?? '', 'chaincode'), '/', temporaryFolder()];
    const ids: string[] = [];
    for (const [index, root] of roots.entries()) ids.push(await idBuiltIn(root, cwds[index] ?? '/'));
    const here = { sourceRoot: ROOT, outFile: path.join(temporaryFolder(), 'here.tar.gz'), opensTreaties: 'SECMSP' };
    ids.push((await buildChaincodePackage(here)).id);
    expect(new Set(ids)).to.have.property('size', 1);
    expect(ids[0]).to.match(/^depositary_\d+\.\d+\.\d+:[0-9a-f]{64}$/);
    const bundle = Buffer.from(await bundleChaincode(ROOT)).toString('utf8');
    expect(bundle).not.to.include(ROOT);
    expect(bundle).not.to.include('../node_modules');
  });

  it('is what Fabric expects: metadata and code, whose digest is the id', async () => {
    const outFile = path.join(temporaryFolder(), 'package.tar.gz');
    const built = await buildChaincodePackage({ sourceRoot: ROOT, outFile, opensTreaties: 'SECMSP' });
    const digest = createHash('sha256').update(readFileSync(outFile)).digest('hex');
    expect(built).to.deep.equal({
      name: 'depositary',
      label: built.label,
      id: `${built.label}:${digest}`,
      file: outFile,
    });
    expect(await packageIn('depositary', outFile)).to.deep.equal(built);
    const outer = await unpacked(outFile);
    expect(JSON.parse(readFileSync(path.join(outer, 'metadata.json'), 'utf8'))).to.deep.equal({
      label: built.label,
      path: '',
      type: 'node',
    });
    const code = await unpacked(path.join(outer, 'code.tar.gz'));
    expect(readFileSync(path.join(code, 'src/office.json'), 'utf8')).to.equal('{"opensTreaties":"SECMSP"}');
    expect(readFileSync(path.join(code, 'src/chaincode.cjs'))).to.deep.equal(Buffer.from(await bundleChaincode(ROOT)));
  });

  it('tells neither who built it nor when', async () => {
    const outFile = path.join(temporaryFolder(), 'package.tar.gz');
    await buildChaincodePackage({ sourceRoot: ROOT, outFile, opensTreaties: 'SECMSP' });
    const outer = await unpacked(outFile);
    for (const archive of [outFile, path.join(outer, 'code.tar.gz')]) {
      const { stdout } = await run('tar', ['-tvzf', archive, '--numeric-owner', '--utc', '--full-time']);
      for (const line of stdout.trim().split('\n')) expect(line).to.match(/^-rw-r--r-- 0\/0 +\d+ 1970-01-01 00:00:00 /);
    }
  });

  it('has another id for another code, or another organisation that may open treaties', async () => {
    const root = copy(0);
    const build = (opensTreaties: string): Promise<{ id: string }> =>
      buildChaincodePackage({ sourceRoot: root, outFile: path.join(root, 'out.tar.gz'), opensTreaties });
    const first = await build('SECMSP');
    const otherOffice = await build('XAMSP');
    const main = path.join(root, 'chaincode/src/main.ts');
    writeFileSync(main, `${readFileSync(main, 'utf8')}\nReflect.set(globalThis, 'altered', true);\n`);
    const otherCode = await build('SECMSP');
    expect(new Set([first.id, otherOffice.id, otherCode.id])).to.have.property('size', 3);
  });

  it('is made from the bundle that ships where there is no source', async () => {
    const root = temporaryFolder();
    cpSync(path.join(ROOT, 'package.json'), path.join(root, 'package.json'));
    const source = { sourceRoot: root, outFile: path.join(root, 'out.tar.gz'), opensTreaties: 'SECMSP' };
    const { code, details } = await refusalOf(() => buildChaincodePackage(source));
    expect({ code, ...details }).to.deep.equal({
      code: 'CHAINCODE_SOURCE_MISSING',
      path: path.join(root, 'chaincode/src/main.ts'),
    });
    mkdirSync(path.join(root, 'dist'));
    writeFileSync(path.join(root, 'dist/chaincode.cjs'), await bundleChaincode(ROOT));
    const here = { sourceRoot: ROOT, outFile: path.join(root, 'here.tar.gz'), opensTreaties: 'SECMSP' };
    expect((await buildChaincodePackage(source)).id).to.equal((await buildChaincodePackage(here)).id);
  });

  it('says what the source lacks', async () => {
    const root = temporaryFolder();
    writeFileSync(path.join(root, 'main.ts'), "import './missing.ts';\n");
    const { code, details } = await refusalOf(() => bundleChaincode(root, 'main.ts'));
    expect({ code, ...details }).to.deep.equal({
      code: 'CHAINCODE_BUILD_FAILED',
      reason: 'Could not resolve "./missing.ts"',
    });
  });
});
