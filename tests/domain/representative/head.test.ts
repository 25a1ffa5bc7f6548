// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { keyNamed, WEAK_KEY } from '../../support/domain/keys.ts';
import {
  bind,
  examine,
  later,
  madeBy,
  objectToKey,
  on,
  open,
  recoverKey,
  register,
  registerHead,
  rotate,
  step,
  T0,
  TERM,
} from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const OPENING = open();
const POWERS = ['credentials', 'fullPowers'];
const KEY = keyNamed('XA/head');
const registered = (by: string, key: string, term: object = TERM) => ({
  ...{ type: 'RepresentativeRegistered', representative: by, key: keyNamed(key), term, powers: POWERS },
  seating: 'provisional',
});

describe('registering a head of delegation', () => {
  const REGISTRATION = registerHead('XA');

  describe('succeeds exactly when all conditions hold', () => {
    it('seats it provisionally, carried by an administrator of its own organisation', () => {
      given(OPENING).when(REGISTRATION).then(registered('XA/head', 'XA/head'));
    });

    it('registers the head of an institution in the same way', () => {
      given(OPENING).when(registerHead('AISI-XA')).then(registered('AISI-XA/head', 'AISI-XA/head'));
    });

    it('registers the heads of two states that one organisation hosts', () => {
      given(OPENING, registerHead('XC')).when(registerHead('XD')).then(registered('XD/head', 'XD/head'));
    });

    it('refuses another office than the head (R-30)', () => {
      const body = { key: KEY, term: TERM, powers: POWERS };
      given(OPENING)
        .when(step('RegisterHead', 'XA/delegate-1', body, { sealers: ['XA/head'] }))
        .thenRefuses('OFFICE_NOT_HEAD', { act: 'RegisterHead', expected: 'XA/head', by: 'XA/delegate-1' });
    });

    it('refuses a member that the treaty does not name', () => {
      given(OPENING)
        .when(registerHead('XZ'))
        .thenRefuses('MEMBER_UNKNOWN', { member: 'XZ', treaty: REGISTRATION.act.treaty });
    });

    // Without R-04 any organisation of the channel could put its own head at the top of another state's delegation.
    it("refuses another organisation than the member's host (R-04)", () => {
      given(OPENING)
        .when(registerHead('XA', { msp: 'XBMSP' }))
        .thenRefuses('CARRIER_FOREIGN', { member: 'XA', expected: 'XAMSP', msp: 'XBMSP' });
    });

    it('refuses a certificate that is no administrator of the host (R-30)', () => {
      given(OPENING)
        .when(registerHead('XA', { admin: false }))
        .thenRefuses('CARRIER_NOT_ADMIN', { type: 'RegisterHead', expected: 'XAMSP' });
    });

    for (const status of ['provisional', 'seated']) {
      it(`refuses an office whose holder is ${status} and in term (R-32)`, () => {
        const holder = status === 'seated' ? [REGISTRATION, examine('XA/head')] : [REGISTRATION];
        given(OPENING, ...holder)
          .when(registerHead('XA', { key: 'XA/head 2', now: TERM.until }))
          .thenRefuses('REPRESENTATIVE_EXISTS', { representative: 'XA/head', status });
      });
    }

    it('refuses an office whose term has not begun (R-32)', () => {
      const term = { from: '2027-01-01T00:00:00Z', until: '2028-01-01T00:00:00Z' };
      given(OPENING, registerHead('XA', { term }))
        .when(registerHead('XA', { key: 'XA/head 2' }))
        .thenRefuses('REPRESENTATIVE_EXISTS', { representative: 'XA/head', status: 'provisional' });
    });

    it('fills an office again one millisecond after the term of its holder (R-32)', () => {
      const now = later(TERM.until, 1);
      const term = { from: TERM.until, until: '2030-01-01T00:00:00Z' };
      given(OPENING, REGISTRATION, examine('XA/head'))
        .when(registerHead('XA', { key: 'XA/head 2', now, term }))
        .then(registered('XA/head', 'XA/head 2', term));
    });

    it('fills an office again whose holder was refused or has ended (R-32)', () => {
      const again = registerHead('XA', { key: 'XA/head 2', now: '2026-11-24T10:00:00Z' });
      const endings = [
        { ending: examine('XA/head', { finding: 'notInDueForm' }), seating: 'pending' },
        { ending: on('EndRepresentative', 'XA/head'), seating: 'provisional' },
      ];
      for (const { ending, seating } of endings) {
        given(OPENING, REGISTRATION, ending)
          .when(again)
          .then({ ...registered('XA/head', 'XA/head 2'), seating });
      }
    });

    it('seats nobody provisionally after a refusal, however often it is tried (R-74)', () => {
      const refused = [OPENING, REGISTRATION, examine('XA/head', { finding: 'notInDueForm' })];
      const brief = { from: '2026-11-23T10:00:00Z', until: '2026-11-24T10:00:00Z' };
      const second = registerHead('XA', { key: 'XA/head 2', term: brief });
      const third = registerHead('XA', { key: 'XA/head 3', now: '2026-11-25T10:00:00Z' });
      given(...refused, second)
        .when(third)
        .then({ ...registered('XA/head', 'XA/head 3'), seating: 'pending' });
      given(...refused, second)
        .when(register('XA/delegate-1', { sealers: ['XA/head 2'] }))
        .thenRefuses('REPRESENTATIVE_NOT_ACTING', { representative: 'XA/head', status: 'pending' });
      given(...refused, second)
        .when(examine('XA/head'))
        .then({ type: 'CredentialsAccepted', representative: 'XA/head' });
      given(...refused, second)
        .when(examine('XA/head', { finding: 'notInDueForm', reason: 'Unsigned again.' }))
        .then({ type: 'CredentialsRefused', representative: 'XA/head', reason: 'Unsigned again.' });
    });

    it('refuses a weak key', () => {
      given(OPENING)
        .when(step('RegisterHead', 'XA/head', { key: WEAK_KEY, term: TERM, powers: POWERS }))
        .thenRefuses('KEY_WEAK', { key: WEAK_KEY });
    });

    it('refuses a term that ends as it begins, or that has ended (R-33)', () => {
      const ended = { from: '2026-01-01T00:00:00Z', until: T0 };
      for (const term of [{ from: TERM.until, until: TERM.until }, { from: TERM.until, until: T0 }, ended]) {
        given(OPENING).when(registerHead('XA', { term })).thenRefuses('TERM_EMPTY', term);
      }
      const lastMoment = { from: '2026-01-01T00:00:00Z', until: later(T0, 1) };
      given(OPENING)
        .when(registerHead('XA', { term: lastMoment }))
        .then(registered('XA/head', 'XA/head', lastMoment));
    });

    it('refuses a key whose holder has not sealed the act (R-05)', () => {
      for (const sealers of [['XB/head'], ['XA/head', 'XB/head']]) {
        given(OPENING)
          .when(registerHead('XA', { sealers }))
          .thenRefuses('SEAL_NOT_BY_OFFICE', { representative: 'XA/head', now: T0 });
      }
    });
  });

  describe('has its effect, and touches nothing else', () => {
    it('stores the office with its first key', () => {
      given(OPENING)
        .when(REGISTRATION)
        .thenChanges({
          ...{ kind: 'Representative', ...madeBy(REGISTRATION), id: 'XA/head', keys: [{ key: KEY, from: T0 }] },
          ...{ term: TERM, powers: POWERS, registeredBy: 'XA/head', status: 'provisional' },
        });
    });

    it('ends the key of a former holder and keeps it in the history', () => {
      const again = registerHead('XA', { key: 'XA/head 2', now: '2026-11-25T10:00:00Z' });
      given(OPENING, REGISTRATION, on('EndRepresentative', 'XA/head', { now: '2026-11-24T10:00:00Z' }))
        .when(again)
        .thenChanges({
          ...{ kind: 'Representative', ...madeBy(again), id: 'XA/head' },
          keys: [
            { key: KEY, from: T0, until: '2026-11-25T10:00:00Z' },
            { key: keyNamed('XA/head 2'), from: '2026-11-25T10:00:00Z' },
          ],
          ...{ term: TERM, powers: POWERS, registeredBy: 'XA/head', status: 'provisional' },
        });
    });
  });
});

