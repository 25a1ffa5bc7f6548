// SPDX-License-Identifier: Apache-2.0
import { Argument, Command } from 'commander';
import {
  Choice,
  Digest,
  Instant,
  MemberId,
  ProposalId,
  sha256Hex,
  type ActOf,
} from '../../../../chaincode/src/protocol/index.ts';
import { readLimited } from '../../files.ts';
import { given } from '../../given.ts';
import { receiptWords } from '../event-words.ts';
import { exemplified, next } from '../guidance.ts';
import { parsedOption } from '../parsed.ts';
import { proposing, titled, type Wording } from '../proposing.ts';
import { sealing, Session } from '../session.ts';
import type { Streams } from '../streams.ts';
import { standingBallot } from './vote.ts';

const PROPOSAL = ['<proposal>', 'the proposal, such as P-4K7QX2M9TZ'] as const;

/** `depositary proposal resolve`: moves a resolution of a kind that the profile provides for. */
export function resolveCommand(streams: Streams): Command {
  return titled(
    exemplified(
      sealing(new Command('resolve')),
      'proposal resolve challenge-stop --text "The request is abusive." --concerned XB --title "Stop it" --as XA/head',
    ),
  )
    .description('move a resolution of a kind that the profile provides for')
    .argument('<kind>', 'the kind, such as challenge-stop')
    .requiredOption('--text <text>', 'what the organ would resolve')
    .option('--concerned <member>', 'the member that it concerns, such as XB')
    .action((on: string, wording: Wording & { text: string; concerned?: string }, command: Command) =>
      Session.run(command, streams, async (session) => {
        const { text, concerned: named } = wording;
        const concerned = named === undefined ? undefined : parsedOption(MemberId, '--concerned', named);
        await proposing(session, { type: 'resolution', on, text, ...given({ concerned }) }, wording);
      }),
    );
}

type Ground = ActOf<'ExtendWindow'>['body']['ground'];

function groundIn({ outage, reason }: { outage?: string; reason?: string }): Ground {
  if (outage === undefined) return { type: 'lateSwing' };
  return { type: 'outage', party: parsedOption(MemberId, '--outage', outage), reason: reason ?? 'Not stated.' };
}

/** `depositary proposal extend`: extends a window after a late swing, or after an outage. */
export function extendCommand(streams: Streams): Command {
  return exemplified(
    sealing(new Command('extend')),
    'proposal extend P-4K7QX2M9TZ --as XB/delegate-1',
    'proposal extend P-4K7QX2M9TZ --outage XC --reason "Its data centre was flooded." --as SEC/depositary',
  )
    .description('extend the window of a proposal: once after a late swing, or after an outage of a party')
    .argument(...PROPOSAL)
    .option('--outage <member>', 'the party that an outage has kept from voting; the depositary only')
    .option('--reason <text>', 'what has happened')
    .action((id: string, options: { outage?: string; reason?: string }, command: Command) =>
      Session.run(command, streams, async (session) => {
        const proposal = parsedOption(ProposalId, 'PROPOSAL', id);
        await session.act('ExtendWindow', { proposal, ground: groundIn(options) }, receiptWords);
        await next(session, `proposal show ${proposal}`);
      }),
    );
}

interface Note {
  readonly commitment?: string;
  readonly received: string;
  readonly note: string;
  readonly explanation?: string;
  readonly change?: boolean;
}

/** What a note says: a vote, or where voting is secret a commitment; the act is refused that says both or nothing. */
function saidIn(word: string | undefined, { commitment }: Note): { choice?: Choice; commitment?: Digest } {
  return given({
    choice: word === undefined ? undefined : parsedOption(Choice, 'CHOICE', word),
    commitment: commitment === undefined ? undefined : parsedOption(Digest, '--commitment', commitment),
  });
}

/** `depositary proposal receive`: the depositary enters a ballot that came as a note. */
export function receiveCommand(streams: Streams): Command {
  return exemplified(
    sealing(new Command('receive')),
    'proposal receive P-4K7QX2M9TZ XC no --received 2026-11-25T09:00:00Z --note note.pdf --as SEC/depositary',
    'proposal receive P-4K7QX2M9TZ XC yes --received 2026-11-26T09:00:00Z --note second.pdf --change --as SEC/depositary',
    `proposal receive P-4K7QX2M9TZ XC --commitment ${'0123456789abcdef'.repeat(4)} --received 2026-11-25T09:00:00Z --note note.pdf --as SEC/depositary`,
  )
    .description('enter a ballot that the depositary has received as a note, on paper or otherwise')
    .argument(...PROPOSAL)
    .argument('<member>', 'the member that has sent the note, such as XC')
    .addArgument(new Argument('[choice]', 'the vote that the note expresses').choices(Choice.options))
    .option('--commitment <digest>', 'the commitment that the note states, in place of a vote, where voting is secret')
    .requiredOption('--received <instant>', 'when it was received, from which it counts')
    .requiredOption('--note <file>', 'the note, whose digest is recorded')
    .option('--explanation <text>', 'the explanation that the note gives')
    .option('--change', 'replace the ballot of the member that stands, where it was cast before the note came')
    .action((id: string, member: string, word: string | undefined, options: Note, command: Command) =>
      Session.run(command, streams, async (session) => {
        const proposal = parsedOption(ProposalId, 'PROPOSAL', id);
        const voter = parsedOption(MemberId, 'MEMBER', member);
        const supersedes = options.change === true ? await standingBallot(session, proposal, voter) : undefined;
        const ballot = {
          proposal,
          member: voter,
          ...saidIn(word, options),
          ...given({ explanation: options.explanation, supersedes }),
        };
        const received = parsedOption(Instant, '--received', options.received);
        const digest = Digest.parse(sha256Hex(await readLimited(options.note)));
        await session.act('EnterReceived', { received, digest, ballot }, receiptWords);
        await next(session, `proposal show ${proposal}`);
      }),
    );
}
