// SPDX-License-Identifier: Apache-2.0
import {
  FIRST_STEP,
  proceduresOf,
  stepsOf,
  TreatyError,
  type DecisionRule,
  type Duration,
  type Organ,
  type OrganId,
  type PlacedProcedure,
  type Procedure,
  type Profile,
  type StepId,
} from '../../protocol/index.ts';
import { groupOf, type Named } from '../organ/membership.ts';
import { areLonger } from './duration.ts';
import { isEmpty } from './imagined.ts';
import { lintEntry } from './lint-entry.ts';
import { lintRule } from './lint-rule.ts';
import { Notes, type Finding, type Place, type Path } from './notes.ts';
import { unboundElsewhere } from './objectors.ts';

/** The organs that a rule needs: the one that decides, and the one whose members count where voting is secret. */
function organsOf({ organ, secret }: DecisionRule): string[] {
  return secret === undefined ? [organ] : [organ, secret.tellers];
}

/** The organs without which another one never has members: those that move and decide its elections, and count them. */
function electors({ composition }: Organ): string[] {
  if (typeof composition !== 'object' || !('elected' in composition)) return [];
  const { election } = composition.elected;
  return [election.movers, ...stepsOf(election).flatMap(({ rule }) => organsOf(rule))];
}

/** Which organs can ever have members: an elected one needs others that elect it; states and institutes are those named. */
function fillable({ profile, named }: Place): ReadonlySet<string> {
  const organs = profile.organs.filter((organ) => !isEmpty(organ, profile, named));
  let filled = new Set<string>();
  for (let before = -1; filled.size > before;) {
    before = filled.size;
    const known = filled;
    filled = new Set(organs.filter((organ) => electors(organ).every((id) => known.has(id))).map(({ id }) => id));
  }
  return filled;
}

/** Refuses an organ that can never have members, at the place where a rule names it. */
function lintFilled(organ: OrganId, path: Path, filled: ReadonlySet<string>, { notes }: Place): void {
  if (!filled.has(organ)) notes.refuse(path, `the organ ${organ} begins empty and nobody can elect its members`);
}

function lintProcedure({ path, procedure }: PlacedProcedure, filled: ReadonlySet<string>, place: Place): void {
  const { notes } = place;
  lintFilled(procedure.movers, [...path, 'movers'], filled, place);
  const steps = stepsOf(procedure);
  const reached = new Set(steps.flatMap(({ rule: { then = {} } }) => Object.values(then)));
  for (const [index, step] of steps.entries()) {
    const at = index === 0 ? [...path, 'rule'] : [...path, 'steps', index - 1, 'rule'];
    const { organ, secret } = step.rule;
    lintFilled(organ, [...at, 'organ'], filled, place);
    if (secret !== undefined) lintFilled(secret.tellers, [...at, 'secret', 'tellers'], filled, place);
    lintRule(step.rule, at, place);
    const mayOpen = procedure.steps?.find(({ id }) => id === step.id)?.mayOpen === true;
    if (index > 0 && !mayOpen && !reached.has(step.id)) notes.warn(at, `the step ${step.id} is never reached`);
  }
}

/** The least time that a rule takes: a vote that may be closed early may take none. */
function leastOf({ notice, window, earlyClose }: DecisionRule): Duration[] {
  return [...(notice === undefined ? [] : [notice]), ...(earlyClose === true ? [] : [window])];
}

/** The times of the way to a success from a step on; of a step that leads on, those of the next one too. */
function wayFrom(first: StepId, procedure: Procedure): Duration[] {
  return stepsOf(procedure)
    .filter(({ id }) => id === first)
    .flatMap(({ rule }) => [
      ...leastOf(rule),
      ...(rule.then?.success === undefined ? [] : wayFrom(rule.then.success, procedure)),
    ]);
}

/** The times of each way to a success, one for each step with which a procedure may begin. */
function waysOf(procedure: Procedure): Duration[][] {
  const further = (procedure.steps ?? []).filter(({ mayOpen }) => mayOpen === true).map(({ id }) => id);
  return [FIRST_STEP, ...further].map((first) => wayFrom(first, procedure));
}

function lintOrgan({ composition }: Organ, index: number, { profile, notes }: Place): void {
  if (typeof composition !== 'object' || !('elected' in composition)) return;
  const { term, election, seats } = composition.elected;
  const path = ['organs', index, 'composition', 'elected'];
  if (waysOf(election).every((times) => areLonger(times, term)))
    notes.refuse([...path, 'term'], 'ends before the election of a successor could');
  for (const [seat, { group }] of seats.entries()) {
    if (group !== undefined && groupOf(profile, group).length === 0)
      notes.refuse([...path, 'seats', seat], `is kept for the group ${group}, which has no members`);
  }
}

function lintAmendment({ profile, notes }: Place): void {
  if (profile.amendment === undefined) notes.warn(['amendment'], 'is absent: this profile can never be amended');
}

function lintThresholds({ profile, notes }: Place): void {
  for (const [index, { value, revision }] of profile.thresholds.entries()) {
    if (value === undefined && revision?.direction === 'downOnly')
      notes.warn(
        ['thresholds', index, 'revision', 'direction'],
        'it opens without a value and may only be lowered: no revision can set it',
      );
  }
}

function lintObjectors({ profile, notes }: Place): void {
  for (const path of unboundElsewhere(profile))
    notes.refuse(path, 'leaves objectors unbound, and only the version of a threshold can bind some and not others');
}

/**
 * Finds what can never work in a profile, and of what its authors should know: rules that no votes can meet, groups without
 * members, assents that cannot be given, organs that nobody can fill, rules that lock out their own amendment; and who can block
 * alone. With the members of a treaty it finds more than without.
 */
export function lint(profile: Profile, named?: Named): Finding[] {
  const place = { profile, named, notes: new Notes() };
  const filled = fillable(place);
  for (const procedure of proceduresOf(profile)) lintProcedure(procedure, filled, place);
  for (const [index, organ] of profile.organs.entries()) lintOrgan(organ, index, place);
  lintThresholds(place);
  lintAmendment(place);
  lintObjectors(place);
  lintEntry(place);
  return place.notes.findings;
}

/** Refuses a profile that can never work. Fails if: PROFILE_UNWORKABLE with the field and the reason. */
export function requireWorkable(profile: Profile, named: Named): void {
  const refused = lint(profile, named).find(({ severity }) => severity === 'refused');
  // R-15 a treaty is opened, and amended, only under rules that can be met
  if (refused !== undefined)
    throw new TreatyError('PROFILE_UNWORKABLE', { field: refused.field, problem: refused.says });
}
