// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { Amount } from './amount.ts';
import { CountingMethod } from './counting-method.ts';
import { MOST_MEMBERS, Weight } from './decision-rule.ts';
import { UtcOffset } from './duration.ts';
import { GroupName, MemberId, ThresholdId } from './ids.ts';
import { Instant } from './instant.ts';
import { MembershipRule } from './membership-rule.ts';
import { ModelRule } from './model.ts';
import { Organ } from './organ.ts';
import { checkSteps, Procedure, procedureShape, Role, stepsOf, type DecisionRule } from './procedure.ts';
import { About, Provisions } from './profile-facts.ts';
import { problemsOfLists } from './profile-lists.ts';
import { Name } from './text.ts';
import { Tier } from './tier.ts';
import { ClockBound, PositiveLimit } from './time-limit.ts';

/**
 * How a threshold is revised; `downOnly` where it may be lowered and never raised, nor set while it has no value; `notBefore` the
 * instant before which no revision is proposed.
 */
const Revision = z
  .strictObject({
    ...procedureShape,
    direction: z.enum(['any', 'downOnly']).optional(),
    notBefore: Instant.optional(),
  })
  .superRefine(checkSteps);

/**
 * A threshold as the treaty opens with it, and how it is revised. Without `value` and `method` the treaty opens with the threshold
 * unset, and the first proposal sets it; without `revision` nobody may revise it.
 */
export const ThresholdRule = z
  .strictObject({
    id: ThresholdId,
    metric: Name,
    unit: Name,
    value: Amount.optional(),
    method: CountingMethod.optional(),
    revision: Revision.optional(),
  })
  .refine(({ value, method }) => (value === undefined) === (method === undefined), {
    path: ['method'],
    message: 'value and method stand together: a figure means nothing without the way it is counted',
  });
export type ThresholdRule = z.infer<typeof ThresholdRule>;

/** How the profile itself is amended, and what then becomes of proposals that were opened under the former version. */
const Amendment = z
  .strictObject({ ...procedureShape, onOpenProposals: z.enum(['continue', 'withdraw', 'restart']) })
  .superRefine(checkSteps);

/** Decisions of a kind that change no other record: an organ resolves, and the record shows it. */
const Resolutions = z
  .strictObject({ ...procedureShape, id: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), name: Name })
  .superRefine(checkSteps);

/**
 * The clock that the parties agree on: an act's timestamp may lie at most `aheadBy` after and `behindBy` before the clock of
 * a peer that endorses it (below the five minutes of the peer's own check); `seat` is the depositary's fixed UTC offset.
 */
export const ClockRule = z.strictObject({ aheadBy: ClockBound, behindBy: ClockBound, seat: UtcOffset });
export type ClockRule = z.infer<typeof ClockRule>;

const Groups = z
  .array(z.strictObject({ id: GroupName, name: Name, members: z.array(MemberId).max(MOST_MEMBERS) }))
  .max(32);
const Measures = z
  .array(
    z.strictObject({
      id: GroupName,
      name: Name,
      weights: z.array(z.strictObject({ member: MemberId, weight: Weight.max(41) })).max(MOST_MEMBERS),
    }),
  )
  .max(16);
/** A regional organisation casts the votes of its members, unless one of them votes itself. */
const Organisations = z
  .array(z.strictObject({ member: MemberId, votesFor: z.array(MemberId).min(1).max(250) }))
  .max(32);

const Shape = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,62}$/),
  version: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,31}$/),
  title: Name,
  about: About.optional(),
  scope: z.strictObject({ civil: z.boolean(), military: z.boolean() }).optional(),
  clock: ClockRule,
  keyRecovery: PositiveLimit,
  groups: Groups.optional(),
  measures: Measures.optional(),
  organisations: Organisations.optional(),
  organs: z.array(Organ).max(32),
  thresholds: z.array(ThresholdRule).max(32),
  tiers: z.array(Tier).max(32).optional(),
  models: ModelRule.optional(),
  amendment: Amendment.optional(),
  suspension: Procedure.optional(),
  resolutions: z.array(Resolutions).max(32).optional(),
  /** How long an outage may extend a window, and how often in all. */
  outage: z.strictObject({ extension: PositiveLimit, most: z.int().min(1).max(10) }).optional(),
  membership: MembershipRule.optional(),
  provisions: Provisions.optional(),
});
type Shape = z.infer<typeof Shape>;

type Path = readonly (string | number)[];

/** A procedure of a profile and where it stands. */
export interface PlacedProcedure {
  readonly path: Path;
  readonly procedure: Procedure;
}

/** Every procedure of a profile: revisions, elections, amendment, suspension, resolutions. */
export function proceduresOf({
  thresholds,
  organs,
  amendment,
  suspension,
  resolutions = [],
}: Shape): PlacedProcedure[] {
  const placed: { path: Path; procedure: Procedure | undefined }[] = [
    ...thresholds.map(({ revision }, index) => ({ path: ['thresholds', index, 'revision'], procedure: revision })),
    ...organs.map(({ composition }, index) => ({
      path: ['organs', index, 'composition', 'elected', 'election'],
      procedure: typeof composition === 'object' && 'elected' in composition ? composition.elected.election : undefined,
    })),
    { path: ['amendment'], procedure: amendment },
    { path: ['suspension'], procedure: suspension },
    ...resolutions.map((procedure, index) => ({ path: ['resolutions', index], procedure })),
  ];
  return placed.flatMap(({ path, procedure }) => (procedure === undefined ? [] : [{ path, procedure }]));
}

