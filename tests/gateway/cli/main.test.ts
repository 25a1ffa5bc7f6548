// SPDX-License-Identifier: Apache-2.0
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, globSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { packageRoot } from '../../../network/fabric/package-root.ts';

const PROGRAM = join(packageRoot(), 'bin', 'depositary.js');
const STACK = /\n\s+at |node:internal|\.ts:\d+/;

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('the program depositary', function () {
  this.timeout(60_000);

  let folder: string;
  const at = (name: string): string => join(folder, name);
  const file = (name: string, content: string): string => {
    writeFileSync(at(name), content);
    return at(name);
  };

  /** Runs a program to its end, and finds that no stack was shown. */
  function ended(program: string, args: readonly string[]): Promise<Run> {
    const env = { ...process.env, HOME: folder, XDG_STATE_HOME: at('state') };
    return new Promise((resolve, reject) => {
      execFile(program, args, { env, timeout: 30_000 }, (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code !== 'number' || STACK.test(stdout + stderr)) reject(new Error(`${String(code)}: ${stderr}`));
        else resolve({ code, stdout, stderr });
      });
    });
  }

  /** Runs the program with arguments. */
  function run(...args: readonly string[]): Promise<Run> {
    return ended(process.execPath, [PROGRAM, ...args]);
  }

  /** Runs a line of a shell in which "$@" is the program. */
  function shell(line: string): Promise<Run> {
    return ended('bash', ['-o', 'pipefail', '-c', line, 'bash', process.execPath, PROGRAM]);
  }

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'depositary-main-'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  describe('the story of a vote', () => {
    const place = (): string[] => ['--ledger', 'embedded', '--state', at('story')];
    let first: Run;
    let words: Run;

    before(async () => {
      first = await run('demo', ...place(), '--json');
      words = await run('demo', ...place());
    });

    it('is one object per step, and at the end the threshold in force', () => {
      const lines = first.stdout.trimEnd().split('\n');
      const last = '{"v":1,"step":"done","threshold":"10000000000000000000000000","readFrom":"XCMSP"}';
      expect([first.code, first.stderr, lines.at(-1)]).to.deep.equal([0, '', last]);
      const steps = lines.slice(0, -1).map((line) => JSON.parse(line) as Record<string, unknown>);
      for (const [index, step] of steps.entries()) {
        expect(Object.keys(step)).to.deep.equal(['v', 'step', 'act', 'tx', 'block', 'status']);
        expect([step.v, step.block, step.status]).to.deep.equal([1, String(index + 1), 'recorded']);
        expect(step.tx).to.match(/^[0-9a-f]{64}$/);
      }
      const heads = Array.from({ length: 6 }, () => ['RegisterHead', 'ExamineCredentials']).flat();
      const bound = Array.from({ length: 3 }, () => ['DepositInstrument', 'RegisterRepresentative']).flat();
      const votes = ['CastVote', 'CastVote', 'CastVote'];
      expect(steps.map(({ act }) => act)).to.deep.equal([
        ...['OpenTreaty', ...heads, ...bound, 'MakeProposal', ...votes, 'CloseProposal'],
      ]);
    });

    it('is played again under another treaty id, and what it says to try next works as it stands', async () => {
      expect([words.code, words.stderr]).to.deep.equal([0, '']);
      expect(words.stdout).to.match(/^The depositary opens the [^\n]+\.\n {4}transaction [0-9a-f]{64}, block 25\n/);
      expect(words.stdout).to.include('threshold of the treaty conditional-ai-safety-treaty-2 is ');
      const [, next = ''] = words.stdout.split('What to try next:\n');
      const commands = [...next.matchAll(/^ {2}npx depositary (.*?) {3}/gm)].map(([, command = '']) => command);
      expect(commands).to.have.length(4);
      const [shown = '', history = ''] = commands;
      expect(shown.split(' ').slice(3)).to.deep.equal(place());
      expect((await run(...shown.split(' '))).stdout).to.match(/^P-\w{10} {2}adopted\n/);
      expect(await run(...history.split(' '))).to.include({ code: 0 });
    });

    it('tells no secret seed', () => {
      const seeds = globSync(join(at('story'), 'keys', '*', '*.json')).map(
        (key) => (JSON.parse(readFileSync(key, 'utf8')) as { seed: string }).seed,
      );
      expect(seeds).to.have.length.greaterThan(9);
      const told = [first, words].map(({ stdout, stderr }) => stdout + stderr).join('');
      for (const seed of seeds) expect(told).not.to.include(seed);
    });

    it('refuses by the rules with the code 3, an unknown key with the code 2, and says why', async () => {
      const refused = await run('party', 'show', 'XQ', ...place(), '--json');
      expect([refused.code, refused.stdout]).to.deep.equal([3, '']);
      expect(JSON.parse(refused.stderr)).to.have.nested.property('error.code', 'MEMBER_UNKNOWN');
      const unknown = await run('vote', 'P-0123456789', 'yes', '--as', 'XA/nobody', ...place());
      expect([unknown.code, unknown.stdout]).to.deep.equal([2, '']);
      expect(unknown.stderr).to.match(/^KEY_NOT_HERE: [^\n]+\n[^\n]+\n$/);
    });

    it('ends quietly where the reader has read enough', async () => {
      const line = `"$@" proposal list --ledger embedded --state '${at('story')}' --treaty conditional-ai-safety-treaty`;
      const { code, stdout } = await shell(`${line} 2>/dev/null | head -c 1`);
      expect([code, stdout]).to.deep.equal([0, 'P']);
    });

    it('says on standard error what has been recorded where standard output is full', async () => {
      const deposit = `"$@" representative suspend XA/delegate-1 --as XA/head --ledger embedded --state '${at('story')}'`;
      const { code, stderr } = await shell(`${deposit} --reason lost --json > /dev/full`);
      const [receipt = '', error = ''] = stderr.split('\n');
      expect(JSON.parse(receipt)).to.include({ v: 1, act: 'SuspendRepresentative', status: 'recorded' });
      expect(JSON.parse(error)).to.have.nested.property('error.code', 'OUTPUT_UNWRITABLE');
      expect(code).to.equal(1);
    });
  });

  describe('its exit code', () => {
    it('is 0 for help and version, which are data', async () => {
      const [help, version] = await Promise.all([run('vote', '--help'), run('--version')]);
      expect([help.code, help.stderr]).to.deep.equal([0, '']);
      expect(help.stdout).to.match(/^Examples:\n/);
      expect([version.code, version.stderr]).to.deep.equal([0, '']);
      expect(version.stdout).to.match(/^\d+\.\d+\.\d+\n$/);
    });

    it('is 2 for a command that is not of its form, with a code that is told once', async () => {
      const [missing, other, option, none, id] = await Promise.all([
        run('vote', '--json'),
        run('vot'),
        run('proposal', 'list', '--status', 'lost', '--json'),
        run('proposal'),
        run('vote', 'P-1', 'yes', '--as', 'XA/head', '--ledger', 'embedded', '--treaty', 'treaty'),
      ]);
      expect(JSON.parse(missing.stderr)).to.deep.equal({
        v: 1,
        error: {
          code: 'COMMAND_MALFORMED',
          message: "The command is not of its form: missing required argument 'proposal'.",
          remedy: 'See `depositary vote --help`.',
          details: { problem: "missing required argument 'proposal'", command: 'depositary vote' },
        },
      });
      expect(other.stderr).to.equal(
        "COMMAND_MALFORMED: The command is not of its form: unknown command 'vot' (Did you mean vote?).\nSee `depositary --help`.\n",
      );
      expect(JSON.parse(option.stderr)).to.have.nested.property('error.details.command', 'depositary proposal list');
      expect(none.stderr).to.match(/^Examples:\n/);
      expect(id.stderr).to.equal(
        'OPTION_INVALID: PROPOSAL is not of its form: a proposal such as P-4K7QX2M9TZ.\nSee `depositary vote --help`.\n',
      );
      for (const { code, stdout } of [missing, other, option, none, id]) expect([code, stdout]).to.deep.equal([2, '']);
    });

    it('is 4 for a seal that does not hold', async () => {
      const { code, stdout, stderr } = await run('seal', 'verify', file('unsealed.json', '{}'));
      expect([code, stdout]).to.deep.equal([4, '']);
      expect(stderr).to.match(/^SEAL_MISSING: /);
    });

    it('is 5 where there is no network, and where its peer does not answer', async () => {
      const connection = {
        ...{ v: 1, network: `treaty@${'0'.repeat(64)}`, channel: 'treaty', chaincode: 'depositary' },
        ...{ organisation: 'XA', msp: 'XAMSP' },
        peer: { endpoint: '127.0.0.1:1', name: 'peer.xa', tlsRootCertificate: at('certificate.pem') },
        identity: { certificate: at('certificate.pem'), privateKey: at('key.pem') },
      };
      const made = await shell(
        `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=XA -keyout '${at('key.pem')}' -out '${at('certificate.pem')}'`,
      );
      expect(made.code, made.stderr).to.equal(0);
      const place = ['--state', at('none'), '--treaty', 'treaty', '--json'];
      const [nowhere, closed] = await Promise.all([
        run('party', 'list', ...place),
        run('party', 'list', ...place, '--connection', file('closed.json', JSON.stringify(connection))),
      ]);
      expect([nowhere.code, closed.code, nowhere.stdout, closed.stdout]).to.deep.equal([5, 5, '', '']);
      expect(JSON.parse(nowhere.stderr)).to.have.nested.property('error.code', 'NETWORK_NOT_HERE');
      expect(JSON.parse(closed.stderr)).to.have.nested.property('error.code', 'LEDGER_UNAVAILABLE');
    });
  });

  describe('what it writes', () => {
    it('ends quietly with 0 where nobody reads it', async () => {
      const { code, stderr } = await shell('"$@" --help | head -1 >/dev/null && echo {} | "$@" canonical | head -c 0');
      expect([code, stderr]).to.deep.equal([0, '']);
    });

    it('is told to be lost, once and with the code 1, where it cannot be written', async () => {
      for (const line of ['"$@" --help >/dev/full', 'echo {} | "$@" canonical >/dev/full']) {
        const { code, stderr } = await shell(line);
        expect(code).to.equal(1);
        expect(stderr).to.match(/^OUTPUT_UNWRITABLE: [^\n]*\(ENOSPC\)[^\n]*\n[^\n]+\n$/);
      }
    });

    it('is not missed where standard error is closed too', async () => {
      expect(await shell('"$@" vot 2>/dev/full')).to.deep.equal({ code: 2, stdout: '', stderr: '' });
    });
  });

  describe('watch --checkpoint', () => {
    interface Line {
      readonly tx: string;
    }
    const place = (): string[] => ['--ledger', 'embedded', '--state', at('watched'), '--treaty'];
    const TREATY = 'conditional-ai-safety-treaty';

    /** A line that the kill cut short was not told; whoever reads it is told again. */
    function txsIn(name: string): string[] {
      const whole = readFileSync(at(name), 'utf8').split('\n').slice(0, -1);
      return whole.filter((line) => line.endsWith('}')).map((line) => (JSON.parse(line) as Line).tx);
    }

    function watching(output: string, ...more: readonly string[]) {
      const descriptor = openSync(at(output), constants.O_CREAT | constants.O_APPEND | constants.O_WRONLY);
      const args = ['watch', '--checkpoint', at('place.json'), '--json', ...place(), TREATY, ...more];
      const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', descriptor, 'inherit'] });
      closeSync(descriptor);
      return { child, ended: once(child, 'exit') };
    }

    it('tells each act at least once and loses none, killed again and again while acts are recorded', async () => {
      let recorded: string[] = [];
      file('told.jsonl', '');
      const demo = run('demo', '--ledger', 'embedded', '--state', at('watched'), '--json').then(({ stdout }) => {
        recorded = stdout
          .trimEnd()
          .split('\n')
          .slice(0, -1)
          .map((line) => (JSON.parse(line) as Line).tx);
      });
      let kills = 0;
      for (let more = 1; more <= 4; more += 1) {
        const before = txsIn('told.jsonl').length;
        const { child, ended } = watching('told.jsonl', '--until-idle', '2');
        while (child.exitCode === null && txsIn('told.jsonl').length < before + more) await setTimeout(2);
        if (child.kill('SIGKILL')) kills += 1;
        await ended;
      }
      expect(kills).to.be.greaterThan(1);
      await demo;
      await watching('told.jsonl', '--until-idle', '1').ended;
      expect(recorded).to.have.length(24);
      const told = txsIn('told.jsonl');
      expect([...new Set(told)]).to.deep.equal(recorded);
    });
  });
});
