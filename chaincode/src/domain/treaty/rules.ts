// SPDX-License-Identifier: Apache-2.0
import { memberOf, requireRegistrable, TreatyError, type ActOf, type TreatyEvent } from '../../protocol/index.ts';
import { one, type Known, type Need } from '../known.ts';
import type { Context } from '../rule.ts';
import { requireWorkable } from '../profile/lint.ts';
import { requireTerm } from '../representative/standing.ts';
import { establishedBy } from '../threshold/establish.ts';

type Opening = ActOf<'OpenTreaty'>;

/** Opening needs only to know that the treaty does not exist yet. */
export function openingNeeds(): readonly Need[] {
  return [one('Treaty')];
}

function requireOpener(act: Opening, context: Context): void {
  // R-10 treaties are opened by the organisation that the approved package names, by its administrator
  if (context.msp !== context.opensTreaties) {
    throw new TreatyError('TREATY_OPENING_FORBIDDEN', { expected: context.opensTreaties, msp: context.msp });
  }
  if (!context.admin) throw new TreatyError('CARRIER_NOT_ADMIN', { type: act.type, expected: context.msp });
  // R-11 the opening fixes the network, and names this channel
  if (act.network.slice(0, act.network.indexOf('@')) !== context.channel) {
    throw new TreatyError('TREATY_CHANNEL_FOREIGN', { named: act.network, channel: context.channel });
  }
}

function requireDepositary(act: Opening, context: Context): void {
  const { institution, key } = act.body.depositary;
  // R-12 the depositary is an office of a listed institution, whose organisation carries the opening
  const listed = act.body.institutions.find(({ id }) => id === institution);
  if (listed === undefined || memberOf(act.by) !== institution) {
    throw new TreatyError('TREATY_DEPOSITARY_UNLISTED', { institution });
  }
  if (listed.msp !== context.msp) {
    throw new TreatyError('CARRIER_FOREIGN', { member: institution, expected: listed.msp, msp: context.msp });
  }
  // R-05 the office proves that it holds the key that it registers
  requireRegistrable(key);
  requireTerm(act.body.depositary.term, context.now);
  if (context.sealedBy.length !== 1 || context.sealedBy[0] !== key) {
    throw new TreatyError('SEAL_NOT_BY_OFFICE', { representative: act.by, now: context.now });
  }
}

function requireDistinct(act: Opening): void {
  const seen = new Set<string>();
  for (const { id } of [...act.body.parties, ...act.body.institutions]) {
    // R-13 parties and institutions share one list of ids
    if (seen.has(id)) throw new TreatyError('MEMBER_NAMED_TWICE', { member: id });
    seen.add(id);
  }
}

/** Opens a treaty: its profile, the states invited, its institutions, its depositary's office and its first thresholds. */
export function open(act: Opening, known: Known, context: Context): TreatyEvent[] {
  // R-14 a treaty is opened once
  if (known.record('Treaty') !== undefined) throw new TreatyError('TREATY_EXISTS', { treaty: act.treaty });
  requireOpener(act, context);
  requireDepositary(act, context);
  requireDistinct(act);
  const { profile, depositary, parties, institutions } = act.body;
  const institutes = institutions.filter(({ role }) => role === 'institute').map(({ id }) => id);
  requireWorkable(profile, { states: parties.map(({ id }) => id), institutes });
  return [
    { type: 'TreatyOpened', title: act.body.title, network: act.network, depositary: act.by, profile: profile.version },
    { type: 'ProfileAdopted', version: profile.version, profile },
    ...(profile.membership?.entryIntoForce === undefined ? [] : [{ type: 'EntryAwaited' as const }]),
    ...parties.map(({ id, name, msp }) => ({ type: 'PartyInvited' as const, party: id, name, msp })),
    ...institutions.map(({ id, ...rest }) => ({
      type: 'InstitutionListed' as const,
      institution: id,
      ...rest,
    })),
    {
      type: 'RepresentativeRegistered',
      representative: act.by,
      key: depositary.key,
      term: depositary.term,
      powers: ['credentials'],
      seating: 'seated',
    },
    ...profile.thresholds.map((threshold) => establishedBy(context.digest, threshold)),
  ];
}
