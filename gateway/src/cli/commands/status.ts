// SPDX-License-Identifier: Apache-2.0
import { Command } from 'commander';
import { numbered, queueOf, statusTable } from '../../../../chaincode/src/domain/index.ts';
import type { Footnote, Queue, StatusRow, StatusTable } from '../../../../chaincode/src/domain/index.ts';
import {
  Instant,
  type Instrument,
  type Notification,
  type Reservation,
} from '../../../../chaincode/src/protocol/index.ts';
import { present } from '../clock.ts';
import { exemplified } from '../guidance.ts';
import { declarationWords } from '../membership-words.ts';
import { parsedOption } from '../parsed.ts';
import { profileAt } from '../profile-in-force.ts';
import { all, reading } from '../reading.ts';
import { inTreaty, Session } from '../session.ts';
import { OPERATIONS, STANDINGS } from '../standing-words.ts';
import type { Streams } from '../streams.ts';
import { columns, fields, instantWords, kebab, oneLine } from '../words.ts';

function day(instant: Instant | undefined): string {
  return instant === undefined ? '' : instantWords(instant);
}

function rowWords(row: StatusRow): string[] {
  const { id, name, standing, isProvisional, signed, instrument, inForceFrom, withdrawal, notes } = row;
  const marks = notes.map((number) => `[${String(number)}]`).join(' ');
  const form = instrument === undefined ? '' : `${kebab(instrument.form)}, ${day(instrument.received)}`;
  const left = withdrawal === undefined ? '' : `${day(withdrawal.notified)}, effective ${day(withdrawal.effective)}`;
  const status = `${STANDINGS[standing]}${isProvisional ? ', applies it provisionally' : ''}`;
  return [`${name} (${id}) ${marks}`.trim(), status, day(signed), form, day(inForceFrom), left];
}

/** What became of a reservation that was formulated with a signature; nothing where an instrument brought it. */
function signedWords(reservation: Reservation): string {
  if (reservation.signed === undefined) return '';
  const said = `, said when signing on ${day(reservation.signed.at)}`;
  return 'formulated' in reservation ? `${said}, and confirmed on ${day(reservation.formulated.at)}` : said;
}

function lapsedWords(reservation: Reservation): string {
  return reservation.status === 'lapsed' ? ` on ${day(reservation.lapsed.at)}` : '';
}

function reservedWords(reservation: Reservation, effect = ''): string {
  const { party, provision, id, text } = reservation;
  return `${party} reserves its position on ${provision} (${id}${effect}): ${oneLine(text)}`;
}

function boundBeforeWords({ party, period }: Extract<Footnote, { type: 'boundBefore' }>): string {
  const { bound, left, form } = period;
  const how = form === undefined ? '' : `, by ${kebab(form)}`;
  return `${party} was bound before${how}, from ${day(bound)} until ${day(left)}`;
}

function noteWords(note: Footnote): string {
  switch (note.type) {
    case 'reservation':
      return reservedWords(note.reservation, signedWords(note.reservation));
    case 'unconfirmedReservation':
      return reservedWords(note.reservation, ', said when signing, without effect until its instrument confirms it');
    case 'lapsedReservation':
      return reservedWords(
        note.reservation,
        `, said when signing, lapsed${lapsedWords(note.reservation)} without being confirmed`,
      );
    case 'objection': {
      const { member, reservation, precludes } = note.objection;
      return `${member} objects to ${reservation}${precludes ? ', and to the treaty being in force between the two' : ''}`;
    }
    case 'declaration':
      return `${note.declaration.party} ${declarationWords(note.declaration.said)}`;
    case 'boundBefore':
      return boundBeforeWords(note);
  }
}

function tableWords({ at, operation, inForceFrom, rows, footnotes }: StatusTable): string {
  const head = fields([
    ['status at', instantWords(at)],
    ['the treaty is', OPERATIONS[operation]],
    ...(inForceFrom === undefined ? [] : [['entry into force', instantWords(inForceFrom)] as const]),
  ]);
  const titles = ['Participant', 'Status', 'Signature', 'Instrument', 'Entry into force', 'Withdrawal'];
  const notes = footnotes.map((note) => `[${String(note.number)}] ${noteWords(note)}\n`).join('');
  return `${head}\n${columns([titles, ...rows.map(rowWords)])}\n${notes === '' ? '' : `\n${notes}`}`;
}

