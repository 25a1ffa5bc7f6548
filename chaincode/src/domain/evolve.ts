// SPDX-License-Identifier: Apache-2.0
import { refOf, type EventOf, type EventType, type TreatyEvent, type TreatyRecord } from '../protocol/index.ts';
import * as depositary from './depositary/evolve.ts';
import type { Made } from './evolution.ts';
import type { Known } from './known.ts';
import * as model from './model/evolve.ts';
import * as organ from './organ/evolve.ts';
import * as party from './party/evolve.ts';
import * as proposal from './proposal/evolve.ts';
import * as representative from './representative/evolve.ts';
import * as threshold from './threshold/evolve.ts';
import * as treaty from './treaty/evolve.ts';

type Evolve<T extends EventType> = (
  event: EventOf<T>,
  made: Made,
  known: Known,
) => TreatyRecord | readonly TreatyRecord[];

/** Which records each event makes or changes. */
const EVOLVE: { readonly [T in EventType]: Evolve<T> } = {
  TreatyOpened: treaty.treatyOpened,
  ProfileAdopted: treaty.profileAdopted,
  ProfileAmended: treaty.profileAmended,
  PartyInvited: treaty.partyInvited,
  InstitutionListed: treaty.institutionListed,
  EntryAwaited: treaty.entryAwaited,
  EntryIntoForceFixed: treaty.entryIntoForceFixed,
  TreatySigned: party.treatySigned,
  InstrumentDeposited: party.instrumentDeposited,
  InstrumentConfirmed: party.instrumentConfirmed,
  InstrumentAccepted: party.instrumentAccepted,
  InstrumentRefused: party.instrumentRefused,
  PartyBound: party.partyBound,
  WithdrawalNotified: party.withdrawalNotified,
  WithdrawalRevoked: party.withdrawalRevoked,
  ReservationFormulatedAtSignature: party.reservationFormulatedAtSignature,
  ReservationConfirmed: party.reservationConfirmed,
  ReservationLapsed: party.reservationLapsed,
  ReservationFormulated: party.reservationFormulated,
  ReservationWithdrawn: party.reservationWithdrawn,
  ReservationObjected: party.reservationObjected,
  ObjectionWithdrawn: party.objectionWithdrawn,
  DeclarationMade: party.declarationMade,
  DeclarationWithdrawn: party.declarationWithdrawn,
  TextDeposited: depositary.textDeposited,
  CopyCertified: depositary.copyCertified,
  RegistrationEntered: treaty.registrationEntered,
  NotificationCirculated: depositary.notificationCirculated,
  NotificationAcknowledged: depositary.notificationAcknowledged,
  CorrectionProposed: depositary.correctionProposed,
  CorrectionObjected: depositary.correctionObjected,
  CorrectionEffected: depositary.correctionEffected,
  SuccessionAnnounced: party.successionAnnounced,
  SuccessionTakenUp: party.successionTakenUp,
  RepresentativeRegistered: representative.representativeRegistered,
  KeyReplacementRequested: representative.keyReplacementRequested,
  KeyReplacementStopped: representative.keyReplacementStopped,
  CredentialsAccepted: representative.credentialsAccepted,
  CredentialsRefused: representative.credentialsRefused,
  RepresentativeSuspended: representative.representativeSuspended,
  RepresentativeReinstated: representative.representativeReinstated,
  RepresentativeEnded: representative.representativeEnded,
  KeyReplaced: representative.keyReplaced,
  KeyRotated: representative.keyRotated,
  ThresholdEstablished: threshold.thresholdEstablished,
  ThresholdRevised: threshold.thresholdRevised,
  ProposalMade: proposal.proposalMade,
  VoteCast: proposal.voteCast,
  NoteReceived: proposal.noteReceived,
  CountReported: proposal.countReported,
  WindowExtended: proposal.windowExtended,
  ProposalWithdrawn: proposal.proposalWithdrawn,
  ProposalAdopted: proposal.proposalAdopted,
  ProposalRejected: proposal.proposalRejected,
  ProposalOvertaken: proposal.proposalOvertaken,
  ProposalFailed: proposal.proposalFailed,
  TextRestrained: proposal.textRestrained,
  MemberElected: organ.memberElected,
  SeatVacated: organ.seatVacated,
  RightsSuspended: party.rightsSuspended,
  RightsRestored: party.rightsRestored,
  ModelRegistered: model.modelRegistered,
  ModelCorrected: model.modelCorrected,
  ComputeDeclared: model.computeDeclared,
  DiscrepancyOpened: model.discrepancyOpened,
  DiscrepancySettled: model.discrepancySettled,
};

function evolveOne<T extends EventType>(
  event: EventOf<T> & { type: T },
  made: Made,
  known: Known,
): readonly TreatyRecord[] {
  const changed = EVOLVE[event.type](event, made, known);
  return 'kind' in changed ? [changed] : changed;
}

/** The records that the events of one act make or change, each as it stands after the last of them. */
export function evolve(events: readonly TreatyEvent[], made: Made, known: Known): readonly TreatyRecord[] {
  const changed = new Map<string, TreatyRecord>();
  let facts = known;
  for (const event of events) {
    const records = evolveOne(event, made, facts);
    facts = facts.withRecords(records);
    for (const record of records) changed.set([record.kind, ...refOf(record).id].join('/'), record);
  }
  return [...changed.values()];
}
