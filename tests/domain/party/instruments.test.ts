// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { confirm, delegate, examineInstrument, heads, openWith, sign } from '../../support/domain/membership.ts';
import { bind, BOUND, deposit, madeBy, open, stampOf, T0 } from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const LATER = '2026-12-01T09:00:00Z';
const LATEST = '2026-12-24T09:00:00Z';
const EXAMINED = [openWith({ examination: true }), ...heads('XA', 'XB'), delegate('XA')];
const RECORDED = [openWith({}), ...heads('XA')];

const RATIFICATION = deposit('XA/head');
const UNAUTHORISED = deposit('XA/delegate-1');
const XA = { id: 'XA', name: 'State XA', msp: 'XAMSP' };
const NAMED = { party: 'XA', instrument: RATIFICATION.act.id };

describe('signing', () => {
  const SIGNED = [open(), ...heads('XA')];

  describe('succeeds exactly when all conditions hold', () => {
    it('is done by a state that is invited, whatever its profile says of membership', () => {
      given(...SIGNED)
        .when(sign('XA/head', { statement: 'Ad referendum.' }))
        .then({ type: 'TreatySigned', party: 'XA', statement: 'Ad referendum.' });
    });

    it('refuses a representative without full powers (R-102)', () => {
      given(...SIGNED, delegate('XA'))
        .when(sign('XA/delegate-1'))
        .thenRefuses('POWERS_MISSING', {
          representative: 'XA/delegate-1',
          held: ['credentials'],
          act: 'SignTreaty',
          expected: 'fullPowers',
        });
    });

    it('refuses a second signature, and one of a state that is bound (R-103)', () => {
      const expected = ['invited'];
      given(...SIGNED, sign('XA/head'))
        .when(sign('XA/head', { now: LATER }))
        .thenRefuses('PARTY_STATUS', { member: 'XA', status: 'signatory', act: 'SignTreaty', expected });
      given(...BOUND)
        .when(sign('XA/head', { now: LATER }))
        .thenRefuses('PARTY_STATUS', { member: 'XA', status: 'party', act: 'SignTreaty', expected });
    });

    it('refuses who is no state that the treaty names (R-100)', () => {
      given(open(), ...heads('AISI-XA'))
        .when(sign('AISI-XA/head'))
        .thenRefuses('PARTY_UNKNOWN', { member: 'AISI-XA' });
    });
  });

  it('has its effect, and touches nothing else', () => {
    const signing = sign('XA/head');
    given(...SIGNED)
      .when(signing)
      .thenChanges({ kind: 'Party', ...madeBy(signing), ...XA, status: 'signatory', signed: stampOf(signing) });
  });

  it('is remembered when the state is bound', () => {
    const signing = sign('XA/head');
    const { signed, status } = given(...SIGNED, signing, deposit('XA/head', {}, { now: LATER })).world.get(
      'Party',
      'XA',
    );
    expect({ signed, status }).to.deep.equal({ signed: stampOf(signing), status: 'bound' });
  });
});

