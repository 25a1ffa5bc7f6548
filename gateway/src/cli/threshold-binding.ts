// SPDX-License-Identifier: Apache-2.0
import { bindingOn, partySince, standingOf, type BindingReason } from '../../../chaincode/src/domain/index.ts';
import type {
  Instant,
  MemberId,
  Threshold,
  ThresholdId,
  ThresholdVersion,
} from '../../../chaincode/src/protocol/index.ts';
import type { TreatyClient } from '../treaty-client.ts';
import { suspension } from './operation.ts';
import { all, found, reading } from './reading.ts';
import type { Session } from './session.ts';
import { amountWords, columns, fields, instantWords, methodWords } from './words.ts';

/** Which version of a threshold binds a party at an instant, by which acts, and why not the others. */
interface BindingShown {
  readonly threshold: ThresholdId;
  readonly binds?: ThresholdVersion;
  readonly reasons: readonly BindingReason[];
}

const VERDICTS: Readonly<Record<BindingReason['verdict'], string>> = {
  binds: 'binds',
  notYet: 'not in force yet',
  objected: 'does not bind it: it objected',
  superseded: 'superseded',
};

function verdictWords({ verdict, joinedLater, version }: BindingReason): string {
  const isNewcomer = verdict === 'binds' && joinedLater && version.supersedes !== undefined;
  return `${VERDICTS[verdict]}${isNewcomer ? ', though it joined later (VCLT 40(5)(a))' : ''}`;
}

/** A version in a row: its value, since when it is in force, what is said of it, and by which acts it came about. */
export function versionRow({ version, proposal }: Pick<BindingReason, 'version' | 'proposal'>, said: string): string[] {
  const { version: id, value, inForceFrom, changed } = version;
  const by = `${proposal ?? 'with the treaty'}, act ${changed.act} of ${changed.by}`;
  return [id, amountWords(value), `from ${instantWords(inForceFrom)}`, said, by];
}

/** The figure of a version, and which one it is. */
export function figureWords({ value, method, version }: ThresholdVersion): string {
  return `${amountWords(value)}, counted by ${methodWords(method)} (${version})`;
}

function bindingWords(party: MemberId, { threshold, binds, reasons }: BindingShown): string {
  return fields([
    [threshold, binds === undefined ? `no version binds ${party}` : figureWords(binds)],
    ['versions', columns(reasons.map((reason) => versionRow(reason, verdictWords(reason))))],
  ]);
}

/** The threshold that is named, or all. Fails if: THRESHOLD_UNKNOWN. */
export async function thresholdsIn(client: TreatyClient, threshold: ThresholdId | undefined): Promise<Threshold[]> {
  if (threshold === undefined) return all(client, 'Threshold');
  return [await found(client, 'Threshold', [threshold], 'THRESHOLD_UNKNOWN', { threshold })];
}

/** Answers which version of a threshold, or of each, binds a party at an instant, with reasons. */
export async function showBinding(
  session: Session,
  threshold: ThresholdId | undefined,
  party: MemberId,
  at: Instant,
): Promise<void> {
  const known = await reading(session);
  const { client, treaty } = known;
  const state = await found(client, 'Party', [party], 'PARTY_UNKNOWN', { member: party });
  const standing = standingOf(state, treaty, at);
  const since = partySince(state, treaty, at);
  const binding: BindingShown[] = [];
  for (const { id } of await thresholdsIn(client, threshold)) {
    if (since === undefined) continue;
    const { version, reasons } = bindingOn({ party, since }, await all(client, 'ThresholdVersion', id), at);
    binding.push({ threshold: id, reasons, ...(version === undefined ? {} : { binds: version }) });
  }
  const head = `${party} on ${instantWords(at)}: ${standing}\n`;
  const none = binding.length === 0 ? 'The treaty is not in force for it: no threshold binds it.\n' : '';
  const { fact, words } = await suspension(known, at);
  await session.answer(
    { party, at, standing, ...fact, thresholds: binding },
    words + head + none + binding.map((one) => bindingWords(party, one)).join('\n'),
  );
}
