// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { AFTER, ballots, council, under, WAY } from '../../support/domain/council.ts';
import {
  bind,
  close,
  DAY,
  HOUR,
  later,
  madeBy,
  move,
  proposalOf,
  RULE,
  seat,
  step,
  T0,
  vacate,
  type Step,
} from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const START = under(council(), 'XA', 'XB', 'XC', 'XD');
const elect = (member: string, now = T0, body: object = {}): Step<'MakeProposal'> =>
  move('XA/head', { type: 'election', organ: 'council', member, ...body }, { now });
const end = (moved: string): string => later(moved, 3 * DAY + 1);
/** The election of a member that all four states carry, from the motion to its close. */
const elected = (member: string, now = T0, body: object = {}): Step[] => {
  const motion = elect(member, now, body);
  const id = proposalOf(motion);
  const yes = ballots(id, { XA: 'yes', XB: 'yes', XC: 'yes' }, now);
  return [motion, ...yes, close('XA/head', id, { now: end(now) })];
};
const MOTION = elect('XC');
const P = proposalOf(MOTION);
// P2Y exclude the day of the event and end at 24:00 at the seat, +01:00.
const TERM_END = '2028-11-26T23:00:00Z';
const tally = { result: 'adopted', entitled: 4, base: 4, tally: { yes: 3, no: 0, abstain: 0, silent: 1 }, ignored: [] };

describe('an election to an organ', () => {
  it('fills a seat for a term', () => {
    const [motion, ...rest] = elected('XC');
    const closing = rest.at(-1);
    if (motion === undefined || closing === undefined) throw new Error('There is an election.');
    const steps = [...START, motion, ...rest.slice(0, -1)];
    const seated = { organ: 'council', member: 'XC', from: AFTER, until: TERM_END, terms: 1, proposal: P };
    given(...steps)
      .when(closing)
      .then({ type: 'ProposalAdopted', proposal: P, tally }, { type: 'MemberElected', ...seated });
    expect(given(...steps, closing).world.get('Seat', 'council', 'XC')).to.deep.equal({
      kind: 'Seat',
      ...madeBy(closing),
      ...seated,
    });
  });

  it('fills a seat that is kept for the group of the member before an open one (R-81)', () => {
    expect(given(...START, ...elected('XA')).world.get('Seat', 'council', 'XA').group).to.equal('west');
    const second = given(...START, ...elected('XA'), ...elected('XB', later(AFTER, HOUR)));
    expect(second.world.get('Seat', 'council', 'XB').group).to.equal(undefined);
  });

  it('is refused where no seat is vacant, or only one that is kept for others (R-81)', () => {
    given(...START, ...elected('XC'))
      .when(elect('XD', later(AFTER, HOUR)))
      .thenRefuses('SEAT_NOT_VACANT', { organ: 'council', member: 'XD' });
  });

  it('may be held before the term of a predecessor ends, for the time after it', () => {
    const from = later(TERM_END, 1);
    const { world } = given(...START, ...elected('XC'), ...elected('XD', later(AFTER, HOUR), { from }));
    expect(world.get('Seat', 'council', 'XD').from).to.equal(from);
  });

  it('begins with the decision where the instant asked for has passed by then', () => {
    const { world } = given(...START, ...elected('XC', T0, { from: later(T0, HOUR) }));
    expect(world.get('Seat', 'council', 'XC').from).to.equal(AFTER);
  });

  it('is of parties and institutions of the treaty (R-80)', () => {
    given(...under(council()))
      .when(elect('XD'))
      .thenRefuses('MEMBER_NOT_ELIGIBLE', { member: 'XD', organ: 'council' });
    expect(given(...START, ...elected('SEC')).world.get('Seat', 'council', 'SEC').terms).to.equal(1);
  });

  it('counts terms in a row, and no more of them than the profile allows (R-82)', () => {
    const after = later(AFTER, HOUR);
    const first = given(...START, ...elected('XC')).world.get('Seat', 'council', 'XC');
    const again = given(...START, ...elected('XC'), ...elected('XC', after, { from: first.until })).world.get(
      'Seat',
      'council',
      'XC',
    );
    expect([first.terms, again.terms, again.from]).to.deep.equal([1, 2, TERM_END]);
    const twice = given(...START, ...elected('XC')).having({ ...first, terms: 2 });
    twice
      .when(elect('XC', after, { from: TERM_END }))
      .thenRefuses('SEAT_TERMS_SERVED', { organ: 'council', member: 'XC', most: 2 });
    const pause = elect('XC', after, { from: later(TERM_END, 1) });
    expect(twice.world.fold(pause).events).to.have.lengthOf(1);
  });

  it('fails where the seat has been filled since it was proposed (R-81)', () => {
    const rival = elect('XD');
    const R = proposalOf(rival);
    const steps = [...START, rival, ...ballots(R, { XA: 'yes', XB: 'yes', XC: 'yes' }), ...elected('XC')];
    const closing = close('XA/head', R, { now: later(AFTER, 1) });
    given(...steps)
      .when(closing)
      .then({ type: 'ProposalFailed', proposal: R, tally, why: 'no seat is vacant for this member' });
  });

  it('fails where who was to be elected has left the treaty since it was proposed (R-81)', () => {
    const rules = council({ suspension: { ...WAY, rule: { ...RULE, window: 'PT1H' } } });
    const suspending = move('XA/head', { type: 'suspensionOfRights', party: 'XC', ground: 'It refused.' });
    const S = proposalOf(suspending);
    const three = { XA: 'yes', XB: 'yes', XD: 'yes' };
    const before = [suspending, ...ballots(S, three), close('XA/head', S, { now: later(T0, HOUR + 1) })];
    given(...under(rules, 'XA', 'XB', 'XC', 'XD'), MOTION, ...before, ...ballots(P, three))
      .when(close('XA/head', P, { now: AFTER }))
      .then({ type: 'ProposalFailed', proposal: P, tally, why: 'no seat is vacant for this member' });
  });

  it('counts those in the organ who hold a seat at that instant, as long as they do', () => {
    const statement = { type: 'resolution', on: 'council-statement', text: 'Noted.' };
    const rules = council();
    const way = { movers: 'conference', effectiveAfter: 'PT0S', rule: { ...RULE, organ: 'council' } };
    const kinds = [{ id: 'council-statement', name: 'Statement of the council', ...way }];
    const start = under({ ...rules, resolutions: kinds }, 'XA', 'XB', 'XC', 'XD');
    const motion = move('XA/head', statement, { now: later(AFTER, HOUR) });
    given(...start)
      .when(motion)
      .thenRefuses('ELECTORATE_EMPTY', { organ: 'council' });
    const electorate = given(...start, ...elected('XC'), ...elected('XB'), motion).world.get(
      'Proposal',
      proposalOf(motion),
    ).electorate;
    expect(electorate).to.deep.equal(['XB', 'XC']);
    const gone = given(
      ...start,
      ...elected('XC'),
      ...elected('XB'),
      vacate('XC/head', 'council', { now: AFTER }),
      motion,
    );
    expect(gone.world.get('Proposal', proposalOf(motion)).electorate).to.deep.equal(['XB']);
  });
});

