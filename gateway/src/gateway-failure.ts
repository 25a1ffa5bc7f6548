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

/** What a gateway error says, its details included. */
export function problemOf(error: unknown): string {
  return error instanceof GatewayError ? textOf(error) : String(error);
}

/** A refusal by the contract, or by a peer for the client's clock, and whether it is that of one's own peer. */
export interface Refusal {
  readonly error: TreatyError;
  readonly isOwn: boolean;
}

/** The refusal that a gateway error carries; that of one's own peer comes before those of others. */
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

/** What a peer says to a proposal whose time is far from its own (Fabric, core/handlers/auth/filter/timewindow.go). */
const TIME_WINDOW = /incorrect timestamp (\S+), peer time (\S+), peer\.authentication\.timewindow (\S+?)(?:[;,\s]|$)/;

/** A peer's own check of the client's clock, which comes before the contract's, as the contract would have refused. */
function clockRefusalIn(text: string): TreatyError | undefined {
  const [, dated = '', own = '', window = ''] = TIME_WINDOW.exec(text) ?? [];
  if (dated === '') return undefined;
  // A duration as Go writes it, such as 5m0s.
  const bound = `PT${window.toUpperCase()}`;
  return Date.parse(dated) > Date.parse(own)
    ? new TreatyError('CLOCK_AHEAD', { now: dated, aheadBy: bound })
    : new TreatyError('CLOCK_BEHIND', { now: dated, behindBy: bound });
}

function refusalOf(texts: readonly string[], isOwn: boolean): Refusal | undefined {
  const error = texts
    .map((text) => TreatyError.parse(text) ?? clockRefusalIn(text))
    .find((parsed) => parsed !== undefined);
  return error === undefined ? undefined : { error, isOwn };
}

/** Any other failure of a gateway call, as the error that the port promises. */
export function failureOf(error: unknown, stage: Stage): TreatyError {
  if (error instanceof TreatyError) return error;
  const problem = problemOf(error);
  const clock = clockRefusalIn(problem);
  if (clock !== undefined) return clock;
  const isContract = error instanceof GatewayError && problem.includes('chaincode response');
  if (isContract) return new TreatyError('CONTRACT_FAILED', { problem }, { cause: error });
  return new TreatyError('LEDGER_UNAVAILABLE', { stage, problem }, { cause: error });
}
