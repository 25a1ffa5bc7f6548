// SPDX-License-Identifier: Apache-2.0
import { meets } from '../../protocol/index.ts';
import { groupOf } from '../organ/membership.ts';
import { listed, type Place } from './notes.ts';

const ENTRY = ['membership', 'entryIntoForce'];

function lintGroups({ profile, notes }: Place): void {
  for (const { group, count } of profile.membership?.entryIntoForce?.groups ?? []) {
    if (groupOf(profile, group).length < count)
      notes.refuse([...ENTRY, 'groups'], `the group ${group} has fewer members than it asks for`);
  }
}

/** A share that not even all states of the measure together hold. */
function lintShares(place: Place): void {
  const { membership, measures = [] } = place.profile;
  for (const [index, share] of (membership?.entryIntoForce?.shares ?? []).entries()) {
    const weights = measures.filter(({ id }) => id === share.measure).flatMap((one) => one.weights);
    const all = weights.reduce((sum, { weight }) => sum + BigInt(weight), 0n);
    if (!meets(all, BigInt(share.total), share.ratio, share.strict === true))
      place.notes.refuse(
        [...ENTRY, 'shares', index],
        `all states of the measure ${share.measure} together do not hold it`,
      );
  }
}

function lintStates({ profile, named, notes }: Place): void {
  const { named: states = [], count = 0 } = profile.membership?.entryIntoForce ?? {};
  if (named === undefined) return;
  const missing = states.filter((state) => !named.states.includes(state));
  if (missing.length > 0)
    notes.refuse([...ENTRY, 'named'], `names states that the treaty does not name: ${listed(missing)}`);
  const organisations = new Set(profile.organisations?.map(({ member }) => member));
  const most = named.states.filter((state) => !organisations.has(state)).length;
  if (count > most)
    notes.refuse(
      [...ENTRY, 'count'],
      `asks for more states than the treaty names: ${String(most)}, and none is added later`,
    );
}

/** Finds conditions of entry into force that could never be met. */
export function lintEntry(place: Place): void {
  lintGroups(place);
  lintShares(place);
  lintStates(place);
}
