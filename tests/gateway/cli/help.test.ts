// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { Command } from 'commander';
import { watchCommand } from '../../../gateway/src/cli/commands/watch.ts';
import { COMMANDS } from './desk.ts';
import { helpOf } from './in-memory.ts';

/** A command and all below it, each with its full name. */
function tree(command: Command, above = 'depositary'): [string, Command][] {
  const name = `${above} ${command.name()}`;
  return [[name, command], ...command.commands.flatMap((inner) => tree(inner, name))];
}

describe('the help of the command line', () => {
  const commands = [...COMMANDS, watchCommand].flatMap((made) => tree(made()));

  for (const [name, command] of commands) {
    it(`of ${name} begins with examples of it, and says what it does`, () => {
      const help = helpOf(command);
      expect(help).to.match(new RegExp(`^Examples:\n {2}\\$ ${name}\\b`));
      expect(command.description()).not.to.equal('');
    });
  }

  it('offers --json wherever there is an answer', () => {
    for (const [name, command] of commands) {
      if (command.commands.length > 0) continue;
      expect(
        command.options.some(({ long }) => long === '--json'),
        name,
      ).to.equal(true);
    }
  });
});
