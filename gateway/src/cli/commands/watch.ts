// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command } from 'commander';
import { z } from 'zod';
import {
  fromEpochMilliseconds,
  plus,
  RepresentativeId,
  toEpochMilliseconds,
  type Envelope,
  type Instant,
  type Treaty,
} from '../../../../chaincode/src/protocol/index.ts';
import { now } from '../../draft.ts';
import { CheckpointFile } from '../../events/checkpoint-file.ts';
import { follow, type Following } from '../../events/follow.ts';
import { given } from '../../given.ts';
import type { Observed, TreatyClient } from '../../treaty-client.ts';
import { Concern } from '../concern.ts';
import { envelopeWords } from '../event-words.ts';
import { exemplified } from '../guidance.ts';
import { parsedOption } from '../parsed.ts';
import { profileAt } from '../profile-in-force.ts';
import { foundOrNot } from '../reading.ts';
import { inTreaty, Session } from '../session.ts';
import { isReaderGone, type Streams } from '../streams.ts';

/** What ends a watch from outside: the signals of the process; a test gives its own. */
type Interrupts = Pick<NodeJS.EventEmitter, 'once' | 'off'>;

interface WatchChoice {
  readonly fromStart?: boolean;
  readonly checkpoint?: string;
  readonly for?: readonly string[];
  readonly untilIdle?: string;
}

const Seconds = z
  .string()
  .regex(/^[0-9]{1,6}(?:\.[0-9]{1,3})?$/, 'a number of seconds')
  .transform(Number);
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Since when a watch without a beginning of its own tells: now, less what a peer lets a transaction be dated back. */
async function present(client: TreatyClient, treaty: Treaty | undefined): Promise<Instant> {
  if (treaty === undefined) return now();
  const at = now();
  const { clock } = await profileAt(client, treaty, at);
  return fromEpochMilliseconds(2 * toEpochMilliseconds(at) - toEpochMilliseconds(plus(at, clock.behindBy)));
}

async function beginning(session: Session, client: TreatyClient, choice: WatchChoice): Promise<Following> {
  const treaty = await foundOrNot(client, 'Treaty', []);
  if (treaty === undefined) await session.say(`${client.treaty} has not been opened yet; waiting for it.\n`);
  if (choice.fromStart === true) return {};
  // Without a place yet, a reader that keeps its place begins at the beginning: what came while it was down is not lost.
  if (choice.checkpoint !== undefined) return given({ after: checkpointOf(client, choice.checkpoint).read() });
  return { since: await present(client, treaty) };
}

interface Output {
  readonly session: Session;
  readonly checkpoint: CheckpointFile | undefined;
  readonly wanted: (envelope: Envelope) => Promise<boolean>;
}

function checkpointOf({ ledger: { network }, treaty }: TreatyClient, file: string): CheckpointFile {
  return new CheckpointFile(file, { network, treaty });
}

async function told({ at, envelope }: Observed, { session, checkpoint, wanted }: Output): Promise<void> {
  if (await wanted(envelope)) await session.answer({ block: at.block, ...envelope }, `${envelopeWords(envelope)}\n`);
  // CRUCIAL: the place is kept after the line has been written: a crash in between repeats a line, and loses none.
  await checkpoint?.keep(at);
}

async function toldAll(client: TreatyClient, following: Following, output: Output): Promise<void> {
  try {
    for await (const observed of follow(client, following)) await told(observed, output);
  } catch (error) {
    if (!isReaderGone(error)) throw error;
  }
}

async function watch(session: Session, choice: WatchChoice, signal: AbortSignal): Promise<void> {
  const untilIdle =
    choice.untilIdle === undefined ? undefined : parsedOption(Seconds, '--until-idle', choice.untilIdle) * 1000;
  const offices = (choice.for ?? []).map((office) => parsedOption(RepresentativeId, '--for', office));
  const client = await session.client();
  const start = await beginning(session, client, choice);
  const concern = new Concern(client, offices);
  const output: Output = {
    session,
    checkpoint: choice.checkpoint === undefined ? undefined : checkpointOf(client, choice.checkpoint),
    wanted: (envelope) => (offices.length === 0 ? Promise.resolve(true) : concern.has(envelope)),
  };
  await session.say(`Watching ${client.treaty} through the peer of ${client.ledger.msp}; Ctrl-C ends.\n`);
  const interrupted = () => {
    const words = `The connection to the peer of ${client.ledger.msp} is interrupted; reconnecting, to go on after the last line.`;
    // Words only: that nobody can read them does not end the watch.
    session.say(`${words}\n`).catch(() => undefined);
  };
  await toldAll(client, { ...start, signal, interrupted, ...given({ untilIdle }) }, output);
}

/** `depositary watch`: what is recorded, as it is recorded, until Ctrl-C. */
export function watchCommand(streams: Streams = process, interrupts: Interrupts = process): Command {
  return exemplified(
    inTreaty(new Command('watch')),
    'watch',
    'watch --from-start --until-idle 2',
    'watch --for XA/delegate-1',
    'watch --checkpoint place.json --json    # goes on where it was, even after kill -9; apply each tx once',
  )
    .description('follow what is recorded, one line each, until Ctrl-C')
    .option('--from-start', 'from the first block on (default: from now on)')
    .option('--checkpoint <file>', 'keep the place in a file, and go on from it; at least once, so apply each tx once')
    .option('--for <office...>', 'only what concerns these offices, their members and the proposals on which they vote')
    .option('--until-idle <seconds>', 'end after so many seconds in which nothing was recorded')
    .action((choice: WatchChoice, command: Command) =>
      Session.run(command, streams, async (session) => {
        const ending = new AbortController();
        const end = () => {
          ending.abort();
        };
        for (const signal of SIGNALS) interrupts.once(signal, end);
        streams.stdout.once('error', end);
        try {
          await watch(session, choice, ending.signal);
        } finally {
          for (const signal of SIGNALS) interrupts.off(signal, end);
          streams.stdout.off('error', end);
        }
      }),
    );
}
