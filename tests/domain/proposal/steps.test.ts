// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { successorOf } from '../../../chaincode/src/domain/proposal/opening.ts';
import { ProposalId, StepId } from '../../../chaincode/src/protocol/index.ts';
import { AFTER, ballots, council, deciding, moved, resolve, under } from '../../support/domain/council.ts';
import { bind, close, later, move, proposalOf, RULE, seat, vote, DAY } from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const MOTION = resolve();
const P = proposalOf(MOTION);
/** The same without fields that are undefined, as JSON has none. */
const without = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const NEXT = (step: string): string => successorOf(ProposalId.parse(P), StepId.parse(step));
const closing = (id = P, now = AFTER) => close('XA/head', id, { now });

/** The institutes decide first, then the conference may object; an objection sends it to the conference for a vote. */
const STAGES = deciding(
  { organ: 'institutes', then: { success: 'silence' } },
  {
    steps: [
      {
        id: 'silence',
        rule: { ...RULE, polarity: 'object', ratio: undefined, floor: 1, then: { failure: 'vote' } },
      },
      { id: 'vote', rule: { ...RULE, notice: 'PT24H' } },
    ],
  },
);
const START = [...under(without(STAGES)), ...seat('AISI-XA'), ...seat('AISI-XB'), MOTION];

describe('a proposal in steps', () => {
  it('opens the next step with the electorate of that moment when a step is carried (R-68)', () => {
    const steps = [...START, ...ballots(P, { 'AISI-XA': 'yes', 'AISI-XB': 'yes' }), ...bind('XD')];
    const { world } = given(...steps, closing());
    const first = world.get('Proposal', P);
    const second = world.get('Proposal', NEXT('silence'));
    expect([first.status, 'succeededBy' in first && first.succeededBy]).to.deep.equal(['adopted', NEXT('silence')]);
    expect(second).to.deep.include({
      ...{ status: 'open', step: 'silence', preceding: P, mover: 'XA/head', title: MOTION.act.body.title },
      ...{ electorate: ['XA', 'XB', 'XC', 'XD'], votingFrom: AFTER, votingUntil: later(AFTER, 3 * DAY) },
    });
    expect(second.rule.polarity).to.equal('object');
  });

  it('takes effect at its last step only', () => {
    const carried = [...START, ...ballots(P, { 'AISI-XA': 'yes', 'AISI-XB': 'yes' }), closing()];
    const then = later(AFTER, 3 * DAY + 1);
    given(...carried)
      .when(closing(NEXT('silence'), then))
      .then({
        ...{ type: 'ProposalAdopted', proposal: NEXT('silence') },
        tally: {
          ...{ result: 'takesEffect', entitled: 3, base: 3, ignored: [] },
          tally: { object: 0, accept: 0, abstain: 0, silent: 3 },
        },
      });
  });

  it('refers it to another step where one objects, as CWC XV.5 sends an amendment to the conference', () => {
    const carried = [...START, ...ballots(P, { 'AISI-XA': 'yes', 'AISI-XB': 'yes' }), closing()];
    const objection = vote('XC/head', NEXT('silence'), 'object', { now: later(AFTER, DAY) });
    const then = later(AFTER, 3 * DAY + 1);
    const { world } = given(...carried, objection, closing(NEXT('silence'), then));
    const second = world.get('Proposal', NEXT('silence'));
    const id = successorOf(ProposalId.parse(NEXT('silence')), StepId.parse('vote'));
    expect([second.status, 'succeededBy' in second && second.succeededBy]).to.deep.equal(['rejected', id]);
    expect(world.get('Proposal', id)).to.deep.include({ step: 'vote', votingFrom: later(then, DAY), status: 'open' });
  });

  it('ends where a step fails that leads nowhere', () => {
    given(...START)
      .when(closing())
      .then({
        ...{ type: 'ProposalRejected', proposal: P },
        tally: {
          result: 'rejected',
          entitled: 2,
          base: 2,
          tally: { yes: 0, no: 0, abstain: 0, silent: 2 },
          ignored: [],
        },
      });
  });

  it('is carried by the mover of the first step to the end, who may withdraw each', () => {
    const carried = [...START, ...ballots(P, { 'AISI-XA': 'yes', 'AISI-XB': 'yes' }), closing()];
    expect(given(...carried).world.get('Proposal', NEXT('silence')).mover).to.equal('XA/head');
  });

  it('fails where the organ of the next step has no members, and says so (R-42)', () => {
    const rules = deciding(
      { then: { success: 'council' } },
      { steps: [{ id: 'council', rule: { ...RULE, organ: 'council' } }] },
    );
    given(...under(rules), MOTION, ...ballots(P, { XA: 'yes', XB: 'yes' }))
      .when(closing())
      .then({
        ...{ type: 'ProposalFailed', proposal: P, why: 'the organ of the next step, council, has no members' },
        tally: {
          result: 'adopted',
          entitled: 3,
          base: 3,
          tally: { yes: 2, no: 0, abstain: 0, silent: 1 },
          ignored: [],
        },
      });
  });

  it('fails where a proposal has the id that the next step would have (R-46)', () => {
    const carried = given(...START, ...ballots(P, { 'AISI-XA': 'yes', 'AISI-XB': 'yes' }));
    const taken = { ...carried.world.get('Proposal', P), id: NEXT('silence') };
    carried
      .having(taken)
      .when(closing())
      .then({
        ...{ type: 'ProposalFailed', proposal: P, why: 'a proposal of the id of the next step exists' },
        tally: {
          result: 'adopted',
          entitled: 2,
          base: 2,
          tally: { yes: 2, no: 0, abstain: 0, silent: 0 },
          ignored: [],
        },
      });
  });
});

