// SPDX-License-Identifier: Apache-2.0
import { Command } from 'commander';
import type { Profile } from '../../../../chaincode/src/protocol/index.ts';
import { layered, play, type Cell } from '../compare/play.ts';
import { readScenario, type Scenario } from '../compare/scenario.ts';
import { exemplified } from '../guidance.ts';
import { profileNamed, readProfile, shippedProfiles } from '../profile-file.ts';
import { wantsJson, write, writeJson, type Streams } from '../streams.ts';
import { fields } from '../words.ts';

interface Compared {
  readonly profile: string;
  readonly kind: string;
  readonly layerOn?: string;
  readonly cells: readonly Cell[];
}

async function compared(profile: Profile, scenario: Scenario, base: Profile): Promise<Compared> {
  const kind = profile.about?.kind ?? 'treaty';
  if (kind !== 'component') return { profile: profile.id, kind, cells: await play(profile, scenario) };
  return { profile: profile.id, kind, layerOn: base.id, cells: await play(layered(profile, base), scenario) };
}

function comparedWords({ profile, layerOn, cells }: Compared): string {
  const on = layerOn === undefined ? '' : ` (a layer on ${layerOn})`;
  const rows = cells.map(({ event, outcome, rule }) => [event, `${outcome}  [${rule}]`] as const);
  return `${profile}${on}\n${fields(rows)
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n')}\n`;
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
      const files = named === undefined ? shippedProfiles() : named.map(profileNamed);
      const all: Compared[] = [];
      for (const [index, one] of files.entries()) {
        const profile = await readProfile(one);
        if (!json) await write(streams.stderr, `${String(index + 1)} of ${String(files.length)}  ${profile.id}\n`);
        all.push(await compared(profile, scenario, base));
      }
      const { title, events } = scenario;
      if (json)
        return writeJson(streams.stdout, { title, events, profiles: all, differences: differences(scenario, all) });
      return write(streams.stdout, `${title}\n\n${all.map(comparedWords).join('\n')}`);
    });
}
