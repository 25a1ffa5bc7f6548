// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { heads, madeIdOf, notify, openWith, sign } from '../../support/domain/membership.ts';
import { bind, BOUND, digestOf, madeBy, stampOf, step } from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const SOON = '2026-12-01T10:00:00Z';
/** The last instant of 31 December at the seat. */
const UNTIL = '2026-12-31T23:00:00Z';
const AFTER = '2026-12-31T23:00:00.001Z';
const [WRONG, RIGHT, OTHER] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)];
const RULES = { correctionObjectionWithin: 'P30D', withdrawal: { notice: 'P1D' } };

const TEXT = step('DepositText', 'SEC/depositary', { language: 'en', digest: WRONG });
const propose = (body: object = {}, now = SOON) =>
  step(
    'ProposeCorrection',
    'SEC/depositary',
    { language: 'en', base: WRONG, digest: RIGHT, error: '"shall not" for "shall" in article 3.', ...body },
    { now },
  );
const PROPOSAL = propose();
const C = madeIdOf('C', digestOf(PROPOSAL.act));
const object = (by = 'XA/head', now = UNTIL) =>
  step('ObjectToCorrection', by, { correction: C, reason: 'It is no error.' }, { now });
const effect = (now = AFTER, correction = C) => step('EffectCorrection', 'SEC/depositary', { correction }, { now });
const START = [openWith(RULES), ...bind('XA'), ...heads('XB', 'XC'), TEXT];
const SAID = { language: 'en', base: WRONG, digest: RIGHT, error: '"shall not" for "shall" in article 3.' };

describe('proposing a correction (VCLT 79)', () => {
  it('opens a period for objections, and touches nothing else', () => {
    given(...START)
      .when(PROPOSAL)
      .then({ type: 'CorrectionProposed', correction: C, ...SAID, objectionUntil: UNTIL });
    given(...START)
      .when(PROPOSAL)
      .thenChanges({
        ...{ kind: 'Correction', ...madeBy(PROPOSAL), id: C, ...SAID, proposed: stampOf(PROPOSAL) },
        ...{ objectionUntil: UNTIL, status: 'proposed' },
      });
  });

  it('refuses where the profile gives no period (R-135)', () => {
    given(...BOUND, TEXT)
      .when(PROPOSAL)
      .thenRefuses('CORRECTION_NOT_PROVIDED', { profile: 'cast' });
  });

  it('refuses an unknown text, one that does not stand, and no change (R-136, R-118)', () => {
    given(openWith(RULES)).when(PROPOSAL).thenRefuses('TEXT_UNKNOWN', { language: 'en' });
    given(...START)
      .when(propose({ base: OTHER }))
      .thenRefuses('CORRECTION_BASE_STALE', { language: 'en', base: OTHER, digest: WRONG });
    given(...START)
      .when(propose({ digest: WRONG }))
      .thenRefuses('CORRECTION_BASE_STALE', { language: 'en', base: WRONG, digest: WRONG });
  });

  it('refuses one whose short id belongs to another already (R-111)', () => {
    given(...START)
      .having(given(...START, PROPOSAL).world.get('Correction', C))
      .when(PROPOSAL)
      .thenRefuses('ID_TAKEN', { id: C });
  });
});

