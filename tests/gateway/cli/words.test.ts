// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { Amount, DecisionRule, Duration, Instant } from '../../../chaincode/src/protocol/index.ts';
import {
  amountWords,
  camel,
  columns,
  durationWords,
  fields,
  instantWords,
  kebab,
  remainingWords,
} from '../../../gateway/src/cli/words.ts';
import { ruleWords } from '../../../gateway/src/cli/rule-words.ts';

const RULE = { organ: 'conference', polarity: 'adopt', ratio: { num: 2, den: 3 }, base: 'allMembers', window: 'P14D' };

const ruled = (changes: object, entitled?: number): string =>
  ruleWords(
    DecisionRule.parse({ ...RULE, ...changes }),
    'Conference',
    entitled === undefined ? undefined : Array.from({ length: entitled }, (_, index) => `member ${index}`),
  );

describe('the words of the command line', () => {
  it('tell an instant to the second', () => {
    const told: [string, string][] = [
      ['2026-12-08T00:00:00Z', '8 December 2026, 00:00 UTC'],
      ['2026-01-31T09:05:07Z', '31 January 2026, 09:05:07 UTC'],
      ['2026-01-31T09:05:07.999Z', '31 January 2026, 09:05:07 UTC'],
    ];
    for (const [instant, words] of told) expect(instantWords(Instant.parse(instant))).to.equal(words);
  });

  it('tell what remains in its two largest units', () => {
    const from = Instant.parse('2026-12-01T00:00:00Z');
    const told: [string, string][] = [
      ['2026-12-15T11:30:00Z', 'in 14 days 11 hours'],
      ['2026-12-02T00:00:01Z', 'in 1 day 1 second'],
      ['2026-12-01T00:01:30Z', 'in 1 minute 30 seconds'],
      ['2026-12-01T00:00:00.400Z', 'in less than a second'],
      ['2026-12-01T00:00:00Z', 'over'],
      ['2026-11-30T00:00:00Z', 'over'],
    ];
    for (const [until, words] of told) expect(remainingWords(Instant.parse(until), from)).to.equal(words);
  });

  it('tell a duration in its units', () => {
    const told: [string, string][] = [
      ['P14D', '14 days'],
      ['P1Y2M', '1 year 2 months'],
      ['P1W', '1 week'],
      ['PT1H30M', '1 hour 30 minutes'],
      ['PT0S', 'no time'],
    ];
    for (const [duration, words] of told) expect(durationWords(Duration.parse(duration))).to.equal(words);
  });

  it('shorten an amount without loss', () => {
    const told: [string, string][] = [
      [`1${'0'.repeat(26)}`, '1e26'],
      [`25${'0'.repeat(24)}`, '2.5e25'],
      ['12345678', '1.2345678e7'],
      ['100000', '100000'],
      ['0', '0'],
    ];
    for (const [amount, words] of told) {
      expect(amountWords(Amount.parse(amount))).to.equal(words);
    }
  });

  it('tell a rule with the number of votes that it makes', () => {
    expect(ruled({}, 41)).to.equal(
      'The Conference decides: adopted by yes votes of at least two thirds of all its members (28 of 41). ' +
        'No quorum is asked for. Voting lasts 14 days. A vote cannot be changed; it is closed after the window.',
    );
    expect(ruled({ ratio: { num: 1, den: 2 }, strict: true }, 4)).to.include(
      'more than one half of all its members (3 of 4)',
    );
    expect(ruled({ ratio: { num: 3, den: 5 } })).to.include('at least 3/5 of all its members.');
    const present = ruled({ base: 'presentAndVoting', quorum: 2 }, 3);
    expect(present).to.include(
      'of the members present and voting, abstentions left out. The quorum is 2 ballots, abst',
    );
    expect(ruled({ base: 'cast', quorum: { num: 1, den: 2 } })).to.include(
      'The quorum is ballots of one half of the electorate',
    );
    expect(ruled({ notice: 'P2D', revote: true })).to.include(
      'Voting opens 2 days after the proposal and lasts 14 days. A vote may be changed',
    );
    expect(ruled({ earlyClose: true })).to.include('it may be closed early once all have voted.');
  });

  it('spell the words of records as options do, and back', () => {
    for (const word of ['inDueForm', 'notInDueForm', 'definitiveSignature', 'ratification']) {
      expect(kebab(word)).to.match(/^[a-z-]+$/);
      expect(camel(kebab(word))).to.equal(word);
    }
  });

  it('stand in columns, and in lines of a hundred characters under their names', () => {
    expect(
      columns(
        [
          ['a', 'bb', 'c'],
          ['aaa', 'b', ''],
        ],
        '  ',
      ),
    ).to.equal('  a    bb  c\n  aaa  b');
    expect(columns([])).to.equal('');
    const long = Array<string>(30).fill('words').join(' ');
    const lines = fields([
      ['name', long],
      ['other', 'one\ntwo'],
      ['none', ''],
    ]).split('\n');
    expect(lines).to.deep.equal([
      `name   ${Array<string>(15).fill('words').join(' ')}`,
      `       ${Array<string>(15).fill('words').join(' ')}`,
      'other  one',
      '       two',
      'none',
      '',
    ]);
  });
});
