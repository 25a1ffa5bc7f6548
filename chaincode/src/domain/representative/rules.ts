// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  memberOf,
  plus,
  requireRegistrable,
  TreatyError,
  type Act,
  type ActOf,
  type Instant,
  type Profile,
  type Representative,
  type RepresentativeId,
  type TreatyEvent,
} from '../../protocol/index.ts';
import { one, type Known } from '../known.ts';
import { mayMove, ruleFor, statusesFor, type Case, type Context, type Edges, type Rule } from '../rule.ts';
import { headOf, keyAt, requireCarrier, requireSeal, requireTerm } from './standing.ts';

type Status = Representative['status'];

const FILLED_ANEW = { RegisterHead: ['provisional'], RegisterRepresentative: ['seated'] } as const;

/** What may happen to a registered office. It is filled anew when its holder was refused, has ended or has served its term. */
export const REPRESENTATIVE_EDGES: Edges<Status> = {
  pending: { ExamineCredentials: ['seated', 'refused'], ...FILLED_ANEW, RegisterHead: ['pending'] },
  provisional: {
    ExamineCredentials: ['seated', 'refused'],
    SuspendRepresentative: ['suspended'],
    EndRepresentative: ['ended'],
    RotateKey: ['provisional'],
    RecoverKey: ['provisional'],
    ObjectToKey: ['provisional'],
    ...FILLED_ANEW,
  },
  seated: {
    SuspendRepresentative: ['suspended'],
    EndRepresentative: ['ended'],
    RotateKey: ['seated'],
    RecoverKey: ['seated'],
    ObjectToKey: ['seated'],
    ...FILLED_ANEW,
  },
  suspended: {
    ReinstateRepresentative: ['provisional', 'seated'],
    EndRepresentative: ['ended'],
    ...FILLED_ANEW,
  },
  refused: { ...FILLED_ANEW, RegisterHead: ['pending'] },
  ended: FILLED_ANEW,
};

function requireEdge(target: Representative, act: Act): void {
  // R-70 an office moves only along its edges
  if (mayMove(REPRESENTATIVE_EDGES, target.status, act.type)) return;
  const expected = statusesFor(REPRESENTATIVE_EDGES, act.type);
  throw new TreatyError('REPRESENTATIVE_STATUS', {
    representative: target.id,
    status: target.status,
    act: act.type,
    expected,
  });
}

function requireRegistered(representative: RepresentativeId, known: Known): Representative {
  const target = known.record('Representative', representative);
  if (target === undefined) throw new TreatyError('REPRESENTATIVE_UNKNOWN', { representative });
  return target;
}

function requireVacant(representative: RepresentativeId, known: Known, context: Context): void {
  const holder = known.record('Representative', representative);
  if (holder === undefined) return;
  // R-32 an office is filled again only when its holder was refused, has ended or has served its term
  const isVacant = holder.status === 'refused' || holder.status === 'ended';
  const isServed = compareInstants(context.now, holder.term.until) > 0;
  if (!isVacant && !isServed) throw new TreatyError('REPRESENTATIVE_EXISTS', { representative, status: holder.status });
}

function requireAdministrator(act: Act, known: Known, context: Context): void {
  const expected = headOf(memberOf(act.by));
  // R-30 a head's first and replacement key comes from the member's own organisation
  if (act.by !== expected) throw new TreatyError('OFFICE_NOT_HEAD', { act: act.type, expected, by: act.by });
  requireCarrier(act, known, context);
  if (!context.admin) throw new TreatyError('CARRIER_NOT_ADMIN', { type: act.type, expected: context.msp });
}

/** A member's organisation registers the head of its delegation; seated provisionally until the depositary has examined. */
export function registerHead(act: ActOf<'RegisterHead'>, known: Known, context: Context): TreatyEvent[] {
  const { key, term, powers } = act.body;
  requireAdministrator(act, known, context);
  requireVacant(act.by, known, context);
  requireRegistrable(key);
  requireTerm(term, context.now);
  requireSeal(act, key, context);
  // R-74 after a refusal nobody is seated provisionally: the next head waits for the depositary's finding
  const former = known.record('Representative', act.by)?.status;
  const seating = former === 'refused' || former === 'pending' ? 'pending' : 'provisional';
  return [{ type: 'RepresentativeRegistered', representative: act.by, key, term, powers, seating }];
}

/** A member's organisation replaces its head's key; the old key may object until the replacement takes effect. */
export function recoverKey(act: ActOf<'RecoverKey'>, known: Known, context: Context, profile: Profile): TreatyEvent[] {
  const { key, reason } = act.body;
  requireAdministrator(act, known, context);
  const target = requireRegistered(act.by, known);
  requireEdge(target, act);
  requireRegistrable(key);
  // R-72 a change of key changes it
  if (keyAt(target, context.now) === key) throw new TreatyError('KEY_UNCHANGED', { representative: act.by });
  requireNoReplacement(target, context);
  requireSeal(act, key, context);
  // R-35 a replacement waits for the profile's `keyRecovery`
  const from = plus(context.now, profile.keyRecovery);
  return [{ type: 'KeyReplacementRequested', representative: act.by, key, from, reason }];
}

function underWay({ replacement }: Representative, { now }: Context): { from: Instant } | undefined {
  return replacement !== undefined && compareInstants(now, replacement.from) < 0 ? replacement : undefined;
}

