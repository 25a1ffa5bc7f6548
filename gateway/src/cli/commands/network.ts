// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import { Listr, ListrLogger, ProcessOutput, type ListrDefaultRendererLogLevels } from 'listr2';
import pc from 'picocolors';
import { chosenNetwork, chosenState } from '../../../../network/fabric/choice.ts';
import { doctor, type Finding } from '../../../../network/fabric/doctor.ts';
import { down, status, up, type NodeStatus, type Progress } from '../../../../network/fabric/fabric-network.ts';
import { additions, lastLines, logFile } from '../../../../network/fabric/logs.ts';
import { DOWN_STEPS, UP_STEPS } from '../../../../network/fabric/progress.ts';
import { wholeNumber } from '../numbers.ts';
import { wantsJson, write, writeJson, type Streams } from '../streams.ts';

const EXAMPLES = `Examples:
  $ depositary network up
  $ depositary network up --topology network/topologies/seven-orderers.yaml
  $ depositary network status
  $ depositary network logs peer.XA --follow
  $ depositary network down --delete
`;

/** The options by which every command names its network. */
interface Place {
  readonly topology?: string;
  readonly state?: string;
  readonly portBase?: number;
}

/**
 * `depositary network`: a Hyperledger Fabric network on this host, its nodes as plain processes.
 * Data goes to standard output, words and progress to standard error.
 */
export function networkCommand(streams: Streams = process): Command {
  return new Command('network')
    .description('run the nodes of a Hyperledger Fabric network on this host')
    .addHelpText('before', EXAMPLES)
    .addCommand(upCommand(streams))
    .addCommand(downCommand(streams))
    .addCommand(statusCommand(streams))
    .addCommand(logsCommand(streams))
    .addCommand(doctorCommand(streams));
}

function command(name: string, description: string, ...examples: readonly string[]): Command {
  const lines = examples.map((example) => `  $ depositary network ${example}\n`).join('');
  return new Command(name)
    .description(description)
    .option('--topology <file>', 'the topology, YAML (default: the one of the state folder, else the one that ships)')
    .option('--state <dir>', "the network's folder (default: ~/.local/state/depositary/<name>)")
    .addOption(
      new Option('--port-base <n>', 'the first port, in place of the one in the topology').argParser(wholeNumber),
    )
    .option('--json', 'answer one JSON object')
    .addHelpText('before', `Examples:\n${lines}`);
}

function upCommand({ stdout, stderr }: Streams): Command {
  return command(
    'up',
    'start the network, or finish what an interrupted start began',
    'up',
    'up --port-base 20050',
  ).action(async (place: Place, self: Command) => {
    const shown = shownProgress(stderr, UP_STEPS);
    const network = await up(place, shown.progress).finally(() => shown.end());
    const { state, topology, network: id } = network;
    const answer = { network: id, name: topology.name, channel: topology.channel, state };
    if (wantsJson(self)) return writeJson(stdout, { ...answer, connections: network.connections() });
    await write(
      stdout,
      `network      ${id}\nstate        ${state}\nconnections  ${state}/connections/<organisation>.json\n`,
    );
    return write(stderr, 'The network is up and stays up. To end it: depositary network down\n');
  });
}

function downCommand({ stdout, stderr }: Streams): Command {
  return command('down', 'end exactly the processes of the network', 'down', 'down --delete')
    .option('--delete', 'remove its folder too: ledgers, keys, logs')
    .action(async (options: Place & { delete?: true }, self: Command) => {
      const state = chosenState(options);
      const shown = shownProgress(stderr, options.delete === true ? DOWN_STEPS : DOWN_STEPS.slice(0, 1));
      const { stopped } = await down({ state, delete: options.delete === true }, shown.progress).finally(() =>
        shown.end(),
      );
      if (wantsJson(self)) return writeJson(stdout, { state, stopped, deleted: options.delete === true });
      return write(stdout, stopped.map((name) => `${name}\n`).join(''));
    });
}

function statusCommand({ stdout }: Streams): Command {
  return command('status', 'how every process of the network is', 'status', 'status --json').action(
    async (place: Place, self: Command) => {
      const { state } = chosenNetwork(place);
      const nodes = await status(state);
      return wantsJson(self)
        ? writeJson(stdout, { state, nodes })
        : write(stdout, table(nodes.map(statusRow), STATUS_HEAD));
    },
  );
}

function logsCommand({ stdout }: Streams): Command {
  return command('logs', 'what a process of the network wrote', 'logs orderer.OXA', 'logs depositary.XA --follow')
    .argument('<name>', 'the process, as `status` names it')
    .addOption(new Option('--follow', 'go on with what it writes from now on').conflicts('json'))
    .addOption(new Option('--lines <n>', 'how many of its last lines').argParser(wholeNumber).default(100))
    .action(async (name: string, options: Place & { follow?: true; lines: number }, self: Command) => {
      const file = logFile(chosenNetwork(options).state, name);
      const text = lastLines(file, options.lines);
      if (wantsJson(self))
        return writeJson(stdout, { name, file, lines: text.split('\n').filter((line) => line !== '') });
      await write(stdout, text);
      if (options.follow !== true) return;
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      for await (const more of additions(file, stop.signal)) await write(stdout, more);
    });
}

