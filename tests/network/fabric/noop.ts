// SPDX-License-Identifier: Apache-2.0
// The smallest chaincode there is: what a transaction costs before any rule is asked. Benchmarks compare with it.
import shim from 'fabric-shim';

type Answer = ReturnType<typeof shim.success> | ReturnType<typeof shim.error>;

const TRANSACTIONS = new Map<string, (stub: shim.ChaincodeStub, argument: string) => Promise<string>>([
  ['echo', (_stub, argument) => Promise.resolve(argument)],
  ['get', async (stub, key) => Buffer.from(await stub.getState(key)).toString('utf8')],
  [
    'put',
    async (stub, key) => {
      await stub.putState(key, Buffer.from('1', 'utf8'));
      return key;
    },
  ],
]);

const noop: shim.ChaincodeInterface = {
  Init(): Promise<Answer> {
    return Promise.resolve(shim.success());
  },

  /** `echo TEXT` answers with the text, `put KEY` writes one key, `get KEY` reads one. */
  async Invoke(stub: shim.ChaincodeStub): Promise<Answer> {
    const { fcn, params } = stub.getFunctionAndParameters();
    const transaction = TRANSACTIONS.get(fcn);
    if (transaction === undefined) return shim.error(`no such transaction: ${fcn}`);
    return shim.success(Buffer.from(await transaction(stub, params[0] ?? ''), 'utf8'));
  },
};

shim.start(noop);
