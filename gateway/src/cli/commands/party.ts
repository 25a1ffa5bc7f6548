// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import {
  InstrumentKind,
  MemberId,
  memberOf,
  TreatyError,
  type Institution,
  type Party,
  type Representative,
  type Treaty,
} from '../../../../chaincode/src/protocol/index.ts';
import { given } from '../../given.ts';
import type { TreatyClient } from '../../treaty-client.ts';
import { present } from '../clock.ts';
import { receiptWords, SEATINGS } from '../event-words.ts';
import { exemplified, next } from '../guidance.ts';
import { parsedOption } from '../parsed.ts';
import { partyAnswer, partyWords, statusWords } from '../party-words.ts';
import { all, foundOrNot, reading } from '../reading.ts';
import { confirmedIn, reservationsIn } from '../reserving.ts';
import { inTreaty, sealing, Session } from '../session.ts';
import type { Streams } from '../streams.ts';
import { restoreCommand, suspendCommand } from './rights.ts';
import { camel, columns, fields, kebab } from '../words.ts';
import { consentCommands, relationCommands } from './membership.ts';
import { relationCommand } from './relation.ts';

/** `depositary party`: the states and institutions of a treaty, and the instruments by which states are bound. */
export function partyCommand(streams: Streams = process): Command {
  const command = new Command('party').description(
    'see the parties and institutions; sign, be bound, reserve, declare, withdraw',
  );
  const own = [listCommand(streams), showCommand(streams), relationCommand(streams), depositCommand(streams)];
  for (const part of own) command.addCommand(part);
  for (const part of [...consentCommands(streams), ...relationCommands(streams)]) command.addCommand(part);
  for (const part of [suspendCommand(streams), restoreCommand(streams)]) command.addCommand(part);
  return exemplified(
    command,
    'party list',
    'party show XA',
    'party relation XA XB',
    'party deposit --kind ratification --as XA/head',
  );
}

function institutionWords({ id, name, role, msp }: Institution): string[] {
  return [id, name, role, msp];
}

function listCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('list')), 'party list')
    .description('list the states that the treaty names, whether they are bound, and its institutions')
    .action((_: unknown, command: Command) =>
      Session.run(command, streams, async (session) => {
        const { client, treaty } = await reading(session);
        const [parties, institutions] = [await all(client, 'Party'), await all(client, 'Institution')];
        const now = present();
        const rows = parties.map((party) => partyWords(party, treaty, now));
        const words = columns([...rows, ...institutions.map(institutionWords)]);
        const answer = parties.map((party) => partyAnswer(party, treaty, now));
        await session.answer({ treaty: treaty.treaty, parties: answer, institutions }, `${words}\n`);
      }),
    );
}

type Member = { readonly party: Party } | { readonly institution: Institution };

async function memberIn(client: TreatyClient, member: MemberId): Promise<Member> {
  const party = await foundOrNot(client, 'Party', [member]);
  if (party !== undefined) return { party };
  const institution = await foundOrNot(client, 'Institution', [member]);
  if (institution === undefined) throw new TreatyError('MEMBER_UNKNOWN', { member, treaty: client.treaty });
  return { institution };
}

function shownWords(member: Member, offices: readonly Representative[], treaty: Treaty): string {
  const [{ id, name, msp }, status] =
    'party' in member
      ? [member.party, statusWords(member.party, treaty, present())]
      : [member.institution, member.institution.role];
  const rows = offices.map((office) => [office.id, SEATINGS[office.status]]);
  return fields([
    ['member', `${id}, ${name}`],
    ['status', status],
    ['acts carried by', msp],
    ['offices', rows.length === 0 ? 'none is registered' : columns(rows)],
  ]);
}

function showCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('show')), 'party show XA', 'party show AISI-XA --json')
    .description('show a state or an institution, and the offices that act for it')
    .argument('<member>', 'its id, such as XA')
    .action((id: string, _: unknown, command: Command) =>
      Session.run(command, streams, async (session) => {
        const member = parsedOption(MemberId, 'MEMBER', id);
        const { client, treaty } = await reading(session);
        const shown = await memberIn(client, member);
        const representatives = (await all(client, 'Representative')).filter(
          (office) => memberOf(office.id) === member,
        );
        const answer = 'party' in shown ? { party: partyAnswer(shown.party, treaty, present()) } : shown;
        await session.answer({ ...answer, representatives }, shownWords(shown, representatives, treaty));
      }),
    );
}

interface Instrument {
  readonly kind: string;
  readonly statement?: string;
  readonly reservation?: readonly string[];
  readonly confirms?: readonly string[];
  readonly letLapse?: boolean;
}

function depositCommand(streams: Streams): Command {
  const kind = new Option('--kind <kind>', 'how the state expresses its consent to be bound (VCLT 11)');
  return exemplified(
    sealing(new Command('deposit')),
    'party deposit --kind ratification --as XA/head',
    'party deposit --kind accession --statement "With immediate effect." --as XA/head',
    'party deposit --kind ratification --confirms R-4K7QX2M9TZ --as XA/head',
  )
    .description('deposit the instrument by which a state is bound; needs full powers')
    .addOption(kind.choices(InstrumentKind.options.map(kebab)).makeOptionMandatory())
    .option('--statement <text>', 'a statement that goes with it, for the record')
    .option('--reservation <provision=text...>', 'what it reserves, where the treaty allows reservations')
    .option('--confirms <reservation...>', 'the reservations of your signature that it confirms (VCLT 23(2))')
    .option('--let-lapse', 'give up the reservations of your signature that it does not confirm')
    .action((options: Instrument, command: Command) =>
      Session.run(command, streams, async (session) => {
        const kind = parsedOption(InstrumentKind, '--kind', camel(options.kind));
        const { statement, reservation, letLapse } = options;
        const confirms = await confirmedIn(session, options.confirms, letLapse === true);
        const said = given({ statement, reservations: reservationsIn(reservation), confirms });
        await session.act('DepositInstrument', { kind, ...said }, receiptWords);
        await next(session, 'party list');
      }),
    );
}
