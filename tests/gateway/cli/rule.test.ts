// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { InvalidArgumentError } from 'commander';
import { memberCount } from '../../../gateway/src/cli/numbers.ts';
import { Desk } from './desk.ts';

const RULE = { polarity: 'adopt', ratio: { num: 2, den: 3 }, base: 'allMembers' };
const electorate = ['XA', 'XB', 'XC'].map((member) => ({ member }));
const votes = [
  { member: 'XA', choice: 'yes' },
  { member: 'XB', choice: 'yes' },
  { member: 'ZZ', choice: 'no' },
];
const CASE = { id: 'a', rule: RULE, electorate, votes };

describe('depositary rule', () => {
  const desk = new Desk();
  after(() => {
    desk.remove();
  });
  const lines = async (...cases: readonly unknown[]): Promise<unknown[]> => {
    const input = cases.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');
    const { stdout, refusal } = await desk.withInput(input, 'rule try --json');
    expect(refusal).to.equal(undefined);
    return stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
  };

  it('try counts each case of standard input, and answers one object per line (S41 to S44)', async () => {
    expect(await lines(CASE, '', { ...CASE, id: 7, votes: [] })).to.deep.equal([
      {
        ...{ v: 1, id: 'a', result: 'adopted', entitled: 3, base: 3, groups: {}, weights: {} },
        tally: { yes: 2, no: 0, abstain: 0, silent: 1 },
        ignored: { nonMembers: ['ZZ'], excluded: [], organisations: [] },
        reason: 'S31: what the rule asks for is reached',
      },
      {
        ...{ v: 1, id: 7, result: 'rejected', entitled: 3, base: 3, groups: {}, weights: {} },
        tally: { yes: 0, no: 0, abstain: 0, silent: 3 },
        ignored: { nonMembers: [], excluded: [], organisations: [] },
        reason: 'S26: nobody has voted',
      },
    ]);
  });

  it('try answers an invalid case in its place, without a count (S11)', async () => {
    const ratio = { ...CASE, rule: { ...RULE, ratio: { num: 3, den: 2 } } };
    expect(await lines(ratio, 'nonsense', [], { ...CASE, rule: { ...RULE, quorm: 2 } })).to.deep.equal([
      { v: 1, id: 'a', result: 'invalid', reason: 'rule.ratio.num: num is at most den' },
      { v: 1, id: null, result: 'invalid', reason: 'the line is not JSON' },
      { v: 1, id: null, result: 'invalid', reason: 'Invalid input: expected object, received array' },
      { v: 1, id: 'a', result: 'invalid', reason: 'rule.quorm: is an unknown field' },
    ]);
  });

  it('try answers a line that is not UTF-8 in its place, and goes on', async () => {
    const line = JSON.stringify(CASE);
    const input = Buffer.concat([
      Buffer.from(`${line}\n{"id":"`),
      Buffer.from([0xff]),
      Buffer.from(`"}\n \r\n${line}`),
    ]);
    const { stdout, refusal } = await desk.withInput(input, 'rule try');
    expect(refusal).to.equal(undefined);
    const [first, second, third, ...rest] = stdout.split('\n');
    expect([second, third, rest]).to.deep.equal(['null  invalid  (the line is not UTF-8)', first, ['']]);
  });

  it('try takes no number above 2^53 - 1 (S5, S7)', async () => {
    const floor = '{"id":"a","rule":{"polarity":"adopt","base":"cast","floor":99999999999999999999},"electorate":[]}';
    const [{ result, reason }] = (await lines(floor)) as [{ result: string; reason: string }];
    expect([result, reason.startsWith('rule.floor: ')]).to.deep.equal(['invalid', true]);
    const most = floor.replace('99999999999999999999', String(Number.MAX_SAFE_INTEGER));
    expect((await lines(most))[0]).to.deep.include({ result: 'rejected' });
  });

  it('explain counts members and those entitled, and no organisations among them (S13, S17)', async () => {
    const five = ['XA', 'XB', 'XC', 'XD', 'XE'].map((member) => ({ member }));
    const rule = { ...RULE, base: 'allEntitled', ratio: { num: 3, den: 4 }, exclude: ['XA', 'XB', 'XC', 'ZZ'] };
    const excluding = await desk.flat(`rule explain ${desk.file('excluding.json', { rule, electorate: five })}`);
    expect(excluding).to.include('(2 of 2)');
    expect(excluding).to.include('members 5, of whom 2 may vote');
    const ofAll = desk.file('of-all.json', { rule: { ...rule, base: 'allMembers' }, electorate: five });
    expect(await desk.flat(`rule explain ${ofAll}`)).to.include('(4 of 5)');
    const union = [...electorate, { member: 'EU', votesFor: ['XA', 'XB'] }];
    const file = desk.file('union.json', { rule: RULE, electorate: union });
    const words = await desk.flat(`rule explain ${file}`);
    expect(words).to.include('(2 of 3)');
    expect(words).to.include('members 3 can block alone by a vote against it: EU by silence: EU');
    const strict = desk.file('strict.json', { rule: { ...RULE, strict: true }, electorate: union });
    const unanimous = await desk.flat(`rule explain ${strict}`);
    expect(unanimous).to.include('(3 of 3)');
    expect(unanimous).to.include('by a vote against it: every member, EU by silence: every member, EU');
  });

  it('explain says that any one objection blocks where it does', async () => {
    const rule = { polarity: 'object', base: 'allEntitled', floor: 1 };
    const file = desk.file('objection.json', rule);
    expect(await desk.flat(`rule explain ${file} --members 3`)).to.include(
      'can block alone by one objection: every member smallest coalition 1',
    );
  });

  it('try says it in words to a person', async () => {
    const { stdout } = await desk.withInput(JSON.stringify(CASE), 'rule try');
    expect(stdout).to.equal(
      'a  adopted  2 yes, 0 no, 0 abstentions, 1 silent, of 3 entitled  (S31: what the rule asks for is reached)\n',
    );
    const invalid = await desk.withInput('{"id":["x"]}', 'rule try');
    expect(invalid.stdout).to.match(/^\["x"\] {2}invalid {2}\(rule: /);
  });

  it('try refuses a line that is too long, and has answered those before it', async () => {
    const long = `${JSON.stringify(CASE)}\n${'x'.repeat(1_048_577)}`;
    const answer = await desk.withInput(long, 'rule try --json');
    expect(answer.refusal?.code).to.equal('BYTES_TOO_MANY');
  });

  it('explain says what a rule asks, who can block alone, the smallest coalition, and what silence does', async () => {
    const words = await desk.flat('rule explain docs/examples/rule.json');
    expect(words).to.include('Adopted by yes votes of at least two thirds of the members present and voting');
    expect(words).to.include('yes votes of more than one half of the group article5');
    expect(words).to.include('The quorum is ballots of one half of the electorate, abstentions included.');
    expect(words).to.include('can block alone by a vote against it: XA, XB by silence: nobody');
    expect(words).to.include('smallest coalition 3: XA, XB, XC');
    expect(words).to.include('if nobody votes rejected');
  });

  it('imagines an electorate of 1 to 1,000 members', () => {
    expect([memberCount('1'), memberCount('1000')]).to.deep.equal([1, 1000]);
    for (const text of ['0', '1001', '-1', '1.5', 'many'])
      expect(() => memberCount(text), text).to.throw(InvalidArgumentError);
  });

  it('explain takes a rule alone, and imagines members who are all alike', async () => {
    const file = desk.file('rule.json', { ...RULE, ratio: { num: 3, den: 4 }, polarity: 'stop' });
    expect(await desk.flat(`rule explain ${file}`)).to.include(
      'It goes ahead unless stopped by stop votes of at least three quarters of all its members.',
    );
    const explained = await desk.json<{ coalition: { members: string[]; isExact: boolean }; silence: string }>(
      `rule explain ${file} --members 41`,
    );
    expect([explained.coalition.members.length, explained.coalition.isExact, explained.silence]).to.deep.equal([
      31,
      true,
      'proceeds',
    ]);
    expect(await desk.flat(`rule explain ${file} --members 41`)).to.include('member 12 and 19 more');
    const all = desk.file('all.json', { ...RULE, ratio: { num: 1, den: 1 } });
    expect(await desk.flat(`rule explain ${all} --members 3`)).to.include(
      'by a vote against it: every member by silence: every member',
    );
    const never = desk.file('never.json', { rule: { polarity: 'adopt', base: 'cast', floor: 4 }, electorate });
    expect(await desk.flat(`rule explain ${never}`)).to.include(
      'smallest coalition none: no votes whatever meet this rule',
    );
  });

  it('explain names what every field adds', async () => {
    const rule = {
      ...{ ...RULE, strict: true, quorum: 2, floor: 2, namedAssents: ['XA'], vetoSeats: ['XB'], exclude: ['XD'] },
      ...{ blockingMinority: 4, weightMajorities: [{ measure: 'tonnage', ratio: { num: 1, den: 2 }, total: '100' }] },
    };
    const words = await desk.flat(`rule explain ${desk.file('rich.json', rule)}`);
    for (const part of [
      ...[
        'more than two thirds of all its members',
        'at least 2 yes votes',
        'at least one half of the tonnage (of 100 in all)',
      ],
      ...[
        'The quorum is 2 ballots',
        'The yes of XA is needed.',
        'A no of XB is a veto.',
        'Excluded from the decision: XD.',
      ],
      'Fewer than 4 who withhold their support cannot block by weight.',
    ])
      expect(words).to.include(part);
  });

  it('explain refuses what is no rule, with the field', async () => {
    const file = desk.file('bad.json', { ...RULE, base: 'present' });
    const { refusal } = await desk.run(`rule explain ${file}`);
    expect(refusal?.code).to.equal('RULE_INVALID');
    expect(refusal?.details.field).to.equal('rule.base');
  });
});
