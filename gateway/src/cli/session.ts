// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import writeFileAtomic from 'write-file-atomic';
import {
  memberOf,
  RepresentativeId,
  TreatyError,
  TreatyId,
  type Act,
  type ActId,
  type ActOf,
  type ActType,
} from '../../../chaincode/src/protocol/index.ts';
import { makeFolders, makeStateFolder } from '../../../network/folder.ts';
import { draft } from '../draft.ts';
import { reasonOf } from '../files.ts';
import { given } from '../given.ts';
import { readKeyFile, type SigningKey } from '../key-file.ts';
import { KeyRing } from '../key-ring.ts';
import { sealed } from '../sealing.ts';
import { TreatyClient, type Receipt } from '../treaty-client.ts';
import { doorsOf, type Carrier, type Doors, type LedgerChoice } from './doors.ts';
import { placeWords } from './guidance.ts';
import { Outbox, submitFrom } from './outbox.ts';
import { helped, parsedOption } from './parsed.ts';
import { wantsJson, write, writeJson, type Streams } from './streams.ts';

/** The options by which a command finds its ledger and its treaty, in the order in which a hint repeats them. */
const PLACE = ['ledger', 'state', 'connection', 'treaty'] as const;
type PlaceName = (typeof PLACE)[number];

interface Choices extends LedgerChoice {
  readonly treaty?: string;
  readonly as?: string;
  readonly key?: string;
}

/** Adds the options by which a command finds its ledger, its treaty and its author. */
export function inTreaty(command: Command): Command {
  return onLedger(command)
    .addOption(
      new Option('--treaty <id>', 'the treaty (default: the one last opened or used here)').env('DEPOSITARY_TREATY'),
    )
    .addOption(new Option('--as <office>', 'whom you act or ask for, such as XA/delegate-1').env('DEPOSITARY_AS'));
}

/** Adds the options by which a command finds its ledger. */
export function onLedger(command: Command): Command {
  return command
    .addOption(
      new Option('--ledger <kind>', 'a Fabric network, or a rehearsal in this process')
        .choices(['fabric', 'embedded'])
        .default('fabric')
        .env('DEPOSITARY_LEDGER'),
    )
    .option('--state <dir>', "the network's folder")
    .addOption(new Option('--connection <file>', "your organisation's connection file").env('DEPOSITARY_CONNECTION'))
    .option('--json', 'answer one JSON object');
}

/** Adds the options of a command that seals an act. */
export function sealing(command: Command): Command {
  return inTreaty(command).option(
    '--key <file>',
    "the office's key file (default: the key ring of the network's folder)",
  );
}

/** An act that was sealed before, and the file in which it stands, if it stands in one. */
export interface Sealed {
  readonly act: Act;
  readonly bytes: Uint8Array;
  readonly file?: string | undefined;
}

/** One run of a command: its doors, keys and answers. */
export class Session {
  readonly doors: Doors;
  readonly keys: KeyRing;
  /** The options that were typed to name the ledger and the treaty; those of the environment go on without being repeated. */
  readonly place: readonly (readonly [name: PlaceName, value: string])[];
  readonly #outbox: Outbox;
  /** The key files that this run has made for an act that is not recorded yet. */
  readonly #made: string[] = [];
  readonly #choices: Choices;
  readonly #json: boolean;
  readonly #streams: Streams;

