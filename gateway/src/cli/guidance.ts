// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import type { Session } from './session.ts';

/** Puts examples before anything else that a command's help says. */
export function exemplified(command: Command, ...examples: readonly string[]): Command {
  const lines = examples.map((example) => `  $ depositary ${example}\n`).join('');
  return command.addHelpText('before', `Examples:\n${lines}`);
}

/** Says which commands come next; they are no data, so a program never sees them. */
export async function next(session: Session, ...commands: readonly string[]): Promise<void> {
  const where = session.isEmbedded ? ' --ledger embedded' : '';
  if (commands.length > 0)
    await session.say(`Next:\n${commands.map((command) => `  depositary ${command}${where}\n`).join('')}`);
}
