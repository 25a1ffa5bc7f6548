// SPDX-License-Identifier: Apache-2.0
// What was recorded before profiles had steps, groups and memberships is read, and goes on, under today's code.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import {
  Duration,
  Instant,
  ProposalId,
  RecordKind,
  RepresentativeId,
  TreatyId,
  type ActOf,
  type ActType,
  type TreatyRecord,
} from '../../chaincode/src/protocol/index.ts';
import { draft } from '../../gateway/src/draft.ts';
import { sealed } from '../../gateway/src/sealing.ts';
import { TreatyClient } from '../../gateway/src/treaty-client.ts';
import { openEmbedded, type EmbeddedNetwork } from '../../network/embedded/index.ts';
import { keyOf } from '../support/members.ts';

/** A rehearsal of three states, kept on 25 November 2026: one proposal closed, one open with XA's ballot, one withdrawn. */
const JOURNAL = new URL('../fixtures/journal-before-profiles.jsonl.gz', import.meta.url);
const TREATY = TreatyId.parse('old');
const OPEN = ProposalId.parse('P-VX8W5SFQVC');
const CLOSED = ProposalId.parse('P-9KRBK7JFN2');
const THEN = Instant.parse('2026-11-25T21:15:00Z');

describe('a treaty whose record was begun by an earlier version', () => {
  let folder: string;
  let network: EmbeddedNetwork;
  const clock = (): Instant => THEN;
  const client = (organisation: string): TreatyClient =>
    new TreatyClient(network.connect({ organisation, clock }), TREATY);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'depositary-old-'));
    writeFileSync(join(folder, 'journal.jsonl'), gunzipSync(readFileSync(JOURNAL)));
    const clocks = Object.fromEntries(['XA', 'XB', 'XC', 'AISI-XA', 'AISI-XB', 'SEC'].map((id) => [id, clock]));
    network = await openEmbedded({ state: folder, clocks });
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function act<T extends ActType>(office: string, type: T, body: ActOf<T>['body']) {
    const by = RepresentativeId.parse(office);
    const validFor = Duration.parse('PT24H');
    const made = draft(type, body, { network: network.id, treaty: TREATY, by, at: THEN, validFor });
    return client(office.slice(0, office.indexOf('/'))).submit(sealed(made, keyOf(office), THEN));
  }

  it('is read record by record', async () => {
    const found: Partial<Record<string, number>> = {};
    for (const kind of RecordKind.options) {
      for await (const record of client('XB').records(kind)) {
        const { kind: own }: Pick<TreatyRecord, 'kind'> = record;
        found[own] = (found[own] ?? 0) + 1;
      }
    }
    expect(found).to.deep.include({
      Treaty: 1,
      Profile: 1,
      Party: 3,
      Institution: 2,
      Threshold: 3,
      ThresholdVersion: 4,
    });
    expect(found).to.deep.include({ Proposal: 3, Ballot: 4, Representative: 7 });
  });

  it('shows how a proposal was closed, and counts it again alike', async () => {
    const { proposal, count } = await client('XC').proposal(CLOSED);
    expect(proposal.status).to.equal('adopted');
    expect('tally' in proposal && proposal.tally).to.deep.equal(count);
  });

  it('goes on with a proposal that was open', async () => {
    await act('XB/head', 'CastVote', { proposal: OPEN, choice: 'yes' });
    await act('XC/head', 'CastVote', { proposal: OPEN, choice: 'no' });
    const { envelope } = await act('XB/head', 'CloseProposal', { proposal: OPEN });
    expect(envelope?.events.map(({ type }) => type)).to.deep.equal(['ProposalAdopted', 'ThresholdRevised']);
    const { count } = await client('XA').proposal(OPEN);
    expect(count.tally).to.deep.equal({ yes: 2, no: 1, abstain: 0, silent: 0 });
  });
});
