// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  plus,
  refOf,
  TreatyError,
  type Act,
  type ActDocument,
  type ActRecord,
  type ActType,
  type ClockRule,
  type Instant,
  type Profile,
  type Stamp,
  type Treaty,
  type TreatyEvent,
  type TreatyRecord,
} from '../protocol/index.ts';
import { evolve } from './evolve.ts';
import type { Made } from './evolution.ts';
import { DEPOSITARY_RULES } from './depositary/rules.ts';
import { one, type Known, type Need } from './known.ts';
import { MODEL_RULES } from './model/rules.ts';
import { vacateSeat } from './organ/rules.ts';
import { PARTY_RULES } from './party/rules.ts';
import { PROPOSAL_RULES } from './proposal/rules.ts';
import { recoverKey, registerHead, REPRESENTATIVE_RULES } from './representative/rules.ts';
import { requireCarrier, requirePower, requireStanding, standingNeeds } from './representative/standing.ts';
import type { Context, Rule } from './rule.ts';
import { profileNeeds, profileOf, versionAt } from './treaty/profile-at.ts';
import { open, openingNeeds } from './treaty/rules.ts';

const RULES: ReadonlyMap<ActType, Rule> = new Map(
  [...PARTY_RULES, ...DEPOSITARY_RULES, ...REPRESENTATIVE_RULES, ...PROPOSAL_RULES, ...MODEL_RULES, vacateSeat].map(
    (rule) => [rule.type, rule],
  ),
);

/** What an act does to the treaty's record. */
export interface Folded {
  readonly events: readonly TreatyEvent[];
  /** The records that it makes or changes, the act itself among them, each as it stands afterwards. */
  readonly records: readonly TreatyRecord[];
  readonly clock: ClockRule;
  /** A deadline that the endorsing peer's own clock must have passed by `behindBy`. */
  readonly notBefore?: Instant;
}

/** Names the records that an act wants; asked again with what has been loaded until it names nothing new. */
export function needsOf({ act, digest }: ActDocument, known: Known): readonly Need[] {
  const receipt = one('Act', act.by, act.id);
  if (act.type === 'OpenTreaty') return [receipt, ...openingNeeds()];
  return [
    receipt,
    one('Treaty'),
    ...profileNeeds(known),
    ...standingNeeds(act),
    ...(RULES.get(act.type)?.needs(act, known, digest) ?? []),
  ];
}

function requireUnrecorded(document: ActDocument, known: Known): void {
  const { by, id } = document.act;
  const receipt = known.record('Act', by, id);
  if (receipt === undefined) return;
  const { tx } = receipt.changed;
  // R-01 an act is recorded once: the same bytes are answered with the first transaction, others under its id are refused
  if (receipt.digest === document.documentDigest) throw new TreatyError('ACT_ALREADY_RECORDED', { by, id, tx });
  throw new TreatyError('ACT_ID_REUSED', { by, id, tx });
}

function requireDates({ at, notAfter }: Act, { aheadBy }: ClockRule, now: Instant): void {
  // R-03 an act is not dated ahead of its transaction, and counts until its `notAfter`
  if (compareInstants(at, plus(now, aheadBy)) > 0) throw new TreatyError('ACT_DATED_AHEAD', { at, aheadBy, now });
  if (compareInstants(now, notAfter) > 0) throw new TreatyError('ACT_EXPIRED', { notAfter, now });
}

interface InForce {
  readonly treaty: Treaty;
  readonly profile: Profile;
}

function requireTreaty(act: Act, known: Known, now: Instant): InForce {
  const treaty = known.record('Treaty');
  if (treaty === undefined) throw new TreatyError('TREATY_UNKNOWN', { treaty: act.treaty });
  // R-02 an act counts on the network for which it was made, the one on which the treaty was opened
  if (treaty.network !== act.network)
    throw new TreatyError('ACT_NETWORK_FOREIGN', { named: act.network, expected: treaty.network });
  return { treaty, profile: profileOf(known, versionAt(treaty, now)) };
}

/**
 * The bounds of the client's clock for an act: those of the profile in force, for an opening those of its own; undefined where
 * there is no treaty.
 */
export function clockOf(act: Act, known: Known, now: Instant): ClockRule | undefined {
  if (act.type === 'OpenTreaty') return act.body.profile.clock;
  const treaty = known.record('Treaty');
  return treaty === undefined ? undefined : profileOf(known, versionAt(treaty, now)).clock;
}

interface Decision {
  readonly events: TreatyEvent[];
  readonly notBefore?: Instant | undefined;
}

function decideInTreaty(act: Act, known: Known, context: Context, { treaty, profile }: InForce): Decision {
  if (act.type === 'RegisterHead') return { events: registerHead(act, known, context) };
  if (act.type === 'RecoverKey') return { events: recoverKey(act, known, context, profile) };
  const rule = RULES.get(act.type);
  if (rule === undefined) throw new TreatyError('INVARIANT_BROKEN', { what: `a rule decides ${act.type}` });
  (rule.carrier ?? requireCarrier)(act, known, context);
  const { actor, key } = requireStanding(act, known, context, treaty.depositary);
  requirePower(actor, rule.powerUnder(profile, act, known), act);
  const at = { known, context, treaty, profile, actor, key };
  // R-75 the first act sealed by a replaced key settles the replacement: an objection that was held back comes too late
  const { replacement, id: representative } = actor;
  const settled: TreatyEvent[] = replacement?.key === key ? [{ type: 'KeyReplaced', representative, key }] : [];
  return { events: [...settled, ...rule.decide(act, at)], notBefore: rule.notBefore(act, at) };
}

function receiptOf({ act, documentDigest, document }: ActDocument, made: Made): ActRecord {
  return { kind: 'Act', ...made, by: act.by, id: act.id, type: act.type, digest: documentDigest, document };
}

function requireForward(records: readonly TreatyRecord[], known: Known, now: Instant): void {
  for (const record of records) {
    const { kind, id } = refOf(record);
    const changedAt = known.find(kind, ...id)?.changed.at;
    // R-09 the time of a record never runs backwards
    if (changedAt !== undefined && compareInstants(now, changedAt) < 0) {
      throw new TreatyError('TIME_RUNS_BACKWARDS', { record: [kind, ...id].join('/'), changedAt, now });
    }
  }
}

function folded(document: ActDocument, known: Known, context: Context, clock: ClockRule, decision: Decision): Folded {
  const { act } = document;
  const changed: Stamp = { at: context.now, by: act.by, act: act.id, tx: context.tx };
  const made: Made = { v: 1, treaty: act.treaty, changed };
  const { events, notBefore } = decision;
  const records = [...evolve(events, made, known), receiptOf(document, made)];
  requireForward(records, known, context.now);
  return { events, records, clock, ...(notBefore === undefined ? {} : { notBefore }) };
}

/**
 * Decides an act from the records that `needsOf` named and returns all that it changes.
 * Pure: whoever folds the same acts over the same records obtains the same events and records.
 * Fails if: a guard refuses, with its code; nothing is changed then.
 */
export function fold(document: ActDocument, known: Known, context: Context): Folded {
  const { act } = document;
  requireUnrecorded(document, known);
  if (act.type === 'OpenTreaty') {
    const { clock } = act.body.profile;
    requireDates(act, clock, context.now);
    return folded(document, known, context, clock, { events: open(act, known, context) });
  }
  const inForce = requireTreaty(act, known, context.now);
  const { clock } = inForce.profile;
  requireDates(act, clock, context.now);
  return folded(document, known, context, clock, decideInTreaty(act, known, context, inForce));
}
