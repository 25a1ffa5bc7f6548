// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { expect } from 'chai';
import type { Envelope } from '../../../chaincode/src/protocol/index.ts';
import { atDesk, Desk, OPENING, Sink, type Receipt } from './desk.ts';

type Line = Envelope & { readonly v: 1; readonly block: string };

const IDLE = '--until-idle 1';

function linesOf(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

/** A standard output that tells of each act, and may fail at one. */
class Output extends Sink {
  readonly lines = new EventEmitter();
  readonly #failing: { readonly at: number; readonly code: string } | undefined;
  #count = 0;

  constructor(failing?: { at: number; code: string }) {
    super();
    this.#failing = failing;
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.#count += 1;
    if (this.#count === this.#failing?.at) {
      done(Object.assign(new Error('planted'), { code: this.#failing.code }));
      return;
    }
    super._write(chunk, encoding, done);
    for (const { type } of linesOf(chunk.toString())) this.lines.emit(type);
  }
}

describe('depositary watch', () => {
  let desk: Desk;
  let all: Line[];

  before(async () => {
    desk = await atDesk();
    all = linesOf((await desk.watch(`--from-start --json ${IDLE}`)).stdout);
  });
  after(() => {
    desk.remove();
  });

  it('tells all from the start, one object a line, in the order of the ledger', async () => {
    expect(all.map(({ type }) => type)).to.deep.equal([
      'OpenTreaty',
      ...Array<string[]>(4).fill(['RegisterHead', 'ExamineCredentials']).flat(),
      ...['DepositInstrument', 'DepositInstrument', 'RegisterRepresentative'],
    ]);
    expect(all.map(({ block }) => block)).to.deep.equal(all.map((_, index) => String(index + 1)));
    for (const line of all) {
      const fields = ['v', 'block', 'treaty', 'tx', 'at', 'by', 'act', 'type', 'digest', 'events'];
      expect(Object.keys(line)).to.have.members(fields);
    }
    const { stderr, refusal } = await desk.watch(`--from-start --json ${IDLE}`);
    expect([stderr, refusal]).to.deep.equal(['', undefined]);
  });

  it('tells the same in words, one line each', async () => {
    const { stdout, stderr } = await desk.watch(`--from-start ${IDLE}`);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).to.have.length(all.length);
    expect(lines[0]).to.match(
      /^\d+ \w+ \d{4}, [\d:]+ UTC {2}SEC\/depositary opens the treaty "Treaty for the command line" with 3 states and 2 institutions; the threshold early is 1e26 FLOP by total-operations@1; the threshold brief /,
    );
    expect(lines[2]).to.match(/ {2}SEC\/depositary: the credentials of XA\/head are in due form$/);
    expect(stderr).to.match(/^Watching cli-treaty through the peer of \w[\w-]+; Ctrl-C ends\.\n$/);
  });

  it('tells what comes, until Ctrl-C', async () => {
    for (const signal of ['SIGINT', 'SIGTERM']) {
      const [interrupts, stdout] = [new EventEmitter(), new Output()];
      const watching = desk.watch('--json', { interrupts, stdout });
      const seen = once(stdout.lines, 'RotateKey');
      await Promise.all([seen, desk.words('representative rotate XA/delegate-1 --as XA/delegate-1')]);
      interrupts.emit(signal);
      const { refusal } = await watching;
      expect(refusal).to.equal(undefined);
      expect(linesOf(stdout.text).at(-1)?.type).to.equal('RotateKey');
      expect(interrupts.eventNames()).to.deep.equal([]);
    }
  }).timeout(30_000);

  it('tells from now on unless told otherwise', async () => {
    const quiet = new Desk();
    const profile = { ...OPENING.profile, clock: { aheadBy: 'PT1S', behindBy: 'PT1S', seat: '+00:00' } };
    await quiet.words(`treaty open ${quiet.file('opening.json', { ...OPENING, profile })} --as SEC/depositary`);
    await new Promise((resolve) => setTimeout(resolve, 2100));
    const { stdout, refusal } = await quiet.watch(IDLE);
    quiet.remove();
    expect([stdout, refusal]).to.deep.equal(['', undefined]);
  }).timeout(30_000);

  it('waits for a treaty that has not been opened yet', async () => {
    const { stdout, stderr } = await desk.watch(`--treaty later ${IDLE}`);
    expect([stdout, stderr.split('\n')[0]]).to.deep.equal(['', 'later has not been opened yet; waiting for it.']);
  });

  describe('with a checkpoint', () => {
    it('begins at the beginning, and goes on where it was', async () => {
      const line = `--checkpoint ${desk.file('place.json')} --json ${IDLE}`;
      const first = linesOf((await desk.watch(line)).stdout);
      expect(first.slice(0, all.length)).to.deep.equal(all);
      expect((await desk.watch(line)).stdout).to.equal('');
      const { tx } = await desk.json<Receipt>('representative rotate XA/delegate-1 --as XA/delegate-1');
      expect(linesOf((await desk.watch(line)).stdout).map((envelope) => envelope.tx)).to.deep.equal([tx]);
      expect(JSON.parse(desk.read('place.json'))).to.include({ v: 1, tx });
      const again = linesOf((await desk.watch(`${line} --from-start`)).stdout);
      expect(again).to.have.length(first.length + 1);
    }).timeout(30_000);

    it('keeps no place for a line that could not be written', async () => {
      const line = `--checkpoint ${desk.file('failed.json')} --json ${IDLE}`;
      const failed = await desk.watch(line, { stdout: new Output({ at: 4, code: 'EPIPE' }) });
      expect([linesOf(failed.stdout), failed.refusal]).to.deep.equal([all.slice(0, 3), undefined]);
      expect(JSON.parse(desk.read('failed.json'))).to.include({ tx: all[2]?.tx });
      expect(linesOf((await desk.watch(line)).stdout)[0]).to.deep.equal(all[3]);
    }).timeout(30_000);

    it('loses nothing when it is killed', async () => {
      const place = desk.file('killed.json');
      const args = ['bin/depositary.js', 'watch', '--json', '--checkpoint', place, ...desk.place];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
      let text = '';
      for await (const chunk of child.stdout) {
        text += String(chunk);
        if (text.split('\n').length > 3) child.kill('SIGKILL');
      }
      const before = linesOf(text.slice(0, text.lastIndexOf('\n') + 1));
      const after = linesOf((await desk.watch(`--checkpoint ${place} --json ${IDLE}`)).stdout);
      const once = new Map([...before, ...after].map((envelope) => [envelope.tx, envelope]));
      const whole = linesOf((await desk.watch(`--from-start --json ${IDLE}`)).stdout);
      expect([...once.values()]).to.deep.equal(whole);
      expect(before.length + after.length - whole.length, 'at most the last line is told again').to.be.below(2);
    }).timeout(30_000);

    it('refuses a file that is no checkpoint, or cannot be written', async () => {
      const damaged = desk.file('damaged.json', '{"v":1}');
      expect((await desk.watch(`--checkpoint ${damaged} ${IDLE}`)).refusal?.code).to.equal('CHECKPOINT_INVALID');
      const nowhere = desk.file('nowhere/place.json');
      const { refusal } = await desk.watch(`--checkpoint ${nowhere} ${IDLE}`);
      expect(refusal).to.deep.equal({ code: 'FILE_UNWRITABLE', details: { file: nowhere, reason: 'ENOENT' } });
    });
  });

  it('tells only what concerns an office, its member and the proposals on which it votes', async () => {
    const own = await atDesk();
    const line = 'threshold propose early 1e25 --method fp16@2 --as AISI-XA/head --title Lower';
    const { proposal } = await own.json<{ proposal: string }>(line);
    await own.words(`vote ${proposal} yes --as XB/head`);
    await own.words('party deposit --kind ratification --as XC/head');
    const later = await own.json<{ proposal: string }>(line.replace('1e25', '2e25'));
    await own.words(`proposal withdraw ${proposal} --as AISI-XA/head`);
    const told = async (office: string): Promise<string[]> =>
      linesOf((await own.watch(`--from-start --json ${IDLE} --for ${office}`)).stdout).map(
        ({ type, by }) => `${type} ${by}`,
      );
    expect(await told('XC/head')).to.deep.equal([
      'OpenTreaty SEC/depositary',
      'RegisterHead XC/head',
      'ExamineCredentials SEC/depositary',
      'DepositInstrument XC/head',
      'MakeProposal AISI-XA/head',
    ]);
    const institute = await told('AISI-XA/head');
    expect(institute.filter((each) => each.startsWith('CastVote'))).to.deep.equal(['CastVote XB/head']);
    expect(institute).not.to.include('DepositInstrument XA/head');
    const both = await told('XC/head XB/head');
    expect(both).to.include('DepositInstrument XB/head').and.to.include('DepositInstrument XC/head');
    expect(both).to.include('WithdrawProposal AISI-XA/head');
    own.remove();
    expect(later.proposal).not.to.equal(proposal);
  }).timeout(30_000);

  it('refuses wrong options, and passes on what goes wrong', async () => {
    for (const option of ['--until-idle soon', '--until-idle -1', '--for XA']) {
      const [name] = option.split(' ');
      const { refusal } = await desk.watch(option);
      expect([refusal?.code, refusal?.details.option]).to.deep.equal(['OPTION_INVALID', name]);
    }
    const failing = desk.watch(`--from-start --json ${IDLE}`, { stdout: new Output({ at: 2, code: 'ENOSPC' }) });
    const { refusal } = await failing;
    expect(refusal).to.deep.equal({ code: 'OUTPUT_UNWRITABLE', details: { reason: 'ENOSPC' } });
  });
});
