import { oc } from '@orpc/contract';
import { z } from 'zod';
import { settingKeySchema, settingSchema } from '../settings';

/** Settings of this machine; those of a project are in its own files. Also in the state. */
export const settingContract = {
  list: oc.output(z.array(settingSchema)),
  /**
   * Checks and keeps a setting, and applies it to what runs: the router moves, servers that no longer fit the memory budget end. For `ui` the
   * given keys are merged into those that are kept, and null takes one away.
   *
   * `value`: null for the default. Errors: `setting-invalid` with what it takes, `port-taken`.
   */
  set: oc.input(z.object({ key: settingKeySchema, value: z.json() })).output(settingSchema),
};
