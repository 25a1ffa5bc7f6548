// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command } from 'commander';
import {
  DidKey,
  Instant,
  TreatyError,
  canonicalBytes,
  isJsonObject,
  parseJson,
  publicKeyOf,
  seal,
  sha256Hex,
  verifyDocument,
  type JsonValue,
  type ProofVerdict,
} from '../../../../chaincode/src/protocol/index.ts';
import { now } from '../../draft.ts';
import { readLimited, writeNew } from '../../files.ts';
import { makeKeyFile, readKeyFile } from '../../key-file.ts';
import { helped, parsedOption } from '../parsed.ts';
import { readWithinLimit, wantsJson, write, writeJson, type Streams } from '../streams.ts';

const PUBLIC = 0o644;

const EXAMPLES = `Examples:
  $ depositary seal keygen --out delegate.key
  $ depositary seal sign act.json --key delegate.key --out act.sealed.json
  $ depositary seal verify act.sealed.json
`;

const VERIFY_EXAMPLES = `Examples:
  $ depositary seal verify act.sealed.json
  $ depositary seal verify foreign.json --key-of did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH
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
      const { key } = await makeKeyFile(out);
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
      const { key, seed } = await readKeyFile(options.key);
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
    .option('--key-of <did>', 'the key of those proofs that name theirs by something other than a did:key')
    .addHelpText('before', VERIFY_EXAMPLES)
    .action(async (file: string, choice: { keyOf?: string }, command: Command) => {
      const keyOf = await helped(command, () => Promise.resolve(keyGiven(choice.keyOf)));
      const verdicts = verifyDocument(await readDocument(file, stdin), { at: now(), keyOf: () => keyOf });
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

/** The public key that an option gives, if it was given. Fails if: OPTION_INVALID. */
function keyGiven(did: string | undefined): Uint8Array | undefined {
  return did === undefined ? undefined : publicKeyOf(parsedOption(DidKey, '--key-of', did));
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

function instantOf(text: string): Instant {
  const parsed = Instant.safeParse(text);
  if (!parsed.success) throw new TreatyError('INSTANT_INVALID', { text: text.slice(0, 40) });
  return parsed.data;
}

async function readDocument(file: string, stdin: AsyncIterable<Uint8Array>): Promise<JsonValue> {
  return parseJson(file === '-' ? await readWithinLimit(stdin) : await readLimited(file));
}
