// SPDX-License-Identifier: Apache-2.0
import type { ChaincodeInterface, ChaincodeResponse, ChaincodeStub, Iterators } from 'fabric-shim';

/** One step of what a transaction of the test chaincode does; each leaves one answer. */
export type Step =
  | { readonly get: string }
  | { readonly put: string; readonly value: string }
  | { readonly del: string }
  | { readonly add: string }
  | { readonly event: string; readonly payload: string }
  | { readonly range: readonly [start: string, end: string]; readonly take?: number; readonly leaveOpen?: boolean }
  | { readonly under: readonly string[] }
  | { readonly page: readonly [start: string, end: string]; readonly size: number; readonly bookmark?: string }
  | { readonly make: readonly [objectType: string, ...attributes: string[]]; readonly value: string }
  | { readonly tell: 'creator' | 'tx' | 'channel' | 'time' | 'arguments' }
  | { readonly secret: string }
  | { readonly query: string }
  | { readonly fail: string };

/** What tells one organisation's code from another's. */
export interface Variant {
  /** Stands before every value that it writes. */
  readonly prefix?: string;
  /** Refuses every transaction with this message. */
  readonly refuses?: string;
  /** Awaited before the first step. */
  readonly before?: () => Promise<void>;
}

async function keysOf(iterator: Iterators.StateQueryIterator, take: number, leaveOpen = false): Promise<string[]> {
  const keys: string[] = [];
  while (keys.length < take) {
    const step = await iterator.next();
    if (step.done) break;
    keys.push(step.value.key);
  }
  if (!leaveOpen) await iterator.close();
  return keys;
}

function told(stub: ChaincodeStub, what: string): unknown {
  const { mspid, idBytes } = stub.getCreator();
  const { seconds, nanos } = stub.getTxTimestamp();
  const answers: Record<string, unknown> = {
    creator: { mspid, certificate: Buffer.from(idBytes).toString() },
    tx: stub.getTxID(),
    channel: stub.getChannelID(),
    time: { seconds: String(seconds), nanos },
    arguments: stub.getFunctionAndParameters(),
  };
  return answers[what];
}

async function read(stub: ChaincodeStub, step: Step): Promise<unknown> {
  if ('get' in step) return Buffer.from(await stub.getState(step.get)).toString();
  if ('range' in step) return keysOf(await stub.getStateByRange(...step.range), step.take ?? Infinity, step.leaveOpen);
  if ('under' in step) {
    const [type = '', ...attributes] = step.under;
    const keys = await keysOf(await stub.getStateByPartialCompositeKey(type, attributes), Infinity);
    return keys.map((key) => stub.splitCompositeKey(key).attributes);
  }
  if ('page' in step) {
    const page = await stub.getStateByRangeWithPagination(...step.page, step.size, step.bookmark);
    return { keys: await keysOf(page.iterator, Infinity), ...page.metadata };
  }
  if ('secret' in step) return Buffer.from(await stub.getPrivateData('secrets', step.secret)).toString();
  if ('query' in step) return keysOf(await stub.getQueryResult(step.query), Infinity);
  return 'tell' in step ? told(stub, step.tell) : undefined;
}

async function play(stub: ChaincodeStub, step: Step, { prefix = '' }: Variant): Promise<unknown> {
  if ('put' in step) await stub.putState(step.put, Buffer.from(step.value === '' ? '' : prefix + step.value));
  if ('del' in step) await stub.deleteState(step.del);
  if ('add' in step) {
    const before = Number(Buffer.from(await stub.getState(step.add)).toString());
    await stub.putState(step.add, Buffer.from(String(before + 1)));
  }
  if ('make' in step) {
    const [type, ...attributes] = step.make;
    await stub.putState(stub.createCompositeKey(type, attributes), Buffer.from(step.value));
  }
  if ('event' in step) stub.setEvent(step.event, Buffer.from(step.payload));
  if ('fail' in step) throw new Error(step.fail);
  return (await read(stub, step)) ?? null;
}

async function invoked(stub: ChaincodeStub, variant: Variant): Promise<ChaincodeResponse> {
  try {
    await variant.before?.();
    if (variant.refuses !== undefined) throw new Error(variant.refuses);
    const [steps = '[]'] = stub.getFunctionAndParameters().params;
    const answers: unknown[] = [];
    for (const step of JSON.parse(steps) as Step[]) answers.push(await play(stub, step, variant));
    return { status: 200, payload: Buffer.from(JSON.stringify(answers)) };
  } catch (error) {
    return { status: 500, message: (error as Error).message };
  }
}

/** A chaincode that does what it is told. */
export function notes(variant: Variant = {}): ChaincodeInterface {
  const invoke = (stub: ChaincodeStub) => invoked(stub, variant);
  return { Init: invoke, Invoke: invoke };
}
