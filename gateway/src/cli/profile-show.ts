// SPDX-License-Identifier: Apache-2.0
import type { About, Profile } from '../../../chaincode/src/protocol/index.ts';
import { rowsOf } from './plain-words.ts';
import { compositionWords, procedureWords } from './profile-words.ts';
import { amountWords, fields, methodWords } from './words.ts';

type Row = readonly [string, string];
type Source = About['sources'][number]['from'][number];

/** The kind of an instrument, marked where it would bind nobody. */
export function kindWords({ about }: Profile): string {
  if (about === undefined) return 'treaty';
  return about.isBinding ? about.kind : `${about.kind}, non-binding`;
}

/** What a source is to the instrument. */
const KINDS: Readonly<Record<Source['from'], string>> = {
  paper: 'the paper',
  text: 'its own words',
  secondary: 'secondary: somebody else’s summary',
  ours: 'a choice of this profile',
};

function placeWords({ from, document, section }: Source): string {
  return `${document}${section === undefined ? '' : `, ${section}`} (${KINDS[from]})`;
}

function aboutRows({ year, source }: About): Row[] {
  return [...(year === undefined ? [] : [['year', String(year)] as const]), ['source', source]];
}

function sourceRows({ sources }: About): Row[] {
  return sources.map(({ field, from }) => [field, from.map(placeWords).join('\n')]);
}

function openRows({ notStated, notes = [] }: About): Row[] {
  return [
    ...(notStated.length === 0 ? [] : [['not stated', notStated.join(', ')] as const]),
    ...(notes.length === 0 ? [] : [['notes', notes.join('\n')] as const]),
  ];
}

function countingWords(method: Profile['thresholds'][number]['method']): string {
  if (method === undefined) return '';
  return method.name === 'not-stated' ? ', way of counting not stated' : `, counted by ${methodWords(method)}`;
}

/** A threshold with its value and the way of counting, where they are stated. */
export function thresholdRows({ thresholds }: Pick<Profile, 'thresholds'>): Row[] {
  return thresholds.map(({ id, metric, unit, value, method }) => {
    const figure = value === undefined ? `not stated (${unit})` : `${amountWords(value)} ${unit}`;
    return [id, `${metric}: ${figure}${countingWords(method)}`];
  });
}

/** The tiers with their conditions and exceptions. */
export function tierRows({ tiers = [], thresholds }: Pick<Profile, 'tiers' | 'thresholds'>): Row[] {
  const value = (id: string): string => {
    const threshold = thresholds.find((one) => one.id === id);
    return threshold?.value === undefined
      ? 'a value that is not stated'
      : `${amountWords(threshold.value)} ${threshold.unit}`;
  };
  return tiers.map(({ id, name, regime, allOf, unless }) => {
    const conditions = allOf.map((condition) =>
      'threshold' in condition
        ? `${condition.metric} ${condition.operator ?? 'against'} ${value(condition.threshold)}`
        : `${condition.metric}: ${condition.finding}`,
    );
    return [id, `${name} (${regime}): ${conditions.join(' and ')}${unless === undefined ? '' : `, unless ${unless}`}`];
  });
}

function listRows({ groups = [], measures = [], organisations = [] }: Profile): Row[] {
  const weights = (all: NonNullable<Profile['measures']>[number]['weights']): string =>
    all.map(({ member, weight }) => `${member} ${weight}`).join(', ');
  const none = (words: string): string => (words === '' ? 'nobody' : words);
  return [
    ...groups.map(({ id, name, members }) => [id, `${name}: ${none(members.join(', '))}`] as const),
    ...measures.map(({ id, name, weights: all }) => [id, `${name}: ${none(weights(all))}`] as const),
    ...organisations.map(({ member, votesFor }) => [member, `votes for ${votesFor.join(', ')}`] as const),
  ];
}

function section(title: string, rows: readonly Row[]): string {
  return rows.length === 0 ? '' : `\n${title}\n${fields(rows)}`;
}

/** Everything that a profile states in words, and what it leaves open. */
export function profileWords(profile: Profile): string {
  const { id, version, title, about, scope, clock, keyRecovery, outage, membership = {}, provisions = {} } = profile;
  const head = fields([
    ['profile', `${id}, version ${version}`],
    ['title', title],
    ['kind', kindWords(profile)],
    ...(about === undefined ? [] : aboutRows(about)),
    ...rowsOf({ scope }),
    ...(about === undefined ? [] : openRows(about)),
  ]);
  const organs = profile.organs.map((organ): Row => [organ.id, `${organ.name}: ${compositionWords(organ)}`]);
  return [
    head,
    section('Thresholds', thresholdRows(profile)),
    section('Tiers', tierRows(profile)),
    section('Organs', organs),
    section('Groups, measures and organisations', listRows(profile)),
    section('How it decides', procedureWords(profile)),
    section('Membership', rowsOf(membership)),
    section('What it provides', rowsOf(provisions)),
    section('On the ledger', rowsOf({ clock, keyRecovery, outage })),
    section('Where it is stated', about === undefined ? [] : sourceRows(about)),
  ].join('');
}
