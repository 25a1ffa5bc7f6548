// SPDX-License-Identifier: Apache-2.0
import { keyNamed, WEAK_KEY } from '../../support/domain/keys.ts';
import {
  madeBy,
  METHOD,
  NETWORK,
  open,
  openingBody,
  profile,
  stampOf,
  step,
  T0,
  TERM,
  TREATY,
  versionOf,
} from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const OPENING = open();
const KEY = keyNamed('SEC/depositary');
const STATES = [
  { id: 'XA', name: 'State XA', msp: 'XAMSP' },
  { id: 'XB', name: 'State XB', msp: 'XBMSP' },
  { id: 'XC', name: 'State XC', msp: 'XCMSP' },
  { id: 'XD', name: 'State XD', msp: 'XCMSP' },
];
const INSTITUTIONS = [
  { id: 'SEC', name: 'Technical Secretariat', msp: 'SECMSP', role: 'secretariat' },
  { id: 'AISI-XA', name: 'Institute of XA', msp: 'AISIXAMSP', role: 'institute' },
  { id: 'AISI-XB', name: 'Institute of XB', msp: 'AISIXBMSP', role: 'institute' },
];
const THRESHOLDS = [
  { id: 'oversight', value: '10000000000000000000000000' },
  { id: 'reporting', value: '1000000000000000000000000' },
];
const FLOP = { metric: 'training compute', unit: 'FLOP' };

