// SPDX-License-Identifier: Apache-2.0
import {
  operationOf,
  relationOf,
  standingOf,
  type Modification,
  type Operation,
  type PartyStanding,
  type Relation,
} from '../../../chaincode/src/domain/index.ts';
import {
  TreatyError,
  type Instant,
  type MemberId,
  type Party,
  type Treaty,
} from '../../../chaincode/src/protocol/index.ts';
import type { TreatyClient } from '../treaty-client.ts';
import { profileAt } from './profile-in-force.ts';
import { all } from './reading.ts';
import { STANDINGS } from './standing-words.ts';
import { columns, fields, instantWords } from './words.ts';

/** The relation of two states at an instant, how each stands to the treaty, and how the treaty itself does. */
export interface Related {
  readonly at: Instant;
  readonly parties: readonly (Pick<Party, 'id' | 'name'> & { readonly standing: PartyStanding })[];
  readonly operation: Operation;
  readonly relation: Relation;
}

/** The records of the two states. */
export type Pair = readonly [one: Party, other: Party];

function named(parties: readonly Party[], member: MemberId): Party {
  const party = parties.find(({ id }) => id === member);
  if (party === undefined) throw new TreatyError('PARTY_UNKNOWN', { member });
  return party;
}

/** The two states that are meant, out of all. Fails if: PARTY_UNKNOWN. */
function pairIn(parties: readonly Party[], one: MemberId, other: MemberId): Pair {
  return [named(parties, one), named(parties, other)];
}

/** Reads how the treaty binds two states towards each other. Fails if: PARTY_UNKNOWN. */
export async function readRelation(
  client: TreatyClient,
  treaty: Treaty,
  [one, other]: readonly [MemberId, MemberId],
  at: Instant,
): Promise<Related & { readonly pair: Pair }> {
  const everyone = await all(client, 'Party');
  const pair = pairIn(everyone, one, other);
  const profile = await profileAt(client, treaty, at);
  const [reservations, objections] = [await all(client, 'Reservation'), await all(client, 'Objection')];
  const relation = relationOf(...pair, { treaty, profile, reservations, objections }, at);
  const parties = pair.map((party) => ({ id: party.id, name: party.name, standing: standingOf(party, treaty, at) }));
  return { at, pair, parties, operation: operationOf(treaty, profile, everyone, at), relation };
}

/** The articles of the Vienna Convention on the Law of Treaties from which the effect of a reservation follows. */
export const ARTICLES = {
  pending: ['20(5)'],
  accepted: ['20(5)', '21(1)'],
  objected: ['20(4)(b)', '21(3)'],
  precluding: ['20(4)(b)'],
} as const satisfies Record<Modification['reception'], readonly string[]>;

function effectWords({ reception, of, provision, since, until }: Modification, other: MemberId): string {
  switch (reception) {
    case 'pending':
      return `open since ${instantWords(since)}: ${other} may object ${until === undefined ? 'until it is bound' : `until ${instantWords(until)}`}`;
    case 'accepted':
      return `accepted as of ${instantWords(since)}, since ${other} does not object: ${provision} applies as reserved, for ${of} towards ${other} and for ${other} towards ${of}`;
    case 'objected':
      return `${other} objected on ${instantWords(since)}: ${provision} does not apply between the two as far as the reservation goes`;
    case 'precluding':
      return `${other} objected on ${instantWords(since)}, and to the treaty being in force between the two`;
  }
}

/** Why the treaty is not in force between two states: one of them is no party, or an objection precludes it. */
export function apartWords({ parties, relation }: Related): string {
  const outside = parties.filter(({ standing }) => standing !== 'party' && standing !== 'withdrawing');
  if (outside.length > 0) return outside.map(({ id, standing }) => `${id} is ${STANDINGS[standing]}`).join('; ');
  const precluding = relation.modifications.filter(({ reception }) => reception === 'precluding');
  return `an objection to ${precluding.map(({ reservation }) => reservation).join(' and ')} precludes it (VCLT 20(4)(b))`;
}

function forceWords(related: Related): string {
  const { relation, operation } = related;
  if (relation.since === undefined) return `not in force between them: ${apartWords(related)}`;
  const suspended = operation === 'suspended' ? '; its operation is suspended, since too few parties remain' : '';
  return `in force between them since ${instantWords(relation.since)}${suspended}`;
}

/** The relation of two states as one reads it. */
export function relationWords(related: Related): string {
  const { at, parties, relation } = related;
  const [one, other] = parties.map(({ id }) => id);
  const rows = relation.modifications.map((modification) => {
    const towards = modification.of === one ? other : one;
    const articles = ARTICLES[modification.reception].join(', ');
    return [
      `${modification.reservation} of ${modification.of} on ${modification.provision}`,
      `${effectWords(modification, towards ?? modification.of)} (VCLT ${articles})`,
    ] as const;
  });
  const head = fields([
    ['relation', `${parties.map(({ id, name }) => `${name} (${id})`).join(' and ')} on ${instantWords(at)}`],
    ['they are', columns(parties.map(({ id, standing }) => [id, STANDINGS[standing]]))],
    ['the treaty is', forceWords(related)],
  ]);
  if (rows.length > 0) return `${head}\n${fields(rows)}`;
  return relation.isInForce ? `${head}\nNo reservation modifies it between them.\n` : head;
}
