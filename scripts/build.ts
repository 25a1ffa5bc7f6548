// SPDX-License-Identifier: Apache-2.0
// Bundles what an installed package runs, since Node strips no types under node_modules: `npm run build`, and before `npm pack`.
// The libraries that package.json names stay outside; the chaincode alone holds its own, since a peer gets one file.
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { z } from 'zod';
import { bundleChaincode } from '../network/fabric/chaincode-package.ts';

const ROOT = resolve(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');

/** The bundles by their names in dist: the command line, the library, and the language that both speak. */
const ENTRY_POINTS = {
  depositary: 'gateway/src/cli/main.ts',
  index: 'gateway/src/index.ts',
  protocol: 'chaincode/src/protocol/index.ts',
};

/** Imported only where there is a source to bundle, which an installed package does not have. */
const NEVER_REACHED = ['esbuild'];

/** `@scope/name` or `name` of what an import statement names. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function declaredPackages(): string[] {
  const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return Object.keys(z.object({ dependencies: z.record(z.string(), z.string()) }).parse(manifest).dependencies);
}

/** A library that npm would not install beside the bundle would be missed only by those who install it. */
function requireDeclared({ outputs }: Metafile): void {
  const known = new Set([...builtinModules, ...declaredPackages(), ...NEVER_REACHED]);
  const external = Object.values(outputs).flatMap(({ imports }) => imports.filter((one) => one.external === true));
  const missing = external
    .map(({ path }) => packageOf(path))
    .filter((name) => !name.startsWith('node:') && !known.has(name));
  if (missing.length > 0) throw new Error(`Not among the dependencies of package.json: ${missing.join(', ')}`);
}

async function bundlePrograms(): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ENTRY_POINTS,
    outdir: DIST,
    bundle: true,
    // One copy of what the bundles share: an error of the language is the same class in all of them.
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node22.12',
    tsconfigRaw: {},
    metafile: true,
    logLevel: 'warning',
  });
  requireDeclared(metafile);
}

/** The packages whose code a bundle holds, by the comments that esbuild puts before each module. */
function packagesIn(bundle: string): string[] {
  const modules = bundle.matchAll(/^ *\/\/ (node_modules\/.+)$/gm);
  const folders = [...modules].flatMap(([, path = '']) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []);
  return [...new Set(folders)].sort();
}

/** The licence that a package declares; some carry no text of it. */
function licenceOf(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
  return z.object({ license: z.string() }).parse(manifest).license;
}

/** The licences of the libraries inside the chaincode, which ask to travel with every copy of their code. */
function noticesOf(bundle: string): string {
  const notices = packagesIn(bundle).map((folder) => {
    const texts = readdirSync(join(ROOT, folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
    const text = texts.map((file) => readFileSync(join(ROOT, folder, file), 'utf8').trim()).join('\n\n');
    return `${folder}, ${licenceOf(folder)}\n\n${text}`.trimEnd().concat('\n');
  });
  return `The libraries bundled in chaincode.cjs, and their licences.\n\n${notices.join(`\n${'-'.repeat(80)}\n`)}`;
}

async function bundleForPeers(): Promise<void> {
  const bundle = Buffer.from(await bundleChaincode(ROOT));
  writeFileSync(join(DIST, 'chaincode.cjs'), bundle);
  writeFileSync(join(DIST, 'chaincode.NOTICES.txt'), noticesOf(bundle.toString('utf8')));
}

rmSync(DIST, { recursive: true, force: true });
await bundlePrograms();
await bundleForPeers();
for (const name of readdirSync(DIST)) console.log(`dist/${name}`);
