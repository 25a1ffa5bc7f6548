// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  compareTexts,
  type Declaration,
  type Instant,
  type Instrument,
  type MemberId,
  type Objection,
  type Party,
  type Profile,
  type Reservation,
  type Treaty,
} from '../../protocol/index.ts';
import { isObjected, raisedIn, reservationAt } from './consent.ts';
import { appliesProvisionally, holdingOf } from './declaration.ts';
import { operationOf, type Operation } from './entry.ts';
import { periodAt, periodsOf, standingOf, type PartyStanding, type Period } from './standing.ts';

/** The records from which the status of a treaty follows. */
export interface StatusRecords {
  readonly treaty: Treaty;
  /** The version of the profile that governs at the instant of asking. */
  readonly profile: Profile;
  readonly parties: readonly Party[];
  readonly instruments: readonly Instrument[];
  readonly reservations: readonly Reservation[];
  readonly objections: readonly Objection[];
  readonly declarations: readonly Declaration[];
}

/** A note below the table: what a state has reserved or declared, which objections it met, when it was bound before. */
export type Footnote =
  | { readonly number: number; readonly type: 'reservation'; readonly reservation: Reservation }
  /** One of a signature, without effect: not confirmed yet, or lapsed since the instrument has not confirmed it. */
  | { readonly number: number; readonly type: 'unconfirmedReservation'; readonly reservation: Reservation }
  | { readonly number: number; readonly type: 'lapsedReservation'; readonly reservation: Reservation }
  | { readonly number: number; readonly type: 'objection'; readonly objection: Objection }
  | { readonly number: number; readonly type: 'declaration'; readonly declaration: Declaration }
  | { readonly number: number; readonly type: 'boundBefore'; readonly party: MemberId; readonly period: Period };

/** A state in the table, with the dates of its acts as far as they lie before the instant of asking. */
export interface StatusRow {
  readonly id: MemberId;
  readonly name: string;
  readonly standing: PartyStanding;
  readonly isProvisional: boolean;
  readonly signed?: Instant;
  readonly instrument?: { readonly form: string; readonly received: Instant };
  /** From when the treaty is in force for it, be that to come. */
  readonly inForceFrom?: Instant;
  readonly withdrawal?: { readonly notified: Instant; readonly effective: Instant };
  /** The numbers of its footnotes. */
  readonly notes: readonly number[];
}

/** The status of a treaty at an instant: its participants in alphabetical order of their names, and the notes on them. */
export interface StatusTable {
  readonly at: Instant;
  readonly operation: Operation;
  readonly inForceFrom?: Instant;
  readonly rows: readonly StatusRow[];
  readonly footnotes: readonly Footnote[];
}

type Notice = Extract<Instrument, { status: 'notified' | 'revoked' }>;
type Unnumbered = Footnote extends infer F ? (F extends Footnote ? Omit<F, 'number'> : never) : never;

function isBy(instant: Instant, at: Instant): boolean {
  return compareInstants(instant, at) <= 0;
}

/** The notice of a state that stood at an instant, of those given since it was bound. */
function noticeAt(
  member: MemberId,
  { bound }: Period,
  instruments: readonly Instrument[],
  at: Instant,
): Notice | undefined {
  const notices = instruments.flatMap((one) => (one.status === 'notified' || one.status === 'revoked' ? [one] : []));
  return notices.find((notice) => {
    const isRevoked = notice.status === 'revoked' && isBy(notice.revoked.at, at);
    return notice.member === member && isBy(bound, notice.received.at) && isBy(notice.received.at, at) && !isRevoked;
  });
}

/** How a state stood at an instant: its record tells of a notice that was given later, and not of one that was revoked. */
function stoodAt(party: Party, treaty: Treaty, notice: Notice | undefined, at: Instant): PartyStanding {
  const standing = standingOf(party, treaty, at);
  if (standing === 'withdrawing' && notice === undefined) return 'party';
  return standing === 'party' && notice !== undefined ? 'withdrawing' : standing;
}

/** Whether it was known at an instant when the treaty enters into force. */
function isFixedBy({ entry }: Treaty, at: Instant): boolean {
  return entry === undefined || (entry.status === 'fixed' && isBy(entry.met, at));
}

/** The form of the instrument of a time in which a state was bound; where its record lacks it, as that of the instrument has it. */
function formOf(member: MemberId, { bound, form }: Period, instruments: readonly Instrument[]): string | undefined {
  const deposited = instruments.flatMap((one) => (one.status === 'inDueForm' && one.member === member ? [one] : []));
  return form ?? deposited.find(({ received }) => received.at === bound)?.form;
}

