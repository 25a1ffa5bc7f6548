// SPDX-License-Identifier: Apache-2.0
import { InvalidArgumentError } from 'commander';
import { MOST_MEMBERS } from '../../../chaincode/src/protocol/index.ts';

/** A whole number of the command line. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

/** A number of members, of which an electorate holds at most 1,000. */
export function memberCount(text: string): number {
  const count = wholeNumber(text);
  if (count < 1 || count > MOST_MEMBERS)
    throw new InvalidArgumentError(`It must be from 1 to ${String(MOST_MEMBERS)}.`);
  return count;
}
