// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { EmbeddedNetwork, type EmbeddedBehaviour, type EmbeddedTopology } from '../../../network/embedded/index.ts';
import {
  fromEpochMilliseconds,
  type Committed,
  type Instant,
  type Ledger,
} from '../../../chaincode/src/protocol/index.ts';
import type { Envelope } from '../../../network/embedded/envelope.ts';
import { newProposal, type Proposal } from '../../../network/embedded/proposal.ts';
import type { ValidationCode } from '../../../network/embedded/validation.ts';

import { notes, type Step, type Variant } from './notes-chaincode.ts';

export { notes, type Step, type Variant } from './notes-chaincode.ts';

/** The clock of this host. */
export const now = (): Instant => fromEpochMilliseconds(Date.now());

/** A network of the test chaincode; `variants` names organisations whose code differs. */
export function notesNetwork(
  options: EmbeddedTopology & EmbeddedBehaviour & { readonly variants?: Readonly<Record<string, Variant>> } = {},
): EmbeddedNetwork {
  return new EmbeddedNetwork({
    chaincode: ({ organisation }) => notes(options.variants?.[organisation.id]),
    ...options,
  });
}

/** Plays steps in one transaction and answers with what each left. */
export async function submitted(
  ledger: Ledger,
  ...steps: Step[]
): Promise<{ answers: unknown[]; committed: Committed }> {
  const endorsed = await ledger.endorse('play', JSON.stringify(steps));
  return { answers: JSON.parse(endorsed.result) as unknown[], committed: await endorsed.submit() };
}

/** Plays steps at one's own peer and writes nothing. */
export async function evaluated(ledger: Ledger, ...steps: Step[]): Promise<unknown[]> {
  return JSON.parse(await ledger.evaluate('play', JSON.stringify(steps))) as unknown[];
}

/** The value of a key at one's own peer. */
export async function valueOf(ledger: Ledger, key: string): Promise<unknown> {
  return (await evaluated(ledger, { get: key }))[0];
}

/** Endorses steps, to be submitted later. */
export function endorsed(ledger: Ledger, ...steps: Step[]) {
  return ledger.endorse('play', JSON.stringify(steps));
}

/** A proposal of an organisation's user that plays steps. */
export function proposed(network: EmbeddedNetwork, organisation: string, ...steps: Step[]): Proposal {
  return newProposal('treaty', network.creator(organisation), now(), ['play', JSON.stringify(steps)]);
}

/** A transaction as the organisations named endorse it, without a gateway that minds whether they suffice. */
export async function endorsedBy(
  network: EmbeddedNetwork,
  organisations: readonly string[],
  ...steps: Step[]
): Promise<Envelope> {
  const proposal = proposed(network, organisations[0] ?? '', ...steps);
  const responses = await Promise.all(organisations.map((id) => network.peer(id).process(proposal)));
  const given = responses.filter((response) => response.status === 'endorsed');
  const [first] = given;
  if (first === undefined) throw new Error(`nobody endorsed it: ${JSON.stringify(responses)}`);
  return { proposal, outcome: first.outcome, endorsements: given.map(({ endorsement }) => endorsement) };
}

/** Orders transactions in one block and answers with what every peer has found about each. */
export async function ordered(network: EmbeddedNetwork, ...envelopes: Envelope[]): Promise<ValidationCode[]> {
  network.ordering.hold();
  const sent = envelopes.map((envelope) => network.ordering.broadcast(envelope));
  await network.ordering.release();
  await Promise.all(sent);
  const found = network.peers.map((peer) => [...(peer.block(network.height - 1)?.codes ?? [])]);
  for (const codes of found) expect(codes).to.deep.equal(found[0]);
  return found[0] ?? [];
}
