// SPDX-License-Identifier: Apache-2.0
import { requireClock, requirePassed } from '../../chaincode/src/ledger/index.ts';
import { ClockRule, Instant } from '../../chaincode/src/protocol/index.ts';
import { expectRefusal } from '../support/refusals.ts';

const RULE = ClockRule.parse({ aheadBy: 'PT5S', behindBy: 'PT30S', seat: '+00:00' });
const at = (time: string): Instant => Instant.parse(`2026-03-01T${time}Z`);
const asked = (own: string, now: string) =>
  Promise.resolve().then(() => {
    requireClock(() => at(own), RULE, at(now));
  });
const passed = (own: string, deadline: string) =>
  Promise.resolve().then(() => {
    requirePassed(() => at(own), RULE, at(deadline));
  });

describe("an endorsing peer's clock", () => {
  it('lets a transaction pass that is dated up to the bounds', async () => {
    await asked('12:00:00', '12:00:05');
    await asked('12:00:30', '12:00:00');
  });

  it('refuses one dated a millisecond further ahead or behind', async () => {
    await expectRefusal(asked('12:00:00', '12:00:05.001'), 'CLOCK_AHEAD', { aheadBy: 'PT5S' });
    await expectRefusal(asked('12:00:30.001', '12:00:00'), 'CLOCK_BEHIND', { behindBy: 'PT30S' });
  });

  it('must itself have passed a deadline by as much as a transaction may be dated back', async () => {
    await passed('12:01:30', '12:01:00');
    const until = '2026-03-01T12:01:30Z';
    await expectRefusal(passed('12:01:29.999', '12:01:00'), 'CLOCK_NOT_YET', { until });
  });
});
