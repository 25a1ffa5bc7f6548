// SPDX-License-Identifier: Apache-2.0
// Two checks over the coverage data of one test run: all of the treaty's language and rules, nine tenths of the rest.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

/** The rooms where one untested branch may be a wrong decision of a treaty. */
const CORE = ['chaincode/src/protocol/**/*.ts', 'chaincode/src/domain/**/*.ts'];
const ALL = ['chaincode/src/**/*.ts', 'gateway/src/**/*.ts', 'network/**/*.ts'];

/** A file of types alone is never loaded, so there is nothing in it that a test could reach. */
function hasOnlyTypes(file: string): boolean {
  const code = stripTypeScriptTypes(readFileSync(file, 'utf8'));
  return code.replace(/\/\*[^]*?\*\/|\/\/.*|export \{\};?|;/g, '').trim() === '';
}

function check(title: string, percent: number, include: string[], exclude: string[]): boolean {
  console.log(`\n${title}: at least ${String(percent)} % of lines and branches`);
  const files = globSync(include).filter((file) => !exclude.includes(file));
  const empty = files.filter(hasOnlyTypes);
  const measured = files.filter((file) => !empty.includes(file));
  if (measured.length === 0) {
    console.log('no code yet');
    return true;
  }
  const limits = ['--check-coverage', '--lines', String(percent), '--branches', String(percent)];
  const report = ['report', ...limits, ...measured.flatMap((file) => ['--include', file])];
  const { status } = spawnSync('c8', report, { stdio: 'inherit' });
  return status === 0;
}

if (!existsSync('coverage/raw')) throw new Error('No coverage data: run `npm test` first.');
const core = globSync(CORE);
const results = [check('protocol and domain', 100, CORE, []), check('everything else', 90, ALL, core)];
process.exitCode = results.every(Boolean) ? 0 : 1;
