// SPDX-License-Identifier: Apache-2.0
// Rules of treaties with their times, from the motion to what is in force for whom. The dates are counted by hand, at a seat in UTC.
import { expect } from 'chai';
import { bindingOn } from '../../../chaincode/src/domain/index.ts';
import { Instant, MemberId } from '../../../chaincode/src/protocol/index.ts';
import { ballots, resolve } from '../../support/domain/council.ts';
import {
  bind,
  close,
  HOSTS,
  METHOD,
  move,
  open,
  profile,
  proposalOf,
  T0,
  versionOf,
  vote,
  type Step,
} from '../../support/domain/steps.ts';
import { given, type World } from '../../support/domain/world.ts';

const PRESENT = '10000000000000000000000000';
const LOWERED = '5000000000000000000000000';
const [OVERSIGHT] = profile().thresholds;

/** The opening of a treaty between these states, and all of them bound by it. */
function between(states: readonly string[], rules: Parameters<typeof profile>[0]): Step[] {
  const clock = { aheadBy: 'PT5S', behindBy: 'PT30S', seat: '+00:00' };
  const parties = states.map((id) => ({ id, name: `State ${id}`, msp: HOSTS[id] ?? 'NOBODYMSP' }));
  const opening = open({ profile: profile({ clock, ...rules }), parties });
  return [opening, ...states.flatMap(bind)];
}

/** A treaty whose conference lowers its one threshold by a rule. */
function lowering(states: readonly string[], rule: object, rest: object = {}): { steps: Step[]; motion: Step } {
  const revision = { movers: 'conference', rule: { organ: 'conference', ...rule }, effectiveAfter: 'P6M' };
  const [opening = open(), ...bound] = between(states, { thresholds: [{ ...OVERSIGHT, revision }], ...rest });
  const base = versionOf(opening, 'oversight');
  const subject = { type: 'thresholdRevision', threshold: 'oversight', base, value: LOWERED, method: METHOD };
  return { steps: [opening, ...bound], motion: move(`${states[0] ?? ''}/head`, subject) };
}

function statusOf(world: World, id: string): string {
  return world.get('Proposal', id).status;
}

/** The value that binds a state at an instant. */
function valueFor(state: string, at: string, world: World): string | undefined {
  const versions = world.all('ThresholdVersion', 'oversight');
  return bindingOn({ party: MemberId.parse(state), since: Instant.parse(T0) }, versions, Instant.parse(at)).version
    ?.value;
}

// "The Executive Council may, not later than 12 hours after having received the inspection request, decide by a
// three-quarter majority of all its members against carrying out the inspection [..]. Neither the requesting nor the
// inspected State Party shall participate in such a decision."
describe('Chemical Weapons Convention, IX.17: the Council stops a challenge inspection within 12 hours', function () {
  // 41 states, each with its head and its instrument.
  this.timeout(60_000);
  const others = Array.from({ length: 39 }, (_, index) => `S${String(index + 1)}`);
  const members = ['REQUESTER', 'INSPECTED', ...others];
  const rule = {
    ...{ organ: 'council', polarity: 'stop', ratio: { num: 3, den: 4 }, base: 'allMembers' },
    ...{ exclude: ['mover', 'concerned'], window: 'PT12H' },
  };
  const challenge = { id: 'challenge', name: 'Challenge inspection', movers: 'council', rule, effectiveAfter: 'PT0S' };
  const organs = [...profile().organs, { id: 'council', name: 'Executive Council', composition: { members } }];
  const steps = between(members, { organs, resolutions: [challenge] });
  const subject = { type: 'resolution', on: 'challenge', text: 'Inspect the site.', concerned: 'INSPECTED' };
  const motion = move('REQUESTER/head', subject);
  const id = proposalOf(motion);
  const requested = [...steps, motion];
  /** Twelve hours after the request, and a millisecond later. */
  const until = '2026-11-23T22:00:00Z';
  const over = '2026-11-23T22:00:00.001Z';
  const stops = (count: number): Step[] =>
    ballots(id, Object.fromEntries(others.slice(0, count).map((state) => [state, 'stop'])));
  const tally = (result: string, stop: number) => ({
    ...{ result, entitled: 39, base: 41, ignored: [] },
    tally: { stop, proceed: 0, abstain: 0, silent: 39 - stop },
  });

  it('goes ahead where the Council is silent, and not before the hours have passed', () => {
    given(...requested)
      .when(close('S1/head', id, { now: until }))
      .thenRefuses('PROPOSAL_CLOSE_TOO_EARLY', { proposal: id, until, now: until });
    const closing = close('S1/head', id, { now: over });
    given(...requested)
      .when(closing)
      .then({ type: 'ProposalAdopted', proposal: id, tally: tally('proceeds', 0) });
    expect(
      given(...requested)
        .when(closing)
        .notBefore(),
    ).to.equal(until);
  });

  it('is stopped by 31 of all 41 members, not by 30', () => {
    const closing = close('S1/head', id, { now: over });
    given(...requested, ...stops(31))
      .when(closing)
      .then({ type: 'ProposalRejected', proposal: id, tally: tally('stopped', 31) });
    given(...requested, ...stops(30))
      .when(closing)
      .then({ type: 'ProposalAdopted', proposal: id, tally: tally('proceeds', 30) });
  });

  it('takes a vote at the twelfth hour and none after it', () => {
    const thirty = [...requested, ...stops(30)];
    const last = vote('S39/head', id, 'stop', { now: until });
    expect(statusOf(given(...thirty, last, close('S1/head', id, { now: over })).world, id)).to.equal('rejected');
    given(...thirty)
      .when(vote('S39/head', id, 'stop', { now: over }))
      .thenRefuses('BALLOT_WINDOW_CLOSED', { proposal: id, until, now: over });
  });

  it('counts the requesting and the inspected State among its members, and lets neither take part', () => {
    const { electorate, rule: frozen } = given(...requested).world.get('Proposal', id);
    expect([electorate.length, frozen.exclude]).to.deep.equal([41, ['REQUESTER', 'INSPECTED']]);
    for (const member of ['REQUESTER', 'INSPECTED'])
      given(...requested)
        .when(vote(`${member}/head`, id, 'stop'))
        .thenRefuses('BALLOT_EXCLUDED', { member, proposal: id });
  });
});

