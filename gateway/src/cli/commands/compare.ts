// SPDX-License-Identifier: Apache-2.0
import { Command } from 'commander';
import { TreatyError, type Profile } from '../../../../chaincode/src/protocol/index.ts';
import type { Cell } from '../compare/cell.ts';
import { additionsIn, layered } from '../compare/layer.ts';
import { play } from '../compare/play.ts';
import { readScenario, type Scenario } from '../compare/scenario.ts';
import { exemplified } from '../guidance.ts';
import { profileNamed, readProfile, shippedProfiles } from '../profile-file.ts';
import { wantsJson, write, writeJson, type Streams } from '../streams.ts';
import { fields } from '../words.ts';

interface Compared {
  readonly profile: string;
  readonly kind: string;
  readonly layerOn?: string;
  /** What a component adds to the base on which it lies, by field and in words. */
  readonly adds?: Readonly<Record<string, string>>;
  readonly cells: readonly Cell[];
}

/** A profile as it is played: by itself, or a component as a layer on the base. */
interface Played {
  readonly profile: Profile;
  readonly on: Omit<Compared, 'cells'>;
}

function played(profile: Profile, base: Profile): Played {
  const { id } = profile;
  const kind = profile.about?.kind ?? 'treaty';
  if (kind !== 'component') return { profile, on: { profile: id, kind } };
  const adds = Object.fromEntries(additionsIn(profile));
  return { profile: layered(profile, base), on: { profile: id, kind, layerOn: base.id, adds } };
}

function indented(text: string): string {
  const lines = text.trimEnd().split('\n');
  return lines.map((line) => `  ${line}`.trimEnd() + '\n').join('');
}

function comparedWords({ profile, layerOn, adds = {}, cells }: Compared): string {
  const on = layerOn === undefined ? '' : ` (a layer on ${layerOn})`;
  const added = Object.entries(adds).flatMap(([field, words]) => words.split('\n').map((line) => `${field}: ${line}`));
  const rows = cells.map(({ event, outcome, rule }) => [event, `${outcome}  [${rule}]`] as const);
  const all = added.length === 0 ? rows : [['adds', added.join('\n')] as const, ...rows];
  return `${profile}${on}\n${indented(fields(all))}`;
}

/** The outcomes of an event, and under which profiles each came about; those of which the source states nothing apart. */
function differences({ events }: Scenario, all: readonly Compared[]): object[] {
  return events.map(({ event }, index) => {
    const outcomes = new Map<string, string[]>();
    const notStated: string[] = [];
    for (const { profile, cells } of all) {
      const cell = cells[index];
      if (cell === undefined) continue;
      if (!cell.isStated) notStated.push(profile);
      else outcomes.set(cell.outcome, [...(outcomes.get(cell.outcome) ?? []), profile]);
    }
    return { event, outcomes: [...outcomes].map(([outcome, profiles]) => ({ outcome, profiles })), notStated };
  });
}

/** `depositary profile compare`: the same events under each profile, and where and by which rule the outcomes differ. */
export function compareCommand(streams: Streams): Command {
  return exemplified(
    new Command('compare'),
    'profile compare docs/examples/scenario.json',
    'profile compare scenario.json --profile eu-ai-act-2024 --profile my-profile.json',
  )
    .description(
      'replay the same events under each profile, on a ledger in this process, and show where outcomes differ',
    )
    .argument('<scenario>', 'the scenario file; docs/examples/scenario.json is an example')
    .option('--profile <profile...>', 'only these, by file or by id (default: all that come with this program)')
    .option('--json', 'answer one JSON object')
    .action(async (file: string, { profile: named }: { profile?: string[] }, command: Command) => {
      const json = wantsJson(command);
      const scenario = await readScenario(file);
      const base = await readProfile(profileNamed(scenario.base));
      if (base.about?.kind === 'component')
        throw new TreatyError('SCENARIO_INVALID', { file, field: 'base', problem: 'names a component, no agreement' });
      const files = named === undefined ? shippedProfiles() : named.map(profileNamed);
      // All are read and laid on the base first, so that a file that is wrong is told before anything is played.
      const plays = await Promise.all(files.map(async (one) => played(await readProfile(one), base)));
      const all: Compared[] = [];
      for (const [index, { profile, on }] of plays.entries()) {
        if (!json) await write(streams.stderr, `${String(index + 1)} of ${String(files.length)}  ${on.profile}\n`);
        all.push({ ...on, cells: await play(profile, scenario) });
      }
      const { title, events } = scenario;
      if (json)
        return writeJson(streams.stdout, { title, events, profiles: all, differences: differences(scenario, all) });
      return write(streams.stdout, `${title}\n\n${all.map(comparedWords).join('\n')}`);
    });
}
