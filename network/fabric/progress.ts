// SPDX-License-Identifier: Apache-2.0

/** Hears how the steps of `up` and `down` go. */
export type Progress = (step: {
  readonly name: string;
  readonly state: 'started' | 'done' | 'skipped' | 'failed';
  readonly detail?: string;
  readonly seconds?: number;
}) => void;

/** The steps of `up`, in their order. */
export const UP_STEPS = [
  'programs',
  'certificates',
  'genesis block',
  'package',
  'processes',
  'channel',
  'install',
  'approve',
  'commit',
  'ready',
] as const;

/** The steps of `down`, in their order. */
export const DOWN_STEPS = ['stop', 'delete'] as const;

/** Does one step and tells its beginning and end; `work` may tell details meanwhile, and answers false for nothing to do. */
export type Step = <T>(
  name: string,
  work: (tell: (detail: string) => void) => T | Promise<T>,
  describe?: (result: T) => string,
) => Promise<T>;

/** Steps that tell `progress`. */
export function steps(progress: Progress = () => undefined): Step {
  return async (name, work, describe) => {
    const begun = performance.now();
    const seconds = (): number => Math.round(performance.now() - begun) / 1000;
    progress({ name, state: 'started' });
    try {
      const result = await work((detail) => progress({ name, state: 'started', detail }));
      const detail = describe?.(result);
      progress({
        name,
        state: result === false ? 'skipped' : 'done',
        seconds: seconds(),
        ...(detail === undefined ? {} : { detail }),
      });
      return result;
    } catch (error) {
      progress({ name, state: 'failed', seconds: seconds() });
      throw error;
    }
  };
}
