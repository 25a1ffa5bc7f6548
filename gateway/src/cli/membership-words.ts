// SPDX-License-Identifier: Apache-2.0
import {
  memberOf,
  type Act,
  type ActOf,
  type DeclarationText,
  type EntryFixed,
  type MemberId,
  type ReservationText,
  type TreatyEvent,
} from '../../../chaincode/src/protocol/index.ts';
import { instantWords, kebab, oneLine } from './words.ts';

/** The acts on membership and of the depositary that this page has words for. */
export type MembershipAct = Extract<
  Act,
  {
    type:
      | 'SignTreaty'
      | 'ExamineInstrument'
      | 'ConfirmInstrument'
      | 'NotifyWithdrawal'
      | 'RevokeWithdrawal'
      | 'ObjectToReservation'
      | 'WithdrawReservation'
      | 'WithdrawObjection'
      | 'MakeDeclaration'
      | 'WithdrawDeclaration'
      | 'DepositText'
      | 'CertifyCopy'
      | 'EnterRegistration'
      | 'CirculateNotification'
      | 'AcknowledgeNotification'
      | 'ProposeCorrection'
      | 'ObjectToCorrection'
      | 'EffectCorrection'
      | 'AnnounceSuccession'
      | 'TakeUpSuccession';
  }
>;

/** The events of these acts. */
export type MembershipEvent = Extract<
  TreatyEvent,
  {
    type:
      | 'EntryAwaited'
      | 'EntryIntoForceFixed'
      | 'TreatySigned'
      | 'InstrumentDeposited'
      | 'InstrumentConfirmed'
      | 'InstrumentAccepted'
      | 'InstrumentRefused'
      | 'WithdrawalNotified'
      | 'WithdrawalRevoked'
      | 'ReservationFormulated'
      | 'ReservationFormulatedAtSignature'
      | 'ReservationConfirmed'
      | 'ReservationLapsed'
      | 'ReservationWithdrawn'
      | 'ReservationObjected'
      | 'ObjectionWithdrawn'
      | 'DeclarationMade'
      | 'DeclarationWithdrawn'
      | 'TextDeposited'
      | 'CopyCertified'
      | 'RegistrationEntered'
      | 'NotificationCirculated'
      | 'NotificationAcknowledged'
      | 'CorrectionProposed'
      | 'CorrectionObjected'
      | 'CorrectionEffected'
      | 'SuccessionAnnounced'
      | 'SuccessionTakenUp';
  }
>;

function because(reason: string | undefined): string {
  return reason === undefined ? '' : `: ${oneLine(reason)}`;
}

/** What a declaration says, as a clause. */
export function declarationWords(said: DeclarationText): string {
  switch (said.type) {
    case 'interpretative':
      return `declares: ${oneLine(said.text)}`;
    case 'territorial': {
      const extends_ = said.applies ? 'extends' : 'does not extend';
      return `declares that the treaty ${extends_} to ${said.territories.join(', ')}${because(said.text)}`;
    }
    case 'provisionalApplication':
      return `applies the treaty provisionally${because(said.text)}`;
  }
}

function reservingWords(reservations: readonly ReservationText[] | undefined): string {
  if (reservations === undefined) return '';
  return `, and reserves its position on ${reservations.map(({ provision }) => provision).join(', ')}`;
}

/** What the deposit of an instrument does, in one sentence. */
export function depositWords({ by, body }: ActOf<'DepositInstrument'>): string {
  const { kind, reservations, confirms } = body;
  const confirming = confirms === undefined ? '' : `, confirming ${confirms.join(', ')}`;
  const how = `by ${kebab(kind)}${confirming}${reservingWords(reservations)}`;
  return `${memberOf(by)} expresses its consent to be bound, ${how}.`;
}

