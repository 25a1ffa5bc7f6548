// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { successorOf } from '../../../chaincode/src/domain/proposal/opening.ts';
import { ProposalId, StepId } from '../../../chaincode/src/protocol/index.ts';
import { AFTER, ballots, council, resolve, under, UNTIL, WAY } from '../../support/domain/council.ts';
import {
  close,
  DAY,
  HOUR,
  later,
  madeBy,
  move,
  proposalOf,
  RULE,
  T0,
  versionOf,
  vote,
  type Step,
} from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

type Fate = 'continue' | 'withdraw' | 'restart';
const amendable = (onOpenProposals: Fate = 'continue', rule: object = {}) => ({
  ...WAY,
  rule: { ...RULE, ...rule },
  onOpenProposals,
});
const OLD = council({ amendment: amendable() });
const NEW = council({ amendment: amendable(), version: '2.0', keyRecovery: 'P30D' });
const START = under(OLD);
const amend = (profile: object = NEW, base = '1.0', now = T0): Step<'MakeProposal'> =>
  move('XA/head', { type: 'profileAmendment', base, profile }, { now });
const MOTION = amend();
const P = proposalOf(MOTION);
const carried = (id: string, now = T0): Step[] => ballots(id, { XA: 'yes', XB: 'yes' }, now);
const closing = (id = P, now = AFTER): Step => close('XA/head', id, { now });
const tally = { result: 'adopted', entitled: 3, base: 3, tally: { yes: 2, no: 0, abstain: 0, silent: 1 }, ignored: [] };
const amended = { type: 'ProfileAmended', version: '2.0', supersedes: '1.0', from: AFTER, proposal: P };

