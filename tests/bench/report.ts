// SPDX-License-Identifier: Apache-2.0
import { KINDS, type Comparison, type Kind, type Load, type Round } from './comparison.ts';
import type { UpSeconds } from './own-network.ts';
import { quantile } from './statistics.ts';
import { SPENDERS, type Host, type Memory, type Sizes, type Spender } from './surroundings.ts';

/** All that one run has found. */
export interface Findings {
  readonly host: Host;
  readonly network: { readonly peers: number; readonly orderers: number; readonly parties: number };
  readonly load: Load;
  readonly up: UpSeconds;
  readonly comparison: Comparison;
  readonly memory: Readonly<Record<'peer' | 'orderer' | 'chaincode', Memory>>;
  readonly sizes: Sizes;
}

/** What a sealed vote should reach of each baseline's speed. */
export const AIMS = { write: 0.9, nothing: 0.75 } as const;

/** How fast a sealed vote is against a baseline, as a part of the baseline's speed: the median of the rounds. */
export interface Ratios {
  readonly alone: number;
  readonly throughput: number;
}

function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

/** The vote's speed against a baseline's, round by round, since only neighbours in time may be compared. */
export function ratiosTo(baseline: keyof typeof AIMS, rounds: readonly Round[]): Ratios {
  const p50 = (round: Round, kind: Kind): number => median(round.alone[kind]);
  return {
    alone: median(rounds.map((round) => p50(round, baseline) / p50(round, 'vote'))),
    throughput: median(rounds.map(({ throughput }) => throughput.vote / throughput[baseline])),
  };
}

const NAMES: Readonly<Record<Kind, string>> = {
  nothing: 'no-op transaction',
  write: 'unsealed write of the same size',
  vote: 'sealed vote',
};

type Row = readonly string[];

function table(head: Row, rows: readonly Row[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function fixed(number: number, digits: number): string {
  return number.toFixed(digits);
}

function kilobytes(bytes: number): string {
  return `${fixed(bytes / 1000, 0)} kB`;
}

function comparedTable({ rounds }: Comparison, { concurrency }: Load): string {
  const pooled = (kind: Kind, part: number): string =>
    `${fixed(
      quantile(
        rounds.flatMap(({ alone }) => alone[kind]),
        part,
      ),
      0,
    )} ms`;
  const rate = (kind: Kind): string => `${fixed(median(rounds.map(({ throughput }) => throughput[kind])), 1)} /s`;
  const head = ['', 'one at a time, p50', 'p95', `${concurrency} at once`];
  const measured = KINDS.map((kind) => [NAMES[kind], pooled(kind, 0.5), pooled(kind, 0.95), rate(kind)]);
  const ratios = (['write', 'nothing'] as const).map((baseline) => {
    const { alone, throughput } = ratiosTo(baseline, rounds);
    return [`vote's speed / ${NAMES[baseline]} (aim ${AIMS[baseline]})`, fixed(alone, 2), '', fixed(throughput, 2)];
  });
  return table(head, [...measured, ...ratios]);
}

const SPENDER_NAMES: Readonly<Record<Spender, string>> = {
  client: 'the client',
  peer: 'all peers',
  orderer: 'all ordering nodes',
  chaincode: 'all chaincode processes',
};

function processorTable({ rounds }: Comparison): string {
  const spent = (kind: Kind, spender: Spender): number =>
    median(rounds.map(({ processor }) => processor[kind][spender]));
  const total = (kind: Kind): number => SPENDERS.reduce((sum, spender) => sum + spent(kind, spender), 0);
  const rows = SPENDERS.map((one) => [SPENDER_NAMES[one], ...KINDS.map((kind) => `${fixed(spent(kind, one), 1)} ms`)]);
  const totals = ['all', ...KINDS.map((kind) => `${fixed(total(kind), 1)} ms`)];
  return table(['processor time of one transaction', ...KINDS.map((kind) => NAMES[kind])], [...rows, totals]);
}

function memoryRow(name: string, { processes, least, most }: Memory): Row {
  return [`memory of ${name} after the run (${processes} processes)`, `${fixed(least, 0)} to ${fixed(most, 0)} MiB`];
}

function otherTable({ up, comparison, memory, sizes, network }: Findings): string {
  const { evaluate, sealing, close, retries } = comparison;
  return table(
    ['', ''],
    [
      ['cold `up`: empty folder, binaries present', `${fixed(up.cold, 1)} s`],
      ['warm `up`: every process runs', `${fixed(up.warm, 2)} s`],
      ['`up` after `down`: everything on disk', `${fixed(up.again, 1)} s`],
      ['read of one record by its id, p50', `${fixed(evaluate.record, 1)} ms`],
      ['read of one value of the baseline, p50', `${fixed(evaluate.bare, 1)} ms`],
      [`close of a proposal with ${network.parties} ballots, each seal verified again`, `${fixed(close, 1)} s`],
      ['sealing of an act by the client, not in the figures above', `${fixed(sealing, 1)} ms`],
      ['tries made again because a peer stood still or was out of reach', String(retries)],
      memoryRow('a peer', memory.peer),
      memoryRow('an ordering node', memory.orderer),
      memoryRow('a chaincode process', memory.chaincode),
      ['chaincode, bundled (compressed)', `${kilobytes(sizes.bundle)} (${kilobytes(sizes.compressed)})`],
      ['chaincode package as peers install it', kilobytes(sizes.package)],
    ],
  );
}

/** The findings as Markdown. */
export function markdown(findings: Findings): string {
  const { host, network, load, comparison } = findings;
  const { argument, ballot, act, event } = comparison.bytes;
  return `Taken ${host.date} at commit ${host.commit}, on ${host.cores} cores (${host.processor}), ${host.memory}, Linux ${host.kernel},
Node ${host.node}, Fabric ${host.fabric}; load average before the run ${host.load}. The whole network, ${network.peers} peers and ${network.orderers} ordering nodes,
and the clients share these cores. ${network.parties} state parties; ${load.rounds} rounds of ${load.sequential} transactions of each kind one at a time and ${load.burst} at ${load.concurrency} at once.

${comparedTable(comparison, load)}

A vote is ${argument} bytes as sent; it writes ${ballot} and ${act} bytes and emits ${event}. Ratios are taken within each round; the median of the rounds is shown.

${processorTable(comparison)}

${otherTable(findings)}
`;
}

const BEGIN = '<!-- bench: made by `npm run bench -- --write`; do not edit -->';
const END = '<!-- bench: end -->';

/** A page with the findings between its two markers, in place of what stood there. */
export function withFindings(page: string, findings: Findings): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`The page needs two lines, ${BEGIN} and ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n${markdown(findings)}${page.slice(end)}`;
}
