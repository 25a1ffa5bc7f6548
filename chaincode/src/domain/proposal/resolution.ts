// SPDX-License-Identifier: Apache-2.0
import type { Subject } from '../../protocol/index.ts';
import { notStated } from './not-stated.ts';
import type { SubjectRule } from './subject.ts';

type Resolution = Extract<Subject, { type: 'resolution' }>;

/** A decision that changes no other record: that it was taken is its effect. */
export const resolution: SubjectRule<Resolution> = {
  procedure: ({ on }, { resolutions = [] }) => resolutions.find(({ id }) => id === on),
  missing: ({ on }) => notStated(`resolution ${on}`),
  concerned: ({ concerned }) => concerned,
  needs: () => [],
  require: () => undefined,
  effect: () => ({ outcome: 'applied', events: [] }),
};
