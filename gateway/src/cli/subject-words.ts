// SPDX-License-Identifier: Apache-2.0
import type { Subject } from '../../../chaincode/src/protocol/index.ts';
import { amountWords, instantWords, methodWords, oneLine } from './words.ts';

/** What a proposal would change, as a clause: `that the threshold oversight be 1e25 ..`. */
export function subjectWords(subject: Subject): string {
  switch (subject.type) {
    case 'thresholdRevision':
      return `that the threshold ${subject.threshold} be ${amountWords(subject.value)} by ${methodWords(subject.method)}`;
    case 'profileAmendment':
      return `that version ${subject.profile.version} of the profile take the place of version ${subject.base}`;
    case 'election':
      return `that ${subject.member} be elected to the organ ${subject.organ}${subject.from === undefined ? '' : ` from ${instantWords(subject.from)}`}`;
    case 'suspensionOfRights':
      return `that the rights of ${subject.party} be suspended${subject.until === undefined ? '' : ` until ${instantWords(subject.until)}`}`;
    case 'restorationOfRights':
      return `that the rights of ${subject.party} be restored`;
    case 'resolution':
      return `to resolve (${subject.on}): ${oneLine(subject.text)}`;
  }
}
