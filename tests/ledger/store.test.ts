// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { Store, type Iterator, type Stub } from '../../chaincode/src/ledger/index.ts';
import { TreatyId } from '../../chaincode/src/protocol/index.ts';

const TREATY = TreatyId.parse('test');

/** A stub whose range read fails at the second entry; it counts what was closed. */
function failing(closed: string[]): Stub {
  const iterator = (name: string): Iterator => ({
    next: () => Promise.reject(new Error('the database is away')),
    close: () => {
      closed.push(name);
      return Promise.resolve();
    },
  });
  return {
    getTxID: () => '',
    getChannelID: () => '',
    getTxTimestamp: () => ({ seconds: 0, nanos: 0 }),
    createCompositeKey: (type, attributes) => [type, ...attributes].join('/'),
    getState: () => Promise.reject(new Error('the database is away')),
    putState: () => Promise.resolve(),
    setEvent: () => undefined,
    getStateByPartialCompositeKey: () => Promise.resolve(iterator('range')),
    getStateByPartialCompositeKeyWithPagination: () =>
      Promise.resolve({ iterator: iterator('page'), metadata: { bookmark: '' } }),
  };
}

describe('the store', () => {
  it('hands a failed read through, and never takes it for an absent record', async () => {
    const closed: string[] = [];
    const store = new Store(failing(closed), TREATY);
    for (const read of [
      store.read({ kind: 'Treaty', id: [] }),
      store.range('Party', []),
      store.page('Party', [], 10, ''),
    ]) {
      expect(await read.catch((error: unknown) => String(error))).to.equal('Error: the database is away');
    }
    expect(closed).to.deep.equal(['range', 'page']);
  });
});