describe('objecting to a correction', () => {
  it('ends it, by a contracting state or a signatory, until the end of the period; and touches nothing else', () => {
    const said = { type: 'CorrectionObjected', correction: C, reason: 'It is no error.' };
    given(...START, PROPOSAL)
      .when(object())
      .then({ ...said, member: 'XA' });
    given(...START, PROPOSAL, sign('XB/head', { now: SOON }))
      .when(object('XB/head'))
      .then({ ...said, member: 'XB' });
    given(...START, PROPOSAL)
      .when(object())
      .thenChanges({
        ...{ kind: 'Correction', ...madeBy(object()), id: C, ...SAID, proposed: stampOf(PROPOSAL) },
        ...{ objectionUntil: UNTIL, status: 'objected', member: 'XA', reason: 'It is no error.' },
        objected: stampOf(object()),
      });
  });

  it('refuses after the period, and who is neither signatory nor bound (R-138)', () => {
    given(...START, PROPOSAL)
      .when(object('XA/head', AFTER))
      .thenRefuses('CORRECTION_PERIOD_OVER', { correction: C, until: UNTIL, now: AFTER });
    given(...START, PROPOSAL)
      .when(object('XB/head'))
      .thenRefuses('PARTY_NOT_BOUND', { member: 'XB', status: 'invited', expected: 'signatory' });
    given(...START, PROPOSAL, notify('XA/head', {}, { now: SOON }))
      .when(object())
      .thenRefuses('PARTY_NOT_BOUND', { member: 'XA', status: 'withdrawn', expected: 'signatory' });
  });

  it('refuses an unknown one, and one that has met with an objection (R-137)', () => {
    given(...START)
      .when(object())
      .thenRefuses('CORRECTION_UNKNOWN', { correction: C });
    given(...START, ...bind('XC').slice(2), PROPOSAL, object())
      .when(object('XC/head'))
      .thenRefuses('CORRECTION_STATUS', {
        ...{ correction: C, status: 'objected', act: 'ObjectToCorrection', expected: ['proposed'] },
      });
  });
});

describe('effecting a correction', () => {
  it('replaces the text once nobody has objected in time, and touches nothing else', () => {
    given(...START, PROPOSAL)
      .when(effect())
      .then({ type: 'CorrectionEffected', correction: C, language: 'en', digest: RIGHT });
    given(...START, PROPOSAL)
      .when(effect())
      .thenChanges(
        {
          ...{ kind: 'Correction', ...madeBy(effect()), id: C, ...SAID, proposed: stampOf(PROPOSAL) },
          ...{ objectionUntil: UNTIL, status: 'effected', effected: stampOf(effect()) },
        },
        {
          ...{ kind: 'AuthenticText', ...madeBy(effect()), language: 'en', digest: RIGHT, deposited: stampOf(TEXT) },
          former: [{ digest: WRONG, correction: C, until: AFTER }],
        },
      );
  });

  it('keeps all former texts', () => {
    const second = propose({ base: RIGHT, digest: OTHER }, AFTER);
    const last = effect('2027-03-01T00:00:00Z', madeIdOf('C', digestOf(second.act)));
    const { digest, former } = given(...START, PROPOSAL, effect(), second, last).world.get('AuthenticText', 'en');
    expect([digest, former?.map((one) => one.digest)]).to.deep.equal([OTHER, [WRONG, RIGHT]]);
  });

  it('waits for the end of the period, by the clocks of the peers too (R-139)', () => {
    given(...START, PROPOSAL)
      .when(effect(UNTIL))
      .thenRefuses('CORRECTION_TOO_EARLY', { correction: C, until: UNTIL, now: UNTIL });
    expect(
      given(...START, PROPOSAL)
        .when(effect())
        .notBefore(),
    ).to.equal(UNTIL);
  });

  it('refuses one that has met with an objection, or is unknown (R-137)', () => {
    given(...START, PROPOSAL, object())
      .when(effect())
      .thenRefuses('CORRECTION_STATUS', {
        ...{ correction: C, status: 'objected', act: 'EffectCorrection', expected: ['proposed'] },
      });
    given(...START)
      .when(effect())
      .thenRefuses('CORRECTION_UNKNOWN', { correction: C });
  });

  it('refuses one whose text another correction has changed meanwhile (R-139)', () => {
    const rival = propose({ digest: OTHER });
    given(...START, PROPOSAL, rival, effect())
      .when(effect(AFTER, madeIdOf('C', digestOf(rival.act))))
      .thenRefuses('CORRECTION_BASE_STALE', { language: 'en', base: WRONG, digest: RIGHT });
  });
});
