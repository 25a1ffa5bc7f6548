// SPDX-License-Identifier: Apache-2.0
import type {
  Declaration,
  EventOf,
  Institution,
  Instrument,
  Objection,
  Party,
  Reservation,
  Stamp,
  Suspension,
} from '../../protocol/index.ts';
import { standing, standingIn, type Made } from '../evolution.ts';
import type { Known } from '../known.ts';
import { hasConsented, type BoundParty } from './standing.ts';

type Name = Pick<Party, 'id' | 'name' | 'msp'> & {
  signed?: Stamp;
  succession?: NonNullable<Party['succession']>;
};

/** What stands of a state whatever its status. */
function nameOf({ id, name, msp, signed, succession }: Party): Name {
  return {
    ...{ id, name, msp },
    ...(signed === undefined ? {} : { signed }),
    ...(succession === undefined ? {} : { succession }),
  };
}

/** Every time in which the state was bound before, with the form and the receipt of the instrument of each. */
function boundBefore(party: Party): Pick<BoundParty, 'earlier'> {
  if (!hasConsented(party)) return {};
  const before = party.earlier ?? [];
  if (party.status === 'bound') return before.length === 0 ? {} : { earlier: before };
  const { bound: received, effective: left, instrument: form } = party;
  return { earlier: [...before, { bound: received.at, left, form, received }] };
}

/** The state has signed, subject to ratification. */
export function treatySigned({ party, reserved }: EventOf<'TreatySigned'>, made: Made, known: Known): Party {
  const name = nameOf(standing(known.record('Party', party)));
  const what = reserved === undefined ? {} : { reserved };
  return { kind: 'Party', ...made, ...name, status: 'signatory', signed: made.changed, ...what };
}

/** The state is bound from the act that deposited its instrument, or from that by which a later one has found it received. */
export function partyBound(event: EventOf<'PartyBound'>, made: Made, known: Known): Party {
  const party = standing(known.record('Party', event.party));
  const { instrument, statement, received } = event;
  const bound = {
    status: 'bound' as const,
    instrument,
    ...(statement === undefined ? {} : { statement }),
    bound: received ?? made.changed,
    ...boundBefore(party),
  };
  return { kind: 'Party', ...made, ...nameOf(party), ...bound };
}

/** What stands of a bound state whether it is withdrawing or not; another one is a defect of the rule. */
function consentOf(
  party: Party | undefined,
): Omit<BoundParty, 'kind' | 'status' | 'notice' | 'effective' | keyof Made> {
  const found = standing(party);
  const consent = standingIn(found, 'bound', 'withdrawing');
  const { instrument, statement, bound, earlier } = consent;
  return {
    ...nameOf(consent),
    instrument,
    ...(statement === undefined ? {} : { statement }),
    bound,
    ...(earlier === undefined ? {} : { earlier }),
  };
}

/** The notice is on the record, and the state withdrawing until it takes effect. */
export function withdrawalNotified(
  event: EventOf<'WithdrawalNotified'>,
  made: Made,
  known: Known,
): readonly [Party, Instrument] {
  const { party, instrument: notice, effective, reason, statements } = event;
  const said = { ...(reason === undefined ? {} : { reason }), ...(statements === undefined ? {} : { statements }) };
  return [
    {
      ...{ kind: 'Party', ...made, ...consentOf(known.record('Party', party)), status: 'withdrawing' },
      ...{ notice, effective },
    },
    {
      ...{ kind: 'Instrument', ...made, member: party, id: notice, status: 'notified' },
      ...{ received: made.changed, effective, ...said },
    },
  ];
}

/** The notice is off, and the state bound as before. */
export function withdrawalRevoked(
  event: EventOf<'WithdrawalRevoked'>,
  made: Made,
  known: Known,
): readonly [Party, Instrument] {
  const { party, instrument, reason: why } = event;
  const found = standing(known.record('Instrument', party, instrument));
  const notice = standingIn(found, 'notified');
  return [
    { kind: 'Party', ...made, ...consentOf(known.record('Party', party)), status: 'bound' },
    {
      ...{ ...notice, ...made, status: 'revoked', revoked: made.changed },
      ...(why === undefined ? {} : { why }),
    },
  ];
}

