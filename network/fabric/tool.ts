// SPDX-License-Identifier: Apache-2.0
import { execa } from 'execa';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import type { Binaries } from './binaries.ts';
import type { Layout } from './layout.ts';
import { marker } from './proc.ts';
import { reasonIn } from './fabric-words.ts';

const LONGEST_RUN = 120_000;

/** How the names of programs begin that run for a step only; no node and no chaincode is called so. */
export const TOOL = 'tool.';

/** One run of one of Fabric's own programs: for which node, with which arguments, in which environment. */
export interface ToolRun {
  /** What the run is for, in the words of the error if it fails. */
  readonly step: string;
  readonly node: string;
  readonly program: 'peer' | 'osnadmin' | 'configtxgen' | 'cryptogen';
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** A complaint that means that the work was done before. */
  readonly alreadyDone?: RegExp;
}

/** What the program said on standard output, or `already` where its complaint was that nothing is left to do. */
export type ToolResult = { readonly status: 'done'; readonly output: string } | { readonly status: 'already' };

/**
 * Runs a program of Fabric to its end, with nothing of our own environment but the path.
 * Fails if: it ends with a failure that is not `alreadyDone` (NETWORK_STEP_FAILED).
 */
export async function runTool(layout: Layout, binaries: Binaries, run: ToolRun): Promise<ToolResult> {
  const result = await execa(binaries.program(run.program), run.args, {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: layout.state,
      FABRIC_CFG_PATH: binaries.config,
      ...marker(layout.state, TOOL + run.program),
      ...run.environment,
    },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    timeout: LONGEST_RUN,
  });
  const words = `${result.stdout}\n${result.stderr}`;
  // osnadmin ends with 0 even where the ordering node refused.
  const refused = run.program === 'osnadmin' && !/^Status: 2\d\d/m.test(words);
  if (result.exitCode === 0 && !refused) return { status: 'done', output: result.stdout };
  if (run.alreadyDone?.test(words) === true) return { status: 'already' };
  const reason = result.timedOut ? `it did not end within ${LONGEST_RUN / 1000} s` : reasonIn(words);
  throw new TreatyError('NETWORK_STEP_FAILED', { step: run.step, node: run.node, reason });
}
