// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import type { Session } from './session.ts';

/** Puts examples before anything else that a command's help says. */
export function exemplified(command: Command, ...examples: readonly string[]): Command {
  const lines = examples.map((example) => `  $ depositary ${example}\n`).join('');
  return command.addHelpText('before', `Examples:\n${lines}`);
}

/** How a reader calls this program: the sources run in a checkout, where npx finds it; the bundle is installed on the path. */
const PROGRAM = import.meta.url.endsWith('.ts') ? 'npx depositary' : 'depositary';

/** Which of the options that name the ledger and the treaty a command takes, where it does not take all of them. */
const TAKES: readonly (readonly [command: RegExp, options: readonly string[]])[] = [
  [/^act seal /, ['ledger', 'state']],
  [/^network /, ['state']],
];

/** A command as one types it to come to the same ledger and treaty as this one. */
export function asTyped(session: Session, command: string): string {
  const [, taken] = TAKES.find(([pattern]) => pattern.test(command)) ?? [];
  return `${PROGRAM} ${command}${placeWords(session, taken)}`;
}

/** The options that were typed to name the ledger and the treaty, or some of them, as one appends them to a command. */
export function placeWords({ place }: Pick<Session, 'place'>, taken?: readonly string[]): string {
  const options = place.filter(([name]) => taken?.includes(name) ?? true);
  return options.map(([name, value]) => ` --${name} ${quoted(value)}`).join('');
}

/** A text as a shell takes it for one word. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Says which commands come next; they are no data, so a program never sees them. */
export async function next(session: Session, ...commands: readonly string[]): Promise<void> {
  if (commands.length > 0)
    await session.say(`Next:\n${commands.map((command) => `  ${asTyped(session, command)}\n`).join('')}`);
}
