import { oc } from '@orpc/contract';
import { z } from 'zod';
import { inspectionSchema } from '../dumps';
import { jobStarted } from './scope';

export const dumpContract = {
  inspect: oc
    .input(
      z.object({ file: z.string(), projectId: z.string().nullable(), domainFormat: z.string().nullable() }),
    )
    .output(inspectionSchema),
  import: oc
    .input(
      z.object({
        projectId: z.string(),
        file: z.string(),
        label: z.string().nullable(),
        /** Slugs chosen beforehand, by site id. */
        slugs: z.record(z.string(), z.string()),
        /** Delete the file afterwards: it is a spool of standard input. */
        isSpool: z.boolean(),
      }),
    )
    .output(jobStarted),
};