/** What an act on membership, or of the depositary, does, in one sentence. */
export function membershipDeedWords(act: MembershipAct): string {
  const { by } = act;
  const member = memberOf(by);
  switch (act.type) {
    case 'SignTreaty':
      return `${member} signs, subject to ratification${reservingWords(act.body.reservations)}.`;
    case 'ExamineInstrument': {
      const { member: state, instrument, finding } = act.body;
      return `${by} finds the instrument ${instrument} of ${state} ${finding === 'inDueForm' ? '' : 'not '}in due form.`;
    }
    case 'ConfirmInstrument':
      return `${by} confirms the instrument ${act.body.instrument} of ${member}.`;
    case 'NotifyWithdrawal':
      return `${member} gives notice of its withdrawal.`;
    case 'RevokeWithdrawal':
      return `${member} revokes its notice of withdrawal.`;
    case 'ObjectToReservation': {
      const { precludes, reservation } = act.body;
      return `${member} objects to ${reservation}${precludes ? ', and to the entry into force of the treaty between the two' : ''}.`;
    }
    case 'WithdrawReservation':
      return `${member} withdraws its reservation ${act.body.reservation}.`;
    case 'WithdrawObjection':
      return `${member} withdraws its objection to ${act.body.reservation}.`;
    case 'MakeDeclaration':
      return `${member} ${declarationWords(act.body.declaration).replace(/\.$/, '')}.`;
    case 'WithdrawDeclaration':
      return `${member} withdraws its declaration ${act.body.declaration}.`;
    case 'AnnounceSuccession':
      return `${by} announces that ${act.body.msp} is to carry the acts of ${member}.`;
    case 'TakeUpSuccession':
      return `${act.body.msp} takes up ${member} and carries its acts from then on.`;
    case 'AcknowledgeNotification':
      return `${member} acknowledges the notification ${act.body.notification}.`;
    case 'ObjectToCorrection':
      return `${member} objects to the correction ${act.body.correction}.`;
    case 'DepositText':
    case 'CertifyCopy':
    case 'EnterRegistration':
    case 'CirculateNotification':
    case 'ProposeCorrection':
    case 'EffectCorrection':
      return officeDeedWords(act);
  }
}

type OfficeAct = Extract<
  MembershipAct,
  {
    type:
      | 'DepositText'
      | 'CertifyCopy'
      | 'EnterRegistration'
      | 'CirculateNotification'
      | 'ProposeCorrection'
      | 'EffectCorrection';
  }
>;

function officeDeedWords(act: OfficeAct): string {
  const { by } = act;
  switch (act.type) {
    case 'DepositText':
      return `${by} enters the authentic text in ${act.body.language}.`;
    case 'CertifyCopy':
      return `${by} certifies a copy of the text in ${act.body.language}.`;
    case 'EnterRegistration':
      return `${by} enters the registration of the treaty under ${act.body.number}.`;
    case 'CirculateNotification':
      return `${by} notifies all states of the act ${act.body.about.act} by ${act.body.about.by}.`;
    case 'ProposeCorrection':
      return `${by} proposes to correct an error in the text in ${act.body.language}.`;
    case 'EffectCorrection':
      return `${by} effects the correction ${act.body.correction}.`;
  }
}

/** When a treaty with a fixed entry into force enters it, as a clause. */
function entryWords({ from, met }: EntryFixed): string {
  return `the treaty enters into force on ${instantWords(from)}, its conditions having been met on ${instantWords(met)}`;
}

const STANDINGS = {
  unconfirmed: 'and has no effect until a representative with full powers confirms it',
  received: 'and is under examination by the depositary',
  inDueForm: 'in due form',
} as const;