interface Problem {
  readonly path: Path;
  readonly message: string;
}

/** The reserved seats of organs that name no group of the profile, and groups that bear the name of a role. */
function strayGroups({ organs, groups = [] }: Shape): Problem[] {
  const known = new Set<string>(groups.map(({ id }) => id));
  const ofOrgans = organs.flatMap(({ composition }, index) => {
    const seats = typeof composition === 'object' && 'elected' in composition ? composition.elected.seats : [];
    return seats.flatMap(({ group }, seat) =>
      group === undefined || known.has(group)
        ? []
        : [
            {
              path: ['organs', index, 'composition', 'elected', 'seats', seat],
              message: 'names no group of the profile',
            },
          ],
    );
  });
  const ofRoles = groups.flatMap(({ id }, index) =>
    Role.safeParse(id).success ? [{ path: ['groups', index, 'id'], message: 'is the name of a role' }] : [],
  );
  return [...ofOrgans, ...ofRoles];
}

function repeated(profile: Shape): Problem[] {
  const { organs, thresholds, tiers = [], groups = [], measures = [], organisations = [], resolutions = [] } = profile;
  const lists = {
    organs: { noun: 'organ', ids: organs.map(({ id }) => id) },
    thresholds: { noun: 'threshold', ids: thresholds.map(({ id }) => id) },
    tiers: { noun: 'tier', ids: tiers.map(({ id }) => id) },
    groups: { noun: 'group', ids: groups.map(({ id }) => id) },
    measures: { noun: 'measure', ids: measures.map(({ id }) => id) },
    organisations: { noun: 'organisation', ids: organisations.map(({ member }) => member) },
    resolutions: { noun: 'resolution', ids: resolutions.map(({ id }) => id) },
  };
  return Object.entries(lists)
    .filter(([, { ids }]) => new Set<string>(ids).size !== ids.length)
    .map(([list, { noun }]) => ({ path: [list], message: `names one ${noun} twice` }));
}

/** The names that a rule uses of organs, groups and measures, each with where it stands. */
function namesOf(rule: DecisionRule): {
  organs: [Path, string][];
  groups: [Path, string][];
  measures: [Path, string][];
} {
  const named = (['exclude', 'namedAssents', 'vetoSeats'] as const).flatMap((field) =>
    (rule[field] ?? []).map((name, index): [Path, string] => [[field, index], name]),
  );
  const isGroup = (name: string) => !MemberId.safeParse(name).success && !Role.safeParse(name).success;
  return {
    organs: [
      [[], rule.organ],
      ...(rule.secret === undefined ? [] : [[['secret', 'tellers'], rule.secret.tellers] satisfies [Path, string]]),
    ],
    groups: [
      ...(rule.groupMajorities ?? []).map(({ group }, index): [Path, string] => [['groupMajorities', index], group]),
      ...named.filter(([, name]) => isGroup(name)),
    ],
    measures: (rule.weightMajorities ?? []).map(({ measure }, index) => [['weightMajorities', index], measure]),
  };
}

function unknownNames(profile: Shape): Problem[] {
  const organs = new Set<string>(profile.organs.map(({ id }) => id));
  const groups = new Set<string>(profile.groups?.map(({ id }) => id));
  const measures = new Set<string>(profile.measures?.map(({ id }) => id));
  const missing = (path: Path, name: string, among: ReadonlySet<string>, noun: string): Problem[] =>
    among.has(name) ? [] : [{ path, message: `names no ${noun} of the profile` }];
  const ofRules = proceduresOf(profile).flatMap(({ path, procedure }) => [
    ...missing([...path, 'movers'], procedure.movers, organs, 'organ'),
    ...stepsOf(procedure).flatMap(({ rule }, index) => {
      const at = index === 0 ? [...path, 'rule'] : [...path, 'steps', index - 1, 'rule'];
      const names = namesOf(rule);
      return [
        ...names.organs.flatMap(([inside, name]) => missing([...at, ...inside], name, organs, 'organ')),
        ...names.groups.flatMap(([inside, name]) => missing([...at, ...inside], name, groups, 'group')),
        ...names.measures.flatMap(([inside, name]) => missing([...at, ...inside], name, measures, 'measure')),
      ];
    }),
  ]);
  const thresholds = new Set<string>(profile.thresholds.map(({ id }) => id));
  const ofTiers = (profile.tiers ?? []).flatMap(({ allOf }, index) =>
    allOf.flatMap((condition, number) =>
      'threshold' in condition
        ? missing(['tiers', index, 'allOf', number], condition.threshold, thresholds, 'threshold')
        : [],
    ),
  );
  const { groups: needed = [], shares = [] } = profile.membership?.entryIntoForce ?? {};
  const entry = ['membership', 'entryIntoForce'];
  return [
    ...ofRules,
    ...ofTiers,
    ...needed.flatMap(({ group }, index) => missing([...entry, 'groups', index], group, groups, 'group')),
    ...shares.flatMap(({ measure }, index) => missing([...entry, 'shares', index], measure, measures, 'measure')),
  ];
}

/** A treaty's own rules as data: its clock, organs, thresholds, and who decides by which majority. */
export const Profile = Shape.superRefine((profile, context) => {
  const problems = [
    ...repeated(profile),
    ...problemsOfLists(profile),
    ...unknownNames(profile),
    ...strayGroups(profile),
  ];
  for (const { path, message } of problems) context.addIssue({ code: 'custom', path: [...path], message });
});
export type Profile = z.infer<typeof Profile>;
