// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { lint } from '../../../chaincode/src/domain/profile/lint.ts';
import { Profile } from '../../../chaincode/src/protocol/index.ts';
import { council, WAY } from '../../support/domain/council.ts';
import { open, RULE } from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const SILENCE = { ...RULE, polarity: 'object', base: 'allMembers', bindsObjectors: false };
const says = 'leaves objectors unbound, and only the version of a threshold can bind some and not others';
const refused = (profile: object): unknown =>
  lint(Profile.parse(profile)).filter(({ severity }) => severity === 'refused');

describe('a rule that leaves objectors unbound', () => {
  it('is one on a threshold', () => {
    const thresholds = council().thresholds.map((threshold) => ({ ...threshold, revision: { ...WAY, rule: SILENCE } }));
    expect(refused(council({ thresholds }))).to.deep.equal([]);
  });

  it('is refused where there is one decision for all, in any step (R-15)', () => {
    const amendment = { ...WAY, rule: SILENCE, onOpenProposals: 'continue' };
    const steps = [{ id: 'silence', rule: SILENCE }];
    const resolutions = [
      { id: 'statement', name: 'Statement', ...WAY, rule: { ...RULE, then: { failure: 'silence' } }, steps },
    ];
    const profile = council({ amendment, resolutions });
    expect(refused(profile)).to.deep.equal([
      { severity: 'refused', field: 'amendment.rule.bindsObjectors', says },
      { severity: 'refused', field: 'resolutions.0.steps.0.rule.bindsObjectors', says },
    ]);
    given()
      .when(open({ profile }))
      .thenRefuses('PROFILE_UNWORKABLE', { field: 'amendment.rule.bindsObjectors', problem: says });
  });

  it('may bind them there, and say so', () => {
    const amendment = { ...WAY, rule: { ...SILENCE, bindsObjectors: true }, onOpenProposals: 'continue' };
    expect(refused(council({ amendment }))).to.deep.equal([]);
  });
});
