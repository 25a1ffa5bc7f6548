// SPDX-License-Identifier: Apache-2.0
import { Command } from 'commander';
import { isOverdue } from '../../../../chaincode/src/domain/index.ts';
import {
  MemberId,
  ModelId,
  registrantOf,
  type ComputeDeclaration,
  type Discrepancy,
  type Instant,
  type Model,
} from '../../../../chaincode/src/protocol/index.ts';
import { present } from '../clock.ts';
import { exemplified } from '../guidance.ts';
import { DESCENT, figureWords, jurisdictionWords, PHASES, STAGES } from '../model-words.ts';
import { modelNamed } from '../models/facts.ts';
import { parsedOption } from '../parsed.ts';
import { all, reading } from '../reading.ts';
import { inTreaty, Session } from '../session.ts';
import type { Streams } from '../streams.ts';
import { columns, fields, instantWords, methodWords, remainingWords } from '../words.ts';

function optional(name: string, text: string | undefined): [string, string][] {
  return text === undefined || text === '' ? [] : [[name, text]];
}

function figureRow(figure: ComputeDeclaration): string[] {
  const { id, declarer, phase, method, basis, declared, status } = figure;
  const by = `by ${declarer}${basis === undefined ? '' : `, ${basis}`}, ${instantWords(declared.at)}`;
  const stands = status === 'superseded' ? `superseded by ${figure.by}` : 'stands';
  return [id, PHASES[phase], figureWords(figure), methodWords(method), by, stands];
}

function modelWords({ id, dossier, registered, revised }: Model, figures: readonly ComputeDeclaration[]): string {
  const { name, developers, programme, stage, lineage, scope, openWeights, versions, trainedFrom, published, source } =
    dossier;
  const descent = lineage.map(
    ({ model, relation, included }) =>
      `${DESCENT[relation]} ${model}${included === true ? ', whose compute is in these figures' : ''}`,
  );
  const releases = versions.map(
    ({ id: version, weights }) => `${version}${weights === undefined ? '' : ` ${weights}`}`,
  );
  const corrected = revised.act === registered.act ? '' : `; revision ${revised.act} of ${instantWords(revised.at)}`;
  const head = fields([
    ['model', `${id}: ${name}`],
    ['developer', developers.join(', ')],
    ...optional('programme', programme),
    ['stage', STAGES[stage]],
    ['lies in', jurisdictionWords(dossier)],
    ...optional('lineage', descent.join('\n')),
    ...optional('scope', scope),
    ['open weights', openWeights],
    ...optional('versions', releases.join('\n')),
    ...optional('trained from', trainedFrom),
    ...optional('published', published),
    ...optional('source', source),
    ['registered', `${instantWords(registered.at)}${corrected}`],
  ]);
  return `${head}${figures.length === 0 ? 'No compute is declared.' : columns(figures.map(figureRow))}\n`;
}

/** `model show`: the dossier of a model and every figure declared of it. */
export function showCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('show')), 'model show AISI-XA/gpt-5')
    .description('show the dossier of a model and every figure that was declared, superseded ones too')
    .argument('<model>', 'the model, such as AISI-XA/gpt-5')
    .action((id: string, _: unknown, command: Command) =>
      Session.run(command, streams, async (session) => {
        const { client } = await reading(session);
        const model = await modelNamed(client, parsedOption(ModelId, 'MODEL', id));
        const figures = await all(client, 'ComputeDeclaration', model.id);
        await session.answer({ model, declarations: figures }, modelWords(model, figures));
      }),
    );
}

function listRow({ id, dossier }: Model): string[] {
  return [id, STAGES[dossier.stage], jurisdictionWords(dossier), `${dossier.name}, ${dossier.developers.join(', ')}`];
}

/** `model list`: the register. */
export function listCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('list')), 'model list', 'model list --by AISI-XA --developer OpenAI')
    .description('list the models on the record')
    .option('--by <member>', 'those that this member has registered')
    .option('--developer <name>', 'those of this developer')
    .action(({ by, developer }: { by?: string; developer?: string }, command: Command) =>
      Session.run(command, streams, async (session) => {
        const registrant = by === undefined ? undefined : parsedOption(MemberId, '--by', by);
        const { client } = await reading(session);
        const models = (await all(client, 'Model')).filter(
          ({ id, dossier }) =>
            (registrant === undefined || registrantOf(id) === registrant) &&
            (developer === undefined || dossier.developers.includes(developer)),
        );
        const words = models.length === 0 ? 'No model is on the record.' : columns(models.map(listRow));
        await session.answer({ models }, `${words}\n`);
      }),
    );
}

function discrepancyRow(discrepancy: Discrepancy, now: Instant): string[] {
  const { id, model, phase, method, declarers, declarations, status, until } = discrepancy;
  const left = until === undefined ? 'no time stated' : `until ${instantWords(until)}, ${remainingWords(until, now)}`;
  const limit = isOverdue(discrepancy, now) ? `overdue since ${instantWords(until ?? now)}` : left;
  const between = declarers.map((declarer, index) => `${declarer} (${declarations[index] ?? ''})`).join(' and ');
  return [
    id,
    status,
    status === 'open' ? limit : '',
    `${PHASES[phase]} of ${model} by ${methodWords(method)}`,
    between,
  ];
}

/** `model discrepancies`: where declarers disagree, and until when they have to settle it. */
export function discrepanciesCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('discrepancies')), 'model discrepancies --open')
    .description('list where the figures of two declarers exclude each other, and which are overdue')
    .option('--open', 'only those that are not settled')
    .action(({ open }: { open?: boolean }, command: Command) =>
      Session.run(command, streams, async (session) => {
        const { client } = await reading(session);
        const now = present();
        const found = (await all(client, 'Discrepancy')).filter(({ status }) => open !== true || status === 'open');
        const words =
          found.length === 0 ? 'There is no discrepancy.' : columns(found.map((one) => discrepancyRow(one, now)));
        const discrepancies = found.map((one) => ({ ...one, isOverdue: isOverdue(one, now) }));
        await session.answer({ discrepancies }, `${words}\n`);
      }),
    );
}