function doctorCommand({ stdout }: Streams): Command {
  return command('doctor', 'look for what keeps the network from running, and say how to mend it', 'doctor').action(
    async (place: Place, self: Command) => {
      const findings = await doctor(place);
      if (wantsJson(self)) await writeJson(stdout, { findings });
      else await write(stdout, table(findings.map(findingRow), FINDING_HEAD));
      if (findings.some((finding) => finding.status === 'problem')) process.exitCode = 1;
    },
  );
}

const STATUS_HEAD = ['NAME', 'ROLE', 'ORGANISATION', 'PID', 'STATE', 'HEIGHT', 'PORTS'];
const FINDING_HEAD = ['CHECK', 'STATUS', 'FINDING', 'FIX'];

function statusRow({ name, role, organisation, pid, alive, healthy, ports, height }: NodeStatus): string[] {
  const state = alive ? (healthy ? 'healthy' : 'ill') : 'down';
  const listed = Object.entries(ports).map(([purpose, port]) => `${purpose} ${port}`);
  return [name, role, organisation, String(pid ?? '-'), state, String(height ?? '-'), listed.join(', ')];
}

function findingRow({ check, status: state, finding, fix }: Finding): string[] {
  return [check, state, finding, fix];
}

/** Rows in columns as wide as their longest cell. */
function table(rows: readonly (readonly string[])[], head: readonly string[]): string {
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? title).length)));
  const line = (row: readonly string[]): string =>
    `${row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()}\n`;
  return [head, ...rows].map(line).join('');
}

/** Steps as a person sees them: `progress` hears of them, `end` leaves the terminal in order, whatever happened. */
export interface ShownProgress {
  readonly progress: Progress;
  end(): Promise<void>;
}

/** Shows steps on standard error: a list that changes on a terminal, one line for each step elsewhere. */
export function shownProgress(stderr: NodeJS.WritableStream, names: readonly string[]): ShownProgress {
  return stderr === process.stderr && process.stderr.isTTY && process.stderr.columns > 0
    ? changingList(names)
    : plainLines(stderr);
}

type StepNews = Parameters<Progress>[0];

const TOLD_EVERY = 5000;

function plainLines(stderr: NodeJS.WritableStream): ShownProgress {
  let told = 0;
  const line = ({ name, state, detail, seconds }: StepNews): string | undefined => {
    if (state === 'skipped') return `${name}: there already`;
    if (state !== 'started')
      return `${name}: ${state} in ${seconds ?? 0} s${detail === undefined ? '' : ` (${detail})`}`;
    // A build tells of every package: the line of the moment every few seconds is enough.
    if (detail === undefined || performance.now() - told < TOLD_EVERY) return undefined;
    told = performance.now();
    return `${name}: ${detail}`;
  };
  return {
    progress: (news) => {
      const text = line(news);
      if (text !== undefined) stderr.write(`${text}\n`);
    },
    end: () => Promise.resolve(),
  };
}

function changingList(names: readonly string[]): ShownProgress {
  const steps = new Map(names.map((name) => [name, new ShownStep()]));
  const tasks = names.map((title) => ({
    title,
    task: async (_: unknown, line: ShownLine): Promise<void> => steps.get(title)?.shownOn(line),
  }));
  const processOutput = new ProcessOutput(process.stderr, process.stderr);
  const logger = new ListrLogger<ListrDefaultRendererLogLevels>({ useIcons: true, processOutput });
  const list = new Listr(tasks, { concurrent: true, exitOnError: false, rendererOptions: { logger } });
  const shown = list.run();
  return {
    progress: (news) => steps.get(news.name)?.hear(news),
    end: async () => {
      for (const step of steps.values()) step.hear({ name: '', state: 'skipped', detail: 'not reached' });
      await shown;
    },
  };
}

interface ShownLine {
  output: string;
  title?: string;
  skip(message?: string): void;
}

/** One line of the changing list; it stays as it is once the step has come to its end. */
class ShownStep {
  readonly #ended = Promise.withResolvers<StepNews>();
  #line: ShownLine | undefined;

  hear(news: StepNews): void {
    if (news.state !== 'started') this.#ended.resolve(news);
    else if (this.#line !== undefined && news.detail !== undefined) this.#line.output = news.detail;
  }

  async shownOn(line: ShownLine): Promise<void> {
    this.#line = line;
    const { name, state, seconds, detail } = await this.#ended.promise;
    if (state === 'skipped') line.skip(detail);
    if (state === 'failed') throw new AggregateError([], `${name} failed`);
    if (state === 'done')
      line.title = `${name} ${pc.dim(`${seconds ?? 0} s${detail === undefined ? '' : `, ${detail}`}`)}`;
  }
}
