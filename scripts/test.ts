// SPDX-License-Identifier: Apache-2.0
// The whole of `npm test`: every phase runs even where an earlier one failed, and the last line is `N passed, N failed`,
// which counts each single test and each other phase as one.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** The phases in order; each is a script of package.json, so that it can be run alone: `npm run lint`. */
const PHASES = ['lint', 'format', 'types', 'walls', 'dead-code', 'tests', 'coverage'] as const;

const COUNT_FILE = 'coverage/tests.json';

function isCount(value: unknown): value is Count {
  if (typeof value !== 'object' || value === null || !('passed' in value) || !('failed' in value)) return false;
  return typeof value.passed === 'number' && typeof value.failed === 'number';
}

/** Mocha's own count; a run that ends badly without naming a failed test (a crash, no tests at all) is one failure. */
function countTests(succeeded: boolean): Count {
  let counted: unknown;
  try {
    counted = JSON.parse(readFileSync(COUNT_FILE, 'utf8'));
  } catch {
    // The run ended before its reporter could write: counted below as a failure.
  }
  const { passed, failed } = isCount(counted) ? counted : { passed: 0, failed: 0 };
  const clean = succeeded && isCount(counted);
  return { passed, failed: clean ? failed : Math.max(failed, 1) };
}

function run(phase: (typeof PHASES)[number]): Count {
  console.log(`\n=== ${phase} ===`);
  const started = performance.now();
  const measured = phase === 'tests' ? { NODE_V8_COVERAGE: 'coverage/raw', DEPOSITARY_TEST_COUNT: COUNT_FILE } : {};
  const env = { ...process.env, NODE_V8_COVERAGE: undefined, ...measured };
  const { status } = spawnSync(process.execPath, ['--run', phase], { stdio: ['ignore', 'inherit', 'inherit'], env });
  const succeeded = status === 0;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`--- ${phase}: ${succeeded ? 'passed' : 'FAILED'} in ${seconds} s`);
  if (phase === 'tests') return countTests(succeeded);
  return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1 };
}

rmSync('coverage', { recursive: true, force: true });
mkdirSync('coverage/raw', { recursive: true });

const counts = PHASES.map((phase) => ({ phase, ...run(phase) }));
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);

console.log('\n=== summary ===');
for (const count of counts) {
  console.log(
    `${count.phase.padEnd(10)} ${String(count.passed).padStart(5)} passed ${String(count.failed).padStart(4)} failed`,
  );
}
const summary = `${String(passed)} passed, ${String(failed)} failed\n`;
writeFileSync('coverage/summary.txt', summary);
console.log(`\n${summary.trimEnd()}`);
process.exitCode = failed === 0 ? 0 : 1;
