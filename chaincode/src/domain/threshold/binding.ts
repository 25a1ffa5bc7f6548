// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  type Instant,
  type MemberId,
  type ProposalId,
  type ThresholdVersion,
} from '../../protocol/index.ts';
import { chainOf } from './in-force.ts';

/** A party, and since when the treaty has been in force for it. */
export interface Joined {
  readonly party: MemberId;
  readonly since: Instant;
}

/** Why a version of a threshold binds a party, or does not. */
export interface BindingReason {
  readonly version: ThresholdVersion;
  /** `binds`; `notYet` in force; `objected` to in time, where objectors stay unbound; `superseded` by one that binds. */
  readonly verdict: 'binds' | 'notYet' | 'objected' | 'superseded';
  /** Whether the party joined when it was in force already, and so had no part in it. */
  readonly joinedLater: boolean;
  /** The proposal by which the version came about; none for the one with which the treaty opened. */
  readonly proposal?: ProposalId;
}

/** Which version binds a party at an instant, and what became of every other one. */
export interface Binding {
  readonly version?: ThresholdVersion;
  readonly reasons: readonly BindingReason[];
}

function hasJoinedLater({ since }: Joined, { inForceFrom }: ThresholdVersion): boolean {
  return compareInstants(since, inForceFrom) > 0;
}

function isUnbound(joined: Joined, version: ThresholdVersion): boolean {
  // R-153 who joins once a version is in force is party to the treaty as amended, whatever it said in an earlier time (VCLT 40(5)(a))
  return (version.objectors ?? []).includes(joined.party) && !hasJoinedLater(joined, version);
}

/**
 * Which version of a threshold binds a party at an instant: the last one in force to which it has not objected under a rule that
 * leaves objectors unbound. A later version that it has accepted binds it again, and so does one that was in force when it
 * joined. Whether it is a party then is for the caller to ask.
 */
export function bindingOn(joined: Joined, versions: readonly ThresholdVersion[], at: Instant): Binding {
  const reasons: BindingReason[] = [];
  let binding: ThresholdVersion | undefined;
  for (const version of chainOf(versions).reverse()) {
    const verdict = verdictOn(version, isUnbound(joined, version), at, binding !== undefined);
    if (verdict === 'binds') binding = version;
    reasons.push({ version, verdict, joinedLater: hasJoinedLater(joined, version), ...originOf(version) });
  }
  return { ...(binding === undefined ? {} : { version: binding }), reasons: reasons.reverse() };
}

function originOf({ proposal }: ThresholdVersion): { proposal?: ProposalId } {
  return proposal === undefined ? {} : { proposal };
}

function verdictOn(
  { inForceFrom }: ThresholdVersion,
  isObjected: boolean,
  at: Instant,
  isSuperseded: boolean,
): BindingReason['verdict'] {
  if (compareInstants(inForceFrom, at) > 0) return 'notYet';
  if (isObjected) return 'objected';
  return isSuperseded ? 'superseded' : 'binds';
}

/** Why a version governs between two parties, or does not; `unbound` are those of them that have objected to it. */
export interface CommonReason extends Pick<BindingReason, 'version' | 'proposal'> {
  readonly verdict: 'governs' | Exclude<BindingReason['verdict'], 'binds'>;
  readonly unbound: readonly MemberId[];
}

/**
 * Why it is this version: `boundAlike`, it binds both; `joinedLater`, one of them joined when a later one was in force, and is towards
 * the other a party to the treaty unamended (VCLT 40(5)(b)); `boundApart`, it is the last to which both are parties (40(4), 30(4)(b)).
 */
export type Ground = 'boundAlike' | 'joinedLater' | 'boundApart';

/** Which version binds one of the two by itself, and whether that party joined when it was in force already. */
interface Own extends Pick<Joined, 'party'>, Pick<Binding, 'version'> {
  readonly joinedLater: boolean;
}

/** Which version governs between two parties at an instant, on what ground, which one binds each, and what became of the others. */
export interface Common {
  readonly version?: ThresholdVersion;
  readonly ground?: Ground;
  readonly bindings: readonly Own[];
  readonly reasons: readonly CommonReason[];
}

function ownOf(joined: Joined, versions: readonly ThresholdVersion[], at: Instant): Own {
  const { party } = joined;
  const { version } = bindingOn(joined, versions, at);
  return version === undefined
    ? { party, joinedLater: false }
    : { party, version, joinedLater: hasJoinedLater(joined, version) };
}

function groundOf(governing: ThresholdVersion, bindings: readonly Own[]): Ground {
  const apart = bindings.filter(({ version }) => version !== governing);
  if (apart.length === 0) return 'boundAlike';
  return apart.some(({ joinedLater }) => joinedLater) ? 'joinedLater' : 'boundApart';
}

/**
 * Which version of a threshold governs between two parties at an instant: the last one in force that binds, or has bound, both. Between
 * one that a later version binds and one that has objected to it, that is an earlier one, for a newcomer too. Whether the treaty is
 * in force between them is for the caller to ask.
 */
export function commonTo(one: Joined, other: Joined, versions: readonly ThresholdVersion[], at: Instant): Common {
  const pair = [one, other];
  const reasons: CommonReason[] = [];
  let governing: ThresholdVersion | undefined;
  for (const version of chainOf(versions).reverse()) {
    const unbound = pair.filter((joined) => isUnbound(joined, version)).map(({ party }) => party);
    // R-154 between two parties the last version governs to which both are parties (VCLT 40(4), 40(5)(b), 30(4)(b))
    const verdict = verdictOn(version, unbound.length > 0, at, governing !== undefined);
    if (verdict === 'binds') governing = version;
    reasons.push({ version, verdict: verdict === 'binds' ? 'governs' : verdict, unbound, ...originOf(version) });
  }
  const bindings = pair.map((joined) => ownOf(joined, versions, at));
  const found = governing === undefined ? {} : { version: governing, ground: groundOf(governing, bindings) };
  return { ...found, bindings, reasons: reasons.reverse() };
}
