// SPDX-License-Identifier: Apache-2.0
import {
  memberOf,
  TreatyError,
  type Act,
  type ActId,
  type ActOf,
  type Instrument,
  type InstrumentKind,
  type MemberId,
  type Party,
  type Stamp,
  type TreatyEvent,
} from '../../protocol/index.ts';
import { every, one, type Known, type Need } from '../known.ts';
import { mayMove, ruleFor, statusesFor, type Case } from '../rule.ts';
import { INSTRUMENT_EDGES } from './edges.ts';
import { confirmationNeeds, confirmationsOf, requireConfirmable } from './confirmation.ts';
import { entryNeeds, entryWith } from './entry.ts';
import { reservationNeeds, reservationsOf, requireReservable } from './reservation.ts';
import { signTreaty } from './signature.ts';
import { hasConsented, requireNamed, standingOf } from './standing.ts';

/** An instrument by which a state expresses its consent: what it deposits, and no notice. */
type Consent = Exclude<Instrument, { status: 'notified' | 'revoked' }>;

/** The stamp that the act under way leaves. */
function stampOf(act: Act, { context: { now, tx } }: Case): Stamp {
  return { at: now, by: act.by, act: act.id, tx };
}

/** Refuses a state that is bound: one instrument binds. */
function requireUnbound(party: Party, { treaty, context }: Case): void {
  // R-21 one instrument binds
  if (hasConsented(party) && standingOf(party, treaty, context.now) !== 'withdrawn')
    throw new TreatyError('PARTY_ALREADY_BOUND', { member: party.id, since: party.bound.at });
}

interface Deposited {
  readonly member: MemberId;
  readonly instrument: ActId;
  readonly form: InstrumentKind;
  readonly statement?: string | undefined;
  readonly reservations?: Consent['reservations'];
  readonly confirms?: Consent['confirms'];
}

/** What binding a state by an instrument brings about: its reservations, and the treaty's entry into force where it is the last needed. */
function bindingBy(deposited: Deposited, received: Stamp, at: Case, isLater: boolean): TreatyEvent[] {
  const { member, instrument, form, statement, reservations, confirms } = deposited;
  return [
    {
      ...{ type: 'PartyBound' as const, party: member, instrument: form },
      ...(statement === undefined ? {} : { statement }),
      ...(isLater ? { received } : {}),
    },
    ...confirmationsOf(member, instrument, confirms, at),
    ...reservationsOf(member, instrument, reservations, at),
    ...entryWith(member, received, at),
  ];
}

function pending(member: MemberId, known: Known): Instrument | undefined {
  return known.all('Instrument', member).find(({ status }) => status === 'received');
}

type Standing = 'unconfirmed' | 'received' | 'inDueForm';

/** How an instrument stands on its deposit; undefined where the profile keeps no record of instruments. */
function standingOnDeposit({ profile: { membership }, actor }: Case): Standing | undefined {
  if (membership === undefined) return undefined;
  if (membership.examination !== true) return 'inDueForm';
  // R-104 without full powers an instrument is not refused where it is examined, but has no effect until it is confirmed (VCLT 8)
  return actor.powers.includes('fullPowers') ? 'received' : 'unconfirmed';
}

function depositOf(act: ActOf<'DepositInstrument'>, standing: Standing): TreatyEvent {
  const { kind, statement, reservations, confirms } = act.body;
  return {
    ...{ type: 'InstrumentDeposited', party: memberOf(act.by), instrument: act.id, form: kind, standing },
    ...(statement === undefined ? {} : { statement }),
    ...(reservations === undefined ? {} : { reservations }),
    ...(confirms === undefined ? {} : { confirms }),
  };
}

function requireNumberFree(act: Act, known: Known): void {
  const former = known.record('Instrument', memberOf(act.by), act.id);
  // R-105 an instrument is known by the number of its act: no two offices of a state deposit under one
  if (former !== undefined) throw new TreatyError('ACT_ID_REUSED', { by: act.by, id: act.id, tx: former.changed.tx });
}