describe('depositing an instrument where the profile speaks of membership', () => {
  it('binds at once where nobody examines, and keeps the instrument', () => {
    given(...RECORDED)
      .when(RATIFICATION)
      .then(
        { type: 'InstrumentDeposited', ...NAMED, form: 'ratification', standing: 'inDueForm' },
        { type: 'PartyBound', party: 'XA', instrument: 'ratification' },
      );
    const stamp = stampOf(RATIFICATION);
    const instrument = { kind: 'Instrument', ...madeBy(RATIFICATION), member: 'XA', id: RATIFICATION.act.id };
    const party = { kind: 'Party', ...madeBy(RATIFICATION), ...XA, status: 'bound', instrument: 'ratification' };
    given(...RECORDED)
      .when(RATIFICATION)
      .thenChanges(
        { ...instrument, form: 'ratification', deposited: stamp, received: stamp, status: 'inDueForm' },
        { ...party, bound: stamp },
      );
  });

  it('is received, and binds nobody yet, where the depositary examines (VCLT 77(1)(d))', () => {
    given(...EXAMINED)
      .when(deposit('XA/head', { statement: 'By act of parliament.' }))
      .then({
        ...{ type: 'InstrumentDeposited', party: 'XA', form: 'ratification', standing: 'received' },
        ...{ instrument: deposit('XA/head', { statement: 'By act of parliament.' }).act.id },
        statement: 'By act of parliament.',
      });
    expect(given(...EXAMINED, RATIFICATION).world.get('Party', 'XA').status).to.equal('invited');
  });

  it('is not refused to a representative without full powers there, but has no effect until confirmed (R-104)', () => {
    given(...EXAMINED)
      .when(UNAUTHORISED)
      .then({
        ...{ type: 'InstrumentDeposited', party: 'XA', form: 'ratification', standing: 'unconfirmed' },
        instrument: UNAUTHORISED.act.id,
      });
  });

  it('is refused to one where nobody examines (R-20)', () => {
    given(...RECORDED, delegate('XA'))
      .when(UNAUTHORISED)
      .thenRefuses('POWERS_MISSING', {
        representative: 'XA/delegate-1',
        held: ['credentials'],
        act: 'DepositInstrument',
        expected: 'fullPowers',
      });
  });

  it('refuses a second one under the number of the first, by another office (R-105)', () => {
    const again = deposit('XA/delegate-1', {}, { id: RATIFICATION.act.id, now: LATER });
    given(...EXAMINED, RATIFICATION)
      .when(again)
      .thenRefuses('ACT_ID_REUSED', { by: 'XA/delegate-1', id: RATIFICATION.act.id, tx: RATIFICATION.tx });
  });

  it('refuses a second one while the first is under examination (R-106)', () => {
    given(...EXAMINED, RATIFICATION)
      .when(deposit('XA/head', { kind: 'accession' }, { now: LATER }))
      .thenRefuses('INSTRUMENT_UNDER_EXAMINATION', { member: 'XA', instrument: RATIFICATION.act.id });
  });

  it('takes another one after the first was not in due form, and beside one that is unconfirmed', () => {
    const refusal = examineInstrument(RATIFICATION, { now: LATER, finding: 'notInDueForm', reason: 'Unsigned.' });
    const again = deposit('XA/head', { kind: 'accession' }, { now: LATER });
    const received = { type: 'InstrumentDeposited', party: 'XA', instrument: again.act.id, form: 'accession' };
    given(...EXAMINED, RATIFICATION, refusal)
      .when(again)
      .then({ ...received, standing: 'received' });
    given(...EXAMINED, UNAUTHORISED)
      .when(again)
      .then({ ...received, standing: 'received' });
  });

  it('refuses a state that is bound (R-21)', () => {
    given(...EXAMINED, RATIFICATION, examineInstrument(RATIFICATION, { now: LATER }))
      .when(deposit('XA/head', { kind: 'accession' }, { now: LATEST }))
      .thenRefuses('PARTY_ALREADY_BOUND', { member: 'XA', since: T0 });
  });
});

describe('confirming an instrument', () => {
  const CONFIRMATION = confirm('XA/head', UNAUTHORISED, { now: LATER });

  it('makes it received, as of the confirmation, and touches nothing else (VCLT 8)', () => {
    given(...EXAMINED, UNAUTHORISED)
      .when(CONFIRMATION)
      .then({ type: 'InstrumentConfirmed', party: 'XA', instrument: UNAUTHORISED.act.id });
    given(...EXAMINED, UNAUTHORISED)
      .when(CONFIRMATION)
      .thenChanges({
        ...{ kind: 'Instrument', ...madeBy(CONFIRMATION), member: 'XA', id: UNAUTHORISED.act.id },
        ...{ form: 'ratification', deposited: stampOf(UNAUTHORISED), received: stampOf(CONFIRMATION) },
        status: 'received',
      });
  });

  it('refuses a representative without full powers (R-104)', () => {
    given(...EXAMINED, UNAUTHORISED)
      .when(confirm('XA/delegate-1', UNAUTHORISED, { now: LATER }))
      .thenRefuses('POWERS_MISSING', {
        representative: 'XA/delegate-1',
        held: ['credentials'],
        act: 'ConfirmInstrument',
        expected: 'fullPowers',
      });
  });

  it('refuses what was not deposited, and what needs no confirmation (R-107)', () => {
    given(...EXAMINED)
      .when(CONFIRMATION)
      .thenRefuses('INSTRUMENT_UNKNOWN', { member: 'XA', instrument: UNAUTHORISED.act.id });
    given(...EXAMINED, RATIFICATION)
      .when(confirm('XA/head', RATIFICATION, { now: LATER }))
      .thenRefuses('INSTRUMENT_STATUS', {
        ...{ member: 'XA', instrument: RATIFICATION.act.id, status: 'received' },
        ...{ act: 'ConfirmInstrument', expected: ['unconfirmed'] },
      });
  });

  it('refuses one beside another that is under examination, and one of a state that is bound (R-106, R-21)', () => {
    given(...EXAMINED, UNAUTHORISED, RATIFICATION)
      .when(CONFIRMATION)
      .thenRefuses('INSTRUMENT_UNDER_EXAMINATION', { member: 'XA', instrument: RATIFICATION.act.id });
    given(...EXAMINED, UNAUTHORISED, RATIFICATION, examineInstrument(RATIFICATION))
      .when(CONFIRMATION)
      .thenRefuses('PARTY_ALREADY_BOUND', { member: 'XA', since: T0 });
  });
});

