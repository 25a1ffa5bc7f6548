// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { LineCounter, isMap, isNode, isScalar, parseDocument, type Document, type Node } from 'yaml';
import { z } from 'zod';
import { TreatyError } from '../chaincode/src/protocol/index.ts';

const MILLISECONDS = { ms: 1, s: 1000, m: 60_000 } as const;
const DURATION = /^([1-9]\d{0,5})(ms|s|m)$/;

/** A duration as Fabric's configuration writes it: `50ms`, `2s`, `3m`. */
const Duration = z.string().regex(DURATION, 'must be a duration such as 50ms, 2s or 3m');

function milliseconds(duration: string): number {
  const [, count, unit] = DURATION.exec(duration) ?? [];
  return Number(count) * (unit === 'ms' || unit === 's' || unit === 'm' ? MILLISECONDS[unit] : Number.NaN);
}

const OrganisationId = z
  .string()
  .max(32)
  .regex(/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/, 'must be capitals and digits in groups joined by dashes, such as AISI-XA');

/** One organisation that keeps a copy of the record: it has its own certificates and one peer. */
const Organisation = z.strictObject({
  id: OrganisationId,
  name: z.string().min(1).max(100),
  kind: z.enum(['state', 'institute', 'secretariat']),
});

/** One ordering organisation with one ordering node, run by an organisation of the same topology. */
const OrderingOrganisation = z.strictObject({ id: OrganisationId, operatedBy: OrganisationId });

/**
 * What the ordering nodes agree on beforehand. `requestBatchMaxInterval` is how long a transaction may wait for
 * company in its block; the timeouts are those of SmartBFT.
 */
export const Consensus = z
  .strictObject({
    maxMessageCount: z.int().min(1).max(5000).default(500),
    absoluteMaxBytes: z
      .int()
      .min(1 << 20)
      .max(64 << 20)
      .default(10 << 20),
    requestBatchMaxInterval: Duration.default('50ms'),
    requestForwardTimeout: Duration.default('2s'),
    requestComplainTimeout: Duration.default('5s'),
    requestAutoRemoveTimeout: Duration.default('3m'),
    viewChangeResendInterval: Duration.default('5s'),
    viewChangeTimeout: Duration.default('20s'),
    leaderHeartbeatTimeout: Duration.default('10s'),
    collectTimeout: Duration.default('1s'),
    requestPoolSize: z.int().min(100).max(1_000_000).default(10_000),
  })
  .superRefine((consensus, context) => {
    const refuse = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message });
    const ordered = (first: keyof typeof consensus, second: keyof typeof consensus): void => {
      if (milliseconds(String(consensus[first])) > milliseconds(String(consensus[second])))
        refuse(first, `must not be longer than ${second}`);
    };
    ordered('requestForwardTimeout', 'requestComplainTimeout');
    ordered('requestComplainTimeout', 'requestAutoRemoveTimeout');
    ordered('viewChangeResendInterval', 'viewChangeTimeout');
    if (consensus.requestPoolSize < 2 * consensus.maxMessageCount)
      refuse('requestPoolSize', 'must be at least twice maxMessageCount');
  });
export type Consensus = z.infer<typeof Consensus>;

const MOST_ORGANISATIONS = 100;
const LOWEST_PORT = 1024;
const HIGHEST_PORT = 65_535;
const PORTS_PER_NODE = 3;

/** The counts of ordering nodes that make sense: 3f + 1 for f = 1, 2, 3 faulty ones. */
const ORDERING_COUNTS: readonly number[] = [4, 7, 10];

/** How many ports a network takes: its base and three for each node after it. */
export function portCount(topology: { organisations: readonly unknown[]; ordering: readonly unknown[] }): number {
  return 1 + PORTS_PER_NODE * (topology.organisations.length + topology.ordering.length);
}

