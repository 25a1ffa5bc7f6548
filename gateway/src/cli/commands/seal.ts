// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import process from 'node:process';
import { Command } from 'commander';
import {
  Instant,
  TreatyError,
  canonicalBytes,
  didKeyOfSeed,
  instantFromEpoch,
  isJsonObject,
  parseJson,
  seal,
  sha256Hex,
  verifyDocument,
  type DidKey,
  type JsonValue,
  type ProofVerdict,
} from '../../../../chaincode/src/protocol/index.ts';
import { readWithinLimit, wantsJson, write, writeJson, type Streams } from './canonical.ts';

const PRIVATE = 0o600;
const PUBLIC = 0o644;
const READABLE_BY_OTHERS = 0o077;
const SEED = /^[0-9a-f]{64}$/;

const EXAMPLES = `Examples:
  $ depositary seal keygen --out delegate.key
  $ depositary seal sign act.json --key delegate.key --out act.sealed.json
  $ depositary seal verify act.sealed.json
`;

/**
 * `depositary seal`: makes keys, seals documents and verifies their seals (W3C eddsa-jcs-2022); needs no network.
 * A secret key stands in a file that its owner alone can read, never in an argument, an answer or a message.
 */
export function sealCommand(streams: Streams = process): Command {
  return new Command('seal')
    .description('make a key, seal a document, verify its seals; needs no network')
    .addHelpText('before', EXAMPLES)
    .addCommand(keygenCommand(streams))
    .addCommand(signCommand(streams))
    .addCommand(verifyCommand(streams));
}

function keygenCommand({ stdout, stderr }: Streams): Command {
  return new Command('keygen')
    .description('make an Ed25519 key and print its did:key')
    .requiredOption('--out <file>', 'the new key file; an existing file is never overwritten')
    .option('--json', 'answer one JSON object')
    .addHelpText('before', 'Examples:\n  $ depositary seal keygen --out delegate.key\n')
    .action(async ({ out }: { out: string }, command: Command) => {
      const seed = randomBytes(32);
      const key = didKeyOfSeed(seed);
      await writeNew(out, `${JSON.stringify({ v: 1, key, seed: seed.toString('hex') })}\n`, PRIVATE);
      if (wantsJson(command)) return writeJson(stdout, { key, file: out });
      await write(stdout, `${key}\n`);
      return write(stderr, 'The secret key is in the file alone: keep a copy offline, and show it to nobody.\n');
    });
}

interface SignOptions {
  readonly key: string;
  readonly created?: string;
  readonly out?: string;
}

function signCommand({ stdin, stdout, stderr }: Streams): Command {
  return new Command('sign')
    .description('append your seal to a JSON document and print its canonical bytes')
    .argument('<file>', 'the document; - for standard input')
    .requiredOption('--key <file>', 'your key file')
    .option('--created <instant>', 'the time that the seal states, such as 2026-11-23T10:00:00Z (default: now)')
    .option('--out <file>', 'write to a new file instead of standard output')
    .option('--json', 'answer one JSON object')
    .addHelpText('before', 'Examples:\n  $ depositary seal sign act.json --key delegate.key --out act.sealed.json\n')
    .action(async (file: string, options: SignOptions, command: Command) => {
      const document = await readDocument(file, stdin);
      if (!isJsonObject(document)) throw new TreatyError('DOCUMENT_NOT_OBJECT');
      const created = options.created === undefined ? now() : instantOf(options.created);
      const { key, seed } = await readKey(options.key);
      const sealed = seal(document, { secretKey: seed, created });
      const bytes = canonicalBytes(sealed);
      if (options.out !== undefined) await writeNew(options.out, bytes, PUBLIC);
      if (wantsJson(command)) {
        const place = options.out === undefined ? { document: sealed } : { file: options.out };
        return writeJson(stdout, { key, created, sha256: sha256Hex(bytes), ...place });
      }
      if (options.out === undefined) await write(stdout, bytes);
      return write(stderr, `Sealed by ${key} at ${created}.\n`);
    });
}

