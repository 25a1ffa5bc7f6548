// SPDX-License-Identifier: Apache-2.0
// Makes the pages of docs/reference from the language and the rules themselves: `node scripts/reference.ts` writes them,
// `node scripts/reference.ts --check` names those that are stale and ends with 1.
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { CORRECTION_EDGES, DEPOSITARY_RULES } from '../chaincode/src/domain/depositary/rules.ts';
import {
  DECLARATION_EDGES,
  INSTRUMENT_EDGES,
  OBJECTION_EDGES,
  PARTY_EDGES,
  PARTY_RULES,
  RESERVATION_EDGES,
} from '../chaincode/src/domain/party/rules.ts';
import { COMPUTE_EDGES, DISCREPANCY_EDGES, MODEL_RULES } from '../chaincode/src/domain/model/rules.ts';
import { PROPOSAL_EDGES } from '../chaincode/src/domain/proposal/open.ts';
import { PROPOSAL_RULES } from '../chaincode/src/domain/proposal/rules.ts';
import { REPRESENTATIVE_EDGES, REPRESENTATIVE_RULES } from '../chaincode/src/domain/representative/rules.ts';
import type { Edges } from '../chaincode/src/domain/rule.ts';
import { attributesOf } from '../chaincode/src/ledger/keys.ts';
import * as protocol from '../chaincode/src/protocol/index.ts';
import type { ActType, RecordKind, TreatyRecord } from '../chaincode/src/protocol/index.ts';
import { commandLine } from './reference/command-line.ts';
import { docComments, membersOf } from './reference/doc-comments.ts';
import { cell, SchemaWords, type Field } from './reference/schema-words.ts';

type Schema = z.core.$ZodType;

const ROOT = resolve(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'docs', 'reference');

const SCHEMA_COMMENTS = docComments(globSync('chaincode/src/protocol/*.ts', { cwd: ROOT }));
const RULE_COMMENTS = docComments(globSync('chaincode/src/domain/**/*.ts', { cwd: ROOT }));

const NAMES = new Map<Schema, string>(
  Object.entries(protocol).flatMap(([name, value]) => (value instanceof z.ZodType ? [[value, name] as const] : [])),
);
const BY_NAME = new Map([...NAMES].map(([schema, name]) => [name, schema]));

/** The records have their own page, under the names of their kinds. */
const KIND_OF = new Map<Schema, string>(Object.entries(protocol.RECORDS).map(([kind, schema]) => [schema, kind]));

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

function anchorOf(heading: string): string {
  return heading.toLowerCase();
}

/** One page under way: its blocks, and the named types that it has mentioned and that no page before it has explained. */
class Page {
  static readonly #homes = new Map<string, string>();
  readonly words: SchemaWords;
  readonly file: string;
  readonly #blocks: string[];
  readonly #mentioned: string[] = [];

