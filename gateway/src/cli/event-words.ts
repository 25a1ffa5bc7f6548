// SPDX-License-Identifier: Apache-2.0
import type {
  Envelope,
  EventOf,
  Representative,
  RepresentativeId,
  TreatyEvent,
} from '../../../chaincode/src/protocol/index.ts';
import type { Receipt } from '../treaty-client.ts';
import { membershipEventWords } from './membership-words.ts';
import { modelEventWords } from './model-words.ts';
import { subjectWords } from './subject-words.ts';
import {
  amountWords,
  counted,
  countWords,
  IN_SECRET,
  instantWords,
  kebab,
  methodWords,
  oneLine,
  paperCountWords,
  powersWords,
} from './words.ts';

/** What each status of an office means to those who deal with it. */
export const SEATINGS: Readonly<Record<Representative['status'], string>> = {
  pending: 'waits until the depositary has examined its credentials, since those before it were refused',
  provisional: 'acts provisionally until the depositary has examined its credentials',
  seated: 'seated',
  refused: 'credentials not in due form',
  suspended: 'suspended',
  ended: 'ended',
};

function because(reason: string | undefined): string {
  return reason === undefined ? '' : `: ${oneLine(reason)}`;
}

function registered({ representative, powers, term, seating }: EventOf<'RepresentativeRegistered'>): string {
  const until = instantWords(term.until);
  return `${representative} is registered with ${powersWords(powers)} until ${until}; ${SEATINGS[seating]}`;
}

function proposed({ proposal, title, subject, votingFrom, votingUntil }: EventOf<'ProposalMade'>): string {
  const window = `voting from ${instantWords(votingFrom)} until ${instantWords(votingUntil)}`;
  return `${proposal} is proposed, "${title}": ${subjectWords(subject)}; ${window}`;
}

function revised({ threshold, value, method, inForceFrom, proposal, objectors }: EventOf<'ThresholdRevised'>): string {
  const change = `the threshold ${threshold} is ${amountWords(value)} by ${methodWords(method)}`;
  const unbound = objectors === undefined ? '' : `; not binding ${objectors.join(', ')}, who objected`;
  return `${change} from ${instantWords(inForceFrom)}, by ${proposal}${unbound}`;
}

function established({ threshold, value, unit, method }: EventOf<'ThresholdEstablished'>): string {
  if (value === undefined || method === undefined) return `the threshold ${threshold} has no value yet`;
  return `the threshold ${threshold} is ${amountWords(value)} ${unit} by ${methodWords(method)}`;
}

function extended({ proposal, ground, party, reason, until }: EventOf<'WindowExtended'>): string {
  const why = ground === 'outage' ? `an outage of ${party ?? 'a party'}${because(reason)}` : 'a late swing';
  return `the window of ${proposal} is extended until ${instantWords(until)} after ${why}`;
}

function voted(member: string, { choice, proposal, supersedes, explanation }: Ballot): string {
  return `${member} votes ${choice ?? IN_SECRET} on ${proposal}${supersedes === undefined ? '' : ' instead'}${because(explanation)}`;
}

type Ballot = Pick<EventOf<'VoteCast'>, 'choice' | 'proposal' | 'supersedes' | 'explanation'>;

/** Where the end of a proposal has opened the next step, which proposal that is. */
function followed(succeededBy: string | undefined): string {
  return succeededBy === undefined ? '' : `; ${succeededBy} follows`;
}

function failed({ proposal, why, tally }: EventOf<'ProposalFailed'>): string {
  const end = tally.result === 'uncounted' ? 'is not decided' : 'is carried without effect';
  return `${proposal} ${end}, since ${oneLine(why)}; ${countWords(tally)}`;
}

