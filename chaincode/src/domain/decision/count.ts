// SPDX-License-Identifier: Apache-2.0
import { meets, type ArithmeticRule, type Base, type Ratio } from '../../protocol/index.ts';
import type { Counting, Elector, Stand } from './electorate.ts';

/** What each member weighs in a count: one head, one head if it belongs to a group, or its weight in a measure. */
export type Weighing = (elector: Elector) => bigint;

/** One count: of heads, of the heads of a group, or of a weight. */
export interface Count {
  readonly support: bigint;
  readonly against: bigint;
  readonly abstain: bigint;
  readonly silent: bigint;
  /** What of all of them is measured against (S17 to S19). */
  readonly base: bigint;
}

/** A share that a count must reach; `total` stands in place of the base where the treaty fixes it (S19). */
export interface Bar {
  readonly name: string;
  readonly count: Count;
  readonly ratio: Ratio;
  readonly strict?: boolean | undefined;
  readonly total?: string | undefined;
}

/** Every member weighs one head. */
export const heads: Weighing = () => 1n;

/** A member weighs one head if it belongs to the group, else nothing. */
export const inGroup =
  (group: string): Weighing =>
  ({ groups = [] }) =>
    groups.includes(group) ? 1n : 0n;

/** A member weighs what it has of the measure; without an entry nothing (S4). */
export const byWeight =
  (measure: string): Weighing =>
  ({ weights = {} }) =>
    BigInt(Object.entries(weights).find(([name]) => name === measure)?.[1] ?? '0');

/** The weight of some members together. */
export function sum(electors: readonly Elector[], weigh: Weighing): bigint {
  return electors.reduce((total, elector) => total + weigh(elector), 0n);
}

function baseOf(base: Base, all: bigint, { support, against, abstain, silent }: Omit<Count, 'base'>): bigint {
  switch (base) {
    case 'allMembers':
      return all;
    case 'allEntitled':
      return support + against + abstain + silent;
    case 'cast':
      return support + against + abstain;
    case 'presentAndVoting':
      return support + against;
  }
}

/** Counts what the entitled members weigh, by how they stand; exact integers. */
export function countBy({ base }: ArithmeticRule, { members, entitled, stands }: Counting, weigh: Weighing): Count {
  const of = (stand: Stand | undefined) =>
    sum(
      entitled.filter(({ member }) => stands.get(member) === stand),
      weigh,
    );
  const counts = { support: of('support'), against: of('against'), abstain: of('abstain'), silent: of(undefined) };
  return { ...counts, base: baseOf(base, sum(members, weigh), counts) };
}

/** S20, S21: whether the support reaches its share, in exact rational arithmetic; never over a base of nothing. */
export function isMet({ count, ratio, strict, total }: Bar): boolean {
  return meets(count.support, total === undefined ? count.base : BigInt(total), ratio, strict ?? false);
}
