// SPDX-License-Identifier: Apache-2.0
import { examine, open, profile, register, registerHead, step, type Step, type StepOptions } from './steps.ts';
import { hexDigest } from './keys.ts';

/** The profile of the tests with rules on who becomes and remains a party. */
export function membershipProfile(membership: object, rest: object = {}) {
  return { ...profile(), membership, ...rest };
}

/** The opening of a treaty with rules on membership; `body` replaces fields of the opening. */
export function openWith(membership: object, rest: object = {}, body: object = {}): Step<'OpenTreaty'> {
  return open({ profile: membershipProfile(membership, rest), ...body });
}

/** A seated head of delegation for each of these states. */
export function heads(...members: readonly string[]): Step[] {
  return members.flatMap((member) => [registerHead(member), examine(`${member}/head`)]);
}

/** A delegate of a state that has credentials and no full powers. */
export function delegate(member: string): Step {
  return register(`${member}/delegate-1`);
}

export function sign(
  by: string,
  options: StepOptions & {
    statement?: string;
    reservations?: readonly object[];
    declarations?: readonly object[];
  } = {},
): Step<'SignTreaty'> {
  const { statement, reservations, declarations, ...rest } = options;
  const said = {
    ...(statement !== undefined && { statement }),
    ...(reservations !== undefined && { reservations }),
    ...(declarations !== undefined && { declarations }),
  };
  return step('SignTreaty', by, said, rest);
}

/** The depositary's examination of the instrument that a step has deposited. */
export function examineInstrument(
  deposited: Step,
  {
    finding = 'inDueForm',
    reason,
    by = 'SEC/depositary',
    ...options
  }: StepOptions & { finding?: string; reason?: string; by?: string } = {},
): Step<'ExamineInstrument'> {
  const member = deposited.act.by.slice(0, deposited.act.by.indexOf('/'));
  const body = { member, instrument: deposited.act.id, finding, ...(reason !== undefined && { reason }) };
  return step('ExamineInstrument', by, body, options);
}

export function confirm(by: string, deposited: Step, options: StepOptions = {}): Step<'ConfirmInstrument'> {
  return step('ConfirmInstrument', by, { instrument: deposited.act.id }, options);
}

export function notify(by: string, body: object = {}, options: StepOptions = {}): Step<'NotifyWithdrawal'> {
  return step('NotifyWithdrawal', by, body, options);
}

export function revoke(by: string, body: object = {}, options: StepOptions = {}): Step<'RevokeWithdrawal'> {
  return step('RevokeWithdrawal', by, body, options);
}

export function objectTo(
  by: string,
  reservation: string,
  { precludes = false, reason, ...options }: StepOptions & { precludes?: boolean; reason?: string } = {},
): Step<'ObjectToReservation'> {
  return step('ObjectToReservation', by, { reservation, precludes, ...(reason !== undefined && { reason }) }, options);
}

export function withdrawReservation(
  by: string,
  reservation: string,
  options: StepOptions = {},
): Step<'WithdrawReservation'> {
  return step('WithdrawReservation', by, { reservation }, options);
}

export function withdrawObjection(
  by: string,
  reservation: string,
  options: StepOptions = {},
): Step<'WithdrawObjection'> {
  return step('WithdrawObjection', by, { reservation }, options);
}

export function declare(by: string, declaration: object, options: StepOptions = {}): Step<'MakeDeclaration'> {
  return step('MakeDeclaration', by, { declaration }, options);
}

export function withdrawDeclaration(
  by: string,
  declaration: string,
  options: StepOptions = {},
): Step<'WithdrawDeclaration'> {
  return step('WithdrawDeclaration', by, { declaration }, options);
}

/** The first 50 bits of a digest in Crockford's base 32, most significant first. */
function shortId(prefix: string, digest: string): string {
  const bits = BigInt(`0x${digest.slice(0, 14)}`) >> 6n;
  const places = Array.from({ length: 10 }, (_, place) => Number((bits >> BigInt(45 - 5 * place)) & 31n));
  return `${prefix}-${places.map((place) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(place)).join('')}`;
}

function nthOf(prefix: string, { act: { by, id } }: Step, index: number): string {
  return shortId(prefix, hexDigest(`${by.slice(0, by.indexOf('/'))} ${id} ${String(index)}`));
}

/** The id of one of the reservations of a signature or an instrument. */
export function reservationOf(step: Step, index = 0): string {
  return nthOf('R', step, index);
}

/** The id of one of the declarations of a signature. */
export function declarationOf(signing: Step, index = 0): string {
  return nthOf('D', signing, index);
}

/** The id of a record that a step makes under a prefix. */
export function madeIdOf(prefix: string, digest: string): string {
  return shortId(prefix, digest);
}
