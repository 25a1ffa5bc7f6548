// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { GatewayError } from '@hyperledger/fabric-gateway';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';

/** The calls of the gateway service, named in errors so that a reader knows how far a transaction came. */
export type Stage = 'evaluate' | 'endorse' | 'submit' | 'commitStatus' | 'events';

/** Failures that say nothing about the transaction itself: the peer or its peers were not reached, or were too busy. */
const PASSING = new Set<number>([
  status.UNAVAILABLE,
  status.DEADLINE_EXCEEDED,
  status.CANCELLED,
  status.RESOURCE_EXHAUSTED,
]);

/** Whether trying the same call again may succeed. */
export function isPassing(error: unknown): boolean {
  return error instanceof GatewayError && (PASSING.has(error.code) || error.message.includes('too many requests'));
}

/** Whether the endorsing peers answered differently, as they do while some are a block behind. */
export function isDisagreement(error: unknown): boolean {
  return error instanceof GatewayError && textOf(error).includes('ProposalResponsePayloads do not match');
}

function textOf(error: GatewayError): string {
  return [error.message, ...error.details.map((detail) => detail.message)].join('; ');
}

/** A contract's refusal, and whether it is that of one's own peer. */
export interface Refusal {
  readonly error: TreatyError;
  readonly isOwn: boolean;
}

/** The contract's refusal that a gateway error carries; that of one's own peer comes before those of others. */
export function refusalIn(error: unknown, msp: string): Refusal | undefined {
  if (!(error instanceof GatewayError)) return undefined;
  const own = error.details.filter((detail) => detail.mspId === msp);
  const foreign = error.details.filter((detail) => detail.mspId !== msp);
  // Without details the message is that of the peer that was asked.
  const texts = [...own.map(({ message }) => message), ...(foreign.length === 0 ? [error.message] : [])];
  return (
    refusalOf(texts, true) ??
    refusalOf(
      foreign.map(({ message }) => message),
      false,
    )
  );
}

function refusalOf(texts: readonly string[], isOwn: boolean): Refusal | undefined {
  const error = texts.map((text) => TreatyError.parse(text)).find((parsed) => parsed !== undefined);
  return error === undefined ? undefined : { error, isOwn };
}

/** Any other failure of a gateway call, as the error that the port promises. */
export function failureOf(error: unknown, stage: Stage): TreatyError {
  if (error instanceof TreatyError) return error;
  const problem = error instanceof GatewayError ? textOf(error) : String(error);
  const isContract = error instanceof GatewayError && problem.includes('chaincode response');
  if (isContract) return new TreatyError('CONTRACT_FAILED', { problem }, { cause: error });
  return new TreatyError('LEDGER_UNAVAILABLE', { stage, problem }, { cause: error });
}
