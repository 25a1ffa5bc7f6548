// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { lint, type Finding } from '../../../chaincode/src/domain/index.ts';
import { MemberId, Profile } from '../../../chaincode/src/protocol/index.ts';
import { COUNCIL, council, deciding, WAY } from '../../support/domain/council.ts';
import { open, openingBody, RULE } from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const ids = (...names: string[]): MemberId[] => names.map((name) => MemberId.parse(name));
const NAMED = { states: ids('XA', 'XB', 'XC', 'XD'), institutes: ids('AISI-XA', 'AISI-XB') };
const found = (profile: object, named?: typeof NAMED): Finding[] => lint(Profile.parse(profile), named);
const refusals = (profile: object, named?: typeof NAMED): string[] =>
  found(profile, named).flatMap(({ severity, field, says }) => (severity === 'refused' ? [`${field}: ${says}`] : []));
const warnings = (profile: object, named?: typeof NAMED): string[] =>
  found(profile, named).flatMap(({ severity, field, says }) => (severity === 'warning' ? [`${field}: ${says}`] : []));
const AMENDABLE = { amendment: { ...WAY, onOpenProposals: 'continue' } };
const AT = 'resolutions.0.rule';
const panel = (members: readonly string[]) => ({ id: 'panel', name: 'Panel', composition: { members } });
/** A profile in which a panel of fixed members decides on statements. */
const ofPanel = (members: readonly string[], rule: object, options: object = {}) => {
  const base = council(AMENDABLE);
  const kind = { id: 'statement', name: 'Statement', ...WAY, rule: { ...RULE, organ: 'panel', ...rule } };
  return { ...base, organs: [...base.organs, panel(members)], resolutions: [kind], ...options };
};

const NEVER = 'no votes whatever could meet it';
/** A profile in which the council decides on statements. */
const ofCouncil = (rule: object, options: object = {}) => ({
  ...council(AMENDABLE),
  resolutions: [{ id: 'statement', name: 'Statement', ...WAY, rule: { ...RULE, organ: 'council', ...rule } }],
  ...options,
});

