// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  compareTexts,
  deriveId,
  memberOf,
  NotificationId,
  TreatyError,
  type Digest,
  type Notification,
} from '../../protocol/index.ts';
import { one } from '../known.ts';
import { requireNamed } from '../party/standing.ts';
import { ruleFor } from '../rule.ts';
import { requireDepositary } from './office.ts';

function idOf(digest: Digest): NotificationId {
  return NotificationId.parse(deriveId('N', digest));
}

/** The depositary notifies all states of an act. */
const circulateNotification = ruleFor('CirculateNotification', {
  power: 'credentials',
  needs: ({ body: { about } }, _, digest) => [one('Act', about.by, about.act), one('Notification', idOf(digest))],
  decide(act, { known, treaty, context: { digest } }) {
    requireDepositary(act, treaty);
    const { about, text } = act.body;
    const { by, act: number } = about;
    const recorded = known.record('Act', by, number);
    // R-127 a notification is about an act on the record
    if (recorded === undefined)
      throw new TreatyError('RECORD_UNKNOWN', { kind: 'Act', id: `${by}/${number}`, treaty: act.treaty });
    const notification = idOf(digest);
    // R-111 ids are short, so somebody could search for two with one id: the second is refused
    if (known.record('Notification', notification) !== undefined)
      throw new TreatyError('ID_TAKEN', { id: notification });
    return [
      {
        ...{ type: 'NotificationCirculated', notification, about: { by, act: number, type: recorded.type } },
        received: recorded.changed.at,
        ...(text === undefined ? {} : { text }),
      },
    ];
  },
});

/** A state that the treaty names acknowledges what it has received, bound or not (VCLT 77(1)(e)). */
const acknowledgeNotification = ruleFor('AcknowledgeNotification', {
  power: 'credentials',
  needs: (act) => [
    one('Party', memberOf(act.by)),
    one('Notification', act.body.notification),
    one('Acknowledgement', act.body.notification, memberOf(act.by)),
  ],
  decide(act, { known }) {
    const { id: member } = requireNamed(memberOf(act.by), known);
    const { notification } = act.body;
    if (known.record('Notification', notification) === undefined)
      throw new TreatyError('NOTIFICATION_UNKNOWN', { notification });
    const former = known.record('Acknowledgement', notification, member);
    // R-128 a state acknowledges a notification once (VCLT 78(c))
    if (former !== undefined)
      throw new TreatyError('NOTIFICATION_ACKNOWLEDGED', { member, notification, at: former.received.at });
    return [{ type: 'NotificationAcknowledged', notification, member }];
  },
});

/** A notification and the number that a reader gives it. */
export interface Numbered {
  readonly number: number;
  readonly notification: Notification;
}

/** The notifications with their running numbers from 1, in the order of their circulation; of one instant, in that of their ids. */
export function numbered(notifications: readonly Notification[]): readonly Numbered[] {
  return [...notifications]
    .sort((left, right) => compareInstants(left.circulated.at, right.circulated.at) || compareTexts(left.id, right.id))
    .map((notification, index) => ({ number: index + 1, notification }));
}

/** The rules on notifications. */
export const NOTIFICATION_RULES = [circulateNotification, acknowledgeNotification] as const;
