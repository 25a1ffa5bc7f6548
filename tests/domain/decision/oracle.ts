// SPDX-License-Identifier: Apache-2.0
import type { BarFile, CaseFile, EntryFile } from './case-file.ts';
import { BALLOT, fractionOf, isInvalid, isRegional } from './oracle-validity.ts';

/** All that S41 to S44 let out; or that the case is invalid, alone (S11). */
export type Verdict =
  | { readonly result: 'invalid' }
  | {
      readonly result: string;
      readonly entitled: number;
      readonly base: number;
      readonly tally: Readonly<Record<string, number>>;
      readonly groups: Readonly<Record<string, Readonly<Record<string, number>>>>;
      readonly weights: Readonly<Record<string, Readonly<Record<string, string>>>>;
      readonly ignored: Readonly<Record<'nonMembers' | 'excluded' | 'organisations', readonly string[]>>;
    };

/** The place of a word on the ballot (S12); 3 is silence. */
type Place = 0 | 1 | 2 | 3;
const PLACES: readonly Place[] = [0, 1, 2];

/** One member as the count sees it. */
interface Row {
  readonly name: string;
  readonly isEntitled: boolean;
  readonly entry: EntryFile;
  place: Place;
}

function isExcluded({ rule }: CaseFile, name: string): boolean {
  return (rule.exclude ?? []).includes(name);
}

/** S15: the place on the ballot of somebody's effective ballot, or 3 where there is none. */
function placeOf(name: string, { rule, votes }: CaseFile): Place {
  const ballot = BALLOT.get(String(rule.polarity)) ?? [];
  let place: Place = 3;
  for (const vote of votes) {
    if (vote.member !== name) continue;
    if (place === 3 || rule.revote === true) place = PLACES[ballot.indexOf(vote.choice)] ?? 3;
  }
  return place;
}

/** S2, S13: a row for each member, with its own ballot. */
function rowsOf(file: CaseFile): Row[] {
  const rows: Row[] = [];
  for (const entry of file.electorate) {
    if (isRegional(entry)) continue;
    const isEntitled = !isExcluded(file, entry.member);
    rows.push({ name: entry.member, isEntitled, entry, place: isEntitled ? placeOf(entry.member, file) : 3 });
  }
  return rows;
}

/** S16a: fills in the rows for which an organisation votes, and finds the organisations whose ballots are set aside. */
function represent(file: CaseFile, rows: readonly Row[]): Set<string> {
  const displaced = new Set<string>();
  for (const entry of file.electorate) {
    const place = isRegional(entry) && !isExcluded(file, entry.member) ? placeOf(entry.member, file) : 3;
    if (place === 3) continue;
    const represented = rows.filter((row) => row.isEntitled && (entry.votesFor ?? []).includes(row.name));
    if (represented.some((row) => row.place !== 3)) displaced.add(entry.member);
    else for (const row of represented) row.place = place;
  }
  return displaced;
}

function ascending(names: Iterable<string>): string[] {
  return [...new Set(names)].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
}

/** S14. */
function ignoredOf(file: CaseFile, displaced: Set<string>) {
  const nonMembers: string[] = [];
  const excluded: string[] = [];
  for (const { member } of file.votes) {
    if (!file.electorate.some((entry) => entry.member === member)) nonMembers.push(member);
    else if (isExcluded(file, member)) excluded.push(member);
  }
  return {
    nonMembers: ascending(nonMembers),
    excluded: ascending(excluded),
    organisations: ascending(displaced),
  };
}

/** S17 to S19: support, against, abstention, silence, and the base, where each member counts for what `worth` says. */
function countOf(rows: readonly Row[], base: unknown, worth: (entry: EntryFile) => bigint) {
  const sums: [bigint, bigint, bigint, bigint] = [0n, 0n, 0n, 0n];
  let outside = 0n;
  for (const { isEntitled, entry, place } of rows) {
    if (isEntitled) sums[place] += worth(entry);
    else outside += worth(entry);
  }
  let whole = sums[0] + sums[1];
  if (base !== 'presentAndVoting') whole += sums[2];
  if (base === 'allEntitled' || base === 'allMembers') whole += sums[3];
  if (base === 'allMembers') whole += outside;
  return { sums, base: whole };
}
type Sums = ReturnType<typeof countOf>;

/** S20, S21: the sign of support/base - ratio, once there is a base. */
function isMet({ sums }: Sums, whole: bigint, { ratio, strict }: BarFile): boolean {
  const fraction = fractionOf(ratio);
  if (fraction === undefined || whole === 0n) return false;
  const difference = sums[0] * fraction[1] - fraction[0] * whole;
  return strict === true ? difference > 0n : difference >= 0n;
}

function inGroup(group: string) {
  return ({ groups }: EntryFile) => ((groups ?? []).includes(group) ? 1n : 0n);
}

function inMeasure(measure: string) {
  return ({ weights }: EntryFile) => {
    for (const [name, weight] of Object.entries(weights ?? {})) if (name === measure) return BigInt(String(weight));
    return 0n; // S4
  };
}

/** S23. */
function isQuorate(quorum: unknown, cast: bigint, entitled: bigint): boolean {
  if (quorum === undefined) return true;
  const fraction = fractionOf(quorum);
  if (fraction === undefined) return cast >= BigInt(Number(quorum));
  return entitled > 0n && cast * fraction[1] >= fraction[0] * entitled;
}

