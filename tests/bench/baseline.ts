// SPDX-License-Identifier: Apache-2.0
// The chaincode with which a sealed vote is compared: no rule, no seal, no schema, Fabric's bare shim.
import shim from 'fabric-shim';

type Answer = ReturnType<typeof shim.success>;
type Transaction = (stub: shim.ChaincodeStub, argument: string) => Promise<string>;

/** Writes two values and emits one event of the sizes that the argument asks for: `KEY BYTES BYTES EVENT-BYTES FILLER`. */
const write: Transaction = async (stub, argument) => {
  const [key = '', first, second, event] = argument.split(' ');
  const filler = (bytes: string | undefined): Buffer => Buffer.alloc(Number(bytes), argument);
  await stub.putState(`${key}/1`, filler(first));
  await stub.putState(`${key}/2`, filler(second));
  const payload = filler(event);
  stub.setEvent('Written', payload);
  return payload.toString('latin1');
};

const TRANSACTIONS = new Map<string, Transaction>([
  ['nothing', () => Promise.resolve('')],
  ['read', async (stub, key) => Buffer.from(await stub.getState(key)).toString('latin1')],
  ['write', write],
]);

const baseline: shim.ChaincodeInterface = {
  Init(): Promise<Answer> {
    return Promise.resolve(shim.success());
  },

  /** `nothing` answers at once, `read KEY` reads one value, `write ..` writes as much as a vote does. */
  async Invoke(stub: shim.ChaincodeStub): Promise<Answer> {
    const { fcn, params } = stub.getFunctionAndParameters();
    const transaction = TRANSACTIONS.get(fcn) ?? (() => Promise.reject(new Error(`no such transaction: ${fcn}`)));
    return shim.success(Buffer.from(await transaction(stub, params[0] ?? ''), 'latin1'));
  },
};

shim.start(baseline);
