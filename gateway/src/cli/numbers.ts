// SPDX-License-Identifier: Apache-2.0
import { InvalidArgumentError } from 'commander';

/** A whole number of the command line. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
