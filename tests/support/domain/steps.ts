// SPDX-License-Identifier: Apache-2.0
import {
  Instant,
  MspId,
  parseAct,
  TransactionId,
  type Act,
  type ActOf,
  type ActType,
  type JsonObject,
  type Stamp,
} from '../../../chaincode/src/protocol/index.ts';
import { hexDigest, keyNamed } from './keys.ts';

/** When everything begins, unless a test says otherwise: a Monday. */
export const T0 = '2026-11-23T10:00:00Z';
export const TREATY = 'conditional-ai-safety-treaty';
const CHANNEL = 'treaty';
export const NETWORK = `${CHANNEL}@${'0a'.repeat(32)}`;

/** The organisation that hosts each member; XC's also hosts XD. */
export const HOSTS: Readonly<Record<string, string>> = {
  XA: 'XAMSP',
  XB: 'XBMSP',
  XC: 'XCMSP',
  XD: 'XCMSP',
  SEC: 'SECMSP',
  'AISI-XA': 'AISIXAMSP',
  'AISI-XB': 'AISIXBMSP',
};
const DEPOSITARY = 'SEC/depositary';

/** An act and the transaction that carries it. */
export interface Step<T extends ActType = ActType> {
  readonly act: Act & ActOf<T>;
  readonly now: Instant;
  readonly tx: TransactionId;
  readonly msp: MspId;
  readonly admin: boolean;
  readonly channel: string;
  readonly opensTreaties: MspId;
  /** The names of the keys that seal it. */
  readonly sealers: readonly string[];
}

/** What a test may say about a step; all of it has a default that is accepted. */
export interface StepOptions {
  readonly now?: string;
  readonly at?: string;
  readonly notAfter?: string;
  readonly id?: string;
  readonly treaty?: string;
  readonly network?: string;
  readonly msp?: string;
  readonly admin?: boolean;
  readonly channel?: string;
  readonly opensTreaties?: string;
  readonly sealers?: readonly string[];
}

/** An instant a number of milliseconds later (or earlier, if negative), by JavaScript's own calendar. */
export function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString().replace('.000Z', 'Z');
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

function uuidOf(content: unknown): string {
  const digits = hexDigest(JSON.stringify(content));
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => digits.slice(from, to))
    .join('-');
}

const CARRIED_BY_ADMINISTRATORS: readonly ActType[] = ['OpenTreaty', 'RegisterHead', 'RecoverKey'];

/** An act of a type by an office, sealed by the office's first key and carried by its member's organisation at `now`. */
export function step<T extends ActType>(type: T, by: string, body: object, options: StepOptions = {}): Step<T> {
  const { now = T0 } = options;
  const { at = now, ...said } = options;
  const member = by.slice(0, by.indexOf('/'));
  const {
    network = NETWORK,
    treaty = TREATY,
    notAfter = later(at, 365 * DAY),
    id = uuidOf([type, by, body, at]),
    ...carried
  } = said;
  const act = parseAct({ type, v: 1, id, notAfter, network, treaty, by, at, body: body as JsonObject });
  const usual = {
    msp: HOSTS[member] ?? 'NOBODYMSP',
    admin: CARRIED_BY_ADMINISTRATORS.includes(type),
    channel: CHANNEL,
    opensTreaties: 'SECMSP',
    sealers: [by],
  };
  const { msp, opensTreaties, ...rest } = { ...usual, ...carried };
  return {
    ...rest,
    act,
    now: Instant.parse(now),
    tx: transactionOf(act, now),
    msp: MspId.parse(msp),
    opensTreaties: MspId.parse(opensTreaties),
  };
}

/** The same act in a transaction of another time. */
export function carriedAt<S extends Step>(step: S, now: string): S {
  return { ...step, now: Instant.parse(now), tx: transactionOf(step.act, now) };
}

function transactionOf({ id }: Act, now: string): TransactionId {
  return TransactionId.parse(hexDigest(`transaction of ${id} at ${now}`));
}

/** The stamp that a step leaves on every record that it changes. */
export function stampOf({ act, now, tx }: Step): Stamp {
  return { at: now, by: act.by, act: act.id, tx };
}

/** The head of every record that a step makes or changes. */
export function madeBy(by: Step): { v: 1; treaty: string; changed: Stamp } {
  return { v: 1, treaty: by.act.treaty, changed: stampOf(by) };
}

/** JSON with sorted names: the canonical form where all texts are ASCII and all numbers small integers (RFC 8785). */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, item]) => [name, sorted(item)]),
  );
}

/** The digest of an act without its proofs, computed apart from the code under test. */
export function digestOf(act: Act): string {
  return hexDigest(JSON.stringify(sorted(act)));
}

/** The first 50 bits of a digest in Crockford's base 32, most significant first. */
function idOf(prefix: string, digest: string): string {
  const bits = BigInt(`0x${digest.slice(0, 14)}`) >> 6n;
  const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const places = Array.from({ length: 10 }, (_, place) => Number((bits >> BigInt(45 - 5 * place)) & 31n));
  return `${prefix}-${places.map((place) => symbols.charAt(place)).join('')}`;
}

