// SPDX-License-Identifier: Apache-2.0
import { CountingMethod, TreatyError } from '../../../chaincode/src/protocol/index.ts';
import { parsedOption } from './parsed.ts';

/** A counting method as it is typed: `total-operations@1`. Fails if: OPTION_INVALID. */
export function methodIn(text: string): CountingMethod {
  const [name, version, ...rest] = text.split('@');
  if (version === undefined || rest.length > 0)
    throw new TreatyError('OPTION_INVALID', {
      option: '--method',
      problem: 'write NAME@VERSION, such as total-operations@1',
    });
  return parsedOption(CountingMethod, '--method', { name, version });
}
