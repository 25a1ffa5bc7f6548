// SPDX-License-Identifier: Apache-2.0
import type { BarFile, CaseFile, EntryFile, RuleFile } from './case-file.ts';

/** A fraction as it stands, in lowest terms or not. */
type Fraction = readonly [numerator: bigint, denominator: bigint];

/** S12: support, against, abstention. */
export const BALLOT = new Map([
  ['adopt', ['yes', 'no', 'abstain']],
  ['stop', ['stop', 'proceed', 'abstain']],
  ['object', ['object', 'accept', 'abstain']],
]);
const BASES: readonly unknown[] = ['allMembers', 'allEntitled', 'cast', 'presentAndVoting'];

/** S2. */
export function isRegional({ votesFor }: EntryFile): boolean {
  return (votesFor?.length ?? 0) !== 0;
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Math.floor(value) === value && value > 0 && value < 2 ** 53;
}

/** S5: the fraction, or undefined where it is none. */
export function fractionOf(value: unknown): Fraction | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { num, den, ...more } = { num: undefined, den: undefined, ...value };
  if (!isWhole(num) || !isWhole(den) || num > den || Object.keys(more).length > 0) return undefined;
  return [BigInt(num), BigInt(den)];
}

function isDigits(value: unknown, first: string): boolean {
  if (typeof value !== 'string' || value === '') return false;
  if (value === '0') return first === '0';
  for (const [index, sign] of Array.from(value).entries()) {
    if (!'0123456789'.includes(sign) || (index === 0 && sign === '0')) return false;
  }
  return true;
}

/** S5, S6, S19: a bar is wrong if its fraction is, if it asks for more than all, or if its total is no number. */
function isWrongBar({ ratio, strict, total }: BarFile): boolean {
  const fraction = fractionOf(ratio);
  if (fraction === undefined) return true;
  if (strict === true && fraction[0] === fraction[1]) return true;
  return total !== undefined && !isDigits(total, '1');
}

function isWrongWord({ polarity, base, onSilence }: RuleFile): boolean {
  if (!BALLOT.has(String(polarity)) || !BASES.includes(base)) return true; // S8, S9
  return ![undefined, 'rejected', 'adopted'].some((word) => word === onSilence); // S9
}

/** S5, S7. */
function isWrongNumber({ floor, blockingMinority, quorum }: RuleFile): boolean {
  for (const count of [floor, blockingMinority]) if (count !== undefined && !isWhole(count)) return true;
  return quorum !== undefined && !isWhole(quorum) && fractionOf(quorum) === undefined;
}

function barsOf(rule: RuleFile): BarFile[] {
  return [...(rule.groupMajorities ?? []), ...(rule.weightMajorities ?? [])];
}

/** S5, S6, S8. */
function isWrongBars(rule: RuleFile): boolean {
  const { ratio, strict, floor } = rule;
  for (const bar of barsOf(rule)) if (isWrongBar(bar)) return true;
  if (ratio !== undefined) return isWrongBar({ ratio, strict });
  return strict === true || (floor === undefined && barsOf(rule).length === 0);
}

/** S10. */
function speaksOfAdoptionElsewhere({ polarity, namedAssents, vetoSeats, blockingMinority }: RuleFile): boolean {
  if (polarity === 'adopt') return false;
  for (const names of [namedAssents, vetoSeats]) if (names !== undefined && names.length > 0) return true;
  return blockingMinority !== undefined;
}

/** S2. */
function isOneTwice({ electorate }: CaseFile): boolean {
  for (const [place, { member }] of electorate.entries()) {
    for (const other of electorate.slice(place + 1)) if (other.member === member) return true;
  }
  return false;
}

/** S16a: whether some member is named by more than one organisation. */
function isMemberShared({ electorate }: CaseFile): boolean {
  for (const { member, votesFor } of electorate) {
    if (isRegional({ member, votesFor })) continue;
    let named = 0;
    for (const organisation of electorate) if ((organisation.votesFor ?? []).includes(member)) named += 1;
    if (named > 1) return true;
  }
  return false;
}

/** S3: of the measures that the rule uses, and of members only. */
function isWrongWeight({ rule, electorate }: CaseFile): boolean {
  const used = (rule.weightMajorities ?? []).map(({ measure }) => measure);
  for (const entry of electorate) {
    const given = isRegional(entry) ? [] : Object.entries(entry.weights ?? {});
    for (const [measure, weight] of given) if (used.includes(measure) && !isDigits(weight, '0')) return true;
  }
  return false;
}

/** S9: even the ballots that are not counted. */
function isWrongBallot({ rule, votes }: CaseFile): boolean {
  const ballot = BALLOT.get(String(rule.polarity)) ?? [];
  for (const { choice } of votes) if (!ballot.includes(choice)) return true;
  return false;
}

/** S1 to S11, of which S11 comes first. */
export function isInvalid(file: CaseFile): boolean {
  if (isWrongWord(file.rule) || isWrongNumber(file.rule) || isWrongBars(file.rule)) return true;
  if (speaksOfAdoptionElsewhere(file.rule) || isOneTwice(file) || isMemberShared(file)) return true;
  return isWrongWeight(file) || isWrongBallot(file);
}
