// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { Command, type CommanderError } from 'commander';
import { TreatyError } from '../../../chaincode/src/protocol/index.ts';
import { packageRoot } from '../../../network/fabric/package-root.ts';
import { actCommand } from './commands/act.ts';
import { canonicalCommand } from './commands/canonical.ts';
import { demoCommand, startCommand } from './commands/demo.ts';
import { modelCommand } from './commands/model.ts';
import { networkCommand } from './commands/network.ts';
import { organCommand } from './commands/organ.ts';
import { partyCommand } from './commands/party.ts';
import { profileCommand } from './commands/profile.ts';
import { proposalCommand } from './commands/proposal.ts';
import { representativeCommand } from './commands/representative.ts';
import { ruleCommand } from './commands/rule.ts';
import { sealCommand } from './commands/seal.ts';
import { thresholdCommand } from './commands/threshold.ts';
import { treatyCommand } from './commands/treaty.ts';
import { voteCommand } from './commands/vote.ts';
import { watchCommand } from './commands/watch.ts';
import { pathOf } from './parsed.ts';

const EXAMPLES = `Examples:
  $ depositary start                                          a network on this host, and the story of a vote on it
  $ depositary demo --ledger embedded                         the same story in this process, in seconds
  $ depositary proposal list --status open
  $ depositary vote P-4K7QX2M9TZ yes --as XA/delegate-1
  $ depositary threshold show oversight --at 2027-03-01T00:00:00Z
`;

function versionOf(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('package.json', `file://${packageRoot()}/`), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}

/** The whole command line; wrong usage is thrown, so that one place answers for every failure. */
export function program(): Command {
  const root = new Command('depositary')
    .description("the parties' own record of an AI treaty")
    .version(versionOf())
    .addHelpText('before', EXAMPLES)
    .showSuggestionAfterError();
  const commands = [
    startCommand(),
    demoCommand(),
    treatyCommand(),
    partyCommand(),
    representativeCommand(),
    organCommand(),
    profileCommand(),
    ruleCommand(),
    thresholdCommand(),
    modelCommand(),
    proposalCommand(),
    voteCommand(),
    watchCommand(),
    actCommand(),
    sealCommand(),
    canonicalCommand(),
    networkCommand(),
  ];
  for (const command of commands) root.addCommand(command);
  return thrown(root);
}

/** What the parser says, as a coded error; its help and its version, which are none, as they are. */
function asUsage(error: CommanderError, command: Command): Error {
  if (error.exitCode === 0 || error.code === 'commander.help') return error;
  const problem = error.message
    .replace(/^error: /, '')
    .replace(/\s+/g, ' ')
    .replace(/\.$/, '');
  return new TreatyError('COMMAND_MALFORMED', { problem, command: pathOf(command) });
}

/** Lets a wrong usage come out as an error of this process's own handling, at every level, and not be printed before. */
function thrown(command: Command): Command {
  command.configureOutput({ outputError: () => undefined }).exitOverride((error) => {
    throw asUsage(error, command);
  });
  for (const inner of command.commands) thrown(inner);
  return command;
}
