// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { bindingOn } from '../../../chaincode/src/domain/index.ts';
import { successorOf } from '../../../chaincode/src/domain/proposal/opening.ts';
import { Instant, MemberId, ProposalId, StepId } from '../../../chaincode/src/protocol/index.ts';
import { AFTER, ballots, council, under, WAY } from '../../support/domain/council.ts';
import {
  close,
  DAY,
  later,
  move,
  open,
  proposalOf,
  revisionOf,
  RULE,
  T0,
  versionOf,
  type Step,
} from '../../support/domain/steps.ts';
import { given, type World } from '../../support/domain/world.ts';

const MEMBERS = ['XA', 'XB', 'XC', 'XD'];
const SILENCE = { ...RULE, polarity: 'object', base: 'allMembers', bindsObjectors: false };
const FORMER = '10000000000000000000000000';

/** A treaty of four in which `oversight` is revised by these steps, and a motion of XA's. */
function revisedBy(rule: object, steps: readonly object[]) {
  const thresholds = council().thresholds.map((threshold) => ({ ...threshold, revision: { ...WAY, rule, steps } }));
  const start = under(council({ thresholds }), ...MEMBERS);
  const motion = move('XA/head', revisionOf('oversight', { base: versionOf(start[0] ?? open(), 'oversight') }));
  const first = proposalOf(motion);
  const after = (id: string, step: string): string => successorOf(ProposalId.parse(id), StepId.parse(step));
  return { start: [...start, motion], first, after };
}

const closing = (id: string, now: string): Step => close('XA/head', id, { now });
const unboundBy = (world: World): unknown =>
  world.all('ThresholdVersion', 'oversight').flatMap(({ objectors }) => (objectors === undefined ? [] : [objectors]));

describe('an objection to what is accepted in silence', () => {
  const { start, first, after } = revisedBy({ ...SILENCE, then: { success: 'confirm' } }, [
    { id: 'confirm', rule: RULE },
  ]);
  const confirm = after(first, 'confirm');
  const objected = [...start, ...ballots(first, { XD: 'object' }), closing(first, AFTER)];
  const end = later(AFTER, 3 * DAY + 1);

  it('stands where a later step confirms it, whatever its author votes there (R-67)', () => {
    expect(given(...objected).world.get('Proposal', confirm).objectors).to.deep.equal(['XD']);
    const all = ballots(confirm, { XA: 'yes', XB: 'yes', XC: 'yes', XD: 'yes' }, AFTER);
    const { world } = given(...objected, ...all, closing(confirm, end));
    expect(unboundBy(world)).to.deep.equal([['XD']]);
    const versions = world.all('ThresholdVersion', 'oversight');
    const bound = (member: string) =>
      bindingOn({ party: MemberId.parse(member), since: Instant.parse(T0) }, versions, Instant.parse(end)).version
        ?.value;
    expect([bound('XC'), bound('XD')]).to.deep.equal(['5000000000000000000000000', FORMER]);
  });

  it('is named by the next step only where there is one', () => {
    const silent = given(...start, closing(first, AFTER)).world.get('Proposal', confirm);
    expect('objectors' in silent).to.equal(false);
  });

  it('is joined by those of a further step, each named once', () => {
    const chain = revisedBy({ ...SILENCE, then: { success: 'again' } }, [
      { id: 'again', rule: { ...SILENCE, then: { success: 'confirm', failure: 'confirm' } } },
      { id: 'confirm', rule: RULE },
    ]);
    const again = chain.after(chain.first, 'again');
    const last = chain.after(again, 'confirm');
    const begun = [...chain.start, ...ballots(chain.first, { XD: 'object' }), closing(chain.first, AFTER)];
    const ended = (objections: Record<string, string>): Step[] => [
      ...begun,
      ...ballots(again, objections, AFTER),
      closing(again, end),
      ...ballots(last, { XA: 'yes', XB: 'yes', XC: 'yes' }, end),
      closing(last, later(end, 3 * DAY + 1)),
    ];
    expect(unboundBy(given(...ended({ XC: 'object', XD: 'object' })).world)).to.deep.equal([['XD', 'XC']]);
    // Three of four have blocked the second step: what the vote then adopts binds all but who objected to the first.
    const blocked = { XB: 'object', XC: 'object', XD: 'object' };
    expect(unboundBy(given(...ended(blocked)).world)).to.deep.equal([['XD']]);
  });

  it('has done its work where it has sent the matter to a vote, which binds all', () => {
    const way = revisedBy({ ...SILENCE, ratio: { num: 1, den: 4 }, then: { failure: 'vote' } }, [
      { id: 'vote', rule: RULE },
    ]);
    const voting = way.after(way.first, 'vote');
    const { world } = given(
      ...way.start,
      ...ballots(way.first, { XD: 'object' }),
      closing(way.first, AFTER),
      ...ballots(voting, { XA: 'yes', XB: 'yes', XC: 'yes' }, AFTER),
      closing(voting, end),
    );
    expect(world.all('ThresholdVersion', 'oversight')).to.have.lengthOf(2);
    expect(unboundBy(world)).to.deep.equal([]);
  });
});
