// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  Instant,
  meets,
  plus,
  proceduresOf,
  Role,
  stepsOf,
  TreatyError,
  type ArithmeticRule,
  type DecisionRule,
  type Duration,
  type Organ,
  type OrganId,
  type PlacedProcedure,
  type Profile,
} from '../../protocol/index.ts';
import { blockersOf, isReachable } from '../decision/analysis.ts';
import { groupOf, organOf, type Named } from '../organ/membership.ts';
import { beforeImagined, grown, imagine, namesIn, type Imagined } from './imagined.ts';
import { unboundElsewhere } from './objectors.ts';

/** Something that is wrong with a profile: `refused` where it can never work, `warning` where somebody should know. */
export interface Finding {
  readonly severity: 'refused' | 'warning';
  /** The field, its path joined by dots. */
  readonly field: string;
  readonly says: string;
}

type Path = readonly (string | number)[];

/** Notes findings at one place of a profile. */
class Notes {
  readonly findings: Finding[] = [];

  refuse(path: Path, says: string): void {
    this.findings.push({ severity: 'refused', field: path.join('.'), says });
  }

  warn(path: Path, says: string): void {
    this.findings.push({ severity: 'warning', field: path.join('.'), says });
  }
}

interface Place {
  readonly profile: Profile;
  readonly named: Named | undefined;
  readonly notes: Notes;
}

const SOME_DAY = Instant.parse('2000-01-01T00:00:00Z');

function isLonger(left: Duration, right: Duration): boolean {
  return compareInstants(plus(SOME_DAY, left), plus(SOME_DAY, right)) > 0;
}

function listed(names: readonly string[]): string {
  const most = 8;
  const more = names.length > most ? ` and ${String(names.length - most)} more` : '';
  return names.slice(0, most).join(', ') + more;
}

function lintNamed(rule: DecisionRule, path: Path, { profile, notes }: Place): void {
  const excluded = new Set(namesIn(profile, rule.exclude));
  const assents = namesIn(profile, rule.namedAssents);
  const hasRole = (rule.exclude ?? []).some((name) => Role.safeParse(name).success);
  if (assents.some((name) => excluded.has(name)) || (assents.length > 0 && hasRole))
    notes.refuse(
      [...path, 'namedAssents'],
      'names a member that may be excluded from the decision: its assent could never be given',
    );
}

function lintGroups({ groupMajorities = [], polarity }: DecisionRule, path: Path, { profile, notes }: Place): void {
  for (const [index, { group }] of groupMajorities.entries()) {
    if (groupOf(profile, group).length > 0) continue;
    const at = [...path, 'groupMajorities', index, 'group'];
    if (polarity === 'object') notes.warn(at, `the group ${group} has no members, and can block nothing`);
    else notes.refuse(at, `the group ${group} has no members: its majority could never be met`);
  }
}

function lintBlockers(rule: ArithmeticRule, path: Path, imagined: Imagined, { notes }: Place): void {
  const { byVote, bySilence } = blockersOf(rule, imagined.electorate);
  const verb = rule.polarity === 'adopt' ? 'block' : 'prevent';
  const everybody = byVote.length === imagined.electorate.length && byVote.length > 1;
  if (byVote.length > 0)
    notes.warn(path, `${everybody ? 'every member' : listed(byVote)} can ${verb} it alone by a vote against it`);
  if (bySilence.length > 0)
    notes.warn(
      path,
      `${bySilence.length === byVote.length && everybody ? 'every member' : listed(bySilence)} can ${verb} it alone by silence`,
    );
}

/** A secret ballot needs tellers, and enough of them that only one count can be agreed on. */
function lintSecret({ secret }: DecisionRule, path: Path, { profile, named, notes }: Place): void {
  if (secret === undefined) return;
  const { tellers, agreeing, within } = secret;
  if (!isLonger(within, profile.clock.behindBy))
    notes.refuse(
      [...path, 'secret', 'within'],
      'is no longer than behindBy of the clock, which a report waits for: each would come too late',
    );
  const at = [...path, 'secret', 'agreeing'];
  if (agreeing === 1) notes.warn(at, 'the word of one teller alone is the count');
  const imagined = imagine(organOf(profile, tellers), profile, named);
  if (imagined === undefined) return;
  const { length } = imagined.electorate;
  if (length < agreeing && imagined.isOpen)
    notes.warn(
      at,
      `the organ ${tellers} would have ${String(length)} tellers with the members that the treaty names now`,
    );
  else if (length < agreeing)
    notes.refuse(at, `exceeds the ${String(length)} tellers that the organ ${tellers} can have`);
  else if (agreeing > 1 && agreeing * 2 <= length)
    notes.warn(at, 'is no majority of the tellers: two counts could each find as many, and then none is the count');
}

