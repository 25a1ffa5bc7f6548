// SPDX-License-Identifier: Apache-2.0
import { TreatyError, type Profile } from '../../../../chaincode/src/protocol/index.ts';
import { stated, type Cell } from './cell.ts';
import { companyOf } from './company.ts';
import { lowerUnder, valuesIn } from './lower.ts';
import { runUnder } from './run.ts';
import type { Happening, Scenario } from './scenario.ts';
import { Stage } from './stage.ts';
import { BELOW, withdrawUnder } from './withdraw.ts';

type Bound = Exclude<Happening, { event: 'withdraw' }>;

/** A run or a lowering, which mean nothing before the treaty is in force, and less while it is suspended. */
async function inForce(stage: Stage, profile: Profile, event: Bound): Promise<Cell> {
  const operation = await stage.operation(profile);
  if (operation === 'awaited')
    return stated(event.event, 'the treaty is not in force: its conditions are not met', 'membership.entryIntoForce');
  const cell =
    event.event === 'run'
      ? runUnder(profile, event, await valuesIn(stage, profile))
      : await lowerUnder(stage, profile, event);
  if (operation === 'inForce') return cell;
  const { outcome, rule } = cell;
  const suspended = { outcome: `${outcome}; the treaty is suspended`, rule: `${rule}, ${BELOW}` };
  return { ...cell, ...suspended };
}

async function happen(stage: Stage, profile: Profile, event: Happening): Promise<Cell> {
  try {
    if (event.event === 'withdraw') return await withdrawUnder(stage, profile, event);
    return await inForce(stage, profile, event);
  } catch (error) {
    if (!(error instanceof TreatyError)) throw error;
    return stated(event.event, `refused: ${error.says}`, error.code);
  }
}

/** What stands where a treaty cannot be opened from the profile with the scenario's states: the reason, for every event. */
function unopened(error: unknown, { events }: Scenario): Cell[] {
  if (!(error instanceof TreatyError)) throw error;
  const { code, details, says } = error;
  const rule = code === 'PROFILE_UNWORKABLE' ? String(details.field) : code;
  const why = code === 'PROFILE_UNWORKABLE' ? String(details.problem) : says;
  return events.map(({ event }) => stated(event, `cannot open: ${why}`, rule));
}

/** Plays the scenario's events under one profile on a ledger of its own, and answers with what became of each. */
export async function play(profile: Profile, scenario: Scenario): Promise<Cell[]> {
  const stage = new Stage();
  try {
    await stage.open(profile, companyOf(profile, scenario));
  } catch (error) {
    return unopened(error, scenario);
  }
  const cells: Cell[] = [];
  for (const event of scenario.events) cells.push(await happen(stage, profile, event));
  return cells;
}
