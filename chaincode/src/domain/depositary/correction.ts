// SPDX-License-Identifier: Apache-2.0
import {
  compareInstants,
  CorrectionId,
  deadline,
  deriveId,
  memberOf,
  TreatyError,
  type Act,
  type Correction,
  type Digest,
  type Instant,
  type Profile,
} from '../../protocol/index.ts';
import { one, type Known } from '../known.ts';
import { requireNamed, standingOf } from '../party/standing.ts';
import { mayMove, ruleFor, statusesFor, type Case, type Edges } from '../rule.ts';
import { requireDepositary, requireText } from './office.ts';

/** A correction is effected unless a state objects to it. */
export const CORRECTION_EDGES: Edges<Correction['status']> = {
  proposed: { ObjectToCorrection: ['objected'], EffectCorrection: ['effected'] },
  objected: {},
  effected: {},
};

type Proposed = Extract<Correction, { status: 'proposed' }>;

function idOf(digest: Digest): CorrectionId {
  return CorrectionId.parse(deriveId('C', digest));
}

function objectionUntil({ id, membership, clock }: Profile, now: Instant): Instant {
  const within = membership?.correctionObjectionWithin;
  // R-135 a correction is proposed where the profile gives a period to object to it (VCLT 79(2))
  if (within === undefined) throw new TreatyError('CORRECTION_NOT_PROVIDED', { profile: id });
  return deadline(now, within, clock.seat);
}

/** The depositary proposes to correct an error. */
const proposeCorrection = ruleFor('ProposeCorrection', {
  power: 'credentials',
  needs: (act, _, digest) => [one('AuthenticText', act.body.language), one('Correction', idOf(digest))],
  decide(act, { known, treaty, profile, context }) {
    requireDepositary(act, treaty);
    const { language, base, digest, error } = act.body;
    const text = requireText(language, known);
    // R-136 a correction changes the text that stands
    if (text.digest !== base || digest === base)
      throw new TreatyError('CORRECTION_BASE_STALE', { language, base, digest: text.digest });
    const correction = idOf(context.digest);
    // R-111 ids are short, so somebody could search for two with one id: the second is refused
    if (known.record('Correction', correction) !== undefined) throw new TreatyError('ID_TAKEN', { id: correction });
    const until = objectionUntil(profile, context.now);
    return [{ type: 'CorrectionProposed', correction, language, base, digest, error, objectionUntil: until }];
  },
});

function requireProposed(id: CorrectionId, act: Act, known: Known): Proposed {
  const correction = known.record('Correction', id);
  if (correction === undefined) throw new TreatyError('CORRECTION_UNKNOWN', { correction: id });
  const { status } = correction;
  // R-137 a correction ends with an objection, or with its effect
  if (status !== 'proposed' || !mayMove(CORRECTION_EDGES, status, act.type)) {
    const expected = statusesFor(CORRECTION_EDGES, act.type);
    throw new TreatyError('CORRECTION_STATUS', { correction: id, status, act: act.type, expected });
  }
  return correction;
}

function requireConcerned(act: Act, { known, treaty, context }: Case): void {
  const party = requireNamed(memberOf(act.by), known);
  const status = standingOf(party, treaty, context.now);
  // R-138 signatory and contracting states object to a correction, within its period (VCLT 79(2))
  if (status === 'invited' || status === 'withdrawn')
    throw new TreatyError('PARTY_NOT_BOUND', { member: party.id, status, expected: 'signatory' });
}

/** A state objects to a correction, which then is not effected. */
const objectToCorrection = ruleFor('ObjectToCorrection', {
  power: 'credentials',
  needs: (act) => [one('Party', memberOf(act.by)), one('Correction', act.body.correction)],
  decide(act, at) {
    const { now } = at.context;
    requireConcerned(act, at);
    const { id, objectionUntil: until } = requireProposed(act.body.correction, act, at.known);
    // R-138 signatory and contracting states object to a correction, within its period (VCLT 79(2))
    if (compareInstants(now, until) > 0)
      throw new TreatyError('CORRECTION_PERIOD_OVER', { correction: id, until, now });
    return [{ type: 'CorrectionObjected', correction: id, member: memberOf(act.by), reason: act.body.reason }];
  },
});

/** The depositary effects a correction to which nobody has objected. */
const effectCorrection = ruleFor('EffectCorrection', {
  power: 'credentials',
  needs: ({ body: { correction } }, known) => {
    const language = known.find('Correction', correction)?.language;
    return [one('Correction', correction), ...(language === undefined ? [] : [one('AuthenticText', language)])];
  },
  decide(act, { known, treaty, context: { now } }) {
    requireDepositary(act, treaty);
    const { id, language, base, digest, objectionUntil: until } = requireProposed(act.body.correction, act, known);
    // R-139 a correction is effected once its period has passed, and starts from the text that stands
    if (compareInstants(now, until) <= 0) throw new TreatyError('CORRECTION_TOO_EARLY', { correction: id, until, now });
    const text = requireText(language, known);
    if (text.digest !== base) throw new TreatyError('CORRECTION_BASE_STALE', { language, base, digest: text.digest });
    return [{ type: 'CorrectionEffected', correction: id, language, digest }];
  },
  notBefore: (act, { known }) => known.record('Correction', act.body.correction)?.objectionUntil,
});

/** The rules on corrections of the text. */
export const CORRECTION_RULES = [proposeCorrection, objectToCorrection, effectCorrection] as const;