// Decision 74/544: a draft is circulated under a silence procedure of at least 72 hours, and is adopted if it is not broken.
describe('UN General Assembly, decision 74/544: a silence of 72 hours', () => {
  const rule = { organ: 'conference', polarity: 'object', floor: 1, base: 'allMembers', window: 'PT72H' };
  const draft = { id: 'statement', name: 'Draft decision', movers: 'conference', rule, effectiveAfter: 'PT0S' };
  const motion = resolve();
  const id = proposalOf(motion);
  const circulated = [...between(['XA', 'XB', 'XC'], { resolutions: [draft] }), motion];
  const until = '2026-11-26T10:00:00Z';
  const over = '2026-11-26T10:00:00.001Z';
  const closing = close('XB/head', id, { now: over });

  it('adopts a draft to which nobody has objected by then', () => {
    expect(statusOf(given(...circulated, closing).world, id)).to.equal('adopted');
    given(...circulated)
      .when(close('XB/head', id, { now: until }))
      .thenRefuses('PROPOSAL_CLOSE_TOO_EARLY', { proposal: id, until, now: until });
  });

  it('is broken by one objection up to the last instant, and by none after it', () => {
    const objection = (now: string): Step => vote('XC/head', id, 'object', { now });
    expect(statusOf(given(...circulated, objection(until), closing).world, id)).to.equal('rejected');
    given(...circulated)
      .when(objection(over))
      .thenRefuses('BALLOT_WINDOW_CLOSED', { proposal: id, until, now: over });
  });
});

// SOLAS VIII(b)(vi)(2) and (vii): an amendment is deemed accepted at the end of a period of not less than one year unless more than a
// third of the Governments, or those of half of the world's tonnage, object in it; it enters into force six months after its
// acceptance for all but those that have objected.
describe('SOLAS VIII: tacit acceptance within a year', () => {
  const states = ['XA', 'XB', 'XC', 'XD'];
  const tonnage = { measure: 'tonnage', ratio: { num: 50, den: 100 }, total: '1000' };
  const third = { polarity: 'object', ratio: { num: 1, den: 3 }, strict: true, base: 'allMembers' };
  const weights = ['500', '100', '100', '100'].map((weight, index) => ({ member: states[index] ?? '', weight }));
  const measures = [{ id: 'tonnage', name: 'Gross tonnage', weights }];
  const rule = { ...third, weightMajorities: [tonnage], window: 'P1Y', bindsObjectors: false };
  const { steps, motion } = lowering(states, rule, { measures });
  const id = proposalOf(motion);
  const circulated = [...steps, motion];
  /** The year ends at 24:00 of 23 November 2027; six months after the acceptance that follows end at 24:00 of 24 May 2028. */
  const until = '2027-11-24T00:00:00Z';
  const over = '2027-11-24T00:00:00.001Z';
  const inForce = '2028-05-25T00:00:00Z';
  const before = '2028-05-24T23:59:59.999Z';
  const closing = close('XB/head', id, { now: over });
  const objecting = (...names: string[]): Step[] =>
    names.map((name) => vote(`${name}/head`, id, 'object', { now: until }));

  it('is in force six months later, for all but the State that has objected', () => {
    const { world } = given(...circulated, ...objecting('XC'), closing);
    expect(statusOf(world, id)).to.equal('adopted');
    const version = world.get('ThresholdVersion', 'oversight', versionOf(id, 'oversight'));
    expect(version).to.deep.include({ inForceFrom: inForce, objectors: ['XC'] });
    expect(states.map((state) => valueFor(state, before, world))).to.deep.equal(states.map(() => PRESENT));
    expect(states.map((state) => valueFor(state, inForce, world))).to.deep.equal([LOWERED, LOWERED, PRESENT, LOWERED]);
  });

  it('is broken by more than a third of the States, or by half of the tonnage', () => {
    expect(statusOf(given(...circulated, ...objecting('XB', 'XC'), closing).world, id)).to.equal('rejected');
    expect(statusOf(given(...circulated, ...objecting('XA'), closing).world, id)).to.equal('rejected');
    expect(statusOf(given(...circulated, ...objecting('XB'), closing).world, id)).to.equal('adopted');
  });

  it('takes no objection after the year, and no acceptance before its end', () => {
    given(...circulated)
      .when(vote('XC/head', id, 'object', { now: over }))
      .thenRefuses('BALLOT_WINDOW_CLOSED', { proposal: id, until, now: over });
    given(...circulated)
      .when(close('XB/head', id, { now: until }))
      .thenRefuses('PROPOSAL_CLOSE_TOO_EARLY', { proposal: id, until, now: until });
  });
});

