// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { crc32, gunzipSync } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';

/** The chaincode that keeps the record, by the name under which the channel knows it. */
export const MAIN_CHAINCODE = 'depositary';

const ENTRY_POINT = path.join('chaincode', 'src', 'main.ts');
const PREBUILT = path.join('dist', 'chaincode.cjs');

/** What a package is made from. */
export interface PackageSource {
  /** The repository, or the folder of the installed package. */
  readonly sourceRoot: string;
  /** Where the package goes, a `.tar.gz`. */
  readonly outFile: string;
  /** The MSP id of the organisation that may open treaties; it becomes part of what the parties approve. */
  readonly opensTreaties: string;
  /** The chaincode's name, the first half of the package's label. */
  readonly name?: string;
  /** Another main file than the treaty's, relative to `sourceRoot`. */
  readonly entryPoint?: string;
}

/** A package as Fabric knows it: `id` is `label:sha256`, the same wherever and by whomever it was built. */
export interface ChaincodePackage {
  readonly name: string;
  readonly label: string;
  readonly id: string;
  readonly file: string;
}

/** The module's path as if node_modules lay in the source's root, in whichever folder above it really lies. */
function settledPath(sourceRoot: string, input: string): string {
  const absolute = path.resolve(sourceRoot, input);
  for (let folder = path.resolve(sourceRoot); ; folder = path.dirname(folder)) {
    if (absolute.startsWith(path.join(folder, 'node_modules') + path.sep)) return path.relative(folder, absolute);
    if (folder === path.dirname(folder)) return input;
  }
}

/**
 * esbuild writes each module's path into comments and the names of its wrappers; those of modules above the source's
 * root would tell the folder. Only paths that esbuild itself lists are replaced, and only where it puts them.
 */
