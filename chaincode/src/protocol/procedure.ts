// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { problemsOf, votingShape, type RuleProblem } from './decision-rule.ts';
import { GroupName, MemberId, OrganId } from './ids.ts';
import { Limit, PositiveLimit } from './time-limit.ts';

/** A step of a procedure, such as `confirmation`; the first one is called `first`. */
export const StepId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'a step such as confirmation')
  .brand('StepId');
export type StepId = z.infer<typeof StepId>;

/** The step at which a procedure begins unless its mover chooses another one that may open. */
export const FIRST_STEP = StepId.parse('first');

/** Whom a rule names without knowing the treaty's members: who moved the proposal, and the party that it concerns. */
export const Role = z.enum(['mover', 'concerned']);
export type Role = z.infer<typeof Role>;

/** A member by its id, all members of a group, or a role; resolved into members when a proposal opens. */
const Named = z.union([MemberId, Role, GroupName], 'is no member such as XA, no group, and no role');

/**
 * A secret ballot: members of the organ `tellers` count its papers, and the same count of as many of them as `agreeing` says, reported
 * `within` a time after the voting, is the count.
 */
export const SecretBallot = z.strictObject({ tellers: OrganId, agreeing: z.int().min(1), within: PositiveLimit });
export type SecretBallot = z.infer<typeof SecretBallot>;

/** What in a rule asks who voted what, or when. */
const ASKING = [
  ...(['groupMajorities', 'weightMajorities', 'namedAssents', 'vetoSeats'] as const),
  ...(['lateSwing', 'earlyClose', 'bindsObjectors'] as const),
];

/** Whether a field that may ask does: an empty list asks nothing, and of the two switches one asks where it is on, one where it is off. */
function isAsking(field: (typeof ASKING)[number], value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== (field === 'bindsObjectors');
}

/** Finds what a secret ballot could not answer. */
function problemsOfSecrecy(rule: Partial<Record<(typeof ASKING)[number] | 'secret', unknown>>): RuleProblem[] {
  if (rule.secret === undefined) return [];
  return ASKING.filter((field) => isAsking(field, rule[field])).map((field) => ({
    path: [field],
    message: 'asks who voted what, and a secret ballot does not tell',
  }));
}

/**
 * How an organ decides: the arithmetic of docs/decisions.md, and its times.
 * Voting opens `notice` after the proposal and stays open for `window`. `revote` lets a member replace its ballot, until the
 * close or, with `changesUntil: effective`, until the decision takes effect. `earlyClose` allows a close inside the window
 * once no ballot can be added or changed. `lateSwing` asks for one extension where the last part of the window has turned the
 * outcome. `secret` takes ballots as commitments, whose papers are counted by tellers. `restrain` keeps the same text from being moved again for a time after it has failed. `bindsObjectors: false` leaves
 * those unbound who objected. `then` names the step that follows a success or a failure; without it a success takes effect, and
 * a failure ends the matter.
 */
export const DecisionRule = z
  .strictObject({
    organ: OrganId,
    ...votingShape(Named, GroupName),
    notice: Limit.optional(),
    window: PositiveLimit,
    changesUntil: z.enum(['close', 'effective']).optional(),
    earlyClose: z.boolean().optional(),
    lateSwing: z.strictObject({ within: PositiveLimit, extension: PositiveLimit }).optional(),
    secret: SecretBallot.optional(),
    restrain: PositiveLimit.optional(),
    bindsObjectors: z.boolean().optional(),
    then: z.strictObject({ success: StepId.optional(), failure: StepId.optional() }).optional(),
  })
  .superRefine((rule, context) => {
    const problem = (path: readonly (string | number)[], message: string) => {
      context.addIssue({ code: 'custom', path: [...path], message });
    };
    for (const { path, message } of [...problemsOf(rule), ...problemsOfSecrecy(rule)]) problem(path, message);
    if (rule.changesUntil !== undefined && rule.revote !== true)
      problem(['changesUntil'], 'says until when a vote may be changed, and revote does not allow it');
    if (rule.bindsObjectors === false && rule.polarity !== 'object')
      problem(['bindsObjectors'], `speaks of objections, not of ${rule.polarity}`);
  });
export type DecisionRule = z.infer<typeof DecisionRule>;

/** The fields of a procedure, for those that have further ones. */
export const procedureShape = {
  movers: OrganId,
  rule: DecisionRule,
  steps: z
    .array(z.strictObject({ id: StepId, rule: DecisionRule, mayOpen: z.boolean().optional() }))
    .max(8)
    .optional(),
  effectiveAfter: Limit,
};

const Shape = z.strictObject(procedureShape);

/** Refuses a procedure whose steps do not lead forward. */
export function checkSteps({ rule, steps = [] }: z.infer<typeof Shape>, context: z.RefinementCtx): void {
  const order: readonly string[] = [FIRST_STEP, ...steps.map(({ id }) => id)];
  const rules = [rule, ...steps.map((step) => step.rule)];
  for (const [index, { then = {} }] of rules.entries()) {
    const path = index === 0 ? ['rule', 'then'] : ['steps', index - 1, 'rule', 'then'];
    for (const end of ['success', 'failure'] as const) {
      const step = then[end];
      if (step === undefined) continue;
      const position = order.indexOf(step);
      const message =
        position < 0 ? 'names no step of the procedure' : 'leads back, so that the matter might never end';
      if (position <= index) context.addIssue({ code: 'custom', path: [...path, end], message });
    }
  }
  if (new Set(order).size !== order.length)
    context.addIssue({ code: 'custom', path: ['steps'], message: 'names one step twice' });
}

/**
 * The way of a proposal: who may move it, the rule of its first step, further steps, and how long after the last of them it
 * takes effect. A step is reached by the `then` of another one; where it `mayOpen`, a mover may also begin with it.
 * Steps lead forward only, so that every way ends.
 */
export const Procedure = Shape.superRefine(checkSteps);
export type Procedure = z.infer<typeof Procedure>;

/** Every rule of a procedure with its step, the first one first. */
export function stepsOf({
  rule,
  steps = [],
}: Procedure): readonly { readonly id: StepId; readonly rule: DecisionRule }[] {
  return [{ id: FIRST_STEP, rule }, ...steps];
}