/** What an event says, as a clause without full stop. */
export function eventWords(event: TreatyEvent): string {
  switch (event.type) {
    case 'TreatyOpened':
      return `the treaty "${event.title}" is opened, ${event.depositary} keeps its record`;
    case 'ProfileAdopted':
      return `version ${event.version} of the profile ${event.profile.id} is in force`;
    case 'PartyInvited':
      return `${event.party} (${event.name}) is invited to become a party`;
    case 'InstitutionListed':
      return `${event.institution} (${event.name}) is listed as ${event.role}`;
    case 'PartyBound':
      return `${event.party} is bound by ${kebab(event.instrument)}${because(event.statement)}`;
    case 'EntryAwaited':
    case 'EntryIntoForceFixed':
    case 'TreatySigned':
    case 'InstrumentDeposited':
    case 'InstrumentConfirmed':
    case 'InstrumentAccepted':
    case 'InstrumentRefused':
    case 'WithdrawalNotified':
    case 'WithdrawalRevoked':
    case 'ReservationFormulated':
    case 'ReservationFormulatedAtSignature':
    case 'ReservationConfirmed':
    case 'ReservationLapsed':
    case 'ReservationWithdrawn':
    case 'ReservationObjected':
    case 'ObjectionWithdrawn':
    case 'DeclarationMade':
    case 'DeclarationWithdrawn':
    case 'TextDeposited':
    case 'CopyCertified':
    case 'RegistrationEntered':
    case 'NotificationCirculated':
    case 'NotificationAcknowledged':
    case 'CorrectionProposed':
    case 'CorrectionObjected':
    case 'CorrectionEffected':
    case 'SuccessionAnnounced':
    case 'SuccessionTakenUp':
      return membershipEventWords(event);
    case 'ModelRegistered':
    case 'ModelCorrected':
    case 'ComputeDeclared':
    case 'DiscrepancyOpened':
    case 'DiscrepancySettled':
      return modelEventWords(event);
    case 'RepresentativeRegistered':
      return registered(event);
    case 'KeyReplacementRequested': {
      const { representative, key, from, reason } = event;
      return `the key of ${representative} is to be ${key} from ${instantWords(from)}, unless its holder objects${because(reason)}`;
    }
    case 'KeyReplacementStopped':
      return `the replacement of the key of ${event.representative} is stopped${because(event.reason)}`;
    case 'CredentialsAccepted':
      return `the credentials of ${event.representative} are in due form`;
    case 'CredentialsRefused':
      return `the credentials of ${event.representative} are not in due form${because(event.reason)}`;
    case 'RepresentativeSuspended':
      return `${event.representative} is suspended${because(event.reason)}`;
    case 'RepresentativeReinstated':
      return `${event.representative} is reinstated${because(event.reason)}`;
    case 'RepresentativeEnded':
      return `the office of ${event.representative} has ended${because(event.reason)}`;
    case 'KeyReplaced':
      return `the replaced key of ${event.representative} is in use: ${event.key}`;
    case 'KeyRotated':
      return `${event.representative} seals with ${event.key} from now on`;
    case 'ProfileAmended':
      return `version ${event.version} of the profile takes the place of version ${event.supersedes} from ${instantWords(event.from)}, by ${event.proposal}`;
    case 'ThresholdEstablished':
      return established(event);
    case 'ThresholdRevised':
      return revised(event);
    case 'ProposalMade':
      return proposed(event);
    case 'VoteCast':
      return voted(event.member, event);
    case 'NoteReceived':
      return `${voted(event.member, event)}, by a note received ${instantWords(event.received)}`;
    case 'CountReported': {
      const { teller, proposal, supersedes } = event;
      return `${teller} ${supersedes === undefined ? 'reports' : 'corrects'} its count of the papers of ${proposal}: ${paperCountWords(event)}`;
    }
    case 'WindowExtended':
      return extended(event);
    case 'ProposalWithdrawn':
      return `${event.proposal} is withdrawn${because(event.reason)}${followed(event.succeededBy)}`;
    case 'ProposalAdopted':
      return `${event.proposal} is adopted, ${countWords(event.tally)}${followed(event.succeededBy)}`;
    case 'ProposalRejected': {
      const quorum = event.tally.result === 'noQuorum' ? ' for want of a quorum' : '';
      return `${event.proposal} is rejected${quorum}, ${countWords(event.tally)}${followed(event.succeededBy)}`;
    }
    case 'ProposalOvertaken':
      return `${event.proposal} is carried without effect, since the version that it would change has been superseded; ${countWords(event.tally)}`;
    case 'ProposalFailed':
      return failed(event);
    case 'TextRestrained':
      return `the text of ${event.proposal} may not be moved again until ${instantWords(event.until)}`;
    case 'MemberElected':
      return `${event.member} is elected to the organ ${event.organ} from ${instantWords(event.from)} until ${instantWords(event.until)}`;
    case 'SeatVacated':
      return `${event.member} gives up its seat of the organ ${event.organ}${because(event.reason)}`;
    case 'RightsSuspended':
      return `the rights of ${event.party} are suspended${event.until === undefined ? '' : ` until ${instantWords(event.until)}`}${because(event.ground)}`;
    case 'RightsRestored':
      return `the rights of ${event.party} are restored`;
  }
}

/** A clause that ends with somebody's own words has its full stop already. */
function sentence(clause: string): string {
  const stop = /[.!?]$/.test(clause) ? '' : '.';
  return `${clause.slice(0, 1).toUpperCase()}${clause.slice(1)}${stop}`;
}

/** What became of an act, a sentence for each event. */
export function receiptWords({ envelope }: Receipt): string {
  if (envelope === undefined) return 'This act had been recorded before; it has taken effect once.';
  return envelope.events.map((event) => sentence(eventWords(event))).join('\n');
}

function opened(by: RepresentativeId, { events }: Envelope): string {
  const count = (type: TreatyEvent['type']): number => events.filter((event) => event.type === type).length;
  const title = events.flatMap((event) => (event.type === 'TreatyOpened' ? [event.title] : []));
  const states = counted(count('PartyInvited'), 'state');
  const institutions = counted(count('InstitutionListed'), 'institution');
  const thresholds = events.filter((event) => event.type === 'ThresholdEstablished').map(eventWords);
  return `${by} opens the treaty "${title.join()}" with ${states} and ${institutions}; ${thresholds.join('; ')}`;
}

/** An envelope in one line. */
export function envelopeWords(envelope: Envelope): string {
  const { at, by, type, events } = envelope;
  const said = type === 'OpenTreaty' ? opened(by, envelope) : `${by}: ${events.map(eventWords).join('; ')}`;
  return `${instantWords(at)}  ${said}`;
}
