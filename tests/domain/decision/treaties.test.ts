// SPDX-License-Identifier: Apache-2.0
import type { EntryFile, RuleFile } from './case-file.ts';
import { decide, expectResult } from './deciding.ts';

const RECUSED = ['requester', 'inspected'];

/** So many States, named S1, S2 and on, the first of them by the names given. */
function states(count: number, first: readonly string[] = []): EntryFile[] {
  const names = [...first, ...Array.from({ length: count - first.length }, (_, index) => `S${index + 1}`)];
  return names.map((member) => ({ member }));
}

function inGroup(group: string, prefix: string, count: number): EntryFile[] {
  return Array.from({ length: count }, (_, index) => ({ member: `${prefix}${index + 1}`, groups: [group] }));
}

/** States with the weights given; populations, tonnages and emissions here are made up (N4). */
function weighing(measure: string, weights: readonly number[]): EntryFile[] {
  return weights.map((weight, index) => ({ member: `S${index + 1}`, weights: { [measure]: String(weight) } }));
}

/** The same ballot of `count` members whose names start so, from the number `from` on. */
function each(prefix: string, count: number, choice: string, from = 1): string {
  return Array.from({ length: count }, (_, index) => `${prefix}${from + index}:${choice}`).join(' ');
}

function all(...ballots: string[]): string {
  return ballots.join(' ');
}

