// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  type Instant,
  type MemberId,
  type ProposalId,
  type ThresholdVersion,
} from '../../protocol/index.ts';
import { chainOf } from './in-force.ts';

/** Why a version of a threshold binds a party, or does not. */
export interface BindingReason {
  readonly version: ThresholdVersion;
  /** `binds`; `notYet` in force; `objected` to in time, where objectors stay unbound; `superseded` by one that binds. */
  readonly verdict: 'binds' | 'notYet' | 'objected' | 'superseded';
  /** The proposal by which the version came about; none for the one with which the treaty opened. */
  readonly proposal?: ProposalId;
}

/** Which version binds a party at an instant, and what became of every other one. */
export interface Binding {
  readonly version?: ThresholdVersion;
  readonly reasons: readonly BindingReason[];
}

/**
 * Which version of a threshold binds a party at an instant: the last one in force to which it has not objected under a rule that
 * leaves objectors unbound. A later version that it has accepted binds it again. Whether it is a party then is for the
 * caller to ask.
 */
export function bindingOn(party: MemberId, versions: readonly ThresholdVersion[], at: Instant): Binding {
  const reasons: BindingReason[] = [];
  let binding: ThresholdVersion | undefined;
  for (const version of chainOf(versions).reverse()) {
    const verdict = verdictOn(version, party, at, binding !== undefined);
    if (verdict === 'binds') binding = version;
    reasons.push({ version, verdict, ...(version.proposal === undefined ? {} : { proposal: version.proposal }) });
  }
  return { ...(binding === undefined ? {} : { version: binding }), reasons: reasons.reverse() };
}

function verdictOn(
  { inForceFrom, objectors = [] }: ThresholdVersion,
  party: MemberId,
  at: Instant,
  isSuperseded: boolean,
): BindingReason['verdict'] {
  if (compareInstants(inForceFrom, at) > 0) return 'notYet';
  if (objectors.includes(party)) return 'objected';
  return isSuperseded ? 'superseded' : 'binds';
}
