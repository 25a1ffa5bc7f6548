// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { chainOf, inForceAt } from '../../../chaincode/src/domain/index.ts';
import { Instant, ThresholdId, ThresholdVersion } from '../../../chaincode/src/protocol/index.ts';
import { later, METHOD, open, stampOf, T0, TREATY } from '../../support/domain/steps.ts';
import { refusalOf } from '../../support/domain/world.ts';

const OVERSIGHT = ThresholdId.parse('oversight');

function version(id: string, inForceFrom: string, supersedes?: string): ThresholdVersion {
  return ThresholdVersion.parse({
    ...{ kind: 'ThresholdVersion', v: 1, treaty: TREATY, changed: stampOf(open()), threshold: 'oversight' },
    ...{ version: `T-000000000${id}`, value: '1', method: METHOD, inForceFrom },
    ...(supersedes !== undefined && { supersedes: `T-000000000${supersedes}` }),
  });
}

const FIRST = version('9', T0);
const SECOND = version('1', '2027-01-01T00:00:00Z', '9');
const THIRD = version('5', '2027-06-01T00:00:00Z', '1');
const at = (instant: string): ThresholdVersion => inForceAt(OVERSIGHT, [SECOND, THIRD, FIRST], Instant.parse(instant));

describe('the version of a threshold that is in force', () => {
  it('is found along the chain in which versions supersede each other, in whatever order they are given', () => {
    for (const given of [
      [FIRST, SECOND, THIRD],
      [THIRD, SECOND, FIRST],
      [SECOND, THIRD, FIRST],
    ]) {
      expect(chainOf(given)).to.deep.equal([FIRST, SECOND, THIRD]);
    }
    expect(chainOf([])).to.deep.equal([]);
  });

  it('is a version from the very instant on which it takes effect, and its predecessor one millisecond before', () => {
    expect(at(T0)).to.equal(FIRST);
    expect(at('2026-12-31T23:59:59.999Z')).to.equal(FIRST);
    expect(at('2027-01-01T00:00:00Z')).to.equal(SECOND);
    expect(at('2027-05-31T23:59:59.999Z')).to.equal(SECOND);
    expect(at('2027-06-01T00:00:00Z')).to.equal(THIRD);
    expect(at('2099-01-01T00:00:00Z')).to.equal(THIRD);
  });

  it('is the later in the chain of two that take effect on one instant', () => {
    const rival = version('2', '2027-06-01T00:00:00Z', '5');
    const instant = Instant.parse('2027-06-01T00:00:00Z');
    expect(inForceAt(OVERSIGHT, [rival, THIRD, SECOND, FIRST], instant)).to.equal(rival);
  });

  it('is none before the first, or where there is none at all', () => {
    const before = Instant.parse(later(T0, -1));
    const refused = { code: 'THRESHOLD_NOT_YET', details: { threshold: 'oversight', at: before } };
    expect(refusalOf(() => at(before))).to.deep.equal(refused);
    expect(refusalOf(() => inForceAt(OVERSIGHT, [], before))).to.deep.equal(refused);
  });
});
