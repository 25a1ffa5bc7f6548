// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Argument, Command, Option } from 'commander';
import {
  ACTS,
  canonicalBytes,
  isJsonObject,
  NetworkId,
  parseAct,
  parseActDocument,
  parseJson,
  PositiveDuration,
  requireJson,
  seal,
  sealingKeys,
  sha256Hex,
  TreatyError,
  verifyDocument,
  type Act,
  type JsonObject,
  type JsonValue,
  type ProofVerdict,
} from '../../../../chaincode/src/protocol/index.ts';
import { draftOf, now } from '../../draft.ts';
import { readLimited, writeNew } from '../../files.ts';
import { given } from '../../given.ts';
import { actWords } from '../act-words.ts';
import { receiptWords } from '../event-words.ts';
import { exemplified, next, quoted } from '../guidance.ts';
import { parsedOption } from '../parsed.ts';
import { inTreaty, onLedger, Session } from '../session.ts';
import { readWithinLimit, wantsJson, write, writeJson, type Streams } from '../streams.ts';

const READABLE = 0o644;

/** `depositary act`: any act in three steps, so that one prepares it, another seals it without a network, and a third submits it. */
export function actCommand(streams: Streams = process): Command {
  const command = new Command('act').description(
    'draft an act, seal it on a machine without network, submit it from a third',
  );
  const commands = [draftCommand(streams), sealCommand(streams), submitCommand(streams), showCommand(streams)];
  for (const inner of commands) command.addCommand(inner);
  return exemplified(
    command,
    'act draft CastVote --body ballot.json --as XA/delegate-1 --out draft.json',
    'act show draft.json',
    'act seal draft.json --key delegate-1.json --out sealed.json',
    'act submit sealed.json',
  );
}

const FILE = '<file>';
const OUT = ['--out <file>', 'write to a new file instead of standard output'] as const;

function bytesIn(file: string, { stdin }: Streams): Promise<Uint8Array> {
  return file === '-' ? readWithinLimit(stdin) : readLimited(file);
}

interface Written {
  readonly document: JsonObject;
  readonly out: string | undefined;
  /** What else a program is told. */
  readonly data: object;
}

/** Writes the canonical bytes of a document to a new file or to standard output. Fails if: FILE_EXISTS, FILE_UNWRITABLE. */
async function written(command: Command, { stdout }: Streams, { document, out, data }: Written): Promise<void> {
  const bytes = canonicalBytes(document);
  if (out !== undefined) await writeNew(out, bytes, READABLE);
  const place = out === undefined ? { document } : { file: out };
  if (wantsJson(command)) return writeJson(stdout, { ...data, sha256: sha256Hex(bytes), ...place });
  if (out === undefined) await write(stdout, bytes);
}

function documentOf(act: Act): JsonObject {
  const document: unknown = { ...act };
  requireJson(document);
  if (!isJsonObject(document)) throw new TreatyError('DOCUMENT_NOT_OBJECT');
  return document;
}

/** The names of an act in an answer to a program. */
function named({ type, treaty, by, id, notAfter }: Act): object {
  return { act: type, treaty, by, id, notAfter };
}

interface DraftChoice {
  readonly body: string;
  readonly network?: string;
  readonly validFor: string;
  readonly out?: string;
}

function draftCommand(streams: Streams): Command {
  return exemplified(
    inTreaty(new Command('draft')),
    'act draft CastVote --body ballot.json --as XA/delegate-1 --out draft.json',
    `act draft CloseProposal --body - --as XB/head --treaty ai-treaty --network treaty@${'0'.repeat(64)} < close.json`,
  )
    .description('draft an act from its body, and write it in canonical form; with --network it needs no ledger')
    .addArgument(new Argument('<type>', 'the type of the act').choices(Object.keys(ACTS)))
    .requiredOption('--body <file>', 'a JSON file with what the act says; - for standard input')
    .option('--network <id>', 'the network for which it is meant (default: the one of your connection)')
    .option('--valid-for <duration>', 'how long it may be submitted', 'PT24H')
    .option(...OUT)
    .action((type: string, choice: DraftChoice, command: Command) =>
      Session.run(command, streams, async (session) => {
        const { by, treaty } = session;
        const body = parseJson(await bytesIn(choice.body, streams));
        const validFor = parsedOption(PositiveDuration, '--valid-for', choice.validFor);
        const network =
          choice.network === undefined
            ? (await session.client()).ledger.network
            : parsedOption(NetworkId, '--network', choice.network);
        const act = draftOf(type, body, { network, treaty, by, validFor });
        await written(command, streams, { document: documentOf(act), out: choice.out, data: named(act) });
        await session.say(actWords(act, now()));
        const { out } = choice;
        await next(
          session,
          ...(out === undefined
            ? []
            : [`act seal ${quoted(out)} --out ${quoted(out.replace(/(\.json)?$/, '.sealed.json'))}`]),
        );
      }),
    );
}

interface Document {
  readonly document: JsonObject;
  readonly act: Act;
}

/** An act with its proofs, if it has any. Fails if: what parseJson refuses; DOCUMENT_NOT_OBJECT, ACT_TYPE_UNKNOWN, ACT_MALFORMED. */
function documentIn(bytes: Uint8Array): Document {
  const document: JsonValue = parseJson(bytes);
  if (!isJsonObject(document)) throw new TreatyError('DOCUMENT_NOT_OBJECT');
  const { proof: _, ...unsealed } = document;
  return { document, act: parseAct(unsealed) };
}