/** The id of the proposal that a step moves. */
export function proposalOf(moving: Step): string {
  return idOf('P', digestOf(moving.act));
}

/** The id of the version of a threshold that an opening establishes, or of that which a proposal's adoption makes. */
export function versionOf(origin: Step | string, threshold: string): string {
  return idOf('T', hexDigest(`${typeof origin === 'string' ? origin : digestOf(origin.act)} ${threshold}`));
}

// ---- The treaty of the tests

export const TERM = { from: T0, until: '2028-11-23T10:00:00Z' };
export const METHOD = { name: 'training-compute', version: '1' };

/** How the conference revises the threshold `oversight`: two thirds of all bound states within three days of hours. */
export const RULE = {
  organ: 'conference',
  polarity: 'adopt',
  ratio: { num: 2, den: 3 },
  base: 'allEntitled',
  window: 'PT72H',
};

/** How it revises `reporting`, moved by institutes: after notice, with changes of vote, in days of the calendar. */
export const CALENDAR_RULE = { ...RULE, notice: 'P7D', window: 'P14D', revote: true, quorum: 2 };

interface ProfileOptions {
  readonly rule?: object;
  readonly revision?: object;
  readonly clock?: object;
  readonly keyRecovery?: string;
  readonly version?: string;
  readonly groups?: object;
  readonly measures?: object;
  readonly organisations?: object;
  readonly organs?: object[];
  readonly thresholds?: object[];
  readonly amendment?: object;
  readonly suspension?: object;
  readonly resolutions?: object;
  readonly outage?: object;
  readonly membership?: object;
  readonly tiers?: object;
  readonly models?: object;
}

/** The profile of the tests; `rule` and `revision` change how `oversight` is revised. */
export function profile({ rule = {}, revision = {}, ...rest }: ProfileOptions = {}) {
  return {
    id: 'cast',
    version: '1.0',
    title: 'Conditional AI Safety Treaty',
    clock: { aheadBy: 'PT5S', behindBy: 'PT30S', seat: '+01:00' },
    keyRecovery: 'P14D',
    organs: [
      { id: 'conference', name: 'Conference of the Parties', composition: 'stateParties' },
      { id: 'institutes', name: 'Network of Institutes', composition: 'institutes' },
    ],
    thresholds: [
      {
        id: 'oversight',
        metric: 'training compute',
        unit: 'FLOP',
        value: '10000000000000000000000000',
        method: METHOD,
        revision: { movers: 'conference', rule: { ...RULE, ...rule }, effectiveAfter: 'P30D', ...revision },
      },
      {
        id: 'reporting',
        metric: 'training compute',
        unit: 'FLOP',
        value: '1000000000000000000000000',
        method: METHOD,
        revision: { movers: 'institutes', rule: CALENDAR_RULE, effectiveAfter: 'PT48H' },
      },
    ],
    ...rest,
  };
}

const PARTIES = ['XA', 'XB', 'XC', 'XD'].map((id) => ({ id, name: `State ${id}`, msp: HOSTS[id] }));
const INSTITUTIONS = [
  { id: 'SEC', name: 'Technical Secretariat', msp: 'SECMSP', role: 'secretariat' },
  { id: 'AISI-XA', name: 'Institute of XA', msp: 'AISIXAMSP', role: 'institute' },
  { id: 'AISI-XB', name: 'Institute of XB', msp: 'AISIXBMSP', role: 'institute' },
];

/** What an opening says; `body` replaces whole fields of it. */
export function openingBody(body: object = {}) {
  return {
    title: 'Conditional AI Safety Treaty',
    profile: profile(),
    depositary: { institution: 'SEC', key: keyNamed(DEPOSITARY), term: TERM },
    parties: PARTIES,
    institutions: INSTITUTIONS,
    ...body,
  };
}

export function open(body: object = {}, options: StepOptions = {}): Step<'OpenTreaty'> {
  return step('OpenTreaty', DEPOSITARY, openingBody(body), options);
}

/** What a registration or rotation says beside the office: `key` names the key, by default the office's own. */
export interface SeatOptions extends StepOptions {
  readonly key?: string;
  readonly term?: object;
  readonly powers?: readonly string[];
}

export function registerHead(member: string, options: SeatOptions = {}): Step<'RegisterHead'> {
  const { key = `${member}/head`, term = TERM, powers = ['credentials', 'fullPowers'] } = options;
  const body = { key: keyNamed(key), term, powers };
  return step('RegisterHead', `${member}/head`, body, { sealers: [key], ...options });
}

export function recoverKey(member: string, key: string, options: StepOptions = {}): Step<'RecoverKey'> {
  const body = { key: keyNamed(key), reason: 'The key was lost.' };
  return step('RecoverKey', `${member}/head`, body, { sealers: [key], ...options });
}

export function objectToKey(by: string, options: StepOptions = {}): Step<'ObjectToKey'> {
  return step('ObjectToKey', by, { reason: 'The key is in our hands.' }, options);
}

export function examine(
  representative: string,
  {
    finding = 'inDueForm',
    reason,
    by = DEPOSITARY,
    ...options
  }: StepOptions & { finding?: string; reason?: string; by?: string } = {},
): Step<'ExamineCredentials'> {
  return step('ExamineCredentials', by, { representative, finding, ...(reason !== undefined && { reason }) }, options);
}

