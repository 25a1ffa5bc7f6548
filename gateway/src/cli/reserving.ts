// SPDX-License-Identifier: Apache-2.0
import {
  memberOf,
  ReservationId,
  ReservationText,
  TreatyError,
  type Interpretation,
} from '../../../chaincode/src/protocol/index.ts';
import { given } from '../given.ts';
import { parsedOption } from './parsed.ts';
import { foundOrNot } from './reading.ts';
import type { Session } from './session.ts';

/** What a state reserves and declares with its signature, as one types it. */
export interface Signing {
  readonly statement?: string;
  readonly reservation?: readonly string[];
  readonly declaration?: readonly string[];
}

/** Reservations as one types them, `PROVISION=TEXT`. */
export function reservationsIn(typed: readonly string[] | undefined): ReservationText[] | undefined {
  return typed?.map((one) => {
    const [provision = '', ...text] = one.split('=');
    return parsedOption(ReservationText, '--reservation', { provision, text: text.join('=') });
  });
}

/** The content of a signature. */
export function signatureOf({ statement, reservation, declaration }: Signing) {
  const declarations = declaration?.map((text): Interpretation => ({ type: 'interpretative', text }));
  return given({ statement, reservations: reservationsIn(reservation), declarations });
}

async function unconfirmedOf(session: Session): Promise<ReservationId[]> {
  const client = await session.client();
  const party = await foundOrNot(client, 'Party', [memberOf(session.by)]);
  const reserved = party?.status === 'signatory' ? (party.reserved ?? []) : [];
  const records = await Promise.all(reserved.map((id) => foundOrNot(client, 'Reservation', [id])));
  return records.flatMap((record) => (record?.status === 'unconfirmed' ? [record.id] : []));
}

/**
 * The reservations of the signature that an instrument confirms, as one names them. What is not named lapses for good, so that it
 * must be said that it may. Fails if: OPTION_INVALID, where one is neither named nor given up.
 */
export async function confirmedIn(
  session: Session,
  typed: readonly string[] | undefined,
  mayLapse: boolean,
): Promise<ReservationId[] | undefined> {
  const confirms = typed?.map((id) => parsedOption(ReservationId, '--confirms', id));
  const lapsing = mayLapse ? [] : (await unconfirmedOf(session)).filter((id) => confirms?.includes(id) !== true);
  if (lapsing.length === 0) return confirms;
  throw new TreatyError('OPTION_INVALID', {
    option: '--confirms',
    problem: `${lapsing.join(', ')} would lapse: name what you confirm, and say --let-lapse to give up the rest`,
  });
}