/** What an event on membership, or of the depositary, says, as a clause without full stop. */
export function membershipEventWords(event: MembershipEvent): string {
  switch (event.type) {
    case 'EntryAwaited':
      return 'the treaty enters into force once the conditions of its profile are met';
    case 'EntryIntoForceFixed':
      return entryWords(event.entry);
    case 'TreatySigned':
      return `${event.party} has signed${because(event.statement)}`;
    case 'InstrumentDeposited':
      return `the ${kebab(event.form)} of ${event.party} is deposited as ${event.instrument}, ${STANDINGS[event.standing]}`;
    case 'InstrumentConfirmed':
      return `the instrument ${event.instrument} of ${event.party} is confirmed, and under examination`;
    case 'InstrumentAccepted':
      return `the instrument ${event.instrument} of ${event.party} is in due form`;
    case 'InstrumentRefused':
      return `the instrument ${event.instrument} of ${event.party} is not in due form${because(event.reason)}`;
    case 'WithdrawalNotified':
      return `${event.party} withdraws with effect from ${instantWords(event.effective)}${because(event.reason)}`;
    case 'WithdrawalRevoked':
      return `${event.party} does not withdraw${because(event.reason)}`;
    case 'ReservationFormulated': {
      const { party, provision, reservation, objectionUntil, text } = event;
      return `${party} reserves its position on ${provision} (${reservation}, open to objection until ${instantWords(objectionUntil)}): ${oneLine(text)}`;
    }
    case 'ReservationFormulatedAtSignature':
    case 'ReservationConfirmed':
    case 'ReservationLapsed':
      return signatureEventWords(event);
    case 'ReservationWithdrawn':
      return `the reservation ${event.reservation} is withdrawn`;
    case 'ReservationObjected': {
      const { member, reservation, precludes, reason } = event;
      const without = precludes ? ', and the treaty is not in force between it and the state that made it' : '';
      return `${member} objects to ${reservation}${without}${because(reason)}`;
    }
    case 'ObjectionWithdrawn':
      return `${event.member} objects to ${event.reservation} no more`;
    case 'DeclarationMade':
      return `${event.party} ${declarationWords(event.said)} (${event.declaration})`;
    case 'DeclarationWithdrawn':
      return `the declaration ${event.declaration} is withdrawn`;
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
      return officeEventWords(event);
  }
}

type SignatureEvent = Extract<
  MembershipEvent,
  { type: 'ReservationFormulatedAtSignature' | 'ReservationConfirmed' | 'ReservationLapsed' }
>;

/** What becomes of a reservation that was formulated with a signature. */
function signatureEventWords(event: SignatureEvent): string {
  const { reservation, party } = event;
  switch (event.type) {
    case 'ReservationFormulatedAtSignature':
      return `${party} reserves its position on ${event.provision} when signing (${reservation}, without effect until its instrument confirms it): ${oneLine(event.text)}`;
    case 'ReservationConfirmed':
      return `the reservation ${reservation} of ${party} is confirmed by ${event.instrument}, open to objection until ${instantWords(event.objectionUntil)}`;
    case 'ReservationLapsed':
      return `the reservation ${reservation} of ${party}, made when signing, has lapsed without being confirmed`;
  }
}

type OfficeEvent = Extract<
  MembershipEvent,
  {
    type:
      | 'TextDeposited'
      | 'CopyCertified'
      | 'RegistrationEntered'
      | 'NotificationCirculated'
      | 'NotificationAcknowledged'
      | 'CorrectionProposed'
      | 'CorrectionObjected'
      | 'CorrectionEffected'
      | 'SuccessionAnnounced'
      | 'SuccessionTakenUp';
  }
>;

/** The state or institution that a succession is about. */
function hosted(event: Extract<OfficeEvent, { type: 'SuccessionAnnounced' | 'SuccessionTakenUp' }>): MemberId {
  return 'institution' in event ? event.institution : event.party;
}

function officeEventWords(event: OfficeEvent): string {
  switch (event.type) {
    case 'TextDeposited':
      return `the text in ${event.language} is authentic, by its digest ${event.digest}`;
    case 'CopyCertified':
      return `the copy ${event.digest} is true to the text in ${event.language}`;
    case 'RegistrationEntered':
      return `the treaty was registered with the United Nations under ${event.number} on ${instantWords(event.registered)}`;
    case 'NotificationCirculated': {
      const { notification, about, received, text } = event;
      return `${notification} notifies of ${about.type} by ${about.by}, received on ${instantWords(received)}${because(text)}`;
    }
    case 'NotificationAcknowledged':
      return `${event.member} has received ${event.notification}`;
    case 'CorrectionProposed': {
      const { correction, language, objectionUntil, error } = event;
      return `${correction} would correct the text in ${language}, open to objection until ${instantWords(objectionUntil)}: ${oneLine(error)}`;
    }
    case 'CorrectionObjected':
      return `${event.member} objects to the correction ${event.correction}${because(event.reason)}`;
    case 'CorrectionEffected':
      return `the text in ${event.language} is corrected by ${event.correction}, its digest is ${event.digest}`;
    case 'SuccessionAnnounced':
      return `${event.msp} is to carry the acts of ${hosted(event)}${because(event.reason)}`;
    case 'SuccessionTakenUp':
      return `${event.msp} carries the acts of ${hosted(event)} from now on, in place of ${event.former}`;
  }
}
