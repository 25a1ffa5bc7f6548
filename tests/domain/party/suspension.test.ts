// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { AFTER, ballots, council, resolve, under } from '../../support/domain/council.ts';
import { close, DAY, HOUR, later, madeBy, move, proposalOf, T0, vote, type Step } from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const START = under(council(), 'XA', 'XB', 'XC', 'XD');
const ground = 'It refused an inspection.';
const suspend = (party = 'XC', now = T0, until?: string): Step<'MakeProposal'> =>
  move('XA/head', { type: 'suspensionOfRights', party, ground, ...(until !== undefined && { until }) }, { now });
const restore = (party = 'XC', now = T0): Step<'MakeProposal'> =>
  move('XA/head', { type: 'restorationOfRights', party, ground: 'It has complied.' }, { now });
const carried = (motion: Step<'MakeProposal'>, members = ['XA', 'XB', 'XD']): Step[] => {
  const id = proposalOf(motion);
  const { now } = motion;
  const yes = ballots(id, Object.fromEntries(members.map((member) => [member, 'yes'])), now);
  return [motion, ...yes, close('XA/head', id, { now: later(now, 3 * DAY + 1) })];
};
const MOTION = suspend();
const P = proposalOf(MOTION);
const tally = { result: 'adopted', entitled: 3, base: 3, tally: { yes: 3, no: 0, abstain: 0, silent: 0 }, ignored: [] };

