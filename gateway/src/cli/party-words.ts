// SPDX-License-Identifier: Apache-2.0
import type { Party } from '../../../chaincode/src/protocol/index.ts';
import { instantWords, kebab } from './words.ts';

/** What a party's status means. */
export function statusWords(party: Party): string {
  switch (party.status) {
    case 'invited':
      return 'invited, not bound yet';
    case 'signatory':
      return `signed on ${instantWords(party.signed.at)}, not bound yet`;
    case 'bound':
      return `bound by ${kebab(party.instrument)} since ${instantWords(party.bound.at)}`;
    case 'withdrawing':
      return `bound by ${kebab(party.instrument)} since ${instantWords(party.bound.at)}, withdraws with effect from ${instantWords(party.effective)}`;
  }
}

/** A party as a row: id, name, status, the organisation that carries its acts. */
export function partyWords(party: Party): string[] {
  return [party.id, party.name, statusWords(party), party.msp];
}