function verifyCommand({ stdin, stdout }: Streams): Command {
  return new Command('verify')
    .description('verify every seal of a document, ours or foreign (W3C eddsa-jcs-2022)')
    .argument('<file>', 'the document; - for standard input')
    .option('--json', 'answer one JSON object')
    .addHelpText('before', 'Examples:\n  $ depositary seal verify act.sealed.json\n')
    .action(async (file: string, _: unknown, command: Command) => {
      const verdicts = verifyDocument(await readDocument(file, stdin), { at: now() });
      const refused = verdicts.flatMap((verdict) => (verdict.status === 'refused' ? [verdict.error] : []));
      if (wantsJson(command)) {
        await writeJson(stdout, { verified: refused.length === 0, proofs: verdicts.map(inJson) });
      } else {
        await write(stdout, verdicts.map((verdict, index) => `proof ${index + 1}: ${inWords(verdict)}\n`).join(''));
      }
      const [first] = refused;
      if (first !== undefined) throw first;
    });
}

function inWords(verdict: ProofVerdict): string {
  if (verdict.status === 'refused') return `refused, ${verdict.error.code}: ${verdict.error.says}`;
  const { key, created = 'at a time not stated', purpose } = verdict;
  return `verified, ${key}, ${created}, ${purpose}`;
}

function inJson(verdict: ProofVerdict): object {
  if (verdict.status === 'verified') return verdict;
  const { code, says, details } = verdict.error;
  return { status: 'refused', code, message: says, details };
}

function now(): Instant {
  return instantFromEpoch(Math.floor(Date.now() / 1000), 0);
}

function instantOf(text: string): Instant {
  const parsed = Instant.safeParse(text);
  if (!parsed.success) throw new TreatyError('INSTANT_INVALID', { text: text.slice(0, 40) });
  return parsed.data;
}

async function readDocument(file: string, stdin: AsyncIterable<Uint8Array>): Promise<JsonValue> {
  return parseJson(file === '-' ? await readWithinLimit(stdin) : await fromFile(file, readAll));
}

interface SigningKey {
  readonly key: DidKey;
  readonly seed: Uint8Array;
}

async function readKey(file: string): Promise<SigningKey> {
  const bytes = await fromFile(file, async (handle) => {
    const { mode } = await handle.stat();
    if ((mode & READABLE_BY_OTHERS) !== 0) {
      throw new TreatyError('KEY_FILE_OPEN', { file, mode: (mode & 0o777).toString(8).padStart(4, '0') });
    }
    return readAll(handle);
  });
  const key = keyIn(bytes);
  if (key === undefined) throw new TreatyError('KEY_FILE_MALFORMED', { file });
  return key;
}

/** What a key file holds, `{"v":1,"key":"did:key:..","seed":"<hex>"}`, or undefined where it holds anything else. */
function keyIn(bytes: Uint8Array): SigningKey | undefined {
  const content = parsedOrNothing(bytes);
  if (!isJsonObject(content) || content.v !== 1 || typeof content.seed !== 'string') return undefined;
  if (!SEED.test(content.seed)) return undefined;
  const seed = Buffer.from(content.seed, 'hex');
  const key = didKeyOfSeed(seed);
  return key === content.key ? { key, seed } : undefined;
}

function parsedOrNothing(bytes: Uint8Array): JsonValue | undefined {
  try {
    return parseJson(bytes);
  } catch {
    // The details of a refusal could quote the file, which holds a secret.
    return undefined;
  }
}

async function fromFile<Result>(file: string, use: (handle: FileHandle) => Promise<Result>): Promise<Result> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file);
    return await use(handle);
  } catch (error) {
    if (error instanceof TreatyError) throw error;
    throw new TreatyError('FILE_UNREADABLE', { file, reason: reasonOf(error) });
  } finally {
    await handle?.close();
  }
}

async function readAll(handle: FileHandle): Promise<Uint8Array> {
  return readWithinLimit(handle.createReadStream({ autoClose: false }));
}

/** Writes a file that did not exist, down to the disk. */
async function writeNew(file: string, data: Uint8Array | string, mode: number): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'wx', mode);
    await handle.writeFile(data);
    await handle.sync();
  } catch (error) {
    const reason = reasonOf(error);
    throw new TreatyError(reason === 'EEXIST' ? 'FILE_EXISTS' : 'FILE_UNWRITABLE', { file, reason });
  } finally {
    await handle?.close();
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
