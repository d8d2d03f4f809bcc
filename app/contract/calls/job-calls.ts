import { oc } from '@orpc/contract';
import { z } from 'zod';
import { jobSchema } from '../jobs';

export const jobContract = {
  list: oc.output(z.array(jobSchema)),
  cancel: oc.input(z.object({ jobId: z.string() })).output(jobSchema),
};
