// SPDX-License-Identifier: Apache-2.0
import type {
  ChaincodeEvent,
  ChaincodeEventsOptions,
  CloseableAsyncIterable,
  Network,
} from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import { ENVELOPE_EVENT, TransactionId } from '../../../chaincode/src/protocol/index.ts';
import { deliveriesOf } from '../../../gateway/src/events/deliveries.ts';

const CHAINCODE = 'depositary';

function event(block: bigint, digit: string, eventName = ENVELOPE_EVENT): ChaincodeEvent {
  const payload = new TextEncoder().encode(`envelope ${digit}`);
  return { blockNumber: block, transactionId: digit.repeat(64), chaincodeName: CHAINCODE, eventName, payload };
}

function delivered(block: string, digit: string): object {
  return { block, tx: digit.repeat(64), payload: `envelope ${digit}` };
}

/** How a stream of the library goes: it cannot be opened, or it delivers some events and then fails, ends or goes quiet. */
type Stream = 'refused' | { readonly events: readonly ChaincodeEvent[]; readonly then: 'fails' | 'ends' | 'waits' };

/** A network of the library whose streams of events go as told, one after the other. */
class Unsteady implements Pick<Network, 'getChaincodeEvents'> {
  /** From where each stream was asked for. */
  readonly asked: { readonly block: bigint | undefined; readonly tx: string | undefined }[] = [];
  closed = 0;
  readonly #streams: Stream[];

  constructor(...streams: Stream[]) {
    this.#streams = streams;
  }

  getChaincodeEvents(_: string, options: ChaincodeEventsOptions = {}): Promise<CloseableAsyncIterable<ChaincodeEvent>> {
    const { startBlock, checkpoint } = options;
    this.asked.push({ block: startBlock ?? checkpoint?.getBlockNumber(), tx: checkpoint?.getTransactionId() });
    const stream = this.#streams.shift() ?? { events: [], then: 'waits' as const };
    if (stream === 'refused') return Promise.reject(new Error('14 UNAVAILABLE: no connection'));
    const closing = Promise.withResolvers<undefined>();
    async function* events(): AsyncGenerator<ChaincodeEvent, undefined> {
      if (stream === 'refused') return undefined;
      yield* stream.events;
      if (stream.then === 'fails') throw new Error('14 UNAVAILABLE: connection dropped');
      return stream.then === 'waits' ? closing.promise : undefined;
    }
    const close = (): void => {
      this.closed += 1;
      closing.resolve(undefined);
    };
    return Promise.resolve({ [Symbol.asyncIterator]: () => events(), [Symbol.dispose]: close, close });
  }
}

/** The first so many deliveries, and how often an interruption was told. */
async function taken(network: Unsteady, many: number, after?: { block: string; tx?: TransactionId }) {
  const ending = new AbortController();
  let interruptions = 0;
  const interrupted = () => (interruptions += 1);
  const found = [];
  const options = { signal: ending.signal, interrupted, ...(after === undefined ? {} : { after }) };
  for await (const one of deliveriesOf(network, CHAINCODE, options)) {
    found.push(one);
    if (found.length === many) ending.abort();
  }
  return { found, interruptions };
}

/** All deliveries until the signal. */
async function endedBy(network: Unsteady, signal: AbortSignal): Promise<object[]> {
  const found = [];
  for await (const one of deliveriesOf(network, CHAINCODE, { signal })) found.push(one);
  return found;
}

describe('the deliveries of a Fabric network', () => {
  it('go on after the last one delivered where the stream fails, each once', async () => {
    const network = new Unsteady(
      { events: [event(3n, 'a'), event(3n, 'b')], then: 'fails' },
      'refused',
      'refused',
      { events: [event(4n, 'c')], then: 'ends' },
      { events: [event(5n, 'd')], then: 'waits' },
    );
    const { found, interruptions } = await taken(network, 4);
    expect(found).to.deep.equal([
      ...[delivered('3', 'a'), delivered('3', 'b'), delivered('4', 'c'), delivered('5', 'd')],
    ]);
    const afterB = { block: 3n, tx: 'b'.repeat(64) };
    expect(network.asked).to.deep.equal([
      ...[{ block: 0n, tx: undefined }, afterB, afterB, afterB],
      { block: 4n, tx: 'c'.repeat(64) },
    ]);
    // Told once for each interruption, not for each attempt; every stream that was opened was closed.
    expect(interruptions).to.equal(2);
    expect(network.closed).to.be.at.least(3);
  });

  it('begin after a checkpoint, and leave out events that are no envelopes', async () => {
    const tx = TransactionId.parse('e'.repeat(64));
    const network = () => new Unsteady({ events: [event(8n, 'a', 'other'), event(8n, 'b')], then: 'waits' });
    const [inBlock, wholeBlock] = [network(), network()];
    expect((await taken(inBlock, 1, { block: '7', tx })).found).to.deep.equal([delivered('8', 'b')]);
    expect(inBlock.asked).to.deep.equal([{ block: 7n, tx }]);
    expect((await taken(wholeBlock, 1, { block: '7' })).interruptions).to.equal(0);
    expect(wholeBlock.asked).to.deep.equal([{ block: 8n, tx: undefined }]);
  });

  it('end by their signal, before the first, while a stream is quiet and while one waits to connect again', async () => {
    expect(await endedBy(new Unsteady(), AbortSignal.abort())).to.deep.equal([]);
    for (const network of [new Unsteady(), new Unsteady(...Array.from({ length: 99 }, () => 'refused' as const))])
      expect(await endedBy(network, AbortSignal.timeout(150))).to.deep.equal([]);
  });
});
