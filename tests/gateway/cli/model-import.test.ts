// SPDX-License-Identifier: Apache-2.0
import { EventEmitter } from 'node:events';
import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { Command } from 'commander';
import { TreatyError } from '../../../chaincode/src/protocol/index.ts';
import { importCommand } from '../../../gateway/src/cli/commands/model-import.ts';
import { Progress } from '../../../gateway/src/cli/models/progress.ts';
import { atDesk, Sink, type Desk } from './desk.ts';

const MODELS = 'docs/examples/models.csv';
const HEAD =
  'model_id,name,developer,country_iso2,published,training_flop,flop_low,flop_high,method,open_weights,source';
const AS = '--as AISI-XA/head';

interface Report {
  readonly line: number;
  readonly model?: string;
  readonly outcome: string;
  readonly problems?: readonly { code: string; remedy: string; details: { column?: string } }[];
}

interface Imported {
  readonly lines: number;
  readonly recorded: number;
  readonly alreadyRecorded: number;
  readonly refused: number;
  readonly left: number;
  readonly reports: readonly Report[];
}

interface Table {
  readonly models: readonly { model: string; profiles: Readonly<Record<string, readonly Verdict[]>> }[];
}
interface Verdict {
  readonly tier: string;
  readonly verdict: string;
  readonly why: readonly string[];
}

const told = ({ line, outcome, problems = [] }: Report): string =>
  [line, outcome, ...problems.map(({ code, details }) => [code, details.column].join(' ').trim())].join(' ');