const SEATED = [OPENING, registerHead('XA'), examine('XA/head')];
const REPLACED_FROM = '2026-12-07T10:00:00Z'; // P14D after T0
const RECOVERY = recoverKey('XA', 'XA/head 2');

describe('recovering the key of a head', () => {
  const requested = {
    ...{ type: 'KeyReplacementRequested', representative: 'XA/head', key: keyNamed('XA/head 2') },
    ...{ from: REPLACED_FROM, reason: 'The key was lost.' },
  };

  describe('succeeds exactly when all conditions hold', () => {
    it("announces the replacement for the end of the profile's `keyRecovery` (R-35)", () => {
      given(...SEATED)
        .when(RECOVERY)
        .then(requested);
    });

    it('takes it for a head whose credentials are under examination', () => {
      given(OPENING, registerHead('XA')).when(RECOVERY).then(requested);
    });

    it('refuses another office than the head (R-30)', () => {
      const body = { key: keyNamed('XA/head 2'), reason: 'Lost.' };
      given(...SEATED)
        .when(step('RecoverKey', 'XA/delegate-1', body, { sealers: ['XA/head 2'] }))
        .thenRefuses('OFFICE_NOT_HEAD', { act: 'RecoverKey', expected: 'XA/head', by: 'XA/delegate-1' });
    });

    it('refuses another organisation, and a certificate that is no administrator (R-04, R-30)', () => {
      given(...SEATED)
        .when(recoverKey('XA', 'XA/head 2', { msp: 'XBMSP' }))
        .thenRefuses('CARRIER_FOREIGN', { member: 'XA', expected: 'XAMSP', msp: 'XBMSP' });
      given(...SEATED)
        .when(recoverKey('XA', 'XA/head 2', { admin: false }))
        .thenRefuses('CARRIER_NOT_ADMIN', { type: 'RecoverKey', expected: 'XAMSP' });
    });

    it('refuses a head that nobody has registered', () => {
      given(OPENING).when(RECOVERY).thenRefuses('REPRESENTATIVE_UNKNOWN', { representative: 'XA/head' });
    });

    it('refuses a head that was refused or has ended (R-70)', () => {
      const expected = ['provisional', 'seated'];
      const endings = [
        [registerHead('XA'), examine('XA/head', { finding: 'notInDueForm' })] as const,
        [registerHead('XA'), on('EndRepresentative', 'XA/head')] as const,
      ];
      for (const [index, steps] of endings.entries()) {
        const status = index === 0 ? 'refused' : 'ended';
        given(OPENING, ...steps)
          .when(RECOVERY)
          .thenRefuses('REPRESENTATIVE_STATUS', { representative: 'XA/head', status, act: 'RecoverKey', expected });
      }
    });

    it('refuses a weak key', () => {
      given(...SEATED)
        .when(step('RecoverKey', 'XA/head', { key: WEAK_KEY, reason: 'Lost.' }))
        .thenRefuses('KEY_WEAK', { key: WEAK_KEY });
    });

    it('refuses the key that the head holds (R-72)', () => {
      given(...SEATED)
        .when(recoverKey('XA', 'XA/head'))
        .thenRefuses('KEY_UNCHANGED', { representative: 'XA/head' });
    });

    // Without R-36 a second request would set the clock back, or slip another key under an announcement nobody minded.
    it('refuses a second request while one is under way (R-36)', () => {
      const now = later(REPLACED_FROM, -1);
      given(...SEATED, RECOVERY)
        .when(recoverKey('XA', 'XA/head 3', { now }))
        .thenRefuses('KEY_REPLACEMENT_PENDING', { representative: 'XA/head', from: REPLACED_FROM });
    });

    it('takes a further request from the instant on which the first has taken effect (R-36)', () => {
      given(...SEATED, RECOVERY)
        .when(recoverKey('XA', 'XA/head 3', { now: REPLACED_FROM }))
        .then({ ...requested, key: keyNamed('XA/head 3'), from: '2026-12-21T10:00:00Z' });
    });

    it('refuses a request that the new key has not sealed, or that the old one sealed as well (R-05)', () => {
      for (const sealers of [['XA/head'], ['XA/head', 'XA/head 2']]) {
        given(...SEATED)
          .when(recoverKey('XA', 'XA/head 2', { sealers }))
          .thenRefuses('SEAL_NOT_BY_OFFICE', { representative: 'XA/head', now: T0 });
      }
    });
  });

  describe('has its effect, and touches nothing else', () => {
    const office = { kind: 'Representative', id: 'XA/head', term: TERM, powers: POWERS, registeredBy: 'XA/head' };

    it('keeps the present key until the replacement takes effect', () => {
      given(...SEATED)
        .when(RECOVERY)
        .thenChanges({
          ...{ ...office, ...madeBy(RECOVERY), keys: [{ key: KEY, from: T0 }], status: 'seated' },
          replacement: { key: keyNamed('XA/head 2'), from: REPLACED_FROM },
        });
    });

    it('enters a replacement that has taken effect among the keys with the next change of the office', () => {
      const again = recoverKey('XA', 'XA/head 3', { now: '2027-01-01T00:00:00Z' });
      given(...SEATED, RECOVERY)
        .when(again)
        .thenChanges({
          ...{ ...office, ...madeBy(again), status: 'seated' },
          keys: [
            { key: KEY, from: T0, until: REPLACED_FROM },
            { key: keyNamed('XA/head 2'), from: REPLACED_FROM },
          ],
          replacement: { key: keyNamed('XA/head 3'), from: '2027-01-15T00:00:00Z' },
        });
    });

    // One millisecond later, and the replacement would go on sealing over the key that came after it.
    it('enters it with a change on the very instant on which it takes effect', () => {
      const turn = rotate('XA/head', 'XA/head 3', { sealers: ['XA/head 2'], now: REPLACED_FROM });
      given(...SEATED, RECOVERY)
        .when(turn)
        .thenChanges({
          ...{ ...office, ...madeBy(turn), status: 'seated' },
          keys: [
            { key: KEY, from: T0, until: REPLACED_FROM },
            { key: keyNamed('XA/head 2'), from: REPLACED_FROM, until: REPLACED_FROM },
            { key: keyNamed('XA/head 3'), from: REPLACED_FROM },
          ],
        });
    });

    it('seals with the old key until one millisecond before, with the new one from that instant on', () => {
      const turn = (key: string, now: string) => rotate('XA/head', 'XA/head 9', { sealers: [key], now });
      const pending = { representative: 'XA/head', from: REPLACED_FROM };
      const before = later(REPLACED_FROM, -1);
      given(...SEATED, RECOVERY)
        .when(turn('XA/head', before))
        .thenRefuses('KEY_REPLACEMENT_PENDING', pending);
      given(...SEATED, RECOVERY)
        .when(turn('XA/head 2', before))
        .thenRefuses('SEAL_NOT_BY_OFFICE', { representative: 'XA/head', now: before });
      given(...SEATED, RECOVERY)
        .when(turn('XA/head', REPLACED_FROM))
        .thenRefuses('SEAL_NOT_BY_OFFICE', { representative: 'XA/head', now: REPLACED_FROM });
      given(...SEATED, RECOVERY)
        .when(turn('XA/head 2', REPLACED_FROM))
        .then(
          { type: 'KeyReplaced', representative: 'XA/head', key: keyNamed('XA/head 2') },
          { type: 'KeyRotated', representative: 'XA/head', key: keyNamed('XA/head 9') },
        );
    });
  });
});

