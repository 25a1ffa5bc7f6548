// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { canonicalBytes } from './canonical.ts';
import { Choice } from './decision-rule.ts';
import { sha256Hex } from './digest.ts';
import { Digest, MemberId, ProposalId, TreatyId } from './ids.ts';

/** What a ballot says: its choice where voting is open, a commitment to a paper where it is secret. */
export const saidShape = { choice: Choice.optional(), commitment: Digest.optional() };

/** Refuses a ballot that says both or nothing, and a secret one that is explained: an explanation tells the vote (GA 88). */
export function checkSaid(
  { choice, commitment, explanation }: { choice?: unknown; commitment?: unknown; explanation?: unknown },
  context: z.RefinementCtx,
): void {
  const problem = (field: string, message: string) => {
    context.addIssue({ code: 'custom', path: [field], message });
  };
  if ((choice === undefined) === (commitment === undefined))
    problem('choice', 'stands in an open ballot, commitment in a secret one: each ballot has one of the two');
  if (commitment !== undefined && explanation !== undefined)
    problem('explanation', 'has no place in a secret ballot: it would tell the vote');
}

/** 32 random bytes as 64 lower-case hexadecimal digits: without them three guesses would find the choice. */
const Salt = z.string().regex(/^[0-9a-f]{64}$/, '32 random bytes, 64 lower-case hexadecimal digits');

/**
 * The paper of a secret ballot. It travels beside the ledger from the member to the tellers and never stands on it. `type` keeps its
 * digest apart from that of anything else, `treaty`, `proposal` and `member` from that of another ballot.
 */
export const BallotPaper = z.strictObject({
  type: z.literal('BallotPaper'),
  v: z.literal(1),
  treaty: TreatyId,
  proposal: ProposalId,
  member: MemberId,
  choice: Choice,
  salt: Salt,
});
export type BallotPaper = z.infer<typeof BallotPaper>;

/**
 * The bytes of a paper: its canonical form (RFC 8785), all of it ASCII, without white space and without a line end:
 * `{"choice":"yes","member":"XA","proposal":"P-4K7QX2M9TZ","salt":"<64 digits>","treaty":"..","type":"BallotPaper","v":1}`.
 */
export function paperBytes(paper: BallotPaper): Uint8Array {
  return canonicalBytes(paper);
}

/**
 * The commitment to a paper: SHA-256 over `paperBytes`, as 64 lower-case hexadecimal digits; what `sha256sum` says of its file.
 * Nobody finds the choice without the salt, another paper that it opens to, or a use for it under another member's name.
 */
export function commitmentTo(paper: BallotPaper): Digest {
  return Digest.parse(sha256Hex(paperBytes(paper)));
}
