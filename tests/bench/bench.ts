// SPDX-License-Identifier: Apache-2.0
// `npm run bench`: what a sealed vote costs against transactions without rules and seals, side by side on a network of its own.
//   --write            enters the findings into docs/benchmarks.md
//   --json             prints one JSON object instead of tables
//   --rounds N --sequential N --burst N --concurrency N --port-base N
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, type Load } from './comparison.ts';
import { ManyParties } from './many-parties.ts';
import { CHAINCODES, onOwnNetwork, type Raised } from './own-network.ts';
import { AIMS, markdown, ratiosTo, withFindings, type Findings } from './report.ts';
import { hostNow, memoryNow, processorClock, sizesOf } from './surroundings.ts';

const PAGE = resolve(import.meta.dirname, '../../docs/benchmarks.md');

const { values } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    sequential: { type: 'string', default: '20' },
    burst: { type: 'string', default: '192' },
    concurrency: { type: 'string', default: '64' },
    'port-base': { type: 'string', default: '27000' },
  },
});

const load: Load = {
  rounds: Number(values.rounds),
  sequential: Number(values.sequential),
  burst: Number(values.burst),
  concurrency: Number(values.concurrency),
};

const begun = performance.now();

function tell(line: string): void {
  console.error(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${line}`);
}

async function measure({ network, seconds }: Raised): Promise<Omit<Findings, 'host'>> {
  // In a round every party votes once.
  const treaty = new ManyParties(network, load.sequential + load.burst);
  tell(`opening a treaty of ${treaty.parties.length} parties`);
  await treaty.open();
  tell('comparing');
  const spent = processorClock(network, CHAINCODES);
  const comparison = await compare(treaty, load, spent, tell);
  const [memory, sizes] = [memoryNow(network), await sizesOf(network)];
  await treaty.leave();
  const { organisations, ordering } = network.topology;
  const shape = { peers: organisations.length, orderers: ordering.length, parties: treaty.parties.length };
  return { network: shape, load, up: seconds, comparison, memory, sizes };
}

const stop = new AbortController();
// A second signal ends the process at once; the next run then removes what it left.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());

try {
  const host = await hostNow();
  const place = { portBase: Number(values['port-base']), signal: stop.signal };
  const findings: Findings = { host, ...(await onOwnNetwork(place, tell, measure)) };
  const { rounds } = findings.comparison;
  const ratios = { write: ratiosTo('write', rounds), nothing: ratiosTo('nothing', rounds) };
  console.log(values.json ? JSON.stringify({ v: 1, aims: AIMS, ratios, ...findings }) : markdown(findings));
  if (values.write) writeFileSync(PAGE, withFindings(readFileSync(PAGE, 'utf8'), findings));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
// Doors of a run that was interrupted would keep the process alive.
process.exit();