describe('depositary model import', function () {
  this.timeout(120_000);
  let desk: Desk;

  beforeEach(async () => {
    desk = await atDesk();
  });
  afterEach(() => {
    desk.remove();
  });

  const imported = async (file: string, options = ''): Promise<{ answer: Imported; code: string | undefined }> => {
    const { stdout, refusal } = await desk.run(`model import ${file} ${AS} ${options} --json`);
    return { answer: JSON.parse(stdout) as Imported, code: refusal?.code };
  };

  it('puts every row of a real table on the record, and goes on after an interruption where it was', async () => {
    const interrupts = new EventEmitter();
    const [stdout, stderr] = [new Sink(), new Sink()];
    const write = stderr._write.bind(stderr);
    stderr._write = (chunk: Buffer, encoding, done) => {
      interrupts.emit('SIGINT');
      write(chunk, encoding, done);
    };
    const streams = { stdin: process.stdin, stdout, stderr };
    const program = new Command('depositary').addCommand(importCommand(streams, interrupts));
    let code: unknown;
    try {
      await program.parseAsync(['import', MODELS, '--as', 'AISI-XA/head', ...desk.place], { from: 'user' });
    } catch (error) {
      code = error instanceof TreatyError ? error.code : error;
    }
    expect(code).to.equal('IMPORT_INTERRUPTED');
    expect(stderr.text).to.match(/^8 of 80 lines\n/);
    const done = /(\d+) recorded, 0 already recorded, 0 refused, (\d+) left\.\n$/.exec(stdout.text);
    const [first, left] = [Number(done?.[1]), Number(done?.[2])];
    expect(first + left).to.equal(80);
    expect(first).to.be.within(8, 16);
    expect(interrupts.listenerCount('SIGINT')).to.equal(0);

    const { answer, code: failure } = await imported(MODELS, `--report ${desk.file('report.json')}`);
    expect(failure).to.equal(undefined);
    const { reports, ...counts } = answer;
    expect(counts).to.deep.include({ lines: 80, recorded: left, alreadyRecorded: first, refused: 0, left: 0 });
    expect(reports.map(({ line }) => line)).to.deep.equal(Array.from({ length: 80 }, (_, index) => index + 2));
    expect(JSON.parse(desk.read('report.json'))).to.deep.equal({ v: 1, ...answer });
    await desk.refuses(`model import ${MODELS} ${AS} --report ${desk.file('report.json')}`, 'FILE_EXISTS');

    const { models } = await desk.json<{ models: readonly { id: string }[] }>('model list');
    expect(models).to.have.length(80);
    const shown = await desk.flat('model show AISI-XA/gpt-5');
    expect(shown).to.include('6.6e25 (2e25 to 2e26) not-stated@0 by AISI-XA, estimated');
    const table = await desk.json<Table>('model tiers');
    expect(
      table.models.filter(({ profiles }) => profiles['eu-ai-act-2024']?.[0]?.verdict === 'covered').length,
    ).to.equal(20);
  });

  it('rates the table itself as its own description counts it, strictly above each threshold', async () => {
    const { models } = await desk.json<Table>(`model tiers ${MODELS}`);
    const count = (profile: string, tier: string, verdict = 'covered'): number =>
      models.filter(({ profiles }) => profiles[profile]?.some((one) => one.tier === tier && one.verdict === verdict))
        .length;
    // The counts stand in the description of the data (1e21: 79, 1e23: 67, 1e24: 46, 1e25: 20, 2.5e25: 12, 1e26: 3).
    expect(count('miotti-wasil-2023', 'cap')).to.equal(79);
    expect(count('taisc', 'lab')).to.equal(67);
    expect(count('trager-iaio-2023', 'license')).to.equal(46);
    expect(count('taking-control-magic-2023', 'consortium')).to.equal(46);
    expect(count('eu-ai-act-2024', 'presumption')).to.equal(20);
    expect(count('pauseai-2024', 'compute')).to.equal(20);
    expect(count('taisc', 'ban')).to.equal(12);
    expect(count('eo-14110-2023', 'model')).to.equal(3);
    // Ranges that reach across a threshold: GPT-4 and SenseChat (1e25 and 2.5e25), GPT-5 (1e26).
    expect(count('eu-ai-act-2024', 'presumption', 'coveredByUpperBoundOnly')).to.equal(1);
    expect(count('taisc', 'ban', 'coveredByUpperBoundOnly')).to.equal(2);
    expect(count('eo-14110-2023', 'model', 'coveredByUpperBoundOnly')).to.equal(1);
    expect(count('narrow-path-2024', 'upper', 'open')).to.equal(80);
    expect(count('conditional-ai-safety-treaty', 'covered', 'open')).to.equal(80);
    const words = await desk.words(`model tiers ${MODELS}`);
    expect(words).to.match(/^model +1 .*\ngrok-4 /);
    expect(words)
      .to.match(/\ngpt-4-mar-2023 .* lab, ban \^ /)
      .and.to.match(/\nalphago-zero .* - /);
  });

  it('counts the table by another method where one is named', async () => {
    const { models } = await desk.json<Table>(`model tiers ${MODELS} --method total-operations@1`);
    const own = models.filter(({ profiles }) => profiles['conditional-ai-safety-treaty']?.[0]?.verdict === 'covered');
    expect(own.map(({ model }) => model)).to.deep.equal(['grok-4', 'gpt-4-5', 'grok-3']);
  });

  const good = (slug: string, flop = '1e25'): string =>
    `${slug},Name,Some Lab,US,2025-01-01,${flop},,,estimated,no,A note`;
  const BAD: readonly (readonly [line: string, problem: string])[] = [
    ['=1+1,Name,Lab,US,,1e25,,,,no,', 'CSV_CELL_FORMULA model_id'],
    ['a,@Name,Lab,US,,1e25,,,,no,"+1"', 'CSV_CELL_FORMULA name CSV_CELL_FORMULA source'],
    ['a,Name,Lab,US,,-5,,,,no,', 'CSV_CELL_FORMULA training_flop'],
    ['a,Name,Lab,US,,1e25.5,,,,no,', 'AMOUNT_INVALID training_flop'],
    ['a,Name,Lab,US,,1.5,,,,no,', 'AMOUNT_INVALID training_flop'],
    ['a,Name,Lab,US,,5,6,,,no,', 'CSV_CELL_INVALID training_flop'],
    ['a,Name,Lab,US,,,6,,,no,', 'CSV_CELL_INVALID training_flop'],
    ['A,Name,Lab,USA,2025-02-30,5,,,guessed,maybe,', 'CSV_CELL_INVALID model_id CSV_CELL_INVALID country_iso2'],
    ['a,,;Lab,US,,5,,,,no,', 'CSV_CELL_INVALID name CSV_CELL_INVALID developer'],
    ['a,Name,Lab,US,,5,,,,no', 'CSV_LINE_MALFORMED'],
    ['a,"Name,Lab,US,,5,,,,no,', 'CSV_LINE_MALFORMED'],
    ['a,"Na"me,Lab,US,,5,,,,no,', 'CSV_LINE_MALFORMED'],
    ['a,Na"me,Lab,US,,5,,,,no,', 'CSV_LINE_MALFORMED'],
  ];

  it('names bad lines, with column and what to do, and keeps the good ones', async () => {
    const bad = BAD.map(([line]) => line);
    const file = desk.file(
      'bad.csv',
      [
        HEAD,
        good('first'),
        ...bad,
        '',
        good('first', '5'),
        good('unknown', ''),
        `"last","A ""B""; C",Lab; Other,US,,7,,,reported,yes,\r`,
        '',
      ].join('\n'),
    );
    const { answer, code } = await imported(file);
    expect(code).to.equal('IMPORT_INCOMPLETE');
    const refusals = answer.reports.filter(({ outcome }) => outcome === 'refused');
    for (const [index, [, problem]] of BAD.entries()) {
      expect(told(refusals[index] ?? { line: 0, outcome: '' })).to.match(
        new RegExp(`^${String(index + 3)} refused ${problem}`),
      );
    }
    expect(told(refusals.at(-1) ?? { line: 0, outcome: '' })).to.equal('17 refused CSV_LINE_REPEATED');
    expect(answer).to.deep.include({ lines: 17, recorded: 3, refused: 14, left: 0 });
    const { models } = await desk.json<{ models: readonly { id: string; dossier: { developers: string[] } }[] }>(
      'model list',
    );
    expect(models.map(({ id }) => id)).to.deep.equal(['AISI-XA/first', 'AISI-XA/last', 'AISI-XA/unknown']);
    expect(models[1]?.dossier.developers).to.deep.equal(['Lab', 'Other']);
    const words = await desk.run(`model import ${file} ${AS}`);
    expect(words.stdout).to.match(/line 6 +refused, AMOUNT_INVALID: .*1e25\.5/);
    expect(words.stdout)
      .to.include('already recorded, no figure')
      .and.to.include('0 recorded, 3 already recorded, 14 refused');
    const rated = await desk.run(`model tiers ${file}`);
    expect(rated.stderr).to.include('CSV_CELL_FORMULA: Line 3').and.to.include('CSV_LINE_REPEATED');
    expect((await desk.run(`model tiers ${file} --json`)).stderr).to.equal('');
  });

  it('refuses a line whose model was registered otherwise, by the rule that refuses it', async () => {
    await desk.words(`model import ${desk.file('one.csv', `${HEAD}\n${good('first')}\n`)} ${AS}`);
    const { answer, code } = await imported(desk.file('two.csv', `${HEAD}\n${good('first', '9')}\n${good('other')}`));
    expect(code).to.equal('IMPORT_INCOMPLETE');
    // The dossier is the same act; the figure is another one, and does not say what it replaces.
    expect(answer.reports.map(told)).to.deep.equal(['2 refused COMPUTE_ALREADY_DECLARED', '3 recorded']);
  });

  it('refuses a file of another form before anything is sent', async () => {
    const without = HEAD.replace(',source', '');
    const files: readonly (readonly [string | Uint8Array, string, object])[] = [
      ['', 'CSV_COLUMNS_WRONG', {}],
      [`${without}\n`, 'CSV_COLUMNS_WRONG', { missing: ['source'] }],
      [`${HEAD},more\n${good('a')},x`, 'CSV_COLUMNS_WRONG', { unknown: ['more'] }],
      [`${HEAD},name\n`, 'CSV_COLUMNS_WRONG', { twice: ['name'] }],
      [`${HEAD.replaceAll(',', ';')}\n`, 'CSV_COLUMNS_WRONG', {}],
      [`\uFEFF${HEAD}\n${good('a')}\n`, 'BYTES_NOT_UTF8', {}],
      [`${HEAD}"\n`, 'CSV_LINE_MALFORMED', { line: 1 }],
    ];
    for (const [content, code, details] of files) {
      const { refusal } = await desk.run(`model import ${desk.file('table.csv', content)} ${AS}`);
      expect(refusal?.code, String(content).slice(0, 40)).to.equal(code);
      expect(refusal?.details).to.deep.include(details);
    }
    await desk.refuses(`model import ${desk.folder} ${AS}`, 'FILE_UNREADABLE', { reason: 'EISDIR' });
    await desk.refuses(`model import ${MODELS} --as XC/delegate-9`, 'KEY_NOT_HERE');
    expect(await desk.words('model list')).to.equal('No model is on the record.\n');
  });

  it('ends at what is no refusal, tells what was done, and can be given again', async () => {
    const file = desk.file('one.csv', `${HEAD}\n${good('first')}\n${good('second')}\n`);
    rmSync(desk.file('outbox'), { recursive: true, force: true });
    desk.file('outbox', 'No folder.');
    const { answer, code } = await imported(file);
    expect([code, answer.left, answer.reports]).to.deep.equal(['FILE_UNWRITABLE', 2, []]);
    rmSync(desk.file('outbox'));
    expect((await imported(file)).answer.recorded).to.equal(2);
  });
});

describe('the progress of a long piece of work', () => {
  it('is a bar on a terminal', async () => {
    const sink = Object.assign(new Sink(), { isTTY: true });
    const progress = new Progress(sink, 2);
    await progress.step();
    await progress.step();
    expect(sink.text).to.equal(
      `\r[${'#'.repeat(15)}${' '.repeat(15)}] 1 of 2 lines\r[${'#'.repeat(30)}] 2 of 2 lines\n`,
    );
  });

  it('is a line for each tenth in a log, and never a failure', async () => {
    const sink = new Sink();
    const progress = new Progress(sink, 30);
    for (let step = 0; step < 30; step += 1) await progress.step();
    expect(sink.text.split('\n').slice(0, 2)).to.deep.equal(['3 of 30 lines', '6 of 30 lines']);
    const closed = new Sink();
    closed.destroy();
    await new Progress(closed, 1).step();
  });
});
