// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  bind,
  BOUND,
  CALENDAR_RULE,
  close,
  madeBy,
  METHOD,
  move,
  open,
  profile,
  proposalOf,
  revisionOf,
  RULE,
  seat,
  stampOf,
  T0,
  versionOf,
  vote,
  type Step,
} from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const MOTION = move('XA/head');
const OVERSIGHT = versionOf(open(), 'oversight');
const made = {
  ...{ type: 'ProposalMade', proposal: proposalOf(MOTION), title: 'Lower the threshold', subject: revisionOf() },
  ...{ profile: '1.0', rule: RULE, electorate: ['XA', 'XB', 'XC'], effectiveAfter: 'P30D' },
  ...{ votingFrom: T0, votingUntil: '2026-11-26T10:00:00Z' },
};

/** The steps that bind three states by a treaty with another profile, and a motion in it. */
function under(changes: object): Step[] {
  return [open({ profile: profile(changes) }), ...['XA', 'XB', 'XC'].flatMap(bind)];
}

describe('moving a proposal', () => {
  describe('succeeds exactly when all conditions hold', () => {
    it('freezes rule, electorate, profile and window at opening', () => {
      given(...BOUND)
        .when(MOTION)
        .then(made);
    });

    it('keeps an explanation', () => {
      const explanation = 'Algorithms have become four times as efficient.\nSee the annex.';
      const motion = move('XA/head', revisionOf(), { body: { explanation } });
      given(...BOUND)
        .when(motion)
        .then({ ...made, proposal: proposalOf(motion), explanation });
    });

    it('is moved by any member of the organ that the profile names, decided by another (R-41)', () => {
      const motion = move('AISI-XA/head', revisionOf('reporting'));
      given(...BOUND, ...seat('AISI-XA'))
        .when(motion)
        .then({
          ...made,
          ...{ proposal: proposalOf(motion), subject: revisionOf('reporting'), rule: CALENDAR_RULE },
          // P7D exclude the day of the event (10:00 UTC is the 23rd at the seat, +01:00) and end at 24:00 there.
          ...{ votingFrom: '2026-11-30T23:00:00Z', votingUntil: '2026-12-14T23:00:00Z', effectiveAfter: 'PT48H' },
        });
    });

    it('counts a day that has begun at the seat as the day of the event', () => {
      const motion = move('AISI-XA/head', revisionOf('reporting'), { now: '2026-11-23T23:30:00Z' });
      given(...BOUND, ...seat('AISI-XA'))
        .when(motion)
        .then({
          ...made,
          ...{ proposal: proposalOf(motion), subject: revisionOf('reporting'), rule: CALENDAR_RULE },
          ...{ votingFrom: '2026-12-01T23:00:00Z', votingUntil: '2026-12-15T23:00:00Z', effectiveAfter: 'PT48H' },
        });
    });

    it('takes notice in hours from the motion itself, and the window from the end of the notice', () => {
      const changes = { rule: { notice: 'PT24H', window: 'PT1H' } };
      const subject = revisionOf('oversight', { base: versionOf(under(changes)[0] ?? MOTION, 'oversight') });
      const motion = move('XA/head', subject);
      given(...under(changes))
        .when(motion)
        .then({
          ...{ ...made, proposal: proposalOf(motion), subject, rule: { ...RULE, ...changes.rule } },
          ...{ votingFrom: '2026-11-24T10:00:00Z', votingUntil: '2026-11-24T11:00:00Z' },
        });
    });

    it('refuses a threshold that the profile does not have', () => {
      given(...BOUND)
        .when(move('XA/head', revisionOf('oversight', { threshold: 'licensing' })))
        .thenRefuses('THRESHOLD_UNKNOWN', { threshold: 'licensing' });
    });

    it('refuses a threshold of the profile that has no record, which no act can bring about', () => {
      given(...BOUND)
        .lacking('Threshold', 'oversight')
        .when(MOTION)
        .thenRefuses('THRESHOLD_UNKNOWN', { threshold: 'oversight' });
    });

    // Without R-41 a state that has not expressed its consent to be bound could set the agenda of those that have.
    it('refuses a mover that is not a member of the organ that may move (R-41)', () => {
      given(...BOUND, ...seat('AISI-XA'))
        .when(move('AISI-XA/head'))
        .thenRefuses('ORGAN_NOT_MEMBER', { member: 'AISI-XA', organ: 'conference' });
      given(...BOUND, ...bind('XD').slice(0, 2))
        .when(move('XD/head'))
        .thenRefuses('PARTY_NOT_BOUND', { member: 'XD', status: 'invited', expected: 'bound' });
      given(...BOUND, ...seat('SEC'))
        .when(move('SEC/head', revisionOf('reporting')))
        .thenRefuses('ORGAN_NOT_MEMBER', { member: 'SEC', organ: 'institutes' });
    });

    it('refuses a motion that nobody could decide on (R-42)', () => {
      given(open(), ...seat('AISI-XA'))
        .when(move('AISI-XA/head', revisionOf('reporting')))
        .thenRefuses('ELECTORATE_EMPTY', { organ: 'conference' });
    });

    // Without R-43 a mover who had an outdated version before them would undo what was decided since.
    it('refuses a base that is not the latest version, whether in force or not (R-43)', () => {
      const closing = '2026-11-26T10:00:00.001Z';
      const P = proposalOf(MOTION);
      const revised = [
        MOTION,
        vote('XA/head', P, 'yes'),
        vote('XB/head', P, 'yes'),
        close('XA/head', P, { now: closing }),
      ];
      given(...BOUND, ...revised)
        .when(move('XB/head', revisionOf('oversight', { value: '7' }), { now: closing }))
        .thenRefuses('THRESHOLD_BASE_STALE', {
          ...{ threshold: 'oversight', base: OVERSIGHT, latest: versionOf(P, 'oversight') },
        });
    });

    it('refuses a base that was never a version (R-43)', () => {
      given(...BOUND)
        .when(move('XA/head', revisionOf('oversight', { base: 'T-0000000000' })))
        .thenRefuses('THRESHOLD_BASE_STALE', { threshold: 'oversight', base: 'T-0000000000', latest: OVERSIGHT });
    });

    it('refuses the value and method that the threshold has already (R-44)', () => {
      const subject = revisionOf('oversight', { value: '10000000000000000000000000' });
      given(...BOUND)
        .when(move('XA/head', subject))
        .thenRefuses('PROPOSAL_CHANGES_NOTHING', { threshold: 'oversight' });
    });

    it('takes another value, another method, or another version of the method as a change (R-44)', () => {
      const value = '10000000000000000000000000';
      for (const change of [
        { value: '10000000000000000000000001' },
        { value, method: { ...METHOD, version: '2' } },
        { value, method: { ...METHOD, name: 'effective-compute' } },
      ]) {
        const motion = move('XA/head', revisionOf('oversight', change));
        given(...BOUND)
          .when(motion)
          .then({ ...made, proposal: proposalOf(motion), subject: revisionOf('oversight', change) });
      }
    });

    // Without R-46 a mover could search for two motions with one id (2^25 trials) and put the second under the first's votes.
    it('refuses a motion whose id another proposal has (R-46)', () => {
      const first = given(...BOUND, MOTION).world.get('Proposal', proposalOf(MOTION));
      given(...BOUND)
        .having({ ...first, title: 'Another motion of the same id' })
        .when(MOTION)
        .thenRefuses('PROPOSAL_EXISTS', { proposal: proposalOf(MOTION) });
    });
  });

  describe('has its effect, and touches nothing else', () => {
    it('stores the proposal, open', () => {
      const { type: _, proposal, ...rest } = made;
      given(...BOUND)
        .when(MOTION)
        .thenChanges({
          ...{ kind: 'Proposal', ...madeBy(MOTION), ...rest, id: proposal },
          ...{ mover: 'XA/head', opened: stampOf(MOTION), status: 'open' },
        });
    });

    it('leaves a proposal on the same threshold standing: the first to be adopted prevails', () => {
      const second = move('XB/head', revisionOf('oversight', { value: '7' }));
      const { world } = given(...BOUND, MOTION, second);
      expect(world.all('Proposal').map(({ status }) => status)).to.deep.equal(['open', 'open']);
    });

    it('keeps its electorate when a state is bound later (DT3)', () => {
      const { world } = given(...BOUND, MOTION, ...bind('XD'));
      expect(world.get('Proposal', proposalOf(MOTION)).electorate).to.deep.equal(['XA', 'XB', 'XC']);
    });
  });
});