  constructor(file: string, title: string, sources: string, intro: string) {
    this.file = file;
    this.words = new SchemaWords(NAMES, (name) => this.#linkTo(name));
    const made = `Made by \`node scripts/reference.ts\` from ${sources}; do not edit.`;
    this.#blocks = [`# ${title}`, `*${made}*`, intro];
  }

  static forgetHomes(): void {
    Page.#homes.clear();
  }

  add(...blocks: readonly string[]): void {
    this.#blocks.push(...blocks.filter((block) => block !== ''));
  }

  addTypes(): void {
    if (this.#mentioned.length > 0) this.add('## Types');
    // Explaining a type may mention further ones, which join the list.
    for (const name of this.#mentioned) this.#addType(name);
  }

  get text(): string {
    return `${this.#blocks.join('\n\n')}\n`;
  }

  #addType(name: string): void {
    const schema = BY_NAME.get(name);
    if (schema === undefined) return;
    const options = schema instanceof z.ZodUnion ? schema.options : [schema];
    const tables = options.map((option) => this.words.fields(option)).filter((fields) => fields.length > 0);
    const form = tables.length > 0 ? tables.map(tableOf) : [`Form: ${this.words.formOf(schema)}`];
    this.add(`### ${name}`, SCHEMA_COMMENTS.get(name) ?? '', ...form);
  }

  #linkTo(name: string): string {
    const kind = KIND_OF.get(BY_NAME.get(name) ?? z.never());
    if (kind !== undefined) return `[${kind}](records.md#${anchorOf(kind)})`;
    const home = Page.#homes.get(name) ?? this.file;
    if (!Page.#homes.has(name)) {
      Page.#homes.set(name, this.file);
      this.#mentioned.push(name);
    }
    return `[${name}](${home === this.file ? '' : home}#${anchorOf(name)})`;
  }
}

function tableOf(fields: readonly Field[]): string {
  const rows = fields.map(
    ({ path, holds, isOptional }) => `| \`${path}\` | ${isOptional ? 'optional' : 'always'} | ${cell(holds)} |`,
  );
  return ['| Field | Given | Holds |', '| --- | --- | --- |', ...rows].join('\n');
}

function without(fields: readonly Field[], ...roots: readonly string[]): Field[] {
  return fields.filter(({ path }) => !roots.includes(path.split('.')[0] ?? path));
}

/** What all acts have besides their body, what all records have besides their own fields. */
const ACT_HEAD = ['type', 'v', 'id', 'notAfter', 'network', 'treaty', 'by', 'at'];
const RECORD_HEAD = ['kind', 'v', 'treaty', 'changed'];

const POWER = new Map(
  [...PARTY_RULES, ...DEPOSITARY_RULES, ...REPRESENTATIVE_RULES, ...PROPOSAL_RULES, ...MODEL_RULES].map(
    ({ type, power }) => [type, power],
  ),
);

function isActType(name: string): name is ActType {
  return Object.hasOwn(protocol.ACTS, name);
}

function commentOnAct(type: ActType): string {
  return SCHEMA_COMMENTS.get(type) ?? RULE_COMMENTS.get(lowerFirst(type)) ?? '';
}

function actsPage(): Page {
  const page = new Page(
    'acts.md',
    'Acts',
    '`ACTS` and `TRANSACTIONS` in `chaincode/src/protocol`, and the rules in `chaincode/src/domain`',
    'An act is what a party does: one JSON document in canonical form (RFC 8785), at most 64 KiB, sealed with the key of the ' +
      'office that does it (W3C `eddsa-jcs-2022`). Unknown fields are refused. Why an act is refused: [the charter](../charter.md) ' +
      'and [the errors](errors.md).',
  );
  const heads = page.words.fields(protocol.ACTS.OpenTreaty).filter(({ path }) => ACT_HEAD.includes(path));
  const head = heads.map((field) => (field.path === 'type' ? { ...field, holds: 'the name of the act' } : field));
  const proof = { path: 'proof', holds: page.words.of(protocol.Proofs), isOptional: false };
  page.add('## What every act has', tableOf([...head, { path: 'body', holds: 'as below', isOptional: false }, proof]));
  page.add('## Each act');
  for (const [type, schema] of Object.entries(protocol.ACTS)) {
    if (!isActType(type)) continue;
    const power = POWER.get(type);
    const asks = power === undefined ? '' : ` Asks for the power \`${power}\`.`;
    page.add(`### ${type}`, commentOnAct(type));
    page.add(`Transaction \`${protocol.TRANSACTIONS[type]}\`.${asks}`, tableOf(page.words.fields(schema.shape.body)));
  }
  page.addTypes();
  return page;
}

/** Answers every field with the field's own name: what `refOf` reads of a record shows which fields make its id. */
function probe(kind: RecordKind): TreatyRecord;
function probe(kind: RecordKind): object {
  return new Proxy({}, { get: (_, name) => (name === 'kind' ? kind : name) });
}

function keyOf(kind: RecordKind): string {
  const parts = [
    ...attributesOf(kind, []).map((word) => `\`"${word}"\``),
    ...protocol.refOf(probe(kind)).id.map((part) => `\`${part}\``),
  ];
  return `Key: \`treaty\`, ${parts.join(', ')}.`;
}

function isSame(left: Field, right: Field): boolean {
  return left.path === right.path && left.holds === right.holds && left.isOptional === right.isOptional;
}

/** The fields that every status has, and then those that only some have, statuses with the same ones together. */
function addVariants(page: Page, options: readonly Schema[]): void {
  const variants = options.map((option) => without(page.words.fields(option), ...RECORD_HEAD));
  const common = (variants[0] ?? []).filter((field) =>
    variants.every((variant) => variant.some((other) => isSame(field, other))),
  );
  page.add(tableOf(common));
  const statuses = new Map<string, string[]>();
  for (const variant of variants) {
    const own = variant.filter((field) => field.path !== 'status' && !common.some((other) => isSame(field, other)));
    const more = own.length === 0 ? 'no other field.' : `also:\n\n${tableOf(own)}`;
    const status = variant.find(({ path }) => path === 'status')?.holds ?? '';
    statuses.set(more, [...(statuses.get(more) ?? []), status]);
  }
  for (const [more, names] of statuses) page.add(`Status ${names.join(', ')}: ${more}`);
}

function recordsPage(): Page {
  const page = new Page(
    'records.md',
    'Records',
    '`RECORDS` in `chaincode/src/protocol/records.ts` and the keys in `chaincode/src/ledger/keys.ts`',
    'A record is what the ledger holds under one key, in canonical form: the state that follows from the acts. A key is ' +
      "Fabric's composite key of the parts named, so that a range never leaves its treaty.",
  );
  const head = page.words.fields(protocol.RECORDS.Treaty).filter(({ path }) => RECORD_HEAD.includes(path));
  page.add('## What every record has');
  page.add(
    tableOf(head.map((field) => (field.path === 'kind' ? { ...field, holds: 'the kind of the record' } : field))),
  );
  page.add('## Each kind');
  for (const kind of protocol.RecordKind.options) {
    const schema = protocol.RECORDS[kind];
    page.add(`### ${kind}`, SCHEMA_COMMENTS.get(NAMES.get(schema) ?? kind) ?? '', keyOf(kind));
    if (schema instanceof z.ZodUnion) addVariants(page, schema.options);
    else page.add(tableOf(without(page.words.fields(schema), ...RECORD_HEAD)));
  }
  page.addTypes();
  return page;
}

function eventsPage(): Page {
  const page = new Page(
    'events.md',
    'Events',
    '`EVENTS` and `Envelope` in `chaincode/src/protocol/events.ts`',
    `An event says what an act has changed. All events of one act travel in one envelope, which is the transaction's only ` +
      `chaincode event, \`${protocol.ENVELOPE_EVENT}\`.`,
  );
  page.add('## The envelope', SCHEMA_COMMENTS.get('Envelope') ?? '');
  const fields = page.words.fields(protocol.Envelope);
  page.add(
    tableOf(fields.map((field) => (field.path === 'events' ? { ...field, holds: 'list of events, as below' } : field))),
  );
  page.add('## Each event', 'Every event has its name as `type`.');
  for (const [type, schema] of Object.entries(protocol.EVENTS)) {
    page.add(`### ${type}`, RULE_COMMENTS.get(lowerFirst(type)) ?? '');
    const forms = schema instanceof z.ZodUnion ? schema.options : [schema];
    const tables = forms.map((form) => tableOf(without(page.words.fields(form), 'type')));
    page.add(tables.join('\n\nOr:\n\n'));
  }
  page.addTypes();
  return page;
}

const ASKED = {
  record: { question: protocol.RecordQuestion, answer: 'one record, as in [the records](records.md)' },
  records: { question: protocol.RecordsQuestion, answer: protocol.RecordPage },
  thresholdInForce: { question: protocol.InForceQuestion, answer: protocol.ThresholdVersion },
  proposalStanding: { question: protocol.StandingQuestion, answer: protocol.ProposalStanding },
} as const satisfies Record<keyof typeof protocol.QUESTIONS, { question: Schema; answer: Schema | string }>;

function questionsPage(): Page {
  const page = new Page(
    'questions.md',
    'Questions and transactions',
    '`QUESTIONS` and `TRANSACTIONS` in `chaincode/src/protocol/questions.ts`',
    'A question is evaluated by the own peer of the one who asks and writes nothing. Its one argument is a JSON object; ' +
      'its answer is canonical JSON.',
  );
  page.add('## Questions');
  for (const [name, { question, answer }] of Object.entries(ASKED)) {
    const transaction = Object.entries(protocol.QUESTIONS).find(([key]) => key === name)?.[1] ?? name;
    page.add(`### ${transaction}`, SCHEMA_COMMENTS.get(NAMES.get(question) ?? name) ?? '');
    page.add(
      tableOf(page.words.fields(question)),
      `Answer: ${typeof answer === 'string' ? answer : page.words.of(answer)}.`,
    );
  }
  page.add(
    '## Transactions',
    'Each takes the bytes of one sealed act as its only argument and answers with the envelope of its events.',
  );
  const rows = Object.entries(protocol.TRANSACTIONS).map(
    ([act, name]) => `| \`${name}\` | [${act}](acts.md#${anchorOf(act)}) |`,
  );
  page.add(['| Transaction | Act |', '| --- | --- |', ...rows].join('\n'));
  page.addTypes();
  return page;
}

function errorsPage(): Page {
  const page = new Page(
    'errors.md',
    'Errors',
    '`ERRORS` in `chaincode/src/protocol/error-registry.ts`',
    'Every refusal and failure has a code that is never renamed. A peer passes it on as one line of printable ASCII, ' +
      '`TREATY/1 {"code":..,"message":..,"remedy":..,"details":{..}}`; the names in braces below are filled from the details.',
  );
  const exits = membersOf('gateway/src/cli/report.ts', 'EXIT').map(({ name, value }) => `| \`${name}\` | ${value} |`);
  page.add(['| Kind | Exit code of the command line |', '| --- | --- |', ...exits].join('\n'));
  const entries = new Map(Object.entries(protocol.ERRORS));
  let rows: string[] = [];
  for (const { name, over } of membersOf('chaincode/src/protocol/error-registry.ts', 'ERRORS')) {
    const entry = entries.get(name);
    if (entry === undefined) continue;
    if (over !== undefined || rows.length === 0) {
      page.add(rows.join('\n'), `## ${over ?? 'All'}`);
      rows = ['| Code | Kind | What happened | What to do |', '| --- | --- | --- | --- |'];
    }
    rows.push(`| \`${name}\` | ${entry.kind} | ${cell(entry.says)} | ${cell(entry.remedy)} |`);
  }
  page.add(rows.join('\n'));
  return page;
}

/** A table of edges, and the acts by which a record comes to be in a status. */
interface Machine {
  readonly title: string;
  readonly source: string;
  readonly edges: Edges<string>;
  readonly begins: Readonly<Record<string, readonly ActType[]>>;
}

const MACHINES: readonly Machine[] = [
  {
    title: 'Party',
    source: 'PARTY_EDGES',
    edges: PARTY_EDGES,
    begins: { invited: ['OpenTreaty'] },
  },
  {
    title: 'Instrument',
    source: 'INSTRUMENT_EDGES',
    edges: INSTRUMENT_EDGES,
    begins: {
      unconfirmed: ['DepositInstrument'],
      received: ['DepositInstrument'],
      inDueForm: ['DepositInstrument'],
      notified: ['NotifyWithdrawal'],
    },
  },
  {
    title: 'Reservation',
    source: 'RESERVATION_EDGES',
    edges: RESERVATION_EDGES,
    begins: { standing: ['DepositInstrument', 'ExamineInstrument'], unconfirmed: ['SignTreaty'] },
  },
  {
    title: 'Objection',
    source: 'OBJECTION_EDGES',
    edges: OBJECTION_EDGES,
    begins: { standing: ['ObjectToReservation'] },
  },
  {
    title: 'Declaration',
    source: 'DECLARATION_EDGES',
    edges: DECLARATION_EDGES,
    begins: { standing: ['MakeDeclaration'] },
  },
  {
    title: 'Compute declaration',
    source: 'COMPUTE_EDGES',
    edges: COMPUTE_EDGES,
    begins: { current: ['DeclareCompute'] },
  },
  {
    title: 'Discrepancy',
    source: 'DISCREPANCY_EDGES',
    edges: DISCREPANCY_EDGES,
    begins: { open: ['DeclareCompute'] },
  },
  {
    title: 'Correction',
    source: 'CORRECTION_EDGES',
    edges: CORRECTION_EDGES,
    begins: { proposed: ['ProposeCorrection'] },
  },
  {
    title: 'Representative',
    source: 'REPRESENTATIVE_EDGES',
    edges: REPRESENTATIVE_EDGES,
    begins: { provisional: ['RegisterHead'], seated: ['RegisterRepresentative', 'OpenTreaty'] },
  },
  {
    title: 'Proposal',
    source: 'PROPOSAL_EDGES',
    edges: PROPOSAL_EDGES,
    begins: { open: ['MakeProposal'] },
  },
];

interface Move {
  readonly from: string;
  readonly act: string;
  readonly to: string;
}

function movesOf(edges: Edges<string>): Move[] {
  return Object.entries(edges).flatMap(([from, acts]) =>
    Object.entries(acts).flatMap(([act, statuses]) => statuses.map((to) => ({ from, act, to }))),
  );
}

function diagramOf({ edges, begins }: Machine): string {
  const beginnings = Object.entries(begins).flatMap(([to, acts]) => acts.map((act) => ({ from: '[*]', act, to })));
  const moves = [...beginnings, ...movesOf(edges)].map(({ from, act, to }) => `  ${from} --> ${to} : ${act}`);
  const ends = Object.entries(edges).flatMap(([status, acts]) =>
    Object.keys(acts).length === 0 ? [`  ${status} --> [*]`] : [],
  );
  return ['```mermaid', 'stateDiagram-v2', ...moves, ...ends, '```'].join('\n');
}

function machinesPage(): Page {
  const page = new Page(
    'state-machines.md',
    'State machines',
    'the tables of edges in `chaincode/src/domain`',
    'The status of a record moves along these edges and no others; an act that has no edge from the present status is refused. ' +
      'An edge says that the act is possible: whose act it must be and when is in [the charter](../charter.md). The arrows from ' +
      'the black dot show the acts that make the record.',
  );
  for (const machine of MACHINES) {
    const rows = movesOf(machine.edges).map(
      ({ from, act, to }) => `| ${from} | [${act}](acts.md#${anchorOf(act)}) | ${to} |`,
    );
    page.add(`## ${machine.title}`, `From \`${machine.source}\`.`, diagramOf(machine));
    page.add(['| From | By | To |', '| --- | --- | --- |', ...rows].join('\n'));
  }
  return page;
}

function commandLinePage(): Page {
  const intro =
    'Every command answers `--help` with what stands here. Exit codes: 0 ok, 1 failure, 2 usage, 3 refused by the rules, 4 not verified, 5 unavailable or outcome unknown.';
  const page = new Page('command-line.md', 'The command line', '`gateway/src/cli/program.ts`', intro);
  page.add(...commandLine());
  return page;
}

/** Every page as it should be, by its file's name. A type is explained on the first page that mentions it. */
export function pages(): ReadonlyMap<string, string> {
  Page.forgetHomes();
  const made = [
    actsPage(),
    recordsPage(),
    eventsPage(),
    questionsPage(),
    errorsPage(),
    machinesPage(),
    commandLinePage(),
  ];
  return new Map(made.map(({ file, text }) => [file, text]));
}

/** The pages of a folder that are missing or are not what the code says now. */
export function stalePages(folder: string = FOLDER): string[] {
  const isFresh = (file: string, text: string) =>
    existsSync(join(folder, file)) && readFileSync(join(folder, file), 'utf8') === text;
  return [...pages()].flatMap(([file, text]) => (isFresh(file, text) ? [] : [file]));
}

/** Writes all pages into a folder. */
export function writePages(folder: string = FOLDER): void {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of pages()) writeFileSync(join(folder, file), text);
}

if (import.meta.main) {
  if (process.argv.includes('--check')) {
    const stale = stalePages();
    for (const file of stale) console.error(`docs/reference/${file} is stale: run \`node scripts/reference.ts\``);
    process.exitCode = stale.length === 0 ? 0 : 1;
  } else writePages();
}
