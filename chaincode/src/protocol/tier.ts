// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { ThresholdId } from './ids.ts';
import { Line, Name } from './text.ts';

/** What a treaty asks of a model that falls into a tier. */
export const Regime = z.enum([
  'free',
  'report',
  'audit',
  'license',
  'approval',
  'presumedSystemicRisk',
  'labOnly',
  'prohibited',
  'pause',
]);
export type Regime = z.infer<typeof Regime>;

const metric = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'a metric such as training-compute');

/**
 * One condition of a tier: a figure compared with a threshold of the treaty; or a finding that somebody has to make, such as
 * capabilities beyond another model's. Where the source gives no operator, only a figure away from the threshold is settled.
 */
export const Condition = z.union([
  z.strictObject({ metric, operator: z.enum(['>', '>=']).optional(), threshold: ThresholdId }),
  z.strictObject({ metric, finding: Line }),
]);
export type Condition = z.infer<typeof Condition>;

/** A class of models: all conditions must hold. Of the tiers into which a model falls, the last one of the list is its own. */
export const Tier = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'a tier such as covered'),
  name: Name,
  regime: Regime,
  allOf: z.array(Condition).min(1).max(8),
  unless: Line.optional(),
});
export type Tier = z.infer<typeof Tier>;
