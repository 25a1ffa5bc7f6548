// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import {
  ActId,
  Duration,
  fromEpochMilliseconds,
  parseAct,
  plus,
  requireJson,
  type Act,
  type ActOf,
  type ActType,
  type Instant,
  type NetworkId,
  type RepresentativeId,
  type TreatyId,
} from '../../chaincode/src/protocol/index.ts';

/** Where and by whom an act is done. */
export interface Circumstances {
  readonly network: NetworkId;
  readonly treaty: TreatyId;
  readonly by: RepresentativeId;
  /** When it was drafted; now, unless stated. */
  readonly at?: Instant;
  /** Its number; a new one, unless stated. */
  readonly id?: ActId;
  /** How long it may be submitted; a day, unless stated. */
  readonly validFor?: Duration;
}

const ONE_DAY = Duration.parse('PT24H');

/** This host's clock, in whole seconds: what a draft and a seal state as their time. */
export function now(): Instant {
  return fromEpochMilliseconds(Math.floor(Date.now() / 1000) * 1000);
}

/**
 * Drafts an act: gives it an id of its own and its dates, and checks it with the schema that the chaincode uses.
 * Fails if: ACT_TYPE_UNKNOWN, ACT_MALFORMED with the field and the problem.
 */
export function draft<T extends ActType>(type: T, body: ActOf<T>['body'], circumstances: Circumstances): Act {
  return draftOf(type, body, circumstances);
}

/** Drafts an act whose type and body were written by hand. Fails as `draft` does. */
export function draftOf(type: string, body: unknown, circumstances: Circumstances): Act {
  const { network, treaty, by, at = now(), id = ActId.parse(randomUUID()), validFor = ONE_DAY } = circumstances;
  const act: unknown = {
    type,
    v: 1,
    id,
    notAfter: plus(at, validFor),
    network,
    treaty,
    by,
    at,
    body,
  };
  requireJson(act);
  return parseAct(act);
}
