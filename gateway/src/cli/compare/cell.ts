// SPDX-License-Identifier: Apache-2.0
import type { Happening } from './scenario.ts';

type Event = Happening['event'];

/** What became of one event under one profile: an outcome and the rule that gave it, or that the source states no rule. */
export interface Cell {
  readonly event: Event;
  /** Whether the source settles it; false where it turns on something that no source states, whatever else is told. */
  readonly isStated: boolean;
  readonly outcome: string;
  /** The field of the profile that decided, or that is missing; several are divided by commas. */
  readonly rule: string;
}

/** An outcome, and the field of the profile that gave it. */
export function stated(event: Event, outcome: string, rule: string): Cell {
  return { event, isStated: true, outcome, rule };
}

/** No outcome, the field that is missing for one, and what is known besides. */
export function notStated(event: Event, rule: string, besides?: string): Cell {
  return { event, isStated: false, outcome: besides === undefined ? 'not stated' : `not stated; ${besides}`, rule };
}
