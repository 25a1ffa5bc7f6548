// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { numbered } from '../../../chaincode/src/domain/depositary/notification.ts';
import { heads, madeIdOf } from '../../support/domain/membership.ts';
import { BOUND, deposit, digestOf, madeBy, stampOf, step, T0, type Step } from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const SOON = '2026-12-24T10:00:00Z';
const LATER = '2026-12-25T10:00:00Z';
const ACT = deposit('XA/head').act;
const ABOUT = { by: 'XA/head', act: ACT.id };

const circulate = (body: object = {}, options: object = {}) =>
  step('CirculateNotification', 'SEC/depositary', { about: ABOUT, ...body }, { now: SOON, ...options });
const idOf = (circulating: Step): string => madeIdOf('N', digestOf(circulating.act));
const N = idOf(circulate());
const acknowledge = (by = 'XB/head', notification = N, now = LATER) =>
  step('AcknowledgeNotification', by, { notification }, { now });

describe('circulating a notification (VCLT 77(1)(e), 78)', () => {
  it('names the act, when the depositary received it and when it is circulated, and touches nothing else', () => {
    const circulating = circulate({ text: 'Ratification by XA.' });
    const about = { ...ABOUT, type: 'DepositInstrument' };
    const notification = idOf(circulating);
    given(...BOUND)
      .when(circulating)
      .then({ type: 'NotificationCirculated', notification, about, received: T0, text: 'Ratification by XA.' });
    given(...BOUND)
      .when(circulate())
      .thenChanges({
        ...{ kind: 'Notification', ...madeBy(circulate()), id: N, about, received: T0 },
        circulated: stampOf(circulate()),
      });
  });

  it('refuses what is not on the record (R-127)', () => {
    const act = '00000000-0000-4000-8000-000000000000';
    given(...BOUND)
      .when(circulate({ about: { by: 'XA/head', act } }))
      .thenRefuses('RECORD_UNKNOWN', { kind: 'Act', id: `XA/head/${act}`, treaty: ACT.treaty });
  });

  it('refuses one whose short id belongs to another already (R-111)', () => {
    given(...BOUND)
      .having(given(...BOUND, circulate()).world.get('Notification', N))
      .when(circulate())
      .thenRefuses('ID_TAKEN', { id: N });
  });
});

describe('acknowledging a notification (VCLT 78(c))', () => {
  it('gives its third date, by a state whether bound or not, and touches nothing else', () => {
    given(...BOUND, circulate())
      .when(acknowledge())
      .then({ type: 'NotificationAcknowledged', notification: N, member: 'XB' });
    given(...BOUND, circulate())
      .when(acknowledge())
      .thenChanges({
        ...{ kind: 'Acknowledgement', ...madeBy(acknowledge()), notification: N, member: 'XB' },
        received: stampOf(acknowledge()),
      });
    const invited = acknowledge('XD/head');
    expect(given(...BOUND, ...heads('XD'), circulate(), invited).world.all('Acknowledgement')).to.have.length(1);
  });

  it('is done once (R-128)', () => {
    given(...BOUND, circulate(), acknowledge())
      .when(acknowledge('XB/head', N, '2026-12-26T10:00:00Z'))
      .thenRefuses('NOTIFICATION_ACKNOWLEDGED', { member: 'XB', notification: N, at: LATER });
  });

  it('refuses an unknown one, and who is no state', () => {
    given(...BOUND)
      .when(acknowledge())
      .thenRefuses('NOTIFICATION_UNKNOWN', { notification: N });
    given(...BOUND, ...heads('AISI-XA'), circulate())
      .when(acknowledge('AISI-XA/head'))
      .thenRefuses('PARTY_UNKNOWN', { member: 'AISI-XA' });
  });
});

describe('the running numbers of notifications', () => {
  it('are the places in the order of circulation, whatever the order of the keys', () => {
    const steps = [circulate(), circulate({ text: 'Second.' }, { now: LATER }), circulate({ text: 'Also.' })];
    const records = given(...BOUND, ...steps).world.all('Notification');
    const order = numbered(records).map(({ number, notification }) => [number, notification.circulated.at]);
    expect(order).to.deep.equal([
      [1, SOON],
      [2, SOON],
      [3, LATER],
    ]);
    const forth = numbered(records).map(({ notification }) => notification.id);
    expect(numbered([...records].reverse()).map(({ notification }) => notification.id)).to.deep.equal(forth);
  });
});
