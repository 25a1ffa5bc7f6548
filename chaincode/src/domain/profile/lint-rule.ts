// SPDX-License-Identifier: Apache-2.0
import { MemberId, meets, Role, type DecisionRule, type Profile } from '../../protocol/index.ts';
import { blockersOf, isReachable } from '../decision/analysis.ts';
import { isOrganisation } from '../decision/electorate.ts';
import { groupOf, organOf } from '../organ/membership.ts';
import { areLonger } from './duration.ts';
import { imagine, namesIn, type Imagined } from './imagined.ts';
import { lintSecret } from './lint-secret.ts';
import { listed, type Path, type Place } from './notes.ts';

function isEmptyGroup(name: string, profile: Profile): boolean {
  return !MemberId.safeParse(name).success && !Role.safeParse(name).success && groupOf(profile, name).length === 0;
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

function lintEmptyGroups(
  { namedAssents = [], vetoSeats = [] }: DecisionRule,
  path: Path,
  { profile, notes }: Place,
): void {
  for (const [index, name] of namedAssents.entries()) {
    if (isEmptyGroup(name, profile))
      notes.refuse([...path, 'namedAssents', index], `the group ${name} has no members: no assent would be asked for`);
  }
  for (const [index, name] of vetoSeats.entries()) {
    if (isEmptyGroup(name, profile))
      notes.warn([...path, 'vetoSeats', index], `the group ${name} has no members: nobody has this veto`);
  }
}

interface DeadBar {
  readonly path: Path;
  readonly why: string;
}

function deadGroups({ groupMajorities = [] }: DecisionRule, profile: Profile): DeadBar[] {
  return groupMajorities.flatMap(({ group }, index) =>
    groupOf(profile, group).length > 0
      ? []
      : [{ path: ['groupMajorities', index, 'group'], why: `the group ${group} has no members` }],
  );
}

function deadWeights({ weightMajorities = [] }: DecisionRule, { measures = [] }: Profile): DeadBar[] {
  return weightMajorities.flatMap(({ measure, ratio, strict, total }, index) => {
    const weights = measures.filter(({ id }) => id === measure).flatMap((one) => one.weights);
    const all = weights.reduce((sum, { weight }) => sum + BigInt(weight), 0n);
    if (meets(all, total === undefined ? all : BigInt(total), ratio, strict === true)) return [];
    const why = all === 0n ? 'has no weights' : 'does not weigh so much in all';
    return [{ path: ['weightMajorities', index, 'measure'], why: `the measure ${measure} ${why}` }];
  });
}

/** Bars that nobody could ever meet; whether the rule is refused for them. An objection needs only one of its bars. */
function lintBars(rule: DecisionRule, path: Path, { profile, notes }: Place): boolean {
  const { ratio, groupMajorities = [], weightMajorities = [] } = rule;
  const all = groupMajorities.length + weightMajorities.length + (ratio === undefined ? 0 : 1);
  const groups = deadGroups(rule, profile);
  const weights = deadWeights(rule, profile);
  const isAlternative = rule.polarity === 'object' && groups.length + weights.length < all;
  // S33: with a blocking minority, weight does not stand in the way of those who are nearly all.
  const refused = isAlternative ? [] : [...groups, ...(rule.blockingMinority === undefined ? weights : [])];
  for (const bar of [...groups, ...weights]) {
    const at = [...path, ...bar.path];
    if (refused.includes(bar)) notes.refuse(at, `${bar.why}: its majority could never be met`);
    else
      notes.warn(at, `${bar.why}, and ${isAlternative ? 'can block nothing' : 'only the blocking minority decides'}`);
  }
  return refused.length > 0;
}

/** What a blocker does, and by which ballot, in the words of each polarity. */
const BLOCKING = {
  adopt: { verb: 'block', ballot: 'a vote against it' },
  stop: { verb: 'prevent', ballot: 'a vote against it' },
  object: { verb: 'block', ballot: 'one objection' },
} as const;

function lintBlockers({ rule, electorate }: Imagined, path: Path, { notes }: Place): void {
  const { verb, ballot } = BLOCKING[rule.polarity];
  const members = electorate.filter((elector) => !isOrganisation(elector)).map(({ member }) => member);
  const who = (names: readonly string[]) =>
    members.length > 1 && members.every((member) => names.includes(member)) ? 'every member' : listed(names);
  const { byVote, bySilence } = blockersOf(rule, electorate);
  if (byVote.length > 0) notes.warn(path, `${who(byVote)} can ${verb} it alone by ${ballot}`);
  if (bySilence.length > 0) notes.warn(path, `${who(bySilence)} can ${verb} it alone by silence`);
}

function isUnanimous({ polarity, ratio, base }: DecisionRule): boolean {
  const isWhole = ratio !== undefined && ratio.num === ratio.den;
  return polarity !== 'object' && isWhole && (base === 'allMembers' || base === 'allEntitled');
}

function hasOnlyFloorOfOne({ ratio, floor, groupMajorities = [], weightMajorities = [] }: DecisionRule): boolean {
  return ratio === undefined && floor === 1 && groupMajorities.length + weightMajorities.length === 0;
}

/** What can be said of the blockers of an organ whose members nobody knows. */
function lintUnknown(rule: DecisionRule, path: Path, { notes }: Place): void {
  const { verb, ballot } = BLOCKING[rule.polarity];
  if (isUnanimous(rule)) notes.warn(path, `every member can ${verb} it alone, by a vote or by silence`);
  if (rule.polarity === 'object' && hasOnlyFloorOfOne(rule))
    notes.warn(path, `every member can ${verb} it alone by ${ballot}`);
}

/** Whether the members of an organ are alike before a rule, so that it does not matter who is elected. */
function areAlike({ groupMajorities = [], weightMajorities = [] }: Imagined['rule']): boolean {
  return groupMajorities.length + weightMajorities.length === 0;
}

function lintElectorate(rule: DecisionRule, path: Path, place: Place): void {
  const { profile, named, notes } = place;
  const imagined = imagine(rule, organOf(profile, rule.organ), profile, named);
  if (imagined === undefined) {
    lintUnknown(rule, path, place);
    return;
  }
  const { rule: before, electorate, isSupposed } = imagined;
  if (!isReachable(before, electorate)) {
    if (electorate.length > 0) notes.refuse(path, 'no votes whatever could meet it');
    return;
  }
  if (isSupposed && before.namedAssents !== undefined && before.namedAssents.length > 0)
    notes.warn([...path, 'namedAssents'], 'names members of an organ that is elected: without a seat, none can assent');
  if (!isSupposed || areAlike(before)) lintBlockers(imagined, path, place);
}

/** Finds what can never work in a rule, and who can block alone. */
export function lintRule(rule: DecisionRule, path: Path, place: Place): void {
  lintNamed(rule, path, place);
  lintEmptyGroups(rule, path, place);
  lintSecret(rule, path, place);
  const isDead = lintBars(rule, path, place);
  if (rule.lateSwing !== undefined && areLonger([rule.lateSwing.within], rule.window))
    place.notes.refuse([...path, 'lateSwing', 'within'], 'is longer than the window, of which it is the last part');
  if (!isDead) lintElectorate(rule, path, place);
}
