// SPDX-License-Identifier: Apache-2.0

type Path = readonly (string | number)[];

/** What is wrong with a list of a profile, and where it stands. */
export interface ListProblem {
  readonly path: Path;
  readonly message: string;
}

/** The lists of a profile that name members; whoever stands in one of them twice would count twice. */
interface Lists {
  readonly organs: readonly { readonly composition: string | object }[];
  readonly groups?: readonly { readonly members: readonly string[] }[] | undefined;
  readonly measures?: readonly { readonly weights: readonly { readonly member: string }[] }[] | undefined;
  readonly organisations?: readonly { readonly member: string; readonly votesFor: readonly string[] }[] | undefined;
}

function namesTwice(path: Path, names: readonly string[]): ListProblem[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index ? [] : [{ path: [...path, index], message: 'names one member twice' }],
  );
}

function membersOf(composition: string | object): readonly string[] {
  return typeof composition === 'object' && 'members' in composition && Array.isArray(composition.members)
    ? composition.members.map(String)
    : [];
}

/** S2, S16a: an organisation votes for members that no other one votes for, and for no organisation. */
function problemsOfOrganisations({ organisations = [] }: Lists): ListProblem[] {
  const spokenFor = new Set<string>();
  const names = new Set(organisations.map(({ member }) => member));
  return organisations.flatMap(({ votesFor }, index) => {
    const path = ['organisations', index, 'votesFor'];
    const shared = votesFor.some((name) => spokenFor.has(name));
    for (const name of votesFor) spokenFor.add(name);
    return [
      ...namesTwice(path, votesFor),
      ...(shared ? [{ path, message: 'names a member of another organisation' }] : []),
      ...(votesFor.some((name) => names.has(name)) ? [{ path, message: 'names an organisation' }] : []),
    ];
  });
}

/** Finds every list of a profile in which a member would count more than once. */
export function problemsOfLists(lists: Lists): ListProblem[] {
  const { organs, groups = [], measures = [] } = lists;
  return [
    ...organs.flatMap(({ composition }, index) =>
      namesTwice(['organs', index, 'composition', 'members'], membersOf(composition)),
    ),
    ...groups.flatMap(({ members }, index) => namesTwice(['groups', index, 'members'], members)),
    ...measures.flatMap(({ weights }, index) =>
      namesTwice(
        ['measures', index, 'weights'],
        weights.map(({ member }) => member),
      ),
    ),
    ...problemsOfOrganisations(lists),
  ];
}