function requireNoReplacement(target: Representative, context: Context): void {
  const pending = underWay(target, context);
  // R-36 while a replacement is under way, no other change of the key
  if (pending !== undefined)
    throw new TreatyError('KEY_REPLACEMENT_PENDING', { representative: target.id, from: pending.from });
}

/** The holder of the present key stops a replacement. */
const objectToKey = ruleFor('ObjectToKey', {
  power: 'credentials',
  needs: (act) => [one('Representative', act.by)],
  decide(act, { actor, context }) {
    // R-73 only a replacement under way can be objected to
    if (underWay(actor, context) === undefined)
      throw new TreatyError('KEY_REPLACEMENT_NONE', { representative: act.by });
    return [{ type: 'KeyReplacementStopped', representative: act.by, reason: act.body.reason }];
  },
});

/** The depositary examines a head's credentials (rule 28 of many conferences' rules of procedure; VCLT 77). */
const examineCredentials = ruleFor('ExamineCredentials', {
  power: 'credentials',
  needs: (act) => [one('Representative', act.body.representative)],
  decide(act, { known, treaty }) {
    const { representative, finding, reason } = act.body;
    // R-31 only the depositary examines, and only the credentials of heads of delegation
    if (act.by !== treaty.depositary) {
      throw new TreatyError('NOT_THE_DEPOSITARY', { act: act.type, expected: treaty.depositary, by: act.by });
    }
    if (representative !== headOf(memberOf(representative))) {
      throw new TreatyError('CREDENTIALS_NOT_EXAMINED', { representative });
    }
    requireEdge(requireRegistered(representative, known), act);
    if (finding === 'inDueForm') return [{ type: 'CredentialsAccepted', representative }];
    return [{ type: 'CredentialsRefused', representative, ...(reason === undefined ? {} : { reason }) }];
  },
});

function requireOwnHead(act: Act, representative: RepresentativeId): void {
  const expected = headOf(memberOf(act.by));
  // R-37 nobody acts on another member's representatives
  if (memberOf(representative) !== memberOf(act.by))
    throw new TreatyError('REPRESENTATIVE_FOREIGN', { by: act.by, representative });
  // R-38 within a delegation its head registers, suspends, reinstates and ends
  if (act.by !== expected) throw new TreatyError('OFFICE_NOT_HEAD', { act: act.type, expected, by: act.by });
}

const registerRepresentative = ruleFor('RegisterRepresentative', {
  power: 'credentials',
  needs: (act) => [one('Representative', act.body.representative)],
  decide(act, { known, context, actor }) {
    const { representative, key, term, powers } = act.body;
    requireOwnHead(act, representative);
    // R-71 a head's own office is filled by its organisation
    if (representative === act.by) throw new TreatyError('OFFICE_RESERVED', { representative });
    requireVacant(representative, known, context);
    requireRegistrable(key);
    requireTerm(term, context.now);
    // R-39 nobody confers powers that they do not hold
    if (powers.some((power) => !actor.powers.includes(power))) {
      throw new TreatyError('POWERS_EXCEEDED', { by: act.by, held: actor.powers, conferred: powers });
    }
    return [{ type: 'RepresentativeRegistered', representative, key, term, powers, seating: 'seated' }];
  },
});

type OnRepresentative = 'SuspendRepresentative' | 'ReinstateRepresentative' | 'EndRepresentative';

function byOwnHead(
  type: OnRepresentative,
  event: 'RepresentativeSuspended' | 'RepresentativeReinstated' | 'RepresentativeEnded',
): Rule {
  return ruleFor(type, {
    power: 'credentials',
    needs: (act) => [one('Representative', act.body.representative)],
    decide(act, { known }) {
      const { representative, reason } = act.body;
      requireOwnHead(act, representative);
      // R-71 a head cannot suspend itself: nobody could reinstate it
      if (representative === act.by && type === 'SuspendRepresentative')
        throw new TreatyError('OFFICE_RESERVED', { representative });
      requireEdge(requireRegistered(representative, known), act);
      return [{ type: event, representative, reason }];
    },
  });
}

/** A representative changes its own key; the head may change that of any of its delegation. */
const rotateKey = ruleFor('RotateKey', {
  power: 'credentials',
  needs: (act) => [one('Representative', act.body.representative)],
  decide(act, at: Case) {
    const { representative, key } = act.body;
    if (representative !== act.by) requireOwnHead(act, representative);
    const target = requireRegistered(representative, at.known);
    requireEdge(target, act);
    requireNoReplacement(target, at.context);
    requireRegistrable(key);
    // R-72 a change of key changes it
    if (keyAt(target, at.context.now) === key) throw new TreatyError('KEY_UNCHANGED', { representative });
    return [{ type: 'KeyRotated', representative, key }];
  },
});

/** The rules on representatives whose author's standing has been examined. */
export const REPRESENTATIVE_RULES: readonly Rule[] = [
  objectToKey,
  examineCredentials,
  registerRepresentative,
  byOwnHead('SuspendRepresentative', 'RepresentativeSuspended'),
  byOwnHead('ReinstateRepresentative', 'RepresentativeReinstated'),
  byOwnHead('EndRepresentative', 'RepresentativeEnded'),
  rotateKey,
];
