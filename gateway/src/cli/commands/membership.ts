// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from 'commander';
import {
  ActId,
  CorrectionId,
  DeclarationId,
  DeclarationText,
  MspId,
  NotificationId,
  ReservationId,
  TreatyError,
  type ConditionMet,
} from '../../../../chaincode/src/protocol/index.ts';
import { given } from '../../given.ts';
import { present } from '../clock.ts';
import { parsedOption } from '../parsed.ts';
import { profileAt } from '../profile-in-force.ts';
import { reading } from '../reading.ts';
import { signatureOf, type Signing } from '../reserving.ts';
import type { Session } from '../session.ts';
import type { Streams } from '../streams.ts';
import { camel } from '../words.ts';
import { acting } from './acting.ts';

interface Reasoned {
  readonly reason?: string;
}

function reasoned(command: Command): Command {
  return command.option('--reason <text>', 'why, for the record');
}

interface Notice extends Reasoned {
  readonly condition?: readonly string[];
}

/** The statements of a notice, in the order in which the profile states its conditions. */
async function statementsOf(
  texts: readonly string[] | undefined,
  session: Session,
): Promise<ConditionMet[] | undefined> {
  if (texts === undefined) return undefined;
  const { client, treaty } = await reading(session);
  const { membership } = await profileAt(client, treaty, present());
  const conditions = membership?.withdrawal?.conditions ?? [];
  return texts.map((statement, index) => {
    const condition = conditions[index];
    if (condition === undefined)
      throw new TreatyError('OPTION_INVALID', {
        option: '--condition',
        problem: `the profile states ${String(conditions.length)} conditions`,
      });
    return { condition, statement };
  });
}

interface Declared {
  readonly text?: string;
  readonly territory?: readonly string[];
  readonly excluded?: boolean;
}

function declarationOf(type: string, { text, territory, excluded }: Declared): DeclarationText {
  const territories = territory === undefined ? {} : { territories: territory, applies: excluded !== true };
  return parsedOption(DeclarationText, 'TYPE', { type: camel(type), ...given({ text }), ...territories });
}

/** The acts by which a state signs, is bound, and leaves. */
export function consentCommands(streams: Streams): Command[] {
  return [
    acting<'SignTreaty', Signing>(streams, {
      ...{ usage: 'sign', type: 'SignTreaty' },
      example: 'party sign --reservation "Article 3=Not for research." --as XA/head',
      description: 'sign the treaty, subject to ratification; needs full powers',
      options: (command) =>
        command
          .option('--statement <text>', 'a statement that goes with it, for the record')
          .option(
            '--reservation <provision=text...>',
            'what it reserves; without effect until your instrument confirms it',
          )
          .option('--declaration <text...>', 'how your state reads the treaty'),
      body: (_, signing) => signatureOf(signing),
    }),
    acting(streams, {
      ...{ usage: 'confirm <instrument>', type: 'ConfirmInstrument' },
      example: 'party confirm 7c1f2b9e-1f0e-4c62-9f3a-2b8d6e5a4c31 --as XA/head',
      description: 'confirm an instrument that was deposited without full powers; needs them (VCLT 8)',
      body: ([instrument]) => ({ instrument: parsedOption(ActId, 'INSTRUMENT', instrument) }),
    }),
    acting<'NotifyWithdrawal', Notice>(streams, {
      ...{ usage: 'withdraw', type: 'NotifyWithdrawal' },
      example: 'party withdraw --condition "The facilities were dismantled." --as XA/head',
      description: 'give notice of withdrawal; needs full powers, and may be revoked until it takes effect',
      options: (command) =>
        reasoned(command).option(
          '--condition <text...>',
          "how each condition of the profile has been met, in the profile's order",
        ),
      body: async (_, { reason, condition }, session) =>
        given({ reason, statements: await statementsOf(condition, session) }),
    }),
    acting<'RevokeWithdrawal', Reasoned>(streams, {
      ...{ usage: 'revoke-withdrawal', type: 'RevokeWithdrawal' },
      example: 'party revoke-withdrawal --reason "A new government." --as XA/head',
      description: 'take a notice of withdrawal back before it takes effect (VCLT 68)',
      options: reasoned,
      body: (_, { reason }) => given({ reason }),
    }),
    acting<'AnnounceSuccession', Reasoned>(streams, {
      ...{ usage: 'announce-succession <msp>', type: 'AnnounceSuccession' },
      example: 'party announce-succession XA2MSP --as XA/head',
      description:
        'announce which organisation is to carry the acts of your state or institution; a state needs full powers',
      options: reasoned,
      body: ([msp], { reason }) => ({ msp: parsedOption(MspId, 'MSP', msp), ...given({ reason }) }),
    }),
    acting(streams, {
      ...{ usage: 'take-up-succession <msp>', type: 'TakeUpSuccession', as: 'admin' },
      example: 'party take-up-succession XA2MSP --connection xa2.json --as XA/head',
      description:
        'take a state or an institution up, carried by an administrator of the organisation that was announced: name its --connection',
      body: ([msp]) => ({ msp: parsedOption(MspId, 'MSP', msp) }),
    }),
  ];
}