describe('an amendment of the profile', () => {
  it('is adopted as any proposal is, and governs from its instant on', () => {
    given(...START, MOTION, ...carried(P))
      .when(closing())
      .then(
        { type: 'ProposalAdopted', proposal: P, tally },
        { type: 'ProfileAdopted', version: '2.0', profile: NEW },
        amended,
      );
    const { world } = given(...START, MOTION, ...carried(P), closing());
    expect(world.get('Treaty')).to.deep.include({ profile: '1.0', next: { version: '2.0', from: AFTER } });
    const motion = resolve('statement', {}, { now: later(AFTER, 1) });
    expect(
      given(...START, MOTION, ...carried(P), closing(), motion).world.get('Proposal', proposalOf(motion)).profile,
    ).to.equal('2.0');
  });

  it('waits where the profile sets a time before it takes effect', () => {
    const rules = council({ amendment: { ...amendable(), effectiveAfter: 'PT48H' } });
    const next = { ...rules, version: '2.0' };
    const motion = amend(next);
    const id = proposalOf(motion);
    const from = later(AFTER, 2 * DAY);
    const steps = [...under(rules), motion, ...carried(id), closing(id)];
    expect(given(...steps).world.get('Treaty').next).to.deep.equal({ version: '2.0', from });
    const before = resolve('statement', {}, { now: later(from, -1) });
    expect(given(...steps, before).world.get('Proposal', proposalOf(before)).profile).to.equal('1.0');
    const after = resolve('statement', {}, { now: from });
    expect(given(...steps, after).world.get('Proposal', proposalOf(after)).profile).to.equal('2.0');
  });

  it('starts from the latest version, adopted or in force (R-43)', () => {
    given(...START)
      .when(amend(NEW, '0.9'))
      .thenRefuses('PROFILE_BASE_STALE', { base: '0.9', latest: '1.0' });
    const third = { ...NEW, version: '3.0', keyRecovery: 'P40D' };
    const done = [...START, MOTION, ...carried(P), closing()];
    given(...done)
      .when(amend(third, '1.0', later(AFTER, HOUR)))
      .thenRefuses('PROFILE_BASE_STALE', { base: '1.0', latest: '2.0' });
    const next = amend(third, '2.0', later(AFTER, HOUR));
    const id = proposalOf(next);
    const end = later(AFTER, 3 * DAY + 2 * HOUR);
    const { world } = given(...done, next, ...carried(id, later(AFTER, HOUR)), closing(id, end));
    expect(world.get('Treaty')).to.deep.include({ profile: '2.0', next: { version: '3.0', from: end } });
  });

  it('is a new version of the same profile (R-86)', () => {
    given(...START)
      .when(amend({ ...NEW, version: '1.0' }))
      .thenRefuses('PROFILE_VERSION_TAKEN', { id: 'cast', version: '1.0' });
    given(...START)
      .when(amend({ ...NEW, id: 'other' }))
      .thenRefuses('PROFILE_VERSION_TAKEN', { id: 'other', version: '2.0' });
  });

  it('restates the figure of no threshold, and may add one (R-87)', () => {
    const [oversight, reporting] = NEW.thresholds;
    given(...START)
      .when(amend({ ...NEW, thresholds: [{ ...oversight, value: '7' }, reporting] }))
      .thenRefuses('AMENDMENT_SETS_THRESHOLD', { threshold: 'oversight' });
    const added = { ...oversight, id: 'inference' };
    const motion = amend({ ...NEW, thresholds: [...NEW.thresholds, added] });
    const id = proposalOf(motion);
    const { world } = given(...START, motion, ...carried(id), closing(id));
    const { latest } = world.get('Threshold', 'inference');
    expect(latest).to.equal(versionOf(id, 'inference'));
    expect(world.get('ThresholdVersion', 'inference', latest ?? '')).to.deep.include({
      inForceFrom: AFTER,
      ...madeBy(closing(id)),
    });
    const figureless = { id: 'later', metric: 'compute', unit: 'FLOP' };
    const withFigureless = under({ ...OLD, thresholds: [...OLD.thresholds, figureless] });
    const kept = amend({ ...NEW, thresholds: [...NEW.thresholds, figureless] });
    expect(given(...withFigureless, kept).world.get('Proposal', proposalOf(kept)).status).to.equal('open');
    const unset = amend({ ...NEW, thresholds: [...NEW.thresholds, { id: 'later', metric: 'compute', unit: 'FLOP' }] });
    const then = given(...START, unset, ...carried(proposalOf(unset)), closing(proposalOf(unset)));
    expect('latest' in then.world.get('Threshold', 'later')).to.equal(false);
  });

  it('drops no threshold that stands, and states no figure for one that was dropped before (R-87)', () => {
    const [oversight, reporting] = NEW.thresholds;
    given(...START)
      .when(amend({ ...NEW, thresholds: [reporting] }))
      .thenRefuses('AMENDMENT_DROPS_THRESHOLD', { threshold: 'oversight' });
    // A version that was adopted before this was a rule.
    const world = given(...START);
    const second = {
      ...world.world.get('Profile', '1.0'),
      version: '2.0',
      profile: { ...NEW, thresholds: [reporting] },
    };
    const dropped = world.having(second, { ...world.world.get('Treaty'), next: { version: '2.0', from: T0 } });
    const back = { ...NEW, version: '3.0' };
    const again = (threshold: object): object => ({ ...back, thresholds: [threshold, reporting] });
    dropped
      .when(amend(again({ ...oversight, value: '7' }), '2.0'))
      .thenRefuses('AMENDMENT_SETS_THRESHOLD', { threshold: 'oversight' });
    dropped.when(amend(back, '2.0')).thenRefuses('AMENDMENT_SETS_THRESHOLD', { threshold: 'oversight' });
    const figureless = { id: 'oversight', metric: 'training compute', unit: 'FLOP' };
    const moving = amend(again(figureless), '2.0');
    const [made] = dropped.world.fold(moving).events;
    expect(made).to.include({ type: 'ProposalMade', proposal: proposalOf(moving) });
  });

  it('keeps the figure of a threshold that a version not in force yet has added (R-87)', () => {
    const [oversight, reporting] = OLD.thresholds;
    const slow = council({ amendment: { ...amendable(), effectiveAfter: 'P1Y' } });
    const adding = { ...slow, version: '2.0', thresholds: [oversight, reporting, { ...oversight, id: 'inference' }] };
    const motion = amend(adding);
    const id = proposalOf(motion);
    const done = given(...under(slow), motion, ...carried(id), closing(id));
    const now = later(AFTER, HOUR);
    const changed = [oversight, reporting, { ...oversight, id: 'inference', value: '7' }];
    done
      .when(amend({ ...slow, version: '3.0', thresholds: changed }, '2.0', now))
      .thenRefuses('AMENDMENT_SETS_THRESHOLD', { threshold: 'inference' });
    done
      .when(amend({ ...slow, version: '3.0' }, '2.0', now))
      .thenRefuses('AMENDMENT_DROPS_THRESHOLD', { threshold: 'inference' });
  });

  it('is not moved again under another number or from another version, while its text rests (R-50)', () => {
    const resting = council({ amendment: amendable('continue', { restrain: 'P90D' }) });
    const next = { ...resting, version: '2.0', keyRecovery: 'P30D' };
    const motion = amend(next);
    const id = proposalOf(motion);
    const failed = given(...under(resting), motion, closing(id));
    const now = later(AFTER, HOUR);
    const refused = { proposal: id, until: '2027-02-24T23:00:00Z' };
    for (const version of ['2.0', '3.0'])
      failed.when(amend({ ...next, version }, '1.0', now)).thenRefuses('PROPOSAL_RESTRAINED', refused);
    const other = amend({ ...next, keyRecovery: 'P31D' }, '1.0', now);
    expect(failed.world.fold(other).events).to.have.lengthOf(1);
  });

  it('is refused where it could never work (R-15, DT15)', () => {
    const resolutions = [
      {
        id: 'statement',
        name: 'Statement',
        ...WAY,
        rule: { ...RULE, groupMajorities: [{ group: 'north', ratio: { num: 1, den: 2 } }] },
      },
    ];
    const groups = [...(NEW.groups as object[]), { id: 'north', name: 'North', members: [] }];
    given(...START)
      .when(amend({ ...NEW, groups, resolutions }))
      .thenRefuses('PROFILE_UNWORKABLE', {
        field: 'resolutions.0.rule.groupMajorities.0.group',
        problem: 'the group north has no members: its majority could never be met',
      });
  });

  it('is stale where another amendment came first (R-64), and fails where its version has been used meanwhile', () => {
    const rival = amend({ ...NEW, version: '2.1' });
    const R = proposalOf(rival);
    const both = [...START, MOTION, rival, ...carried(P), ...carried(R), closing()];
    expect(given(...both, closing(R, later(AFTER, 1))).world.get('Proposal', R).status).to.equal('stale');
    const stored = { ...given(...START).world.get('Profile', '1.0'), version: '2.0' };
    given(...START, MOTION, ...carried(P))
      .having(stored)
      .when(closing())
      .then({ type: 'ProposalFailed', proposal: P, tally, why: 'a version of this number exists' });
  });

  it('fails where it would take effect before the version that it supersedes', () => {
    const world = given(...START, MOTION, ...carried(P));
    const treaty = { ...world.world.get('Treaty'), profile: '0.9', next: { version: '1.0', from: later(AFTER, 1) } };
    const former = { ...world.world.get('Profile', '1.0'), version: '0.9' };
    world.having(treaty, former).when(closing()).then({
      type: 'ProposalFailed',
      proposal: P,
      tally,
      why: 'it would take effect before the version that it supersedes',
    });
  });
});

