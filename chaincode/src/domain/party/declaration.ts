// SPDX-License-Identifier: Apache-2.0
import {
  DeclarationId,
  deriveId,
  memberOf,
  TreatyError,
  type Declaration,
  type DeclarationText,
  type Digest,
  type Instant,
  type MemberId,
  type Party,
  type Profile,
  type Treaty,
} from '../../protocol/index.ts';
import { one, type Known } from '../known.ts';
import { mayMove, ruleFor, statusesFor, type Edges } from '../rule.ts';
import { stoodBetween } from './relation.ts';
import { requireIdFree } from './reservation.ts';
import { requireBound, requireNamed, standingOf } from './standing.ts';

/** A declaration stands until the state that made it withdraws it. */
export const DECLARATION_EDGES: Edges<Declaration['status']> = {
  standing: { WithdrawDeclaration: ['withdrawn'] },
  withdrawn: {},
};

function idOf(digest: Digest): DeclarationId {
  return DeclarationId.parse(deriveId('D', digest));
}

/** Refuses a declaration that the profile, or the standing of its state, does not allow. */
function requireDeclarable(
  said: DeclarationText,
  member: MemberId,
  known: Known,
  profile: Profile,
  now: Instant,
): void {
  if (said.type !== 'provisionalApplication') {
    requireBound(member, known, now);
    return;
  }
  requireNamed(member, known);
  // R-130 a treaty is applied provisionally where it so provides (VCLT 25(1))
  if (profile.membership?.provisionalApplication !== true)
    throw new TreatyError('PROVISIONAL_APPLICATION_NOT_ALLOWED', { profile: profile.id });
}

/** A state declares something on the treaty. */
const makeDeclaration = ruleFor('MakeDeclaration', {
  // R-131 declarations are made, and withdrawn, with full powers (as VCLT 23 has it for reservations)
  power: 'fullPowers',
  needs: (act, _, digest) => [one('Party', memberOf(act.by)), one('Declaration', idOf(digest))],
  decide(act, { known, profile, context: { now, digest } }) {
    const member = memberOf(act.by);
    const { declaration: said } = act.body;
    requireDeclarable(said, member, known, profile, now);
    const declaration = idOf(digest);
    requireIdFree('Declaration', declaration, known);
    return [{ type: 'DeclarationMade', declaration, party: member, said }];
  },
});

/** A state takes a declaration back; for provisional application that is its notice that it ends (VCLT 25(2)). */
const withdrawDeclaration = ruleFor('WithdrawDeclaration', {
  // R-131 declarations are made, and withdrawn, with full powers (as VCLT 23 has it for reservations)
  power: 'fullPowers',
  needs: (act) => [one('Declaration', act.body.declaration)],
  decide(act, { known }) {
    const { declaration: id } = act.body;
    const member = memberOf(act.by);
    const declaration = known.record('Declaration', id);
    if (declaration === undefined) throw new TreatyError('DECLARATION_UNKNOWN', { declaration: id });
    const { party, status } = declaration;
    // R-132 a declaration is withdrawn once, by the state that made it
    if (party !== member) throw new TreatyError('DECLARATION_NOT_YOURS', { declaration: id, party, member });
    if (!mayMove(DECLARATION_EDGES, status, act.type)) {
      const expected = statusesFor(DECLARATION_EDGES, act.type);
      throw new TreatyError('DECLARATION_STATUS', { declaration: id, status, act: act.type, expected });
    }
    return [{ type: 'DeclarationWithdrawn', declaration: id }];
  },
});

/** Whether a state applies the treaty provisionally at an instant: it has said so, and the treaty is not in force for it (VCLT 25). */
export function appliesProvisionally(
  party: Party,
  treaty: Treaty,
  declarations: readonly Declaration[],
  at: Instant,
): boolean {
  const standing = standingOf(party, treaty, at);
  const isPending = standing === 'invited' || standing === 'signatory' || standing === 'contracting';
  return isPending && declarations.some((one) => isProvisional(one) && one.party === party.id && isDeclared(one, at));
}

function isProvisional({ said }: Declaration): boolean {
  return said.type === 'provisionalApplication';
}

/** Whether a declaration stood at an instant. */
export function isDeclared(declaration: Declaration, at: Instant): boolean {
  return stoodBetween(
    declaration.made.at,
    declaration.status === 'withdrawn' ? declaration.withdrawn.at : undefined,
    at,
  );
}

/** The rules on declarations. */
export const DECLARATION_RULES = [makeDeclaration, withdrawDeclaration] as const;
