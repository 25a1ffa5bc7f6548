// SPDX-License-Identifier: Apache-2.0
import {
  memberOf,
  registrantOf,
  type Envelope,
  type MemberId,
  type ProposalId,
  type RepresentativeId,
  type TreatyEvent,
} from '../../../chaincode/src/protocol/index.ts';
import type { TreatyClient } from '../treaty-client.ts';
import { foundOrNot } from './reading.ts';

/**
 * What concerns some offices: what their members do, what is done about these members and their delegations, the treaty and
 * its thresholds, and the proposals on which they vote, which they moved or whose papers they count, with every ballot and the outcome.
 */
export class Concern {
  readonly #client: TreatyClient;
  readonly #members: ReadonlySet<MemberId>;
  readonly #proposals = new Map<ProposalId, Promise<boolean>>();

  constructor(client: TreatyClient, offices: readonly RepresentativeId[]) {
    this.#client = client;
    this.#members = new Set(offices.map(memberOf));
  }

  /** Whether an act that was recorded concerns one of the offices. */
  async has({ by, events }: Envelope): Promise<boolean> {
    if (this.#members.has(memberOf(by))) return true;
    for (const event of events) {
      if (await this.#touches(event)) return true;
    }
    return false;
  }

  async #touches(event: TreatyEvent): Promise<boolean> {
    switch (event.type) {
      case 'TreatyOpened':
      case 'ProfileAdopted':
      case 'ProfileAmended':
      case 'ThresholdEstablished':
      case 'ThresholdRevised':
      case 'EntryAwaited':
      case 'EntryIntoForceFixed':
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
      case 'CorrectionProposed':
      case 'CorrectionObjected':
      case 'CorrectionEffected':
      case 'WithdrawalNotified':
      case 'WithdrawalRevoked':
        return true;
      case 'PartyInvited':
      case 'PartyBound':
      case 'TreatySigned':
      case 'InstrumentDeposited':
      case 'InstrumentConfirmed':
      case 'InstrumentAccepted':
      case 'InstrumentRefused':
      case 'RightsSuspended':
      case 'RightsRestored':
        return this.#members.has(event.party);
      case 'SuccessionAnnounced':
      case 'SuccessionTakenUp':
        return this.#members.has('institution' in event ? event.institution : event.party);
      case 'MemberElected':
      case 'SeatVacated':
      case 'NotificationAcknowledged':
        return this.#members.has(event.member);
      case 'ModelRegistered':
      case 'ModelCorrected':
        return event.dossier.jurisdictions.some(({ state }) => this.#members.has(state));
      case 'ComputeDeclared':
      case 'DiscrepancySettled':
        return this.#members.has(registrantOf(event.model));
      case 'DiscrepancyOpened':
        return [registrantOf(event.model), ...event.declarers].some((member) => this.#members.has(member));
      case 'InstitutionListed':
        return this.#members.has(event.institution);
      case 'RepresentativeRegistered':
      case 'KeyReplacementRequested':
      case 'KeyReplacementStopped':
      case 'CredentialsAccepted':
      case 'CredentialsRefused':
      case 'RepresentativeSuspended':
      case 'RepresentativeReinstated':
      case 'RepresentativeEnded':
      case 'KeyReplaced':
      case 'KeyRotated':
        return this.#members.has(memberOf(event.representative));
      case 'ProposalMade':
      case 'VoteCast':
      case 'NoteReceived':
      case 'CountReported':
      case 'WindowExtended':
      case 'TextRestrained':
      case 'ProposalWithdrawn':
      case 'ProposalAdopted':
      case 'ProposalRejected':
      case 'ProposalOvertaken':
      case 'ProposalFailed':
        return this.#isOurs(event.proposal);
    }
  }

  #isOurs(proposal: ProposalId): Promise<boolean> {
    const known = this.#proposals.get(proposal) ?? this.#asked(proposal);
    this.#proposals.set(proposal, known);
    return known;
  }

  async #asked(id: ProposalId): Promise<boolean> {
    const proposal = await foundOrNot(this.#client, 'Proposal', [id]);
    if (proposal === undefined) return false;
    const { electorate, mover, tellers = [] } = proposal;
    return [...electorate, memberOf(mover), ...tellers].some((member) => this.#members.has(member));
  }
}
