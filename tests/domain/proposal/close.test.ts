// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  bind,
  BOUND,
  close,
  DAY,
  HOUR,
  later,
  madeBy,
  METHOD,
  move,
  open,
  profile,
  proposalOf,
  register,
  revisionOf,
  seat,
  stampOf,
  T0,
  versionOf,
  vote,
  withdraw,
  type Step,
} from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const MOTION = move('XA/head');
const P = proposalOf(MOTION);
const UNTIL = '2026-11-26T10:00:00Z';
const AFTER = '2026-11-26T10:00:00.001Z';
const OPEN = [...BOUND, MOTION];
const ballots = (proposal: string, choices: Readonly<Record<string, string>>, now = T0): Step[] =>
  Object.entries(choices).map(([member, choice]) => vote(`${member}/head`, proposal, choice, { now }));
const CARRIED = ballots(P, { XA: 'yes', XB: 'yes', XC: 'no' });
const counted = (result: string, yes: number, no: number, abstain: number, rest: object = {}) => ({
  ...{ result, entitled: 3, base: 3, tally: { yes, no, abstain, silent: 3 - yes - no - abstain }, ignored: [] },
  ...rest,
});
const FIRST = versionOf(open(), 'oversight');
const NEXT = versionOf(P, 'oversight');
const revised = {
  ...{ type: 'ThresholdRevised', threshold: 'oversight', version: NEXT, value: '5000000000000000000000000' },
  // P30D exclude the day of the close and end at 24:00 at the seat, +01:00.
  ...{ method: METHOD, inForceFrom: '2026-12-26T23:00:00Z', supersedes: FIRST, proposal: P },
};
const CLOSING = close('XA/head', P, { now: AFTER });

/** What was frozen in a proposal as it opened. */
function frozen(steps = OPEN, id = P): object {
  const { status: _, changed: __, ...rest } = given(...steps).world.get('Proposal', id);
  return rest;
}

/** A treaty under another rule on `oversight`, bound by three states, with a motion in it; and its id. */
function under(rule: object): { steps: Step[]; id: string } {
  const opening = open({ profile: profile({ rule }) });
  const motion = move('XA/head', revisionOf('oversight', { base: versionOf(opening, 'oversight') }));
  return { steps: [opening, ...['XA', 'XB', 'XC'].flatMap(bind), motion], id: proposalOf(motion) };
}

