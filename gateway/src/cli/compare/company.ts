// SPDX-License-Identifier: Apache-2.0
import { MemberId, type OrganId, type Profile } from '../../../../chaincode/src/protocol/index.ts';
import type { Scenario } from './scenario.ts';
import type { Company } from './stage.ts';

/** The stand-in for a seat of an elected organ: nobody knows the holder of an office that a profile only describes. */
export function officerOf(organ: OrganId, seat: number): MemberId {
  return MemberId.parse(`${organ.toUpperCase().slice(0, 12)}-${String(seat)}`);
}

function officers({ organs }: Profile): MemberId[] {
  return organs.flatMap(({ id, composition }) => {
    if (typeof composition !== 'object' || !('elected' in composition)) return [];
    const seats = composition.elected.seats.reduce((sum, { count }) => sum + count, 0);
    return Array.from({ length: seats }, (_, index) => officerOf(id, index + 1));
  });
}

/** Everybody whom a profile names as a member of an organ or a group, and who is none of the scenario's states and institutes. */
export function companyOf(profile: Profile, { states, institutes }: Scenario): Company {
  const known = new Set([...states, ...institutes]);
  const ofOrgans = profile.organs.flatMap(({ composition }) =>
    typeof composition === 'object' && 'members' in composition ? composition.members : [],
  );
  const ofGroups = (profile.groups ?? []).flatMap(({ members }) => members);
  const others = [...new Set([...ofOrgans, ...ofGroups])].filter((member) => !known.has(member));
  return { states, institutes, others: [...others, ...officers(profile)] };
}
