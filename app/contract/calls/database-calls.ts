import { oc } from '@orpc/contract';
import { z } from 'zod';
import { databaseSchema } from '../dumps';
import { jobStarted, ofProject } from './scope';

const ofNamedDatabase = z.object({ projectId: z.string(), database: z.string() });

export const databaseContract = {
  list: oc.input(ofProject).output(z.array(databaseSchema)),
  switch: oc.input(ofNamedDatabase).output(jobStarted),
  delete: oc.input(ofNamedDatabase).output(jobStarted),
  /** Runs the after-import steps again, or marks the database ready without them. */
  settle: oc.input(ofNamedDatabase.extend({ action: z.enum(['retry', 'skip']) })).output(jobStarted),
};