/** All that the lines from S24 on look at. */
function factsOf({ rule }: CaseFile, rows: readonly Row[]) {
  const heads = countOf(rows, rule.base, () => 1n);
  const [support, against, abstain, silent] = heads.sums;
  const groups: boolean[] = [];
  for (const bar of rule.groupMajorities ?? []) {
    const count = countOf(rows, rule.base, inGroup(String(bar.group)));
    groups.push(isMet(count, count.base, bar));
  }
  const weights: boolean[] = [];
  for (const bar of rule.weightMajorities ?? []) {
    const count = countOf(rows, rule.base, inMeasure(String(bar.measure)));
    weights.push(isMet(count, typeof bar.total === 'string' ? BigInt(bar.total) : count.base, bar));
  }
  return {
    cast: support + against + abstain,
    entitled: support + against + abstain + silent,
    isQuorate: isQuorate(rule.quorum, support + against + abstain, support + against + abstain + silent),
    hasFloor: rule.floor === undefined || support >= BigInt(Number(rule.floor)), // S22
    heads: rule.ratio === undefined ? [] : [isMet(heads, heads.base, { ratio: rule.ratio, strict: rule.strict })],
    ...{ groups, weights, missing: heads.base - support },
  };
}
type Facts = ReturnType<typeof factsOf>;

/** S24 to S30: what precedes the bars, or undefined where the bars decide. */
function beforeBars({ rule }: CaseFile, place: (name: string) => Place | undefined, facts: Facts): string | undefined {
  const named = rule.namedAssents ?? [];
  if (named.some((name) => place(name) === undefined)) return 'unreachable'; // S24
  if (facts.entitled === 0n) return 'rejected'; // S25
  if (facts.cast === 0n) return rule.onSilence === 'adopted' && named.length === 0 ? 'adopted' : 'rejected'; // S26, S27
  if (!facts.isQuorate) return 'noQuorum'; // S28
  return named.some((name) => place(name) !== 0) ? 'rejected' : undefined; // S30
}

function adopts(file: CaseFile, rows: readonly Row[], facts: Facts): string {
  const { blockingMinority, vetoSeats = [] } = file.rule;
  const place = (name: string) => rows.find((row) => row.isEntitled && row.name === name)?.place;
  const early = beforeBars(file, place, facts);
  if (early !== undefined) return early;
  if (vetoSeats.some((name) => place(name) === 1)) return 'rejected'; // S29, of the same result as S30
  const isSpared = typeof blockingMinority === 'number' && facts.missing < BigInt(blockingMinority); // S33
  return isWhollyMet(isSpared ? { ...facts, weights: [] } : facts) ? 'adopted' : 'rejected';
}

/** S31, S35. */
function isWhollyMet({ hasFloor, heads, groups, weights }: Facts): boolean {
  return hasFloor && ![...heads, ...groups, ...weights].includes(false);
}

/** S34 to S36. */
function stops(facts: Facts): string {
  return facts.cast > 0n && facts.isQuorate && isWhollyMet(facts) ? 'stopped' : 'proceeds';
}

/** S37 to S40. */
function blocks({ cast, isQuorate: quorate, hasFloor, heads, groups, weights }: Facts): string {
  const alternatives = [...heads, ...groups, ...weights];
  const isOneMet = alternatives.length === 0 || alternatives.includes(true);
  return cast > 0n && quorate && hasFloor && isOneMet ? 'blocked' : 'takesEffect';
}

function decide(file: CaseFile, rows: readonly Row[]): string {
  const facts = factsOf(file, rows);
  if (file.rule.polarity === 'adopt') return adopts(file, rows, facts);
  return file.rule.polarity === 'stop' ? stops(facts) : blocks(facts);
}

/** A second reading of the semantics of decisions, written from its text alone: what a case comes to. */
export function judge(file: CaseFile): Verdict {
  if (isInvalid(file)) return { result: 'invalid' };
  const rows = rowsOf(file);
  const displaced = represent(file, rows);
  const { rule } = file;
  const words = [...(BALLOT.get(String(rule.polarity)) ?? []), 'silent'];
  const inWords = <V>({ sums }: Sums, show: (sum: bigint) => V) =>
    Object.fromEntries(sums.map((sum, index): [string, V] => [words[index] ?? '', show(sum)]));
  const heads = countOf(rows, rule.base, () => 1n);
  const groups = (rule.groupMajorities ?? []).map(({ group = '' }): [string, Record<string, number>] => {
    const count = countOf(rows, rule.base, inGroup(group));
    const entitled = rows.filter((row) => row.isEntitled && inGroup(group)(row.entry) === 1n).length;
    return [group, { ...inWords(count, Number), entitled, base: Number(count.base) }];
  });
  const weights = (rule.weightMajorities ?? []).map(({ measure = '' }): [string, Record<string, string>] => {
    const count = countOf(rows, rule.base, inMeasure(measure));
    return [measure, { ...inWords(count, String), base: String(count.base) }];
  });
  return {
    result: decide(file, rows),
    entitled: rows.filter((row) => row.isEntitled).length,
    base: Number(heads.base),
    tally: inWords(heads, Number),
    groups: Object.fromEntries(groups),
    weights: Object.fromEntries(weights),
    ignored: ignoredOf(file, displaced),
  };
}
