// SPDX-License-Identifier: Apache-2.0
import { EventEmitter } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect } from 'chai';
import { Command } from 'commander';
import { TreatyError, type ErrorCode, type TreatyEvent } from '../../../chaincode/src/protocol/index.ts';
import { actCommand } from '../../../gateway/src/cli/commands/act.ts';
import { modelCommand } from '../../../gateway/src/cli/commands/model.ts';
import { organCommand } from '../../../gateway/src/cli/commands/organ.ts';
import { partyCommand } from '../../../gateway/src/cli/commands/party.ts';
import { profileCommand } from '../../../gateway/src/cli/commands/profile.ts';
import { proposalCommand } from '../../../gateway/src/cli/commands/proposal.ts';
import { representativeCommand } from '../../../gateway/src/cli/commands/representative.ts';
import { ruleCommand } from '../../../gateway/src/cli/commands/rule.ts';
import { thresholdCommand } from '../../../gateway/src/cli/commands/threshold.ts';
import { treatyCommand } from '../../../gateway/src/cli/commands/treaty.ts';
import { voteCommand } from '../../../gateway/src/cli/commands/vote.ts';
import { watchCommand } from '../../../gateway/src/cli/commands/watch.ts';
import type { Streams } from '../../../gateway/src/cli/streams.ts';

/** All commands that touch a treaty, except `watch`. */
export const COMMANDS = [
  treatyCommand,
  partyCommand,
  representativeCommand,
  organCommand,
  profileCommand,
  ruleCommand,
  thresholdCommand,
  modelCommand,
  proposalCommand,
  voteCommand,
  actCommand,
] as const;

/** What a command wrote, and how it was refused. */
export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly refusal: { readonly code: ErrorCode; readonly details: TreatyError['details'] } | undefined;
}

/** What every act answers with `--json`. */
export interface Receipt {
  readonly act: string;
  readonly treaty: string;
  readonly by: string;
  readonly id: string;
  readonly tx: string;
  readonly block: string;
  readonly status: string;
  readonly events: readonly TreatyEvent[];
}

const DURATION = { early: { window: 'P14D', earlyClose: true }, brief: { window: 'PT3S', revote: true } } as const;

function threshold(id: keyof typeof DURATION) {
  const rule = { organ: 'conference', polarity: 'adopt', ratio: { num: 2, den: 3 }, base: 'allMembers' };
  return {
    id,
    metric: `Training compute, ${id}`,
    unit: 'FLOP',
    value: `1${'0'.repeat(26)}`,
    method: { name: 'total-operations', version: '1' },
    revision: { movers: 'institutes', rule: { ...rule, ...DURATION[id] }, effectiveAfter: 'PT0S' },
  };
}

/** The profile of the tests: one threshold with a long window, one with a window of three seconds. */
export const PROFILE = {
  id: 'cli-treaty',
  version: '1',
  title: 'Treaty for the command line',
  clock: { aheadBy: 'PT5S', behindBy: 'PT2S', seat: '+00:00' },
  keyRecovery: 'P7D',
  organs: [
    { id: 'conference', name: 'Conference of the States Parties', composition: 'stateParties' },
    { id: 'institutes', name: 'Network of institutes', composition: 'institutes' },
  ],
  thresholds: [threshold('early'), threshold('brief')],
};

/** The opening file of the tests, with the profile in it. */
export const OPENING = {
  title: 'Treaty for the command line',
  profile: PROFILE,
  depositary: 'SEC/depositary',
  parties: ['XA', 'XB', 'XC'].map((id) => ({ id, name: `State ${id}`, msp: `${id}MSP` })),
  institutions: [
    { id: 'AISI-XA', name: 'Institute of XA', msp: 'AISI-XAMSP', role: 'institute' },
    { id: 'SEC', name: 'Secretariat', msp: 'SECMSP', role: 'secretariat' },
  ],
};

/** Everything that is written to it, as one text. */
export class Sink extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** What a watch is given besides its arguments. */
interface Watching {
  readonly interrupts?: EventEmitter;
  readonly stdout?: Sink;
}

/** Where one works at the command line: a folder with an embedded ledger and its key ring. */
export class Desk {
  readonly folder: string;

  constructor(folder = mkdtempSync(join(tmpdir(), 'depositary-cli-'))) {
    this.folder = folder;
  }

  /** A file of this desk, written if its content is given. */
  file(name: string, content?: unknown): string {
    const file = join(this.folder, name);
    if (content !== undefined) writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  }

