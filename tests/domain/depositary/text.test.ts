// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { openWith } from '../../support/domain/membership.ts';
import { bind, BOUND, madeBy, stampOf, step, T0 } from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const SOON = '2026-12-24T10:00:00Z';
const LATER = '2027-02-24T10:00:00Z';
const DEPOSITARY = 'SEC/depositary';
const [ENGLISH, FRENCH, COPY] = ['e'.repeat(64), 'f'.repeat(64), 'c'.repeat(64)];

const text = (body: object = {}, options: object = {}) =>
  step('DepositText', DEPOSITARY, { language: 'en', digest: ENGLISH, ...body }, options);
const certify = (body: object = {}, options: object = {}) =>
  step('CertifyCopy', DEPOSITARY, { language: 'en', digest: COPY, ...body }, { now: SOON, ...options });
const registration = (registered: string, now = LATER, number = 'I-12345') =>
  step('EnterRegistration', DEPOSITARY, { number, registered }, { now });

describe('the authentic texts (VCLT 33)', () => {
  it('are entered by language and digest, and nothing else is touched', () => {
    const entering = text({ title: 'Done at Geneva' });
    given(...BOUND)
      .when(entering)
      .then({ type: 'TextDeposited', language: 'en', digest: ENGLISH, title: 'Done at Geneva' });
    given(...BOUND)
      .when(entering)
      .thenChanges({
        ...{ kind: 'AuthenticText', ...madeBy(entering), language: 'en', digest: ENGLISH, title: 'Done at Geneva' },
        deposited: stampOf(entering),
      });
    const { world } = given(...BOUND, text(), text({ language: 'zh-Hans', digest: FRENCH }));
    expect(world.all('AuthenticText').map(({ language }) => language)).to.deep.equal(['en', 'zh-Hans']);
  });

  it('are one in each language (R-118)', () => {
    given(...BOUND, text())
      .when(text({ digest: FRENCH }, { now: SOON }))
      .thenRefuses('TEXT_EXISTS', { language: 'en', digest: ENGLISH });
  });
});

describe('certifying a copy (VCLT 77(1)(b))', () => {
  it('names the text that stands, and touches nothing else', () => {
    given(...BOUND, text())
      .when(certify())
      .then({ type: 'CopyCertified', language: 'en', digest: COPY, text: ENGLISH });
    given(...BOUND, text())
      .when(certify())
      .thenChanges({
        ...{ kind: 'CertifiedCopy', ...madeBy(certify()), language: 'en', digest: COPY, text: ENGLISH },
        certified: stampOf(certify()),
      });
  });

  it('refuses a language without a text, and a copy that is certified (R-118, R-119)', () => {
    given(...BOUND)
      .when(certify())
      .thenRefuses('TEXT_UNKNOWN', { language: 'en' });
    given(...BOUND, text(), certify())
      .when(certify({}, { now: LATER }))
      .thenRefuses('COPY_CERTIFIED', { language: 'en', digest: COPY, at: SOON });
  });
});

describe('the registration with the United Nations (Charter, article 102)', () => {
  it('stands with its number on the treaty, and touches nothing else', () => {
    const entering = registration(SOON);
    given(...BOUND)
      .when(entering)
      .then({ type: 'RegistrationEntered', number: 'I-12345', registered: SOON });
    given(...BOUND)
      .when(entering)
      .thenChanges({
        ...{ ...given(...BOUND).world.get('Treaty'), ...madeBy(entering) },
        registration: { number: 'I-12345', registered: SOON, entered: stampOf(entering) },
      });
  });

  it('is entered once (R-126)', () => {
    given(...BOUND, registration(SOON))
      .when(registration(SOON, LATER, 'I-2'))
      .thenRefuses('REGISTRATION_EXISTS', { number: 'I-12345' });
  });

  it('refuses a date before the treaty is in force, or after now (R-126)', () => {
    given(...BOUND)
      .when(registration(LATER, SOON))
      .thenRefuses('REGISTRATION_TOO_EARLY', { registered: LATER, from: 'at no time yet', now: SOON });
    const awaiting = [openWith({ entryIntoForce: { count: 1, after: 'P30D' } })];
    given(...awaiting)
      .when(registration(SOON))
      .thenRefuses('REGISTRATION_TOO_EARLY', { registered: SOON, from: 'at no time yet', now: LATER });
    const from = '2026-12-22T23:00:00Z';
    given(...awaiting, ...bind('XA'))
      .when(registration('2026-12-22T22:59:59Z'))
      .thenRefuses('REGISTRATION_TOO_EARLY', { registered: '2026-12-22T22:59:59Z', from, now: LATER });
    given(...awaiting, ...bind('XA'))
      .when(registration(from))
      .then({ type: 'RegistrationEntered', number: 'I-12345', registered: from });
  });
});

describe('what the treaty entrusts to its depositary', () => {
  it('is refused to everybody else (R-109)', () => {
    const acts = [
      step('DepositText', 'XA/head', { language: 'en', digest: ENGLISH }, { now: SOON }),
      step('CertifyCopy', 'XA/head', { language: 'en', digest: COPY }, { now: SOON }),
      step('EnterRegistration', 'XA/head', { number: 'I-1', registered: T0 }, { now: SOON }),
      step('CirculateNotification', 'XA/head', { about: { by: 'XA/head', act: text().act.id } }, { now: SOON }),
      step('ProposeCorrection', 'XA/head', { language: 'en', base: ENGLISH, digest: COPY, error: 'x' }, { now: SOON }),
      step('EffectCorrection', 'XA/head', { correction: 'C-0000000000' }, { now: SOON }),
    ];
    for (const act of acts)
      given(...BOUND, text())
        .when(act)
        .thenRefuses('NOT_THE_DEPOSITARY', { act: act.act.type, expected: DEPOSITARY, by: 'XA/head' });
  });
});
