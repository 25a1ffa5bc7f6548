// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Mocha's spec reporter that also leaves its own count in the file `DEPOSITARY_TEST_COUNT`, for `scripts/test.ts`. */
export class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env.DEPOSITARY_TEST_COUNT;
    if (file === undefined) return;
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures } = this.stats;
      writeFileSync(file, `${JSON.stringify({ passed: passes, failed: failures })}\n`);
    });
  }
}

// Mocha loads a reporter by its default export.
export { CountingReporter as default };
