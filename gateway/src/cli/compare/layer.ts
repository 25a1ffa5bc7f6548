// SPDX-License-Identifier: Apache-2.0
import { firstProblem, Profile, Regime, TreatyError, type Tier } from '../../../../chaincode/src/protocol/index.ts';
import { rowsOf } from '../plain-words.ts';
import { thresholdRows, tierRows } from '../profile-show.ts';

type Fields = Readonly<Record<string, unknown>>;
/** The refusal of a field that both have. */
type Refusal = (field: string) => TreatyError;

/** What a component never adds: its own names, what is said of it, and the clock and the wait that every file has. */
const OWN: ReadonlySet<string> = new Set(['id', 'version', 'title', 'about', 'clock', 'keyRecovery', 'provisions']);

/** The name of something in a list of a profile: its id, or the member whom it is about. */
function nameOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return '';
  if ('id' in item) return String(item.id);
  return 'member' in item ? String(item.member) : '';
}

/** Two lists one after the other; what has a name stands in one of them only. */
function joined(base: readonly unknown[], added: readonly unknown[], field: string, refusal: Refusal): unknown[] {
  const names = new Set(base.map(nameOf).filter((name) => name !== ''));
  const clash = added.map(nameOf).find((name) => names.has(name));
  if (clash !== undefined) throw refusal(`${field}.${clash}`);
  return [...base, ...added];
}

/** The fields of two objects: lists are joined, and whatever else stands in both is refused. */
function merged(base: Fields, added: Fields, path: string, refusal: Refusal): Fields {
  const fields = Object.entries(added).map(([name, value]): [string, unknown] => {
    const field = `${path}${name}`;
    const present = base[name];
    if (present === undefined) return [name, value];
    if (Array.isArray(present) && Array.isArray(value)) return [name, joined(present, value, field, refusal)];
    throw refusal(field);
  });
  return { ...base, ...Object.fromEntries(fields) };
}

function strictness({ regime }: Tier): number {
  return Regime.options.indexOf(regime);
}

/** The tiers of a component among those of the base: each before the first one that is stricter. */
function ranked(base: readonly Tier[], added: readonly Tier[]): Tier[] {
  return added.reduce<Tier[]>(
    (all, tier) => {
      const at = all.findIndex((one) => strictness(one) > strictness(tier));
      return at < 0 ? [...all, tier] : all.toSpliced(at, 0, tier);
    },
    [...base],
  );
}

/** What a component has of its own: a profile without its names, facts, clock and wait, and without empty lists. */
function additionsOf(component: Profile): Fields {
  const filled = Object.entries(component).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return Object.fromEntries(filled.filter(([name]) => !OWN.has(name)));
}

/** What a component adds to its base, by field and in words. */
export function additionsIn(component: Profile): (readonly [string, string])[] {
  const { tiers: _, thresholds: __, ...further } = additionsOf(component);
  return [
    ...rowsOf(component.provisions ?? {}),
    ...thresholdRows(component).map(([id, words]) => [`threshold ${id}`, words] as const),
    ...tierRows(component).map(([id, words]) => [`tier ${id}`, words] as const),
    ...rowsOf(further),
  ];
}

/**
 * A component is a measure and no agreement: it lies on a profile as a layer, and brings its own provisions, thresholds, tiers and
 * whatever else it has. Fails if: LAYER_CLASH where both have the same; PROFILE_INVALID where what they make together is no profile.
 */
export function layered(component: Profile, base: Profile): Profile {
  const { id, title } = component;
  const refusal: Refusal = (field) => new TreatyError('LAYER_CLASH', { component: id, base: base.id, field });
  const whole = merged(base, additionsOf(component), '', refusal);
  const provisions = merged(base.provisions ?? {}, component.provisions ?? {}, 'provisions.', refusal);
  const tiers = ranked(base.tiers ?? [], component.tiers ?? []);
  const parsed = Profile.safeParse({
    ...whole,
    ...{ id, title, provisions },
    ...(tiers.length === 0 ? {} : { tiers }),
  });
  if (!parsed.success) throw new TreatyError('PROFILE_INVALID', { file: id, ...firstProblem(parsed.error) });
  return parsed.data;
}