describe('the examination of a profile', () => {
  it('finds nothing in one that can work', () => {
    expect(found(council(AMENDABLE))).to.deep.equal([]);
    expect(refusals(council(AMENDABLE), NAMED)).to.deep.equal([]);
  });

  it('takes every rule on trust whose organ nobody knows yet', () => {
    const byInstitutes = deciding({ organ: 'institutes', ratio: undefined, floor: 9 }, {}, AMENDABLE);
    expect(refusals(byInstitutes)).to.deep.equal([]);
  });

  describe('refuses what can never work', () => {
    it('a majority that no votes whatever could reach (DT15)', () => {
      expect(refusals(ofPanel(['XA', 'XB', 'XC'], { ratio: undefined, floor: 4 }))).to.deep.equal([
        `${AT}: no votes whatever could meet it`,
      ]);
      expect(
        refusals(ofPanel(['XA', 'XB', 'XC'], { base: 'allMembers', ratio: { num: 3, den: 4 }, exclude: ['mover'] })),
      ).to.deep.equal([`${AT}: no votes whatever could meet it`]);
      expect(refusals(ofPanel(['XA', 'XB', 'XC'], { ratio: undefined, floor: 3 }))).to.deep.equal([]);
    });

    it('a group without members, but where it could only object', () => {
      const groups = [{ id: 'north', name: 'North', members: [] }];
      const bars = { groupMajorities: [{ group: 'north', ratio: { num: 1, den: 2 } }] };
      const at = `${AT}.groupMajorities.0.group`;
      expect(
        refusals(deciding(bars, {}, { ...AMENDABLE, groups: [...(council().groups as object[]), ...groups] })),
      ).to.deep.equal([`${at}: the group north has no members: its majority could never be met`]);
      const objecting = deciding(
        { ...bars, polarity: 'object' },
        {},
        { ...AMENDABLE, groups: [...(council().groups as object[]), ...groups] },
      );
      expect(refusals(objecting)).to.deep.equal([]);
      expect(warnings(objecting)).to.deep.equal([`${at}: the group north has no members, and can block nothing`]);
    });

    it('a weight that no states have, or too little of it, but where it could only object or a minority may do without', () => {
      const half = { num: 1, den: 2 };
      const measures = [
        { id: 'fleet', name: 'Fleet', weights: [{ member: 'XA', weight: '49' }] },
        { id: 'none', name: 'Nothing', weights: [] },
      ];
      const by = (measure: string, rule: object = {}) => {
        const bar = { measure, ratio: half, ...(measure === 'fleet' && { total: '100' }) };
        return deciding({ weightMajorities: [bar], ...rule }, {}, { ...AMENDABLE, measures });
      };
      const at = `${AT}.weightMajorities.0.measure: the measure`;
      expect(refusals(by('fleet'))).to.deep.equal([
        `${at} fleet does not weigh so much in all: its majority could never be met`,
      ]);
      const refused = [`${at} none has no weights: its majority could never be met`];
      expect(refusals(by('none'), NAMED)).to.deep.equal(refused);
      expect(refusals(by('none', { polarity: 'object', ratio: undefined }))).to.deep.equal(refused);
      const objecting = by('none', { polarity: 'object' });
      expect(refusals(objecting)).to.deep.equal([]);
      expect(warnings(objecting)).to.deep.equal([`${at} none has no weights, and can block nothing`]);
      const nearlyAll = by('none', { blockingMinority: 2 });
      expect(refusals(nearlyAll)).to.deep.equal([]);
      expect(warnings(nearlyAll)).to.deep.equal([`${at} none has no weights, and only the blocking minority decides`]);
    });

    it('an assent of a group without members, which would vanish', () => {
      const groups = [...(council().groups as object[]), { id: 'north', name: 'North', members: [] }];
      expect(
        refusals(deciding({ namedAssents: ['mover', 'west', 'north'] }, {}, { ...AMENDABLE, groups })),
      ).to.deep.equal([`${AT}.namedAssents.2: the group north has no members: no assent would be asked for`]);
    });

    it('an assent of a member that may be excluded, by its name, its group or its part in the matter', () => {
      const says = `${AT}.namedAssents: names a member that may be excluded from the decision: its assent could never be given`;
      for (const exclude of [['XA'], ['west'], ['concerned'], ['mover']])
        expect(refusals(deciding({ namedAssents: ['XA'], exclude }, {}, AMENDABLE)), exclude.join()).to.deep.equal([
          says,
        ]);
      expect(refusals(deciding({ namedAssents: ['XA'], exclude: ['XC'] }, {}, AMENDABLE))).to.deep.equal([]);
    });

    it('a last part that is longer than its window', () => {
      expect(refusals(deciding({ lateSwing: { within: 'P4D', extension: 'P1D' } }, {}, AMENDABLE))).to.deep.equal([
        `${AT}.lateSwing.within: is longer than the window, of which it is the last part`,
      ]);
    });

    it('an organ that begins empty and elects itself, and what is moved or decided in it', () => {
      const election = { ...WAY, movers: 'council', rule: { ...RULE, organ: 'council' } };
      const closed = { ...COUNCIL, composition: { elected: { ...COUNCIL.composition.elected, election } } };
      const rules = council({ ...AMENDABLE, organs: [...council().organs.slice(0, 2), closed] });
      const says = 'the organ council begins empty and nobody can elect its members';
      expect(refusals(rules)).to.deep.equal([
        `organs.2.composition.elected.election.movers: ${says}`,
        `organs.2.composition.elected.election.rule.organ: ${says}`,
      ]);
    });

    it('more tellers that must agree than there can be, and an organ of tellers that nobody can fill', () => {
      const secret = { tellers: 'panel', agreeing: 3, within: 'PT24H' };
      expect(refusals(ofPanel(['XA', 'XB'], { secret }))).to.deep.equal([
        `${AT}.secret.agreeing: exceeds the 2 tellers that the organ panel can have`,
      ]);
      expect(refusals(ofPanel(['XA', 'XB', 'XC'], { secret }))).to.deep.equal([]);
      const election = { ...WAY, rule: { ...RULE, secret: { ...secret, tellers: 'council' } } };
      const closed = { ...COUNCIL, composition: { elected: { ...COUNCIL.composition.elected, election } } };
      const rules = council({ ...AMENDABLE, organs: [...council().organs.slice(0, 2), closed] });
      expect(refusals(rules)).to.deep.equal([
        'organs.2.composition.elected.election.rule.secret.tellers: the organ council begins empty and nobody can elect its members',
        'organs.2.composition.elected.election.rule.secret.agreeing: exceeds the 2 tellers that the organ council can have',
      ]);
    });

    it('a time of the tellers that is over before the clock of a peer lets them report', () => {
      const secret = { tellers: 'panel', agreeing: 2, within: 'PT30S' };
      expect(refusals(ofPanel(['XA', 'XB', 'XC'], { secret }))).to.deep.equal([
        `${AT}.secret.within: is no longer than behindBy of the clock, which a report waits for: each would come too late`,
      ]);
      expect(refusals(ofPanel(['XA', 'XB', 'XC'], { secret: { ...secret, within: 'PT31S' } }))).to.deep.equal([]);
    });

    it('an amendment that nobody can ever adopt', () => {
      const amendment = {
        ...WAY,
        rule: { ...RULE, organ: 'panel', ratio: undefined, floor: 3 },
        onOpenProposals: 'continue',
      };
      expect(refusals(ofPanel(['XA', 'XB'], {}, { amendment }))).to.deep.equal([
        'amendment.rule: no votes whatever could meet it',
      ]);
    });

    it('a term that ends before the election of a successor could, and a seat that nobody may hold', () => {
      const elected = { ...COUNCIL.composition.elected, term: 'PT1H', seats: [{ count: 1, group: 'north' }] };
      const groups = [...(council().groups as object[]), { id: 'north', name: 'North', members: [] }];
      const organs = [...council().organs.slice(0, 2), { ...COUNCIL, composition: { elected } }];
      expect(refusals(council({ ...AMENDABLE, groups, organs }))).to.deep.equal([
        'organs.2.composition.elected.term: ends before the election of a successor could',
        'organs.2.composition.elected.seats.0: is kept for the group north, which has no members',
      ]);
    });

    it('a term that ends before an election with its notice and its steps could, but not one that may be closed early', () => {
      const early = { ...RULE, window: 'PT1H', then: { success: 'second' } };
      const steps = [{ id: 'second', rule: { ...RULE, window: 'P20D' } }];
      const electing = (election: object, term = 'P20D') => {
        const elected = { ...COUNCIL.composition.elected, term, election: { ...WAY, ...election } };
        const organs = [...council().organs.slice(0, 2), { ...COUNCIL, composition: { elected } }];
        return refusals(council({ ...AMENDABLE, organs }));
      };
      const says = ['organs.2.composition.elected.term: ends before the election of a successor could'];
      expect(electing({ rule: { ...RULE, window: 'PT1H', notice: 'P20D' } })).to.deep.equal(says);
      expect(electing({ rule: { ...RULE, window: 'PT1H', notice: 'P19D' } })).to.deep.equal([]);
      expect(electing({ rule: early, steps })).to.deep.equal(says);
      expect(electing({ rule: early, steps }, 'P21D')).to.deep.equal([]);
      expect(electing({ rule: early, steps: [{ ...steps[0], mayOpen: true }] })).to.deep.equal([]);
      expect(electing({ rule: { ...RULE, window: 'P30D', earlyClose: true } })).to.deep.equal([]);
    });

    it('a share for entry into force that all states together do not hold', () => {
      const weights = [
        { member: 'XA', weight: '30' },
        { member: 'XB', weight: '25' },
      ];
      const measures = [{ id: 'tonnage', name: 'Tonnage', weights }];
      const share = { measure: 'tonnage', ratio: { num: 55, den: 100 }, total: '100' };
      const entering = (change: object) => {
        const entryIntoForce = { shares: [{ ...share, ...change }], after: 'PT0S' };
        return refusals(council({ ...AMENDABLE, measures, membership: { entryIntoForce } }));
      };
      expect(entering({})).to.deep.equal([]);
      const says = 'membership.entryIntoForce.shares.0: all states of the measure tonnage together do not hold it';
      expect(entering({ strict: true })).to.deep.equal([says]);
      expect(entering({ total: '101' })).to.deep.equal([says]);
    });

    it('an entry into force that waits for a group too small, or for states that the treaty does not name', () => {
      const entryIntoForce = { named: ['US', 'XA'], groups: [{ group: 'west', count: 3 }], count: 9, after: 'P30D' };
      const rules = council({ ...AMENDABLE, membership: { entryIntoForce } });
      const small = 'membership.entryIntoForce.groups: the group west has fewer members than it asks for';
      expect(refusals(rules)).to.deep.equal([small]);
      expect(refusals(rules, NAMED)).to.deep.equal([
        small,
        'membership.entryIntoForce.named: names states that the treaty does not name: US',
        'membership.entryIntoForce.count: asks for more states than the treaty names: 4, and none is added later',
      ]);
      const organisations = [{ member: 'XD', votesFor: ['XA', 'XB'] }];
      const counting = (count: number) =>
        council({ ...AMENDABLE, organisations, membership: { entryIntoForce: { count, after: 'P30D' } } });
      expect(refusals(counting(3), NAMED)).to.deep.equal([]);
      expect(refusals(counting(4), NAMED)).to.deep.equal([
        'membership.entryIntoForce.count: asks for more states than the treaty names: 3, and none is added later',
      ]);
    });
  });

  describe('refuses what the members that the treaty names could never meet, since none is added later', () => {
    it('a majority of them', () => {
      const rules = deciding(
        { base: 'allMembers', ratio: { num: 3, den: 4 }, exclude: ['mover', 'concerned'] },
        {},
        AMENDABLE,
      );
      expect(refusals(rules, NAMED)).to.deep.equal([`${AT}: ${NEVER}`]);
      expect(refusals(rules)).to.deep.equal([]);
    });

    it('an organ of institutes where there is none', () => {
      const rules = deciding({ organ: 'institutes' }, { movers: 'institutes' }, AMENDABLE);
      const says = 'the organ institutes begins empty and nobody can elect its members';
      expect(refusals(rules, { ...NAMED, institutes: [] })).to.deep.equal([
        `thresholds.1.revision.movers: ${says}`,
        `resolutions.0.movers: ${says}`,
        `${AT}.organ: ${says}`,
      ]);
      expect(refusals(rules, NAMED)).to.deep.equal([]);
    });
  });

  describe('warns', () => {
    it('of a profile that can never be amended', () => {
      expect(warnings(council())).to.deep.equal(['amendment: is absent: this profile can never be amended']);
    });

    it('of a threshold that opens unset and may only be lowered', () => {
      const unset = { id: 'oversight', metric: 'training compute', unit: 'FLOP' };
      const lowered = (value: object, revision: object) =>
        warnings(council({ ...AMENDABLE, thresholds: [{ ...unset, ...value, revision: { ...WAY, ...revision } }] }));
      const down = { direction: 'downOnly' };
      expect(lowered({}, down)).to.deep.equal([
        'thresholds.0.revision.direction: it opens without a value and may only be lowered: no revision can set it',
      ]);
      expect(lowered({}, {})).to.deep.equal([]);
      expect(lowered({ value: '7', method: { name: 'total', version: '1' } }, down)).to.deep.equal([]);
    });

    it('of who can block alone, by a vote or by silence', () => {
      expect(
        warnings(ofPanel(['XA', 'XB', 'XC'], { ratio: { num: 1, den: 2 }, vetoSeats: ['XA'], namedAssents: ['XB'] })),
      ).to.deep.equal([
        `${AT}: XA, XB can block it alone by a vote against it`,
        `${AT}: XB can block it alone by silence`,
      ]);
      expect(warnings(ofPanel(['XA', 'XB', 'XC'], { base: 'allMembers', ratio: { num: 1, den: 1 } }))).to.deep.equal([
        `${AT}: every member can block it alone by a vote against it`,
        `${AT}: every member can block it alone by silence`,
      ]);
      expect(
        warnings(ofPanel(['XA', 'XB'], { polarity: 'stop', base: 'allMembers', ratio: { num: 1, den: 1 } })),
      ).to.deep.equal([
        `${AT}: every member can prevent it alone by a vote against it`,
        `${AT}: every member can prevent it alone by silence`,
      ]);
    });

    it('of unanimity also where nobody knows the members yet', () => {
      const says = `${AT}: every member can block it alone, by a vote or by silence`;
      expect(warnings(deciding({ ratio: { num: 3, den: 3 }, base: 'allEntitled' }, {}, AMENDABLE))).to.deep.equal([
        says,
      ]);
      expect(warnings(deciding({ ratio: { num: 1, den: 1 }, base: 'allMembers' }, {}, AMENDABLE))).to.deep.equal([
        says,
      ]);
      expect(warnings(deciding({ ratio: { num: 1, den: 1 }, base: 'cast' }, {}, AMENDABLE))).to.deep.equal([]);
    });

    it('of many who can block, by the first of them', () => {
      const members = ['XA', 'XB', 'XC', 'XD', 'XE', 'XF', 'XG', 'XH', 'XI', 'XJ', 'XK'];
      const vetoSeats = members.slice(1);
      expect(warnings(ofPanel(members, { ratio: { num: 1, den: 2 }, vetoSeats }))).to.deep.equal([
        `${AT}: XB, XC, XD, XE, XF, XG, XH, XI and 2 more can block it alone by a vote against it`,
      ]);
    });

    it('of tellers on whose count little rests, and refuses more than there can be', () => {
      const secret = { tellers: 'panel', agreeing: 1, within: 'PT24H' };
      const four = ['XA', 'XB', 'XC', 'XD'];
      const at = `${AT}.secret.agreeing`;
      expect(warnings(ofPanel(four, { secret }))).to.deep.equal([`${at}: the word of one teller alone is the count`]);
      expect(warnings(ofPanel(four, { secret: { ...secret, agreeing: 2 } }))).to.deep.equal([
        `${at}: is no majority of the tellers: two counts could each find as many, and then none is the count`,
      ]);
      expect(warnings(ofPanel(four, { secret: { ...secret, agreeing: 3 } }))).to.deep.equal([]);
      const institutes = deciding({ secret: { tellers: 'institutes', agreeing: 3, within: 'P1D' } }, {}, AMENDABLE);
      expect(found(institutes)).to.deep.equal([]);
      expect(refusals(institutes, NAMED)).to.deep.equal([
        `${at}: exceeds the 2 tellers that the organ institutes can have`,
      ]);
    });

    it('of a step that nothing leads to', () => {
      const rules = deciding(
        {},
        {
          steps: [
            { id: 'lost', rule: RULE },
            { id: 'urgent', rule: RULE, mayOpen: true },
          ],
        },
        AMENDABLE,
      );
      expect(warnings(rules)).to.deep.equal(['resolutions.0.steps.0.rule: the step lost is never reached']);
    });

    it('of a member of an elected organ whose assent is named, and of who then can block', () => {
      const rules = ofCouncil({ ratio: { num: 1, den: 2 }, namedAssents: ['XA'], vetoSeats: ['XB'] });
      expect(refusals(rules)).to.deep.equal([]);
      expect(warnings(rules)).to.deep.equal([
        `${AT}.namedAssents: names members of an organ that is elected: without a seat, none can assent`,
        `${AT}: every member can block it alone by a vote against it`,
        `${AT}: XA can block it alone by silence`,
      ]);
      expect(refusals(ofCouncil({ namedAssents: ['XA', 'XB', 'XC'] }))).to.deep.equal([`${AT}: ${NEVER}`]);
    });

    it('of one objection that blocks, and not of all that are needed', () => {
      const objecting = { polarity: 'object', ratio: undefined, base: 'allEntitled' };
      const says = `${AT}: every member can block it alone by one objection`;
      expect(warnings(ofPanel(['XA', 'XB', 'XC'], { ...objecting, floor: 1 }))).to.deep.equal([says]);
      const third = { ...objecting, ratio: { num: 1, den: 3 } };
      expect(warnings(ofPanel(['XA', 'XB', 'XC'], third))).to.deep.equal([says]);
      expect(warnings(ofPanel(['XA', 'XB', 'XC', 'XD'], third))).to.deep.equal([]);
      expect(warnings(deciding({ ...objecting, floor: 1 }, {}, AMENDABLE))).to.deep.equal([says]);
      expect(warnings(deciding({ ...objecting, floor: 2 }, {}, AMENDABLE))).to.deep.equal([]);
      expect(warnings(deciding({ ...objecting, ratio: { num: 1, den: 1 } }, {}, AMENDABLE))).to.deep.equal([]);
    });

    it('of a veto that nobody has', () => {
      const groups = [...(council().groups as object[]), { id: 'north', name: 'North', members: [] }];
      const rules = deciding({ vetoSeats: ['mover', 'XA', 'west', 'north'] }, {}, { ...AMENDABLE, groups });
      expect(warnings(rules)).to.deep.equal([
        `${AT}.vetoSeats.3: the group north has no members: nobody has this veto`,
      ]);
    });
  });

  describe('takes an elected organ for the best that could be elected', () => {
    const measures = [
      {
        id: 'tonnage',
        name: 'Tonnage',
        weights: [
          { member: 'XA', weight: '9' },
          { member: 'XB', weight: '10' },
          { member: 'XC', weight: '1' },
        ],
      },
    ];
    const weighing = (bar: object, rule: object = {}) =>
      ofCouncil(
        { ratio: undefined, weightMajorities: [{ measure: 'tonnage', ratio: { num: 1, den: 2 }, ...bar }], ...rule },
        { measures },
      );

    it('and accepts a majority by weight', () => {
      expect(found(weighing({}))).to.deep.equal([]);
      const ofFleet = { ratio: { num: 19, den: 100 }, total: '100' };
      expect(found(weighing(ofFleet))).to.deep.equal([]);
      expect(refusals(weighing({ ...ofFleet, ratio: { num: 20, den: 100 } }))).to.deep.equal([`${AT}: ${NEVER}`]);
      expect(found(weighing({}, { base: 'allMembers', exclude: ['mover'] }))).to.deep.equal([]);
      const one = { measures: [{ ...measures[0], weights: [{ member: 'XA', weight: '9' }] }] };
      expect(found({ ...weighing({}), ...one })).to.deep.equal([]);
    });

    it('and accepts a majority of a group that may hold an open seat, to adopt and to object', () => {
      const bars = { groupMajorities: [{ group: 'east', ratio: { num: 1, den: 2 } }] };
      expect(found(ofCouncil(bars))).to.deep.equal([]);
      expect(found(ofCouncil({ ...bars, polarity: 'object', ratio: undefined }))).to.deep.equal([]);
    });

    it('and refuses a majority of a group that can hold none of its seats', () => {
      const kept = { ...COUNCIL.composition.elected, seats: [{ count: 2, group: 'west' }] };
      const organs = [...council().organs.slice(0, 2), { ...COUNCIL, composition: { elected: kept } }];
      const bars = { groupMajorities: [{ group: 'east', ratio: { num: 1, den: 2 } }] };
      expect(refusals(ofCouncil(bars, { organs }))).to.deep.equal([`${AT}: ${NEVER}`]);
      expect(
        refusals(ofCouncil({ groupMajorities: [{ ...bars.groupMajorities[0], group: 'west' }] }, { organs })),
      ).to.deep.equal([]);
    });
  });

  it('imagines weights, groups and organisations, and an organ of institutes', () => {
    const measures = [{ id: 'tonnage', name: 'Tonnage', weights: [{ member: 'XA', weight: '10' }] }];
    const weightMajorities = [{ measure: 'tonnage', ratio: { num: 1, den: 2 } }];
    const organisations = [{ member: 'XD', votesFor: ['XA', 'XB'] }];
    const rules = deciding({ weightMajorities, quorum: 2 }, {}, { ...AMENDABLE, measures, organisations });
    const of = (...states: string[]) =>
      warnings(rules, { ...NAMED, states: ids(...states) }).filter((text) => text.startsWith(AT));
    expect(of('XA', 'XB', 'XC', 'XD')).to.deep.equal([
      `${AT}: XA, XD can block it alone by a vote against it`,
      `${AT}: XA, XD can block it alone by silence`,
    ]);
    expect(of('XA', 'XB', 'XC')).to.deep.equal([
      `${AT}: XA can block it alone by a vote against it`,
      `${AT}: XA can block it alone by silence`,
    ]);
    const institutes = deciding({ organ: 'institutes', ratio: undefined, floor: 2 }, {}, AMENDABLE);
    expect(refusals(institutes, NAMED)).to.deep.equal([]);
    expect(refusals(institutes, { ...NAMED, institutes: ids('AISI-XA') })).to.deep.equal([`${AT}: ${NEVER}`]);
  });

  it('takes an organisation that a panel names for a member of it (S2)', () => {
    const organisations = [{ member: 'XD', votesFor: ['XA', 'XB'] }];
    const rules = ofPanel(['XA', 'XB', 'XC', 'XD'], { ratio: undefined, floor: 4 }, { organisations });
    expect(warnings(rules)).to.include(`${AT}: every member can block it alone by silence`);
  });
});

describe('opening a treaty under a profile that can never work', () => {
  it('is refused with the field and the reason (R-15, DT15)', () => {
    const profile = ofPanel(['XA', 'XB'], { ratio: undefined, floor: 3 });
    given()
      .when(open(openingBody({ profile })))
      .thenRefuses('PROFILE_UNWORKABLE', { field: AT, problem: 'no votes whatever could meet it' });
  });
});