/** A state expresses its consent to be bound (VCLT 11 to 16). */
export const depositInstrument = ruleFor('DepositInstrument', {
  // R-20 consent to be bound is expressed with full powers (VCLT 7)
  power: 'fullPowers',
  // R-104 where instruments are examined, one without full powers waits for its confirmation
  powerUnder: ({ membership }) => (membership?.examination === true ? 'credentials' : 'fullPowers'),
  needs: (act, known) => [
    one('Party', memberOf(act.by)),
    one('Instrument', memberOf(act.by), act.id),
    every('Instrument', memberOf(act.by)),
    ...entryNeeds(known),
    ...reservationNeeds(memberOf(act.by), act.id, act.body.reservations),
    ...confirmationNeeds(memberOf(act.by), act.body.confirms, known),
  ],
  decide(act, at) {
    const member = memberOf(act.by);
    const party = requireNamed(member, at.known);
    requireUnbound(party, at);
    requireNumberFree(act, at.known);
    requireReservable(act.body.reservations, at.profile);
    requireConfirmable(act, at);
    const { kind: form, statement, reservations, confirms } = act.body;
    const deposited = { member, instrument: act.id, form, statement, reservations, confirms };
    const standing = standingOnDeposit(at);
    if (standing === undefined) return bindingBy(deposited, stampOf(act, at), at, false);
    if (standing === 'inDueForm')
      return [depositOf(act, standing), ...bindingBy(deposited, stampOf(act, at), at, false)];
    const other = pending(member, at.known);
    // R-106 one instrument at a time is under examination
    if (other !== undefined && standing === 'received')
      throw new TreatyError('INSTRUMENT_UNDER_EXAMINATION', { member, instrument: other.id });
    return [depositOf(act, standing)];
  },
});

function requireInstrument(member: MemberId, instrument: ActId, act: Act, known: Known): Consent {
  const found = known.record('Instrument', member, instrument);
  if (found === undefined) throw new TreatyError('INSTRUMENT_UNKNOWN', { member, instrument });
  const isMovable = mayMove(INSTRUMENT_EDGES, found.status, act.type);
  // R-107 an instrument moves only along its edges: one that was examined is not examined again
  if (!isMovable || found.status === 'notified' || found.status === 'revoked') {
    const expected = statusesFor(INSTRUMENT_EDGES, act.type);
    throw new TreatyError('INSTRUMENT_STATUS', { member, instrument, status: found.status, act: act.type, expected });
  }
  return found;
}

/** A representative with full powers confirms an instrument that was deposited without them (VCLT 8). */
const confirmInstrument = ruleFor('ConfirmInstrument', {
  // R-104 what was done without full powers is confirmed with them (VCLT 8)
  power: 'fullPowers',
  needs: (act) => [
    one('Party', memberOf(act.by)),
    one('Instrument', memberOf(act.by), act.body.instrument),
    every('Instrument', memberOf(act.by)),
  ],
  decide(act, at) {
    const member = memberOf(act.by);
    const { instrument } = act.body;
    requireUnbound(requireNamed(member, at.known), at);
    requireInstrument(member, instrument, act, at.known);
    const other = pending(member, at.known);
    // R-106 one instrument at a time is under examination
    if (other !== undefined) throw new TreatyError('INSTRUMENT_UNDER_EXAMINATION', { member, instrument: other.id });
    return [{ type: 'InstrumentConfirmed', party: member, instrument }];
  },
});

function examinationNeeds(act: ActOf<'ExamineInstrument'>, known: Known): readonly Need[] {
  const { member, instrument } = act.body;
  const deposited = known.find('Instrument', member, instrument);
  const reserved = deposited === undefined || !('reservations' in deposited) ? undefined : deposited.reservations;
  return [
    one('Party', member),
    one('Instrument', member, instrument),
    ...entryNeeds(known),
    ...reservationNeeds(member, instrument, reserved),
    ...confirmationNeeds(member, undefined, known),
  ];
}

/** The depositary examines whether an instrument is in due form (VCLT 77(1)(d)); then it binds as of its receipt. */
const examineInstrument = ruleFor('ExamineInstrument', {
  power: 'credentials',
  needs: examinationNeeds,
  decide(act, at) {
    const { member, instrument, finding, reason } = act.body;
    // R-108 the depositary, and nobody else, examines instruments
    if (act.by !== at.treaty.depositary)
      throw new TreatyError('NOT_THE_DEPOSITARY', { act: act.type, expected: at.treaty.depositary, by: act.by });
    const found = requireInstrument(member, instrument, act, at.known);
    if (found.status !== 'received' || finding === 'notInDueForm')
      return [{ type: 'InstrumentRefused', party: member, instrument, ...(reason === undefined ? {} : { reason }) }];
    requireUnbound(requireNamed(member, at.known), at);
    const { form, statement, reservations, confirms, received } = found;
    const deposited = { member, instrument, form, statement, reservations, confirms };
    return [{ type: 'InstrumentAccepted', party: member, instrument }, ...bindingBy(deposited, received, at, true)];
  },
});

/** The rules on signatures and instruments. */
export const INSTRUMENT_RULES = [signTreaty, depositInstrument, examineInstrument, confirmInstrument] as const;
