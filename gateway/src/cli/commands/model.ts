// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command } from 'commander';
import {
  ComputeId,
  ComputePhase,
  ComputeStatement,
  FigureBasis,
  ModelId,
  ModelSlug,
  parseAmount,
  TreatyError,
} from '../../../../chaincode/src/protocol/index.ts';
import { given } from '../../given.ts';
import { exemplified } from '../guidance.ts';
import { methodIn } from '../method.ts';
import { dossierOf, withDossier, type DossierChoice } from '../models/dossier-options.ts';
import { modelNamed } from '../models/facts.ts';
import { parsedOption } from '../parsed.ts';
import { reading } from '../reading.ts';
import type { Session } from '../session.ts';
import type { Streams } from '../streams.ts';
import { camel, kebab } from '../words.ts';
import { acting } from './acting.ts';
import { importCommand } from './model-import.ts';
import { discrepanciesCommand, listCommand, showCommand } from './model-reading.ts';
import { tierCommand, tiersCommand } from './model-tier.ts';

/** `depositary model`: the register of models, the compute declared of them, and the tiers into which they fall. */
export function modelCommand(streams: Streams = process): Command {
  const command = new Command('model').description(
    'register models, declare the compute that went into them, and see into which tier they fall',
  );
  const commands = [
    registerCommand(streams),
    correctCommand(streams),
    declareCommand(streams),
    importCommand(streams),
    showCommand(streams),
    listCommand(streams),
    discrepanciesCommand(streams),
    tierCommand(streams),
    tiersCommand(streams),
  ];
  for (const inner of commands) command.addCommand(inner);
  return exemplified(
    command,
    'model register gpt-5 --name GPT-5 --developer OpenAI --stage trained --jurisdiction XA:territory --as AISI-XA/head',
    'model declare AISI-XA/gpt-5 --phase total --best 6.6e25 --method total-operations@1 --as AISI-XA/head',
    'model tier AISI-XA/gpt-5 --for XB',
    'model import docs/examples/models.csv --as AISI-XA/head',
    'model tiers docs/examples/models.csv',
  );
}

function registerCommand(streams: Streams): Command {
  return acting<'RegisterModel', DossierChoice>(streams, {
    ...{ usage: 'register <slug>', type: 'RegisterModel' },
    example:
      'model register gpt-5 --name GPT-5 --developer OpenAI --stage trained --jurisdiction XA:territory US:establishment --as AISI-XA/head',
    description: 'register a model or a training run under a short name of your member',
    options: withDossier,
    body: ([slug], choice) => ({
      slug: parsedOption(ModelSlug, 'SLUG', slug),
      dossier: dossierOf(choice, undefined),
    }),
  });
}

async function correction(model: ModelId, choice: DossierChoice & { reason: string }, session: Session) {
  const { client } = await reading(session);
  const { dossier, revised } = await modelNamed(client, model);
  return { model, supersedes: revised.act, reason: choice.reason, dossier: dossierOf(choice, dossier) };
}

function correctCommand(streams: Streams): Command {
  return acting<'CorrectModel', DossierChoice & { reason: string }>(streams, {
    ...{ usage: 'correct <model>', type: 'CorrectModel' },
    example: 'model correct AISI-XA/gpt-5 --stage in-training --reason "Training goes on." --as AISI-XA/head',
    description: 'correct the dossier of a model that your member has registered; what is not named stays as it is',
    options: (command) => withDossier(command).requiredOption('--reason <text>', 'why, for the record'),
    body: ([model], choice, session) => correction(parsedOption(ModelId, 'MODEL', model), choice, session),
  });
}

interface Figure {
  readonly phase: string;
  readonly best: string;
  readonly low?: string;
  readonly high?: string;
  readonly method: string;
  readonly basis?: string;
  readonly evidence?: readonly string[];
  readonly source?: string;
  readonly supersedes?: string;
}

function statementOf(model: unknown, { phase, best, low, high, method, basis, ...rest }: Figure): ComputeStatement {
  const { evidence = [], source, supersedes } = rest;
  const statement = {
    model: parsedOption(ModelId, 'MODEL', model),
    phase: parsedOption(ComputePhase, '--phase', camel(phase)),
    best: parseAmount(best),
    method: methodIn(method),
    evidence,
    ...given({
      low: low === undefined ? undefined : parseAmount(low),
      high: high === undefined ? undefined : parseAmount(high),
      basis: basis === undefined ? undefined : parsedOption(FigureBasis, '--basis', basis),
      supersedes: supersedes === undefined ? undefined : parsedOption(ComputeId, '--supersedes', supersedes),
      source,
    }),
  };
  const parsed = ComputeStatement.safeParse(statement);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new TreatyError('OPTION_INVALID', { option: `--${String(issue?.path[0])}`, problem: issue?.message });
}

function declareCommand(streams: Streams): Command {
  return acting<'DeclareCompute', Figure>(streams, {
    ...{ usage: 'declare <model>', type: 'DeclareCompute' },
    example:
      'model declare AISI-XA/gpt-5 --phase total --best 6.6e25 --low 2e25 --high 2e26 --method total-operations@1 --as AISI-XA/head',
    description: 'declare the compute of a phase of a model, or of the whole, with its bounds',
    options: (command) =>
      command
        .requiredOption('--phase <phase>', ComputePhase.options.map(kebab).join(', '))
        .requiredOption('--best <operations>', 'the figure, such as 6.6e25; every digit is kept')
        .option('--low <operations>', 'the least that it may be')
        .option('--high <operations>', 'the most that it may be')
        .requiredOption('--method <name@version>', 'how operations are counted, such as total-operations@1')
        .option('--basis <basis>', `how the figure came about: ${FigureBasis.options.join(', ')}`)
        .option('--evidence <digest...>', 'the SHA-256 of what bears it out')
        .option('--source <text>', 'where it stands')
        .option('--supersedes <declaration>', 'your own declaration that this one replaces, such as F-4K7QX2M9TZ'),
    body: ([model], figure) => statementOf(model, figure),
  });
}
