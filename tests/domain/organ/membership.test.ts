// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { Known } from '../../../chaincode/src/domain/index.ts';
import {
  compositionOf,
  groupOf,
  MEMBERSHIP_NEEDS,
  membersOf,
  organOf,
} from '../../../chaincode/src/domain/organ/membership.ts';
import { DecisionRule, Instant, MemberId, OrganId, Profile } from '../../../chaincode/src/protocol/index.ts';
import { bind, open, profile, RULE, T0 } from '../../support/domain/steps.ts';
import { given, refusalOf, type World } from '../../support/domain/world.ts';

const PROFILE = Profile.parse(profile());

function members(world: World, organ: string): string[] {
  const known = MEMBERSHIP_NEEDS.reduce((facts, need) => facts.withFound(need, world.answer(need)), Known.nothing);
  return membersOf(organOf(PROFILE, OrganId.parse(organ)), PROFILE, known, Instant.parse(T0));
}

describe('the membership of an organ', () => {
  it('is of states only those that are bound, in the order of their ids', () => {
    expect(members(given(open()).world, 'conference')).to.deep.equal([]);
    expect(members(given(open(), ...bind('XC'), ...bind('XA')).world, 'conference')).to.deep.equal(['XA', 'XC']);
  });

  it('is of institutions only the institutes, the secretariat never', () => {
    expect(members(given(open()).world, 'institutes')).to.deep.equal(['AISI-XA', 'AISI-XB']);
  });

  it('has nobody in a group, and no weights in a measure, that the profile does not have', () => {
    expect(groupOf(PROFILE, 'north')).to.deep.equal([]);
    const half = { num: 1, den: 2 };
    const rule = DecisionRule.parse({ ...RULE, weightMajorities: [{ measure: 'population', ratio: half }] });
    const { world } = given(open(), ...bind('XA'));
    const known = MEMBERSHIP_NEEDS.reduce((facts, need) => facts.withFound(need, world.answer(need)), Known.nothing);
    const composition = compositionOf(rule, [MemberId.parse('XA')], PROFILE, known, Instant.parse(T0));
    expect(composition).to.deep.equal({ weights: { population: {} } });
  });

  it('has an organisation vote for others only where it is no member itself (S2)', () => {
    const rules = Profile.parse(profile({ organisations: [{ member: 'XC', votesFor: ['XA'] }] }));
    const { world } = given(open(), ...bind('XA'), ...bind('XC'));
    const known = MEMBERSHIP_NEEDS.reduce((facts, need) => facts.withFound(need, world.answer(need)), Known.nothing);
    const rule = DecisionRule.parse(RULE);
    const of = (...members: string[]) =>
      compositionOf(
        rule,
        members.map((id) => MemberId.parse(id)),
        rules,
        known,
        Instant.parse(T0),
      );
    expect(of('XA')).to.deep.equal({ organisations: [{ member: 'XC', votesFor: ['XA'] }] });
    expect(of('XA', 'XC')).to.equal(undefined);
  });

  it('belongs to an organ of the profile: another is a defect', () => {
    expect(refusalOf(() => organOf(PROFILE, OrganId.parse('council')))).to.deep.equal({
      code: 'INVARIANT_BROKEN',
      details: { what: 'the profile cast has an organ council' },
    });
  });
});
