// SPDX-License-Identifier: Apache-2.0
import {
  memberOf,
  type Act,
  type Amount,
  type ComputeFigure,
  type Dossier,
  type EventOf,
  type LineageRelation,
  type TreatyEvent,
} from '../../../chaincode/src/protocol/index.ts';
import { amountWords, instantWords, kebab, methodWords, oneLine } from './words.ts';

/** What each phase of compute is called in a sentence. */
export const PHASES: Readonly<Record<ComputeFigure['phase'], string>> = {
  preTraining: 'pre-training',
  postTraining: 'post-training',
  syntheticData: 'synthetic data',
  total: 'the whole',
};

/** What each stage of a model is called in a sentence. */
export const STAGES: Readonly<Record<Dossier['stage'], string>> = {
  planned: 'planned',
  inTraining: 'in training',
  trained: 'trained',
};

/** How a model was made from another, as a clause before its id. */
export const DESCENT: Readonly<Record<LineageRelation, string>> = {
  base: 'built on',
  fineTune: 'fine-tuned from',
  distillation: 'distilled from',
  continuation: 'carries on',
};

/** A figure with its bounds: `6.6e25 (2e25 to 2e26)`. */
export function figureWords({ low, best, high }: Pick<ComputeFigure, 'low' | 'best' | 'high'>): string {
  if (low === undefined && high === undefined) return amountWords(best);
  const bound = (amount: Amount | undefined): string => amountWords(amount ?? best);
  return `${amountWords(best)} (${bound(low)} to ${bound(high)})`;
}

/** Where a model lies, and why: `XA (territory), XB (hosts-compute)`. */
export function jurisdictionWords({ jurisdictions }: Pick<Dossier, 'jurisdictions'>): string {
  return jurisdictions.map(({ state, basis }) => `${state} (${kebab(basis)})`).join(', ');
}

type ModelAct = Extract<Act, { type: 'RegisterModel' | 'CorrectModel' | 'DeclareCompute' }>;

/** What an act on a model does, in one sentence. */
export function modelDeedWords(act: ModelAct): string {
  const { by } = act;
  switch (act.type) {
    case 'RegisterModel':
      return `${memberOf(by)} registers the model ${memberOf(by)}/${act.body.slug} (${act.body.dossier.name}), ${STAGES[act.body.dossier.stage]}.`;
    case 'CorrectModel':
      return `${memberOf(by)} corrects the dossier of ${act.body.model}: ${oneLine(act.body.reason)}`;
    case 'DeclareCompute': {
      const { model, phase, method, supersedes } = act.body;
      const instead = supersedes === undefined ? '' : `, in place of ${supersedes}`;
      return `${memberOf(by)} declares ${figureWords(act.body)} for ${PHASES[phase]} of ${model}, counted by ${methodWords(method)}${instead}.`;
    }
  }
}

type ModelEvent = Extract<
  TreatyEvent,
  { type: 'ModelRegistered' | 'ModelCorrected' | 'ComputeDeclared' | 'DiscrepancyOpened' | 'DiscrepancySettled' }
>;

function opened({ discrepancy, model, phase, declarers, until }: EventOf<'DiscrepancyOpened'>): string {
  const limit = until === undefined ? 'no time is stated to settle it' : `to be settled until ${instantWords(until)}`;
  return `the figures of ${declarers.join(' and ')} for ${PHASES[phase]} of ${model} exclude each other (${discrepancy}), ${limit}`;
}

/** What an event about a model says, as a clause without full stop. */
export function modelEventWords(event: ModelEvent): string {
  switch (event.type) {
    case 'ModelRegistered': {
      const { model, dossier } = event;
      const { name, developers, stage } = dossier;
      return `the model ${model} (${name} of ${developers.join(', ')}) is registered, ${STAGES[stage]}, in ${jurisdictionWords(dossier)}`;
    }
    case 'ModelCorrected':
      return `the dossier of ${event.model} is corrected: ${oneLine(event.reason)}`;
    case 'ComputeDeclared': {
      const { declaration, declarer, model, phase, method, supersedes } = event;
      const instead = supersedes === undefined ? '' : `, in place of ${supersedes}`;
      return `${declarer} declares ${figureWords(event)} for ${PHASES[phase]} of ${model}, counted by ${methodWords(method)} (${declaration})${instead}`;
    }
    case 'DiscrepancyOpened':
      return opened(event);
    case 'DiscrepancySettled':
      return `the discrepancy ${event.discrepancy} about ${event.model} is settled`;
  }
}
