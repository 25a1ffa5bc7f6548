// SPDX-License-Identifier: Apache-2.0

/** Leaves out the fields that were not given: an act holds no empty ones. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> };
export function given(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