describe('an expedited proposal', () => {
  const rules = (mayOpen: boolean) =>
    deciding(
      {},
      {
        steps: [
          {
            id: 'expedited',
            rule: { ...RULE, ratio: { num: 3, den: 4 }, window: 'PT12H' },
            ...(mayOpen && { mayOpen }),
          },
        ],
      },
    );
  const expedited = move(
    'XA/head',
    { type: 'resolution', on: 'statement', text: 'Now.' },
    { body: { step: 'expedited' } },
  );
  const id = proposalOf(expedited);

  it('begins at a step that may open (R-49)', () => {
    expect(given(...under(rules(true)), expedited).world.get('Proposal', id)).to.deep.include({
      ...{ step: 'expedited', votingUntil: '2026-11-23T22:00:00Z' },
    });
  });

  it('is refused at a step that is only reached by another, or does not exist (R-49)', () => {
    given(...under(rules(false)))
      .when(expedited)
      .thenRefuses('STEP_UNKNOWN', { step: 'expedited' });
    const unknown = move(
      'XA/head',
      { type: 'resolution', on: 'statement', text: 'Now.' },
      { body: { step: 'urgent' } },
    );
    given(...under(rules(true)))
      .when(unknown)
      .thenRefuses('STEP_UNKNOWN', { step: 'urgent' });
  });

  it('begins at the first step where that is asked for by its name', () => {
    const first = move('XA/head', { type: 'resolution', on: 'statement', text: 'Now.' }, { body: { step: 'first' } });
    expect(given(...under(rules(true)), first).world.get('Proposal', proposalOf(first)).step).to.equal(undefined);
  });

  it('that misses dies, where its rule leads nowhere (DT10)', () => {
    const { status, ...rest } = given(
      ...under(rules(true)),
      expedited,
      closing(id, '2026-11-23T22:00:00.001Z'),
    ).world.get('Proposal', id);
    expect([status, 'succeededBy' in rest]).to.deep.equal(['rejected', false]);
  });

  it('that misses becomes a regular one, where its rule says so (DT10)', () => {
    const regular = deciding(
      { window: 'PT12H', ratio: { num: 3, den: 4 }, then: { failure: 'regular' } },
      { steps: [{ id: 'regular', rule: RULE }] },
    );
    const { world } = given(...under(regular), MOTION, closing(P, '2026-11-23T22:00:00.001Z'));
    expect(world.get('Proposal', NEXT('regular'))).to.deep.include({ status: 'open', preceding: P, step: 'regular' });
  });
});

