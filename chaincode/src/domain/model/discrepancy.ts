// SPDX-License-Identifier: Apache-2.0
import {
  compareAmounts,
  compareInstants,
  compareTexts,
  deriveId,
  DiscrepancyId,
  sha256Hex,
  utf8,
  type Amount,
  type ComputeFigure,
  type ComputeId,
  type CountingMethod,
  type Digest,
  type Discrepancy,
  type EventOf,
  type Instant,
  type MemberId,
} from '../../protocol/index.ts';
import type { Edges } from '../rule.ts';

/** The legal moves of a discrepancy. */
export const DISCREPANCY_EDGES: Edges<Discrepancy['status']> = {
  open: { DeclareCompute: ['settled'] },
  settled: {},
};

/** A figure that its declarer stands by. */
export interface Stated extends Omit<ComputeFigure, 'evidence'> {
  readonly id: ComputeId;
  readonly declarer: MemberId;
}

/** What a figure counts, and how. */
type Slot = Pick<ComputeFigure, 'phase' | 'method'>;

/** Whether two methods of counting are one, version included. */
export function isSameMethod(left: CountingMethod, right: CountingMethod): boolean {
  return left.name === right.name && left.version === right.version;
}

/** Whether two figures count the same phase by the same method. */
export function isSameSlot(left: Slot, right: Slot): boolean {
  return left.phase === right.phase && isSameMethod(left.method, right.method);
}

/** The bounds of a figure; one that states none is exact. */
function boundsOf({ low, best, high }: Pick<ComputeFigure, 'low' | 'best' | 'high'>): [Amount, Amount] {
  return [low ?? best, high ?? best];
}

function agree(left: Stated, right: Stated): boolean {
  const [leftLow, leftHigh] = boundsOf(left);
  const [rightLow, rightHigh] = boundsOf(right);
  return compareAmounts(leftLow, rightHigh) <= 0 && compareAmounts(rightLow, leftHigh) <= 0;
}

/** A figure that has just been declared, and what stands besides it from then on. */
export interface Comparison {
  readonly declared: Stated;
  readonly others: readonly Stated[];
  readonly open: readonly Discrepancy[];
  /** The digest of the act, from which the ids derive. */
  readonly digest: Digest;
  readonly until: Instant | undefined;
}

function isOver(discrepancy: Discrepancy, { declared, others }: Comparison): boolean {
  const figures = [declared, ...others].filter((figure) => isSameSlot(figure, discrepancy));
  const [left, right] = discrepancy.declarers.map((member) => figures.find(({ declarer }) => declarer === member));
  return left === undefined || right === undefined || agree(left, right);
}

/** The discrepancies that end with a figure: those of its declarer whose two figures agree by now, or of which one is gone. */
export function settledBy(comparison: Comparison): EventOf<'DiscrepancySettled'>[] {
  const { declared, open } = comparison;
  return (
    open
      .filter(({ declarers }) => declarers.includes(declared.declarer))
      // R-171 a discrepancy is settled when a later declaration brings the figures together again
      .filter((discrepancy) => isOver(discrepancy, comparison))
      .map(({ id, model }) => ({ type: 'DiscrepancySettled', discrepancy: id, model }))
  );
}

function opening(other: Stated, { declared, digest, until }: Comparison): EventOf<'DiscrepancyOpened'> {
  const [first, second] = compareTexts(other.declarer, declared.declarer) < 0 ? [other, declared] : [declared, other];
  const { model, phase, method } = declared;
  return {
    type: 'DiscrepancyOpened',
    discrepancy: DiscrepancyId.parse(deriveId('X', sha256Hex(utf8(`${digest} ${other.declarer}`)))),
    ...{ model, phase, method },
    declarers: [first.declarer, second.declarer],
    declarations: [first.id, second.id],
    ...(until === undefined ? {} : { until }),
  };
}

/** The discrepancies that begin with a figure: one with each declarer whose range excludes it, unless one is open with it. */
export function openedBy(comparison: Comparison): EventOf<'DiscrepancyOpened'>[] {
  const { declared, others, open } = comparison;
  const isOpenWith = ({ declarer }: Stated): boolean =>
    open.some(
      (one) => isSameSlot(one, declared) && [declarer, declared.declarer].every((m) => one.declarers.includes(m)),
    );
  return (
    others
      .filter((other) => other.declarer !== declared.declarer && isSameSlot(other, declared))
      // R-170 figures of two declarers that exclude each other are a discrepancy
      .filter((other) => !agree(other, declared) && !isOpenWith(other))
      .sort((left, right) => compareTexts(left.declarer, right.declarer))
      .map((other) => opening(other, comparison))
  );
}

/** Whether a discrepancy should have been settled by an instant, and is not: derived, never stored. */
export function isOverdue({ status, until }: Discrepancy, at: Instant): boolean {
  return status === 'open' && until !== undefined && compareInstants(at, until) > 0;
}