function settled(text: string, sourceRoot: string, inputs: readonly string[]): string {
  const known = new Map(inputs.map((input) => [input, settledPath(sourceRoot, input)]));
  const replace = (whole: string, before: string, input: string, after: string): string => {
    const settledInput = known.get(input);
    return settledInput === undefined ? whole : before + settledInput + after;
  };
  return text.replace(/^( *\/\/ )(.+)()$/gm, replace).replace(/^( *")([^"\n]+)("\()/gm, replace);
}

/**
 * The chaincode as one file: the same bytes from any copy of the source, in any folder, called from any folder.
 * Fails if: the source is missing (CHAINCODE_SOURCE_MISSING) or esbuild refuses it (CHAINCODE_BUILD_FAILED).
 */
export async function bundleChaincode(sourceRoot: string, entryPoint: string = ENTRY_POINT): Promise<Uint8Array> {
  const entry = path.resolve(sourceRoot, entryPoint);
  if (!existsSync(entry)) throw new TreatyError('CHAINCODE_SOURCE_MISSING', { path: entry });
  // esbuild is needed in a checkout only: an installed package carries the bundle.
  const { build } = await import('esbuild');
  const result = await build({
    absWorkingDir: path.resolve(sourceRoot),
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    keepNames: true,
    minify: false,
    sourcemap: false,
    legalComments: 'none',
    charset: 'ascii',
    // With the links of node_modules resolved, modules would be named by where the links lead.
    preserveSymlinks: true,
    // No tsconfig.json of a folder above may change the meaning of the source.
    tsconfigRaw: {},
    nodePaths: [],
    logLevel: 'silent',
  }).catch((error: unknown) => {
    throw new TreatyError('CHAINCODE_BUILD_FAILED', { reason: reasonOf(error) }, { cause: error });
  });
  const text = result.outputFiles[0]?.text ?? '';
  return Buffer.from(settled(text, sourceRoot, Object.keys(result.metafile.inputs)), 'utf8');
}

function reasonOf(error: unknown): string {
  const told = z.object({ errors: z.array(z.object({ text: z.string() })).min(1) }).safeParse(error);
  return told.data?.errors[0]?.text ?? (error instanceof Error ? error.message : 'no reason given');
}

interface Entry {
  readonly name: string;
  readonly content: Uint8Array;
}

async function tar(entries: readonly Entry[]): Promise<Uint8Array> {
  const archive = pack();
  for (const { name, content } of entries) {
    archive.entry(
      { name, mode: 0o644, uid: 0, gid: 0, uname: '', gname: '', mtime: new Date(0) },
      Buffer.from(content),
    );
  }
  archive.finalize();
  return buffer(archive);
}

const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const LONGEST_BLOCK = 0xffff;

function littleEndian(...numbers: readonly number[]): Buffer {
  return Buffer.concat(numbers.map((number) => Buffer.from([number, number >>> 8, number >>> 16, number >>> 24])));
}

/**
 * gzip (RFC 1952) with stored blocks (RFC 1951, 3.2.4). CRUCIAL: no compressor is asked, because what zlib makes of the
 * same bytes differs between its versions and between processors, and every organisation must compute the same id.
 */
function gzip(content: Uint8Array): Uint8Array {
  const blocks: Buffer[] = [];
  for (let start = 0; start === 0 || start < content.length; start += LONGEST_BLOCK) {
    const data = content.subarray(start, start + LONGEST_BLOCK);
    const isLast = start + LONGEST_BLOCK >= content.length;
    const header = Buffer.from([isLast ? 1 : 0, data.length, data.length >>> 8, ~data.length, ~data.length >>> 8]);
    blocks.push(header, Buffer.from(data));
  }
  return Buffer.concat([GZIP_HEADER, ...blocks, littleEndian(crc32(content), content.length)]);
}

function text(name: string, value: unknown): Entry {
  return { name, content: Buffer.from(JSON.stringify(value), 'utf8') };
}

function versionIn(sourceRoot: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(sourceRoot, 'package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}

async function bundleOf(source: PackageSource): Promise<Uint8Array> {
  const prebuilt = path.join(source.sourceRoot, PREBUILT);
  const hasSource = existsSync(path.join(source.sourceRoot, ENTRY_POINT));
  if (source.entryPoint === undefined && !hasSource && existsSync(prebuilt)) return readFileSync(prebuilt);
  return bundleChaincode(source.sourceRoot, source.entryPoint);
}

/**
 * Builds the package that the parties approve: the code in one file, and who may open treaties. Its id is a digest of
 * these bytes and nothing else.
 * Fails if: as bundleChaincode.
 */
export async function buildChaincodePackage(source: PackageSource): Promise<ChaincodePackage> {
  const { name = MAIN_CHAINCODE, outFile } = source;
  const label = `${name}_${versionIn(source.sourceRoot)}`;
  const code = await tar([
    { name: 'src/chaincode.cjs', content: await bundleOf(source) },
    text('src/office.json', { opensTreaties: source.opensTreaties }),
    // For a peer that builds its chaincode in containers.
    text('src/package.json', { name, private: true, scripts: { start: 'node chaincode.cjs' } }),
  ]);
  const metadata = text('metadata.json', { label, path: '', type: 'node' });
  const bytes = gzip(await tar([metadata, { name: 'code.tar.gz', content: gzip(code) }]));
  mkdirSync(path.dirname(outFile), { recursive: true });
  await writeFileAtomic(outFile, Buffer.from(bytes));
  return { name, label, id: packageId(label, bytes), file: outFile };
}

function packageId(label: string, bytes: Uint8Array): string {
  return `${label}:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** The package in a file that was built before, under the name that its chaincode is to have. */
export async function packageIn(name: string, file: string): Promise<ChaincodePackage> {
  const bytes = readFileSync(file);
  const archive = extract();
  archive.end(gunzipSync(bytes));
  for await (const entry of archive) {
    const content = await buffer(entry);
    if (entry.header.name !== 'metadata.json') continue;
    const { label } = z.object({ label: z.string() }).parse(JSON.parse(content.toString('utf8')));
    return { name, label, id: packageId(label, bytes), file };
  }
  throw new TreatyError('CHAINCODE_SOURCE_MISSING', { path: `${file}/metadata.json` });
}
