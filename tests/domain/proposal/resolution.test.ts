// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { council, deciding, resolve, under } from '../../support/domain/council.ts';
import { proposalOf, RULE, type Step } from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const about = (concerned: string): Step<'MakeProposal'> => resolve('statement', { concerned });
const electorateOf = (start: readonly Step[], motion: Step<'MakeProposal'>): unknown =>
  given(...start, motion).world.get('Proposal', proposalOf(motion)).rule.exclude;

describe('a resolution that concerns a member (R-178)', () => {
  const rules = deciding({ exclude: ['concerned'] });

  it('names it where the rule leaves it out, asks for its assent, or gives it a veto, in any step', () => {
    const later = { steps: [{ id: 'vote', rule: { ...RULE, exclude: ['concerned'] } }] };
    const asking = [
      rules,
      deciding({ namedAssents: ['concerned'] }),
      deciding({ vetoSeats: ['concerned'] }),
      deciding({ then: { failure: 'vote' } }, later),
    ];
    for (const one of asking)
      given(...under(one))
        .when(resolve())
        .thenRefuses('CONCERNED_NOT_NAMED', { resolution: 'statement' });
    expect(electorateOf(under(rules), about('XC'))).to.deep.equal(['XC']);
  });

  it('may name it, or not, where no rule asks', () => {
    for (const motion of [resolve(), about('XC')]) expect(electorateOf(under(council()), motion)).to.equal(undefined);
  });

  it('names a party or an institution, and nobody else', () => {
    expect(electorateOf(under(rules), about('AISI-XA'))).to.deep.equal(['AISI-XA']);
    for (const one of [rules, council()])
      for (const member of ['XD', 'ZZ'])
        given(...under(one))
          .when(about(member))
          .thenRefuses('CONCERNED_NOT_IN_TREATY', { member });
  });
});