describe('closing a proposal', () => {
  describe('succeeds exactly when all conditions hold', () => {
    it('adopts what two thirds carried, and revises the threshold in the same transaction (R-63)', () => {
      given(...OPEN, ...CARRIED)
        .when(CLOSING)
        .then({ type: 'ProposalAdopted', proposal: P, tally: counted('adopted', 2, 1, 0) }, revised);
    });

    it('rejects what fewer than two thirds of all carried, and what nobody voted on', () => {
      const rejected = (tally: object) => ({ type: 'ProposalRejected', proposal: P, tally });
      given(...OPEN, ...ballots(P, { XA: 'yes', XB: 'abstain' }))
        .when(CLOSING)
        .then(rejected(counted('rejected', 1, 0, 1)));
      given(...OPEN)
        .when(CLOSING)
        .then(rejected(counted('rejected', 0, 0, 0)));
    });

    it('rejects without a quorum, and says so', () => {
      const { steps, id } = under({ quorum: 3, base: 'presentAndVoting' });
      given(...steps, ...ballots(id, { XA: 'yes', XB: 'yes' }))
        .when(close('XA/head', id, { now: AFTER }))
        .then({ type: 'ProposalRejected', proposal: id, tally: counted('noQuorum', 2, 0, 0, { base: 2 }) });
    });

    it('is open to every member of the electorate, to the member that moved it and to the depositary (R-60)', () => {
      const adopted = { type: 'ProposalAdopted', proposal: P, tally: counted('adopted', 2, 1, 0) };
      for (const by of ['XC/head', 'XB/delegate-1', 'SEC/depositary']) {
        given(...OPEN, register('XB/delegate-1'), ...CARRIED)
          .when(close(by, P, { now: AFTER }))
          .then(adopted, revised);
      }
      const motion = move('AISI-XA/head', revisionOf('reporting'));
      const id = proposalOf(motion);
      given(...BOUND, ...seat('AISI-XA'), motion)
        .when(close('AISI-XA/head', id, { now: '2026-12-15T23:00:00.001Z' }))
        .then({ type: 'ProposalRejected', proposal: id, tally: counted('rejected', 0, 0, 0) });
    });

    it('refuses everybody else (R-60)', () => {
      const steps = [...OPEN, ...CARRIED, ...bind('XD'), ...seat('AISI-XA'), ...seat('SEC')];
      for (const member of ['XD', 'AISI-XA', 'SEC']) {
        given(...steps)
          .when(close(`${member}/head`, P, { now: AFTER }))
          .thenRefuses('PROPOSAL_CLOSE_NOT_ENTITLED', { member });
      }
    });

    it('refuses a proposal that does not exist', () => {
      given(...BOUND)
        .when(CLOSING)
        .thenRefuses('PROPOSAL_UNKNOWN', { proposal: P });
    });

    // Without R-40 a lost vote could be counted again, once more members have been won over (DT4).
    it('refuses a proposal that has ended, however it ended (R-40)', () => {
      const again = close('XB/head', P, { now: later(AFTER, DAY) });
      for (const [status, ...steps] of [
        ['rejected', CLOSING],
        ['adopted', ...CARRIED, CLOSING],
        ['withdrawn', withdraw('XA/head', P)],
      ] as const) {
        given(...OPEN, ...steps)
          .when(again)
          .thenRefuses('PROPOSAL_NOT_OPEN', { proposal: P, status });
      }
    });

    it('refuses a ballot that was withheld until after the close, though dated inside the window (DT1, R-40)', () => {
      given(...OPEN, ...CARRIED.slice(0, 2), CLOSING)
        .when(vote('XC/head', P, 'no', { now: UNTIL }))
        .thenRefuses('PROPOSAL_NOT_OPEN', { proposal: P, status: 'adopted' });
    });

    // Without R-61 whoever is ahead would close before the others have voted.
    it('refuses at the deadline, at which ballots still count, and closes one millisecond after (R-61)', () => {
      given(...OPEN, ...CARRIED)
        .when(close('XA/head', P, { now: UNTIL }))
        .thenRefuses('PROPOSAL_CLOSE_TOO_EARLY', { proposal: P, until: UNTIL, now: UNTIL });
    });

    it('refuses inside the window even if all have voted, where the rule allows no early close (R-61)', () => {
      given(...OPEN, ...CARRIED)
        .when(close('XA/head', P))
        .thenRefuses('PROPOSAL_CLOSE_TOO_EARLY', { proposal: P, until: UNTIL, now: T0 });
    });

    it('refuses inside the window while any ballot could still be cast or changed (R-61)', () => {
      for (const [rule, choices] of [
        [{ earlyClose: true }, { XA: 'yes', XB: 'yes' }],
        [
          { earlyClose: true, revote: true },
          { XA: 'yes', XB: 'yes', XC: 'no' },
        ],
      ] as const) {
        const { steps, id } = under(rule);
        given(...steps, ...ballots(id, choices))
          .when(close('XA/head', id, { now: UNTIL }))
          .thenRefuses('PROPOSAL_CLOSE_TOO_EARLY', { proposal: id, until: UNTIL, now: UNTIL });
      }
    });

    it('closes inside the window once all have voted, where the rule allows it (R-61)', () => {
      const { steps, id } = under({ earlyClose: true });
      const closing = close('XA/head', id, { now: '2026-11-24T10:00:00Z' });
      given(...steps, ...ballots(id, { XA: 'no', XB: 'yes', XC: 'no' }))
        .when(closing)
        .then({ type: 'ProposalRejected', proposal: id, tally: counted('rejected', 1, 2, 0) });
    });

    // Without R-66 an effect could begin before the last vote on it.
    it('refuses to be dated before a ballot that it counts (R-66)', () => {
      const { steps, id } = under({ earlyClose: true });
      const now = '2026-11-24T09:59:59.999Z';
      given(...steps, ...ballots(id, { XA: 'no', XB: 'yes', XC: 'no' }, '2026-11-24T10:00:00Z'))
        .when(close('XA/head', id, { now }))
        .thenRefuses('TIME_RUNS_BACKWARDS', {
          ...{ record: `Ballot/${id}/XA`, changedAt: '2026-11-24T10:00:00Z', now },
        });
    });

    it('decides by the rule that was frozen, whatever the profile says since (DT5)', () => {
      const record = given(...OPEN).world.get('Profile', '1.0');
      const stricter = profile({ rule: { ratio: { num: 1, den: 1 } } });
      given(...OPEN, ...CARRIED)
        .having({ ...record, profile: stricter })
        .when(CLOSING)
        .then({ type: 'ProposalAdopted', proposal: P, tally: counted('adopted', 2, 1, 0) }, revised);
    });

    it('counts those who were members at opening, also where another state is bound since (DT3)', () => {
      given(...OPEN, ...bind('XD'), ...CARRIED)
        .when(CLOSING)
        .then({ type: 'ProposalAdopted', proposal: P, tally: counted('adopted', 2, 1, 0) }, revised);
    });
  });

  describe("tells the endorsing peer's clock what to wait for", () => {
    it('the deadline, where the window decides', () => {
      expect(
        given(...OPEN, ...CARRIED)
          .when(CLOSING)
          .notBefore(),
      ).to.equal(UNTIL);
    });

    it('nothing, where all have voted and the rule allows an early close', () => {
      const { steps, id } = under({ earlyClose: true });
      const settled = given(...steps, ...ballots(id, { XA: 'no', XB: 'yes', XC: 'no' }));
      expect(settled.when(close('XA/head', id)).notBefore()).to.equal(undefined);
      const open_ = given(...steps, ...ballots(id, { XA: 'no' }));
      expect(open_.when(close('XA/head', id, { now: AFTER })).notBefore()).to.equal(UNTIL);
    });

    it('nothing, for every other act', () => {
      expect(
        given(...BOUND)
          .when(MOTION)
          .notBefore(),
      ).to.equal(undefined);
    });
  });

  describe('has its effect, and touches nothing else', () => {
    it('stores the adopted proposal, the threshold and its next version', () => {
      const { type: _, ...next } = revised;
      given(...OPEN, ...CARRIED)
        .when(CLOSING)
        .thenChanges(
          {
            ...{ ...frozen(), ...madeBy(CLOSING), status: 'adopted', tally: counted('adopted', 2, 1, 0) },
            closed: stampOf(CLOSING),
          },
          {
            ...{ kind: 'Threshold', ...madeBy(CLOSING), id: 'oversight', metric: 'training compute', unit: 'FLOP' },
            latest: NEXT,
          },
          { kind: 'ThresholdVersion', ...madeBy(CLOSING), ...next },
        );
    });

    it('stores the rejected proposal only', () => {
      given(...OPEN)
        .when(CLOSING)
        .thenChanges({
          ...{ ...frozen(), ...madeBy(CLOSING), status: 'rejected', tally: counted('rejected', 0, 0, 0) },
          closed: stampOf(CLOSING),
        });
    });

    it('lets a revision take effect at once where the profile says so', () => {
      const opening = open({ profile: profile({ revision: { effectiveAfter: 'PT0S' } }) });
      const motion = move('XA/head', revisionOf('oversight', { base: versionOf(opening, 'oversight') }));
      const id = proposalOf(motion);
      const steps = [opening, ...['XA', 'XB', 'XC'].flatMap(bind), motion, ...ballots(id, { XA: 'yes', XB: 'yes' })];
      const { world } = given(...steps, close('XA/head', id, { now: AFTER }));
      expect(world.get('ThresholdVersion', 'oversight', versionOf(id, 'oversight')).inForceFrom).to.equal(AFTER);
    });
  });

  describe('of which the effect cannot be applied', () => {
    const RIVAL = move('XB/head', revisionOf('oversight', { value: '7' }));
    const R = proposalOf(RIVAL);
    const tally = counted('adopted', 2, 1, 0);

    // Without R-64 the second of two rivals would silently undo the first (DT12).
    it('is stale where another version has superseded its base (R-64, DT12)', () => {
      const steps = [...OPEN, RIVAL, ...CARRIED, ...ballots(R, { XA: 'yes', XB: 'yes', XC: 'no' }), CLOSING];
      const closing = close('XA/head', R, { now: later(AFTER, HOUR) });
      const rivals = given(...steps);
      rivals.when(closing).then({ type: 'ProposalOvertaken', proposal: R, tally });
      const rest = frozen([...OPEN, RIVAL], R);
      rivals
        .when(closing)
        .thenChanges({ ...rest, ...madeBy(closing), status: 'stale', tally, closed: stampOf(closing) });
    });

    it('is rejected, not stale, where it was not carried either', () => {
      const closing = close('XA/head', R, { now: later(AFTER, HOUR) });
      given(...OPEN, RIVAL, ...CARRIED, CLOSING)
        .when(closing)
        .then({ type: 'ProposalRejected', proposal: R, tally: counted('rejected', 0, 0, 0) });
    });

    const base = (): object => given(...OPEN).world.get('ThresholdVersion', 'oversight', FIRST);
    const order = 'it would take effect before the version that it supersedes';

    it('fails where it would take effect before its base does, and stores the reason (R-65, DT13)', () => {
      const carried = given(...OPEN, ...CARRIED).having({ ...base(), inForceFrom: '2026-12-26T23:00:00.001Z' });
      carried.when(CLOSING).then({ type: 'ProposalFailed', proposal: P, tally, why: order });
      carried.when(CLOSING).thenChanges({
        ...{ ...frozen(), ...madeBy(CLOSING), status: 'failed', tally, why: order, closed: stampOf(CLOSING) },
      });
    });

    it('is applied where it takes effect together with its base (R-65)', () => {
      given(...OPEN, ...CARRIED)
        .having({ ...base(), inForceFrom: '2026-12-26T23:00:00Z' })
        .when(CLOSING)
        .then({ type: 'ProposalAdopted', proposal: P, tally }, revised);
    });

    it('fails where its base has no record, which no act can bring about (R-65)', () => {
      given(...OPEN, ...CARRIED)
        .lacking('ThresholdVersion', 'oversight', FIRST)
        .when(CLOSING)
        .then({ type: 'ProposalFailed', proposal: P, tally, why: order });
    });

    it('fails where a version has the id that its own would have (R-46)', () => {
      given(...OPEN, ...CARRIED)
        .having({ ...base(), version: NEXT })
        .when(CLOSING)
        .then({ type: 'ProposalFailed', proposal: P, tally, why: 'a version of this id exists' });
    });
  });
});
