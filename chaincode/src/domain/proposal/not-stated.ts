// SPDX-License-Identifier: Apache-2.0
import { TreatyError } from '../../protocol/index.ts';

/** The refusal of what a profile gives no procedure for. */
export function notStated(subject: string): TreatyError {
  return new TreatyError('PROCEDURE_NOT_STATED', { subject });
}