describe('rules of treaties', () => {
  // "The Executive Council may, not later than 12 hours after having received the inspection request, decide by a
  // three-quarter majority of all its members against carrying out the inspection [..]. Neither the requesting nor the
  // inspected State Party shall participate in such a decision."
  describe('Chemical Weapons Convention, IX.17: to stop a challenge inspection', () => {
    const council = states(41, RECUSED);
    const rule: RuleFile = { polarity: 'stop', ratio: { num: 3, den: 4 }, base: 'allMembers', exclude: RECUSED };

    it('takes 31 of all 41 members of the Council', () => {
      expectResult('stopped', decide(rule, council, each('S', 31, 'stop')));
      expectResult('proceeds', decide(rule, council, each('S', 30, 'stop')));
    });

    it('takes 30 of the 39 that may take part, in the other reading', () => {
      const entitled = { ...rule, base: 'allEntitled' };
      expectResult('stopped', decide(entitled, council, each('S', 30, 'stop')));
      expectResult('proceeds', decide(entitled, council, each('S', 29, 'stop')));
    });

    it('takes no vote of the requesting or the inspected State', () => {
      const votes = all('requester:stop inspected:stop', each('S', 30, 'stop'));
      expectResult('proceeds', decide(rule, council, votes));
    });
  });

  it('CWC VIII.29: takes 28 of the 41 members for a matter of substance, two thirds of all its members', () => {
    const rule: RuleFile = { polarity: 'adopt', ratio: { num: 2, den: 3 }, base: 'allMembers' };
    expectResult('adopted', decide(rule, states(41), each('S', 28, 'yes')));
    expectResult('rejected', decide(rule, states(41), each('S', 27, 'yes')));
  });

  // "The decisions to approve the on-site inspection shall be made by at least 30 affirmative votes of members of the
  // Executive Council", which has 51.
  describe('Comprehensive Nuclear-Test-Ban Treaty', () => {
    it('IV.46: approves an on-site inspection by 30 of 51, however many are against', () => {
      const rule: RuleFile = { polarity: 'adopt', floor: 30, base: 'allMembers', exclude: RECUSED };
      const council = states(51, RECUSED);
      expectResult('adopted', decide(rule, council, all(each('S', 30, 'yes'), each('S', 19, 'no', 31))));
      expectResult('rejected', decide(rule, council, each('S', 29, 'yes')));
      expectResult('rejected', decide(rule, council, all('requester:yes', each('S', 29, 'yes'))));
    });

    it('IV.47: continues an inspection unless 26 of all 51 members stop it', () => {
      const rule: RuleFile = { polarity: 'stop', ratio: { num: 1, den: 2 }, strict: true, base: 'allMembers' };
      expectResult('stopped', decide(rule, states(51), each('S', 26, 'stop')));
      expectResult('proceeds', decide(rule, states(51), each('S', 25, 'stop')));
    });
  });

  // "[..] by a two-thirds majority vote of the Parties present and voting representing a majority of the Parties operating
  // under Paragraph 1 of Article 5 present and voting and a majority of the Parties not so operating present and voting."
  describe('Montreal Protocol, 2(9)(c): to adjust the controls', () => {
    const majority = { ratio: { num: 1, den: 2 }, strict: true };
    const groupMajorities = ['article5', 'others'].map((group) => ({ group, ...majority }));
    const rule: RuleFile = { polarity: 'adopt', ratio: { num: 2, den: 3 }, base: 'presentAndVoting', groupMajorities };
    const parties = [...inGroup('article5', 'A', 12), ...inGroup('others', 'N', 6), ...inGroup('others', 'X', 3)];
    const voting = (article5: number, others: number) =>
      all(
        each('A', article5, 'yes'),
        each('A', 12 - article5, 'no', article5 + 1),
        each('N', others, 'yes'),
        each('N', 6 - others, 'no', others + 1),
        each('X', 2, 'abstain'),
      );

    it('takes two thirds of those present and voting', () => {
      expectResult('adopted', decide(rule, parties, voting(8, 4)));
      expectResult('rejected', decide(rule, parties, voting(7, 4)));
    });

    it('takes a majority of the Article 5 Parties', () => {
      expectResult('adopted', decide(rule, parties, voting(7, 6)));
      expectResult('rejected', decide(rule, parties, voting(6, 6)));
    });

    it('takes a majority of the other Parties', () => {
      expectResult('adopted', decide(rule, parties, voting(12, 4)));
      expectResult('rejected', decide(rule, parties, voting(12, 3)));
    });
  });

  // SOLAS VIII(b)(vi)(2): deemed accepted unless "more than one third of Contracting Governments, or Contracting
  // Governments the combined merchant fleets of which constitute not less than fifty per cent of the gross tonnage of the
  // world's merchant fleet" object. MARPOL 16(2)(f)(iii): "not less than one third of the Parties or by the Parties the
  // combined merchant fleets of which constitute not less than 50 per cent [..]".
  describe('tacit acceptance', () => {
    const tonnage = { measure: 'tonnage', ratio: { num: 50, den: 100 }, total: '1000' };
    const third: RuleFile = { polarity: 'object', ratio: { num: 1, den: 3 }, base: 'allMembers' };
    const marpol = { ...third, weightMajorities: [tonnage] };
    const solas = { ...marpol, strict: true };
    const parties = weighing('tonnage', [10, 10, 10, 10, 10, 10, 300, 199, 1]);

    it('SOLAS VIII: is broken by more than a third of the Contracting Governments', () => {
      expectResult('blocked', decide(solas, parties, each('S', 4, 'object')));
      expectResult('takesEffect', decide(solas, parties, each('S', 3, 'object')));
    });

    it('MARPOL 16: is broken by a third of the Parties', () => {
      expectResult('blocked', decide(marpol, parties, each('S', 3, 'object')));
      expectResult('takesEffect', decide(marpol, parties, each('S', 2, 'object')));
    });

    it("SOLAS VIII, MARPOL 16: is broken by half of the world's tonnage, not by half of the Parties'", () => {
      const giants = weighing('tonnage', [300, 200, 10, 10, 10, 10, 10, 10, 10]);
      const almost = weighing('tonnage', [300, 199, 10, 10, 10, 10, 10, 10, 10]);
      for (const rule of [solas, marpol]) {
        expectResult('blocked', decide(rule, giants, 'S1:object S2:object S3:accept'));
        expectResult('takesEffect', decide(rule, almost, 'S1:object S2:object S3:accept'));
      }
    });

    it('SOLAS VIII: takes effect where nobody says anything', () => {
      expectResult('takesEffect', decide(solas, parties));
    });
  });

  // Decision 74/544: a draft is circulated under a silence procedure of at least 72 hours; "if no objection is received",
  // it is adopted.
  it('UN General Assembly, decision 74/544: adopts by silence, which any one objection breaks', () => {
    const rule: RuleFile = { polarity: 'object', ratio: { num: 1, den: 193 }, base: 'allMembers' };
    expectResult('takesEffect', decide(rule, states(193)));
    expectResult(
      'takesEffect',
      decide(rule, states(193), all(each('S', 100, 'accept'), each('S', 93, 'abstain', 101))),
    );
    expectResult('blocked', decide(rule, states(193), 'S193:object'));
    expectResult('blocked', decide(rule, states(193), all('S1:object', each('S', 192, 'accept', 2))));
  });

  // "[..] at least 55 Parties to the Convention accounting in total for at least an estimated 55 per cent of the total
  // global greenhouse gas emissions have deposited their instruments".
  it('Paris Agreement, 21: takes 55 Parties, and 55 per cent of the emissions of the world', () => {
    const emissions = { measure: 'emissions', ratio: { num: 55, den: 100 }, total: '10000' };
    const rule: RuleFile = { polarity: 'adopt', floor: 55, base: 'allMembers', weightMajorities: [emissions] };
    const parties = (first: number) => weighing('emissions', [first, 1060, ...Array.from({ length: 195 }, () => 20)]);
    expectResult('adopted', decide(rule, parties(3380), each('S', 55, 'yes')));
    expectResult('rejected', decide(rule, parties(3379), each('S', 55, 'yes')));
    expectResult('rejected', decide(rule, parties(9000), each('S', 54, 'yes')));
    expectResult('rejected', decide(rule, parties(3380), each('S', 100, 'yes', 2)));
  });

  // "[..] at least 55 % of the members of the Council, comprising at least fifteen of them and representing Member States
  // comprising at least 65 % of the population of the Union. A blocking minority must include at least four Council
  // members, failing which the qualified majority shall be deemed attained."
  describe('Treaty on European Union, 16(4): a qualified majority', () => {
    const people = { measure: 'people', ratio: { num: 65, den: 100 } };
    const bars = { ratio: { num: 55, den: 100 }, weightMajorities: [people], blockingMinority: 4 };
    const rule: RuleFile = { polarity: 'adopt', base: 'allEntitled', ...bars };
    const repeated = (people: number, times: number) => Array.from({ length: times }, () => people);
    /** Three great States of 600 together, and 24 of 400. */
    const uneven = weighing('people', [200, 200, 200, ...repeated(17, 23), 9]);

    it('takes 15 of 27 States', () => {
      expectResult('adopted', decide(rule, uneven, each('S', 15, 'yes')));
      expectResult('rejected', decide(rule, uneven, each('S', 14, 'yes')));
    });

    it('takes 65 per cent of the people', () => {
      const people = (first: number) =>
        weighing('people', [first, ...repeated(43, 14), 398 - first, ...repeated(0, 10), 0]);
      expectResult('adopted', decide(rule, people(48), each('S', 15, 'yes')));
      expectResult('rejected', decide(rule, people(47), each('S', 15, 'yes')));
    });

    it('is not blocked by three States, however great, but by four', () => {
      expectResult('adopted', decide(rule, uneven, all(each('S', 3, 'no'), each('S', 24, 'yes', 4))));
      expectResult('rejected', decide(rule, uneven, all(each('S', 4, 'no'), each('S', 23, 'yes', 5))));
    });

    it('takes abstention and silence for no support', () => {
      expectResult('rejected', decide(rule, uneven, all(each('S', 4, 'abstain'), each('S', 23, 'yes', 5))));
      expectResult('rejected', decide(rule, uneven, each('S', 14, 'yes', 14)));
    });
  });

  // "States parties would need to include the US and China": arXiv 2503.18956, on the entry into force of an AI treaty.
  it('a treaty of two named parties: takes the assent of US and CN, and the number of States', () => {
    const rule: RuleFile = { polarity: 'adopt', floor: 10, base: 'allMembers', namedAssents: ['US', 'CN'] };
    const parties = states(20, ['US', 'CN']);
    expectResult('adopted', decide(rule, parties, all('US:yes CN:yes', each('S', 8, 'yes'))), 'S31');
    expectResult('rejected', decide(rule, parties, all('US:yes CN:yes', each('S', 7, 'yes'))), 'S31');
    expectResult('rejected', decide(rule, parties, all('US:yes', each('S', 18, 'yes'))), 'S30');
    expectResult('rejected', decide(rule, parties, all('US:yes CN:abstain', each('S', 18, 'yes'))), 'S30');
    expectResult('unreachable', decide(rule, states(20, ['US']), all('US:yes', each('S', 19, 'yes'))), 'S24');
  });

  // "Decisions of the Security Council on all other matters shall be made by an affirmative vote of nine members including
  // the concurring votes of the permanent members", which abstention is held not to break (Namibia, ICJ 1971, paragraph 22).
  describe('Charter of the United Nations, 27(3): seats with a veto', () => {
    const permanent = ['CN', 'FR', 'RU', 'UK', 'US'];
    const rule: RuleFile = { polarity: 'adopt', floor: 9, base: 'allMembers', vetoSeats: permanent };
    const council = states(15, permanent);
    const bySeats = (choice: string) => permanent.map((seat) => `${seat}:${choice}`).join(' ');

    it('takes nine of fifteen votes', () => {
      expectResult('adopted', decide(rule, council, all(bySeats('yes'), each('S', 4, 'yes'), each('S', 6, 'no', 5))));
      expectResult('rejected', decide(rule, council, all(bySeats('yes'), each('S', 3, 'yes'))), 'S31');
    });

    it('is stopped by one veto, not by abstention, nor by the no of another member', () => {
      expectResult('rejected', decide(rule, council, all('RU:no US:yes UK:yes', each('S', 10, 'yes'))), 'S29');
      expectResult('adopted', decide(rule, council, all(bySeats('abstain'), each('S', 9, 'yes'), 'S10:no')));
    });

    it('takes no veto of a party to the dispute, which is recused', () => {
      const recused = { ...rule, exclude: ['RU'] };
      expectResult('adopted', decide(recused, council, all('RU:no US:yes', each('S', 8, 'yes'))));
    });
  });

  // "Consensus" is adoption without a formal objection; an abstention or an empty seat is none.
  it('consensus: is broken by one State that is against, not by abstention and silence', () => {
    const rule: RuleFile = { polarity: 'adopt', ratio: { num: 1, den: 1 }, base: 'presentAndVoting' };
    expectResult('adopted', decide(rule, states(10), all(each('S', 7, 'yes'), 'S8:abstain')));
    expectResult('rejected', decide(rule, states(10), all(each('S', 9, 'yes'), 'S10:no')));
    expectResult('rejected', decide(rule, states(10), each('S', 10, 'abstain')));
  });

  // "[..] entitles the other parties by unanimous agreement to suspend the operation of the treaty".
  it('Vienna Convention, 60(2)(a): takes the agreement of every party but the defaulting one', () => {
    const unanimity: RuleFile = { polarity: 'adopt', ratio: { num: 1, den: 1 }, base: 'allEntitled' };
    const parties = states(10, ['defaulting']);
    const rule = { ...unanimity, exclude: ['defaulting'] };
    expectResult('adopted', decide(rule, parties, all(each('S', 9, 'yes'), 'defaulting:no')));
    expectResult('rejected', decide(rule, parties, each('S', 8, 'yes')));
  });
});
