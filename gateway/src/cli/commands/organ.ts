// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command } from 'commander';
import {
  Known,
  MEMBERSHIP_NEEDS,
  membersOf,
  seatsOf,
  termsOf,
  type Need,
} from '../../../../chaincode/src/domain/index.ts';
import {
  Instant,
  MemberId,
  OrganId,
  TreatyError,
  type MemberId as Member,
  type Organ,
  type Seat,
} from '../../../../chaincode/src/protocol/index.ts';
import { given } from '../../given.ts';
import type { TreatyClient } from '../../treaty-client.ts';
import { present } from '../clock.ts';
import { receiptWords } from '../event-words.ts';
import { exemplified } from '../guidance.ts';
import { parsedOption } from '../parsed.ts';
import { profileAt } from '../profile-in-force.ts';
import { compositionWords } from '../profile-words.ts';
import { proposing, titled, type Wording } from '../proposing.ts';
import { all, found, reading } from '../reading.ts';
import { inTreaty, sealing, Session } from '../session.ts';
import type { Streams } from '../streams.ts';
import { fields, instantWords } from '../words.ts';

/** `depositary organ`: who belongs to which organ, and elections to its seats. */
export function organCommand(streams: Streams = process): Command {
  const command = new Command('organ').description(
    'see the organs and who belongs to them, elect to a seat or give one up',
  );
  const commands = [showCommand(streams), electCommand(streams), vacateCommand(streams)];
  for (const inner of commands) command.addCommand(inner);
  return exemplified(
    command,
    'organ show',
    'organ elect council XB --title "XB to the council" --as XA/delegate-1',
    'organ vacate council --as XB/head',
  );
}

function organIn(text: string): OrganId {
  return parsedOption(OrganId, 'ORGAN', text);
}

interface Shown {
  readonly organ: Organ;
  readonly members: readonly Member[];
  readonly seats: readonly Seat[];
}

async function answerTo(client: TreatyClient, need: Need) {
  return 'all' in need ? all(client, need.all, ...need.under) : [await client.record(need.kind, ...need.id)];
}

async function gathered(client: TreatyClient, at: Instant): Promise<Shown[]> {
  const treaty = await found(client, 'Treaty', [], 'TREATY_UNKNOWN', { treaty: client.treaty });
  const profile = await profileAt(client, treaty, at);
  let known = Known.nothing;
  for (const need of MEMBERSHIP_NEEDS) known = known.withFound(need, await answerTo(client, need));
  return profile.organs.map((organ) => ({
    organ,
    members: membersOf(organ, profile, known, at),
    seats: seatsOf(organ.id, known),
  }));
}

function seatWords(seat: Seat): string {
  const terms = termsOf(seat).map(({ group, from, until }) => {
    const kept = group === undefined ? '' : ` (${group})`;
    return `from ${instantWords(from)} until ${instantWords(until)}${kept}`;
  });
  return `${seat.member} ${terms.join(', and ')}`;
}

function organWords({ organ, members, seats }: Shown): string {
  return fields([
    ['organ', `${organ.id}: ${organ.name}`],
    ['made of', compositionWords(organ)],
    ['members', members.length === 0 ? 'nobody' : members.join(', ')],
    ...(seats.length === 0 ? [] : [['seats', seats.map(seatWords).join('\n')] satisfies [string, string]]),
  ]);
}

function showCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('show')), 'organ show', 'organ show council --at 2027-03-01T00:00:00Z')
    .description('show who belongs to an organ, or to each of them, now or at an instant')
    .argument('[organ]', 'the organ, such as conference')
    .option('--at <instant>', 'an instant, such as 2027-03-01T00:00:00Z (default: now)')
    .action((id: string | undefined, { at: asked }: { at?: string }, command: Command) =>
      Session.run(command, streams, async (session) => {
        const at = asked === undefined ? present() : parsedOption(Instant, '--at', asked);
        const named = id === undefined ? undefined : organIn(id);
        const { client } = await reading(session);
        const organs = (await gathered(client, at)).filter(({ organ }) => named === undefined || organ.id === named);
        if (named !== undefined && organs.length === 0) throw new TreatyError('ORGAN_UNKNOWN', { organ: named });
        await session.answer({ at, organs }, organs.map(organWords).join('\n'));
      }),
    );
}

function electCommand(streams: Streams): Command {
  return titled(
    exemplified(sealing(new Command('elect')), 'organ elect council XB --title "XB to the council" --as XA/delegate-1'),
  )
    .description('propose that a member be elected to a seat of an organ')
    .argument('<organ>', 'the organ, such as council')
    .argument('<member>', 'the member, such as XB')
    .option('--from <instant>', 'when the term begins (default: with the decision)')
    .action((organ: string, member: string, wording: Wording & { from?: string }, command: Command) =>
      Session.run(command, streams, async (session) => {
        const from = wording.from === undefined ? undefined : parsedOption(Instant, '--from', wording.from);
        const candidate = { organ: organIn(organ), member: parsedOption(MemberId, 'MEMBER', member) };
        await proposing(session, { type: 'election', ...candidate, ...given({ from }) }, wording);
      }),
    );
}

function vacateCommand(streams: Streams): Command {
  return exemplified(sealing(new Command('vacate')), 'organ vacate council --as XB/head')
    .description("give up one's seat of an organ")
    .argument('<organ>', 'the organ, such as council')
    .option('--reason <text>', 'why, for the record')
    .action((organ: string, { reason }: { reason?: string }, command: Command) =>
      Session.run(command, streams, async (session) => {
        await session.act('VacateSeat', { organ: organIn(organ), ...given({ reason }) }, receiptWords);
      }),
    );
}