export function register(
  representative: string,
  options: SeatOptions & { by?: string } = {},
): Step<'RegisterRepresentative'> {
  const { by = headOf(representative), key = representative, term = TERM, powers = ['credentials'] } = options;
  return step('RegisterRepresentative', by, { representative, key: keyNamed(key), term, powers }, options);
}

/** The office of the head of the delegation to which an office belongs. */
export function headOf(representative: string): string {
  return `${representative.slice(0, representative.indexOf('/'))}/head`;
}

/** What suspends, reinstates or ends an office says. */
type OnOffice = 'SuspendRepresentative' | 'ReinstateRepresentative' | 'EndRepresentative';

export function on<T extends OnOffice>(
  type: T,
  representative: string,
  { by = headOf(representative), ...options }: StepOptions & { by?: string } = {},
): Step<T> {
  return step(type, by, { representative, reason: 'By decision of the capital.' }, options);
}

export function rotate(
  representative: string,
  key: string,
  { by = representative, ...options }: StepOptions & { by?: string } = {},
): Step<'RotateKey'> {
  return step('RotateKey', by, { representative, key: keyNamed(key) }, options);
}

export function deposit(by: string, body: object = {}, options: StepOptions = {}): Step<'DepositInstrument'> {
  return step('DepositInstrument', by, { kind: 'ratification', ...body }, options);
}

const OPENING = open();

/** What a motion to revise `oversight` says, from the version with which the treaty of the tests opens. */
export function revisionOf(threshold = 'oversight', changes: object = {}): object {
  const value = '5000000000000000000000000';
  return {
    type: 'thresholdRevision',
    threshold,
    base: versionOf(OPENING, threshold),
    value,
    method: METHOD,
    ...changes,
  };
}

export function move(
  by: string,
  subject: object = revisionOf(),
  options: StepOptions & { body?: object } = {},
): Step<'MakeProposal'> {
  return step('MakeProposal', by, { title: 'Lower the threshold', subject, ...options.body }, options);
}

export function vote(
  by: string,
  proposal: string,
  choice: string,
  { explanation, supersedes, ...options }: StepOptions & { explanation?: string; supersedes?: string } = {},
): Step<'CastVote'> {
  const optional = {
    ...(explanation !== undefined && { explanation }),
    ...(supersedes !== undefined && { supersedes }),
  };
  return step('CastVote', by, { proposal, choice, ...optional }, options);
}

/** A secret ballot: what it says is a commitment only. */
export function commit(
  by: string,
  proposal: string,
  commitment: string,
  { supersedes, ...options }: StepOptions & { supersedes?: string } = {},
): Step<'CastVote'> {
  return step('CastVote', by, { proposal, commitment, ...(supersedes !== undefined && { supersedes }) }, options);
}

/** What a teller has counted. */
export function report(
  by: string,
  proposal: string,
  counts: Readonly<Record<string, number>>,
  { missing = [], supersedes, ...options }: StepOptions & { missing?: readonly string[]; supersedes?: string } = {},
): Step<'ReportCount'> {
  const body = { proposal, counts, missing, ...(supersedes !== undefined && { supersedes }) };
  return step('ReportCount', by, body, options);
}

export function withdraw(
  by: string,
  proposal: string,
  body: object = {},
  options: StepOptions = {},
): Step<'WithdrawProposal'> {
  return step('WithdrawProposal', by, { proposal, ...body }, options);
}

/** Extends a window after a late swing, or after an outage of a party. */
export function extend(by: string, proposal: string, outage?: string, options: StepOptions = {}): Step<'ExtendWindow'> {
  const reason = 'Its data centre was flooded.';
  const ground = outage === undefined ? { type: 'lateSwing' } : { type: 'outage', party: outage, reason };
  return step('ExtendWindow', by, { proposal, ground }, options);
}

/** Enters a ballot that was received as a note. */
export function receive(
  ballot: object,
  received: string,
  { by = DEPOSITARY, ...options }: StepOptions & { by?: string } = {},
): Step<'EnterReceived'> {
  return step('EnterReceived', by, { received, digest: hexDigest('a note'), ballot }, options);
}

export function vacate(by: string, organ: string, options: StepOptions = {}): Step<'VacateSeat'> {
  return step('VacateSeat', by, { organ, reason: 'We are too few.' }, options);
}

export function close(by: string, proposal: string, options: StepOptions = {}): Step<'CloseProposal'> {
  return step('CloseProposal', by, { proposal }, options);
}

/** A state with a seated head that has expressed its consent to be bound. */
export function bind(member: string): Step[] {
  return [registerHead(member), examine(`${member}/head`), deposit(`${member}/head`)];
}

/** An institution with a seated head. */
export function seat(member: string): Step[] {
  return [registerHead(member, { powers: ['credentials'] }), examine(`${member}/head`)];
}

/** A treaty that binds XA, XB and XC. */
export const BOUND: readonly Step[] = [OPENING, ...['XA', 'XB', 'XC'].flatMap(bind)];