/** `treaty status`: who is bound and since when, at any instant. */
export function statusCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('status')), 'treaty status', 'treaty status --at 2027-03-01T00:00:00Z --json')
    .description('show the participants with the dates of their acts, reservations, objections and declarations')
    .option('--at <instant>', 'the instant to tell of (default: now)')
    .action((options: { at?: string }, command: Command) =>
      Session.run(command, streams, async (session) => {
        const at = options.at === undefined ? present() : parsedOption(Instant, '--at', options.at);
        const { client, treaty } = await reading(session);
        const profile = await profileAt(client, treaty, at);
        const parties = await all(client, 'Party');
        const instruments = await all(client, 'Instrument');
        const reservations = await all(client, 'Reservation');
        const objections = await all(client, 'Objection');
        const declarations = await all(client, 'Declaration');
        const records = { treaty, profile, parties, instruments, reservations, objections, declarations };
        const table = statusTable(records, at);
        await session.answer({ treaty: treaty.treaty, ...table }, tableWords(table));
      }),
    );
}

function queuedWords(title: string, instruments: readonly Instrument[]): string {
  const rows = instruments.flatMap((one) =>
    'deposited' in one ? [[one.member, kebab(one.form), instantWords(one.deposited.at), one.id]] : [],
  );
  return `${title}\n${rows.length === 0 ? '  none' : columns(rows, '  ')}\n`;
}

function queueWords({ received, pending, inDueForm }: Queue): string {
  return [
    queuedWords('Received, to be examined', received),
    queuedWords('Pending, to be confirmed with full powers', pending),
    queuedWords('In due form', inDueForm),
  ].join('\n');
}

/** `treaty queue`: the instruments with which the depositary has to deal. */
export function queueCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('queue')), 'treaty queue')
    .description('show the instruments received, in due form, and pending their confirmation')
    .action((_: unknown, command: Command) =>
      Session.run(command, streams, async (session) => {
        const { client, treaty } = await reading(session);
        const queue = queueOf(await all(client, 'Instrument'));
        await session.answer({ treaty: treaty.treaty, ...queue }, queueWords(queue));
      }),
    );
}

function notificationWords(number: number, { id, about, received, circulated }: Notification): string[] {
  const dates = [`received ${instantWords(received)}`, `circulated ${instantWords(circulated.at)}`];
  return [String(number), id, `${about.type} by ${about.by}`, ...dates];
}

/** `treaty notifications`: what the depositary has circulated, and who has received it. */
export function notificationsCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('notifications')), 'treaty notifications')
    .description('list the notifications with their numbers and dates, and the states that have acknowledged them')
    .action((_: unknown, command: Command) =>
      Session.run(command, streams, async (session) => {
        const { client, treaty } = await reading(session);
        const acknowledgements = await all(client, 'Acknowledgement');
        const listed = numbered(await all(client, 'Notification')).map(({ number, notification }) => {
          const own = acknowledgements.filter((one) => one.notification === notification.id);
          return { number, notification, received: own.map(({ member, received }) => ({ member, at: received.at })) };
        });
        const rows = listed.map(({ number, notification, received }) => [
          ...notificationWords(number, notification),
          received.map(({ member, at }) => `${member} ${instantWords(at)}`).join('; '),
        ]);
        const words = rows.length === 0 ? 'There is no notification.' : columns(rows);
        await session.answer({ treaty: treaty.treaty, notifications: listed }, `${words}\n`);
      }),
    );
}

/** `treaty texts`: the authentic texts, their certified copies and corrections. */
export function textsCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('texts')), 'treaty texts')
    .description('list the authentic texts by language, certified copies and corrections')
    .action((_: unknown, command: Command) =>
      Session.run(command, streams, async (session) => {
        const { client, treaty } = await reading(session);
        const texts = await all(client, 'AuthenticText');
        const copies = await all(client, 'CertifiedCopy');
        const corrections = await all(client, 'Correction');
        const rows = [
          ...texts.map(({ language, digest }) => [language, 'authentic', digest]),
          ...copies.map(({ language, digest }) => [language, 'certified copy', digest]),
          ...corrections.map(({ language, id, status }) => [language, `correction ${status}`, id]),
        ];
        const words = rows.length === 0 ? 'No text is on the record.' : columns(rows);
        await session.answer({ treaty: treaty.treaty, texts, copies, corrections }, `${words}\n`);
      }),
    );
}
