// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { evolve } from '../../chaincode/src/domain/evolve.ts';
import { Known, one } from '../../chaincode/src/domain/index.ts';
import {
  EVENTS,
  parseRecord,
  TreatyId,
  type EventType,
  type Party,
  type Representative,
  type TreatyEvent,
  type TreatyRecord,
} from '../../chaincode/src/protocol/index.ts';
import { keyNamed } from '../support/domain/keys.ts';
import {
  bind,
  BOUND,
  examine,
  later,
  madeBy,
  move,
  open,
  proposalOf,
  recoverKey,
  registerHead,
  stampOf,
  T0,
  TREATY,
  withdraw,
} from '../support/domain/steps.ts';
import { given, refusalOf } from '../support/domain/world.ts';

const STEP = examine('XA/head', { now: later(T0, 1000) });
const MADE = { v: 1, treaty: TreatyId.parse(TREATY), changed: stampOf(STEP) } as const;
const eventOf = (event: object): TreatyEvent => EVENTS[(event as { type: EventType }).type].parse(event);

/** What stands of an office in every status, as a reader may meet it. */
const { status: _, ...seated } = given(
  open(),
  registerHead('XA'),
  examine('XA/head'),
  recoverKey('XA', 'XA/head 2'),
).world.get('Representative', 'XA/head');
const STATUSES: readonly object[] = [
  { status: 'pending' },
  { status: 'provisional' },
  { status: 'seated' },
  { status: 'refused' },
  { status: 'refused', reason: 'Not in due form.' },
  { status: 'suspended', reason: 'Recalled.', was: 'provisional' },
  { status: 'ended', reason: 'Retired.' },
];

function after(status: object, event: object): Representative {
  const before = parseRecord('Representative', { ...seated, ...status });
  const [record] = evolve([eventOf(event)], MADE, Known.nothing.withRecords([before]));
  return record as Representative;
}

describe('what events make of records', () => {
  const replacement = { key: keyNamed('XA/head 2'), from: '2026-12-07T10:00:00Z' };
  const { keys, replacement: __, ...office } = { ...seated, ...madeBy(STEP) };

  // No rule lets an office that does not act change its key; a reader of events needs no rule to know what they mean.
  for (const status of STATUSES) {
    it(`keeps an office ${JSON.stringify(status)} through a change of its key`, () => {
      const key = keyNamed('XA/head 3');
      const turned = [
        { ...keys[0], until: STEP.now },
        { key, from: STEP.now },
      ];
      expect(after(status, { type: 'KeyRotated', representative: 'XA/head', key })).to.deep.equal({
        ...{ ...office, ...status, keys: turned, replacement },
      });
      const asked = { type: 'KeyReplacementRequested', representative: 'XA/head', key, from: T0, reason: 'Lost.' };
      expect(after(status, asked)).to.deep.equal({ ...office, ...status, keys, replacement: { key, from: T0 } });
      const stopped = { type: 'KeyReplacementStopped', representative: 'XA/head', reason: 'Found.' };
      expect(after(status, stopped)).to.deep.equal({ ...office, ...status, keys });
    });
  }

  it('remembers of a suspension whether the office had been examined', () => {
    const suspended = { type: 'RepresentativeSuspended', representative: 'XA/head', reason: 'Recalled.' };
    expect(after({ status: 'provisional' }, suspended)).to.deep.include({ status: 'suspended', was: 'provisional' });
    expect(after({ status: 'seated' }, suspended)).to.deep.include({ status: 'suspended', was: 'seated' });
  });

  it('reinstates as what it was, and as seated where it was not suspended', () => {
    const reinstated = { type: 'RepresentativeReinstated', representative: 'XA/head', reason: 'Back.' };
    const suspended = { status: 'suspended', reason: 'Recalled.' };
    expect(after({ ...suspended, was: 'provisional' }, reinstated).status).to.equal('provisional');
    expect(after({ ...suspended, was: 'seated' }, reinstated).status).to.equal('seated');
    expect(after({ status: 'ended', reason: 'Retired.' }, reinstated).status).to.equal('seated');
  });

  it('gives each record once, as it stands after the last event', () => {
    const [first, second] = [keyNamed('XA/head 3'), keyNamed('XA/head 4')];
    const before = parseRecord('Representative', { ...seated, status: 'seated' });
    const events = [first, second].map((key) => eventOf({ type: 'KeyRotated', representative: 'XA/head', key }));
    const records = evolve(events, MADE, Known.nothing.withRecords([before]));
    expect(records.map((record) => (record as Representative).keys)).to.deep.equal([
      [
        { ...keys[0], until: STEP.now },
        { key: first, from: STEP.now, until: STEP.now },
        { key: second, from: STEP.now },
      ],
    ]);
  });

  it('keeps what was before of a state that it finds bound already', () => {
    const { world } = given(open(), ...bind('XA'));
    const bound = world.get('Party', 'XA');
    const again = eventOf({ type: 'PartyBound', party: 'XA', instrument: 'accession' });
    const becomes = (party: Party) => evolve([again], MADE, Known.nothing.withRecords([party]))[0];
    const { statement: _, ...rest } = { statement: undefined, ...bound };
    const expected = { ...rest, ...madeBy(STEP), instrument: 'accession', bound: stampOf(STEP) };
    expect(becomes(bound)).to.deep.equal(expected);
    const earlier = [{ bound: T0, left: later(T0, 1) }];
    const before = parseRecord('Party', { ...bound, earlier });
    expect(becomes(before)).to.deep.equal({ ...expected, earlier });
    const kept = [{ ...earlier[0], form: 'accession', received: stampOf(STEP) }];
    expect(becomes(parseRecord('Party', { ...bound, earlier: kept }))).to.deep.equal({ ...expected, earlier: kept });
  });

  it('reports an event about a record in a status in which there is none', () => {
    const motion = move('XA/head');
    const { world } = given(...BOUND, motion, withdraw('XA/head', proposalOf(motion)));
    const tally = {
      result: 'adopted',
      entitled: 3,
      base: 3,
      tally: { yes: 3, no: 0, abstain: 0, silent: 0 },
      ignored: [],
    };
    const adopted = eventOf({ type: 'ProposalAdopted', proposal: proposalOf(motion), tally });
    const known = Known.nothing.withRecords([world.get('Proposal', proposalOf(motion))]);
    expect(refusalOf((): readonly TreatyRecord[] => evolve([adopted], MADE, known))).to.deep.equal({
      code: 'INVARIANT_BROKEN',
      details: { what: 'an event finds a record open' },
    });
  });

  it('reports an event about a record that does not exist', () => {
    const bound = eventOf({ type: 'PartyBound', party: 'XA', instrument: 'accession' });
    const known = Known.nothing.withFound(one('Party', 'XA'), []);
    expect(refusalOf((): readonly TreatyRecord[] => evolve([bound], MADE, known))).to.deep.equal({
      code: 'INVARIANT_BROKEN',
      details: { what: 'an event changes a record that exists' },
    });
  });
});
