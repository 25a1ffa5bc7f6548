// SPDX-License-Identifier: Apache-2.0
import {
  DeclarationId,
  deriveId,
  memberOf,
  TreatyError,
  type Act,
  type ActOf,
  type Declaration,
  type Digest,
  type Instant,
  type Party,
  type Treaty,
} from '../../protocol/index.ts';
import { one } from '../known.ts';
import { mayMove, ruleFor, statusesFor, type Case, type Edges } from '../rule.ts';
import { isDeclared } from './consent.ts';
import { requireIdFree } from './reservation.ts';
import { requireBound, requireNamed, standingOf, type PartyStanding } from './standing.ts';

/** A declaration stands until the state that made it withdraws it. */
export const DECLARATION_EDGES: Edges<Declaration['status']> = {
  standing: { WithdrawDeclaration: ['withdrawn'] },
  withdrawn: {},
};

function idOf(digest: Digest): DeclarationId {
  return DeclarationId.parse(deriveId('D', digest));
}

/** The standings of a state for which the treaty is not in force, or not yet. */
const PENDING: readonly PartyStanding[] = ['invited', 'signatory', 'contracting'];

function requirePending(party: Party, act: Act, { treaty, context: { now } }: Case): void {
  const status = standingOf(party, treaty, now);
  // R-190 who is a party applies the treaty as it is in force, and who has left applies it no more (VCLT 25(1))
  if (!PENDING.includes(status))
    throw new TreatyError('PARTY_STATUS', { member: party.id, status, act: act.type, expected: [...PENDING] });
}

/** Refuses a declaration that the profile, or the standing of its state, does not allow. */
function requireDeclarable(act: ActOf<'MakeDeclaration'>, at: Case): void {
  const member = memberOf(act.by);
  const { known, profile, context } = at;
  if (act.body.declaration.type !== 'provisionalApplication') {
    requireBound(member, known, context.now);
    return;
  }
  const party = requireNamed(member, known);
  // R-130 a treaty is applied provisionally where it so provides (VCLT 25(1))
  if (profile.membership?.provisionalApplication !== true)
    throw new TreatyError('PROVISIONAL_APPLICATION_NOT_ALLOWED', { profile: profile.id });
  requirePending(party, act, at);
}

/** A state declares something on the treaty. */
const makeDeclaration = ruleFor('MakeDeclaration', {
  // R-131 declarations are made, and withdrawn, with full powers (as VCLT 23 has it for reservations)
  power: 'fullPowers',
  needs: (act, _, digest) => [one('Party', memberOf(act.by)), one('Declaration', idOf(digest))],
  decide(act, at) {
    requireDeclarable(act, at);
    const declaration = idOf(at.context.digest);
    requireIdFree('Declaration', declaration, at.known);
    return [{ type: 'DeclarationMade', declaration, party: memberOf(act.by), said: act.body.declaration }];
  },
});

/** How a declaration of a state stands: as its record says, unless it ended with the consent to which it belonged. */
function statusAt(declaration: Declaration, party: Party, now: Instant): Declaration['status'] | 'ended' {
  if (declaration.status === 'withdrawn') return 'withdrawn';
  // R-191 a declaration ends with the consent to which it belongs (VCLT 70(1))
  return isDeclared(declaration, party, now) ? 'standing' : 'ended';
}

/** A state takes a declaration back; for provisional application that is its notice that it ends (VCLT 25(2)). */
const withdrawDeclaration = ruleFor('WithdrawDeclaration', {
  // R-131 declarations are made, and withdrawn, with full powers (as VCLT 23 has it for reservations)
  power: 'fullPowers',
  needs: (act) => [one('Party', memberOf(act.by)), one('Declaration', act.body.declaration)],
  decide(act, { known, context: { now } }) {
    const { declaration: id } = act.body;
    const member = memberOf(act.by);
    const declaration = known.record('Declaration', id);
    if (declaration === undefined) throw new TreatyError('DECLARATION_UNKNOWN', { declaration: id });
    const { party } = declaration;
    // R-132 a declaration is withdrawn once, by the state that made it
    if (party !== member) throw new TreatyError('DECLARATION_NOT_YOURS', { declaration: id, party, member });
    const status = statusAt(declaration, requireNamed(member, known), now);
    if (status === 'ended' || !mayMove(DECLARATION_EDGES, status, act.type)) {
      const expected = statusesFor(DECLARATION_EDGES, act.type);
      throw new TreatyError('DECLARATION_STATUS', { declaration: id, status, act: act.type, expected });
    }
    return [{ type: 'DeclarationWithdrawn', declaration: id }];
  },
});

function isProvisional({ said }: Declaration): boolean {
  return said.type === 'provisionalApplication';
}

/** What a state has declared that holds at an instant; provisional application only where the treaty is not in force for it (VCLT 25). */
export function holdingOf(
  party: Party,
  treaty: Treaty,
  declarations: readonly Declaration[],
  at: Instant,
): readonly Declaration[] {
  const isPending = PENDING.includes(standingOf(party, treaty, at));
  return declarations.filter(
    (one) => one.party === party.id && isDeclared(one, party, at) && (isPending || !isProvisional(one)),
  );
}

/** Whether a state applies the treaty provisionally at an instant: it has said so, and the treaty is not in force for it (VCLT 25). */
export function appliesProvisionally(
  party: Party,
  treaty: Treaty,
  declarations: readonly Declaration[],
  at: Instant,
): boolean {
  return holdingOf(party, treaty, declarations, at).some(isProvisional);
}

/** The rules on declarations. */
export const DECLARATION_RULES = [makeDeclaration, withdrawDeclaration] as const;
