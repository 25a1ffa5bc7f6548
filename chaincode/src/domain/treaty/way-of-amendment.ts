// SPDX-License-Identifier: Apache-2.0
import {
  canonicalText,
  compareTexts,
  requireJson,
  stepsOf,
  type DecisionRule,
  type Organ,
  type Procedure,
  type Profile,
} from '../../protocol/index.ts';

/** Whether two values are one JSON. */
export function same(left: unknown, right: unknown): boolean {
  requireJson(left);
  requireJson(right);
  return canonicalText(left) === canonicalText(right);
}

/** The way of an amendment without what becomes of other proposals; undefined where the profile is never amended. */
export function wayOf({ amendment: stated }: Profile): Procedure | undefined {
  if (stated === undefined) return undefined;
  const { onOpenProposals: _, ...procedure } = stated;
  return procedure;
}

type Elected = Extract<Organ['composition'], { elected: unknown }>['elected'];

function electedIn({ composition }: Organ): Elected | undefined {
  return typeof composition === 'object' && 'elected' in composition ? composition.elected : undefined;
}

/** Who moves, decides, and counts where voting is secret. */
function organsIn(procedure: Procedure): string[] {
  const deciding = stepsOf(procedure).flatMap(({ rule: { organ, secret } }) => [organ, secret?.tellers ?? []].flat());
  return [procedure.movers, ...deciding];
}

/** The organs that a procedure names, and those that elect them, and so on, in the order of their ids. */
function organsBehind(procedure: Procedure, { organs }: Profile): Organ[] {
  const behind = new Set(organsIn(procedure));
  // A set yields what is added while it is read: every organ is looked at once.
  for (const id of behind) {
    const elections = organs.flatMap((organ) => (organ.id === id ? (electedIn(organ)?.election ?? []) : []));
    for (const elector of elections.flatMap(organsIn)) behind.add(elector);
  }
  return organs.filter(({ id }) => behind.has(id)).sort((left, right) => compareTexts(left.id, right.id));
}

function namesOf({ exclude = [], namedAssents = [], vetoSeats = [], groupMajorities = [] }: DecisionRule): string[] {
  return [...exclude, ...namedAssents, ...vetoSeats, ...groupMajorities.map(({ group }) => group)];
}

/**
 * Everything on which the way of an amendment depends: the procedure, whom the organs behind it are made of, and the groups,
 * measures and regional organisations by which their votes are counted. A name that members read is no part of it.
 */
function groundsOf(procedure: Procedure, profile: Profile): object {
  const { groups = [], measures = [], organisations = [] } = profile;
  const organs = organsBehind(procedure, profile);
  const seats = organs.flatMap((organ) => electedIn(organ)?.seats ?? []);
  const elections = organs.flatMap((organ) => electedIn(organ)?.election ?? []);
  const rules = [procedure, ...elections].flatMap((one) => stepsOf(one).map(({ rule }) => rule));
  const named = new Set<string>([...rules.flatMap(namesOf), ...seats.flatMap(({ group }) => group ?? [])]);
  const weighed = new Set<string>(
    rules.flatMap(({ weightMajorities = [] }) => weightMajorities.map(({ measure }) => measure)),
  );
  return {
    ...{ procedure, organisations },
    organs: organs.map(({ id, composition }) => ({ id, composition })),
    groups: groups.filter(({ id }) => named.has(id)).map(({ id, members }) => ({ id, members })),
    measures: measures.filter(({ id }) => weighed.has(id)).map(({ id, weights }) => ({ id, weights })),
  };
}

/** The way of amendments that a profile brings, where it rests on anything else than that of the present one. */
export function newWay(present: Profile, next: Profile): Procedure | undefined {
  const [former, way] = [wayOf(present), wayOf(next)];
  if (way === undefined) return undefined;
  return former !== undefined && same(groundsOf(former, present), groundsOf(way, next)) ? undefined : way;
}
