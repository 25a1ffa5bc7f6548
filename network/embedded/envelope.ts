// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { Digest, sha256Hex, utf8 } from '../../chaincode/src/protocol/index.ts';
import { Proposal } from './proposal.ts';
import { ReadWriteSet } from './read-write-set.ts';

/** What an execution came to: the answer, the one event, and the read and write set; bytes in base64. */
export const Outcome = z.strictObject({
  result: z.base64(),
  event: z.strictObject({ name: z.string(), payload: z.base64() }).nullable(),
  set: ReadWriteSet,
});
export type Outcome = z.infer<typeof Outcome>;

/**
 * An organisation's word that its peer came to an outcome. The digest stands where Fabric has a signature over the same
 * content: in one process whoever could write the one could make the other.
 */
export const Endorsement = z.strictObject({ msp: z.string().min(1), digest: Digest });
export type Endorsement = z.infer<typeof Endorsement>;

/** A transaction as it is ordered. */
export const Envelope = z.strictObject({
  proposal: Proposal,
  outcome: Outcome,
  endorsements: z.array(Endorsement),
});
export type Envelope = z.infer<typeof Envelope>;

/** The digest that endorsers of an outcome of a proposal give: the same only where every byte is the same. */
export function outcomeDigest({ tx }: Proposal, outcome: Outcome): Digest {
  return Digest.parse(sha256Hex(utf8(JSON.stringify([tx, outcome]))));
}
