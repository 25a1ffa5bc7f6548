// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs';
import { expect } from 'chai';
import { Command } from 'commander';
import { TreatyError } from '../../../chaincode/src/protocol/index.ts';
import { asTyped, quoted } from '../../../gateway/src/cli/guidance.ts';
import { program } from '../../../gateway/src/cli/program.ts';
import { report } from '../../../gateway/src/cli/report.ts';
import { inTreaty, Session } from '../../../gateway/src/cli/session.ts';
import { Desk, OPENING, Sink } from './desk.ts';

/** The session of a command with these options. */
function sessionOf(...options: readonly string[]): Session {
  const command = inTreaty(new Command('any')).action(() => undefined);
  command.parse(options, { from: 'user' });
  return new Session(command, { stdin: process.stdin, stdout: new Sink(), stderr: new Sink() });
}

describe('what a command says to do next', () => {
  it('repeats the options that were typed, in one order, as a shell takes them', () => {
    const session = sessionOf('--treaty', 'ai-treaty', '--state', "/tmp/it's here", '--ledger', 'embedded');
    expect(asTyped(session, 'party list')).to.equal(
      `npx depositary party list --ledger embedded --state '/tmp/it'\\''s here' --treaty ai-treaty`,
    );
    expect(asTyped(sessionOf(), 'party list')).to.equal('npx depositary party list');
  });

  it('leaves out those that the next command does not take', () => {
    const session = sessionOf('--treaty', 'ai-treaty', '--state', '/tmp/x', '--ledger', 'embedded');
    expect(asTyped(session, 'act seal a.json')).to.equal(
      'npx depositary act seal a.json --ledger embedded --state /tmp/x',
    );
    expect(asTyped(session, 'network down')).to.equal('npx depositary network down --state /tmp/x');
  });

  it('quotes what a shell would take apart, and nothing else', () => {
    expect(['a.json', '/x/y-1_2.json', 'P@1:2,3=4+5%'].map(quoted)).to.deep.equal([
      ...['a.json', '/x/y-1_2.json', 'P@1:2,3=4+5%'],
    ]);
    expect(['', 'a b', '$HOME', '*', 'a;b'].map(quoted)).to.deep.equal(["''", "'a b'", "'$HOME'", "'*'", "'a;b'"]);
  });
});

describe('the memory of the treaty last used', () => {
  it('names its file where it cannot be read or kept, after what was recorded has been told', async () => {
    const desk = new Desk();
    mkdirSync(desk.file('treaty'));
    const file = desk.file('treaty');
    await desk.refuses('party list', 'FILE_UNREADABLE', { file, reason: 'EISDIR' });
    const opening = desk.file('opening.json', OPENING);
    const { stdout, refusal } = await desk.run(`treaty open ${opening} --as SEC/depositary`);
    desk.remove();
    expect(stdout).to.match(/^The treaty cli-treaty is open: /);
    expect(refusal?.code).to.equal('FILE_UNWRITABLE');
    expect(refusal?.details.file).to.equal(file);
  });
});

describe('the report of a failure', () => {
  async function told(error: unknown, ...argv: readonly string[]): Promise<[number, string]> {
    const stderr = new Sink();
    return [await report(error, { argv, stderr }), stderr.text];
  }

  it('is quiet where the reader has gone, and where the parser has told help or version', async () => {
    expect(await told(new TreatyError('OUTPUT_UNWRITABLE', { reason: 'EPIPE' }))).to.deep.equal([0, '']);
    const help = program().configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
    const asked: unknown = await help.parseAsync(['--help'], { from: 'user' }).catch((error: unknown) => error);
    expect(await told(asked)).to.deep.equal([0, '']);
    const given: unknown = await help.parseAsync([], { from: 'user' }).catch((error: unknown) => error);
    expect(await told(given)).to.deep.equal([2, '']);
  });

  it('is one of something unforeseen where the error is none of ours', async () => {
    const [code, text] = await told(new RangeError('planted'), '--json');
    expect(code).to.equal(1);
    expect(JSON.parse(text)).to.have.nested.property('error.code', 'FAILURE_UNFORESEEN');
  });

  it('names the command whose help tells more', async () => {
    const line = ['proposal', 'list', '--status', 'lost'];
    const error: unknown = await program()
      .parseAsync(line, { from: 'user' })
      .catch((thrown: unknown) => thrown);
    const [code, text] = await told(error);
    expect([code, text.split('\n')[1]]).to.deep.equal([2, 'See `depositary proposal list --help`.']);
  });
});
