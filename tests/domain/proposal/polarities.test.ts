// SPDX-License-Identifier: Apache-2.0
import { ballots, AFTER, council, deciding, resolve, under, WAY } from '../../support/domain/council.ts';
import {
  close,
  METHOD,
  move,
  open,
  proposalOf,
  revisionOf,
  RULE,
  T0,
  versionOf,
  vote,
} from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const MOTION = resolve();
const P = proposalOf(MOTION);
const closing = close('XA/head', P, { now: AFTER });

describe('a vote in other words than yes and no', () => {
  const stopping = under(
    deciding({ polarity: 'stop', base: 'allMembers', ratio: { num: 3, den: 4 } }),
    'XA',
    'XB',
    'XC',
    'XD',
  );
  const tally = (result: string, words: object) => ({ result, entitled: 4, base: 4, tally: words, ignored: [] });

  it('lets a resolution go ahead where too few have stopped it, and where nobody has spoken (S34, S35)', () => {
    given(...stopping, MOTION, ...ballots(P, { XA: 'stop', XB: 'stop', XC: 'proceed' }))
      .when(closing)
      .then({
        type: 'ProposalAdopted',
        proposal: P,
        tally: tally('proceeds', { stop: 2, proceed: 1, abstain: 0, silent: 1 }),
      });
    given(...stopping, MOTION)
      .when(closing)
      .then({
        type: 'ProposalAdopted',
        proposal: P,
        tally: tally('proceeds', { stop: 0, proceed: 0, abstain: 0, silent: 4 }),
      });
  });

  it('ends it rejected where enough have stopped it', () => {
    given(...stopping, MOTION, ...ballots(P, { XA: 'stop', XB: 'stop', XC: 'stop' }))
      .when(closing)
      .then({
        type: 'ProposalRejected',
        proposal: P,
        tally: tally('stopped', { stop: 3, proceed: 0, abstain: 0, silent: 1 }),
      });
  });

  it('refuses a word that the rule does not ask for (R-59)', () => {
    given(...stopping, MOTION)
      .when(vote('XA/head', P, 'yes'))
      .thenRefuses('BALLOT_WORD_FOREIGN', { choice: 'yes', expected: ['stop', 'proceed', 'abstain'] });
    given(...under(council()), MOTION)
      .when(vote('XA/head', P, 'object'))
      .thenRefuses('BALLOT_WORD_FOREIGN', { choice: 'object', expected: ['yes', 'no', 'abstain'] });
  });
});

describe('tacit acceptance', () => {
  const rule = {
    polarity: 'object',
    base: 'allMembers',
    ratio: { num: 1, den: 3 },
    strict: true,
    bindsObjectors: false,
  };
  const rules = council();
  const [oversight, reporting] = rules.thresholds;
  const steps = under({
    ...rules,
    thresholds: [{ ...oversight, revision: { ...WAY, rule: { ...RULE, ...rule } } }, reporting],
  });
  const motion = move('XA/head', revisionOf('oversight', { base: versionOf(steps[0] ?? open(), 'oversight') }));
  const id = proposalOf(motion);
  const counted = (result: string, object: number) => ({
    ...{ result, entitled: 3, base: 3, ignored: [] },
    tally: { object, accept: 0, abstain: 0, silent: 3 - object },
  });

  it('takes effect in silence, and does not bind those who objected (R-67)', () => {
    const base = versionOf(steps[0] ?? open(), 'oversight');
    given(...steps, motion, ...ballots(id, { XC: 'object' }))
      .when(close('XA/head', id, { now: AFTER }))
      .then(
        { type: 'ProposalAdopted', proposal: id, tally: counted('takesEffect', 1) },
        {
          ...{ type: 'ThresholdRevised', threshold: 'oversight', version: versionOf(id, 'oversight'), method: METHOD },
          ...{
            value: '5000000000000000000000000',
            inForceFrom: AFTER,
            supersedes: base,
            proposal: id,
            objectors: ['XC'],
          },
        },
      );
  });

  it('binds all where nobody objected', () => {
    const { events } = given(...steps, motion).world.fold(close('XA/head', id, { now: AFTER }));
    given(...steps, motion)
      .when(close('XA/head', id, { now: AFTER }))
      .then(...events.map((event) => ({ ...event })));
    for (const event of events) if ('objectors' in event) throw new Error('Nobody objected.');
  });

  it('is blocked by more than a third', () => {
    given(...steps, motion, ...ballots(id, { XB: 'object', XC: 'object' }))
      .when(close('XA/head', id, { now: AFTER }))
      .then({ type: 'ProposalRejected', proposal: id, tally: counted('blocked', 2) });
  });
});

