// SPDX-License-Identifier: Apache-2.0
import { clockOf, fold, needsOf, type Context } from '../domain/index.ts';
import {
  carrierOf,
  emit,
  requireClock,
  requirePassed,
  Store,
  timestampOf,
  type Clock,
  type TransactionContext,
} from '../ledger/index.ts';
import {
  parseActDocument,
  sealingKeys,
  TransactionId,
  TreatyError,
  utf8,
  type ActDocument,
  type ActType,
  type MspId,
} from '../protocol/index.ts';
import { gather } from './gather.ts';

/** What a chaincode knows besides the ledger: which organisation opens treaties, as the approved package says, and a clock. */
export interface Office {
  readonly opensTreaties: MspId;
  readonly clock: Clock;
}

function documentOf(type: ActType, text: string): ActDocument {
  const document = parseActDocument(utf8(text));
  if (document.act.type !== type)
    throw new TreatyError('TRANSACTION_MISMATCH', { expected: type, type: document.act.type });
  return document;
}

/**
 * The way that every act takes: bytes within limits, canonical, of its schema, sealed; the records that its rule wants;
 * the client's clock; the decision; the deadline that it waits for; then all writes and one event. Answers with the event's envelope.
 */
export async function record(office: Office, ctx: TransactionContext, type: ActType, text: string): Promise<string> {
  const document = documentOf(type, text);
  const { act, digest } = document;
  const store = new Store(ctx.stub, act.treaty);
  const known = await gather(store, (facts) => needsOf(document, facts));
  const now = timestampOf(ctx.stub);
  const bounds = clockOf(act, known, now);
  // Before any rule looks at the time: a wrong clock would be taken for an ended term, an expired act or a window that is over.
  if (bounds !== undefined) requireClock(office.clock, bounds, now);
  const context: Context = {
    ...carrierOf(ctx),
    channel: ctx.stub.getChannelID(),
    tx: TransactionId.parse(ctx.stub.getTxID()),
    now,
    opensTreaties: office.opensTreaties,
    digest,
    sealedBy: sealingKeys(document.document),
  };
  const { events, records, clock, notBefore } = fold(document, known, context);
  if (notBefore !== undefined) requirePassed(office.clock, clock, notBefore);
  await store.save(records);
  const { treaty, by, id } = act;
  const { tx } = context;
  return emit(ctx.stub, {
    v: 1,
    treaty,
    tx,
    at: now,
    by,
    act: id,
    type,
    digest: document.documentDigest,
    events: [...events],
  });
}
