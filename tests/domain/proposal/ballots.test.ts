// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { keyNamed } from '../../support/domain/keys.ts';
import {
  bind,
  BOUND,
  close,
  later,
  madeBy,
  move,
  open,
  profile,
  proposalOf,
  register,
  revisionOf,
  rotate,
  seat,
  T0,
  versionOf,
  vote,
  withdraw,
} from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const MOTION = move('XA/head');
const P = proposalOf(MOTION);
const UNTIL = '2026-11-26T10:00:00Z';
const OPEN = [...BOUND, MOTION];
const cast = (member: string, choice: string, rest: object = {}) => ({
  ...{ type: 'VoteCast', proposal: P, member, choice, sealedBy: keyNamed(`${member}/head`) },
  ...rest,
});

const REVOTING = open({ profile: profile({ rule: { revote: true } }) });
const AMENDABLE = move('XA/head', revisionOf('oversight', { base: versionOf(REVOTING, 'oversight') }));
const Q = proposalOf(AMENDABLE);
const REVOTABLE = [REVOTING, ...['XA', 'XB', 'XC'].flatMap(bind), AMENDABLE];

describe('casting a vote', () => {
  describe('succeeds exactly when all conditions hold', () => {
    for (const choice of ['yes', 'no', 'abstain']) {
      it(`takes the ballot ${choice} of a member of the electorate`, () => {
        given(...OPEN)
          .when(vote('XB/head', P, choice))
          .then(cast('XB', choice));
      });
    }

    it('keeps an explanation of vote', () => {
      const explanation = 'In the understanding that paragraph 3 does not apply.';
      given(...OPEN)
        .when(vote('XB/head', P, 'yes', { explanation }))
        .then(cast('XB', 'yes', { explanation }));
    });

    it('takes the ballot of any office of the member that has credentials', () => {
      given(...OPEN, register('XB/delegate-1'))
        .when(vote('XB/delegate-1', P, 'yes'))
        .then(cast('XB', 'yes', { sealedBy: keyNamed('XB/delegate-1') }));
    });

    it('refuses a proposal that does not exist', () => {
      given(...BOUND)
        .when(vote('XB/head', P, 'yes'))
        .thenRefuses('PROPOSAL_UNKNOWN', { proposal: P });
    });

    it('refuses a proposal that has ended (R-40)', () => {
      given(...OPEN, withdraw('XA/head', P))
        .when(vote('XB/head', P, 'yes'))
        .thenRefuses('PROPOSAL_NOT_OPEN', { proposal: P, status: 'withdrawn' });
    });

    // Without R-51 a state that joins while the vote is on could turn it (DT3).
    it('refuses a state that was bound after the motion, and an institute (R-51)', () => {
      const electorate = ['XA', 'XB', 'XC'];
      given(...OPEN, ...bind('XD'), ...seat('AISI-XA'))
        .when(vote('XD/head', P, 'yes'))
        .thenRefuses('BALLOT_NOT_ENTITLED', { member: 'XD', proposal: P, electorate });
      given(...OPEN, ...seat('AISI-XA'))
        .when(vote('AISI-XA/head', P, 'yes'))
        .thenRefuses('BALLOT_NOT_ENTITLED', { member: 'AISI-XA', proposal: P, electorate });
    });

    // Without R-52, or with `>=` for `>`, one of these two instants would change sides (DT17).
    it('takes a ballot at the deadline, and none one millisecond after (R-52, DT17)', () => {
      given(...OPEN)
        .when(vote('XB/head', P, 'no', { now: UNTIL }))
        .then(cast('XB', 'no'));
      const now = later(UNTIL, 1);
      given(...OPEN)
        .when(vote('XB/head', P, 'no', { now }))
        .thenRefuses('BALLOT_WINDOW_CLOSED', { proposal: P, until: UNTIL, now });
    });

    it('takes a ballot as the voting opens, and none one millisecond before (R-52)', () => {
      const motion = move('AISI-XA/head', revisionOf('reporting'));
      const id = proposalOf(motion);
      const from = '2026-11-30T23:00:00Z';
      const steps = [...BOUND, ...seat('AISI-XA'), motion];
      given(...steps)
        .when(vote('XB/head', id, 'no', { now: from }))
        .then(cast('XB', 'no', { proposal: id }));
      const now = later(from, -1);
      given(...steps)
        .when(vote('XB/head', id, 'no', { now }))
        .thenRefuses('BALLOT_WINDOW_NOT_OPEN', { proposal: id, from, now });
    });

    it('takes a ballot that was dated within the window and reaches the ledger later, by its transaction’s time', () => {
      given(...OPEN)
        .when(vote('XB/head', P, 'no', { at: T0, now: UNTIL }))
        .then(cast('XB', 'no'));
      given(...OPEN)
        .when(vote('XB/head', P, 'no', { at: T0, now: later(UNTIL, 1) }))
        .thenRefuses('BALLOT_WINDOW_CLOSED', { proposal: P, until: UNTIL, now: later(UNTIL, 1) });
    });

    // Without R-53 the second ballot of a member would replace the first where the rule forbids it (S15).
    it('refuses a second ballot by the same member, whichever of its offices casts it (R-53)', () => {
      const first = vote('XB/head', P, 'yes');
      const refused = { member: 'XB', proposal: P, ballot: first.act.id };
      given(...OPEN, first)
        .when(vote('XB/head', P, 'no', { supersedes: first.act.id }))
        .thenRefuses('BALLOT_ALREADY_CAST', refused);
      given(...OPEN, first, register('XB/delegate-1'))
        .when(vote('XB/delegate-1', P, 'no'))
        .thenRefuses('BALLOT_ALREADY_CAST', refused);
    });

    it('takes a changed ballot that names the one it replaces, where the rule lets a vote be changed (R-53, R-54)', () => {
      const first = vote('XB/head', Q, 'yes');
      given(...REVOTABLE, first)
        .when(vote('XB/head', Q, 'no', { supersedes: first.act.id }))
        .then(cast('XB', 'no', { proposal: Q, supersedes: first.act.id }));
    });

    // Without R-54 an older seal, withheld by whoever carries it, could override a newer vote (DT1, DT14).
    it('refuses a changed ballot that names none, another, or a ballot where none stands (R-54)', () => {
      const first = vote('XB/head', Q, 'yes');
      const second = vote('XB/head', Q, 'no', { supersedes: first.act.id });
      const expected = first.act.id;
      given(...REVOTABLE, first)
        .when(vote('XB/head', Q, 'no'))
        .thenRefuses('BALLOT_SUPERSEDES_OTHER', { expected });
      given(...REVOTABLE, first, second)
        .when(vote('XB/head', Q, 'abstain', { supersedes: expected }))
        .thenRefuses('BALLOT_SUPERSEDES_OTHER', { expected: second.act.id });
      given(...REVOTABLE)
        .when(second)
        .thenRefuses('BALLOT_SUPERSEDES_OTHER', { expected: 'none' });
      given(...OPEN)
        .when(vote('XB/head', P, 'no', { supersedes: expected }))
        .thenRefuses('BALLOT_SUPERSEDES_OTHER', { expected: 'none' });
    });

    it('refuses a changed ballot that is dated before the one it replaces (R-09)', () => {
      const first = vote('XB/head', Q, 'yes', { now: '2026-11-24T10:00:00Z' });
      const now = later('2026-11-24T10:00:00Z', -1);
      given(...REVOTABLE, first)
        .when(vote('XB/head', Q, 'no', { now, supersedes: first.act.id }))
        .thenRefuses('TIME_RUNS_BACKWARDS', {
          ...{ record: `Ballot/${Q}/XB`, changedAt: '2026-11-24T10:00:00Z', now },
        });
    });
  });

  describe('has its effect, and touches nothing else', () => {
    const BALLOT = vote('XB/head', P, 'yes', { now: '2026-11-24T10:00:00Z' });

    it("stores the member's ballot with the act, the key and the instant by which it was cast", () => {
      given(...OPEN)
        .when(BALLOT)
        .thenChanges({
          ...{ kind: 'Ballot', ...madeBy(BALLOT), proposal: P, member: 'XB', ballot: BALLOT.act.id, by: 'XB/head' },
          ...{ sealedBy: keyNamed('XB/head'), choice: 'yes', cast: '2026-11-24T10:00:00Z' },
        });
    });

    it('replaces a changed ballot, whose act stays on the record', () => {
      const first = vote('XB/head', Q, 'yes', { explanation: 'At first sight.' });
      const second = vote('XB/head', Q, 'no', { now: '2026-11-24T10:00:00Z', supersedes: first.act.id });
      const world = given(...REVOTABLE, first);
      world.when(second).thenChanges({
        ...{ kind: 'Ballot', ...madeBy(second), proposal: Q, member: 'XB', ballot: second.act.id, by: 'XB/head' },
        ...{ sealedBy: keyNamed('XB/head'), choice: 'no', cast: '2026-11-24T10:00:00Z', supersedes: first.act.id },
        former: [{ ballot: first.act.id, choice: 'yes', cast: T0 }],
      });
      expect(world.world.after(second).find('Act', 'XB/head', first.act.id)).not.to.equal(undefined);
    });

    it('is cast by the key that the office holds at that instant', () => {
      const rotating = rotate('XB/head', 'XB/head 2', { now: '2026-11-24T09:00:00Z' });
      given(...OPEN, rotating)
        .when(vote('XB/head', P, 'yes', { now: '2026-11-24T10:00:00Z', sealers: ['XB/head 2'] }))
        .then(cast('XB', 'yes', { sealedBy: keyNamed('XB/head 2') }));
    });
  });
});