describe('the suspension of rights', () => {
  const suspended = [...START, ...carried(MOTION)];
  const now = later(AFTER, HOUR);

  it('is decided without the party that it concerns', () => {
    const steps = [...START, ...carried(MOTION).slice(0, -1)];
    const closing = close('XA/head', P, { now: AFTER });
    given(...steps)
      .when(closing)
      .then(
        { type: 'ProposalAdopted', proposal: P, tally },
        { type: 'RightsSuspended', party: 'XC', ground, proposal: P },
      );
    expect(given(...steps, closing).world.get('Suspension', 'XC')).to.deep.equal({
      ...{ kind: 'Suspension', ...madeBy(closing), party: 'XC', from: AFTER, ground, proposal: P },
    });
    given(...START, MOTION)
      .when(vote('XC/head', P, 'no'))
      .thenRefuses('BALLOT_EXCLUDED', { member: 'XC', proposal: P });
  });

  it('keeps the party from moving and from voting, on what was open before too (R-57)', () => {
    const open_ = resolve('statement', {}, { now: later(T0, DAY) });
    const id = proposalOf(open_);
    const steps = [...START, MOTION, ...carried(MOTION).slice(1, -1), open_, close('XA/head', P, { now: AFTER })];
    given(...steps)
      .when(vote('XC/head', id, 'yes', { now }))
      .thenRefuses('RIGHTS_SUSPENDED', { member: 'XC' });
    given(...suspended)
      .when(move('XC/head', { type: 'resolution', on: 'statement', text: 'We object.' }, { now }))
      .thenRefuses('RIGHTS_SUSPENDED', { member: 'XC' });
  });

  it('takes it out of electorates from then on', () => {
    const motion = resolve('statement', {}, { now });
    expect(given(...suspended, motion).world.get('Proposal', proposalOf(motion)).electorate).to.deep.equal([
      'XA',
      'XB',
      'XD',
    ]);
  });

  it('ends by itself where it says until when', () => {
    const until = later(AFTER, DAY);
    const brief = suspend('XC', T0, until);
    const steps = [...START, ...carried(brief)];
    const before = resolve('statement', {}, { now: later(until, -1) });
    expect(given(...steps, before).world.get('Proposal', proposalOf(before)).electorate).not.to.include('XC');
    const after = resolve('statement', {}, { now: until });
    expect(given(...steps, after).world.get('Proposal', proposalOf(after)).electorate).to.include('XC');
  });

  it('ends by decision (R-85)', () => {
    const motion = restore('XC', now);
    const end = later(now, 3 * DAY + 1);
    const { world } = given(...suspended, ...carried(motion));
    expect(world.get('Suspension', 'XC')).to.deep.include({ from: AFTER, until: end });
    const next = resolve('statement', {}, { now: end });
    expect(given(...suspended, ...carried(motion), next).world.get('Proposal', proposalOf(next)).electorate).to.include(
      'XC',
    );
  });

  it('is of rights that a party has (R-84)', () => {
    given(...under(council()))
      .when(suspend('XD'))
      .thenRefuses('RIGHTS_NOT_HELD', { party: 'XD' });
    given(...START)
      .when(suspend('ZZ'))
      .thenRefuses('RIGHTS_NOT_HELD', { party: 'ZZ' });
    given(...suspended)
      .when(suspend('XC', now))
      .thenRefuses('RIGHTS_NOT_HELD', { party: 'XC' });
  });

  it('ends after it begins (R-179)', () => {
    for (const until of ['2020-01-01T00:00:00Z', T0])
      given(...START)
        .when(suspend('XC', T0, until))
        .thenRefuses('SUSPENSION_OVER', { party: 'XC', until, now: T0 });
    const brief = suspend('XC', T0, AFTER);
    const id = proposalOf(brief);
    const why = 'it would be over before it begins';
    given(...START, ...carried(brief).slice(0, -1))
      .when(close('XA/head', id, { now: AFTER }))
      .then({ type: 'ProposalFailed', proposal: id, tally, why });
  });

  it('does not shorten one that stands, and may lengthen it (R-179)', () => {
    const [week, month] = [later(AFTER, 7 * DAY), later(AFTER, 30 * DAY)];
    const standingAfter = (first: string | undefined, second: string | undefined): unknown => {
      const [one, other] = [suspend('XC', T0, first), suspend('XC', later(T0, 1), second)];
      const { world } = given(...START, ...carried(one).slice(0, -1), ...carried(other).slice(0, -1));
      const closed = world
        .after(close('XA/head', proposalOf(one), { now: AFTER }))
        .after(close('XA/head', proposalOf(other), { now: later(AFTER, 1) }));
      return [closed.get('Proposal', proposalOf(other)).status, closed.get('Suspension', 'XC').until];
    };
    expect(standingAfter(month, week)).to.deep.equal(['failed', month]);
    expect(standingAfter(week, week)).to.deep.equal(['failed', week]);
    expect(standingAfter(undefined, week)).to.deep.equal(['failed', undefined]);
    expect(standingAfter(week, month)).to.deep.equal(['adopted', month]);
    expect(standingAfter(week, undefined)).to.deep.equal(['adopted', undefined]);
  });

  it('is lifted where it stands (R-85)', () => {
    given(...START)
      .when(restore())
      .thenRefuses('RIGHTS_NOT_SUSPENDED', { party: 'XC' });
  });

  it('fails, and so does its lifting, where meanwhile there is nothing to suspend or lift', () => {
    const steps = [...START, ...carried(MOTION).slice(0, -1)];
    const { v, treaty, changed, kind, name, msp, id } = given(...START).world.get('Party', 'XC');
    given(...steps)
      .having({ kind, v, treaty, changed, id, name, msp, status: 'invited' })
      .when(close('XA/head', P, { now: AFTER }))
      .then({ type: 'ProposalFailed', proposal: P, tally, why: 'it is no party any more' });
    const motion = restore('XC', now);
    const lifting = [...suspended, ...carried(motion).slice(0, -1)];
    const standing = given(...lifting).world.get('Suspension', 'XC');
    given(...lifting)
      .having({ ...standing, until: now })
      .when(close('XA/head', proposalOf(motion), { now: later(now, 3 * DAY + 1) }))
      .then({ type: 'ProposalFailed', proposal: proposalOf(motion), tally, why: 'the rights stand suspended no more' });
  });
});

describe('a state that has ceased to be a party', () => {
  it('votes no more on what was opened before (R-56)', () => {
    const motion = resolve();
    const { v, treaty, changed, kind, name, msp, id } = given(...START).world.get('Party', 'XC');
    given(...START, motion)
      .having({ kind, v, treaty, changed, id, name, msp, status: 'invited' })
      .when(vote('XC/head', proposalOf(motion), 'yes'))
      .thenRefuses('PARTY_NOT_BOUND', { member: 'XC', status: 'invited', expected: 'bound' });
  });
});
