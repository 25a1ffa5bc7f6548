// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from 'commander';
import {
  ActId,
  CorrectionId,
  Digest,
  Finding,
  Instant,
  Language,
  MemberId,
  RepresentativeId,
} from '../../../../chaincode/src/protocol/index.ts';
import { given } from '../../given.ts';
import { parsedOption } from '../parsed.ts';
import type { Streams } from '../streams.ts';
import { camel, kebab } from '../words.ts';
import { acting } from './acting.ts';

function must(flags: string, description: string): Option {
  return new Option(flags, description).makeOptionMandatory();
}

const SOME_DIGEST = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The acts of the depositary on instruments and notifications. */
function circulating(streams: Streams): Command[] {
  return [
    acting<'ExamineInstrument', { finding: string; reason?: string }>(streams, {
      ...{ usage: 'examine <member> <instrument>', type: 'ExamineInstrument' },
      example: 'treaty examine XA 7c1f2b9e-1f0e-4c62-9f3a-2b8d6e5a4c31 --finding in-due-form --as SEC/depositary',
      description: 'find an instrument in due form, or not; one in due form binds as of its receipt',
      options: (command) =>
        command
          .addOption(must('--finding <finding>', 'what the examination finds').choices(Finding.options.map(kebab)))
          .option('--reason <text>', 'why, for the record'),
      body: ([member, instrument], { finding, reason }) => ({
        member: parsedOption(MemberId, 'MEMBER', member),
        instrument: parsedOption(ActId, 'INSTRUMENT', instrument),
        finding: parsedOption(Finding, '--finding', camel(finding)),
        ...given({ reason }),
      }),
    }),
    acting<'CirculateNotification', { text?: string }>(streams, {
      ...{ usage: 'circulate <by> <act>', type: 'CirculateNotification' },
      example: 'treaty circulate XA/head 7c1f2b9e-1f0e-4c62-9f3a-2b8d6e5a4c31 --as SEC/depositary',
      description: 'notify all states of an act, by its office and its number',
      options: (command) => command.option('--text <text>', 'what the notification says'),
      body: ([by, act], { text }) => ({
        about: { by: parsedOption(RepresentativeId, 'BY', by), act: parsedOption(ActId, 'ACT', act) },
        ...given({ text }),
      }),
    }),
    acting<'EnterRegistration', { registered: string }>(streams, {
      ...{ usage: 'register <number>', type: 'EnterRegistration' },
      example: 'treaty register I-12345 --registered 2027-03-01T00:00:00Z --as SEC/depositary',
      description: 'enter the number under which the United Nations have registered the treaty (Charter, article 102)',
      options: (command) => command.addOption(must('--registered <instant>', 'when it was registered')),
      body: ([number = ''], { registered }) => ({
        number,
        registered: parsedOption(Instant, '--registered', registered),
      }),
    }),
  ];
}

/** The acts of the depositary on the treaty's text. */
function onTexts(streams: Streams): Command[] {
  return [
    acting<'DepositText', { title?: string }>(streams, {
      ...{ usage: 'text <language> <digest>', type: 'DepositText' },
      example: `treaty text en ${SOME_DIGEST} --as SEC/depositary`,
      description: 'enter the authentic text of a language by the SHA-256 digest of its file',
      options: (command) => command.option('--title <text>', 'its title in that language'),
      body: ([language, digest], { title }) => ({
        language: parsedOption(Language, 'LANGUAGE', language),
        digest: parsedOption(Digest, 'DIGEST', digest),
        ...given({ title }),
      }),
    }),
    acting(streams, {
      ...{ usage: 'certify <language> <digest>', type: 'CertifyCopy' },
      example: `treaty certify en ${SOME_DIGEST} --as SEC/depositary`,
      description: 'certify that a copy, by its digest, is true to the text of its language',
      body: ([language, digest]) => ({
        language: parsedOption(Language, 'LANGUAGE', language),
        digest: parsedOption(Digest, 'DIGEST', digest),
      }),
    }),
    acting<'ProposeCorrection', { base: string; digest: string; error: string }>(streams, {
      ...{ usage: 'correct <language>', type: 'ProposeCorrection' },
      example: `treaty correct en --base ${SOME_DIGEST} --digest ${'0'.repeat(64)} --error "A misprint." --as SEC/depositary`,
      description: 'propose to correct an error in the text; states may object within the period of the profile',
      options: (command) =>
        command
          .addOption(must('--base <digest>', 'the text that stands'))
          .addOption(must('--digest <digest>', 'the text as corrected'))
          .addOption(must('--error <text>', 'the error, and how it is corrected')),
      body: ([language], { base, digest, error }) => ({
        language: parsedOption(Language, 'LANGUAGE', language),
        base: parsedOption(Digest, '--base', base),
        digest: parsedOption(Digest, '--digest', digest),
        error,
      }),
    }),
    acting(streams, {
      ...{ usage: 'effect-correction <correction>', type: 'EffectCorrection' },
      example: 'treaty effect-correction C-4K7QX2M9TZ --as SEC/depositary',
      description: 'effect a correction to which nobody has objected in time',
      body: ([correction]) => ({ correction: parsedOption(CorrectionId, 'CORRECTION', correction) }),
    }),
  ];
}

/** The acts of a depositary. */
export function officeCommands(streams: Streams): Command[] {
  return [...circulating(streams), ...onTexts(streams)];
}
