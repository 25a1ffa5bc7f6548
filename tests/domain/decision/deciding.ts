// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { tally, type Outcome } from '../../../chaincode/src/domain/decision/tally.ts';
import { RuleCase } from '../../../chaincode/src/protocol/index.ts';
import type { EntryFile, RuleFile } from './case-file.ts';

/** Names one after another, or entries as a file has them. */
export type Electorate = string | readonly EntryFile[];

/** Bare rules of the three polarities, to be said more about: half of those present and voting. */
export const ADOPT: RuleFile = { polarity: 'adopt', base: 'presentAndVoting', ratio: { num: 1, den: 2 } };
export const STOP: RuleFile = { ...ADOPT, polarity: 'stop' };
export const OBJECT: RuleFile = { ...ADOPT, polarity: 'object' };

function split(words: string): string[] {
  return words.split(' ').filter((word) => word !== '');
}

/** Entries of members that have nothing but a name: `A B C`. */
export function members(names: string): EntryFile[] {
  return split(names).map((member) => ({ member }));
}

/** Ballots in the order of their coming: `A:yes B:no`; the name before the colon may be empty. */
export function ballots(text: string): { member: string; choice: string }[] {
  return split(text).map((ballot) => {
    const [member = '', choice = ''] = ballot.split(':');
    return { member, choice };
  });
}

function fileOf(rule: unknown, electorate: Electorate, votes: string): unknown {
  const entries = typeof electorate === 'string' ? members(electorate) : electorate;
  return JSON.parse(JSON.stringify({ rule, electorate: entries, votes: ballots(votes) }));
}

/** What a valid case comes to, read as a file would be. */
export function decide(rule: RuleFile, electorate: Electorate, votes = ''): Outcome {
  const { rule: read, electorate: entries, votes: cast } = RuleCase.parse(fileOf(rule, electorate, votes));
  return tally(read, entries, cast);
}

/** Expects a result, and that the line of the specification that gave it is the one cited, if one is. */
export function expectResult(result: Outcome['result'], { result: actual, reason }: Outcome, line?: string): void {
  expect(actual, reason).to.equal(result);
  if (line !== undefined) expect(reason).to.match(new RegExp(`^${line}:`));
}

/** Where a case is invalid, each path once; none where it is valid. */
export function problemsIn(rule: unknown, electorate: Electorate = 'A B', votes = ''): string[] {
  const parsed = RuleCase.safeParse(fileOf(rule, electorate, votes));
  return [...new Set(parsed.error?.issues.map(({ path }) => path.join('.')))];
}
