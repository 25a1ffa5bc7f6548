// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { Line } from './text.ts';

/** A path into a profile, such as `thresholds.oversight.revision`: names and ids joined by dots. */
const Path = z.string().regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+){0,7}$/, 'a path such as thresholds.oversight.value');

/** Where a fact stands: the paper this was made for, the instrument's own words, somebody's summary, or a choice of this profile's author. */
const Source = z.strictObject({
  from: z.enum(['paper', 'text', 'secondary', 'ours']),
  document: Line,
  section: Line.optional(),
});

/**
 * What a profile says of the instrument that it carries. `sources` gives for each field that the instrument fills the document and
 * section; `notStated` the fields on which the texts that were read are silent, which are never filled by guess.
 */
export const About = z.strictObject({
  kind: z.enum(['treaty', 'proposal', 'law', 'softLaw', 'component']),
  /** Soft law and components bind nobody by themselves. */
  isBinding: z.boolean(),
  year: z.int().min(1900).max(2200).optional(),
  source: Line,
  sources: z.array(z.strictObject({ field: Path, from: z.array(Source).min(1).max(8) })).max(64),
  notStated: z.array(Path).max(64),
  notes: z.array(Line).max(16).optional(),
});
export type About = z.infer<typeof About>;

const said = Line.optional();

/** What an instrument provides that other parts of the system give effect to: in its own terms, shortened. Absent is not stated. */
export const Provisions = z.strictObject({
  decider: said,
  revision: said,
  cadence: said,
  oversightBody: said,
  audits: z
    .array(z.strictObject({ kind: Line, who: said, access: said, timing: said, outcome: said }))
    .max(32)
    .optional(),
  pause: z.strictObject({ who: said, trigger: said, addressee: said, scope: said, resume: said }).optional(),
  verification: z.array(Line).max(32).optional(),
  enforcement: z.array(Line).max(32).optional(),
  entryIntoForce: said,
  withdrawal: said,
  labExemption: z.strictObject({ exempt: z.boolean(), body: said, condition: said }).optional(),
});
export type Provisions = z.infer<typeof Provisions>;
