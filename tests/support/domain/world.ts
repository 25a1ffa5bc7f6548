// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { evolve } from '../../../chaincode/src/domain/evolve.ts';
import { fold, Known, needsOf, type Context, type Folded, type Need } from '../../../chaincode/src/domain/index.ts';
import {
  canonicalBytes,
  canonicalText,
  Envelope,
  Instant,
  parseActDocument,
  parseRecord,
  refOf,
  sealingKeys,
  TreatyError,
  type ActDocument,
  type ErrorCode,
  type JsonValue,
  type RecordKind,
  type RecordOf,
  type Stamp,
  type TreatyRecord,
} from '../../../chaincode/src/protocol/index.ts';
import { hexDigest, sealedBy } from './keys.ts';
import { stampOf, type Step } from './steps.ts';

const MOST_ROUNDS = 8;
/** Sorts before every character of an id, as the separator of Fabric's composite keys does. */
const BETWEEN = '\u0000';

interface Prepared {
  readonly document: ActDocument;
  readonly context: Context;
}

interface Sealed {
  readonly document: ActDocument;
  readonly sealedBy: readonly string[];
}

const read = new Map<string, Sealed>();

/** An act under its seals, read from its bytes and verified as the pipeline does; once in a run. */
function sealed({ act, sealers }: Step): Sealed {
  const label = JSON.stringify([act, sealers]);
  const known = read.get(label);
  if (known !== undefined) return known;
  // A seal says when it was made in whole seconds.
  const signed = sealedBy(act, sealers, Instant.parse(`${act.at.slice(0, 19)}Z`));
  const document = parseActDocument(canonicalBytes(signed));
  const result = { document, sealedBy: sealingKeys(document.document) };
  read.set(label, result);
  return result;
}

/** What the pipeline hands to the domain for a step: the act taken apart, and what the transaction says of itself. */
export function prepare(step: Step): Prepared {
  const { now, tx, msp, admin, channel, opensTreaties } = step;
  const { document, sealedBy: keys } = sealed(step);
  const { digest } = document;
  return { document, context: { channel, tx, now, msp, admin, opensTreaties, digest, sealedBy: keys } };
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const item of Object.values(value)) frozen(item);
  return Object.freeze(value);
}

function keyOf(kind: string, id: readonly string[]): string {
  return [kind, ...id, ''].join(BETWEEN);
}

/** The records of one treaty in memory. Never changes; every step gives a new world. */
export class World {
  static readonly empty = new World('', new Map());
  static readonly #reached = new Map<string, World>();
  readonly #label: string;
  readonly #records: ReadonlyMap<string, TreatyRecord>;

  private constructor(label: string, records: ReadonlyMap<string, TreatyRecord>) {
    this.#label = label;
    this.#records = records;
  }

