// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  type DidKey,
  type EventOf,
  type HeldKey,
  type Instant,
  type Representative,
} from '../../protocol/index.ts';
import { standing, type Made } from '../evolution.ts';
import type { Known } from '../known.ts';

type Body = Omit<Extract<Representative, { status: 'seated' }>, 'status' | 'kind' | keyof Made>;

/** Adds a key from an instant on; the one held until then ends there. */
function withKey(keys: readonly HeldKey[], key: DidKey, from: Instant): HeldKey[] {
  const ended = keys.map((held) => (held.until === undefined ? { ...held, until: from } : held));
  return [...ended, { key, from }];
}

/** What stands of an office whatever its status, with a replacement that has taken effect by now entered among its keys. */
function bodyOf(record: Representative, now: Instant): Body {
  const { id, keys, replacement, term, powers, registeredBy } = record;
  const body = { id, term, powers, registeredBy };
  if (replacement === undefined) return { ...body, keys };
  if (compareInstants(now, replacement.from) < 0) return { ...body, keys, replacement };
  return { ...body, keys: withKey(keys, replacement.key, replacement.from) };
}

/** The office with its status as it stands, its key matters changed. */
function keeping(record: Representative, made: Made, body: Body): Representative {
  const head = { kind: 'Representative' as const, ...made, ...body };
  switch (record.status) {
    case 'refused':
      return { ...head, status: record.status, ...(record.reason === undefined ? {} : { reason: record.reason }) };
    case 'suspended':
      return { ...head, status: record.status, reason: record.reason, was: record.was };
    case 'ended':
      return { ...head, status: record.status, reason: record.reason };
    case 'pending':
    case 'provisional':
    case 'seated':
      return { ...head, status: record.status };
  }
}

/** The office is filled; the keys of a former holder stay in its history. */
export function representativeRegistered(
  event: EventOf<'RepresentativeRegistered'>,
  made: Made,
  known: Known,
): Representative {
  const { representative: id, key, term, powers, seating } = event;
  const former = known.find('Representative', id);
  const keys = withKey(former === undefined ? [] : bodyOf(former, made.changed.at).keys, key, made.changed.at);
  return { kind: 'Representative', ...made, id, keys, term, powers, registeredBy: made.changed.by, status: seating };
}

/** A replacement of the key waits until it takes effect. */
export function keyReplacementRequested(
  event: EventOf<'KeyReplacementRequested'>,
  made: Made,
  known: Known,
): Representative {
  const record = standing(known.record('Representative', event.representative));
  const replacement = { key: event.key, from: event.from };
  return keeping(record, made, { ...bodyOf(record, made.changed.at), replacement });
}

/** The replacement is off; the present key stays. */
export function keyReplacementStopped(
  event: EventOf<'KeyReplacementStopped'>,
  made: Made,
  known: Known,
): Representative {
  const record = standing(known.record('Representative', event.representative));
  const { replacement: _stopped, ...body } = bodyOf(record, made.changed.at);
  return keeping(record, made, body);
}

/** A replacement that has taken effect is used for the first time: from now on nobody can object to it. */
export function keyReplaced(event: EventOf<'KeyReplaced'>, made: Made, known: Known): Representative {
  const record = standing(known.record('Representative', event.representative));
  return keeping(record, made, bodyOf(record, made.changed.at));
}

/** The office seals with another key from now on. */
export function keyRotated(event: EventOf<'KeyRotated'>, made: Made, known: Known): Representative {
  const record = standing(known.record('Representative', event.representative));
  const body = bodyOf(record, made.changed.at);
  return keeping(record, made, { ...body, keys: withKey(body.keys, event.key, made.changed.at) });
}

/** The head of delegation is seated. */
export function credentialsAccepted(event: EventOf<'CredentialsAccepted'>, made: Made, known: Known): Representative {
  const record = standing(known.record('Representative', event.representative));
  return { kind: 'Representative', ...made, ...bodyOf(record, made.changed.at), status: 'seated' };
}

/** The head of delegation may not act. */
export function credentialsRefused(event: EventOf<'CredentialsRefused'>, made: Made, known: Known): Representative {
  const record = standing(known.record('Representative', event.representative));
  const reason = event.reason === undefined ? {} : { reason: event.reason };
  return { kind: 'Representative', ...made, ...bodyOf(record, made.changed.at), status: 'refused', ...reason };
}

/** The office may not act until it is reinstated. */
export function representativeSuspended(
  event: EventOf<'RepresentativeSuspended'>,
  made: Made,
  known: Known,
): Representative {
  const record = standing(known.record('Representative', event.representative));
  const was = record.status === 'provisional' ? 'provisional' : 'seated';
  return {
    kind: 'Representative',
    ...made,
    ...bodyOf(record, made.changed.at),
    status: 'suspended',
    reason: event.reason,
    was,
  };
}

/** The office is seated as it was before its suspension. */
export function representativeReinstated(
  event: EventOf<'RepresentativeReinstated'>,
  made: Made,
  known: Known,
): Representative {
  const record = standing(known.record('Representative', event.representative));
  const status = record.status === 'suspended' ? record.was : 'seated';
  return { kind: 'Representative', ...made, ...bodyOf(record, made.changed.at), status };
}

/** The office has ended and may be filled anew. */
export function representativeEnded(event: EventOf<'RepresentativeEnded'>, made: Made, known: Known): Representative {
  const record = standing(known.record('Representative', event.representative));
  return { kind: 'Representative', ...made, ...bodyOf(record, made.changed.at), status: 'ended', reason: event.reason };
}
