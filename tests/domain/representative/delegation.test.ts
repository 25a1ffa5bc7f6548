// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { keyNamed, WEAK_KEY } from '../../support/domain/keys.ts';
import {
  bind,
  examine,
  headOf,
  later,
  madeBy,
  on,
  open,
  recoverKey,
  register,
  registerHead,
  rotate,
  step,
  T0,
  TERM,
  type Step,
} from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const LATER = '2026-11-24T10:00:00Z';
const DELEGATE = 'XA/delegate-1';
const SEATED = [open(), registerHead('XA'), examine('XA/head')];
const DELEGATED = [...SEATED, register(DELEGATE)];
const office = {
  ...{ kind: 'Representative', id: DELEGATE, keys: [{ key: keyNamed(DELEGATE), from: T0 }], term: TERM },
  ...{ powers: ['credentials'], registeredBy: 'XA/head' },
};
const reason = 'By decision of the capital.';

describe('registering a representative', () => {
  const REGISTRATION = register(DELEGATE);
  const registered = {
    ...{ type: 'RepresentativeRegistered', representative: DELEGATE, key: keyNamed(DELEGATE), term: TERM },
    ...{ powers: ['credentials'], seating: 'seated' },
  };

  describe('succeeds exactly when all conditions hold', () => {
    it('seats an office of the head’s own delegation', () => {
      given(...SEATED)
        .when(REGISTRATION)
        .then(registered);
    });

    it('may be done by a head whose credentials are under examination', () => {
      given(open(), registerHead('XA')).when(REGISTRATION).then(registered);
    });

    it('confers full powers where the head holds them', () => {
      given(...SEATED)
        .when(register(DELEGATE, { powers: ['fullPowers'] }))
        .then({ ...registered, powers: ['fullPowers'] });
    });

    // Without R-37 one delegation could put its own people into another's.
    it("refuses an office of another member's delegation, even by the depositary (R-37)", () => {
      given(...SEATED)
        .when(register('XB/delegate-1', { by: 'XA/head' }))
        .thenRefuses('REPRESENTATIVE_FOREIGN', { by: 'XA/head', representative: 'XB/delegate-1' });
      given(...SEATED)
        .when(register('XB/delegate-1', { by: 'SEC/depositary' }))
        .thenRefuses('REPRESENTATIVE_FOREIGN', { by: 'SEC/depositary', representative: 'XB/delegate-1' });
    });

    it('refuses a delegate who is not the head (R-38)', () => {
      given(...DELEGATED)
        .when(register('XA/delegate-2', { by: DELEGATE }))
        .thenRefuses('OFFICE_NOT_HEAD', { act: 'RegisterRepresentative', expected: 'XA/head', by: DELEGATE });
    });

    it("refuses the head's own office, which its organisation fills (R-71)", () => {
      given(...SEATED)
        .when(register('XA/head', { key: 'XA/head 2' }))
        .thenRefuses('OFFICE_RESERVED', { representative: 'XA/head' });
    });

    it('refuses an office that is seated or suspended and in term (R-32)', () => {
      for (const [status, steps] of [
        ['seated', []],
        ['suspended', [on('SuspendRepresentative', DELEGATE)]],
      ] as const) {
        given(...DELEGATED, ...steps)
          .when(register(DELEGATE, { key: 'XA/delegate 2' }))
          .thenRefuses('REPRESENTATIVE_EXISTS', { representative: DELEGATE, status });
      }
    });

    it('fills an office that has ended, or whose term is over, again (R-32)', () => {
      const again = register(DELEGATE, { key: 'XA/delegate 2', now: LATER });
      const anew = { ...registered, key: keyNamed('XA/delegate 2') };
      given(...DELEGATED, on('EndRepresentative', DELEGATE))
        .when(again)
        .then(anew);
      const short = register(DELEGATE, { term: { from: T0, until: later(LATER, -1) } });
      given(...SEATED, short)
        .when(again)
        .then(anew);
      given(...SEATED, short, on('SuspendRepresentative', DELEGATE))
        .when(again)
        .then(anew);
    });

    it('refuses a weak key', () => {
      const body = { representative: DELEGATE, key: WEAK_KEY, term: TERM, powers: ['credentials'] };
      given(...SEATED)
        .when(step('RegisterRepresentative', 'XA/head', body))
        .thenRefuses('KEY_WEAK', { key: WEAK_KEY });
    });

    it('refuses a term that could never be served (R-33)', () => {
      const term = { from: T0, until: T0 };
      given(...SEATED)
        .when(register(DELEGATE, { term }))
        .thenRefuses('TERM_EMPTY', term);
    });

    // Without R-39 a head with credentials only could make an office that binds the state.
    it('refuses powers that the head does not hold (R-39)', () => {
      given(open(), registerHead('XA', { powers: ['credentials'] }))
        .when(register(DELEGATE, { powers: ['credentials', 'fullPowers'] }))
        .thenRefuses('POWERS_EXCEEDED', {
          ...{ by: 'XA/head', held: ['credentials'], conferred: ['credentials', 'fullPowers'] },
        });
    });
  });

  describe('has its effect, and touches nothing else', () => {
    it('stores the office, seated', () => {
      given(...SEATED)
        .when(REGISTRATION)
        .thenChanges({ ...office, ...madeBy(REGISTRATION), status: 'seated' });
    });

    it('keeps the keys of a former holder as history', () => {
      const again = register(DELEGATE, { key: 'XA/delegate 2', now: LATER });
      given(...DELEGATED, on('EndRepresentative', DELEGATE))
        .when(again)
        .thenChanges({
          ...{ ...office, ...madeBy(again), status: 'seated' },
          keys: [
            { key: keyNamed(DELEGATE), from: T0, until: LATER },
            { key: keyNamed('XA/delegate 2'), from: LATER },
          ],
        });
    });
  });
});