describe('a profile that says nothing of amendments', () => {
  it('lets open proposals go on, whatever version follows', () => {
    const pending = resolve();
    const Q = proposalOf(pending);
    const { world } = given(...under(council()), pending, ...ballots(Q, { XA: 'yes', XB: 'yes' }));
    const next = { ...world.get('Profile', '1.0'), version: '2.0', profile: NEW };
    const treaty = { ...world.get('Treaty'), next: { version: '2.0', from: T0 } };
    const end = given(...under(council()), pending, ...ballots(Q, { XA: 'yes', XB: 'yes' })).having(treaty, next);
    expect(end.when(closing(Q)).notBefore()).to.equal(UNTIL);
  });
});

describe('an amendment of how amendments are made', () => {
  const stricter = { ...NEW, amendment: amendable('continue', { ratio: { num: 3, den: 4 } }) };
  const motion = amend(stricter);
  const id = proposalOf(motion);
  const confirming = successorOf(ProposalId.parse(id), StepId.parse('under-new-rule'));
  const first = [...START, motion, ...carried(id), closing(id)];
  const end = later(AFTER, 3 * DAY + 1);

  it('passes under the rule in force, and then has to pass under its own (R-88)', () => {
    const { world } = given(...first);
    expect(world.get('Proposal', id)).to.deep.include({ status: 'adopted', succeededBy: confirming });
    expect(world.get('Treaty').next).to.equal(undefined);
    expect(world.get('Proposal', confirming).rule.ratio).to.deep.equal({ num: 3, den: 4 });
    const all = ballots(confirming, { XA: 'yes', XB: 'yes', XC: 'yes' }, AFTER);
    const done = given(...first, ...all, closing(confirming, end));
    expect(done.world.get('Treaty').next).to.deep.equal({ version: '2.0', from: end });
  });

  it('does not come about where its own rule does not carry it (R-88)', () => {
    const two = ballots(confirming, { XA: 'yes', XB: 'yes' }, AFTER);
    const done = given(...first, ...two, closing(confirming, end));
    expect(done.world.get('Proposal', confirming).status).to.equal('rejected');
    expect(done.world.get('Treaty').next).to.equal(undefined);
  });

  it('never abolishes them (R-88)', () => {
    const { amendment: _, ...final } = NEW;
    const problem = 'is dropped: the treaty could never be amended again';
    given(...START)
      .when(amend(final))
      .thenRefuses('PROFILE_UNWORKABLE', { field: 'amendment', problem });
    // One that was open before this was a rule ends without effect.
    const open_ = given(...START, MOTION, ...carried(P));
    const { subject, ...proposal } = open_.world.get('Proposal', P);
    open_
      .having({ ...proposal, subject: { ...subject, profile: final } })
      .when(closing())
      .then({ type: 'ProposalFailed', proposal: P, tally, why: `amendment ${problem}` });
  });

  it('or by whom, passes under both rules though its procedure reads the same (R-88)', () => {
    const organs = OLD.organs.map((organ) =>
      'id' in organ && organ.id === 'conference' ? { ...organ, composition: { members: ['XB', 'XC'] } } : organ,
    );
    const narrowed = amend({ ...NEW, organs });
    const narrowing = successorOf(ProposalId.parse(proposalOf(narrowed)), StepId.parse('under-new-rule'));
    const { world } = given(...START, narrowed, ...carried(proposalOf(narrowed)), closing(proposalOf(narrowed)));
    expect(world.get('Proposal', narrowing).electorate).to.deep.equal(['XB', 'XC']);
    expect(world.get('Treaty').next).to.equal(undefined);
  });
});