type Received = Extract<Instrument, { status: 'received' }>;
type Deposited = Omit<Extract<Instrument, { status: 'unconfirmed' }>, 'status' | 'kind' | keyof Made>;

/** What stands of an instrument whatever its status. */
function depositOf({ member, id, form, statement, reservations, confirms, deposited }: Deposited): Deposited {
  return {
    ...{ member, id, form },
    ...(statement === undefined ? {} : { statement }),
    ...(reservations === undefined ? {} : { reservations }),
    ...(confirms === undefined ? {} : { confirms }),
    deposited,
  };
}

/** An instrument is deposited; it is received unless its author lacked full powers, and in due form where nobody examines it. */
export function instrumentDeposited(event: EventOf<'InstrumentDeposited'>, made: Made): Instrument {
  const { party: member, instrument: id, standing: status } = event;
  const deposit = {
    kind: 'Instrument' as const,
    ...made,
    ...depositOf({ ...event, member, id, deposited: made.changed }),
  };
  return status === 'unconfirmed' ? { ...deposit, status } : { ...deposit, status, received: made.changed };
}

/** An instrument that awaited its confirmation is received with it. */
export function instrumentConfirmed(event: EventOf<'InstrumentConfirmed'>, made: Made, known: Known): Instrument {
  const found = standing(known.record('Instrument', event.party, event.instrument));
  const deposit = depositOf(standingIn(found, 'unconfirmed'));
  return { kind: 'Instrument', ...made, ...deposit, status: 'received', received: made.changed };
}

function receivedOf(found: Instrument | undefined): Deposited & Pick<Received, 'received'> {
  const instrument = standingIn(found, 'received');
  return { ...depositOf(instrument), received: instrument.received };
}

/** The depositary has found the instrument in due form. */
export function instrumentAccepted(event: EventOf<'InstrumentAccepted'>, made: Made, known: Known): Instrument {
  const received = receivedOf(known.record('Instrument', event.party, event.instrument));
  return { kind: 'Instrument', ...made, ...received, status: 'inDueForm', examined: made.changed };
}

/** The depositary has found the instrument not in due form. */
export function instrumentRefused(event: EventOf<'InstrumentRefused'>, made: Made, known: Known): Instrument {
  const { party, instrument, reason } = event;
  const received = receivedOf(known.record('Instrument', party, instrument));
  const because = reason === undefined ? {} : { reason };
  return { kind: 'Instrument', ...made, ...received, status: 'notInDueForm', examined: made.changed, ...because };
}

/** A reservation is on the record, without effect until it is confirmed. */
export function reservationFormulatedAtSignature(
  event: EventOf<'ReservationFormulatedAtSignature'>,
  made: Made,
): Reservation {
  const { type: _, reservation: id, ...said } = event;
  return { kind: 'Reservation', ...made, id, ...said, status: 'unconfirmed', signed: made.changed };
}

function unconfirmed(id: Reservation['id'], known: Known): Extract<Reservation, { status: 'unconfirmed' }> {
  return standingIn(known.record('Reservation', id), 'unconfirmed');
}

/** A reservation of a signature counts as made by the instrument that has confirmed it. */
export function reservationConfirmed(event: EventOf<'ReservationConfirmed'>, made: Made, known: Known): Reservation {
  const { reservation, instrument, objectionUntil } = event;
  const formulated = unconfirmed(reservation, known);
  return { ...formulated, ...made, instrument, formulated: made.changed, objectionUntil, status: 'standing' };
}

/** A reservation of a signature is none: it was not confirmed. */
export function reservationLapsed(event: EventOf<'ReservationLapsed'>, made: Made, known: Known): Reservation {
  return { ...unconfirmed(event.reservation, known), ...made, status: 'lapsed', lapsed: made.changed };
}

