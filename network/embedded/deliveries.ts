// SPDX-License-Identifier: Apache-2.0
import { TreatyError, type Checkpoint, type Delivered } from '../../chaincode/src/protocol/index.ts';
import type { Peer } from './peer.ts';

const BLOCK_NUMBER = /^(0|[1-9]\d{0,14})$/;

/** The first place that a reader has not taken in: a block and the index of a transaction in it. */
interface Place {
  readonly block: number;
  readonly from: number;
}

function unknown({ block, tx }: Checkpoint): TreatyError {
  return new TreatyError('CHECKPOINT_UNKNOWN', { block, tx });
}

/** Waits until the peer has committed a block; false where the reader ends first. */
async function hasBlock(peer: Peer, block: number, isOver: () => boolean): Promise<boolean> {
  while (!isOver() && peer.height <= block) await peer.changed();
  return !isOver();
}

async function placeAfter(peer: Peer, after: Checkpoint | undefined, isOver: () => boolean): Promise<Place> {
  if (after === undefined) return { block: 0, from: 0 };
  if (!BLOCK_NUMBER.test(after.block)) throw unknown(after);
  const block = Number(after.block);
  if (after.tx === undefined || !(await hasBlock(peer, block, isOver))) return { block: block + 1, from: 0 };
  const index = peer.block(block)?.block.data.findIndex(({ proposal }) => proposal.tx === after.tx) ?? -1;
  if (index < 0) throw unknown(after);
  return { block, from: index + 1 };
}

async function* follow(peer: Peer, start: Place, isOver: () => boolean): AsyncGenerator<Delivered, void> {
  for (let { block, from } = start; await hasBlock(peer, block, isOver); block += 1, from = 0) {
    for (const delivered of peer.delivered(block, from)) {
      yield delivered;
      if (isOver()) return;
    }
  }
}

/**
 * The event envelopes of one peer after a checkpoint, then those of each block as that peer commits it, until the signal.
 * They are taken from the block store as the reader asks for them: a slow reader costs no memory, and nothing is lost.
 * Fails if: the checkpoint names a transaction that its block does not hold (CHECKPOINT_UNKNOWN).
 */
export async function* deliveries(
  peer: Peer,
  { after, signal }: { readonly after?: Checkpoint; readonly signal: AbortSignal },
): AsyncGenerator<Delivered, void> {
  const isOver = (): boolean => signal.aborted;
  // Rung rather than raced: a race against a signal that lives long keeps every one of its losers.
  const wake = (): void => {
    peer.wake();
  };
  signal.addEventListener('abort', wake);
  try {
    yield* follow(peer, await placeAfter(peer, after, isOver), isOver);
  } finally {
    signal.removeEventListener('abort', wake);
  }
}
