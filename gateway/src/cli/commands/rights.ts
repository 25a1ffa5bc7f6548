// SPDX-License-Identifier: Apache-2.0
import { Command } from 'commander';
import { Instant, MemberId } from '../../../../chaincode/src/protocol/index.ts';
import { given } from '../../given.ts';
import { exemplified } from '../guidance.ts';
import { parsedOption } from '../parsed.ts';
import { proposing, titled, type Wording } from '../proposing.ts';
import { sealing, Session } from '../session.ts';
import type { Streams } from '../streams.ts';

interface Ground extends Wording {
  readonly ground: string;
  readonly until?: string;
}

/** `depositary party suspend`: proposes that the rights of a party be suspended. */
export function suspendCommand(streams: Streams): Command {
  return titled(
    exemplified(
      sealing(new Command('suspend')),
      'party suspend XC --ground "It refused an inspection." --title "Suspend XC" --as XA/head',
    ),
  )
    .description('propose that the rights of a party be suspended; its duties stay')
    .argument('<party>', 'the party, such as XC')
    .requiredOption('--ground <text>', 'on what ground')
    .option('--until <instant>', 'until when (default: until they are restored)')
    .action((party: string, wording: Ground, command: Command) =>
      Session.run(command, streams, async (session) => {
        const until = wording.until === undefined ? undefined : parsedOption(Instant, '--until', wording.until);
        const concerned = { party: parsedOption(MemberId, 'PARTY', party), ground: wording.ground };
        await proposing(session, { type: 'suspensionOfRights', ...concerned, ...given({ until }) }, wording);
      }),
    );
}

/** `depositary party restore`: proposes that suspended rights be restored. */
export function restoreCommand(streams: Streams): Command {
  return titled(
    exemplified(
      sealing(new Command('restore')),
      'party restore XC --ground "It has complied." --title "Restore XC" --as XA/head',
    ),
  )
    .description('propose that the suspended rights of a party be restored')
    .argument('<party>', 'the party, such as XC')
    .requiredOption('--ground <text>', 'on what ground')
    .action((party: string, wording: Ground, command: Command) =>
      Session.run(command, streams, async (session) => {
        const concerned = { party: parsedOption(MemberId, 'PARTY', party), ground: wording.ground };
        await proposing(session, { type: 'restorationOfRights', ...concerned }, wording);
      }),
    );
}
