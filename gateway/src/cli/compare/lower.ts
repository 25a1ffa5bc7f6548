// SPDX-License-Identifier: Apache-2.0
import {
  Amount,
  TreatyError,
  type Profile,
  type Proposal,
  type Ratio,
  type ThresholdId,
} from '../../../../chaincode/src/protocol/index.ts';
import { given } from '../../given.ts';
import { amountWords, instantWords } from '../words.ts';
import { elect, moved } from './carrying.ts';
import { notStated, stated, type Cell } from './cell.ts';
import type { Happening } from './scenario.ts';
import type { Stage } from './stage.ts';

type Lower = Extract<Happening, { event: 'lower' }>;
type Threshold = Profile['thresholds'][number];
type Revised = Threshold & { readonly revision: NonNullable<Threshold['revision']> };

/** The values in force now of all thresholds that have one. */
export async function valuesIn({ client, now }: Stage, profile: Profile): Promise<Map<ThresholdId, Amount>> {
  const inForce = new Map<ThresholdId, Amount>();
  for (const { id } of profile.thresholds) {
    if ((await client.record('Threshold', id)).latest === undefined) continue;
    inForce.set(id, (await client.thresholdInForce(id, now)).value);
  }
  return inForce;
}

/** The threshold that a metric of the tiers turns on: the first one that can be revised, else the first one. */
function thresholdOn({ tiers = [], thresholds }: Profile, metric: string): Threshold | undefined {
  const named = tiers.flatMap(({ allOf }) =>
    allOf.flatMap((condition) =>
      'threshold' in condition && condition.metric === metric ? [condition.threshold] : [],
    ),
  );
  const on = thresholds.filter(({ id }) => named.includes(id));
  return on.find(isRevised) ?? on[0];
}

function isRevised(threshold: Threshold): threshold is Revised {
  return threshold.revision !== undefined;
}

/** Where the words on revision are meant: the thresholds that there are, or those that are to come where there is none. */
function isToldInWords({ about, thresholds }: Profile, threshold: Threshold | undefined): boolean {
  if (threshold === undefined) return thresholds.length === 0;
  return about?.notStated.includes(`thresholds.${threshold.id}.revision`) !== true;
}

function isMajorityOpen({ about }: Profile, threshold: Threshold | undefined): boolean {
  return threshold === undefined || about?.notStated.includes(`thresholds.${threshold.id}.revision.rule`) === true;
}

/** What the source says of how it is revised, where it gives no procedure that can be played; else who decides, or nothing. */
function inWords(profile: Profile, threshold: Threshold | undefined): Cell {
  const { decider, revision, cadence } = profile.provisions ?? {};
  if (revision !== undefined && isToldInWords(profile, threshold)) {
    const open = isMajorityOpen(profile, threshold) ? 'majority not stated' : undefined;
    return stated('lower', [revision, cadence, open].flatMap((words) => words ?? []).join('; '), 'provisions.revision');
  }
  const missing = threshold === undefined ? 'thresholds' : `thresholds.${threshold.id}.revision`;
  return notStated('lower', missing, decider === undefined ? undefined : `who decides: ${decider}`);
}

function share({ num, den }: Ratio, value: Amount): Amount {
  return Amount.parse(String((BigInt(value) * BigInt(num)) / BigInt(den)));
}

function changeWords(former: Amount | undefined, value: Amount): string {
  if (former === undefined) return `set to ${amountWords(value)} (a value of the scenario)`;
  return `from ${amountWords(former)} to ${amountWords(value)}`;
}

function countWords(last: Proposal): string {
  if (!('tally' in last)) return '';
  const words = Object.entries(last.tally.tally).filter(([, number]) => number > 0);
  return ` (${words.map(([word, number]) => `${String(number)} ${word}`).join(', ')})`;
}

/** What a procedure that only lowers does to a threshold without a value: nothing; and what the source says of it. */
function nothingToLower({ id, metric }: Threshold, { provisions }: Profile): Cell {
  const besides = provisions?.revision === undefined ? '' : `; ${provisions.revision}`;
  const outcome = `nothing to lower: ${metric} has no value that is stated, and is not set by what may only lower it`;
  return stated('lower', `${outcome}${besides}`, `thresholds.${id}.revision.direction`);
}

async function revised(stage: Stage, profile: Profile, threshold: Revised, event: Lower): Promise<Cell> {
  const { id, revision } = threshold;
  const former = (await valuesIn(stage, profile)).get(id);
  const { latest } = await stage.client.record('Threshold', id);
  const value = former === undefined ? event.orSet : share(event.to, former);
  const figure = { value, method: { name: 'scenario', version: '1' }, ...given({ base: latest }) };
  const subject = { type: 'thresholdRevision' as const, threshold: id, ...figure };
  const motion = { movers: revision.movers, subject, title: `Lower ${id}`, against: event.against };
  const last = await moved(stage, profile, motion);
  const rule = `thresholds.${id}.revision${last.step === undefined ? '.rule' : `.steps.${last.step}`}`;
  const organ = profile.organs.find((candidate) => candidate.id === last.rule.organ)?.name ?? last.rule.organ;
  const by = `by the ${organ}${countWords(last)}`;
  if (last.status !== 'adopted') return stated('lower', `${last.status} ${by}`, rule);
  const { latest: version = '' } = await stage.client.record('Threshold', id);
  const { inForceFrom } = await stage.client.record('ThresholdVersion', id, version);
  return stated('lower', `${changeWords(former, value)} ${by}, ${instantWords(inForceFrom)}`, rule);
}

/** Lowers the threshold on a metric, or sets it where it has no value, by the profile's own procedure. */
export async function lowerUnder(stage: Stage, profile: Profile, event: Lower): Promise<Cell> {
  const threshold = thresholdOn(profile, event.metric);
  if (threshold === undefined || !isRevised(threshold)) return inWords(profile, threshold);
  try {
    await elect(stage, profile);
    return await revised(stage, profile, threshold, event);
  } catch (error) {
    if (error instanceof TreatyError && error.code === 'THRESHOLD_NOTHING_TO_LOWER')
      return nothingToLower(threshold, profile);
    throw error;
  }
}
