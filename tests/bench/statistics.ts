// SPDX-License-Identifier: Apache-2.0

/** The smallest of the numbers that at least this part of them does not exceed: 0.5 is the median, 0.95 the p95. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}

/** How long work takes, in milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Does all work with so many at once; ends at the first that fails. */
export async function atOnce(count: number, work: readonly (() => Promise<unknown>)[]): Promise<void> {
  const left = work.values();
  const worker = async (): Promise<void> => {
    for (const one of left) await one();
  };
  await Promise.all(Array.from({ length: count }, worker));
}
