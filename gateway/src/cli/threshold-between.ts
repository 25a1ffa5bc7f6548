// SPDX-License-Identifier: Apache-2.0
import { commonTo, partySince, type Common, type CommonReason } from '../../../chaincode/src/domain/index.ts';
import type { Instant, MemberId, ThresholdId, ThresholdVersion } from '../../../chaincode/src/protocol/index.ts';
import { all, reading } from './reading.ts';
import { apartWords, readRelation } from './relation.ts';
import type { Session } from './session.ts';
import { figureWords, thresholdsIn, versionRow } from './threshold-binding.ts';
import { columns, fields, instantWords } from './words.ts';

/** Which version of a threshold governs between two parties, on what ground, and why not the others. */
interface CommonShown extends Omit<Common, 'version'> {
  readonly threshold: ThresholdId;
  readonly governs?: ThresholdVersion;
}

function verdictWords({ verdict, unbound }: CommonReason): string {
  switch (verdict) {
    case 'governs':
      return 'governs between them';
    case 'notYet':
      return 'not in force yet';
    case 'objected':
      return `does not bind ${unbound.join(' and ')}, which objected`;
    case 'superseded':
      return 'superseded';
  }
}

/** That a party is towards another one bound by the former version, since it joined when a later one was in force. */
function newcomerWords({ bindings, governs }: CommonShown): string {
  const newcomers = bindings.filter(({ version, joinedLater }) => joinedLater && version?.version !== governs?.version);
  return newcomers
    .map(({ party, version }) => `${party} joined when ${version?.version ?? 'a later one'} was in force`)
    .join(', ');
}

function groundWords(shown: CommonShown): string {
  const { ground, bindings } = shown;
  const own = bindings.map(({ party, version }) => `${party} is bound by ${version?.version ?? 'none'}`).join(', ');
  if (ground === undefined) return 'there is none that binds both';
  switch (ground) {
    case 'boundAlike':
      return 'it binds both';
    case 'joinedLater':
      return `${own}; ${newcomerWords(shown)}, and is towards the other a party to the treaty unamended (VCLT 40(5)(b))`;
    case 'boundApart':
      return `${own}; between them governs the last one to which both are parties (VCLT 40(4), 30(4)(b))`;
  }
}

function commonWords(shown: CommonShown): string {
  const { threshold, governs, reasons } = shown;
  return fields([
    [threshold, governs === undefined ? 'no version governs between them' : figureWords(governs)],
    ['because', groundWords(shown)],
    ['versions', columns(reasons.map((reason) => versionRow(reason, verdictWords(reason))))],
  ]);
}

/** Answers which version of a threshold, or of each, governs between two parties at an instant, with reasons. */
export async function showBetween(
  session: Session,
  threshold: ThresholdId | undefined,
  [party, towards]: readonly [MemberId, MemberId],
  at: Instant,
): Promise<void> {
  const { client, treaty } = await reading(session);
  const related = await readRelation(client, treaty, [party, towards], at);
  const { relation, parties, pair } = related;
  const [one, other] = pair.map((state) => partySince(state, treaty, at));
  const thresholds: CommonShown[] = [];
  for (const { id } of await thresholdsIn(client, threshold)) {
    if (!relation.isInForce || one === undefined || other === undefined) continue;
    const versions = await all(client, 'ThresholdVersion', id);
    const { version, ...rest } = commonTo({ party, since: one }, { party: towards, since: other }, versions, at);
    thresholds.push({ threshold: id, ...(version === undefined ? {} : { governs: version }), ...rest });
  }
  const head = `${party} towards ${towards} on ${instantWords(at)}\n`;
  const none = relation.isInForce ? '' : `The treaty is not in force between them: ${apartWords(related)}.\n`;
  const standings = parties.map(({ id, standing }) => ({ party: id, standing }));
  await session.answer(
    { party, towards, at, standings, isInForce: relation.isInForce, thresholds },
    head + none + thresholds.map(commonWords).join('\n'),
  );
}