function datesOf(form: string | undefined, period: Period, notice: Notice | undefined, isFixed: boolean) {
  return {
    ...(form === undefined ? {} : { instrument: { form, received: period.bound } }),
    ...(period.from === undefined || !isFixed ? {} : { inForceFrom: period.from }),
    ...(notice === undefined ? {} : { withdrawal: { notified: notice.received.at, effective: notice.effective } }),
  };
}

const NOTES = {
  standing: 'reservation',
  unconfirmed: 'unconfirmedReservation',
  lapsed: 'lapsedReservation',
} as const;

/** The objections to a reservation that stood at an instant, in the order of the states that raised them. */
function objectionsTo({ id }: Reservation, { parties, objections }: StatusRecords, at: Instant): Objection[] {
  const raised = objections.filter(({ reservation }) => reservation === id).flatMap(raisedIn);
  return parties.flatMap((objector) =>
    raised.filter((one) => one.member === objector.id && isObjected(one, objector, at)),
  );
}

/** The notes on one reservation: how it stands, and the objections to it while it may still have effect. */
function reservationNotes(reservation: Reservation, party: Party, records: StatusRecords, at: Instant): Unnumbered[] {
  const status = reservationAt(reservation, party, at);
  if (status === undefined || status === 'withdrawn' || status === 'ended') return [];
  const answers = status === 'lapsed' ? [] : objectionsTo(reservation, records, at);
  return [
    { type: NOTES[status], reservation },
    ...answers.map((objection) => ({ type: 'objection' as const, objection })),
  ];
}

function notesOn(party: Party, records: StatusRecords, at: Instant): Unnumbered[] {
  const { treaty, reservations, declarations } = records;
  const reserved = reservations
    .filter((one) => one.party === party.id)
    .sort((left, right) => compareTexts(left.provision, right.provision));
  const periods = periodsOf(party, treaty).filter(({ bound }) => isBy(bound, at));
  return [
    ...periods.slice(0, -1).map((period) => ({ type: 'boundBefore' as const, party: party.id, period })),
    ...reserved.flatMap((reservation) => reservationNotes(reservation, party, records, at)),
    ...[...holdingOf(party, treaty, declarations, at)]
      .sort((left, right) => compareInstants(left.made.at, right.made.at))
      .map((declaration) => ({ type: 'declaration' as const, declaration })),
  ];
}

function rowOf(party: Party, records: StatusRecords, at: Instant): Omit<StatusRow, 'notes'> {
  const { treaty, instruments, declarations } = records;
  const period = periodAt(party, treaty, at);
  const notice = period === undefined ? undefined : noticeAt(party.id, period, instruments, at);
  const { id, name, signed } = party;
  return {
    ...{ id, name, standing: stoodAt(party, treaty, notice, at) },
    isProvisional: appliesProvisionally(party, treaty, declarations, at),
    ...(signed !== undefined && isBy(signed.at, at) ? { signed: signed.at } : {}),
    ...(period === undefined ? {} : datesOf(formOf(id, period, instruments), period, notice, isFixedBy(treaty, at))),
  };
}

/** The status of a treaty at an instant, from the records as they stand now. */
export function statusTable(records: StatusRecords, at: Instant): StatusTable {
  const { treaty, profile, parties } = records;
  const footnotes: Footnote[] = [];
  const noted = (unnumbered: Unnumbered): number => {
    const number = footnotes.length + 1;
    footnotes.push({ ...unnumbered, number });
    return number;
  };
  const inOrder = [...parties].sort((left, right) => compareTexts(left.name, right.name));
  const rows = inOrder.map((party) => ({
    ...rowOf(party, records, at),
    notes: notesOn(party, records, at).map(noted),
  }));
  const { entry } = treaty;
  const from = entry?.status === 'fixed' && isFixedBy(treaty, at) ? { inForceFrom: entry.from } : {};
  return { at, operation: operationOf(treaty, profile, parties, at), ...from, rows, footnotes };
}

/** The instruments that a depositary deals with: those that lack a confirmation, those under examination, those in due form. */
export interface Queue {
  readonly pending: readonly Instrument[];
  readonly received: readonly Instrument[];
  readonly inDueForm: readonly Instrument[];
}

/** The depositary's queue, each part in the order of deposit. */
export function queueOf(instruments: readonly Instrument[]): Queue {
  const inOrder = instruments
    .flatMap((one) => ('deposited' in one ? [one] : []))
    .sort((left, right) => compareInstants(left.deposited.at, right.deposited.at));
  const of = (status: Instrument['status']) => inOrder.filter((one) => one.status === status);
  return { pending: of('unconfirmed'), received: of('received'), inDueForm: of('inDueForm') };
}
