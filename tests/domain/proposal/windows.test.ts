// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { AFTER, ballots, council, deciding, resolve, under, UNTIL } from '../../support/domain/council.ts';
import { hexDigest, keyNamed } from '../../support/domain/keys.ts';
import { notify } from '../../support/domain/membership.ts';
import {
  carriedAt,
  close,
  DAY,
  extend,
  HOUR,
  later,
  madeBy,
  move,
  open,
  proposalOf,
  receive,
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

const MOTION = resolve();
const P = proposalOf(MOTION);
const LATE = later(UNTIL, -HOUR);
const BEFORE_LATE = later(UNTIL, -6 * HOUR);
const closing = (now = AFTER): Step => close('XA/head', P, { now });

describe('a late swing', () => {
  const rules = deciding({ lateSwing: { within: 'PT6H', extension: 'P1D' }, revote: true });
  const open_ = [...under(rules), MOTION, ...ballots(P, { XA: 'yes', XB: 'yes' })];
  const swung = [...open_, vote('XB/head', P, 'no', { now: LATE, supersedes: open_.at(-1)?.act.id ?? '' })];
  // P1D exclude the day of the deadline and end at 24:00 at the seat, +01:00.
  const extended = '2026-11-27T23:00:00Z';
  const extension = (now = AFTER): Step => extend('XC/head', P, undefined, { now });

  it('keeps everybody from closing until the window has been extended (R-91, DT9)', () => {
    given(...swung)
      .when(closing())
      .thenRefuses('WINDOW_SWUNG', { proposal: P });
  });

  it('extends the window once, and leaves it open for all (R-91, DT9)', () => {
    given(...swung)
      .when(extension())
      .then({ type: 'WindowExtended', proposal: P, ground: 'lateSwing', until: extended });
    const { world } = given(...swung, extension(), vote('XC/head', P, 'yes', { now: later(AFTER, HOUR) }));
    expect(world.get('Proposal', P)).to.deep.include({ status: 'open', votingUntil: extended });
    given(...swung, extension())
      .when(extension(later(AFTER, HOUR)))
      .thenRefuses('WINDOW_NOT_SWUNG', { proposal: P });
  });

  it('is answered once only: a second one, at the end of the extension, hinders no close (R-91)', () => {
    const again = vote('XA/head', P, 'no', { now: later(extended, -HOUR), supersedes: open_.at(-2)?.act.id ?? '' });
    const { status } = given(...swung, extension(), again, closing(later(extended, 1))).world.get('Proposal', P);
    expect(status).to.equal('rejected');
  });

  it('is none where the outcome stands as it stood before the last part (R-91)', () => {
    const early = [...open_, vote('XB/head', P, 'no', { now: BEFORE_LATE, supersedes: open_.at(-1)?.act.id ?? '' })];
    given(...early)
      .when(extension())
      .thenRefuses('WINDOW_NOT_SWUNG', { proposal: P });
    expect(given(...early, closing()).world.get('Proposal', P).status).to.equal('rejected');
    const same = [...open_, vote('XC/head', P, 'no', { now: LATE })];
    expect(given(...same, closing()).world.get('Proposal', P).status).to.equal('adopted');
  });

  it('counts a vote that was replaced late as it stood before, be it replaced once or twice (S15)', () => {
    const [, second] = ballots(P, { XA: 'yes', XB: 'yes' });
    const first = vote('XB/head', P, 'no', { now: LATE, supersedes: second?.act.id ?? '' });
    const back = vote('XB/head', P, 'yes', { now: later(LATE, 1000), supersedes: first.act.id });
    expect(given(...open_, first, back, closing()).world.get('Proposal', P).status).to.equal('adopted');
  });

  it('sees a first vote that comes late', () => {
    const only = [...under(rules), MOTION, ...ballots(P, { XA: 'yes' }), vote('XB/head', P, 'yes', { now: LATE })];
    given(...only)
      .when(closing())
      .thenRefuses('WINDOW_SWUNG', { proposal: P });
  });

  it('is not answered any more once the extension would be over (R-91, R-93)', () => {
    const now = later(extended, 1);
    given(...swung)
      .when(extension(now))
      .thenRefuses('WINDOW_PAST_EXTENSION', { proposal: P, until: extended, now });
    expect(given(...swung, closing(now)).world.get('Proposal', P).status).to.equal('rejected');
  });

  it('is told from the outcome, carried or not, and not from its word (R-91)', () => {
    const quorate = deciding({ quorum: 2, lateSwing: { within: 'PT6H', extension: 'P1D' } });
    const votes = [...ballots(P, { XA: 'no' }), vote('XB/head', P, 'no', { now: LATE })];
    expect(given(...under(quorate), MOTION, ...votes, closing()).world.get('Proposal', P).status).to.equal('rejected');
  });

  it('asks for no extension in which nobody could vote or change any more (R-91)', () => {
    for (const earlyClose of [true, false]) {
      const final = deciding({ earlyClose, lateSwing: { within: 'PT6H', extension: 'P1D' } });
      const votes = [...ballots(P, { XA: 'no' }), ...ballots(P, { XB: 'yes', XC: 'yes' }, LATE)];
      const voted = [...under(final), MOTION, ...votes];
      const now = earlyClose ? later(LATE, 1) : AFTER;
      given(...voted)
        .when(extension(now))
        .thenRefuses('WINDOW_NOT_SWUNG', { proposal: P });
      expect(given(...voted, closing(now)).world.get('Proposal', P).status).to.equal('adopted');
    }
  });

  it('asks for none either where only those are silent who are excluded from the decision (R-91)', () => {
    const final = deciding({ exclude: ['mover'], lateSwing: { within: 'PT6H', extension: 'P1D' } });
    const votes = [...ballots(P, { XB: 'yes' }), vote('XC/head', P, 'yes', { now: LATE })];
    expect(given(...under(final), MOTION, ...votes, closing()).world.get('Proposal', P).status).to.equal('adopted');
  });

  it('adds whole days to a window of days: a day after its end is one day', () => {
    const days = deciding({ window: 'P3D', lateSwing: { within: 'PT6H', extension: 'P1D' } });
    const end = '2026-11-26T23:00:00Z';
    const voted = [...ballots(P, { XA: 'yes' }), vote('XB/head', P, 'yes', { now: later(end, -HOUR) })];
    const steps = [...under(days), MOTION, ...voted];
    expect(given(...steps).world.get('Proposal', P).votingUntil).to.equal(end);
    const { events } = given(...steps).world.fold(extension(later(end, 1)));
    expect(events).to.deep.equal([{ type: 'WindowExtended', proposal: P, ground: 'lateSwing', until: extended }]);
  });

  it('is unknown to a rule that does not provide for it', () => {
    given(...under(council()), MOTION, ...ballots(P, { XA: 'yes' }), vote('XB/head', P, 'yes', { now: LATE }))
      .when(extension())
      .thenRefuses('WINDOW_NOT_SWUNG', { proposal: P });
  });

  it('lets those extend who may close (R-60)', () => {
    given(...swung, ...seat('AISI-XA'))
      .when(extend('AISI-XA/head', P, undefined, { now: AFTER }))
      .thenRefuses('PROPOSAL_CLOSE_NOT_ENTITLED', { member: 'AISI-XA' });
  });
});

describe('an outage', () => {
  const rules = council({ outage: { extension: 'PT24H', most: 1 } });
  const open_ = [...under(rules), MOTION];
  const extending = (by = 'SEC/depositary', party = 'XC', now = AFTER): Step => extend(by, P, party, { now });
  const reason = 'Its data centre was flooded.';

  it('extends the window, found by the depositary (R-92)', () => {
    const until = later(UNTIL, DAY);
    given(...open_)
      .when(extending())
      .then({ type: 'WindowExtended', proposal: P, ground: 'outage', party: 'XC', reason, until });
    const world = given(...open_);
    const { status: _, changed: __, ...rest } = world.world.get('Proposal', P);
    world.when(extending()).thenChanges({
      ...{ ...rest, ...madeBy(extending()), status: 'open', votingUntil: until },
      extensions: [{ ground: 'outage', party: 'XC', reason, until, stamp: stampOf(extending()) }],
    });
  });

  it('is never consent: who does not vote in the longer window either is silent', () => {
    const { world } = given(...open_, extending(), closing(later(UNTIL, DAY + 1)));
    expect(world.get('Proposal', P)).to.deep.include({ status: 'rejected' });
  });

  it('is found by nobody else, not for a stranger, and not more often than the profile allows (R-92)', () => {
    given(...open_)
      .when(extending('XA/head'))
      .thenRefuses('NOT_THE_DEPOSITARY', { depositary: 'SEC/depositary', by: 'XA/head' });
    given(...open_)
      .when(extending('SEC/depositary', 'XD'))
      .thenRefuses('BALLOT_NOT_ENTITLED', { member: 'XD', proposal: P, electorate: ['XA', 'XB', 'XC'] });
    given(...open_, extending())
      .when(extending('SEC/depositary', 'XC', later(AFTER, HOUR)))
      .thenRefuses('WINDOW_NOT_EXTENDABLE', { proposal: P, most: 1 });
    given(...under(council()), MOTION)
      .when(extending())
      .thenRefuses('WINDOW_NOT_EXTENDABLE', { proposal: P, most: 0 });
  });

  it('does not open a window again that would be over by now (R-93)', () => {
    const now = later(UNTIL, DAY);
    given(...open_)
      .when(extending('SEC/depositary', 'XC', now))
      .thenRefuses('WINDOW_PAST_EXTENSION', { proposal: P, until: now, now });
  });
});

describe('a rule that lets votes change until the decision takes effect', () => {
  const rules = deciding({ revote: true, changesUntil: 'effective' }, { effectiveAfter: 'P1D' });
  const open_ = [...under(rules), MOTION, ...ballots(P, { XA: 'yes', XB: 'yes' })];
  const effective = '2026-11-27T23:00:00Z';
  const change = (now: string): Step => vote('XB/head', P, 'no', { now, supersedes: open_.at(-1)?.act.id ?? '' });

  it('keeps changes open after the window, and the close until then (R-52, R-61)', () => {
    expect(given(...open_).world.get('Proposal', P).changesUntil).to.equal(effective);
    given(...open_)
      .when(closing())
      .thenRefuses('PROPOSAL_CLOSE_TOO_EARLY', { proposal: P, until: effective, now: AFTER });
    const { world } = given(...open_, change(effective), closing(later(effective, 1)));
    expect(world.get('Proposal', P).status).to.equal('rejected');
    expect(
      given(...open_)
        .when(closing(later(effective, 1)))
        .notBefore(),
    ).to.equal(effective);
  });

  it('takes no first vote after the window, and no change after that instant (R-52)', () => {
    given(...open_)
      .when(vote('XC/head', P, 'yes', { now: AFTER }))
      .thenRefuses('BALLOT_WINDOW_CLOSED', { proposal: P, until: UNTIL, now: AFTER });
    const now = later(effective, 1);
    given(...open_)
      .when(change(now))
      .thenRefuses('BALLOT_WINDOW_CLOSED', { proposal: P, until: effective, now });
  });
});

describe('a decision on which votes may change until it takes effect (R-177)', () => {
  const changing = { ...RULE, revote: true, changesUntil: 'effective' };
  const revised = (rule: object, steps: readonly object[] = [], rest: object = {}): Step[] => {
    const thresholds = council().thresholds.map((threshold) => ({
      ...{ ...threshold, revision: { movers: 'conference', rule, steps, effectiveAfter: 'P1D' } },
    }));
    return under(council({ thresholds, ...rest }));
  };
  const effective = '2026-11-27T23:00:00Z';
  const revising = (start: readonly Step[]): { start: Step[]; id: string } => {
    const motion = move('XA/head', revisionOf('oversight', { base: versionOf(start[0] ?? open(), 'oversight') }));
    const id = proposalOf(motion);
    return { start: [...start, motion, ...ballots(id, { XA: 'yes', XB: 'yes' })], id };
  };

  it('has effect from the close, which comes after that instant: the delay is counted once', () => {
    const { start, id } = revising(revised(changing));
    for (const now of [later(effective, 1), later(effective, 9 * DAY)]) {
      const { world } = given(...start, close('XA/head', id, { now }));
      expect(world.get('ThresholdVersion', 'oversight', versionOf(id, 'oversight')).inForceFrom).to.equal(now);
    }
    given(...start)
      .when(close('XA/head', id, { now: effective }))
      .thenRefuses('PROPOSAL_CLOSE_TOO_EARLY', { proposal: id, until: effective, now: effective });
  });

  it('waits for its close after that instant also where it amends the profile', () => {
    const amendment = { movers: 'conference', rule: changing, effectiveAfter: 'P1D', onOpenProposals: 'continue' };
    const old = council({ amendment });
    const subject = { type: 'profileAmendment', base: '1.0', profile: { ...old, version: '2.0', keyRecovery: 'P30D' } };
    const motion = move('XA/head', subject);
    const id = proposalOf(motion);
    const now = later(effective, HOUR);
    const { world } = given(
      ...under(old),
      motion,
      ...ballots(id, { XA: 'yes', XB: 'yes' }),
      close('XA/head', id, { now }),
    );
    expect(world.get('Treaty').next).to.deep.equal({ version: '2.0', from: now });
  });

  it('takes effect as much later as its window is longer', () => {
    const { start, id } = revising(revised(changing, [], { outage: { extension: 'P2D', most: 1 } }));
    const extending = extend('SEC/depositary', id, 'XC', { now: AFTER });
    const until = '2026-11-28T23:00:00Z';
    const changesUntil = '2026-11-29T23:00:00Z';
    const reason = 'Its data centre was flooded.';
    given(...start)
      .when(extending)
      .then({ type: 'WindowExtended', proposal: id, ground: 'outage', party: 'XC', reason, until, changesUntil });
    const { world } = given(...start, extending);
    expect(world.get('Proposal', id)).to.deep.include({ votingUntil: until, changesUntil });
  });

  it('does not wait where its success only leads to another step', () => {
    const { start, id } = revising(
      revised({ ...changing, then: { success: 'confirm' } }, [{ id: 'confirm', rule: RULE }]),
    );
    expect('changesUntil' in given(...start).world.get('Proposal', id)).to.equal(false);
    expect(given(...start, close('XA/head', id, { now: AFTER })).world.get('Proposal', id).status).to.equal('adopted');
  });

  it('takes effect a whole day after a window of days, and not two', () => {
    const { start, id } = revising(revised({ ...changing, window: 'P1D' }));
    expect(given(...start).world.get('Proposal', id)).to.deep.include({
      ...{ votingUntil: '2026-11-24T23:00:00Z', changesUntil: '2026-11-25T23:00:00Z' },
    });
  });
});

describe('a ballot that comes as a note', () => {
  const open_ = [...under(council()), MOTION];
  const ballot = { proposal: P, member: 'XC', choice: 'no', explanation: 'By courier.' };
  const received = later(T0, HOUR);
  const entering = receive(ballot, received, { now: later(T0, 2 * HOUR) });
  const note = hexDigest('a note');
  const event = {
    ...{ type: 'NoteReceived', proposal: P, member: 'XC', choice: 'no', received, note, explanation: 'By courier.' },
    sealedBy: keyNamed('SEC/depositary'),
  };

  it('counts from its recorded receipt, and is marked as such (R-69)', () => {
    given(...open_)
      .when(entering)
      .then(event);
    given(...open_)
      .when(entering)
      .thenChanges({
        ...{ kind: 'Ballot', ...madeBy(entering), ...ballot, ballot: entering.act.id, by: 'SEC/depositary' },
        ...{ sealedBy: keyNamed('SEC/depositary'), cast: received, note },
      });
  });

  it('is named at the close among those that came that way', () => {
    given(...open_, entering, ...ballots(P, { XA: 'yes', XB: 'yes' }))
      .when(closing())
      .then({
        ...{ type: 'ProposalAdopted', proposal: P },
        tally: {
          ...{ result: 'adopted', entitled: 3, base: 3, tally: { yes: 2, no: 1, abstain: 0, silent: 0 }, ignored: [] },
          received: ['XC'],
        },
      });
  });

  it('counts though it is entered after the deadline, if it was received at it (R-69)', () => {
    given(...open_)
      .when(receive(ballot, UNTIL, { now: AFTER }))
      .then({ ...event, received: UNTIL });
    given(...open_)
      .when(receive(ballot, AFTER, { now: later(AFTER, HOUR) }))
      .thenRefuses('BALLOT_WINDOW_CLOSED', { proposal: P, until: UNTIL, now: AFTER });
  });

  it('is entered by the depositary only, and not before it came (R-69)', () => {
    given(...open_)
      .when(receive(ballot, received, { by: 'XA/head', now: received }))
      .thenRefuses('NOT_THE_DEPOSITARY', { depositary: 'SEC/depositary', by: 'XA/head' });
    given(...open_)
      .when(receive(ballot, later(T0, HOUR), { now: T0 }))
      .thenRefuses('NOTE_NOT_YET_RECEIVED', { received: later(T0, HOUR), now: T0 });
  });

  it('is refused where a ballot would be: of a stranger, a second time, after the close', () => {
    given(...open_)
      .when(receive({ ...ballot, member: 'XD' }, received, { now: received }))
      .thenRefuses('BALLOT_NOT_ENTITLED', { member: 'XD', proposal: P, electorate: ['XA', 'XB', 'XC'] });
    given(...open_, entering)
      .when(receive({ ...ballot, choice: 'yes' }, received, { now: AFTER }))
      .thenRefuses('BALLOT_ALREADY_CAST', { member: 'XC', proposal: P, ballot: entering.act.id });
    given(...open_, closing())
      .when(receive(ballot, received, { now: later(AFTER, 1) }))
      .thenRefuses('PROPOSAL_NOT_OPEN', { proposal: P, status: 'rejected' });
  });

  describe('under a rule that lets votes change', () => {
    const changing = [...under(deciding({ revote: true })), MOTION];
    const own = vote('XC/head', P, 'yes', { now: later(T0, 2 * HOUR) });
    const noteAt = (came: string, supersedes: string): Step =>
      receive({ ...ballot, supersedes }, came, { now: later(T0, 3 * HOUR) });

    it('replaces no ballot that was cast after it came (R-176)', () => {
      const cast = later(T0, 2 * HOUR);
      for (const came of [received, later(cast, -1)])
        given(...changing, own)
          .when(noteAt(came, own.act.id))
          .thenRefuses('NOTE_OLDER_THAN_BALLOT', { received: came, ballot: own.act.id, cast });
    });

    it('replaces no note that came after it (R-176)', () => {
      const former = receive(ballot, later(T0, 2 * HOUR), { now: later(T0, 2 * HOUR) });
      given(...changing, former)
        .when(noteAt(received, former.act.id))
        .thenRefuses('NOTE_OLDER_THAN_BALLOT', { received, ballot: former.act.id, cast: later(T0, 2 * HOUR) });
    });

    it('replaces a ballot that was cast before it came, or at the same instant, and is replaced by a later one', () => {
      for (const came of [later(T0, 2 * HOUR), later(T0, 2 * HOUR + 1)]) {
        const note_ = noteAt(came, own.act.id);
        expect(given(...changing, own, note_).world.get('Ballot', P, 'XC')).to.deep.include({ choice: 'no', note });
        const again = vote('XC/head', P, 'yes', { now: later(T0, 4 * HOUR), supersedes: note_.act.id });
        const last = given(...changing, own, note_, again).world.get('Ballot', P, 'XC');
        expect(last).to.deep.include({ choice: 'yes', ballot: again.act.id });
        expect('note' in last).to.equal(false);
      }
    });
  });

  describe('of a state that has changed its standing since (R-69)', () => {
    const entered = later(T0, 6 * HOUR);

    it('counts where the state was a party when it came, and not where it was none any more', () => {
      const rules = { ...council(), membership: { withdrawal: { notice: 'PT2H' } } };
      const left = [...under(rules), MOTION, notify('XC/head', {}, { now: T0 })];
      given(...left)
        .when(receive(ballot, received, { now: entered }))
        .then(event);
      given(...left)
        .when(receive(ballot, later(T0, 2 * HOUR), { now: entered }))
        .thenRefuses('PARTY_NOT_BOUND', { member: 'XC', status: 'withdrawn', expected: 'bound' });
    });

    it('counts where its rights were not suspended when it came', () => {
      const resting = (from: string, until: string): object => ({
        ...{ kind: 'Suspension', ...madeBy(MOTION), party: 'XC', from, until },
        ...{ ground: 'Arrears.', proposal: P },
      });
      given(...open_)
        .having(resting(later(T0, 2 * HOUR), later(T0, DAY)))
        .when(receive(ballot, received, { now: entered }))
        .then(event);
      given(...open_)
        .having(resting(T0, later(T0, 2 * HOUR)))
        .when(receive(ballot, received, { now: entered }))
        .thenRefuses('RIGHTS_SUSPENDED', { member: 'XC' });
    });
  });

  // What a majority of peers wrote is not believed further than the seal of the receiving office goes.
  describe('is set aside at the close where its act does not bear it out (R-62)', () => {
    const entered = given(...open_, entering);
    const stored = entered.world.get('Ballot', P, 'XC');
    const tallyWith = (changes: object): unknown => {
      const [event_] = given(...open_, entering)
        .having({ ...stored, ...changes })
        .world.fold(closing()).events;
      return event_ !== undefined && 'tally' in event_ ? event_.tally.ignored : undefined;
    };
    const cases: [what: string, changes: object, why: string][] = [
      ['another choice', { choice: 'yes' }, 'no act of this content'],
      ['another receipt', { cast: T0 }, 'no act of this content'],
      ['another note', { note: '0'.repeat(64) }, 'no act of this content'],
      ['another office', { by: 'XA/head' }, 'cast by an office of another member'],
      ['another key', { sealedBy: keyNamed('XA/head') }, 'seal not by the office'],
    ];
    for (const [what, changes, why] of cases)
      it(what, () => {
        expect(tallyWith(changes)).to.deep.equal([{ member: 'XC', why }]);
      });

    it('a ballot that poses as a note', () => {
      const [voting] = ballots(P, { XC: 'no' });
      if (voting === undefined) throw new Error('There is a ballot.');
      const world = given(...open_, carriedAt(voting, T0));
      const cast = world.world.get('Ballot', P, 'XC');
      const [event_] = world.having({ ...cast, note }).world.fold(closing()).events;
      expect(event_ !== undefined && 'tally' in event_ ? event_.tally.ignored : undefined).to.deep.equal([
        { member: 'XC', why: 'cast by an office of another member' },
      ]);
    });

    it('a word that the rule does not ask for, and a ballot of an excluded member', () => {
      const world = given(...open_, ...ballots(P, { XA: 'yes' }));
      const cast = world.world.get('Ballot', P, 'XA');
      const ignored = (...records: object[]): unknown => {
        const [event_] = world.having(...records).world.fold(closing()).events;
        return event_ !== undefined && 'tally' in event_ ? event_.tally.ignored : undefined;
      };
      const why = 'in other words than the rule asks for';
      expect(ignored({ ...cast, choice: 'stop' })).to.deep.equal([{ member: 'XA', why }]);
      const proposal = world.world.get('Proposal', P);
      expect(ignored({ ...proposal, rule: { ...proposal.rule, exclude: ['XA'] } })).to.deep.equal([
        { member: 'XA', why: 'excluded from the decision' },
      ]);
    });
  });
});
