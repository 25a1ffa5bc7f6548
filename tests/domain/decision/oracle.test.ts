// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { tally } from '../../../chaincode/src/domain/decision/tally.ts';
import { RuleCase } from '../../../chaincode/src/protocol/index.ts';
import type { CaseFile, RuleFile } from './case-file.ts';
import { cases } from './cases.ts';
import { judge, type Verdict } from './oracle.ts';

/** What the code under test makes of a case, read as a file would be. */
function verdictOf(file: CaseFile): Verdict {
  const parsed = RuleCase.safeParse(JSON.parse(JSON.stringify(file)));
  if (!parsed.success) return { result: 'invalid' };
  const { reason: _, ...verdict } = tally(parsed.data.rule, parsed.data.electorate, parsed.data.votes);
  return verdict;
}

/** A verdict as a text with sorted keys: it tells an own `__proto__` from none, which deep equality may not. */
function written(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

const RESULTS = [
  ...['adopted', 'rejected', 'noQuorum', 'unreachable', 'stopped', 'proceeds', 'blocked', 'takesEffect'],
  ...['adopt is invalid', 'stop is invalid', 'object is invalid'],
];
const FIELDS: readonly (keyof RuleFile)[] = [
  ...(['ratio', 'strict', 'floor', 'quorum', 'groupMajorities', 'weightMajorities', 'blockingMinority'] as const),
  ...(['exclude', 'namedAssents', 'vetoSeats', 'onSilence', 'revote'] as const),
];
const RUNS = 4000;

describe('a second reading of the semantics', () => {
  // fast-check prints the seed and the smallest case when they disagree.
  it('agrees with the tally on random cases, valid and invalid (DT7)', () => {
    fc.assert(
      fc.property(cases, (file) => {
        expect(written(verdictOf(file))).to.equal(written(judge(file)));
      }),
      { numRuns: RUNS },
    );
  });

  // Of a fixed seed, so that no run is unlucky.
  const sample = fc.sample(cases, { numRuns: RUNS, seed: 1 }).map((file) => ({ file, verdict: judge(file) }));

  it('meets every result of every polarity among them', () => {
    const met = new Map(RESULTS.map((result) => [result, 0]));
    for (const { file, verdict } of sample) {
      const name = verdict.result === 'invalid' ? `${String(file.rule.polarity)} is invalid` : verdict.result;
      met.set(name, (met.get(name) ?? 0) + 1);
    }
    expect([...met.keys()]).to.deep.equal(RESULTS);
    for (const [result, count] of met) expect(count, result).to.be.greaterThan(RUNS / 200);
  });

  it('meets every kind of ignored ballot among them', () => {
    for (const kind of ['nonMembers', 'excluded', 'organisations'] as const) {
      const some = sample.filter(({ verdict }) => 'ignored' in verdict && verdict.ignored[kind].length > 0);
      expect(some.length, kind).to.be.greaterThan(RUNS / 200);
    }
  });

  for (const field of FIELDS)
    it(`meets cases that a reading without ${field} would decide otherwise`, () => {
      const differing = sample.filter(({ file, verdict }) => {
        const { [field]: _, ...rule } = file.rule;
        return judge({ ...file, rule }).result !== verdict.result;
      });
      expect(differing.length).to.be.greaterThan(RUNS / 1000);
    });
});