interface SealChoice {
  readonly out?: string;
}

function sealCommand(streams: Streams): Command {
  return exemplified(
    new Command('seal'),
    'act seal draft.json --out sealed.json',
    'act seal draft.json --key /media/usb/delegate-1.json --as XA/delegate-1 --out sealed.json',
  )
    .description('say in words what is being sealed, and seal it; needs no network')
    .argument(FILE, 'the draft; - for standard input')
    .addOption(
      new Option('--as <office>', 'the office that you hold; an act of another one is refused').env('DEPOSITARY_AS'),
    )
    .option('--key <file>', "the office's key file (default: the key ring of the network's folder)")
    .addOption(
      new Option('--ledger <kind>', 'whose key ring: that of a Fabric network, or of a rehearsal')
        .choices(['fabric', 'embedded'])
        .default('fabric')
        .env('DEPOSITARY_LEDGER'),
    )
    .option('--state <dir>', "the network's folder, with the key ring")
    .option(...OUT)
    .option('--json', 'answer one JSON object')
    .action((file: string, { out }: SealChoice, command: Command) =>
      Session.run(command, streams, async (session) => {
        const { document, act } = documentIn(await bytesIn(file, streams));
        // CRUCIAL: before anything is sealed it is said what, and the office that seals is the one whose act it is.
        await session.say(actWords(act, now()));
        if (session.isNamed && session.by !== act.by)
          throw new TreatyError('ACT_OF_OTHER_OFFICE', { by: act.by, as: session.by });
        const { key, seed } = await session.key(act.by);
        const created = now();
        const sealed = seal(document, { secretKey: seed, created });
        await written(command, streams, { document: sealed, out, data: { ...named(act), key, created } });
        await session.say(`Sealed by ${key}.\n`);
        await next(session, ...(out === undefined ? [] : [`act submit ${quoted(out)}`]));
      }),
    );
}

function submitCommand(streams: Streams): Command {
  return exemplified(
    onLedger(new Command('submit')),
    'act submit sealed.json',
    'act submit head.sealed.json --admin --connection connections/XA.json',
  )
    .description('submit a sealed act, byte for byte as it stands in its file, through the door of its own member')
    .argument(FILE, 'the sealed act; - for standard input')
    .addOption(new Option('--treaty <id>', 'refuse an act that is meant for another treaty').env('DEPOSITARY_TREATY'))
    .option('--admin', "carry it by an administrator certificate of the member's organisation")
    .action((file: string, { admin }: { admin?: boolean }, command: Command) =>
      Session.run(command, streams, async (session) => {
        const bytes = await bytesIn(file, streams);
        const { act } = parseActDocument(bytes);
        const sealed = { act, bytes, file: file === '-' ? undefined : file };
        const receipt = await session.submitSealed(sealed, admin === true ? 'admin' : 'client');
        await session.receipt(act, receipt, receiptWords(receipt));
      }),
    );
}

function verdictWords(verdict: ProofVerdict, index: number): string {
  const seal = `seal ${String(index + 1)}`;
  if (verdict.status === 'refused') return `${seal}: refused, ${verdict.error.code}: ${verdict.error.says}`;
  return `${seal}: holds, by ${verdict.key}, ${verdict.created ?? 'at a time not stated'}`;
}

function verdictData(verdict: ProofVerdict): object {
  if (verdict.status === 'verified')
    return { status: 'holds', ...given({ key: verdict.key, created: verdict.created }) };
  const { code, says, details } = verdict.error;
  return { status: 'refused', code, message: says, details };
}

/** The verdict on each seal, and the refusal that the ledger would give to the document as a whole, if it would give one. */
function judged(
  bytes: Uint8Array,
  { document }: Document,
): { seals: ProofVerdict[]; refusal: TreatyError | undefined } {
  if (document.proof === undefined) return { seals: [], refusal: undefined };
  try {
    const seals = verifyDocument(document, { at: now() });
    return { seals, refusal: refusalOf(() => sealingKeys(parseActDocument(bytes).document)) };
  } catch (error) {
    if (error instanceof TreatyError) return { seals: [], refusal: error };
    throw error;
  }
}

function refusalOf(check: () => unknown): TreatyError | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof TreatyError) return error;
    throw error;
  }
}

function showCommand(streams: Streams): Command {
  return exemplified(new Command('show'), 'act show draft.json', 'act show sealed.json --json')
    .description('show an act in words, with the verdict on each of its seals; needs no network')
    .argument(FILE, 'a draft or a sealed act; - for standard input')
    .option('--json', 'answer one JSON object')
    .action(async (file: string, _: unknown, command: Command) => {
      const bytes = await bytesIn(file, streams);
      const shown = documentIn(bytes);
      const { seals, refusal } = judged(bytes, shown);
      const isSealed = shown.document.proof !== undefined;
      const holder = `Which key the office holds: depositary representative show ${shown.act.by}`;
      const verdicts = isSealed ? [...seals.map(verdictWords), holder].join('\n') : 'It is not sealed.';
      const data = { act: shown.act, sealed: isSealed, seals: seals.map(verdictData), sha256: sha256Hex(bytes) };
      if (wantsJson(command)) await writeJson(streams.stdout, data);
      else await write(streams.stdout, `${actWords(shown.act, now())}${verdicts}\n`);
      if (refusal !== undefined) throw refusal;
    });
}
