// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import lockfile from 'proper-lockfile';
import {
  NetworkId,
  ProposalId,
  RepresentativeId,
  TransactionId,
  TreatyError,
  TreatyId,
  type ErrorDetails,
  type Ledger,
} from '../../../chaincode/src/protocol/index.ts';
import { Outbox } from '../../../gateway/src/cli/outbox.ts';
import { draft } from '../../../gateway/src/draft.ts';
import { sealed } from '../../../gateway/src/sealing.ts';
import { TreatyClient } from '../../../gateway/src/treaty-client.ts';
import { keyOf } from '../../support/members.ts';
import { refusalOf } from '../../support/refusals.ts';
import { atDesk, Desk, OPENING, type Receipt } from './desk.ts';

const NETWORK = NetworkId.parse(`treaty@${'a'.repeat(64)}`);
const TREATY = TreatyId.parse('test');
const TX = TransactionId.parse('1'.repeat(64));
const ACT = draft(
  'CastVote',
  { proposal: ProposalId.parse('P-0000000000'), choice: 'yes' },
  { network: NETWORK, treaty: TREATY, by: RepresentativeId.parse('XA/delegate-1') },
);
const BYTES = sealed(ACT, keyOf('XA/delegate-1'));
const ENVELOPE = {
  v: 1,
  treaty: TREATY,
  tx: TX,
  at: '2026-01-01T00:00:00Z',
  by: ACT.by,
  act: ACT.id,
  type: 'CastVote',
  digest: 'b'.repeat(64),
  events: [],
};

/** A ledger of which one call does as told, and which looks into a folder when something reaches it. */
function ledgerThat(look: () => void, fails?: { readonly at: 'endorse' | 'submit'; readonly error: Error }): Ledger {
  const failing = (at: string) => (fails?.at === at ? Promise.reject(fails.error) : undefined);
  return {
    network: NETWORK,
    msp: 'XAMSP',
    endorse: () => {
      look();
      const submit = () => failing('submit') ?? Promise.resolve({ tx: TX, block: '3' });
      return failing('endorse') ?? Promise.resolve({ tx: TX, result: JSON.stringify(ENVELOPE), submit });
    },
    evaluate: () => Promise.reject(new Error('nothing is asked')),
    settled: () => Promise.reject(new Error('nothing is settled')),
    deliveries: () => {
      throw new Error('nothing is followed');
    },
    close: () => Promise.resolve(),
  };
}

describe('the outbox', () => {
  let desk: Desk;
  let outbox: Outbox;
  let file: string;

  beforeEach(() => {
    desk = new Desk();
    outbox = new Outbox(desk.file('outbox'));
    file = desk.file(`outbox/XA-delegate-1-${ACT.id}.json`);
  });
  afterEach(() => {
    desk.remove();
  });

  const submitted = (ledger: Ledger) => outbox.submit(ACT, BYTES, new TreatyClient(ledger, TREATY), ' --state /x');
  const failed = (at: 'endorse' | 'submit', error: Error) =>
    refusalOf(submitted(ledgerThat(() => undefined, { at, error })));

  it('holds the sealed bytes, for their owner alone, while they are under way, and not afterwards', async () => {
    let seen: [Buffer, number] | undefined;
    await submitted(ledgerThat(() => (seen = [readFileSync(file), statSync(file).mode & 0o777])));
    expect(seen).to.deep.equal([Buffer.from(BYTES), 0o600]);
    expect(readdirSync(desk.file('outbox'))).to.deep.equal([]);
  });

  it('keeps them where nobody knows what became of them, and says where and what to do', async () => {
    const cases: [string, ErrorDetails][] = [
      ['OUTCOME_UNKNOWN', { tx: TX, problem: 'x' }],
      ['LEDGER_UNAVAILABLE', { stage: 'journal', problem: 'x' }],
    ];
    for (const [code, details] of cases) {
      const error = new TreatyError(code === 'OUTCOME_UNKNOWN' ? code : 'LEDGER_UNAVAILABLE', details);
      const refusal = await failed('submit', error);
      expect({ code: refusal.code, ...refusal.details }).to.deep.equal({
        ...{ code, ...details },
        ...{ file, options: ' --state /x' },
      });
      expect(refusal.remedy).to.include(`\`depositary act submit ${file} --state /x\``);
      expect(readFileSync(file)).to.deep.equal(Buffer.from(BYTES));
      rmSync(file);
    }
  });

  it('keeps them after a failure that nobody foresaw', async () => {
    const error = new RangeError('planted');
    const found = await submitted(ledgerThat(() => undefined, { at: 'submit', error })).catch((it: unknown) => it);
    expect(found).to.equal(error);
    expect(existsSync(file)).to.equal(true);
  });

  it('drops them where nothing was sent, and where they were refused or invalid for good', async () => {
    for (const [at, error] of [
      ['endorse', new TreatyError('LEDGER_UNAVAILABLE', { stage: 'endorse', problem: 'x' })],
      ['endorse', new TreatyError('BALLOT_WINDOW_CLOSED', {})],
      ['submit', new TreatyError('TRANSACTION_INVALIDATED', { tx: TX, validation: 'BAD_PAYLOAD' })],
    ] as const) {
      const refusal = await failed(at, error);
      expect({ code: refusal.code, ...refusal.details }).to.deep.equal({ code: error.code, ...error.details });
      expect(existsSync(file)).to.equal(false);
    }
  });

  it('sends nothing that it cannot keep', async () => {
    writeFileSync(desk.file('outbox'), '');
    let asked = 0;
    const refusal = await refusalOf(submitted(ledgerThat(() => (asked += 1))));
    expect([refusal.code, refusal.details.file, asked]).to.deep.equal(['FILE_UNWRITABLE', file, 0]);
  });
});