describe('suspending, reinstating and ending a representative', () => {
  const SUSPENSION = on('SuspendRepresentative', DELEGATE);

  it('suspends a delegate', () => {
    given(...DELEGATED)
      .when(SUSPENSION)
      .then({ type: 'RepresentativeSuspended', representative: DELEGATE, reason });
    given(...DELEGATED)
      .when(SUSPENSION)
      .thenChanges({ ...office, ...madeBy(SUSPENSION), status: 'suspended', reason, was: 'seated' });
  });

  it('reinstates it as it was', () => {
    const again = on('ReinstateRepresentative', DELEGATE, { now: LATER });
    const world = given(...DELEGATED, SUSPENSION);
    world.when(again).then({ type: 'RepresentativeReinstated', representative: DELEGATE, reason });
    world.when(again).thenChanges({ ...office, ...madeBy(again), status: 'seated' });
  });

  it('ends a delegate, suspended or not', () => {
    for (const steps of [[], [SUSPENSION]]) {
      const ending = on('EndRepresentative', DELEGATE, { now: LATER });
      const world = given(...DELEGATED, ...steps);
      world.when(ending).then({ type: 'RepresentativeEnded', representative: DELEGATE, reason });
      world.when(ending).thenChanges({ ...office, ...madeBy(ending), status: 'ended', reason });
    }
  });

  it('lets a head end its own office', () => {
    given(...SEATED)
      .when(on('EndRepresentative', 'XA/head'))
      .then({ type: 'RepresentativeEnded', representative: 'XA/head', reason });
  });

  it('refuses a head that would suspend itself, since nobody could reinstate it (R-71)', () => {
    given(...SEATED)
      .when(on('SuspendRepresentative', 'XA/head'))
      .thenRefuses('OFFICE_RESERVED', { representative: 'XA/head' });
  });

  const STATUSES = [
    ['SuspendRepresentative', SUSPENSION, 'suspended', ['provisional', 'seated']],
    ['ReinstateRepresentative', undefined, 'seated', ['suspended']],
    ['EndRepresentative', on('EndRepresentative', DELEGATE), 'ended', ['provisional', 'seated', 'suspended']],
  ] as const;
  for (const [type, before, status, expected] of STATUSES) {
    it(`refuses ${type} of an office that is ${status} (R-70)`, () => {
      given(...DELEGATED, ...(before === undefined ? [] : [before]))
        .when(on(type, DELEGATE, { now: LATER }))
        .thenRefuses('REPRESENTATIVE_STATUS', { representative: DELEGATE, status, act: type, expected });
    });

    it(`refuses ${type} of an office that nobody has registered`, () => {
      given(...SEATED)
        .when(on(type, DELEGATE))
        .thenRefuses('REPRESENTATIVE_UNKNOWN', { representative: DELEGATE });
    });

    it(`refuses ${type} in another member's delegation (R-37)`, () => {
      given(...DELEGATED, ...bind('XB'))
        .when(on(type, DELEGATE, { by: 'XB/head' }))
        .thenRefuses('REPRESENTATIVE_FOREIGN', { by: 'XB/head', representative: DELEGATE });
    });

    it(`refuses ${type} by anybody but the head (R-38)`, () => {
      given(...DELEGATED, register('XA/delegate-2'))
        .when(on(type, DELEGATE, { by: 'XA/delegate-2' }))
        .thenRefuses('OFFICE_NOT_HEAD', { act: type, expected: 'XA/head', by: 'XA/delegate-2' });
    });
  }
});

