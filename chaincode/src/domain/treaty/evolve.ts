// SPDX-License-Identifier: Apache-2.0
import type { EventOf, Institution, Party, ProfileRecord, Treaty } from '../../protocol/index.ts';
import type { Made } from '../evolution.ts';

/** The treaty begins. */
export function treatyOpened(event: EventOf<'TreatyOpened'>, made: Made): Treaty {
  const { title, network, depositary, profile } = event;
  return { kind: 'Treaty', ...made, title, network, depositary, profile, opened: made.changed };
}

/** A version of the treaty's profile, whole. */
export function profileAdopted(event: EventOf<'ProfileAdopted'>, made: Made): ProfileRecord {
  return { kind: 'Profile', ...made, version: event.version, profile: event.profile };
}

/** A state that the treaty names, not bound yet. */
export function partyInvited(event: EventOf<'PartyInvited'>, made: Made): Party {
  return { kind: 'Party', ...made, id: event.party, name: event.name, msp: event.msp, status: 'invited' };
}

/** An institution of the treaty. */
export function institutionListed(event: EventOf<'InstitutionListed'>, made: Made): Institution {
  const { institution, name, msp, role } = event;
  return { kind: 'Institution', ...made, id: institution, name, msp, role };
}
