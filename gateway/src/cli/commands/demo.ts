// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import process from 'node:process';
import { Command } from 'commander';
import { packageRoot } from '../../../../network/fabric/package-root.ts';
import { up } from '../../../../network/fabric/fabric-network.ts';
import { UP_STEPS } from '../../../../network/fabric/progress.ts';
import { TreatyError, TreatyId } from '../../../../chaincode/src/protocol/index.ts';
import { TreatyClient } from '../../treaty-client.ts';
import type { KeyOf, Submit } from '../demo/cast.ts';
import { play, type Ending, type Told } from '../demo/story.ts';
import { asTyped } from '../guidance.ts';
import { readOpening, type Opening } from '../opening.ts';
import { onLedger, Session } from '../session.ts';
import { wantsJson, write, writeJson, type Streams } from '../streams.ts';
import { wholeNumber } from '../numbers.ts';
import { shownProgress } from './network.ts';

const EXAMPLES = `Examples:
  $ depositary demo                        on the Fabric network of this host, started if it is not up
  $ depositary demo --ledger embedded      in this process, in seconds, without Go or Fabric
  $ depositary demo --json                 one JSON object per step
`;

/** A free treaty id: the profile's, or with a number where it has been opened before. */
async function freeTreaty(session: Session, { profile }: Opening): Promise<TreatyId> {
  const [first] = session.doors.organisations;
  if (first === undefined) throw new TreatyError('NETWORK_NOT_HERE', { folder: session.doors.state });
  const ledger = await session.doors.open(first);
  for (let number = 1; ; number += 1) {
    const id = TreatyId.parse(number === 1 ? profile.id : `${profile.id}-${String(number)}`);
    if (!(await isOpened(new TreatyClient(ledger, id)))) return id;
  }
}

async function isOpened(client: TreatyClient): Promise<boolean> {
  try {
    await client.record('Treaty');
    return true;
  } catch (error) {
    if (error instanceof TreatyError && error.code === 'RECORD_UNKNOWN') return false;
    throw error;
  }
}

function inWords({ words, receipt }: Told): string {
  return `${words}\n    transaction ${receipt.tx}, block ${receipt.block}\n`;
}

function inJson({ step, act, receipt }: Told): object {
  const { tx, block, status } = receipt;
  return { step, act, tx, block, status };
}

function ended({ proposal, threshold, readFrom }: Ending, treaty: TreatyId, session: Session): string {
  const next: [command: string, says: string][] = [
    [asTyped(session, `proposal show ${proposal}`), 'the ballots, the explanation, the count'],
    [asTyped(session, 'threshold history oversight'), 'both versions and the act that made each'],
    [asTyped(session, 'treaty show'), 'who is bound, which organs decide by which rule'],
    [asTyped(session, 'watch --from-start'), 'everything that was recorded, in its order'],
  ];
  if (!session.isEmbedded) {
    next.push(
      [asTyped(session, 'network status'), 'every process of the network'],
      [asTyped(session, 'network down'), 'ends the network'],
    );
  }
  const width = Math.max(...next.map(([command]) => command.length));
  return `
The oversight threshold of the treaty ${treaty} is ${threshold} FLOP now.
So says the peer of ${readFrom}, whose state did not propose it and voted against it.

What to try next:
${next.map(([command, says]) => `  ${command.padEnd(width)}   ${says}`).join('\n')}
`;
}

async function tell(command: Command, streams: Streams): Promise<void> {
  const json = wantsJson(command);
  await Session.run(command, streams, async (session) => {
    const opening = readOpening(join(packageRoot(), 'docs', 'examples', 'opening.json'));
    const treaty = await freeTreaty(session, opening);
    const told = (step: Told) =>
      json ? writeJson(streams.stdout, inJson(step)) : write(streams.stdout, inWords(step));
    const keyOf: KeyOf = (representative) => session.ringKey(representative);
    const submit: Submit = (act, key, as) => session.submit(act, key, as);
    const ending = await play({ doors: session.doors, keyOf, treaty, submit, opening, tell: told });
    await session.keepTreaty(treaty);
    const { threshold, readFrom } = ending;
    if (json) return writeJson(streams.stdout, { step: 'done', threshold, readFrom });
    return write(streams.stdout, ended(ending, treaty, session));
  });
}

async function onNetwork(command: Command, streams: Streams): Promise<void> {
  const { ledger, connection, state, portBase } = command.opts<{
    ledger: string;
    connection?: string;
    state?: string;
    portBase?: number;
  }>();
  if (ledger === 'fabric' && connection === undefined) {
    const shown = shownProgress(streams.stderr, UP_STEPS);
    await up({ state, portBase }, shown.progress).finally(() => shown.end());
  }
  await tell(command, streams);
}

/** `depositary demo`: from the opening of a treaty to a threshold lowered by vote, every act through its party's own peer. */
export function demoCommand(streams: Streams = process): Command {
  return onLedger(new Command('demo'))
    .description('play the story of a threshold vote')
    .option('--port-base <n>', 'the first port of a network that is started', wholeNumber)
    .addHelpText('before', EXAMPLES)
    .action((_: unknown, command: Command) => onNetwork(command, streams));
}

/** `depositary start`: what `npm start` runs, the network and the story on it. */
export function startCommand(streams: Streams = process): Command {
  return demoCommand(streams)
    .name('start')
    .description('start a network on this host and play the story on it; the network stays up');
}
