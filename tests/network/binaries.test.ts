// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { PROGRAMS, findBinaries } from '../../network/fabric/binaries.ts';
import { GO_NEEDED, buildFolder, goVersion } from '../../network/fabric/fabric-build.ts';
import { refusalOf, removeTemporaryFolders, temporaryFolder } from './support.ts';

function writeProgram(folder: string, name: string, script: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** A folder like that of an official release whose peer claims to be `version`. */
function release(version: string): string {
  const folder = path.join(temporaryFolder(), 'bin');
  for (const name of PROGRAMS)
    writeProgram(folder, name, `printf 'peer:\\n Version: ${version}\\n Go version: go1\\n'`);
  const config = path.join(folder, '../config');
  mkdirSync(config);
  for (const name of ['core.yaml', 'orderer.yaml']) writeFileSync(path.join(config, name), '');
  return folder;
}

describe('the programs of Fabric', () => {
  const before = { ...process.env };

  afterEach(() => {
    for (const name of ['FABRIC_BIN_DIR', 'DEPOSITARY_CACHE', 'XDG_CACHE_HOME', 'PATH']) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
    removeTemporaryFolders();
  });

  it('are taken from FABRIC_BIN_DIR, with the configuration beside it', async () => {
    for (const version of ['3.1.1', 'v3.1.5']) {
      const folder = release(version);
      process.env.FABRIC_BIN_DIR = folder;
      const found = await findBinaries();
      expect(found).to.include({ folder, config: path.join(folder, '../config'), version: version.replace('v', '') });
      expect(found.program('osnadmin')).to.equal(path.join(folder, 'osnadmin'));
    }
  });

  it('are refused from FABRIC_BIN_DIR when one is missing, with its name', async () => {
    const folder = temporaryFolder();
    for (const name of PROGRAMS.filter((one) => one !== 'osnadmin')) writeProgram(folder, name, '');
    process.env.FABRIC_BIN_DIR = folder;
    const { code, details } = await refusalOf(findBinaries);
    expect({ code, ...details }).to.deep.equal({ code: 'FABRIC_PROGRAMS_MISSING', folder, missing: ['osnadmin'] });
  });

  it('are refused from FABRIC_BIN_DIR without their configuration', async () => {
    const folder = path.join(temporaryFolder(), 'bin');
    for (const name of PROGRAMS) writeProgram(folder, name, '');
    process.env.FABRIC_BIN_DIR = folder;
    expect((await refusalOf(findBinaries)).code).to.equal('FABRIC_CONFIG_MISSING');
  });

  for (const version of ['2.5.12', '3.2.0', 'nonsense']) {
    it(`are refused from FABRIC_BIN_DIR in version ${version}`, async () => {
      const folder = release(version);
      process.env.FABRIC_BIN_DIR = folder;
      const { code, details } = await refusalOf(findBinaries);
      expect({ code, ...details }).to.deep.equal({ code: 'FABRIC_VERSION_WRONG', folder, version, wanted: '3.1.x' });
    });
  }

  it('are found where they were built before, without Go', async () => {
    process.env.FABRIC_BIN_DIR = '';
    process.env.DEPOSITARY_CACHE = temporaryFolder();
    process.env.PATH = temporaryFolder();
    mkdirSync(buildFolder());
    expect(await findBinaries()).to.include({ folder: path.join(buildFolder(), 'bin'), version: '3.1.1' });
  });

  it('cannot be built without Go', async () => {
    process.env.FABRIC_BIN_DIR = '';
    process.env.DEPOSITARY_CACHE = temporaryFolder();
    process.env.PATH = temporaryFolder();
    const { code, details } = await refusalOf(findBinaries);
    expect({ code, ...details }).to.deep.equal({ code: 'GO_MISSING', needed: GO_NEEDED });
  });

  it('cannot be built with an old Go, whether it says so or fails', async () => {
    process.env.PATH = temporaryFolder();
    for (const script of [
      'echo go1.26.3',
      'echo "go: go.mod requires go >= 1.26.4 (running go 1.26.3; GOTOOLCHAIN=local)" >&2; exit 1',
    ]) {
      writeProgram(process.env.PATH, 'go', script);
      const { code, details } = await refusalOf(goVersion);
      expect({ code, ...details }).to.deep.equal({ code: 'GO_TOO_OLD', found: '1.26.3', needed: GO_NEEDED });
    }
    writeProgram(process.env.PATH, 'go', 'echo go1.27rc1');
    expect(await goVersion()).to.equal('1.27');
  });

  it('report the last words of a build that fails, and leave nothing that looks built', async () => {
    process.env.FABRIC_BIN_DIR = '';
    process.env.DEPOSITARY_CACHE = temporaryFolder();
    process.env.PATH = temporaryFolder();
    writeProgram(
      process.env.PATH,
      'go',
      'case "$1" in env) echo go1.26.8;; *) echo "proxy says no" >&2; exit 1;; esac',
    );
    const { code, details } = await refusalOf(findBinaries);
    expect({ code, ...details }).to.deep.equal({ code: 'FABRIC_BUILD_FAILED', reason: 'proxy says no' });
    expect((await refusalOf(findBinaries)).code).to.equal('FABRIC_BUILD_FAILED');
  });
});