describe('examining an instrument', () => {
  const FINDING = examineInstrument(RATIFICATION, { now: LATER });

  it('binds the state as of the receipt of an instrument in due form, and touches nothing else (VCLT 16)', () => {
    given(...EXAMINED, RATIFICATION)
      .when(FINDING)
      .then(
        { type: 'InstrumentAccepted', ...NAMED },
        { type: 'PartyBound', party: 'XA', instrument: 'ratification', received: stampOf(RATIFICATION) },
      );
    given(...EXAMINED, RATIFICATION)
      .when(FINDING)
      .thenChanges(
        {
          ...{ kind: 'Instrument', ...madeBy(FINDING), member: 'XA', id: RATIFICATION.act.id, form: 'ratification' },
          ...{ deposited: stampOf(RATIFICATION), received: stampOf(RATIFICATION) },
          ...{ status: 'inDueForm', examined: stampOf(FINDING) },
        },
        {
          ...{ kind: 'Party', ...madeBy(FINDING), ...XA, status: 'bound', instrument: 'ratification' },
          bound: stampOf(RATIFICATION),
        },
      );
  });

  it('keeps the statement that came with it', () => {
    const stated = deposit('XA/head', { statement: 'By act of parliament.' });
    given(...EXAMINED, stated)
      .when(examineInstrument(stated, { now: LATER }))
      .then(
        { type: 'InstrumentAccepted', party: 'XA', instrument: stated.act.id },
        {
          ...{ type: 'PartyBound', party: 'XA', instrument: 'ratification' },
          ...{ statement: 'By act of parliament.', received: stampOf(stated) },
        },
      );
  });

  it('binds as of the confirmation, where the author lacked full powers', () => {
    const confirmation = confirm('XA/head', UNAUTHORISED, { now: LATER });
    const finding = examineInstrument(UNAUTHORISED, { now: LATEST });
    const party = given(...EXAMINED, UNAUTHORISED, confirmation, finding).world.get('Party', 'XA');
    expect('bound' in party && party.bound).to.deep.equal(stampOf(confirmation));
  });

  it('sets an instrument aside that is not in due form, with the reason, and binds nobody', () => {
    const refusal = examineInstrument(RATIFICATION, { now: LATER, finding: 'notInDueForm', reason: 'Unsigned.' });
    given(...EXAMINED, RATIFICATION)
      .when(refusal)
      .then({ type: 'InstrumentRefused', ...NAMED, reason: 'Unsigned.' });
    given(...EXAMINED, RATIFICATION)
      .when(refusal)
      .thenChanges({
        ...{ kind: 'Instrument', ...madeBy(refusal), member: 'XA', id: RATIFICATION.act.id, form: 'ratification' },
        ...{ deposited: stampOf(RATIFICATION), received: stampOf(RATIFICATION) },
        ...{ status: 'notInDueForm', examined: stampOf(refusal), reason: 'Unsigned.' },
      });
    given(...EXAMINED, RATIFICATION)
      .when(examineInstrument(RATIFICATION, { now: LATER, finding: 'notInDueForm' }))
      .then({ type: 'InstrumentRefused', ...NAMED });
  });

  it('is for the depositary and nobody else (R-108)', () => {
    given(...EXAMINED, RATIFICATION)
      .when(examineInstrument(RATIFICATION, { now: LATER, by: 'XB/head' }))
      .thenRefuses('NOT_THE_DEPOSITARY', { act: 'ExamineInstrument', expected: 'SEC/depositary', by: 'XB/head' });
  });

  it('refuses what was not deposited, is unconfirmed or was examined (R-107)', () => {
    const named = { member: 'XA', instrument: RATIFICATION.act.id };
    given(...EXAMINED)
      .when(FINDING)
      .thenRefuses('INSTRUMENT_UNKNOWN', named);
    given(...EXAMINED, RATIFICATION, FINDING)
      .when(examineInstrument(RATIFICATION, { now: LATEST }))
      .thenRefuses('INSTRUMENT_STATUS', {
        ...{ ...named, status: 'inDueForm', act: 'ExamineInstrument', expected: ['received'] },
      });
    given(...EXAMINED, UNAUTHORISED)
      .when(examineInstrument(UNAUTHORISED, { now: LATER }))
      .thenRefuses('INSTRUMENT_STATUS', {
        ...{ member: 'XA', instrument: UNAUTHORISED.act.id, status: 'unconfirmed' },
        ...{ act: 'ExamineInstrument', expected: ['received'] },
      });
  });

  // An amendment may have ended examination while an instrument was under it, and another one may have bound the state since.
  it('refuses one of a state that has been bound since (R-21)', () => {
    const { world } = given(...EXAMINED, RATIFICATION);
    const bound = given(open(), ...bind('XA')).world.get('Party', 'XA');
    given(...EXAMINED, RATIFICATION)
      .having(bound)
      .when(FINDING)
      .thenRefuses('PARTY_ALREADY_BOUND', { member: 'XA', since: T0 });
    expect(world.get('Party', 'XA').status).to.equal('invited');
  });
});