const reservationIn = ([reservation]: readonly string[]) => ({
  reservation: parsedOption(ReservationId, 'RESERVATION', reservation),
});

/** The acts on reservations and declarations, and those that answer the depositary. */
export function relationCommands(streams: Streams): Command[] {
  return [
    acting<'ObjectToReservation', Reasoned & { precludes?: boolean }>(streams, {
      ...{ usage: 'object <reservation>', type: 'ObjectToReservation' },
      example: 'party object R-4K7QX2M9TZ --reason "Contrary to object and purpose." --as XB/head',
      description: "object to another state's reservation; needs full powers",
      options: (command) =>
        reasoned(command).option('--precludes', 'so that the treaty is not in force between the two states'),
      body: (operands, { reason, precludes }) => ({
        ...reservationIn(operands),
        precludes: precludes === true,
        ...given({ reason }),
      }),
    }),
    acting(streams, {
      ...{ usage: 'withdraw-objection <reservation>', type: 'WithdrawObjection' },
      example: 'party withdraw-objection R-4K7QX2M9TZ --as XB/head',
      description: 'take back an objection to a reservation',
      body: reservationIn,
    }),
    acting(streams, {
      ...{ usage: 'withdraw-reservation <reservation>', type: 'WithdrawReservation' },
      example: 'party withdraw-reservation R-4K7QX2M9TZ --as XA/head',
      description: 'take back a reservation of your state',
      body: reservationIn,
    }),
    acting<'MakeDeclaration', Declared>(streams, {
      ...{ usage: 'declare <type>', type: 'MakeDeclaration' },
      example: 'party declare territorial --territory "The Northern Isles" --excluded --as XA/head',
      description:
        'declare how your state reads the treaty (interpretative), where it applies (territorial), or that it applies it before its entry into force (provisional-application)',
      options: (command) =>
        command
          .option('--text <text>', 'what is declared')
          .option('--territory <name...>', 'the territories meant')
          .option('--excluded', 'the treaty does not extend to these territories'),
      body: ([type = ''], options) => ({ declaration: declarationOf(type, options) }),
    }),
    acting(streams, {
      ...{ usage: 'withdraw-declaration <declaration>', type: 'WithdrawDeclaration' },
      example: 'party withdraw-declaration D-4K7QX2M9TZ --as XA/head',
      description: 'take back a declaration of your state',
      body: ([declaration]) => ({ declaration: parsedOption(DeclarationId, 'DECLARATION', declaration) }),
    }),
    acting(streams, {
      ...{ usage: 'acknowledge <notification>', type: 'AcknowledgeNotification' },
      example: 'party acknowledge N-4K7QX2M9TZ --as XA/delegate-1',
      description: 'acknowledge that your state has received a notification of the depositary',
      body: ([notification]) => ({ notification: parsedOption(NotificationId, 'NOTIFICATION', notification) }),
    }),
    acting<'ObjectToCorrection', { reason: string }>(streams, {
      ...{ usage: 'object-to-correction <correction>', type: 'ObjectToCorrection' },
      example: 'party object-to-correction C-4K7QX2M9TZ --reason "It is no error." --as XA/head',
      description: 'object to the correction of an error in the text, within its period',
      options: (command) =>
        command.addOption(new Option('--reason <text>', 'why, for the record').makeOptionMandatory()),
      body: ([correction], { reason }) => ({
        correction: parsedOption(CorrectionId, 'CORRECTION', correction),
        reason,
      }),
    }),
  ];
}
