// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { TreatyError, type ErrorCode } from '../../chaincode/src/protocol/index.ts';

/** The error with which a promise must be rejected: a coded one. */
export async function refusalOf(promise: Promise<unknown>): Promise<TreatyError> {
  const outcome = await promise.then(
    (value: unknown) => ({ value }),
    (error: unknown) => ({ error }),
  );
  expect(outcome).to.have.property('error').that.is.instanceOf(TreatyError);
  if (!('error' in outcome) || !(outcome.error instanceof TreatyError)) throw new Error('unreachable');
  return outcome.error;
}

/** Expects a coded refusal, with some of its details. */
export async function expectRefusal(promise: Promise<unknown>, code: ErrorCode, details: object = {}): Promise<void> {
  const refusal = await refusalOf(promise);
  expect({ code: refusal.code, message: refusal.message }).to.deep.include({ code });
  expect(refusal.details).to.include(details);
}