/** A reservation stands, and may be objected to. */
export function reservationFormulated(event: EventOf<'ReservationFormulated'>, made: Made): Reservation {
  const { type: _, reservation: id, ...said } = event;
  return { kind: 'Reservation', ...made, id, ...said, formulated: made.changed, status: 'standing' };
}

/** A reservation is taken back. */
export function reservationWithdrawn(
  { reservation }: EventOf<'ReservationWithdrawn'>,
  made: Made,
  known: Known,
): Reservation {
  const record = standingIn(known.record('Reservation', reservation), 'standing');
  return { ...record, ...made, status: 'withdrawn', withdrawn: made.changed };
}

type Former = NonNullable<Objection['former']>;

/** What a state has raised before, the record of its objection included. */
function raisedBefore(objection: Objection): Former {
  const { precludes, reason, raised, former = [] } = objection;
  const because = reason === undefined ? {} : { reason };
  const ended = objection.status === 'withdrawn' ? { withdrawn: objection.withdrawn } : {};
  return [...former, { precludes, ...because, raised, ...ended }];
}

/** An objection stands; one that the state has raised before stays on the record beside it. */
export function reservationObjected(event: EventOf<'ReservationObjected'>, made: Made, known: Known): Objection {
  const { type: _, ...said } = event;
  const found = known.find('Objection', said.reservation, said.member);
  const before = found === undefined ? {} : { former: raisedBefore(found) };
  return { kind: 'Objection', ...made, ...said, ...before, raised: made.changed, status: 'standing' };
}

/** An objection is taken back. */
export function objectionWithdrawn(event: EventOf<'ObjectionWithdrawn'>, made: Made, known: Known): Objection {
  const record = standing(known.record('Objection', event.reservation, event.member));
  return { ...record, ...made, status: 'withdrawn', withdrawn: made.changed };
}

/** A declaration stands. */
export function declarationMade(event: EventOf<'DeclarationMade'>, made: Made): Declaration {
  const { declaration: id, party, said } = event;
  return { kind: 'Declaration', ...made, id, party, said, made: made.changed, status: 'standing' };
}

/** A declaration is taken back. */
export function declarationWithdrawn(
  { declaration }: EventOf<'DeclarationWithdrawn'>,
  made: Made,
  known: Known,
): Declaration {
  const record = standing(known.record('Declaration', declaration));
  return { ...record, ...made, status: 'withdrawn', withdrawn: made.changed };
}

type Succeeding = EventOf<'SuccessionAnnounced' | 'SuccessionTakenUp'>;

function hostedBy(event: Succeeding, known: Known): Party | Institution {
  if ('institution' in event) return standing(known.record('Institution', event.institution));
  return standing(known.record('Party', event.party));
}

/** Another organisation is to host the state or the institution. */
export function successionAnnounced(
  event: EventOf<'SuccessionAnnounced'>,
  made: Made,
  known: Known,
): Party | Institution {
  return { ...hostedBy(event, known), ...made, succession: { msp: event.msp, announced: made.changed } };
}

/** The organisation that was announced hosts the state or the institution from now on. */
export function successionTakenUp(event: EventOf<'SuccessionTakenUp'>, made: Made, known: Known): Party | Institution {
  const { succession: _, ...member } = hostedBy(event, known);
  return { ...member, ...made, msp: event.msp };
}

/** The suspension of a party's rights, from the act that decided it. */
export function rightsSuspended(event: EventOf<'RightsSuspended'>, made: Made): Suspension {
  const { type: _, ...suspended } = event;
  return { kind: 'Suspension', ...made, ...suspended, from: made.changed.at };
}

/** The suspension as it ends. */
export function rightsRestored({ party }: EventOf<'RightsRestored'>, made: Made, known: Known): Suspension {
  return { ...standing(known.record('Suspension', party)), ...made, until: made.changed.at };
}
