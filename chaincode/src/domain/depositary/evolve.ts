// SPDX-License-Identifier: Apache-2.0
import type {
  Acknowledgement,
  AuthenticText,
  CertifiedCopy,
  Correction,
  EventOf,
  Notification,
} from '../../protocol/index.ts';
import { standing, type Made } from '../evolution.ts';
import type { Known } from '../known.ts';

/** The text of a language is on the record. */
export function textDeposited(event: EventOf<'TextDeposited'>, made: Made): AuthenticText {
  const { type: _, ...said } = event;
  return { kind: 'AuthenticText', ...made, ...said, deposited: made.changed };
}

/** A copy is certified. */
export function copyCertified(event: EventOf<'CopyCertified'>, made: Made): CertifiedCopy {
  const { type: _, ...said } = event;
  return { kind: 'CertifiedCopy', ...made, ...said, certified: made.changed };
}

/** A notification is circulated: from now on every state can read it. */
export function notificationCirculated(event: EventOf<'NotificationCirculated'>, made: Made): Notification {
  const { type: _, notification: id, ...said } = event;
  return { kind: 'Notification', ...made, id, ...said, circulated: made.changed };
}

/** A state has received a notification. */
export function notificationAcknowledged(event: EventOf<'NotificationAcknowledged'>, made: Made): Acknowledgement {
  const { type: _, ...said } = event;
  return { kind: 'Acknowledgement', ...made, ...said, received: made.changed };
}

/** A correction may be objected to. */
export function correctionProposed(event: EventOf<'CorrectionProposed'>, made: Made): Correction {
  const { type: _, correction: id, ...said } = event;
  return { kind: 'Correction', ...made, id, ...said, proposed: made.changed, status: 'proposed' };
}

/** A correction has met with an objection. */
export function correctionObjected(event: EventOf<'CorrectionObjected'>, made: Made, known: Known): Correction {
  const { correction, member, reason } = event;
  const record = standing(known.record('Correction', correction));
  return { ...record, ...made, status: 'objected', member, reason, objected: made.changed };
}

/** The text reads as corrected from the beginning (VCLT 79(4)); what stood before is kept. */
export function correctionEffected(
  { correction, language, digest }: EventOf<'CorrectionEffected'>,
  made: Made,
  known: Known,
): readonly [Correction, AuthenticText] {
  const record = standing(known.record('Correction', correction));
  const text = standing(known.record('AuthenticText', language));
  const former = [...(text.former ?? []), { digest: text.digest, correction, until: made.changed.at }];
  return [
    { ...record, ...made, status: 'effected', effected: made.changed },
    { ...text, ...made, digest, former },
  ];
}
