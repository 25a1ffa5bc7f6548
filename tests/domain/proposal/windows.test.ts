// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { AFTER, ballots, council, deciding, resolve, under, UNTIL } from '../../support/domain/council.ts';
import { hexDigest, keyNamed } from '../../support/domain/keys.ts';
import {
  carriedAt,
  close,
  DAY,
  extend,
  HOUR,
  later,
  madeBy,
  proposalOf,
  receive,
  seat,
  stampOf,
  T0,
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
