// SPDX-License-Identifier: Apache-2.0
import type {
  Instant,
  MemberId,
  Procedure,
  Profile,
  Proposal,
  Subject,
  Treaty,
  TreatyError,
  TreatyEvent,
} from '../../protocol/index.ts';
import { election } from '../organ/election.ts';
import type { Known, Need } from '../known.ts';
import { restoration, suspension } from '../party/suspension.ts';
import { revision } from '../threshold/revision.ts';
import { amendment } from '../treaty/amendment.ts';
import { resolution } from './resolution.ts';

/** What adopting a proposal does: it takes effect, finds its base overtaken, fails for a reason, or has to pass another rule. */
export type Effect =
  | { readonly outcome: 'applied'; readonly events: TreatyEvent[] }
  | { readonly outcome: 'overtaken' }
  | { readonly outcome: 'failed'; readonly why: string }
  | { readonly outcome: 'referred'; readonly to: Procedure; readonly under: Profile };

/** What a rule on a subject may look at when a proposal is made or takes effect. */
export interface Setting {
  readonly known: Known;
  readonly treaty: Treaty;
  readonly profile: Profile;
  readonly now: Instant;
}

/** How one kind of subject is proposed and takes effect. */
export interface SubjectRule<S extends Subject> {
  /** The profile's procedure for it; undefined where the profile has none. */
  procedure(subject: S, profile: Profile): Procedure | undefined;
  /** The refusal where there is none. */
  missing(subject: S, profile: Profile): TreatyError;
  /** The member that it concerns, if it concerns one. */
  concerned?(subject: S): MemberId | undefined;
  /** The records that `require` and `effect` read. */
  needs(subject: S, known: Known): readonly Need[];
  /** The record that its adoption would make, which must not exist yet. */
  makes?(proposal: Proposal['id'], subject: S): readonly Need[];
  /** Refuses what could not take effect as things stand. */
  require(subject: S, setting: Setting): void;
  /** What adopting it does now; `objectors` are those whom the rules of its steps leave unbound. */
  effect(subject: S, proposal: Proposal, setting: Setting, objectors: readonly MemberId[]): Effect;
}

type RuleOn<T extends Subject['type']> = SubjectRule<Extract<Subject, { type: T }>>;

/** Every kind of subject by its name: the only list of them. */
const SUBJECTS: { readonly [T in Subject['type']]: RuleOn<T> } = {
  thresholdRevision: revision,
  profileAmendment: amendment,
  election,
  suspensionOfRights: suspension,
  restorationOfRights: restoration,
  resolution,
};

/** The rule on a subject, bound to it. */
export interface BoundSubject {
  procedure(profile: Profile): Procedure | undefined;
  missing(profile: Profile): TreatyError;
  readonly concerned: MemberId | undefined;
  needs(known: Known): readonly Need[];
  makes(proposal: Proposal['id']): readonly Need[];
  require(setting: Setting): void;
  effect(proposal: Proposal, setting: Setting, objectors: readonly MemberId[]): Effect;
}

function bound<T extends Subject['type']>(rule: RuleOn<T>, subject: Extract<Subject, { type: T }>): BoundSubject {
  return {
    procedure: (profile) => rule.procedure(subject, profile),
    missing: (profile) => rule.missing(subject, profile),
    concerned: rule.concerned?.(subject),
    needs: (known) => rule.needs(subject, known),
    makes: (proposal) => rule.makes?.(proposal, subject) ?? [],
    require: (setting) => {
      rule.require(subject, setting);
    },
    effect: (proposal, setting, objectors) => rule.effect(subject, proposal, setting, objectors),
  };
}

/** Finds the rule on a subject. */
export function ruleOn<T extends Subject['type']>(subject: Extract<Subject, { type: T }> & { type: T }): BoundSubject {
  return bound<T>(SUBJECTS[subject.type], subject);
}