/** The one description of a network: who keeps a copy, who orders, on which ports. */
export const Topology = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be 1 to 31 small letters, digits and dashes'),
    channel: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,62}$/, 'must be 1 to 63 small letters, digits and dashes')
      .default('treaty'),
    portBase: z.int().min(LOWEST_PORT).max(HIGHEST_PORT).default(17_050),
    opensTreaties: OrganisationId.default('SEC'),
    organisations: z.array(Organisation).min(1).max(MOST_ORGANISATIONS),
    ordering: z.array(OrderingOrganisation),
    consensus: Consensus.prefault({}),
  })
  .superRefine((topology, context) => {
    const refuse = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    const ids = new Set<string>();
    for (const list of ['organisations', 'ordering'] as const) {
      topology[list].forEach(({ id }, index) => {
        if (ids.has(id)) refuse([list, index, 'id'], `stands twice: ${id}`);
        ids.add(id);
      });
    }
    const keepers = new Set(topology.organisations.map(({ id }) => id));
    topology.ordering.forEach(({ operatedBy }, index) => {
      if (!keepers.has(operatedBy)) refuse(['ordering', index, 'operatedBy'], `names no organisation: ${operatedBy}`);
    });
    if (!keepers.has(topology.opensTreaties))
      refuse(['opensTreaties'], `names no organisation: ${topology.opensTreaties}`);
    if (!ORDERING_COUNTS.includes(topology.ordering.length))
      refuse(['ordering'], `must list ${ORDERING_COUNTS.join(', ')} nodes, not ${topology.ordering.length}`);
    if (topology.portBase + portCount(topology) - 1 > HIGHEST_PORT)
      refuse(['portBase'], `leaves no room below ${HIGHEST_PORT} for ${portCount(topology)} ports`);
  });
export type Topology = z.infer<typeof Topology>;

/** The membership service provider of an organisation: `AISI-XA` has `AISI-XAMSP`. */
export function mspOf(organisation: string): string {
  return `${organisation}MSP`;
}

type Path = readonly PropertyKey[];

/** The key under which a mapping holds an entry, or the mapping itself where it holds none. */
function keyIn(node: Node, key: string | undefined): Node {
  const keys = isMap(node) ? node.items.map((item) => item.key).filter(isScalar) : [];
  return keys.find(({ value }) => value === key) ?? node;
}

/** Where in the text the value at `path` stands, or its key `key`, or else its nearest ancestor that stands there. */
function offsetOf(document: Document, path: Path, key?: string): number {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  if (isNode(node)) return keyIn(node, key).range?.[0] ?? 0;
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1));
}

function fieldOf(path: Path): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
}

/** The document as plain data; undefined, which no topology is, where its aliases unfold without end. */
function contentOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 10 });
  } catch {
    // yaml counts how often aliases unfold and stops there: the schema refuses the document as a whole.
    return undefined;
  }
}

/**
 * Parses a topology from YAML text.
 * Fails if: it is not YAML, or a field is missing, unknown or wrong (TOPOLOGY_INVALID, with line and field).
 */
export function parseTopology(text: string, file: string): Topology {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const refuse = (offset: number, field: string, problem: string): TreatyError => {
    const { line, col } = lines.linePos(offset);
    return new TreatyError('TOPOLOGY_INVALID', { file, line, column: col, field: field || 'document', problem });
  };
  const [fault] = document.errors;
  if (fault !== undefined) throw refuse(fault.pos[0], '', fault.message.split('\n')[0] ?? fault.code);
  const result = Topology.safeParse(contentOf(document));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue === undefined) throw refuse(0, '', 'is not a topology');
  const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = key === undefined ? issue.path : [...issue.path, key];
  throw refuse(offsetOf(document, issue.path, key), fieldOf(path), issue.message);
}

/**
 * Reads a topology file.
 * Fails if: it cannot be read (TOPOLOGY_UNREADABLE) or is wrong (TOPOLOGY_INVALID).
 */
export function readTopology(file: string): Topology {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new TreatyError('TOPOLOGY_UNREADABLE', { file }, { cause: error });
  }
  return parseTopology(text, file);
}

/** The same network on other ports. Fails if: they do not fit below 65536 or begin below 1024 (PORT_BASE_INVALID). */
export function withPortBase(topology: Topology, portBase: number): Topology {
  const needed = portCount(topology);
  const highest = HIGHEST_PORT - needed + 1;
  if (!Number.isInteger(portBase) || portBase < LOWEST_PORT || portBase > highest)
    throw new TreatyError('PORT_BASE_INVALID', { portBase, needed, highest });
  return { ...topology, portBase };
}