describe('a seat', () => {
  const held = [...START, ...elected('XC')];
  const leaving = vacate('XC/head', 'council', { now: later(AFTER, HOUR) });

  it('is given up by its holder (R-83)', () => {
    given(...held)
      .when(leaving)
      .then({ type: 'SeatVacated', organ: 'council', member: 'XC', reason: 'We are too few.' });
    const seat_ = given(...held).world.get('Seat', 'council', 'XC');
    given(...held)
      .when(leaving)
      .thenChanges({ ...seat_, ...madeBy(leaving), until: later(AFTER, HOUR) });
  });

  it('may be given up without a word', () => {
    given(...held)
      .when(step('VacateSeat', 'XC/head', { organ: 'council' }, { now: later(AFTER, HOUR) }))
      .then({ type: 'SeatVacated', organ: 'council', member: 'XC' });
  });

  it('that is not held, or is over, cannot be given up (R-83)', () => {
    given(...held)
      .when(vacate('XD/head', 'council', { now: later(AFTER, HOUR) }))
      .thenRefuses('SEAT_NOT_HELD', { organ: 'council', member: 'XD' });
    given(...held, leaving)
      .when(vacate('XC/head', 'council', { now: later(AFTER, 2 * HOUR) }))
      .thenRefuses('SEAT_NOT_HELD', { organ: 'council', member: 'XC' });
  });

  it('of one that begins later can be given up before', () => {
    const from = later(AFTER, 30 * DAY);
    const early = [...START, ...elected('XC', T0, { from })];
    given(...early)
      .when(leaving)
      .then({ type: 'SeatVacated', organ: 'council', member: 'XC', reason: 'We are too few.' });
  });
});

describe('the institutions of a treaty', () => {
  it('move in organs that the treaty names them for', () => {
    const rules = council();
    const panel = { id: 'panel', name: 'Scientific Panel', composition: { members: ['AISI-XA', 'XD'] } };
    const way = { movers: 'panel', effectiveAfter: 'PT0S', rule: { ...RULE, organ: 'panel' } };
    const kinds = [{ id: 'advice', name: 'Advice', ...way }];
    const start = under({ ...rules, organs: [...rules.organs, panel], resolutions: kinds });
    const motion = move('AISI-XA/head', { type: 'resolution', on: 'advice', text: 'Be careful.' });
    const { world } = given(...start, ...seat('AISI-XA'), motion);
    expect(world.get('Proposal', proposalOf(motion)).electorate).to.deep.equal(['AISI-XA']);
    const later_ = given(...start, ...seat('AISI-XA'), ...bind('XD'), motion);
    expect(later_.world.get('Proposal', proposalOf(motion)).electorate).to.deep.equal(['AISI-XA', 'XD']);
  });
});