describe('opening a treaty', () => {
  describe('succeeds exactly when all conditions hold', () => {
    it('opens with its profile, the states invited, its institutions, its depositary and its first thresholds', () => {
      given()
        .when(OPENING)
        .then(
          {
            type: 'TreatyOpened',
            title: 'Conditional AI Safety Treaty',
            network: NETWORK,
            depositary: 'SEC/depositary',
            profile: '1.0',
          },
          { type: 'ProfileAdopted', version: '1.0', profile: profile() },
          ...STATES.map(({ id, ...rest }) => ({ type: 'PartyInvited', party: id, ...rest })),
          ...INSTITUTIONS.map(({ id, ...rest }) => ({ type: 'InstitutionListed', institution: id, ...rest })),
          {
            type: 'RepresentativeRegistered',
            representative: 'SEC/depositary',
            key: KEY,
            term: TERM,
            powers: ['credentials'],
            seating: 'seated',
          },
          ...THRESHOLDS.map(({ id, value }) => ({
            ...{ type: 'ThresholdEstablished', threshold: id, ...FLOP, version: versionOf(OPENING, id) },
            ...{ value, method: METHOD },
          })),
        );
    });

    it('refuses another organisation than the approved package names (R-10)', () => {
      given()
        .when(open({}, { opensTreaties: 'XAMSP' }))
        .thenRefuses('TREATY_OPENING_FORBIDDEN', { expected: 'XAMSP', msp: 'SECMSP' });
    });

    it('refuses a certificate that is no administrator of it (R-10)', () => {
      given()
        .when(open({}, { admin: false }))
        .thenRefuses('CARRIER_NOT_ADMIN', { type: 'OpenTreaty', expected: 'SECMSP' });
    });

    it('refuses an act that names another channel than the one that it reaches (R-11)', () => {
      given()
        .when(open({}, { channel: 'treaty-2' }))
        .thenRefuses('TREATY_CHANNEL_FOREIGN', { named: NETWORK, channel: 'treaty-2' });
    });

    it('compares the whole name of the channel, not its beginning (R-11)', () => {
      const network = `treaty-2@${'0a'.repeat(32)}`;
      given().when(open({}, { network })).thenRefuses('TREATY_CHANNEL_FOREIGN', { named: network, channel: 'treaty' });
    });

    it('refuses a depositary that is not among the institutions (R-12)', () => {
      given()
        .when(open({ depositary: { institution: 'XD', key: KEY, term: TERM } }))
        .thenRefuses('TREATY_DEPOSITARY_UNLISTED', { institution: 'XD' });
    });

    it('refuses an opening in the name of another member than the depositary (R-12)', () => {
      given()
        .when(step('OpenTreaty', 'AISI-XA/head', openingBody(), { msp: 'SECMSP', sealers: ['SEC/depositary'] }))
        .thenRefuses('TREATY_DEPOSITARY_UNLISTED', { institution: 'SEC' });
    });

    it('refuses a depositary that another organisation hosts than the one that carries the opening (R-12)', () => {
      const hosted = INSTITUTIONS.map((each) => (each.id === 'SEC' ? { ...each, msp: 'XBMSP' } : each));
      given()
        .when(open({ institutions: hosted }))
        .thenRefuses('CARRIER_FOREIGN', { member: 'SEC', expected: 'XBMSP', msp: 'SECMSP' });
    });

    it('refuses a depositary key that is weak (R-05)', () => {
      given()
        .when(open({ depositary: { institution: 'SEC', key: WEAK_KEY, term: TERM } }))
        .thenRefuses('KEY_WEAK', { key: WEAK_KEY });
    });

    it('refuses a depositary term that could never be served (R-33)', () => {
      const term = { from: T0, until: T0 };
      given()
        .when(open({ depositary: { institution: 'SEC', key: KEY, term } }))
        .thenRefuses('TERM_EMPTY', term);
    });

    for (const [how, sealers] of [
      ['by another key', ['XA/head']],
      ['by a second key as well', ['SEC/depositary', 'XA/head']],
    ] as const) {
      // Without R-05 whoever knows a public key could open a treaty in its holder's name.
      it(`refuses an opening that is sealed ${how} than the one it registers (R-05)`, () => {
        given()
          .when(open({}, { sealers }))
          .thenRefuses('SEAL_NOT_BY_OFFICE', { representative: 'SEC/depositary', now: T0 });
      });
    }

    it('refuses two members with one id, also across states and institutions (R-13)', () => {
      const twice = { id: 'AISI-XA', name: 'State of the same id', msp: 'XDMSP' };
      given()
        .when(open({ parties: [...STATES, twice] }))
        .thenRefuses('MEMBER_NAMED_TWICE', { member: 'AISI-XA' });
      given()
        .when(open({ parties: [...STATES, { ...twice, id: 'XA' }] }))
        .thenRefuses('MEMBER_NAMED_TWICE', { member: 'XA' });
    });

    it('refuses a treaty that has been opened (R-14)', () => {
      given(OPENING)
        .when(open({ title: 'A second opening' }))
        .thenRefuses('TREATY_EXISTS', { treaty: TREATY });
    });

    it('takes its clock from the profile that it brings (R-03)', () => {
      const at = '2026-11-23T10:00:05.001Z';
      given().when(open({}, { at })).thenRefuses('ACT_DATED_AHEAD', { at, aheadBy: 'PT5S', now: T0 });
    });
  });

  describe('has its effect, and touches nothing else', () => {
    it('stores the treaty, the profile, every member, the depositary and every threshold, and no more', () => {
      const made = madeBy(OPENING);
      given()
        .when(OPENING)
        .thenChanges(
          {
            ...{ kind: 'Treaty', ...made, title: 'Conditional AI Safety Treaty', network: NETWORK },
            ...{ depositary: 'SEC/depositary', profile: '1.0', opened: stampOf(OPENING) },
          },
          { kind: 'Profile', ...made, version: '1.0', profile: profile() },
          ...STATES.map((state) => ({ kind: 'Party', ...made, ...state, status: 'invited' })),
          ...INSTITUTIONS.map((institution) => ({ kind: 'Institution', ...made, ...institution })),
          {
            ...{ kind: 'Representative', ...made, id: 'SEC/depositary', keys: [{ key: KEY, from: T0 }], term: TERM },
            ...{ powers: ['credentials'], registeredBy: 'SEC/depositary', status: 'seated' },
          },
          ...THRESHOLDS.flatMap(({ id, value }) => {
            const version = versionOf(OPENING, id);
            return [
              { kind: 'Threshold', ...made, id, ...FLOP, latest: version },
              { kind: 'ThresholdVersion', ...made, threshold: id, version, value, method: METHOD, inForceFrom: T0 },
            ];
          }),
        );
    });
  });
});
