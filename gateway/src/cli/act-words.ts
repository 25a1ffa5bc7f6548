// SPDX-License-Identifier: Apache-2.0
import { memberOf, type Act, type Instant } from '../../../chaincode/src/protocol/index.ts';
import { depositWords, membershipDeedWords } from './membership-words.ts';
import { modelDeedWords } from './model-words.ts';
import { subjectWords } from './subject-words.ts';
import { columns, IN_SECRET, instantWords, paperCountWords, powersWords, remainingWords } from './words.ts';

/** What an act does, in one sentence. */
export function deedWords(act: Act): string {
  const { by } = act;
  switch (act.type) {
    case 'OpenTreaty':
      return `${by} opens the treaty "${act.body.title}" under version ${act.body.profile.version} of its profile.`;
    case 'DepositInstrument':
      return depositWords(act);
    case 'SignTreaty':
    case 'ExamineInstrument':
    case 'ConfirmInstrument':
    case 'NotifyWithdrawal':
    case 'RevokeWithdrawal':
    case 'ObjectToReservation':
    case 'WithdrawReservation':
    case 'WithdrawObjection':
    case 'MakeDeclaration':
    case 'WithdrawDeclaration':
    case 'DepositText':
    case 'CertifyCopy':
    case 'EnterRegistration':
    case 'CirculateNotification':
    case 'AcknowledgeNotification':
    case 'ProposeCorrection':
    case 'ObjectToCorrection':
    case 'EffectCorrection':
    case 'AnnounceSuccession':
    case 'TakeUpSuccession':
      return membershipDeedWords(act);
    case 'RegisterHead':
      return `${by} is registered as head of delegation, with ${powersWords(act.body.powers)}, until ${instantWords(act.body.term.until)}.`;
    case 'RecoverKey':
      return `The key of ${by} is replaced by its organisation.`;
    case 'ObjectToKey':
      return `${by} objects to the replacement of its key.`;
    case 'ExamineCredentials': {
      const { finding, representative } = act.body;
      return `${by} finds the credentials of ${representative} ${finding === 'inDueForm' ? '' : 'not '}in due form.`;
    }
    case 'RegisterRepresentative': {
      const { representative, powers, term } = act.body;
      return `${by} registers ${representative}, with ${powersWords(powers)}, until ${instantWords(term.until)}.`;
    }
    case 'SuspendRepresentative':
      return `${by} suspends ${act.body.representative}.`;
    case 'ReinstateRepresentative':
      return `${by} reinstates ${act.body.representative}.`;
    case 'EndRepresentative':
      return `${by} ends the office of ${act.body.representative}.`;
    case 'RotateKey':
      return `${by} gives ${act.body.representative} another key.`;
    case 'MakeProposal':
      return `${by} proposes ${subjectWords(act.body.subject)}.`;
    case 'CastVote': {
      const { choice, proposal, supersedes } = act.body;
      return `${memberOf(by)} votes ${choice ?? IN_SECRET} on ${proposal}${supersedes === undefined ? '' : ', in place of its earlier ballot'}.`;
    }
    case 'WithdrawProposal':
      return `${by} withdraws ${act.body.proposal}.`;
    case 'ExtendWindow': {
      const { proposal, ground } = act.body;
      const why = ground.type === 'outage' ? `an outage of ${ground.party}` : 'a late swing';
      return `${by} extends the window of ${proposal} after ${why}.`;
    }
    case 'EnterReceived': {
      const { received, ballot } = act.body;
      return `${by} enters the note of ${ballot.member}, received ${instantWords(received)}, which votes ${ballot.choice ?? IN_SECRET} on ${ballot.proposal}.`;
    }
    case 'ReportCount': {
      const { proposal, supersedes } = act.body;
      const instead = supersedes === undefined ? '' : ', in place of its earlier report';
      return `${memberOf(by)} reports its count of the papers of ${proposal}${instead}: ${paperCountWords(act.body)}.`;
    }
    case 'VacateSeat':
      return `${memberOf(by)} gives up its seat of ${act.body.organ}.`;
    case 'RegisterModel':
    case 'CorrectModel':
    case 'DeclareCompute':
      return modelDeedWords(act);
    case 'CloseProposal':
      return `${by} closes ${act.body.proposal}.`;
  }
}

/** Every value of the content with the way to it: who seals must see all that is sealed, not a summary. */
function leaves(value: unknown, path: readonly string[] = []): [string, string][] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]));
  return [[path.join('.'), String(value)]];
}

function indented([path, text]: readonly [string, string]): [string, string] {
  return [path, text.split('\n').join('\n      ')];
}

/** An act as one reads it before sealing or submitting it: what it does, where, until when, and all that it says. */
export function actWords(act: Act, now: Instant): string {
  const head = columns(
    [
      ['act', `${act.type}, version ${String(act.v)}, id ${act.id}`],
      ['by', act.by],
      ['treaty', act.treaty],
      ['network', act.network],
      ['drafted', instantWords(act.at)],
      ['may be submitted', `until ${instantWords(act.notAfter)} (${remainingWords(act.notAfter, now)})`],
    ],
    '  ',
  );
  const body = leaves(act.body).map(indented);
  return `${deedWords(act)}\n${head}\nIt says:\n${columns(body, '  ')}\n`;
}