describe('who is excluded from a decision', () => {
  const steps = under(
    deciding({ ratio: { num: 1, den: 2 }, base: 'allMembers', exclude: ['mover', 'concerned'] }),
    'XA',
    'XB',
    'XC',
    'XD',
  );
  const motion = resolve('statement', { concerned: 'XB' });
  const id = proposalOf(motion);

  it('is counted among all members, and does not vote (R-55)', () => {
    for (const member of ['XA', 'XB'])
      given(...steps, motion)
        .when(vote(`${member}/head`, id, 'no'))
        .thenRefuses('BALLOT_EXCLUDED', { member, proposal: id });
    given(...steps, motion, ...ballots(id, { XC: 'yes', XD: 'no' }))
      .when(close('XA/head', id, { now: AFTER }))
      .then({
        ...{ type: 'ProposalRejected', proposal: id },
        tally: {
          ...{ result: 'rejected', entitled: 2, base: 4, ignored: [] },
          tally: { yes: 1, no: 1, abstain: 0, silent: 0 },
        },
      });
  });

  it('is frozen by name when the proposal opens', () => {
    const proposal = given(...steps, motion).world.get('Proposal', id);
    given(...steps)
      .when(motion)
      .then({
        ...{ type: 'ProposalMade', proposal: id, title: 'Lower the threshold', subject: motion.act.body.subject },
        ...{ profile: '1.0', electorate: ['XA', 'XB', 'XC', 'XD'], effectiveAfter: 'PT0S', votingFrom: T0 },
        ...{
          votingUntil: '2026-11-26T10:00:00Z',
          rule: { ...RULE, ratio: { num: 1, den: 2 }, base: 'allMembers', exclude: ['XA', 'XB'] },
        },
      });
    if (proposal.rule.exclude?.join() !== 'XA,XB') throw new Error('It is not frozen.');
  });

  it('has no veto, even where it holds a veto seat (DT16)', () => {
    const veto = under(deciding({ ratio: { num: 1, den: 2 }, exclude: ['concerned'], vetoSeats: ['XB'] }));
    given(...veto, motion)
      .when(vote('XB/head', id, 'no'))
      .thenRefuses('BALLOT_EXCLUDED', { member: 'XB', proposal: id });
    given(...veto, motion, ...ballots(id, { XA: 'yes' }))
      .when(close('XA/head', id, { now: AFTER }))
      .then({
        ...{ type: 'ProposalAdopted', proposal: id },
        tally: {
          result: 'adopted',
          entitled: 2,
          base: 2,
          tally: { yes: 1, no: 0, abstain: 0, silent: 1 },
          ignored: [],
        },
      });
  });
});

describe('groups, weights and organisations', () => {
  const rules = deciding(
    {
      ...{ base: 'allMembers', ratio: { num: 1, den: 2 }, vetoSeats: ['west'] },
      groupMajorities: [{ group: 'east', ratio: { num: 1, den: 2 } }],
      weightMajorities: [{ measure: 'tonnage', ratio: { num: 1, den: 2 } }],
    },
    {},
    {
      measures: [
        {
          id: 'tonnage',
          name: 'Tonnage',
          weights: [
            { member: 'XA', weight: '10' },
            { member: 'XC', weight: '30' },
          ],
        },
      ],
      organisations: [{ member: 'XD', votesFor: ['XB', 'XC'] }],
    },
  );
  const steps = under(rules, 'XA', 'XB', 'XC', 'XD');
  const composition = {
    groups: { east: ['XC'] },
    weights: { tonnage: { XA: '10', XC: '30' } },
    organisations: [{ member: 'XD', votesFor: ['XB', 'XC'] }],
  };

  it('are frozen when the proposal opens, an organisation being no member', () => {
    given(...steps)
      .when(MOTION)
      .then({
        ...{ type: 'ProposalMade', proposal: P, title: 'Lower the threshold', subject: MOTION.act.body.subject },
        ...{ profile: '1.0', electorate: ['XA', 'XB', 'XC'], composition, effectiveAfter: 'PT0S', votingFrom: T0 },
        votingUntil: '2026-11-26T10:00:00Z',
        rule: {
          ...RULE,
          ...{ base: 'allMembers', ratio: { num: 1, den: 2 }, vetoSeats: ['XA', 'XB'] },
          groupMajorities: [{ group: 'east', ratio: { num: 1, den: 2 } }],
          weightMajorities: [{ measure: 'tonnage', ratio: { num: 1, den: 2 } }],
        },
      });
  });

  it('are counted at the close, an organisation for the members that it votes for (S16a)', () => {
    given(...steps, MOTION, ...ballots(P, { XD: 'yes', XA: 'abstain' }))
      .when(closing)
      .then({
        ...{ type: 'ProposalAdopted', proposal: P },
        tally: {
          ...{ result: 'adopted', entitled: 3, base: 3, tally: { yes: 2, no: 0, abstain: 1, silent: 0 }, ignored: [] },
          groups: { east: { yes: 1, no: 0, abstain: 0, silent: 0, entitled: 1, base: 1 } },
          weights: { tonnage: { yes: '30', no: '0', abstain: '10', silent: '0', base: '40' } },
        },
      });
  });

  it('set an organisation aside where one of its members has voted itself, and say so', () => {
    given(...steps, MOTION, ...ballots(P, { XD: 'yes', XC: 'no' }))
      .when(closing)
      .then({
        ...{ type: 'ProposalRejected', proposal: P },
        tally: {
          ...{ result: 'rejected', entitled: 3, base: 3, tally: { yes: 0, no: 1, abstain: 0, silent: 2 } },
          ignored: [{ member: 'XD', why: 'a member of it has voted itself' }],
          groups: { east: { yes: 0, no: 1, abstain: 0, silent: 0, entitled: 1, base: 1 } },
          weights: { tonnage: { yes: '0', no: '30', abstain: '0', silent: '10', base: '40' } },
        },
      });
  });

  it('let a veto seat of a group defeat what all others carry (S29)', () => {
    given(...steps, MOTION, ...ballots(P, { XA: 'yes', XB: 'no', XC: 'yes' }))
      .when(closing)
      .then({
        ...{ type: 'ProposalRejected', proposal: P },
        tally: {
          ...{ result: 'rejected', entitled: 3, base: 3, tally: { yes: 2, no: 1, abstain: 0, silent: 0 }, ignored: [] },
          groups: { east: { yes: 1, no: 0, abstain: 0, silent: 0, entitled: 1, base: 1 } },
          weights: { tonnage: { yes: '40', no: '0', abstain: '0', silent: '0', base: '40' } },
        },
      });
  });
});
