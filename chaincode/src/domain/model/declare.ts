// SPDX-License-Identifier: Apache-2.0
import {
  ComputeId,
  deadline,
  deriveId,
  memberOf,
  registrantOf,
  TreatyError,
  type ActOf,
  type ComputeDeclaration,
  type Digest,
  type Instant,
  type MemberId,
  type Model,
  type Profile,
  type TreatyEvent,
} from '../../protocol/index.ts';
import { every, one, type Known } from '../known.ts';
import { ruleFor, type Edges } from '../rule.ts';
import { isSameMethod, isSameSlot, openedBy, settledBy, type Stated } from './discrepancy.ts';
import { isInstitute, participantNeeds, requireParticipant } from './participant.ts';
import { requireModel } from './register.ts';

/** The legal moves of a declaration of compute. */
export const COMPUTE_EDGES: Edges<ComputeDeclaration['status']> = {
  current: { DeclareCompute: ['superseded'] },
  superseded: {},
};

type Current = Extract<ComputeDeclaration, { status: 'current' }>;
type Declaring = ActOf<'DeclareCompute'>;

function idOf(digest: Digest): ComputeId {
  return ComputeId.parse(deriveId('F', digest));
}

function requireDeclarer(member: MemberId, { id: model, dossier }: Model, known: Known): void {
  const isConcerned = member === registrantOf(model) || dossier.jurisdictions.some(({ state }) => state === member);
  // R-167 compute is declared by the registrant, by institutes, and by the states in whose jurisdiction the model lies
  if (!isConcerned && !isInstitute(member, known)) throw new TreatyError('COMPUTE_DECLARER_FOREIGN', { member, model });
}

/** What stands of a declarer once its figure has taken the place of the one that it names. */
function remaining({ by, body }: Declaring, current: readonly Current[]): Current[] {
  const { model, supersedes } = body;
  const own = current.filter(({ declarer }) => declarer === memberOf(by));
  // R-168 a declarer replaces its own figure that stands, and no other
  if (supersedes !== undefined && !own.some(({ id }) => id === supersedes))
    throw new TreatyError('COMPUTE_SUPERSEDES_OTHER', { model, named: supersedes, standing: own.map(({ id }) => id) });
  return own.filter(({ id }) => id !== supersedes);
}

function requireRoom({ body }: Declaring, own: readonly Current[]): void {
  const { model, phase, method } = body;
  const former = own.find((figure) => isSameSlot(figure, body));
  // R-168 a declarer stands by one figure of a phase counted by one method: a later one names it
  if (former !== undefined) throw new TreatyError('COMPUTE_ALREADY_DECLARED', { model, phase, declaration: former.id });
  const counted = own.filter((figure) => isSameMethod(figure.method, method));
  const clash = counted.find((figure) => (figure.phase === 'total') !== (phase === 'total'));
  // R-169 a declarer states the total or the phases, not both, or they would be counted twice
  if (clash !== undefined) throw new TreatyError('COMPUTE_TOTAL_AND_PHASES', { model, declaration: clash.id });
}

function settlingUntil({ clock, models }: Profile, now: Instant): Instant | undefined {
  const within = models?.discrepancyWithin;
  return within === undefined ? undefined : deadline(now, within, clock.seat);
}

function requireFree(events: readonly TreatyEvent[], act: Declaring, known: Known): void {
  const { model } = act.body;
  const taken = new Set<string>([
    ...known.all('ComputeDeclaration', model).map(({ id }) => id),
    ...known.all('Discrepancy', model).map(({ id }) => id),
  ]);
  for (const event of events) {
    const made =
      event.type === 'ComputeDeclared'
        ? event.declaration
        : event.type === 'DiscrepancyOpened'
          ? event.discrepancy
          : '';
    // R-111 ids are short, so somebody could search for two with one id: the second is refused
    if (taken.has(made)) throw new TreatyError('ID_TAKEN', { id: made });
  }
}

/** A declarer states how much compute went into a phase of a model. */
const declareCompute = ruleFor('DeclareCompute', {
  power: 'credentials',
  needs({ by, body: { model, supersedes } }, known) {
    const open = known.found('Discrepancy', model).filter(({ declarers }) => declarers.includes(memberOf(by)));
    return [
      ...participantNeeds(by),
      one('Model', model),
      every('ComputeDeclaration', model),
      every('Discrepancy', model),
      ...(supersedes === undefined ? [] : [one('ComputeDeclaration', model, supersedes)]),
      ...open.map(({ id }) => one('Discrepancy', model, id)),
    ];
  },
  decide(act, { known, profile, context: { now, digest } }) {
    const { model } = act.body;
    const declarer = memberOf(act.by);
    requireParticipant(declarer, known, now);
    requireDeclarer(declarer, requireModel(model, known), known);
    const current = known.all('ComputeDeclaration', model).filter((figure) => figure.status === 'current');
    const own = remaining(act, current);
    requireRoom(act, own);
    const declaration = idOf(digest);
    const declared: Stated = { id: declaration, declarer, ...act.body };
    const others = [...own, ...current.filter((figure) => figure.declarer !== declarer)];
    const open = known.all('Discrepancy', model).filter(({ status }) => status === 'open');
    const comparison = { declared, others, open, digest, until: settlingUntil(profile, now) };
    const events: TreatyEvent[] = [
      { type: 'ComputeDeclared', declaration, declarer, ...act.body },
      ...settledBy(comparison),
      ...openedBy(comparison),
    ];
    requireFree(events, act, known);
    return events;
  },
});

/** The rules on declarations of compute. */
export const COMPUTE_RULES = [declareCompute] as const;
