// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { program } from '../../gateway/src/cli/program.ts';

const WIDTH = 110;

function helpOf(command: Command): string {
  let help = '';
  command.configureOutput({
    writeOut: (text) => {
      help += text;
    },
    getOutHelpWidth: () => WIDTH,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return help.trimEnd();
}

function sections(command: Command, parents: readonly string[]): string[] {
  const name = [...parents, command.name()];
  const own = [
    `${'#'.repeat(Math.min(name.length + 1, 4))} ${name.join(' ')}`,
    `\`\`\`text\n${helpOf(command)}\n\`\`\``,
  ];
  return [...own, ...command.commands.flatMap((inner) => sections(inner, name))];
}

/** Every command's own help, one below the other. */
export function commandLine(): readonly string[] {
  return sections(program(), []);
}