  read(name: string): string {
    return readFileSync(this.file(name), 'utf8');
  }

  /** Runs a command as main.ts does; the options of the ledger are added. */
  async run(line: string, ...more: readonly string[]): Promise<Answer> {
    return this.withInput('', line, ...more);
  }

  /** The same with something on standard input. */
  async withInput(input: string | Uint8Array, line: string, ...more: readonly string[]): Promise<Answer> {
    const [stdout, stderr] = [new Sink(), new Sink()];
    async function* offered(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(typeof input === 'string' ? Buffer.from(input) : input);
    }
    const streams: Streams = { stdin: offered(), stdout, stderr };
    const program = new Command('depositary');
    for (const command of COMMANDS) program.addCommand(command(streams));
    const refusal = await refused(program, [...words(line), ...more, ...this.#place(line)]);
    return { stdout: stdout.text, stderr: stderr.text, refusal };
  }

  /** Runs a command that must succeed, and answers with its words. */
  async words(line: string, ...more: readonly string[]): Promise<string> {
    const { stdout, refusal } = await this.run(line, ...more);
    expect(refusal, line).to.equal(undefined);
    return stdout;
  }

  /** The same with every run of white space, line ends among them, as one blank. */
  async flat(line: string, ...more: readonly string[]): Promise<string> {
    return (await this.words(line, ...more)).replace(/\s+/g, ' ');
  }

  /** Runs a command that must succeed with `--json`, and answers with the one object that it wrote and nothing else. */
  async json<T extends object>(line: string, ...more: readonly string[]): Promise<T> {
    const { stdout, stderr, refusal } = await this.run(line, ...more, '--json');
    expect({ refusal, stderr }, line).to.deep.equal({ refusal: undefined, stderr: '' });
    expect(stdout).to.match(/^\{"v":1,[^\n]+\}\n$/);
    return JSON.parse(stdout) as T;
  }

  /** Runs a command that must be refused without a word on standard output. */
  async refuses(line: string, code: ErrorCode, details: object = {}): Promise<void> {
    const { stdout, refusal } = await this.run(line);
    expect({ code: refusal?.code, stdout }, line).to.deep.equal({ code, stdout: '' });
    expect(refusal?.details).to.include(details);
  }

  /** Runs `watch` until it ends by itself or by an interrupt, with a sink of its own. */
  async watch(line: string, { interrupts = new EventEmitter(), stdout = new Sink() }: Watching = {}): Promise<Answer> {
    const stderr = new Sink();
    const streams: Streams = { stdin: process.stdin, stdout, stderr };
    const program = new Command('depositary').addCommand(watchCommand(streams, interrupts));
    const refusal = await refused(program, ['watch', ...words(line), ...this.place]);
    return { stdout: stdout.text, stderr: stderr.text, refusal };
  }

  /** The options by which a command finds this desk's ledger. */
  get place(): string[] {
    return ['--ledger', 'embedded', '--state', this.folder];
  }

  #place(line: string): string[] {
    // These read files or standard input, and no ledger.
    return /^(act show|rule|profile (list|show|lint|compare))\b/.test(line) ? [] : this.place;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

async function refused(program: Command, args: readonly string[]): Promise<Answer['refusal']> {
  try {
    await program.parseAsync(args, { from: 'user' });
    return undefined;
  } catch (error) {
    if (!(error instanceof TreatyError)) throw error;
    return { code: error.code, details: error.details };
  }
}

let opened: Promise<Desk> | undefined;

async function openedDesk(): Promise<Desk> {
  const desk = new Desk();
  await desk.words(`treaty open ${desk.file('opening.json', OPENING)} --as SEC/depositary`);
  for (const member of ['XA', 'XB', 'XC', 'AISI-XA']) {
    await desk.words(`representative head --as ${member}/head --full-powers`);
    await desk.words(`representative examine ${member}/head in-due-form --as SEC/depositary`);
  }
  for (const state of ['XA', 'XB']) await desk.words(`party deposit --kind ratification --as ${state}/head`);
  await desk.words('representative register XA/delegate-1 --as XA/head');
  return desk;
}

after(async () => {
  (await opened)?.remove();
});

/**
 * A desk of its own on which a treaty is open: the heads of XA, XB, XC and AISI-XA are seated, XA and XB are bound, and
 * XA/delegate-1 is registered.
 */
export async function atDesk(): Promise<Desk> {
  opened ??= openedDesk();
  const desk = new Desk();
  cpSync((await opened).folder, desk.folder, { recursive: true });
  return desk;
}
