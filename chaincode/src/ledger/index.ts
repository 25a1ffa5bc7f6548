// SPDX-License-Identifier: Apache-2.0
export { requireClock, requirePassed, systemClock, timestampOf, type Clock } from './clock.ts';
export { carrierOf } from './identity.ts';
export { emit } from './outbox.ts';
export { Store } from './store.ts';
export type { Iterator, Stub, TransactionContext } from './stub.ts';