function isUnanimous({ ratio, base }: DecisionRule): boolean {
  return ratio?.num === ratio?.den && ratio !== undefined && (base === 'allMembers' || base === 'allEntitled');
}

function lintRule(rule: DecisionRule, path: Path, place: Place): void {
  const { profile, named, notes } = place;
  lintNamed(rule, path, place);
  lintGroups(rule, path, place);
  lintSecret(rule, path, place);
  if (rule.lateSwing !== undefined && isLonger(rule.lateSwing.within, rule.window))
    notes.refuse([...path, 'lateSwing', 'within'], 'is longer than the window, of which it is the last part');
  const imagined = imagine(organOf(profile, rule.organ), profile, named);
  if (imagined === undefined) {
    if (isUnanimous(rule)) notes.warn(path, 'every member can block it alone, by a vote or by silence');
    return;
  }
  const before = beforeImagined(rule, imagined, profile);
  if (isReachable(before, imagined.electorate)) lintBlockers(before, path, imagined, place);
  else if (imagined.isOpen && isReachable(before, grown(imagined)))
    notes.warn(path, 'the members that the treaty names now could not meet it');
  else if (imagined.electorate.length > 0) notes.refuse(path, 'no votes whatever could meet it');
}

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

/** Which organs can ever have members: an elected one needs others that elect it. */
function fillable({ organs }: Profile): ReadonlySet<string> {
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

function lintOrgan({ composition }: Organ, index: number, { profile, notes }: Place): void {
  if (typeof composition !== 'object' || !('elected' in composition)) return;
  const { term, election, seats } = composition.elected;
  const path = ['organs', index, 'composition', 'elected'];
  if (isLonger(election.rule.window, term))
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

const ENTRY = ['membership', 'entryIntoForce'];

function lintEntryGroups({ profile, notes }: Place): void {
  for (const { group, count } of profile.membership?.entryIntoForce?.groups ?? []) {
    if (groupOf(profile, group).length < count)
      notes.refuse([...ENTRY, 'groups'], `the group ${group} has fewer members than it asks for`);
  }
}

/** A share that not even all states of the measure together hold. */
function lintEntryShares({ profile: { membership, measures = [] }, notes }: Place): void {
  for (const [index, share] of (membership?.entryIntoForce?.shares ?? []).entries()) {
    const weights = measures.find(({ id }) => id === share.measure)?.weights ?? [];
    const all = weights.reduce((sum, { weight }) => sum + BigInt(weight), 0n);
    if (!meets(all, BigInt(share.total), share.ratio, share.strict === true))
      notes.refuse([...ENTRY, 'shares', index], `all states of the measure ${share.measure} together do not hold it`);
  }
}

function lintEntryStates({ profile, named, notes }: Place): void {
  const { named: states = [], count = 0 } = profile.membership?.entryIntoForce ?? {};
  if (named === undefined) return;
  const missing = states.filter((state) => !named.states.includes(state));
  if (missing.length > 0)
    notes.refuse([...ENTRY, 'named'], `names states that the treaty does not name: ${listed(missing)}`);
  if (count > named.states.length) notes.warn([...ENTRY, 'count'], 'asks for more states than the treaty names now');
}

/**
 * Finds what can never work in a profile, and of what its authors should know: rules that no votes can meet, groups without
 * members, assents that cannot be given, organs that nobody can fill, rules that lock out their own amendment; and who can block
 * alone. With the members of a treaty it finds more than without.
 */
export function lint(profile: Profile, named?: Named): Finding[] {
  const place = { profile, named, notes: new Notes() };
  const filled = fillable(profile);
  for (const procedure of proceduresOf(profile)) lintProcedure(procedure, filled, place);
  for (const [index, organ] of profile.organs.entries()) lintOrgan(organ, index, place);
  lintThresholds(place);
  lintAmendment(place);
  for (const path of unboundElsewhere(profile))
    place.notes.refuse(
      path,
      'leaves objectors unbound, and only the version of a threshold can bind some and not others',
    );
  lintEntryGroups(place);
  lintEntryShares(place);
  lintEntryStates(place);
  return place.notes.findings;
}

/** Refuses a profile that can never work. Fails if: PROFILE_UNWORKABLE with the field and the reason. */
export function requireWorkable(profile: Profile, named: Named): void {
  const refused = lint(profile, named).find(({ severity }) => severity === 'refused');
  // R-15 a treaty is opened, and amended, only under rules that can be met
  if (refused !== undefined)
    throw new TreatyError('PROFILE_UNWORKABLE', { field: refused.field, problem: refused.says });
}
