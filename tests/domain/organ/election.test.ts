// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { Known } from '../../../chaincode/src/domain/index.ts';
import { MEMBERSHIP_NEEDS, membersOf, organOf } from '../../../chaincode/src/domain/organ/membership.ts';
import { Instant, OrganId } from '../../../chaincode/src/protocol/index.ts';
import { AFTER, ballots, COUNCIL, council, under, WAY } from '../../support/domain/council.ts';
import {
  bind,
  close,
  DAY,
  deposit,
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
import { notify } from '../../support/domain/membership.ts';
import { given, type World } from '../../support/domain/world.ts';

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
const THREE = { XA: 'yes', XB: 'yes', XC: 'yes' };
const L = later(AFTER, HOUR);
/** Who belongs to the council at an instant. */
const sitting = (world: World, at: string): string[] => {
  const known = MEMBERSHIP_NEEDS.reduce((facts, need) => facts.withFound(need, world.answer(need)), Known.nothing);
  const { profile } = world.get('Profile', '1.0');
  return membersOf(organOf(profile, OrganId.parse('council')), profile, known, Instant.parse(at));
};
/** A council of one open seat, whose terms last a week. */
const shortCouncil = (mostTerms: number) => ({
  ...COUNCIL,
  composition: { elected: { ...COUNCIL.composition.elected, seats: [{ count: 1 }], term: 'P7D', mostTerms } },
});
const MOTION = elect('XC');
const P = proposalOf(MOTION);
// P2Y exclude the day of the event and end at 24:00 at the seat, +01:00.
const TERM_END = '2028-11-26T23:00:00Z';
const SECOND_END = '2030-11-26T23:00:00Z';
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

  it('of a member that sits lets its present term go on, and then begins the next one (R-89)', () => {
    const { world } = given(...START, ...elected('XC'), ...elected('XC', L, { from: TERM_END }));
    const { from, until, terms, next } = world.get('Seat', 'council', 'XC');
    expect([from, until, terms]).to.deep.equal([AFTER, TERM_END, 1]);
    expect([next?.from, next?.until, next?.terms]).to.deep.equal([TERM_END, SECOND_END, 2]);
    for (const at of [AFTER, later(L, 4 * DAY), TERM_END, later(TERM_END, 1), SECOND_END])
      expect(sitting(world, at), at).to.deep.equal(['XC']);
    expect(sitting(world, later(SECOND_END, 1))).to.deep.equal([]);
  });

  it('of a member that sits ends its present term where the next one begins before that (R-89)', () => {
    const from = later(TERM_END, -30 * DAY);
    const { world } = given(...START, ...elected('XC'), ...elected('XC', L, { from }));
    expect(world.get('Seat', 'council', 'XC').until).to.equal(from);
    const anew = given(...START, ...elected('XC'), ...elected('XC', L)).world.get('Seat', 'council', 'XC');
    expect([anew.from, anew.terms, anew.next]).to.deep.equal([end(L), 2, undefined]);
    expect(sitting(world, from)).to.deep.equal(['XC']);
  });

  it('is to no term beyond one that is still to begin (R-89)', () => {
    const refusal = ['SEAT_TERM_AHEAD', { organ: 'council', member: 'XC' }] as const;
    const again = elect('XC', later(L, 4 * DAY), { from: SECOND_END });
    given(...START, ...elected('XC'), ...elected('XC', L, { from: TERM_END }))
      .when(again)
      .thenRefuses(...refusal);
    given(...START, ...elected('XC', T0, { from: TERM_END }))
      .when(elect('XC', L))
      .thenRefuses(...refusal);
    const rival = elect('XC', T0, { from: later(TERM_END, 1) });
    const R = proposalOf(rival);
    given(...START, rival, ...ballots(R, THREE), ...elected('XC', T0, { from: TERM_END }))
      .when(close('XA/head', R, { now: later(AFTER, 1) }))
      .then({
        type: 'ProposalFailed',
        proposal: R,
        tally,
        why: 'this member is already elected to a term that is still to begin',
      });
  });

  it('to the term after the next one follows once that has begun (R-89)', () => {
    const council1 = council({ organs: [...council().organs.slice(0, 2), shortCouncil(9)] });
    const first = given(...under(council1, 'XA', 'XB', 'XC', 'XD'), ...elected('XC'));
    const { until } = first.world.get('Seat', 'council', 'XC');
    const second = first.world.after(...elected('XC', L, { from: until }));
    const third = second.after(...elected('XC', later(until, HOUR), { from: later(until, 9 * DAY) }));
    const seat_ = third.get('Seat', 'council', 'XC');
    expect([seat_.from, seat_.terms, seat_.next?.terms]).to.deep.equal([until, 2, 3]);
  });

  it('counts terms in a row, unless a full term lies between them, and allows no more than the profile (R-82)', () => {
    const first = given(...START, ...elected('XC')).world.get('Seat', 'council', 'XC');
    const twice = given(...START, ...elected('XC')).having({ ...first, terms: 2 });
    const refusal = ['SEAT_TERMS_SERVED', { organ: 'council', member: 'XC', most: 2 }] as const;
    // P2Y from the end of the term, 24:00 of 26 November at the seat.
    const full = '2030-11-26T23:00:00Z';
    for (const from of [undefined, TERM_END, later(TERM_END, 1), later(TERM_END, 365 * DAY), later(full, -1)])
      twice.when(elect('XC', L, from === undefined ? {} : { from })).thenRefuses(...refusal);
    const again = elected('XC', L, { from: full });
    expect(twice.world.after(...again).get('Seat', 'council', 'XC').next?.terms).to.equal(1);
  });

  it('counts a term that was given up while it ran, and none that was given up before it began (R-82)', () => {
    const now = later(L, 5 * DAY);
    const leaving = vacate('XC/head', 'council', { now });
    const termsAfter = (...steps: readonly Step[]) =>
      given(...START, ...steps, leaving, ...elected('XC', later(now, HOUR))).world.get('Seat', 'council', 'XC').terms;
    expect(termsAfter(...elected('XC'))).to.equal(2);
    expect(termsAfter(...elected('XC', T0, { from: TERM_END }))).to.equal(1);
    expect(termsAfter(...elected('XC'), ...elected('XC', L, { from: TERM_END }))).to.equal(2);
  });

  it('fails where the member has served its terms since it was proposed (R-82)', () => {
    const once = { ...COUNCIL.composition.elected, mostTerms: 1, seats: [{ count: 2 }] };
    const rules = council({
      organs: [...council().organs.slice(0, 2), { ...COUNCIL, composition: { elected: once } }],
    });
    const rival = elect('XC', T0, { from: '2028-11-26T23:00:00Z' });
    const R = proposalOf(rival);
    given(...under(rules, 'XA', 'XB', 'XC', 'XD'), rival, ...ballots(R, THREE), ...elected('XC'))
      .when(close('XA/head', R, { now: later(AFTER, 1) }))
      .then({
        type: 'ProposalFailed',
        proposal: R,
        tally,
        why: 'this member has served as many terms in a row as it may',
      });
  });

  it('finds no seat vacant that is taken at any time of the new term (R-81)', () => {
    const from = '2027-06-01T00:00:00Z';
    given(...START, ...elected('XC', T0, { from }))
      .when(elect('XD', L))
      .thenRefuses('SEAT_NOT_VACANT', { organ: 'council', member: 'XD' });
    const rival = elect('XD');
    const R = proposalOf(rival);
    given(...START, rival, ...ballots(R, THREE), ...elected('XC', T0, { from }))
      .when(close('XA/head', R, { now: later(AFTER, 1) }))
      .then({ type: 'ProposalFailed', proposal: R, tally, why: 'no seat is vacant for this member' });
  });

  it('finds no seat vacant whose holder was elected again (R-81)', () => {
    given(...START, ...elected('XC'), ...elected('XC', L, { from: TERM_END }))
      .when(elect('XD', later(L, 4 * DAY), { from: later(TERM_END, 1) }))
      .thenRefuses('SEAT_NOT_VACANT', { organ: 'council', member: 'XD' });
  });

  it('finds no seat vacant that rests while the rights of its holder are suspended (R-80, R-81)', () => {
    const rules = council({ suspension: { ...WAY, rule: { ...RULE, window: 'PT1H' } } });
    const suspending = move('XA/head', { type: 'suspensionOfRights', party: 'XC', ground: 'It refused.' }, { now: L });
    const id = proposalOf(suspending);
    const suspended = [
      suspending,
      ...ballots(id, { XA: 'yes', XB: 'yes', XD: 'yes' }, L),
      close('XA/head', id, { now: later(L, HOUR + 1) }),
    ];
    const resting = given(...under(rules, 'XA', 'XB', 'XC', 'XD'), ...elected('XC'), ...suspended);
    expect(sitting(resting.world, later(L, DAY))).to.deep.equal([]);
    resting.when(elect('XD', later(L, DAY))).thenRefuses('SEAT_NOT_VACANT', { organ: 'council', member: 'XD' });
  });

  it('finds the seat vacant of one that has left the treaty, which is lost even if it comes back (R-80)', () => {
    const rules = { ...council(), membership: { withdrawal: { notice: 'PT1H' } } };
    const start = [...under(rules, 'XA', 'XB', 'XC', 'XD'), ...elected('XC'), notify('XC/head', {}, { now: L })];
    const gone = later(L, 2 * HOUR);
    const replaced = elect('XD', gone);
    const R = proposalOf(replaced);
    const back = deposit('XC/head', { kind: 'accession' }, { now: later(gone, 1) });
    const steps = [...start, replaced, back, ...ballots(R, { XA: 'yes', XB: 'yes', XD: 'yes' }, gone)];
    const { world } = given(...steps, close('XA/head', R, { now: end(gone) }));
    expect(sitting(world, end(gone))).to.deep.equal(['XD']);
    const { until } = world.get('Seat', 'council', 'XD');
    const now = later(end(gone), HOUR);
    const anew = world.after(...elected('XC', now, { from: later(until, 1) })).get('Seat', 'council', 'XC');
    expect([anew.from, anew.terms, anew.next]).to.deep.equal([later(until, 1), 2, undefined]);
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

  describe('of one that was elected again', () => {
    const rules = council({ organs: [...council().organs.slice(0, 2), shortCouncil(9)] });
    const first = given(...under(rules, 'XA', 'XB', 'XC', 'XD'), ...elected('XC')).world;
    const { until: over } = first.get('Seat', 'council', 'XC');
    const left = (from: string, now: string) =>
      first.after(...elected('XC', L, { from }), vacate('XC/head', 'council', { now })).get('Seat', 'council', 'XC');

    it('is given up with the term that was still to begin (R-83)', () => {
      const now = later(over, -1);
      const { until, terms, next } = left(over, now);
      expect([until, terms, next]).to.deep.equal([now, 1, undefined]);
    });

    it('is given up in its second term as in the first', () => {
      const now = later(over, DAY);
      const { from, until, terms, next } = left(over, now);
      expect([from, until, terms, next]).to.deep.equal([over, now, 2, undefined]);
    });

    it('is given up between the terms, and the end of the first one stays', () => {
      const { until, next } = left(later(over, 2 * DAY), later(over, DAY));
      expect([until, next]).to.deep.equal([over, undefined]);
    });
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
