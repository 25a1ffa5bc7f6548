// SPDX-License-Identifier: Apache-2.0
import {
  DeclarationId,
  deriveId,
  memberOf,
  sha256Hex,
  TreatyError,
  utf8,
  type ActOf,
  type EventOf,
} from '../../protocol/index.ts';
import { one } from '../known.ts';
import { mayMove, ruleFor, statusesFor, type Case } from '../rule.ts';
import { PARTY_EDGES } from './edges.ts';
import { requireIdFree, requireReservable, reservationIdOf, reservationNeeds } from './reservation.ts';
import { requireNamed, standingOf } from './standing.ts';

type Signature = ActOf<'SignTreaty'>;

/** The id of one declaration of a signature, which may bring several. */
function declarationIdOf({ by, id }: Signature, index: number): DeclarationId {
  return DeclarationId.parse(deriveId('D', sha256Hex(utf8(`${memberOf(by)} ${id} ${String(index)}`))));
}

/** What a signature reserves: without effect until the instrument of the state confirms it. */
function reservedBy(act: Signature, { known }: Case): EventOf<'ReservationFormulatedAtSignature'>[] {
  const party = memberOf(act.by);
  return (act.body.reservations ?? []).map((text, index) => {
    const reservation = reservationIdOf(party, act.id, index);
    requireIdFree('Reservation', reservation, known);
    // R-150 what was reserved when signing has no effect until it is confirmed (VCLT 23(2))
    return { type: 'ReservationFormulatedAtSignature', reservation, party, ...text };
  });
}

/** What a signature declares, from then on. */
function declaredBy(act: Signature, { known }: Case): EventOf<'DeclarationMade'>[] {
  return (act.body.declarations ?? []).map((said, index) => {
    const declaration = declarationIdOf(act, index);
    requireIdFree('Declaration', declaration, known);
    // R-152 how a state reads the treaty it may say when it signs, and need not confirm
    return { type: 'DeclarationMade', declaration, party: memberOf(act.by), said };
  });
}

/** A state signs, subject to ratification. */
export const signTreaty = ruleFor('SignTreaty', {
  // R-102 a signature needs full powers (VCLT 7)
  power: 'fullPowers',
  needs: (act) => [
    one('Party', memberOf(act.by)),
    ...reservationNeeds(memberOf(act.by), act.id, act.body.reservations),
    ...(act.body.declarations ?? []).map((_, index) => one('Declaration', declarationIdOf(act, index))),
  ],
  decide(act, at) {
    const party = requireNamed(memberOf(act.by), at.known);
    // R-103 a state signs once, before it is bound
    if (!mayMove(PARTY_EDGES, party.status, act.type)) {
      const [status, expected] = [standingOf(party, at.treaty, at.context.now), statusesFor(PARTY_EDGES, act.type)];
      throw new TreatyError('PARTY_STATUS', { member: party.id, status, act: act.type, expected });
    }
    const { statement, reservations } = act.body;
    requireReservable(reservations, at.profile);
    const formulated = reservedBy(act, at);
    const reserved = formulated.map(({ reservation }) => reservation);
    return [
      {
        ...{ type: 'TreatySigned', party: party.id },
        ...(statement === undefined ? {} : { statement }),
        ...(reserved.length === 0 ? {} : { reserved }),
      },
      ...formulated,
      ...declaredBy(act, at),
    ];
  },
});
