// SPDX-License-Identifier: Apache-2.0
import type { RecordKind, Ref, TreatyId } from '../protocol/index.ts';
import type { Stub } from './stub.ts';

/**
 * Every key of the ledger, the only table of them. A key is Fabric's composite key of the treaty id, the word below and the
 * parts of the record's id, so that one channel holds several treaties and a range never leaves its treaty.
 */
const WORD: Readonly<Record<RecordKind, string>> = {
  Treaty: 'treaty',
  Profile: 'profile',
  Party: 'party',
  Instrument: 'instrument',
  Reservation: 'reservation',
  Objection: 'objection',
  Declaration: 'declaration',
  AuthenticText: 'authentic-text',
  CertifiedCopy: 'certified-copy',
  Notification: 'notification',
  Acknowledgement: 'acknowledgement',
  Correction: 'correction',
  Institution: 'institution',
  Representative: 'representative',
  Threshold: 'threshold',
  ThresholdVersion: 'threshold-version',
  Proposal: 'proposal',
  Ballot: 'ballot',
  CountReport: 'count-report',
  Seat: 'seat',
  Suspension: 'suspension',
  RestrainedText: 'restrained-text',
  Model: 'model',
  ComputeDeclaration: 'compute-declaration',
  Discrepancy: 'discrepancy',
  Act: 'act',
};

/** The attributes under which all records of a kind lie, or those of it whose id begins with some parts. */
export function attributesOf(kind: RecordKind, parts: readonly string[]): string[] {
  return [WORD[kind], ...parts];
}

/** The key of one record. */
export function keyOf(stub: Stub, treaty: TreatyId, { kind, id }: Ref): string {
  return stub.createCompositeKey(treaty, attributesOf(kind, id));
}
