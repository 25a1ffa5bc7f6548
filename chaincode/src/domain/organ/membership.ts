// SPDX-License-Identifier: Apache-2.0
import { TreatyError, type MemberId, type Organ, type OrganId, type Profile } from '../../protocol/index.ts';
import { every, type Known, type Need } from '../known.ts';

/** The records from which the membership of every organ follows. */
export const MEMBERSHIP_NEEDS: readonly Need[] = [every('Party'), every('Institution')];

/** The profile's organ of this id; the profile's schema has made sure that there is one. */
export function organOf(profile: Profile, id: OrganId): Organ {
  const organ = profile.organs.find((candidate) => candidate.id === id);
  if (organ === undefined)
    throw new TreatyError('INVARIANT_BROKEN', { what: `the profile ${profile.id} has an organ ${id}` });
  return organ;
}

/** Who belongs to an organ now: states bound by the treaty, or its institutes; in the order of their ids. */
export function membersOf(organ: Organ, known: Known): MemberId[] {
  switch (organ.composition) {
    case 'stateParties':
      return known.all('Party').flatMap((party) => (party.status === 'bound' ? [party.id] : []));
    case 'institutes':
      return known.all('Institution').flatMap(({ id, role }) => (role === 'institute' ? [id] : []));
  }
}