  /** The world after steps that must all be accepted; worlds reached before are remembered. */
  after(...steps: readonly Step[]): World {
    return steps.reduce<World>((reached, step) => reached.#next(step), this);
  }

  #next(step: Step): World {
    const label = hexDigest(this.#label + JSON.stringify(step));
    const known = World.#reached.get(label);
    if (known !== undefined) return known;
    const next = this.#written(label, this.fold(step).records);
    World.#reached.set(label, next);
    return next;
  }

  /** The world with records that no act has made, each checked against its schema. */
  having(...records: readonly object[]): World {
    const parsed = records.map((record) => parseRecord((record as { kind: RecordKind }).kind, record));
    return this.#written(hexDigest(this.#label + JSON.stringify(records)), parsed);
  }

  /** The world without one record. */
  lacking(kind: RecordKind, ...id: readonly string[]): World {
    const records = new Map(this.#records);
    records.delete(keyOf(kind, id));
    return new World(hexDigest(`${this.#label} without ${keyOf(kind, id)}`), records);
  }

  #written(label: string, written: readonly TreatyRecord[]): World {
    const records = new Map(this.#records);
    for (const record of written) {
      const { kind, id } = refOf(record);
      records.set(keyOf(kind, id), frozen(record));
    }
    return new World(label, records);
  }

  find<K extends RecordKind>(kind: K, ...id: readonly string[]): (RecordOf<K> & TreatyRecord) | undefined {
    const found = this.#records.get(keyOf(kind, id));
    return found;
  }

  get<K extends RecordKind>(kind: K, ...id: readonly string[]): RecordOf<K> & TreatyRecord {
    const found = this.find(kind, ...id);
    if (found === undefined) throw new Error(`The world has no ${kind} ${id.join('/')}.`);
    return found;
  }

  /** All records, or those of a kind, in the order of their keys. */
  all(): TreatyRecord[];
  all<K extends RecordKind>(kind: K, ...under: readonly string[]): (RecordOf<K> & TreatyRecord)[];
  all(kind?: RecordKind, ...under: readonly string[]): TreatyRecord[] {
    const prefix = kind === undefined ? '' : keyOf(kind, under);
    return [...this.#records.keys()]
      .filter((key) => key.startsWith(prefix))
      .sort((left, right) => (left < right ? -1 : 1))
      .flatMap((key) => this.#records.get(key) ?? []);
  }

  /** Every key and its bytes as the ledger would hold them. */
  bytes(): Map<string, string> {
    return new Map([...this.#records].map(([key, record]) => [key, canonicalText(record as unknown as JsonValue)]));
  }

  /** Loads what a rule names, round by round, as the pipeline does; a rule that reads more is refused by `Known`. */
  known(step: Step): Known {
    const { document } = prepare(step);
    let known = Known.nothing;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const asked = known;
      const wanted = needsOf(document, asked).filter((need) => !asked.has(need));
      if (wanted.length === 0) return known;
      for (const need of wanted) known = known.withFound(need, this.answer(need));
    }
    throw new Error(`After ${MOST_ROUNDS} rounds ${step.act.type} still names new records.`);
  }

  /** What the ledger answers to one need. */
  answer(need: Need): TreatyRecord[] {
    if ('all' in need) return this.all(need.all, ...need.under);
    const found = this.find(need.kind, ...need.id);
    return found === undefined ? [] : [found];
  }

  /** Folds a step over this world, and audits what came of it. Fails if: the act is refused; an audit finds something. */
  fold(step: Step): Folded {
    const known = this.known(step);
    const { document, context } = prepare(step);
    const folded = fold(document, known, context);
    audit(step, this, folded, known);
    return folded;
  }
}

function texts(records: readonly TreatyRecord[]): string[] {
  return records.map((record) => canonicalText(record as unknown as JsonValue));
}

/** What the end of a proposal may change: itself, the one that follows it, and whatever its subject is about. */
const EFFECTS: readonly RecordKind[] = [
  ...(['Proposal', 'Threshold', 'ThresholdVersion', 'Treaty', 'Profile'] as const),
  ...(['Seat', 'Suspension', 'RestrainedText'] as const),
];

/** What a state's consent touches: itself, its instruments, their reservations, and the treaty where it enters into force by it. */
function consentOf(member: string): string[] {
  return [keyOf('Party', [member]), keyOf('Instrument', [member]), keyOf('Reservation', []), keyOf('Treaty', [])];
}

/** The keys, or beginnings of keys, of the only records that an act may touch. */
function territoryOf({ act }: Step): string[] {
  const receipt = keyOf('Act', [act.by, act.id]);
  const member = act.by.slice(0, act.by.indexOf('/'));
  switch (act.type) {
    case 'OpenTreaty':
      return ['Treaty', 'Profile', 'Party', 'Institution', 'Representative', 'Threshold', 'Act'];
    case 'SignTreaty':
      return [receipt, keyOf('Party', [member]), keyOf('Reservation', []), keyOf('Declaration', [])];
    case 'DepositInstrument':
      return [receipt, ...consentOf(member)];
    case 'ExamineInstrument':
      return [receipt, ...consentOf(act.body.member)];
    case 'ConfirmInstrument':
      return [receipt, keyOf('Instrument', [member, act.body.instrument])];
    case 'NotifyWithdrawal':
    case 'RevokeWithdrawal':
      return [receipt, keyOf('Party', [member]), keyOf('Instrument', [member])];
    case 'WithdrawReservation':
      return [receipt, keyOf('Reservation', [act.body.reservation])];
    case 'ObjectToReservation':
    case 'WithdrawObjection':
      return [receipt, keyOf('Objection', [act.body.reservation, member])];
    case 'MakeDeclaration':
      return [receipt, keyOf('Declaration', [])];
    case 'AnnounceSuccession':
    case 'TakeUpSuccession':
      return [receipt, keyOf('Party', [member]), keyOf('Institution', [member])];
    case 'DepositText':
      return [receipt, keyOf('AuthenticText', [act.body.language])];
    case 'CertifyCopy':
      return [receipt, keyOf('CertifiedCopy', [act.body.language, act.body.digest])];
    case 'EnterRegistration':
      return [receipt, keyOf('Treaty', [])];
    case 'CirculateNotification':
      return [receipt, keyOf('Notification', [])];
    case 'AcknowledgeNotification':
      return [receipt, keyOf('Acknowledgement', [act.body.notification, member])];
    case 'ProposeCorrection':
      return [receipt, keyOf('Correction', [])];
    case 'ObjectToCorrection':
      return [receipt, keyOf('Correction', [act.body.correction])];
    case 'EffectCorrection':
      return [receipt, keyOf('Correction', [act.body.correction]), keyOf('AuthenticText', [])];
    case 'WithdrawDeclaration':
      return [receipt, keyOf('Declaration', [act.body.declaration])];
    case 'RegisterHead':
    case 'RecoverKey':
    case 'ObjectToKey':
      return [receipt, keyOf('Representative', [act.by])];
    case 'ExamineCredentials':
    case 'RegisterRepresentative':
    case 'SuspendRepresentative':
    case 'ReinstateRepresentative':
    case 'EndRepresentative':
    case 'RotateKey':
      return [receipt, keyOf('Representative', [act.body.representative])];
    case 'MakeProposal':
      return [receipt, keyOf('Proposal', [])];
    case 'CastVote':
      return [receipt, keyOf('Ballot', [act.body.proposal, member])];
    case 'EnterReceived':
      return [receipt, keyOf('Ballot', [act.body.ballot.proposal, act.body.ballot.member])];
    case 'ReportCount':
      return [receipt, keyOf('CountReport', [act.body.proposal, member])];
    case 'WithdrawProposal':
    case 'ExtendWindow':
      return [receipt, keyOf('Proposal', [act.body.proposal])];
    case 'VacateSeat':
      return [receipt, keyOf('Seat', [act.body.organ, member])];
    case 'RegisterModel':
      return [receipt, keyOf('Model', [`${member}/${act.body.slug}`])];
    case 'CorrectModel':
      return [receipt, keyOf('Model', [act.body.model])];
    case 'DeclareCompute':
      return [receipt, keyOf('ComputeDeclaration', [act.body.model]), keyOf('Discrepancy', [act.body.model])];
    case 'CloseProposal':
      return [receipt, ...EFFECTS.map((kind) => `${kind}${BETWEEN}`)];
  }
}

/** What must hold of every accepted act, whatever it is. */
function audit(step: Step, before: World, folded: Folded, known: Known): void {
  const { act, now, tx } = step;
  const { document, context } = prepare(step);
  const { events, records } = folded;
  const changed: Stamp = stampOf(step);
  const keys = records.map((record) => keyOf(refOf(record).kind, refOf(record).id));
  expect(new Set(keys).size, 'every record is written once').to.equal(keys.length);
  // Whoever seals with a replaced key for the first time settles the replacement in the record of its own office.
  const settled = events.some(({ type }) => type === 'KeyReplaced') ? [keyOf('Representative', [act.by])] : [];
  const territory = [...territoryOf(step), ...settled];
  const foreign = keys.filter((key) => !territory.some((own) => key.startsWith(own)));
  expect(foreign, 'the act touches nothing but its own').to.deep.equal([]);
  for (const record of records) {
    const stored: unknown = JSON.parse(canonicalText(record));
    expect(parseRecord(record.kind, stored), 'a record is of its schema').to.deep.equal(record);
    expect(record.changed, 'a record names the act that changed it').to.deep.equal(changed);
    expect(record.treaty, 'a record is of the treaty of the act').to.equal(act.treaty);
  }
  const { by, id, type, treaty } = act;
  const digest = hexDigest(canonicalText(document.document));
  expect(records.at(-1), 'the act is kept as it was signed').to.deep.equal({
    ...{ kind: 'Act', v: 1, treaty, changed, by, id, type, digest },
    document: document.document,
  });
  const envelope = { v: 1, treaty, tx, at: now, by, act: id, type, digest, events };
  expect(Envelope.parse(envelope), 'the events are of their schemas').to.deep.equal(envelope);
  const read = evolve(events, { v: 1, treaty, changed }, Known.nothing.withRecords(before.all()));
  expect(texts(read), 'a reader of the events obtains the stored records').to.deep.equal(texts(records.slice(0, -1)));
  const again = fold(document, known, context);
  expect(texts(again.records), 'folded again, it gives the same bytes').to.deep.equal(texts(records));
  expect(again, 'folded again, it gives the same').to.deep.equal(folded);
}

/** A refusal as tests compare it: its code and its details, never its sentence. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly details: TreatyError['details'];
}

/** Runs what must be refused by a TreatyError; anything else that it throws goes through. */
export function refusalOf(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof TreatyError) return { code: error.code, details: error.details };
    throw error;
  }
  throw new Error('It was accepted.');
}

/** An act under way: what `then` and its siblings ask about. */
export class Attempt {
  readonly #world: World;
  readonly #step: Step;

  constructor(world: World, step: Step) {
    this.#world = world;
    this.#step = step;
  }

  /** It is accepted with exactly these events. */
  then(...events: readonly object[]): void {
    expect(this.#world.fold(this.#step).events).to.deep.equal(events);
  }

  /** It leaves exactly these records changed, as they stand here, besides its own receipt; every other keeps its bytes. */
  thenChanges(...expected: readonly object[]): void {
    const { records } = this.#world.fold(this.#step);
    expect(records.slice(0, -1)).to.deep.equal(expected);
    const before = this.#world.bytes();
    const after = this.#world.after(this.#step).bytes();
    const touched = [...after].filter(([key, bytes]) => before.get(key) !== bytes).map(([key]) => key);
    const named = records.map((record) => keyOf(refOf(record).kind, refOf(record).id));
    expect(touched.sort()).to.deep.equal(named.sort());
    expect([...before.keys()].filter((key) => !after.has(key))).to.deep.equal([]);
  }

  /** It is refused with this code and these details, and nothing is changed. */
  thenRefuses(code: ErrorCode, details: object): void {
    const before = this.#world.bytes();
    expect(refusalOf(() => this.#world.fold(this.#step))).to.deep.equal({ code, details });
    expect(this.#world.bytes()).to.deep.equal(before);
  }

  /** The deadline that the endorser's own clock must have passed, or undefined. */
  notBefore(): string | undefined {
    return this.#world.fold(this.#step).notBefore;
  }
}

/** A world and an act on it. */
export class Given {
  readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** The same with records that no act has made. */
  having(...records: readonly object[]): Given {
    return new Given(this.world.having(...records));
  }

  /** The same without one record. */
  lacking(kind: RecordKind, ...id: readonly string[]): Given {
    return new Given(this.world.lacking(kind, ...id));
  }

  when(step: Step): Attempt {
    return new Attempt(this.world, step);
  }
}

/** The world that these acts have made. */
export function given(...steps: readonly Step[]): Given {
  return new Given(World.empty.after(...steps));
}
