// SPDX-License-Identifier: Apache-2.0
import { standingOf, type PartyStanding } from '../../../chaincode/src/domain/index.ts';
import type { Instant, Party, Treaty } from '../../../chaincode/src/protocol/index.ts';
import { instantWords, kebab } from './words.ts';

/** The record of a party, and how it stands at an instant, for programs: its status alone does not tell that it has left. */
export function partyAnswer(party: Party, treaty: Treaty, at: Instant): Party & { readonly standing: PartyStanding } {
  return { ...party, standing: standingOf(party, treaty, at) };
}

/** How a party stands at an instant, as its record tells. */
export function statusWords(party: Party, treaty: Treaty, at: Instant): string {
  switch (party.status) {
    case 'invited':
      return 'invited, not bound yet';
    case 'signatory':
      return `signed on ${instantWords(party.signed.at)}, not bound yet`;
    case 'bound':
      return `bound by ${kebab(party.instrument)} since ${instantWords(party.bound.at)}`;
    case 'withdrawing': {
      const how = `bound by ${kebab(party.instrument)} since ${instantWords(party.bound.at)}`;
      const left = `with effect from ${instantWords(party.effective)}`;
      return standingOf(party, treaty, at) === 'withdrawn'
        ? `withdrew ${left}, before that ${how}`
        : `${how}, withdraws ${left}`;
    }
  }
}

/** A party as a row: id, name, status, the organisation that carries its acts. */
export function partyWords(party: Party, treaty: Treaty, at: Instant): string[] {
  return [party.id, party.name, statusWords(party, treaty, at), party.msp];
}