describe('objecting to the replacement of a key', () => {
  const OBJECTION = objectToKey('XA/head', { now: later(REPLACED_FROM, -1) });
  const stopped = { type: 'KeyReplacementStopped', representative: 'XA/head', reason: 'The key is in our hands.' };

  it('stops the replacement, by the present key, until one millisecond before it takes effect', () => {
    given(...SEATED, RECOVERY)
      .when(OBJECTION)
      .then(stopped);
  });

  it('leaves the office with its present key only', () => {
    given(...SEATED, RECOVERY)
      .when(OBJECTION)
      .thenChanges({
        ...{ kind: 'Representative', ...madeBy(OBJECTION), id: 'XA/head', keys: [{ key: KEY, from: T0 }], term: TERM },
        ...{ powers: POWERS, registeredBy: 'XA/head', status: 'seated' },
      });
  });

  it('refuses where no replacement is under way (R-73)', () => {
    given(...SEATED)
      .when(objectToKey('XA/head'))
      .thenRefuses('KEY_REPLACEMENT_NONE', { representative: 'XA/head' });
  });

  it('refuses once the replacement has been stopped (R-73)', () => {
    given(...SEATED, RECOVERY, OBJECTION)
      .when(objectToKey('XA/head', { now: later(REPLACED_FROM, 1) }))
      .thenRefuses('KEY_REPLACEMENT_NONE', { representative: 'XA/head' });
  });

  it('refuses the new key while the old one is in force (R-05)', () => {
    given(...SEATED, RECOVERY)
      .when(objectToKey('XA/head', { sealers: ['XA/head 2'] }))
      .thenRefuses('SEAL_NOT_BY_OFFICE', { representative: 'XA/head', now: T0 });
  });

  it('comes too late once the new key has been used, however it is dated (R-75, R-09)', () => {
    const used = register('XA/delegate-1', { now: later(REPLACED_FROM, 5000), sealers: ['XA/head 2'] });
    given(...SEATED, RECOVERY, used)
      .when(OBJECTION)
      .thenRefuses('TIME_RUNS_BACKWARDS', {
        record: 'Representative/XA/head',
        changedAt: later(REPLACED_FROM, 5000),
        now: later(REPLACED_FROM, -1),
      });
  });

  it('comes too late from the instant on which the replacement takes effect (R-73)', () => {
    given(...SEATED, RECOVERY)
      .when(objectToKey('XA/head', { now: REPLACED_FROM }))
      .thenRefuses('SEAL_NOT_BY_OFFICE', { representative: 'XA/head', now: REPLACED_FROM });
    given(...SEATED, RECOVERY)
      .when(objectToKey('XA/head', { now: REPLACED_FROM, sealers: ['XA/head 2'] }))
      .thenRefuses('KEY_REPLACEMENT_NONE', { representative: 'XA/head' });
  });

  it('lets the organisation ask again after an objection', () => {
    const now = later(REPLACED_FROM, -1);
    given(...SEATED, RECOVERY, OBJECTION)
      .when(recoverKey('XA', 'XA/head 3', { now }))
      .then({
        ...{ type: 'KeyReplacementRequested', representative: 'XA/head', key: keyNamed('XA/head 3') },
        ...{ from: '2026-12-21T09:59:59.999Z', reason: 'The key was lost.' },
      });
  });
});

