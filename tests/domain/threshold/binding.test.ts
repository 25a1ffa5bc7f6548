// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { bindingOn } from '../../../chaincode/src/domain/threshold/binding.ts';
import { Instant, MemberId, ThresholdVersion } from '../../../chaincode/src/protocol/index.ts';
import { madeBy, METHOD, open } from '../../support/domain/steps.ts';

const id = (digit: number): string => `T-000000000${String(digit)}`;
const version = (digit: number, inForceFrom: string, changes: object = {}): ThresholdVersion =>
  ThresholdVersion.parse({
    ...{ kind: 'ThresholdVersion', ...madeBy(open()), threshold: 'oversight', version: id(digit), value: '7' },
    ...{ method: METHOD, inForceFrom, ...(digit > 1 && { supersedes: id(digit - 1), proposal: 'P-0123456789' }) },
    ...changes,
  });
const FIRST = version(1, '2026-01-01T00:00:00Z');
const SECOND = version(2, '2027-01-01T00:00:00Z', { objectors: ['XB'] });
const THIRD = version(3, '2028-01-01T00:00:00Z');
const CHAIN = [THIRD, FIRST, SECOND];

function binding(party: string, at: string): { binds: string | undefined; verdicts: string[] } {
  const { version: found, reasons } = bindingOn(MemberId.parse(party), CHAIN, Instant.parse(at));
  return { binds: found?.version, verdicts: reasons.map(({ verdict }) => verdict) };
}

describe('which version of a threshold binds a party', () => {
  it('is the last one in force, from its instant on', () => {
    expect(binding('XA', '2026-12-31T23:59:59Z')).to.deep.equal({
      binds: id(1),
      verdicts: ['binds', 'notYet', 'notYet'],
    });
    expect(binding('XA', '2027-01-01T00:00:00Z')).to.deep.equal({
      binds: id(2),
      verdicts: ['superseded', 'binds', 'notYet'],
    });
  });

  it('is for an objector the one before, until it accepts a later one (R-67)', () => {
    expect(binding('XB', '2027-06-01T00:00:00Z')).to.deep.equal({
      binds: id(1),
      verdicts: ['binds', 'objected', 'notYet'],
    });
    expect(binding('XB', '2028-01-01T00:00:00Z')).to.deep.equal({
      binds: id(3),
      verdicts: ['superseded', 'objected', 'binds'],
    });
  });

  it('is none before the first is in force', () => {
    expect(binding('XA', '2025-12-31T00:00:00Z')).to.deep.equal({
      binds: undefined,
      verdicts: ['notYet', 'notYet', 'notYet'],
    });
  });

  it('names the proposal by which each version came about', () => {
    const { reasons } = bindingOn(MemberId.parse('XA'), CHAIN, Instant.parse('2028-01-01T00:00:00Z'));
    expect(reasons.map(({ proposal }) => proposal)).to.deep.equal([undefined, 'P-0123456789', 'P-0123456789']);
  });
});