describe('a command that seals', () => {
  it('sends nothing where it cannot keep what it has sealed', async () => {
    const desk = await atDesk();
    rmSync(desk.file('outbox'), { recursive: true });
    writeFileSync(desk.file('outbox'), '');
    const journal = desk.read('journal.jsonl');
    const lines = [
      'representative register XA/envoy --as XA/head',
      'representative rotate XA/delegate-1 --as XA/delegate-1',
      'representative recover --reason lost --as XA/head',
      'threshold propose early 1 --method m@1 --title T --as AISI-XA/head',
      `treaty open ${desk.file('opening.json', OPENING)} --as SEC/depositary --treaty other`,
    ];
    for (const line of lines) expect((await desk.run(line)).refusal?.code, line).to.equal('FILE_UNWRITABLE');
    expect(desk.read('journal.jsonl')).to.equal(journal);
    desk.remove();
  });

  it('can be ended by submitting what it has kept, once, after its outcome was not known', async function () {
    this.timeout(30_000);
    const desk = await atDesk();
    const propose = 'threshold propose early 1e25 --method m@1 --title T --as AISI-XA/head';
    const release = await lockfile.lock(desk.folder, { lockfilePath: desk.file('journal.jsonl.lock'), update: 1000 });
    const { refusal } = await desk.run(propose);
    await release();
    const file = String(refusal?.details.file);
    expect([refusal?.code, refusal?.details.options]).to.deep.equal([
      'LEDGER_UNAVAILABLE',
      ` --ledger embedded --state ${desk.folder}`,
    ]);
    expect(file).to.match(/\/outbox\/AISI-XA-head-[0-9a-f-]{36}\.json$/);
    const { status } = await desk.json<Receipt>(`act submit ${file}`);
    expect([status, existsSync(file)]).to.deep.equal(['recorded', false]);
    expect((await desk.json<{ proposals: unknown[] }>('proposal list')).proposals).to.have.length(1);
    desk.remove();
  });

  it('leaves a sealed act that was submitted from elsewhere where it is, even under the same name', async () => {
    const desk = await atDesk();
    const [body, act] = [desk.file('body.json', { representative: 'XA/delegate-1', reason: 'x' }), desk.file('a.json')];
    await desk.words(`act draft SuspendRepresentative --body ${body} --as XA/head --out ${act}`);
    const { by, id } = JSON.parse(desk.read('a.json')) as { by: string; id: string };
    mkdirSync(desk.file('mine'));
    const file = desk.file(`mine/${by.replace('/', '-')}-${id}.json`);
    await desk.words(`act seal ${act} --out ${file}`);
    await desk.words(`act submit ${file}`);
    expect(existsSync(file)).to.equal(true);
    expect(readdirSync(desk.file('outbox'))).to.deep.equal([]);
    desk.remove();
  });
});
