// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { AFTER, ballots, council, under, WAY } from '../../support/domain/council.ts';
import { close, METHOD, move, open, proposalOf, RULE, versionOf } from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const rules = council();
const [OVERSIGHT, REPORTING] = rules.thresholds;

describe('a threshold that may only be lowered', () => {
  const steps = under({
    ...rules,
    thresholds: [{ ...OVERSIGHT, revision: { ...WAY, direction: 'downOnly' } }, REPORTING],
  });
  const base = versionOf(steps[0] ?? open(), 'oversight');
  const revision = (value: string, method = METHOD) =>
    move('XA/head', { type: 'thresholdRevision', threshold: 'oversight', base, value, method });
  const present = '10000000000000000000000000';

  it('is not raised (R-48)', () => {
    const value = `${present.slice(0, -1)}1`;
    given(...steps)
      .when(revision(value))
      .thenRefuses('THRESHOLD_ONLY_DOWN', { threshold: 'oversight', present, value });
  });

  it('is lowered, or counted in another way at the same value (R-48)', () => {
    const other = { name: 'fp16-equivalent', version: '1' };
    for (const motion of [revision('9999999999999999999999999'), revision(present, other)])
      expect(given(...steps, motion).world.get('Proposal', proposalOf(motion)).status).to.equal('open');
  });
});

describe('a threshold that may only be lowered, and opens unset', () => {
  const unset = { id: 'oversight', metric: 'training compute', unit: 'FLOP' };
  const first = move('XA/head', { type: 'thresholdRevision', threshold: 'oversight', value: '7', method: METHOD });

  it('is not set by a revision: there is nothing to lower (R-48)', () => {
    const thresholds = [{ ...unset, revision: { ...WAY, direction: 'downOnly' } }, REPORTING];
    given(...under({ ...rules, thresholds }))
      .when(first)
      .thenRefuses('THRESHOLD_NOTHING_TO_LOWER', { threshold: 'oversight' });
  });

  it('is set where it may move both ways (R-48)', () => {
    const thresholds = [{ ...unset, revision: { ...WAY, direction: 'any' } }, REPORTING];
    const { world } = given(...under({ ...rules, thresholds }), first);
    expect(world.get('Proposal', proposalOf(first)).status).to.equal('open');
  });
});

describe('a threshold that is revised from a certain day on', () => {
  const from = '2026-11-24T08:00:00Z';
  const steps = under({
    ...rules,
    thresholds: [{ ...OVERSIGHT, revision: { ...WAY, notBefore: from } }, REPORTING],
  });
  const base = versionOf(steps[0] ?? open(), 'oversight');
  const revision = (now: string) =>
    move('XA/head', { type: 'thresholdRevision', threshold: 'oversight', base, value: '7', method: METHOD }, { now });

  it('is not proposed to change before it (R-180)', () => {
    const now = '2026-11-24T07:59:59.999Z';
    given(...steps)
      .when(revision(now))
      .thenRefuses('THRESHOLD_REVISION_TOO_EARLY', { threshold: 'oversight', from, now });
  });

  it('is proposed to change from that very instant on (R-180)', () => {
    const motion = revision(from);
    expect(given(...steps, motion).world.get('Proposal', proposalOf(motion)).status).to.equal('open');
  });
});

describe('a threshold with which the treaty opens unset', () => {
  const unset = { id: 'oversight', metric: 'training compute', unit: 'FLOP', revision: { ...WAY, rule: RULE } };
  const steps = under({ ...rules, thresholds: [unset, REPORTING] });
  const motion = move('XA/head', { type: 'thresholdRevision', threshold: 'oversight', value: '7', method: METHOD });
  const id = proposalOf(motion);

  it('has no version', () => {
    const { world } = given(...steps);
    expect('latest' in world.get('Threshold', 'oversight')).to.equal(false);
    expect(world.all('ThresholdVersion', 'oversight')).to.deep.equal([]);
  });

  it('is set by the first proposal, which starts from none (R-43)', () => {
    const { world } = given(
      ...steps,
      motion,
      ...ballots(id, { XA: 'yes', XB: 'yes' }),
      close('XA/head', id, { now: AFTER }),
    );
    const version = versionOf(id, 'oversight');
    expect(world.get('Threshold', 'oversight').latest).to.equal(version);
    const first = world.get('ThresholdVersion', 'oversight', version);
    expect([first.value, first.supersedes]).to.deep.equal(['7', undefined]);
  });

  it('is not set from a version that it does not have, nor anew once it is set (R-43)', () => {
    const base = 'T-0000000000';
    given(...steps)
      .when(move('XA/head', { type: 'thresholdRevision', threshold: 'oversight', base, value: '7', method: METHOD }))
      .thenRefuses('THRESHOLD_BASE_STALE', { threshold: 'oversight', base, latest: 'none' });
    const latest = versionOf(under(rules)[0] ?? open(), 'oversight');
    given(...under(rules))
      .when(motion)
      .thenRefuses('THRESHOLD_BASE_STALE', { threshold: 'oversight', base: 'none', latest });
  });
});
