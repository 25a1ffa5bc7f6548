// SPDX-License-Identifier: Apache-2.0
import { proceduresOf, stepsOf, type Profile } from '../../protocol/index.ts';

/** The rules that would leave objectors unbound where there is only one decision for all: each by its place. */
export function unboundElsewhere(profile: Profile): (readonly (string | number)[])[] {
  return proceduresOf(profile)
    .filter(({ path }) => path[0] !== 'thresholds')
    .flatMap(({ path, procedure }) =>
      stepsOf(procedure).flatMap(({ rule }, index) =>
        rule.bindsObjectors === false
          ? [[...path, ...(index === 0 ? [] : ['steps', index - 1]), 'rule', 'bindsObjectors']]
          : [],
      ),
    );
}
