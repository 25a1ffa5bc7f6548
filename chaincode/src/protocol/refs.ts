// SPDX-License-Identifier: Apache-2.0
import { RECORDS, type RecordKind, type RecordOf, type Ref, type TreatyRecord } from './records.ts';

/** Names the record that a value is: the inverse of looking it up. */
export function refOf(record: TreatyRecord): Ref {
  return { kind: record.kind, id: idOf(record) };
}

function idOf(record: TreatyRecord): readonly string[] {
  switch (record.kind) {
    case 'Treaty':
      return [];
    case 'Profile':
      return [record.version];
    case 'ThresholdVersion':
      return [record.threshold, record.version];
    case 'Ballot':
      return [record.proposal, record.member];
    case 'CountReport':
      return [record.proposal, record.teller];
    case 'Act':
      return [record.by, record.id];
    case 'Seat':
      return [record.organ, record.member];
    case 'Suspension':
      return [record.party];
    case 'RestrainedText':
      return [record.digest];
    case 'Instrument':
      return [record.member, record.id];
    case 'Objection':
      return [record.reservation, record.member];
    case 'AuthenticText':
      return [record.language];
    case 'CertifiedCopy':
      return [record.language, record.digest];
    case 'Acknowledgement':
      return [record.notification, record.member];
    case 'ComputeDeclaration':
    case 'Discrepancy':
      return [record.model, record.id];
    case 'Notification':
    case 'Correction':
    case 'Reservation':
    case 'Declaration':
    case 'Party':
    case 'Institution':
    case 'Representative':
    case 'Threshold':
    case 'Proposal':
    case 'Model':
      return [record.id];
  }
}

/** Whether a record is of a kind; narrows its type. */
export function isKind<K extends RecordKind>(record: TreatyRecord, kind: K): record is RecordOf<K> & TreatyRecord {
  return record.kind === kind;
}

/** Reads a stored record. Throws zod's error where it is not of the kind's shape: then the store was not written by the contract. */
export function parseRecord<K extends RecordKind>(kind: K, value: unknown): RecordOf<K> & TreatyRecord;
export function parseRecord(kind: RecordKind, value: unknown): TreatyRecord {
  return RECORDS[kind].parse(value);
}