describe('rotating a key', () => {
  const ROTATION = rotate(DELEGATE, 'XA/delegate 2', { now: LATER });
  const rotated = { type: 'KeyRotated', representative: DELEGATE, key: keyNamed('XA/delegate 2') };

  describe('succeeds exactly when all conditions hold', () => {
    it('is done by the office itself, or by its head', () => {
      given(...DELEGATED)
        .when(ROTATION)
        .then(rotated);
      given(...DELEGATED)
        .when(rotate(DELEGATE, 'XA/delegate 2', { by: 'XA/head' }))
        .then(rotated);
    });

    it('is done by a head for itself, also while its credentials are under examination', () => {
      given(open(), registerHead('XA'))
        .when(rotate('XA/head', 'XA/head 2'))
        .then({ type: 'KeyRotated', representative: 'XA/head', key: keyNamed('XA/head 2') });
    });

    it('refuses another delegate, and another member (R-37, R-38)', () => {
      given(...DELEGATED, register('XA/delegate-2'))
        .when(rotate(DELEGATE, 'XA/delegate 2', { by: 'XA/delegate-2' }))
        .thenRefuses('OFFICE_NOT_HEAD', { act: 'RotateKey', expected: 'XA/head', by: 'XA/delegate-2' });
      given(...DELEGATED, ...bind('XB'))
        .when(rotate(DELEGATE, 'XA/delegate 2', { by: 'XB/head' }))
        .thenRefuses('REPRESENTATIVE_FOREIGN', { by: 'XB/head', representative: DELEGATE });
    });

    it('refuses an office that nobody has registered', () => {
      given(...SEATED)
        .when(rotate(DELEGATE, 'XA/delegate 2', { by: 'XA/head' }))
        .thenRefuses('REPRESENTATIVE_UNKNOWN', { representative: DELEGATE });
    });

    it('refuses an office that is suspended (R-70)', () => {
      given(...DELEGATED, on('SuspendRepresentative', DELEGATE))
        .when(rotate(DELEGATE, 'XA/delegate 2', { by: 'XA/head' }))
        .thenRefuses('REPRESENTATIVE_STATUS', {
          ...{ representative: DELEGATE, status: 'suspended', act: 'RotateKey', expected: ['provisional', 'seated'] },
        });
    });

    // Without R-36 whoever has stolen the old key could rotate it while its owner is recovering it.
    it('refuses while a replacement is under way (R-36)', () => {
      given(...SEATED, recoverKey('XA', 'XA/head 2'))
        .when(rotate('XA/head', 'XA/head 3'))
        .thenRefuses('KEY_REPLACEMENT_PENDING', { representative: 'XA/head', from: '2026-12-07T10:00:00Z' });
    });

    it('refuses a weak key', () => {
      given(...DELEGATED)
        .when(step('RotateKey', DELEGATE, { representative: DELEGATE, key: WEAK_KEY }))
        .thenRefuses('KEY_WEAK', { key: WEAK_KEY });
    });

    it('refuses the key that the office holds (R-72)', () => {
      given(...DELEGATED)
        .when(rotate(DELEGATE, DELEGATE))
        .thenRefuses('KEY_UNCHANGED', { representative: DELEGATE });
    });

    it('takes a key back that the office held before', () => {
      given(...DELEGATED, ROTATION)
        .when(rotate(DELEGATE, DELEGATE, { now: LATER, sealers: ['XA/delegate 2'] }))
        .then({ ...rotated, key: keyNamed(DELEGATE) });
    });
  });

  describe('has its effect, and touches nothing else', () => {
    it('ends the former key on the instant on which the new one begins', () => {
      given(...DELEGATED)
        .when(ROTATION)
        .thenChanges({
          ...{ ...office, ...madeBy(ROTATION), status: 'seated' },
          keys: [
            { key: keyNamed(DELEGATE), from: T0, until: LATER },
            { key: keyNamed('XA/delegate 2'), from: LATER },
          ],
        });
    });

    it('enters a replacement that has taken effect before the new key', () => {
      const now = '2027-01-01T00:00:00Z';
      const turn = rotate('XA/head', 'XA/head 3', { sealers: ['XA/head 2'], now });
      const { world } = given(...SEATED, recoverKey('XA', 'XA/head 2'), turn);
      expect(world.get('Representative', 'XA/head')).to.deep.include({
        keys: [
          { key: keyNamed('XA/head'), from: T0, until: '2026-12-07T10:00:00Z' },
          { key: keyNamed('XA/head 2'), from: '2026-12-07T10:00:00Z', until: now },
          { key: keyNamed('XA/head 3'), from: now },
        ],
      });
      expect(world.get('Representative', 'XA/head').replacement).to.equal(undefined);
    });
  });
});