describe('examining credentials', () => {
  const REGISTERED = [OPENING, registerHead('XA')];
  const office = {
    ...{ kind: 'Representative', id: 'XA/head', keys: [{ key: KEY, from: T0 }], term: TERM, powers: POWERS },
    registeredBy: 'XA/head',
  };

  it('seats a head whose credentials are in due form', () => {
    const finding = examine('XA/head');
    given(...REGISTERED)
      .when(finding)
      .then({ type: 'CredentialsAccepted', representative: 'XA/head' });
    given(...REGISTERED)
      .when(finding)
      .thenChanges({ ...office, ...madeBy(finding), status: 'seated' });
  });

  it('refuses a head whose credentials are not, with or without a reason', () => {
    const reason = 'Not issued by one of those whom the rules name.';
    for (const given_ of [{ reason }, {}]) {
      const finding = examine('XA/head', { finding: 'notInDueForm', ...given_ });
      const refused = { type: 'CredentialsRefused', representative: 'XA/head', ...given_ };
      given(...REGISTERED)
        .when(finding)
        .then(refused);
      given(...REGISTERED)
        .when(finding)
        .thenChanges({ ...office, ...madeBy(finding), status: 'refused', ...given_ });
    }
  });

  it('keeps a replacement of the key that is under way', () => {
    const finding = examine('XA/head');
    given(...REGISTERED, RECOVERY)
      .when(finding)
      .thenChanges({
        ...{ ...office, ...madeBy(finding), status: 'seated' },
        replacement: { key: keyNamed('XA/head 2'), from: REPLACED_FROM },
      });
  });

  // Without R-31 any delegation could seat itself.
  it('refuses anybody but the depositary, the head of its institution included (R-31)', () => {
    const refused = { act: 'ExamineCredentials', expected: 'SEC/depositary' };
    for (const member of ['XA', 'SEC']) {
      given(...REGISTERED, ...(member === 'SEC' ? [registerHead('SEC')] : []))
        .when(examine('XA/head', { by: `${member}/head` }))
        .thenRefuses('NOT_THE_DEPOSITARY', { ...refused, by: `${member}/head` });
    }
  });

  it('refuses to examine anybody but a head (R-31)', () => {
    given(...REGISTERED)
      .when(examine('XA/delegate-1'))
      .thenRefuses('CREDENTIALS_NOT_EXAMINED', { representative: 'XA/delegate-1' });
  });

  it('refuses a head that nobody has registered', () => {
    given(OPENING).when(examine('XA/head')).thenRefuses('REPRESENTATIVE_UNKNOWN', { representative: 'XA/head' });
  });

  it('refuses a head that has been examined (R-70)', () => {
    given(...SEATED)
      .when(examine('XA/head', { finding: 'notInDueForm' }))
      .thenRefuses('REPRESENTATIVE_STATUS', {
        ...{
          representative: 'XA/head',
          status: 'seated',
          act: 'ExamineCredentials',
          expected: ['pending', 'provisional'],
        },
      });
  });

  it('touches no other head', () => {
    const { world } = given(
      OPENING,
      ...bind('XB'),
      registerHead('XA'),
      examine('XA/head', { finding: 'notInDueForm' }),
    );
    expect(world.get('Representative', 'XB/head').status).to.equal('seated');
  });
});
