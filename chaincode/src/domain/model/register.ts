// SPDX-License-Identifier: Apache-2.0
import {
  canonicalText,
  memberOf,
  modelOf,
  registrantOf,
  requireJson,
  TreatyError,
  type Dossier,
  type Model,
  type ModelId,
} from '../../protocol/index.ts';
import { one, type Known } from '../known.ts';
import { ruleFor } from '../rule.ts';
import { ancestryNeeds, parentNeeds, requireNoRing, requireParents } from './lineage.ts';
import { participantNeeds, requireParticipant } from './participant.ts';

/** Finds a model. Fails if: MODEL_UNKNOWN. */
export function requireModel(model: ModelId, known: Known): Model {
  const record = known.record('Model', model);
  // R-162 what is said of a model, and what descends from it, is of a model on the record
  if (record === undefined) throw new TreatyError('MODEL_UNKNOWN', { model });
  return record;
}

function textOf(dossier: Dossier): string {
  const value: unknown = dossier;
  requireJson(value);
  return canonicalText(value);
}

/** An institute or a party registers a model in its own name space. */
const registerModel = ruleFor('RegisterModel', {
  power: 'credentials',
  needs: ({ by, body: { slug, dossier } }) => [
    ...participantNeeds(by),
    one('Model', modelOf(memberOf(by), slug)),
    ...parentNeeds(dossier),
  ],
  decide(act, { known, context: { now } }) {
    const { slug, dossier } = act.body;
    const member = memberOf(act.by);
    requireParticipant(member, known, now);
    const model = modelOf(member, slug);
    const former = known.record('Model', model);
    // R-161 a name means one model for good, and stands under the member that gave it
    if (former !== undefined) throw new TreatyError('MODEL_EXISTS', { model, revision: former.revised.act });
    requireParents(dossier, known);
    return [{ type: 'ModelRegistered', model, dossier }];
  },
});

/** The registrant replaces the dossier of a model. */
const correctModel = ruleFor('CorrectModel', {
  power: 'credentials',
  needs: ({ by, body: { model, dossier } }, known) => [
    ...participantNeeds(by),
    one('Model', model),
    ...parentNeeds(dossier),
    ...ancestryNeeds(model, dossier, known),
  ],
  decide(act, { known, context: { now } }) {
    const { model, supersedes, reason, dossier } = act.body;
    const member = memberOf(act.by);
    requireParticipant(member, known, now);
    const standing = requireModel(model, known);
    const registrant = registrantOf(model);
    // R-163 a dossier is corrected by the member that registered the model
    if (member !== registrant) throw new TreatyError('MODEL_NOT_YOURS', { model, registrant, member });
    const expected = standing.revised.act;
    // R-164 a correction names the revision that it replaces, and changes something
    if (supersedes !== expected) throw new TreatyError('MODEL_REVISION_STALE', { model, named: supersedes, expected });
    if (textOf(dossier) === textOf(standing.dossier)) throw new TreatyError('MODEL_CHANGES_NOTHING', { model });
    requireParents(dossier, known);
    requireNoRing(standing, dossier, known);
    return [{ type: 'ModelCorrected', model, supersedes, reason, dossier }];
  },
});

/** The rules on the register of models. */
export const REGISTER_RULES = [registerModel, correctModel] as const;
