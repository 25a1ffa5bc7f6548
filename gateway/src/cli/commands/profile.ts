// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command } from 'commander';
import { lint, type Finding } from '../../../../chaincode/src/domain/index.ts';
import { TreatyError, type Profile } from '../../../../chaincode/src/protocol/index.ts';
import { exemplified } from '../guidance.ts';
import { profileNamed, readProfile, shippedProfiles } from '../profile-file.ts';
import { kindWords, profileWords } from '../profile-show.ts';
import { found, reading } from '../reading.ts';
import { proposing, titled, type Wording } from '../proposing.ts';
import { sealing, Session } from '../session.ts';
import { wantsJson, write, writeJson, type Streams } from '../streams.ts';
import { amountWords, columns, counted } from '../words.ts';
import { compareCommand } from './compare.ts';

/** `depositary profile`: the rules of a treaty as data. */
export function profileCommand(streams: Streams = process): Command {
  const command = new Command('profile').description('see, examine, compare and amend the rules of treaties');
  const commands = [listCommand, showCommand, lintCommand, compareCommand, amendCommand];
  for (const inner of commands) command.addCommand(inner(streams));
  return exemplified(command, 'profile list', 'profile show eu-ai-act-2024', 'profile lint my-profile.json');
}

const FILE = ['<profile>', 'a file, or the id of a profile that `depositary profile list` shows'] as const;

function thresholdWords({ thresholds }: Profile): string {
  const each = thresholds.map(({ id, value }) => `${id} ${value === undefined ? 'not stated' : amountWords(value)}`);
  return each.length === 0 ? 'no threshold' : each.join(', ');
}

function listCommand(streams: Streams): Command {
  return exemplified(new Command('list'), 'profile list')
    .description('list the profiles that come with this program')
    .option('--json', 'answer one JSON object')
    .action(async (_: unknown, command: Command) => {
      const profiles = await Promise.all(shippedProfiles().map(readProfile));
      if (wantsJson(command)) {
        const answer = profiles.map(({ id, version, title, about }) => ({ id, version, title, about }));
        return writeJson(streams.stdout, { profiles: answer });
      }
      const rows = profiles.map((profile) => [profile.id, kindWords(profile), thresholdWords(profile), profile.title]);
      return write(streams.stdout, `${columns(rows)}\n`);
    });
}

function showCommand(streams: Streams): Command {
  return exemplified(new Command('show'), 'profile show eu-ai-act-2024', 'profile show my-profile.json --json')
    .description('show a profile in words: what it states, where, and what it leaves open')
    .argument(...FILE)
    .option('--json', 'answer one JSON object')
    .action(async (name: string, _: unknown, command: Command) => {
      const profile = await readProfile(profileNamed(name));
      return wantsJson(command) ? writeJson(streams.stdout, { profile }) : write(streams.stdout, profileWords(profile));
    });
}

function findingWords({ severity, field, says }: Finding): string {
  return `${severity}  ${field}: ${says}\n`;
}

function lintCommand(streams: Streams): Command {
  return exemplified(new Command('lint'), 'profile lint my-profile.json', 'profile lint narrow-path-2024 --json')
    .description('refuse what can never work in a profile, and warn of who can block alone')
    .argument(...FILE)
    .option('--json', 'answer one JSON object')
    .action(async (name: string, _: unknown, command: Command) => {
      const profile = await readProfile(profileNamed(name));
      const findings = lint(profile);
      const refused = findings.filter(({ severity }) => severity === 'refused');
      const { id, version } = profile;
      const verdict = refused.length === 0 ? 'It can work' : `It can never work: ${counted(refused.length, 'field')}`;
      const words = `${findings.map(findingWords).join('')}${verdict}; ${counted(findings.length - refused.length, 'warning')}.\n`;
      await (wantsJson(command)
        ? writeJson(streams.stdout, { profile: id, version, isWorkable: refused.length === 0, findings })
        : write(streams.stdout, words));
      const [first] = refused;
      if (first !== undefined) throw new TreatyError('PROFILE_UNWORKABLE', { field: first.field, problem: first.says });
    });
}

function amendCommand(streams: Streams): Command {
  return titled(
    exemplified(
      sealing(new Command('amend')),
      'profile amend version-2.json --title "Lower the majority" --as XA/delegate-1',
    ),
  )
    .description('propose a further version of the profile of a treaty that is running')
    .argument('<file>', 'the whole profile as it is to be, with a new version')
    .action((file: string, wording: Wording, command: Command) =>
      Session.run(command, streams, async (session) => {
        const profile = await readProfile(file);
        const { client, treaty } = await reading(session);
        const { profile: base, next } = await found(client, 'Treaty', [], 'TREATY_UNKNOWN', { treaty: treaty.treaty });
        await proposing(session, { type: 'profileAmendment', base: next?.version ?? base, profile }, wording);
      }),
    );
}
