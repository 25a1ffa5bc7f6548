// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  actBytes,
  canonicalText,
  Envelope,
  fromEpochMilliseconds,
  Instant,
  toEpochMilliseconds,
  type Committed,
  type JsonObject,
  type SealedAct,
} from '../../../chaincode/src/protocol/index.ts';
import { EmbeddedNetwork } from '../../../network/embedded/index.ts';
import { sealedBy } from '../../support/domain/keys.ts';
import { HOSTS, later, open, registerHead, T0, TREATY, type Step } from '../../support/domain/steps.ts';
import { refusalOf } from '../support.ts';

const ORGANISATIONS = [...new Set(Object.values(HOSTS))].map((msp) => ({ id: msp.slice(0, -'MSP'.length), msp }));

const TRANSACTIONS = { OpenTreaty: 'treaty:openTreaty', RegisterHead: 'representative:registerHead' } as const;

/** A clock that a test sets. */
class SetClock {
  #now = T0;
  set(now: string): void {
    this.#now = now;
  }
  readonly now = (): Instant => Instant.parse(this.#now);
}

/** A network of the treaty's own contracts in which every clock is the test's, and some peers' differ by milliseconds. */
function treatyNetwork(skews: Readonly<Record<string, number>> = {}) {
  const clock = new SetClock();
  const clocks = Object.fromEntries(
    ORGANISATIONS.map(({ id }) => [
      id,
      () => fromEpochMilliseconds(toEpochMilliseconds(clock.now()) + (skews[id] ?? 0)),
    ]),
  );
  return { clock, network: new EmbeddedNetwork({ organisations: ORGANISATIONS, clocks }) };
}

function textOf({ act, sealers }: Step): string {
  const sealed = sealedBy(act, sealers, Instant.parse(`${act.at.slice(0, 19)}Z`));
  return Buffer.from(actBytes(sealed as unknown as SealedAct)).toString();
}

type Playable = Step<keyof typeof TRANSACTIONS>;

/** Has an act carried by the organisation that the step names, at the step's time. */
async function carried(
  { network, clock }: ReturnType<typeof treatyNetwork>,
  step: Playable,
): Promise<{ envelope: Envelope; committed: Committed }> {
  clock.set(step.now);
  const ledger = network.connect({ msp: step.msp, admin: step.admin, clock: clock.now });
  const endorsed = await ledger.endorse(TRANSACTIONS[step.act.type], textOf(step));
  return { envelope: Envelope.parse(JSON.parse(endorsed.result)), committed: await endorsed.submit() };
}

const opening = (network: EmbeddedNetwork): Playable => open({}, { network: network.id });

const question = (content: JsonObject): string => canonicalText({ treaty: TREATY, ...content });

describe('The treaty on the embedded ledger', () => {
  it('is opened by the real contracts: record, event and stored act', async () => {
    const world = treatyNetwork();
    const step = opening(world.network);
    const { envelope, committed } = await carried(world, step);
    expect(committed.block).to.equal('1');
    expect(envelope).to.include({ treaty: TREATY, tx: committed.tx, at: T0, by: step.act.by, type: 'OpenTreaty' });
    for (const { id, state } of world.network.peers) {
      const ledger = world.network.connect({ organisation: id, clock: world.clock.now });
      const record = JSON.parse(await ledger.evaluate('record:get', question({ kind: 'Treaty', id: [] }))) as object;
      expect(record).to.include({ kind: 'Treaty', network: world.network.id });
      const stored = await ledger.evaluate('record:get', question({ kind: 'Act', id: [step.act.by, step.act.id] }));
      expect(JSON.parse(stored)).to.have.nested.property('changed.tx', committed.tx);
      expect(state.fingerprint()).to.equal(world.network.peer('SEC').state.fingerprint());
    }
    for await (const { block, tx, payload } of world.network.connect({ organisation: 'XA' }).deliveries({})) {
      expect([block, tx]).to.deep.equal(['1', committed.tx]);
      expect(JSON.parse(payload)).to.deep.equal(envelope);
      break;
    }
  });

  it('goes on with a second act, and closes every iterator', async () => {
    const world = treatyNetwork();
    await carried(world, opening(world.network));
    const head = registerHead('XA', { network: world.network.id, now: later(T0, 1000) });
    expect((await carried(world, head)).committed.block).to.equal('2');
    const list = question({ kind: 'Representative', under: [], size: 1, bookmark: '' });
    const ledger = world.network.connect({ organisation: 'XB', clock: world.clock.now });
    const page = JSON.parse(await ledger.evaluate('record:list', list)) as { records: unknown[]; bookmark: string };
    expect(page.records).to.have.length(1);
    const next = question({ kind: 'Representative', under: [], size: 1, bookmark: page.bookmark });
    expect(JSON.parse(await ledger.evaluate('record:list', next))).to.have.property('bookmark', '');
    for (const { iterators } of world.network.peers) expect(iterators.opened).to.equal(iterators.closed);
    expect(world.network.peer('XB').iterators.opened).to.equal(2);
  });

  it('refuses an opening by the wrong certificate or organisation, coded', async () => {
    const world = treatyNetwork();
    const step = opening(world.network);
    expect((await refusalOf(() => carried(world, { ...step, admin: false }))).code).to.equal('CARRIER_NOT_ADMIN');
    expect((await refusalOf(() => carried(world, { ...step, msp: HOSTS.XA as typeof step.msp }))).code).to.equal(
      'TREATY_OPENING_FORBIDDEN',
    );
    expect(world.network.height).to.equal(1);
  });

  it('lets one of two openings at the same moment stand', async () => {
    const world = treatyNetwork();
    const ledger = world.network.connect({ organisation: 'SEC', admin: true, clock: world.clock.now });
    const texts = ['One', 'Other'].map((title) => textOf(open({ title }, { network: world.network.id })));
    const endorsed = await Promise.all(texts.map((text) => ledger.endorse('treaty:openTreaty', text)));
    const [first, second] = endorsed.map((transaction) => transaction.submit());
    expect((await first)?.block).to.equal('1');
    expect((await refusalOf(() => second)).details.validation).to.equal('MVCC_READ_CONFLICT');
    const [again = ''] = texts.slice(1);
    expect((await refusalOf(() => ledger.endorse('treaty:openTreaty', again))).code).to.equal('TREATY_EXISTS');
  });

  it('is kept by each peer by its own clock: two of six that refuse are tolerated, three or the own are not', async () => {
    const slow = -6000;
    const two = treatyNetwork({ XA: slow, XB: slow });
    expect((await carried(two, opening(two.network))).committed.block).to.equal('1');
    const three = treatyNetwork({ XA: slow, XB: slow, XC: slow });
    const refusal = await refusalOf(() => carried(three, opening(three.network)));
    expect(refusal.code).to.equal('LEDGER_UNAVAILABLE');
    expect(refusal.details.problem).to.include('XA: CLOCK_AHEAD');
    const own = treatyNetwork({ SEC: slow });
    expect((await refusalOf(() => carried(own, opening(own.network)))).code).to.equal('CLOCK_AHEAD');
  });

  it('answers a transaction or a contract that does not exist with an error, and lives on', async () => {
    const { network, clock } = treatyNetwork();
    const ledger = network.connect({ organisation: 'XA', clock: clock.now });
    for (const name of ['treaty:constructor', 'treaty:record', 'treaty:', 'nothing:here', 'a:b:c', '', '__proto__:x']) {
      const { kind } = await refusalOf(() => ledger.endorse(name, '{}'));
      expect(['failure', 'usage', 'refused'], name).to.include(kind);
    }
    expect((await refusalOf(() => ledger.evaluate('record:get', '{}'))).code).to.equal('QUERY_MALFORMED');
  });
});