describe('a proposal that is open when the profile is amended', () => {
  const open_ = (fate: Fate) => {
    const old = council({ amendment: amendable(fate) });
    const next = { ...old, version: '2.0', keyRecovery: 'P30D' };
    const motion = amend(next);
    const id = proposalOf(motion);
    const pending = resolve('statement', {}, { now: later(T0, DAY) });
    return {
      Q: proposalOf(pending),
      steps: [...under(old), motion, ...carried(id), pending, closing(id)],
      next,
    };
  };
  const now = later(AFTER, HOUR);

  it('keeps the version under which it was opened, and goes on where that says so (DT5)', () => {
    const { Q, steps } = open_('continue');
    const end = later(T0, 4 * DAY + 1);
    const { world } = given(...steps, ...ballots(Q, { XA: 'yes', XB: 'yes' }, now), closing(Q, end));
    expect(world.get('Proposal', Q)).to.deep.include({ status: 'adopted', profile: '1.0' });
  });

  it('takes no votes, and is withdrawn by its close, where that says so (R-58)', () => {
    const { Q, steps } = open_('withdraw');
    given(...steps)
      .when(vote('XA/head', Q, 'yes', { now }))
      .thenRefuses('PROPOSAL_AMENDED_AWAY', { proposal: Q, profile: '1.0' });
    given(...steps)
      .when(closing(Q, now))
      .then({ type: 'ProposalWithdrawn', proposal: Q, reason: 'The profile was amended.' });
    expect(
      given(...steps)
        .when(closing(Q, now))
        .notBefore(),
    ).to.equal(undefined);
  });

  it('begins anew under the amended profile where that says so (R-58)', () => {
    const { Q, steps } = open_('restart');
    const anew = successorOf(ProposalId.parse(Q), StepId.parse('anew'));
    const { world } = given(...steps, closing(Q, now));
    expect(world.get('Proposal', Q)).to.deep.include({ status: 'withdrawn', succeededBy: anew });
    expect(world.get('Proposal', anew)).to.deep.include({
      status: 'open',
      profile: '2.0',
      preceding: Q,
      votingFrom: now,
    });
  });

  it('is only withdrawn where the amended profile knows no such proposals, or its organ is empty', () => {
    for (const change of [
      { resolutions: [] },
      { resolutions: [{ id: 'statement', name: 'Statement', ...WAY, rule: { ...RULE, organ: 'council' } }] },
    ]) {
      const old = council({ amendment: amendable('restart') });
      const motion = amend({ ...old, version: '2.0', ...change });
      const id = proposalOf(motion);
      const pending = resolve('statement', {}, { now: later(T0, DAY) });
      const Q = proposalOf(pending);
      given(...under(old), motion, ...carried(id), pending, closing(id))
        .when(closing(Q, now))
        .then({ type: 'ProposalWithdrawn', proposal: Q, reason: 'The profile was amended.' });
    }
  });
});
