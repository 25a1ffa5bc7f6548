// SPDX-License-Identifier: Apache-2.0
import { Command } from 'commander';
import { receiptWords } from '../event-words.ts';
import { exemplified } from '../guidance.ts';
import { sealing, Session } from '../session.ts';
import type { Streams } from '../streams.ts';
import type { ActOf, ActType } from '../../../../chaincode/src/protocol/index.ts';

/** What a command that does one act is: its name and operands, what it says of itself, and the act that it makes of them. */
export interface Deed<T extends ActType, O extends object> {
  /** As commander takes it, such as `confirm <instrument>`. */
  readonly usage: string;
  readonly example: string;
  readonly description: string;
  readonly type: T;
  /** Who carries it, where that is an administrator. */
  readonly as?: 'admin';
  /** Adds the command's own options. */
  options?(command: Command): Command;
  /** The content of the act. */
  body(operands: readonly string[], options: O, session: Session): ActOf<T>['body'] | Promise<ActOf<T>['body']>;
}

/** A command that drafts, seals and submits one act. */
export function acting<T extends ActType, O extends object = object>(streams: Streams, deed: Deed<T, O>): Command {
  const [name = '', ...operands] = deed.usage.split(' ');
  const bare = exemplified(sealing(new Command(name)), deed.example).description(deed.description);
  for (const operand of operands) bare.argument(operand);
  const command = deed.options?.(bare) ?? bare;
  return command.action(() =>
    Session.run(command, streams, async (session) => {
      const body = await deed.body(command.args, command.opts<O>(), session);
      await session.act(deed.type, body, receiptWords, deed.as ?? 'client');
    }),
  );
}
