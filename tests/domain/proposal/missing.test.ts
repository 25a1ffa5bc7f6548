// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { examine, Known, missing, recountNeeds } from '../../../chaincode/src/domain/index.ts';
import type { Missing } from '../../../chaincode/src/protocol/index.ts';
import { council, deciding, resolve, under } from '../../support/domain/council.ts';
import { bind, open, proposalOf, T0, vote, type Step } from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const ALL = ['XA', 'XB', 'XC', 'XD'];
const MOTION = resolve();
const P = proposalOf(MOTION);

/** What a statement lacks that is decided by a rule, after these votes. */
function lacking(rule: object, choices: Readonly<Record<string, string>> = {}, options: object = {}): Missing {
  const votes = Object.entries(choices).map(([member, choice]) => vote(`${member}/head`, P, choice, { now: T0 }));
  return after([...under(deciding(rule, {}, options), ...ALL), MOTION, ...votes]);
}

function after(steps: readonly Step[]): Missing {
  const { world } = given(...steps);
  const proposal = world.get('Proposal', P);
  let known = Known.nothing;
  // The offices behind the ballots are asked for once the ballots are known.
  for (const step of ['ballots', 'offices']) {
    for (const need of recountNeeds(P, known)) known = known.withFound(need, world.answer(need));
    expect(known.found('Ballot', P), step).to.have.lengthOf(world.all('Ballot', P).length);
  }
  return missing(proposal, examine(proposal, known));
}

describe('what a proposal still lacks', () => {
  it('is the votes that its majority lacks, and who has not voted', () => {
    expect(lacking({})).to.deep.equal({ forQuorum: 0, support: 3, silent: ALL });
    expect(lacking({}, { XA: 'yes', XB: 'no' })).to.deep.equal({ forQuorum: 0, support: 2, silent: ['XC', 'XD'] });
    expect(lacking({}, { XA: 'yes', XB: 'yes', XC: 'yes' }).support).to.equal(0);
  });

  it('is nothing that anybody could still give where too many are against', () => {
    expect(lacking({}, { XA: 'no', XB: 'no' })).to.deep.equal({ forQuorum: 0, silent: ['XC', 'XD'] });
  });

  it('is the ballots that a quorum lacks, in a number or as a share rounded up', () => {
    expect(lacking({ quorum: 3 }, { XA: 'abstain' }).forQuorum).to.equal(2);
    // Three fifths of four are 2.4: three of them.
    const share = { quorum: { num: 3, den: 5 } };
    expect(lacking(share).forQuorum).to.equal(3);
    expect(lacking(share, { XA: 'yes', XB: 'no', XC: 'abstain', XD: 'no' }).forQuorum).to.equal(0);
  });

  it('counts out who is excluded', () => {
    const rule = { exclude: ['XD'], quorum: { num: 1, den: 2 } };
    expect(lacking(rule)).to.deep.equal({ forQuorum: 2, support: 2, silent: ['XA', 'XB', 'XC'] });
  });

  it('is as many votes in support as the quorum asks for, where that is more than the majority', () => {
    expect(lacking({ quorum: 4 }, { XA: 'abstain' }).support).to.equal(3);
  });

  it('is objections where a body decides by objecting', () => {
    const rule = { polarity: 'object', ratio: undefined, floor: 2 };
    expect(lacking(rule, { XA: 'object' })).to.deep.equal({ forQuorum: 0, support: 1, silent: ['XB', 'XC', 'XD'] });
  });

  it('asks nobody for whom an organisation has voted', () => {
    const organisations = [{ member: 'XD', votesFor: ['XA', 'XB'] }];
    const steps = [open({ profile: council({ organisations }) }), ...ALL.flatMap(bind), MOTION];
    expect(after([...steps, vote('XD/head', P, 'yes')])).to.deep.equal({ forQuorum: 0, support: 0, silent: ['XC'] });
  });
});
