import { oc } from '@orpc/contract';
import { z } from 'zod';
import { databaseSchema } from '../dumps';
import { jobStarted, ofDatabase, ofProject } from './scope';

/** Shown in one line, typed in a shell. */
const snapshotName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}]+$/u, 'no control characters');

const ofNamedDatabase = z.object({ projectId: z.string(), database: z.string() });

export const databaseContract = {
  list: oc.input(ofProject).output(z.array(databaseSchema)),
  switch: oc.input(ofNamedDatabase).output(jobStarted),
  delete: oc.input(ofNamedDatabase).output(jobStarted),
  /** Copies a database as it is now. `name`: null takes one from the moment. */
  snapshot: oc.input(ofDatabase.extend({ name: snapshotName.nullable() })).output(jobStarted),
  deleteSnapshot: oc.input(ofDatabase.extend({ snapshot: z.string() })).output(jobStarted),
  /** Writes a dump of a database, or of a snapshot of it, with a pg_dump of this machine. */
  export: oc
    .input(
      ofDatabase.extend({
        snapshot: z.string().nullable(),
        /** Absolute. */
        file: z.string(),
        format: z.enum(['custom', 'plain']),
        /** Replace a file that is there. */
        overwrites: z.boolean(),
        /** The pg_dump to be used; null: one that is found. */
        pgDump: z.string().nullable(),
      }),
    )
    .output(jobStarted),
  /** Back to just imported (`snapshot` null), or to a snapshot. What the database holds now is lost. */
  reset: oc.input(ofDatabase.extend({ snapshot: z.string().nullable() })).output(jobStarted),
  /** Runs the after-import steps again, or marks the database ready without them. */
  settle: oc.input(ofNamedDatabase.extend({ action: z.enum(['retry', 'skip']) })).output(jobStarted),
};