  constructor(command: Command, streams: Streams) {
    this.#choices = command.optsWithGlobals<Choices>();
    this.place = PLACE.flatMap((name) => {
      const value = this.#choices[name];
      const isTyped = command.getOptionValueSourceWithGlobals(name) === 'cli';
      return isTyped && value !== undefined ? [[name, value] as const] : [];
    });
    this.#json = wantsJson(command);
    this.#streams = streams;
    this.doors = doorsOf(this.#choices);
    this.keys = new KeyRing(join(this.doors.state, 'keys'));
    this.#outbox = new Outbox(join(this.doors.state, 'outbox'));
  }

  /** Runs the work of a command and closes its doors, whatever happens. */
  static async run(command: Command, streams: Streams, work: (session: Session) => Promise<void>): Promise<void> {
    const session = new Session(command, streams);
    try {
      await helped(command, () => work(session));
    } catch (error) {
      session.#withdraw(error);
      throw error;
    } finally {
      await session.doors.close();
    }
  }

  /** Whether the ledger is a rehearsal in this process. */
  get isEmbedded(): boolean {
    return this.#choices.ledger === 'embedded';
  }

  /** The treaty that is meant. Fails if: TREATY_NOT_NAMED. */
  get treaty(): TreatyId {
    const named = this.namedTreaty ?? this.#lastTreaty();
    if (named === undefined) throw new TreatyError('TREATY_NOT_NAMED', {});
    return parsedOption(TreatyId, '--treaty', named);
  }

  /** The treaty that the command names itself, if it does. */
  get namedTreaty(): TreatyId | undefined {
    const { treaty } = this.#choices;
    return treaty === undefined ? undefined : parsedOption(TreatyId, '--treaty', treaty);
  }

  /** The office that acts. Fails if: OFFICE_NOT_NAMED. */
  get by(): RepresentativeId {
    const { as } = this.#choices;
    if (as === undefined) throw new TreatyError('OFFICE_NOT_NAMED', {});
    return parsedOption(RepresentativeId, '--as', as);
  }

  /** Whether the command names the office for which it asks or acts. */
  get isNamed(): boolean {
    return this.#choices.as !== undefined;
  }

  /** The organisation through whose door to read: the author's, or the first that this machine has. */
  #reader(): string {
    if (this.#choices.as !== undefined) return memberOf(this.by);
    const [first] = this.doors.organisations;
    if (first === undefined) throw new TreatyError('NETWORK_NOT_HERE', { folder: this.doors.state });
    return first;
  }

  /** The treaty as one organisation sees it, through its own peer. */
  async client(as: Carrier = 'client', treaty: TreatyId = this.treaty): Promise<TreatyClient> {
    return new TreatyClient(await this.doors.open(this.#reader(), as), treaty);
  }

  /** Where the key of an office stands: the file that the command names for the office that acts, else the key ring's. */
  keyFile(representative: RepresentativeId): string {
    const { key, as } = this.#choices;
    return key !== undefined && as === representative ? key : this.keys.fileOf(representative);
  }

  /** The key of the office that acts, or of another one. */
  key(representative: RepresentativeId = this.by): Promise<SigningKey> {
    return this.#choices.key === undefined ? this.keys.key(representative) : readKeyFile(this.#choices.key);
  }

  /** The key that the command names, or the office's key from the key ring, made now if this machine has none. */
  keyMade(representative: RepresentativeId): Promise<SigningKey> {
    return this.#choices.key === undefined ? this.ringKey(representative) : readKeyFile(this.#choices.key);
  }

  /** An office's key from the key ring, made now if this machine has none. Fails if: STATE_FOLDER_.., KEY_.., FILE_... */
  async ringKey(representative: RepresentativeId): Promise<SigningKey> {
    if (this.keys.holds(representative)) return this.keys.key(representative);
    makeStateFolder(this.doors.state);
    const key = await this.keys.make(representative);
    this.hasMade(this.keys.fileOf(representative));
    return key;
  }

  /** Takes note of a key file that this run has made: it goes again if the act for which it was made is refused for good. */
  hasMade(file: string): void {
    this.#made.push(file);
  }

  /** A refusal writes nothing, a key of this run included. While it is open what became of an act, its key may be in force. */
  #withdraw(error: unknown): void {
    if (!(error instanceof TreatyError) || error.kind === 'unavailable') return;
    for (const file of this.#made.splice(0)) rmSync(file, { force: true });
  }

  /** Drafts an act of the office that acts, under a number of its own unless one is given. */
  async draft<T extends ActType>(type: T, body: ActOf<T>['body'], as: Carrier = 'client', id?: ActId): Promise<Act> {
    const { ledger } = await this.client(as);
    return draft(type, body, { network: ledger.network, treaty: this.treaty, by: this.by, ...given({ id }) });
  }

  /** Drafts, seals and submits an act, and answers with its receipt, in given words or in words made from it. */
  async act<T extends ActType>(
    type: T,
    body: ActOf<T>['body'],
    words: string | ((receipt: Receipt) => string),
    as: Carrier = 'client',
  ): Promise<Receipt> {
    const act = await this.draft(type, body, as);
    const receipt = await this.submit(act, await this.key(), as);
    await this.receipt(act, receipt, typeof words === 'string' ? words : words(receipt));
    return receipt;
  }

  /**
   * Seals an act and submits it through the door of its member: the one way of every command that seals. The sealed bytes stand
   * in the outbox for as long as it is open what became of them.
   */
  async submit(act: Act, key: SigningKey, as: Carrier = 'client'): Promise<Receipt> {
    const receipt = await this.#outbox.submit(act, sealed(act, key), await this.#doorOf(act, as), this.#again(as));
    // What was made for an act that is recorded stays, whatever fails after it.
    this.#made.length = 0;
    return receipt;
  }

  /** Submits an act that was sealed before, from its file or, where it came in another way, through the outbox. */
  async submitSealed({ act, bytes, file }: Sealed, as: Carrier): Promise<Receipt> {
    const door = await this.#doorOf(act, as);
    if (file === undefined) return this.#outbox.submit(act, bytes, door, this.#again(as));
    const receipt = await submitFrom(file, bytes, door, this.#again(as));
    this.#outbox.recorded(act, file);
    return receipt;
  }

  async #doorOf({ by, treaty }: Act, as: Carrier): Promise<TreatyClient> {
    return new TreatyClient(await this.doors.open(memberOf(by), as), this.namedTreaty ?? treaty);
  }

  /** The options with which the same sealed act is submitted again. */
  #again(as: Carrier): string {
    return `${as === 'admin' ? ' --admin' : ''}${placeWords(this)}`;
  }

  /** Answers with what became of an act, and with further data for a program. */
  async receipt(
    act: Act,
    { tx, block, status, envelope }: Receipt,
    words: string,
    further: object = {},
  ): Promise<void> {
    const { treaty, type, by, id } = act;
    const events = envelope === undefined ? {} : { events: envelope.events };
    const data = { act: type, treaty, by, id, tx, block, status, ...further, ...events };
    // What has been recorded is told before anything else here can fail.
    try {
      await this.#answerSurely(data, `${words}\nTransaction ${tx}, block ${block}.\n`);
    } finally {
      await this.keepTreaty(treaty);
    }
  }

  /** What has been recorded is said on standard error where standard output is closed or full. */
  async #answerSurely(data: object, words: string): Promise<void> {
    try {
      await this.answer(data, words);
    } catch (error) {
      const { stderr } = this.#streams;
      await (this.#json ? writeJson(stderr, data) : write(stderr, words)).catch(() => undefined);
      throw error;
    }
  }

  /** Answers with data for a program or for a person. */
  async answer(data: object, words: string): Promise<void> {
    await (this.#json ? writeJson(this.#streams.stdout, data) : write(this.#streams.stdout, words));
  }

  /** Says something to a person that is no data; that nobody can read it changes nothing. */
  async say(words: string): Promise<void> {
    if (!this.#json) await write(this.#streams.stderr, words).catch(() => undefined);
  }

  /** Remembers the treaty for commands that name none. Fails if: FILE_UNWRITABLE. */
  async keepTreaty(treaty: TreatyId): Promise<void> {
    const file = this.#treatyFile();
    try {
      makeFolders(this.doors.state);
      await writeFileAtomic(file, `${treaty}\n`);
    } catch (error) {
      throw new TreatyError('FILE_UNWRITABLE', { file, reason: reasonOf(error) });
    }
  }

  #treatyFile(): string {
    return join(this.doors.state, 'treaty');
  }

  #lastTreaty(): string | undefined {
    const file = this.#treatyFile();
    if (!existsSync(file)) return undefined;
    try {
      return readFileSync(file, 'utf8').trim();
    } catch (error) {
      throw new TreatyError('FILE_UNREADABLE', { file, reason: reasonOf(error) });
    }
  }
}
