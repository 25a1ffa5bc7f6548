// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { expect } from 'chai';

const NOTES = import.meta.resolve('./notes.ts');

/** Runs a few lines in a process of their own, after the embedded ledger has been loaded there. */
function run(lines: string, environment: NodeJS.ProcessEnv = {}) {
  const script = `const { notesNetwork, evaluated } = await import(${JSON.stringify(NOTES)});\n${lines}`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { ...process.env, CORE_CHAINCODE_LOGGING_LEVEL: undefined, ...environment },
  });
}

const REFUSED = `await evaluated(notesNetwork().connect({ organisation: 'XA' }), { fail: 'no' }).catch(() => console.log('refused'));`;

describe('A process that loads the embedded ledger', () => {
  it('writes nothing of the shim’s own to its terminal', () => {
    const { stdout, stderr, status } = run(REFUSED);
    expect([stdout, stderr, status]).to.deep.equal(['refused\n', '', 0]);
  });

  it('shows the lines of the shim to whoever asks for them', () => {
    expect(run(REFUSED, { CORE_CHAINCODE_LOGGING_LEVEL: 'error' }).stdout).to.include('returned error response');
  });

  it('still ends on an error that nobody catches', () => {
    for (const lines of [
      `setTimeout(() => { throw new Error('lost'); }, 1);`,
      `setTimeout(() => { Promise.reject(new Error('lost')); }, 1);`,
    ]) {
      const { stderr, status } = run(lines);
      expect(status).to.equal(1);
      expect(stderr).to.include('Error: lost');
    }
  });
}).timeout(60_000);
