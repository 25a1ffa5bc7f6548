// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { ADOPT, decide, expectResult, members, OBJECT } from './deciding.ts';
import type { EntryFile } from './case-file.ts';

const HALF = { num: 1, den: 2 };
const { ratio: _, ...BARE } = ADOPT;
const NONE_IGNORED = { nonMembers: [], excluded: [], organisations: [] };

/** The union votes for A, B and C; D and E vote for themselves. */
const EU: EntryFile = { member: 'EU', votesFor: ['A', 'B', 'C'] };
const ALL = [...members('A B C D E'), EU];

function tallyOf(yes: number, no: number, abstain: number, silent: number) {
  return { yes, no, abstain, silent };
}

// S16a (Paris Agreement 25(2)): as many votes as its member States that are parties, and none if any of them votes.
describe('S16a: a regional organisation', () => {
  describe('that votes', () => {
    it('casts one ballot of each member that it names', () => {
      const { tally, entitled, base, ignored } = decide(ADOPT, ALL, 'EU:yes D:no');
      expect(tally).to.deep.equal(tallyOf(3, 1, 0, 1));
      expect({ entitled, base, ignored }).to.deep.equal({ entitled: 5, base: 4, ignored: NONE_IGNORED });
    });

    it('abstains for each of them', () => {
      expect(decide(ADOPT, ALL, 'EU:abstain').tally).to.deep.equal(tallyOf(0, 0, 3, 2));
    });

    it('is in no base and among nobody that is entitled', () => {
      for (const base of ['allMembers', 'allEntitled'] as const) {
        const { entitled, base: whole } = decide({ ...ADOPT, base }, ALL);
        expect({ entitled, whole }).to.deep.equal({ entitled: 5, whole: 5 });
      }
    });

    it('stands anywhere in the electorate, before or after its members', () => {
      for (const electorate of [ALL, [EU, ...members('E D C B A')]])
        expect(decide(ADOPT, electorate, 'EU:no').tally).to.deep.equal(tallyOf(0, 3, 0, 2));
    });

    it('skips names that are no members or not entitled, and its own and those of organisations', () => {
      const named = { member: 'EU', votesFor: ['A', 'Z', 'D', 'EU', 'AU', '__proto__', 'A'] };
      const entries = [...members('A B D'), named, { member: 'AU', votesFor: ['B'] }];
      const { tally, ignored } = decide({ ...ADOPT, exclude: ['D'] }, entries, 'EU:yes');
      expect(tally).to.deep.equal(tallyOf(1, 0, 0, 1));
      expect(ignored).to.deep.equal(NONE_IGNORED);
    });

    it('casts nothing where it names no entitled member, and is not ignored for it', () => {
      const entries = [...members('A'), { member: 'EU', votesFor: ['Z'] }];
      const outcome = decide(ADOPT, entries, 'EU:yes');
      expectResult('rejected', outcome, 'S26');
      expect(outcome.ignored).to.deep.equal(NONE_IGNORED);
    });

    it('has its first ballot counted, or its last where votes may be changed', () => {
      expect(decide(ADOPT, ALL, 'EU:yes EU:no').tally).to.deep.equal(tallyOf(3, 0, 0, 2));
      expect(decide({ ...ADOPT, revote: true }, ALL, 'EU:yes EU:no').tally).to.deep.equal(tallyOf(0, 3, 0, 2));
    });
  });

  describe('of whose members one votes', () => {
    for (const votes of ['EU:yes B:no', 'B:no EU:yes', 'EU:yes B:no EU:yes'])
      it(`casts nothing, whichever was earlier: ${votes}`, () => {
        for (const revote of [false, true]) {
          const { tally, ignored } = decide({ ...ADOPT, revote }, ALL, votes);
          expect(tally).to.deep.equal(tallyOf(0, 1, 0, 4));
          expect(ignored).to.deep.equal({ ...NONE_IGNORED, organisations: ['EU'] });
        }
      });

    it('casts nothing though the member only abstained, or agreed', () => {
      expect(decide(ADOPT, ALL, 'EU:yes A:abstain').tally).to.deep.equal(tallyOf(0, 0, 1, 4));
      expect(decide(ADOPT, ALL, 'EU:yes A:yes').tally).to.deep.equal(tallyOf(1, 0, 0, 4));
    });

    it('casts its ballots where the member that voted is excluded', () => {
      const { tally, ignored } = decide({ ...ADOPT, exclude: ['A'] }, ALL, 'EU:yes A:no');
      expect(tally).to.deep.equal(tallyOf(2, 0, 0, 2));
      expect(ignored).to.deep.equal({ nonMembers: [], excluded: ['A'], organisations: [] });
    });

    it('casts its ballots where only a name that is no member voted', () => {
      const entries = [...members('A'), { member: 'EU', votesFor: ['A', 'Z'] }];
      const { tally, ignored } = decide(ADOPT, entries, 'Z:no EU:yes');
      expect(tally).to.deep.equal(tallyOf(1, 0, 0, 0));
      expect(ignored).to.deep.equal({ ...NONE_IGNORED, nonMembers: ['Z'] });
    });

    it('leaves the ballot of another organisation alone', () => {
      const entries = [...members('A B'), { member: 'O', votesFor: ['A'] }, { member: 'N', votesFor: ['B'] }];
      const { tally, ignored } = decide(ADOPT, entries, 'O:yes N:no A:abstain');
      expect(tally).to.deep.equal(tallyOf(0, 1, 1, 0));
      expect(ignored).to.deep.equal({ ...NONE_IGNORED, organisations: ['O'] });
    });
  });

  describe('that is excluded', () => {
    it('is dealt with first: its ballot is excluded, even where a member of it voted', () => {
      for (const votes of ['EU:yes', 'EU:yes A:no']) {
        const { ignored, entitled } = decide({ ...ADOPT, exclude: ['EU'] }, ALL, votes);
        expect(ignored).to.deep.equal({ ...NONE_IGNORED, excluded: ['EU'] });
        expect(entitled).to.equal(5);
      }
    });
  });

  describe('stands for its members', () => {
    it('in the quorum and the floor', () => {
      expectResult('adopted', decide({ ...ADOPT, quorum: 3, floor: 3 }, ALL, 'EU:yes'));
      expectResult('noQuorum', decide({ ...ADOPT, quorum: 4, floor: 3 }, ALL, 'EU:yes'));
      expectResult('rejected', decide({ ...ADOPT, quorum: 3, floor: 4 }, ALL, 'EU:yes'));
    });

    it('in their groups and with their weights, not with its own', () => {
      const heavy = { ...EU, groups: ['g'], weights: { t: '1000' } };
      const entries = [{ member: 'A', groups: ['g'], weights: { t: '3' } }, ...members('B D'), heavy];
      const bars = {
        groupMajorities: [{ group: 'g', ratio: HALF }],
        weightMajorities: [{ measure: 't', ratio: HALF }],
      };
      const { groups, weights } = decide({ ...BARE, ...bars }, entries, 'EU:yes D:no');
      expect(groups.g).to.deep.equal({ ...tallyOf(1, 0, 0, 0), entitled: 1, base: 1 });
      expect(weights.t).to.deep.equal({ yes: '3', no: '0', abstain: '0', silent: '0', base: '3' });
    });

    it('by a veto of each seat that it names', () => {
      expectResult('rejected', decide({ ...ADOPT, vetoSeats: ['C'] }, ALL, 'EU:no D:yes E:yes'), 'S29');
      expectResult('rejected', decide({ ...ADOPT, vetoSeats: ['EU'] }, ALL, 'EU:no D:yes E:yes'), 'S31');
      expectResult('adopted', decide({ ...ADOPT, vetoSeats: ['EU'] }, ALL, 'EU:no A:yes'));
    });

    it('by the assent of each named member, but its own name is no member to assent', () => {
      expectResult('adopted', decide({ ...ADOPT, namedAssents: ['A', 'C'] }, ALL, 'EU:yes'));
      expectResult('rejected', decide({ ...ADOPT, namedAssents: ['A', 'C'] }, ALL, 'EU:yes A:yes'), 'S30');
      expectResult('unreachable', decide({ ...ADOPT, namedAssents: ['EU'] }, ALL, 'EU:yes'), 'S24');
    });

    it('by as many objections as members', () => {
      expectResult('blocked', decide({ ...OBJECT, base: 'allMembers' }, ALL, 'EU:object'));
      expectResult('takesEffect', decide({ ...OBJECT, base: 'allMembers' }, ALL, 'EU:object A:object D:object'));
    });
  });

  it('S2: is a member again where it votes for nobody', () => {
    const { tally, entitled } = decide(ADOPT, [...members('A'), { member: 'EU', votesFor: [] }], 'EU:yes');
    expect(tally).to.deep.equal(tallyOf(1, 0, 0, 1));
    expect(entitled).to.equal(2);
  });

  it('S25: gives nobody a vote where there are organisations only', () => {
    expectResult('rejected', decide({ ...ADOPT, onSilence: 'adopted' }, [EU], 'EU:yes'), 'S25');
  });
});
