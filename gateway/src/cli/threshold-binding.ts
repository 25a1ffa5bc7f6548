// SPDX-License-Identifier: Apache-2.0
import { bindingOn, isParty, standingOf, type BindingReason } from '../../../chaincode/src/domain/index.ts';
import type {
  Instant,
  MemberId,
  Threshold,
  ThresholdId,
  ThresholdVersion,
} from '../../../chaincode/src/protocol/index.ts';
import type { TreatyClient } from '../treaty-client.ts';
import { all, found, reading } from './reading.ts';
import type { Session } from './session.ts';
import { amountWords, columns, fields, instantWords, methodWords } from './words.ts';

/** Which version of a threshold binds a party at an instant, by which acts, and why not the others. */
interface BindingShown {
  readonly threshold: ThresholdId;
  readonly binds?: ThresholdVersion;
  readonly reasons: readonly BindingReason[];
}

async function bindingOf(client: TreatyClient, { id }: Threshold, party: MemberId, at: Instant): Promise<BindingShown> {
  const { version, reasons } = bindingOn(party, await all(client, 'ThresholdVersion', id), at);
  return { threshold: id, reasons, ...(version === undefined ? {} : { binds: version }) };
}

const VERDICTS: Readonly<Record<BindingReason['verdict'], string>> = {
  binds: 'binds',
  notYet: 'not in force yet',
  objected: 'does not bind it: it objected',
  superseded: 'superseded',
};

function reasonWords({ version, verdict, proposal }: BindingReason): string[] {
  const { version: id, value, inForceFrom, changed } = version;
  const by = `${proposal ?? 'with the treaty'}, act ${changed.act} of ${changed.by}`;
  return [id, amountWords(value), `from ${instantWords(inForceFrom)}`, VERDICTS[verdict], by];
}

function bindingWords(party: MemberId, { threshold, binds, reasons }: BindingShown): string {
  const answer =
    binds === undefined
      ? `no version binds ${party}`
      : `${amountWords(binds.value)}, counted by ${methodWords(binds.method)} (${binds.version})`;
  return fields([
    [threshold, answer],
    ['versions', columns(reasons.map(reasonWords))],
  ]);
}

/** Answers which version of a threshold, or of each, binds a party at an instant, with reasons. */
export async function showBinding(
  session: Session,
  threshold: ThresholdId | undefined,
  party: MemberId,
  at: Instant,
): Promise<void> {
  const { client, treaty } = await reading(session);
  const state = await found(client, 'Party', [party], 'PARTY_UNKNOWN', { member: party });
  const standing = standingOf(state, treaty, at);
  const thresholds =
    threshold === undefined
      ? await all(client, 'Threshold')
      : [await found(client, 'Threshold', [threshold], 'THRESHOLD_UNKNOWN', { threshold })];
  const binding = isParty(state, treaty, at)
    ? await Promise.all(thresholds.map((one) => bindingOf(client, one, party, at)))
    : [];
  const head = `${party} on ${instantWords(at)}: ${standing}\n`;
  const none = binding.length === 0 ? 'The treaty is not in force for it: no threshold binds it.\n' : '';
  await session.answer(
    { party, at, standing, thresholds: binding },
    head + none + binding.map((one) => bindingWords(party, one)).join('\n'),
  );
}
