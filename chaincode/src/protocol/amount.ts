// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { TreatyError } from './errors.ts';

/** 0 to 10^40 in the only spelling without sign, leading zero or exponent. */
const AMOUNT = /^(?:0|[1-9][0-9]{0,39}|10{40})$/;

/** What a person may write: `5000`, `1e25`, `2.5e25`; at most two digits of exponent, so that the zeros stay few. */
const WRITTEN = /^(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]\+?([0-9]{1,2}))?$/;
const LONGEST_WRITTEN = 64;

/**
 * A count that may exceed 2^53, such as training compute in FLOP, or a weight: a whole number from 0 to 10^40 as decimal text.
 * Never a JSON number, which is already wrong at 10^25.
 */
export const Amount = z
  .string()
  .max(41)
  .regex(AMOUNT, 'a whole number from 0 to 10^40 as decimal digits')
  .brand<'Amount'>();
export type Amount = z.infer<typeof Amount>;

/**
 * Reads an amount as a person writes it on the command line: `1e25`, `2.5e25`, `10000`.
 * Fails if: AMOUNT_INVALID where it is not a whole number from 0 to 10^40, or has a sign, a blank or an underscore.
 */
export function parseAmount(text: string): Amount {
  const written = text.length > LONGEST_WRITTEN ? null : WRITTEN.exec(text);
  const amount = Amount.safeParse(written === null ? undefined : wholeDigits(written));
  if (!amount.success) throw new TreatyError('AMOUNT_INVALID', { text: text.slice(0, LONGEST_WRITTEN) });
  return amount.data;
}

/** Orders two amounts by value: -1, 0 or 1. */
export function compareAmounts(left: Amount, right: Amount): -1 | 0 | 1 {
  const difference = BigInt(left) - BigInt(right);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** The digits of a written number, or undefined where a fraction remains. */
function wholeDigits([, whole = '', written = '', exponent = '0']: readonly (string | undefined)[]):
  string | undefined {
  const fraction = written.replace(/0+$/, '');
  const zeros = Number(exponent) - fraction.length;
  return zeros < 0 ? undefined : BigInt(whole + fraction + '0'.repeat(zeros)).toString();
}
