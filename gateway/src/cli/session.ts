// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import writeFileAtomic from 'write-file-atomic';
import {
  memberOf,
  RepresentativeId,
  TreatyError,
  TreatyId,
  type Act,
  type ActOf,
  type ActType,
} from '../../../chaincode/src/protocol/index.ts';
import { draft } from '../draft.ts';
import { readKeyFile, type SigningKey } from '../key-file.ts';
import { KeyRing } from '../key-ring.ts';
import { sealed } from '../sealing.ts';
import { TreatyClient, type Receipt } from '../treaty-client.ts';
import { doorsOf, type Carrier, type Doors, type LedgerChoice } from './doors.ts';
import { parsedOption } from './parsed.ts';
import { wantsJson, write, writeJson, type Streams } from './streams.ts';

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

/** One run of a command: its doors, keys and answers. */
export class Session {
  readonly doors: Doors;
  readonly keys: KeyRing;
  readonly #choices: Choices;
  readonly #json: boolean;
  readonly #streams: Streams;

  constructor(command: Command, streams: Streams) {
    this.#choices = command.optsWithGlobals<Choices>();
    this.#json = wantsJson(command);
    this.#streams = streams;
    this.doors = doorsOf(this.#choices);
    this.keys = new KeyRing(join(this.doors.state, 'keys'));
  }

  /** Runs the work of a command and closes its doors, whatever happens. */
  static async run(command: Command, streams: Streams, work: (session: Session) => Promise<void>): Promise<void> {
    const session = new Session(command, streams);
    try {
      await work(session);
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

  /** An office's key from the key ring, made now if this machine has none. */
  keyMade(representative: RepresentativeId): Promise<SigningKey> {
    if (this.#choices.key !== undefined) return readKeyFile(this.#choices.key);
    return this.keys.holds(representative) ? this.keys.key(representative) : this.keys.make(representative);
  }

  /** Drafts an act of the office that acts. */
  async draft<T extends ActType>(type: T, body: ActOf<T>['body'], as: Carrier = 'client'): Promise<Act> {
    const { ledger } = await this.client(as);
    return draft(type, body, { network: ledger.network, treaty: this.treaty, by: this.by });
  }

  /** Drafts, seals and submits an act, and answers with its receipt, in given words or in words made from it. */
  async act<T extends ActType>(
    type: T,
    body: ActOf<T>['body'],
    words: string | ((receipt: Receipt) => string),
    as: Carrier = 'client',
  ): Promise<Receipt> {
    const act = await this.draft(type, body, as);
    const receipt = await (await this.client(as)).submit(sealed(act, await this.key()));
    await this.receipt(act, receipt, typeof words === 'string' ? words : words(receipt));
    return receipt;
  }

  /** Answers with what became of an act, and with further data for a program. */
  async receipt(
    act: Act,
    { tx, block, status, envelope }: Receipt,
    words: string,
    further: object = {},
  ): Promise<void> {
    const { treaty, type, by, id } = act;
    await this.keepTreaty(treaty);
    const events = envelope === undefined ? {} : { events: envelope.events };
    const data = { act: type, treaty, by, id, tx, block, status, ...further, ...events };
    await this.answer(data, `${words}\nTransaction ${tx}, block ${block}.\n`);
  }

  /** Answers with data for a program or for a person. */
  async answer(data: object, words: string): Promise<void> {
    await (this.#json ? writeJson(this.#streams.stdout, data) : write(this.#streams.stdout, words));
  }

  /** Says something to a person that is no data. */
  async say(words: string): Promise<void> {
    if (!this.#json) await write(this.#streams.stderr, words);
  }

  /** Remembers the treaty for commands that name none. */
  async keepTreaty(treaty: TreatyId): Promise<void> {
    mkdirSync(this.doors.state, { recursive: true });
    await writeFileAtomic(this.#treatyFile(), `${treaty}\n`);
  }

  #treatyFile(): string {
    return join(this.doors.state, 'treaty');
  }

  #lastTreaty(): string | undefined {
    return existsSync(this.#treatyFile()) ? readFileSync(this.#treatyFile(), 'utf8').trim() : undefined;
  }
}
