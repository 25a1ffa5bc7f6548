// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import { packageRoot } from './package-root.ts';
import { marker, markedProcesses, signal } from './proc.ts';
import { exclusively, nonEmpty } from './state-folder.ts';
import { until } from './wait.ts';

/** The release that go.mod pins: Fabric's tags are no valid Go versions, so the module itself cannot tell. */
const FABRIC_RELEASE = { version: '3.1.1', commit: '435a7f1a780a' } as const;

/** The oldest Go that builds the pinned Fabric (go.mod says so too). */
export const GO_NEEDED = '1.26.4';

const GO = 'go';
const MODULE = 'github.com/hyperledger/fabric';
const COMMANDS = ['peer', 'orderer', 'osnadmin', 'configtxgen', 'configtxlator', 'cryptogen'];
const BUILDING = '.building';

function sourceFolder(): string {
  return path.join(packageRoot(), 'network', 'fabric');
}

function cacheFolder(): string {
  const base = nonEmpty(process.env.XDG_CACHE_HOME) ?? path.join(homedir(), '.cache');
  return path.resolve(nonEmpty(process.env.DEPOSITARY_CACHE) ?? path.join(base, 'depositary'));
}

/** Where the built Fabric lies, or will: the name holds a digest of everything that goes into the build. */
export function buildFolder(): string {
  const digest = createHash('sha256').update(JSON.stringify([FABRIC_RELEASE, COMMANDS]));
  for (const file of ['go.mod', 'go.sum']) digest.update(readFileSync(path.join(sourceFolder(), file)));
  return path.join(cacheFolder(), `fabric-${FABRIC_RELEASE.version}-${digest.digest('hex').slice(0, 12)}`);
}

function isOlder(version: string, than: string): boolean {
  const [a = [], b = []] = [version, than].map((text) => text.split('.').map(Number));
  const place = b.findIndex((part, index) => (a[index] ?? 0) !== part);
  return place >= 0 && (a[place] ?? 0) < (b[place] ?? 0);
}

/**
 * The version of Go that would build Fabric here.
 * Fails if: there is none (GO_MISSING) or it is too old (GO_TOO_OLD).
 */
export async function goVersion(): Promise<string> {
  const result = await execa(GO, ['env', 'GOVERSION'], { cwd: sourceFolder(), reject: false });
  const found = /^go(\d+(?:\.\d+)*)/.exec(result.stdout)?.[1];
  if (found !== undefined && !isOlder(found, GO_NEEDED)) return found;
  // An old Go that may not fetch a newer one answers with nothing but a complaint that names both.
  const older = found ?? /go (\d+\.\d+(?:\.\d+)*)\)?[;,]/.exec(result.stderr)?.[1];
  if (older === undefined) throw new TreatyError('GO_MISSING', { needed: GO_NEEDED });
  throw new TreatyError('GO_TOO_OLD', { found: older, needed: GO_NEEDED });
}

async function go(args: readonly string[], root: string, hear: (line: string) => void): Promise<string> {
  const run = execa(GO, args, {
    cwd: sourceFolder(),
    env: { CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off', ...marker(root, `go.${args[0] ?? ''}`) },
    reject: false,
    stdin: 'ignore',
  });
  let last = '';
  for await (const line of run.iterable({ from: 'stderr' })) {
    last = line.trim() || last;
    hear(line);
  }
  const result = await run;
  if (result.exitCode !== 0) throw new TreatyError('FABRIC_BUILD_FAILED', { reason: last || 'go gave no reason' });
  return result.stdout;
}

/** Kills what an interrupted build left running and removes what it left behind. */
function clearInterrupted(root: string): void {
  for (const left of markedProcesses(root)) signal(left, root, 'SIGKILL');
  const parent = path.dirname(root);
  const leftovers = readdirSync(parent).filter(
    (name) => name.startsWith(path.basename(root)) && name.endsWith(BUILDING),
  );
  for (const name of leftovers) rmSync(path.join(parent, name), { recursive: true, force: true });
}

async function build(root: string, tell: (detail: string) => void): Promise<void> {
  clearInterrupted(root);
  tell(`with go ${await goVersion()}`);
  const temporary = `${root}-${process.pid}${BUILDING}`;
  mkdirSync(path.join(temporary, 'config'), { recursive: true });
  const variables = Object.entries({ Version: FABRIC_RELEASE.version, CommitSHA: FABRIC_RELEASE.commit })
    .map(([name, value]) => `-X ${MODULE}/common/metadata.${name}=${value}`)
    .join(' ');
  const targets = COMMANDS.map((name) => `${MODULE}/cmd/${name}`);
  const output = path.join(temporary, 'bin') + path.sep;
  let [downloads, packages] = [0, 0];
  await go(['build', '-v', '-trimpath', '-ldflags', `-s -w ${variables}`, '-o', output, ...targets], root, (line) => {
    if (line.startsWith('go: downloading')) tell(`downloading (${++downloads} modules)`);
    else tell(`compiling (${++packages} packages)`);
  });
  const source = (await go(['list', '-m', '-f', '{{.Dir}}', MODULE], root, () => undefined)).trim();
  for (const file of ['core.yaml', 'orderer.yaml']) {
    copyFileSync(path.join(source, 'sampleconfig', file), path.join(temporary, 'config', file));
  }
  // The last step makes it whole: a build that was killed leaves nothing under the final name.
  renameSync(temporary, root);
}

const LONGEST_BUILD_SECONDS = 3600;

/**
 * The pinned Fabric, built on the first call and found again on every later one. A build by another process is waited
 * for.
 * Fails if: Go is missing or too old (GO_MISSING, GO_TOO_OLD) or the build fails (FABRIC_BUILD_FAILED).
 */
export async function builtFabric(tell: (detail: string) => void): Promise<{ root: string; version: string }> {
  const root = buildFolder();
  const built = { root, version: FABRIC_RELEASE.version };
  if (existsSync(root)) return built;
  mkdirSync(path.dirname(root), { recursive: true });
  return until('Fabric is built', LONGEST_BUILD_SECONDS, async () => {
    try {
      return await exclusively(path.dirname(root), 'build Fabric', async () => {
        if (!existsSync(root)) await build(root, tell);
        return built;
      });
    } catch (error) {
      if (!(error instanceof TreatyError) || error.code !== 'NETWORK_BUSY') throw error;
      tell('another process is building it');
      return undefined;
    }
  });
}