describe('the standing of whoever acts', () => {
  const ending = (options: Parameters<typeof on>[2] = {}): Step => on('EndRepresentative', DELEGATE, options);
  const ended = { type: 'RepresentativeEnded', representative: DELEGATE, reason };

  it('refuses a member that the treaty does not name', () => {
    given(...SEATED)
      .when(rotate('XZ/head', 'XZ/head 2'))
      .thenRefuses('MEMBER_UNKNOWN', { member: 'XZ', treaty: SEATED[0]?.act.treaty });
  });

  // Without R-04 a stolen key would suffice; with it, a certificate of the member's host is needed as well.
  it('refuses a certificate of another organisation (R-04)', () => {
    given(...DELEGATED)
      .when(ending({ msp: 'XBMSP' }))
      .thenRefuses('CARRIER_FOREIGN', { member: 'XA', expected: 'XAMSP', msp: 'XBMSP' });
  });

  it('asks for no administrator', () => {
    given(...DELEGATED)
      .when(ending({ admin: false }))
      .then(ended);
    given(...DELEGATED)
      .when(ending({ admin: true }))
      .then(ended);
  });

  it('refuses an office that nobody has registered', () => {
    given(open()).when(ending()).thenRefuses('REPRESENTATIVE_UNKNOWN', { representative: 'XA/head' });
  });

  it('refuses an author who is suspended or has ended (R-07)', () => {
    for (const [type, status] of [
      ['SuspendRepresentative', 'suspended'],
      ['EndRepresentative', 'ended'],
    ] as const) {
      given(...DELEGATED, on(type, DELEGATE))
        .when(rotate(DELEGATE, 'XA/delegate 2'))
        .thenRefuses('REPRESENTATIVE_NOT_ACTING', { representative: DELEGATE, status });
    }
  });

  it('refuses a head whose credentials were refused, and its whole delegation (R-07, R-34)', () => {
    const steps = [open(), registerHead('XA'), register(DELEGATE), examine('XA/head', { finding: 'notInDueForm' })];
    given(...steps)
      .when(ending())
      .thenRefuses('REPRESENTATIVE_NOT_ACTING', { representative: 'XA/head', status: 'refused' });
    given(...steps)
      .when(rotate(DELEGATE, 'XA/delegate 2'))
      .thenRefuses('DELEGATION_REFUSED', { head: 'XA/head', representative: DELEGATE });
  });

  it('lets the delegation act again once the credentials of a new head are found in due form (R-34)', () => {
    const steps = [open(), registerHead('XA'), register(DELEGATE), examine('XA/head', { finding: 'notInDueForm' })];
    const again = registerHead('XA', { key: 'XA/head 2' });
    given(...steps, again)
      .when(rotate(DELEGATE, 'XA/delegate 2'))
      .thenRefuses('DELEGATION_REFUSED', { head: 'XA/head', representative: DELEGATE });
    given(...steps, again, examine('XA/head'))
      .when(rotate(DELEGATE, 'XA/delegate 2'))
      .then({ type: 'KeyRotated', representative: DELEGATE, key: keyNamed('XA/delegate 2') });
  });

  it("never locks the depositary's office out with the head of its institution (R-34)", () => {
    const refused = [open(), registerHead('SEC'), examine('SEC/head', { finding: 'notInDueForm' })];
    given(...refused, registerHead('SEC', { key: 'SEC/head 2' }))
      .when(examine('SEC/head'))
      .then({ type: 'CredentialsAccepted', representative: 'SEC/head' });
  });

  it('lets an office act from the first to the last instant of its term, both included (R-06)', () => {
    const term = { from: '2026-12-01T00:00:00Z', until: '2026-12-31T00:00:00Z' };
    const seated = [open(), registerHead('XA'), register(DELEGATE, { term })];
    for (const now of [term.from, term.until]) {
      given(...seated)
        .when(rotate(DELEGATE, 'XA/delegate 2', { now }))
        .then({ type: 'KeyRotated', representative: DELEGATE, key: keyNamed('XA/delegate 2') });
    }
    for (const now of [later(term.from, -1), later(term.until, 1)]) {
      given(...seated)
        .when(rotate(DELEGATE, 'XA/delegate 2', { now }))
        .thenRefuses('REPRESENTATIVE_OUT_OF_TERM', { representative: DELEGATE, ...term, now });
    }
  });

  it('refuses an act by a key that the office does not hold, by a former key, or by two keys (R-05)', () => {
    const now = later(LATER, 1);
    const refused = { representative: DELEGATE, now };
    const rotated = [...DELEGATED, rotate(DELEGATE, 'XA/delegate 2', { now: LATER })];
    for (const sealers of [['XB/head'], [headOf(DELEGATE)], [DELEGATE], ['XA/delegate 2', 'XA/head']]) {
      given(...rotated)
        .when(rotate(DELEGATE, 'XA/delegate 3', { now, sealers }))
        .thenRefuses('SEAL_NOT_BY_OFFICE', refused);
    }
  });

  it('refuses an office that holds no key at that instant, which no act can bring about (R-05)', () => {
    const { world } = given(...DELEGATED);
    const head = world.get('Representative', 'XA/head');
    const unkeyed = { ...head, keys: [{ key: keyNamed('XA/head'), from: '2027-01-01T00:00:00Z' }] };
    given(...DELEGATED)
      .having(unkeyed)
      .when(ending())
      .thenRefuses('SEAL_NOT_BY_OFFICE', { representative: 'XA/head', now: T0 });
  });

  it('asks for credentials where the act binds nobody (R-08)', () => {
    given(...SEATED, register(DELEGATE, { powers: ['fullPowers'] }))
      .when(rotate(DELEGATE, 'XA/delegate 2'))
      .thenRefuses('POWERS_MISSING', {
        ...{ representative: DELEGATE, held: ['fullPowers'], act: 'RotateKey', expected: 'credentials' },
      });
  });
});
