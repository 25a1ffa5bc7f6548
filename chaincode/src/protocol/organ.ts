// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { GroupName, MemberId, OrganId } from './ids.ts';
import { PositiveLimit } from './time-limit.ts';
import { Procedure } from './procedure.ts';
import { Name } from './text.ts';

/** The most seats, or named members, of an organ. */
const MOST_SEATS = 250;

/** Seats that are filled by election: how many, of which group where the treaty reserves them, and for how long. */
const Elected = z.strictObject({
  seats: z
    .array(z.strictObject({ count: z.int().min(1).max(250), group: GroupName.optional() }))
    .min(1)
    .max(32)
    .refine(
      (seats) => seats.reduce((sum, { count }) => sum + count, 0) <= MOST_SEATS,
      `has more than ${MOST_SEATS} seats in all`,
    ),
  term: PositiveLimit,
  /** How many terms one after the other a member may serve. */
  mostTerms: z.int().min(1).max(100).optional(),
  election: Procedure,
});

/**
 * An organ and whom it is made of: every state that is bound, every institute of the network, members that the treaty names,
 * or members elected to its seats.
 */
export const Organ = z.strictObject({
  id: OrganId,
  name: Name,
  composition: z.union(
    [
      z.enum(['stateParties', 'institutes']),
      z.strictObject({ members: z.array(MemberId).min(1).max(MOST_SEATS) }),
      z.strictObject({ elected: Elected }),
    ],
    'is none of stateParties, institutes, {members} and {elected}',
  ),
});
export type Organ = z.infer<typeof Organ>;
