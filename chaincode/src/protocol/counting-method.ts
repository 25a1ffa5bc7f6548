// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** How operations are counted: the name of a method and its version; two figures compare only under the same method. */
export const CountingMethod = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  version: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,31}$/),
});
export type CountingMethod = z.infer<typeof CountingMethod>;
