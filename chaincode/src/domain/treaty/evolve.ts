// SPDX-License-Identifier: Apache-2.0
import type { EventOf, Institution, Party, ProfileRecord, Treaty } from '../../protocol/index.ts';
import { standing, type Made } from '../evolution.ts';
import type { Known } from '../known.ts';

/** The treaty begins. */
export function treatyOpened(event: EventOf<'TreatyOpened'>, made: Made): Treaty {
  const { title, network, depositary, profile } = event;
  return { kind: 'Treaty', ...made, title, network, depositary, profile, opened: made.changed };
}

/** A version of the treaty's profile, whole. */
export function profileAdopted(event: EventOf<'ProfileAdopted'>, made: Made): ProfileRecord {
  return { kind: 'Profile', ...made, version: event.version, profile: event.profile };
}

/** The treaty with a version of its profile that takes the place of the former one from an instant on. */
export function profileAmended(
  { version, supersedes, from }: EventOf<'ProfileAmended'>,
  made: Made,
  known: Known,
): Treaty {
  const { next: _, ...treaty } = standing(known.record('Treaty'));
  return { ...treaty, ...made, profile: supersedes, next: { version, from } };
}

/** The treaty is in force for nobody until the conditions of its entry into force are met. */
export function entryAwaited(_: EventOf<'EntryAwaited'>, made: Made, known: Known): Treaty {
  return { ...standing(known.record('Treaty')), ...made, entry: { status: 'awaited' } };
}

/** The conditions are met: from when the treaty is in force, whatever happens to their number afterwards. */
export function entryIntoForceFixed({ entry }: EventOf<'EntryIntoForceFixed'>, made: Made, known: Known): Treaty {
  return { ...standing(known.record('Treaty')), ...made, entry };
}

/** The treaty is registered with the Secretariat of the United Nations. */
export function registrationEntered(event: EventOf<'RegistrationEntered'>, made: Made, known: Known): Treaty {
  const { number, registered } = event;
  const registration = { number, registered, entered: made.changed };
  return { ...standing(known.record('Treaty')), ...made, registration };
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