describe('withdrawing a proposal', () => {
  const WITHDRAWAL = withdraw('XA/head', P, { reason: 'Overtaken by events.' });
  const frozen = (): object => {
    const { status: _, changed: __, ...rest } = given(...OPEN).world.get('Proposal', P);
    return rest;
  };

  it('ends it by the will of its mover, with a reason or without', () => {
    given(...OPEN)
      .when(WITHDRAWAL)
      .then({ type: 'ProposalWithdrawn', proposal: P, reason: 'Overtaken by events.' });
    given(...OPEN)
      .when(withdraw('XA/head', P))
      .then({ type: 'ProposalWithdrawn', proposal: P });
  });

  it('may be done by another office of the member that moved it, and after votes were cast', () => {
    given(...OPEN, register('XA/delegate-1'), vote('XB/head', P, 'yes'))
      .when(withdraw('XA/delegate-1', P))
      .then({ type: 'ProposalWithdrawn', proposal: P });
  });

  it('keeps all that was frozen, and touches nothing else', () => {
    given(...OPEN)
      .when(WITHDRAWAL)
      .thenChanges({ ...frozen(), ...madeBy(WITHDRAWAL), status: 'withdrawn', reason: 'Overtaken by events.' });
    const silent = withdraw('XA/head', P);
    given(...OPEN)
      .when(silent)
      .thenChanges({ ...frozen(), ...madeBy(silent), status: 'withdrawn' });
  });

  it('keeps the explanation of the motion', () => {
    const motion = move('XA/head', revisionOf(), { body: { explanation: 'Because.' } });
    const { world } = given(...BOUND, motion, withdraw('XA/head', proposalOf(motion)));
    expect(world.get('Proposal', proposalOf(motion)).explanation).to.equal('Because.');
  });

  // Without R-45 whoever expects to lose could withdraw the motion of somebody else.
  it('refuses another member, the depositary included (R-45)', () => {
    for (const by of ['XB/head', 'SEC/depositary']) {
      given(...OPEN)
        .when(withdraw(by, P))
        .thenRefuses('PROPOSAL_NOT_YOURS', { proposal: P, mover: 'XA/head', by });
    }
  });

  it('refuses a proposal that does not exist, or has ended (R-40)', () => {
    given(...BOUND)
      .when(WITHDRAWAL)
      .thenRefuses('PROPOSAL_UNKNOWN', { proposal: P });
    given(...OPEN, close('XA/head', P, { now: later(UNTIL, 1) }))
      .when(withdraw('XA/head', P, {}, { now: later(UNTIL, 1) }))
      .thenRefuses('PROPOSAL_NOT_OPEN', { proposal: P, status: 'rejected' });
  });
});