describe('consensus first', () => {
  it('is put to a vote a day later where somebody stood in its way (CWC VIII.18)', () => {
    const consensus = deciding(
      { base: 'presentAndVoting', ratio: { num: 1, den: 1 }, then: { failure: 'vote' } },
      { steps: [{ id: 'vote', rule: { ...RULE, base: 'presentAndVoting', notice: 'PT24H' } }] },
    );
    const { motion, id } = moved(resolve());
    const steps = [...under(consensus), motion];
    const agreed = given(...steps, ...ballots(id, { XA: 'yes', XB: 'yes', XC: 'abstain' }), closing(id));
    expect(agreed.world.get('Proposal', id).status).to.equal('adopted');
    const opposed = given(...steps, ...ballots(id, { XA: 'yes', XB: 'yes', XC: 'no' }), closing(id));
    expect(opposed.world.get('Proposal', NEXT('vote'))).to.deep.include({ votingFrom: later(AFTER, DAY) });
  });
});

describe('a subject for which the profile states no procedure', () => {
  it('cannot be proposed, whatever it is (R-47)', () => {
    const rules = council({ suspension: undefined as unknown as object, resolutions: [] });
    const plain = { ...rules, organs: rules.organs.slice(0, 2) };
    const silent = without({
      ...plain,
      thresholds: plain.thresholds.map((threshold) => ({ ...threshold, revision: undefined })),
    });
    const start = under(silent);
    const refused: [subject: object, name: string][] = [
      [{ type: 'resolution', on: 'statement', text: 'Noted.' }, 'resolution statement'],
      [{ type: 'suspensionOfRights', party: 'XB', ground: 'Refusal.' }, 'suspension of rights'],
      [{ type: 'election', organ: 'council', member: 'XB' }, 'election to council'],
      [{ type: 'election', organ: 'conference', member: 'XB' }, 'election to conference'],
      [{ type: 'profileAmendment', base: '1.0', profile: { ...silent, version: '2.0' } }, 'amendment'],
      [
        { type: 'thresholdRevision', threshold: 'oversight', value: '7', method: { name: 'm', version: '1' } },
        'threshold oversight',
      ],
    ];
    for (const [subject, name] of refused)
      given(...start)
        .when(move('XA/head', subject))
        .thenRefuses('PROCEDURE_NOT_STATED', { subject: name });
  });
});

describe('a text that was not carried', () => {
  const rules = deciding({ restrain: 'P30D' });
  const failed = [...under(rules), MOTION, closing()];

  it('rests for the time that its rule sets (R-50)', () => {
    const again = resolve('statement', {}, { now: later(AFTER, DAY) });
    // P30D exclude the day of the close and end at 24:00 at the seat, +01:00.
    const until = '2026-12-26T23:00:00Z';
    given(...failed)
      .when(again)
      .thenRefuses('PROPOSAL_RESTRAINED', { proposal: P, until });
    given(...failed)
      .when(resolve('statement', {}, { now: until }))
      .thenRefuses('PROPOSAL_RESTRAINED', { proposal: P, until });
    const free = resolve('statement', {}, { now: later(until, 1) });
    expect(given(...failed, free).world.get('Proposal', proposalOf(free)).status).to.equal('open');
  });

  it('hinders no other text, and none that was carried', () => {
    const other = resolve('statement', { text: 'Something else.' }, { now: later(AFTER, DAY) });
    expect(given(...failed, other).world.get('Proposal', proposalOf(other)).status).to.equal('open');
    const carried = [...under(rules), MOTION, ...ballots(P, { XA: 'yes', XB: 'yes' }), closing()];
    const again = resolve('statement', {}, { now: later(AFTER, DAY) });
    expect(given(...carried, again).world.get('Proposal', proposalOf(again)).status).to.equal('open');
  });
});