// Montreal Protocol, 2(9): proposed adjustments are communicated at least six months before the meeting that decides on them, by two
// thirds of those present and voting with a majority of both groups; they bind all Parties and enter into force six months after.
describe('Montreal Protocol, 2(9): an adjustment', () => {
  const states = ['A1', 'A2', 'A3', 'N1', 'N2', 'N3'];
  const groups = [
    { id: 'article5', name: 'Parties operating under Article 5(1)', members: ['A1', 'A2', 'A3'] },
    { id: 'others', name: 'Other Parties', members: ['N1', 'N2', 'N3'] },
  ];
  const majority = { ratio: { num: 1, den: 2 }, strict: true };
  const rule = {
    ...{ polarity: 'adopt', ratio: { num: 2, den: 3 }, base: 'presentAndVoting', notice: 'P6M', window: 'P5D' },
    groupMajorities: groups.map(({ id: group }) => ({ group, ...majority })),
  };
  const { steps, motion } = lowering(states, rule, { groups });
  const id = proposalOf(motion);
  const communicated = [...steps, motion];
  /** Six months after 23 November 2026, a meeting of five days, and six months after its end. */
  const from = '2027-05-24T00:00:00Z';
  const until = '2027-05-29T00:00:00Z';
  const over = '2027-05-29T00:00:00.001Z';
  const inForce = '2027-11-30T00:00:00Z';
  const voting = (yes: readonly string[], now = from): Step[] =>
    ballots(id, Object.fromEntries(states.map((state) => [state, yes.includes(state) ? 'yes' : 'no'])), now);
  const closing = close('A1/head', id, { now: over });

  it('is not decided before the six months have passed, nor after the meeting', () => {
    const early = '2027-05-23T23:59:59.999Z';
    given(...communicated)
      .when(vote('A1/head', id, 'yes', { now: early }))
      .thenRefuses('BALLOT_WINDOW_NOT_OPEN', { proposal: id, from, now: early });
    given(...communicated)
      .when(vote('A1/head', id, 'yes', { now: over }))
      .thenRefuses('BALLOT_WINDOW_CLOSED', { proposal: id, until, now: over });
    given(...communicated)
      .when(vote('A1/head', id, 'yes', { now: T0 }))
      .thenRefuses('BALLOT_WINDOW_NOT_OPEN', { proposal: id, from, now: T0 });
  });

  it('binds all six months later, those that voted against it too', () => {
    const { world } = given(...communicated, ...voting(['A1', 'A2', 'N1', 'N2']), closing);
    expect(statusOf(world, id)).to.equal('adopted');
    expect(world.get('ThresholdVersion', 'oversight', versionOf(id, 'oversight')).inForceFrom).to.equal(inForce);
    expect(states.map((state) => valueFor(state, '2027-11-29T23:59:59.999Z', world))).to.deep.equal(
      states.map(() => PRESENT),
    );
    expect(states.map((state) => valueFor(state, inForce, world))).to.deep.equal(states.map(() => LOWERED));
  });

  it('takes a majority of both groups, two thirds of all being reached', () => {
    const { world } = given(...communicated, ...voting(['A1', 'A2', 'A3', 'N1']), closing);
    expect(statusOf(world, id)).to.equal('rejected');
    expect(statusOf(given(...communicated, ...voting(['A1', 'N1', 'N2']), closing).world, id)).to.equal('rejected');
  });
});
