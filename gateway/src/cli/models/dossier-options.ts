// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import {
  Ancestor,
  Dossier,
  JurisdictionBasis,
  LineageRelation,
  ModelStage,
  TreatyError,
} from '../../../../chaincode/src/protocol/index.ts';
import { given } from '../../given.ts';
import { parsedOption } from '../parsed.ts';
import { camel, kebab } from '../words.ts';

/** The options of a dossier as they are typed; those that are not typed keep what stands. */
export interface DossierChoice {
  readonly name?: string;
  readonly developer?: readonly string[];
  readonly programme?: string;
  readonly stage?: string;
  readonly jurisdiction?: readonly string[];
  readonly lineage?: readonly string[];
  readonly scope?: string;
  readonly openWeights?: string;
  readonly release?: readonly string[];
  readonly trainedFrom?: string;
  readonly published?: string;
  readonly source?: string;
}

function words(options: readonly string[]): string {
  return options.map(kebab).join(', ');
}

/** Adds the options of a dossier to a command. */
export function withDossier(command: Command): Command {
  return command
    .option('--name <name>', 'the name by which the model is known')
    .option('--developer <name...>', 'who develops it')
    .option('--programme <name>', "the developer's programme; runs of two named programmes do not count together")
    .option('--stage <stage>', words(ModelStage.options))
    .option(
      '--jurisdiction <state:basis...>',
      `a state and why, such as XA:territory (${words(JurisdictionBasis.options)})`,
    )
    .option(
      '--lineage <model:relation...>',
      `a model that it comes from, such as AISI-XA/gpt-4:fine-tune (${words(LineageRelation.options)}); with :included where its compute is in the figures of this model already`,
    )
    .option('--scope <scope>', 'civil, military or both')
    .option('--open-weights <answer>', 'yes, no or unknown')
    .option('--release <id=digest...>', 'a version and the SHA-256 of its weights, or its id alone')
    .option('--trained-from <day>', 'when the run began, such as 2026-11-23')
    .option('--published <day>', 'when the model was published')
    .option('--source <text>', 'where all this stands');
}

/** The two or more parts of an option, up to so many. Fails if: OPTION_INVALID. */
function split(option: string, text: string, most: number, form: string): [string, string, string | undefined] {
  const parts = text.split(':');
  const [first = '', second, third] = parts;
  if (second === undefined || parts.length > most) throw new TreatyError('OPTION_INVALID', { option, problem: form });
  return [first, second, third];
}

function jurisdictionIn(text: string): object {
  const [state, basis] = split('--jurisdiction', text, 2, 'write STATE:BASIS, such as XA:territory');
  return { state, basis: camel(basis) };
}

function ancestorIn(text: string): Ancestor {
  const form = 'write MODEL:RELATION, such as AISI-XA/gpt-4:fine-tune';
  const [model, relation, included] = split('--lineage', text, 3, form);
  if (included !== undefined && included !== 'included')
    throw new TreatyError('OPTION_INVALID', { option: '--lineage', problem: form });
  const link = { model, relation: camel(relation), ...(included === undefined ? {} : { included: true }) };
  return parsedOption(Ancestor, '--lineage', link);
}

function releaseIn(text: string): object {
  const at = text.lastIndexOf('=');
  return at < 0 ? { id: text } : { id: text.slice(0, at), weights: text.slice(at + 1) };
}

const SILENT = { lineage: [], versions: [], openWeights: 'unknown' };

/** The option of which a field of a dossier is made. */
const OPTIONS: Readonly<Record<string, string>> = {
  developers: '--developer',
  jurisdictions: '--jurisdiction',
  openWeights: '--open-weights',
  versions: '--release',
  trainedFrom: '--trained-from',
};

/** The dossier that the options make, of the one that stands where there is one. Fails if: OPTION_INVALID. */
export function dossierOf(choice: DossierChoice, standing: Dossier | undefined): Dossier {
  const { name, developer, programme, stage, jurisdiction, lineage, scope, openWeights, release } = choice;
  const { trainedFrom, published, source } = choice;
  const said = given({
    ...{ name, developers: developer, programme, scope, openWeights, trainedFrom, published, source },
    stage: stage === undefined ? undefined : camel(stage),
    jurisdictions: jurisdiction?.map(jurisdictionIn),
    lineage: lineage?.map(ancestorIn),
    versions: release?.map(releaseIn),
  });
  const parsed = Dossier.safeParse({ ...SILENT, ...standing, ...said });
  if (parsed.success) return parsed.data;
  const field = String(parsed.error.issues[0]?.path[0] ?? '');
  return parsedOption(Dossier, OPTIONS[field] ?? `--${field}`, { ...SILENT, ...standing, ...said });
}
