import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { dumpPlaceSchema, inspectedDumpSchema, inspectedTableSchema } from '../dumps';
import { uploadTicketSchema } from '../uploads';
import { jobStarted } from './scope';

export const dumpContract = {
  /**
   * Announces a file that a browser has, and gives the ticket for the one PUT that brings it (docs/door.md). Then it is inspected and imported
   * as `upload:<uploadId>`. Errors: `disk-full` with `freeBytes` and `neededBytes`.
   */
  beginUpload: oc
    .input(
      z.object({
        /** As the person knows it, without folders. */
        name: z
          .string()
          .min(1)
          .max(255)
          .regex(/^[^/\\\p{Cc}]+$/u, 'a file name'),
        sizeBytes: z.int().min(0),
      }),
    )
    .output(uploadTicketSchema),
  /** Deletes what came so far; nothing happens for an upload that is not known. */
  cancelUpload: oc.input(z.object({ uploadId: z.string() })).output(z.object({ deleted: z.boolean() })),
  inspect: oc
    .input(
      z.object({
        /** An absolute path, or `upload:<uploadId>`. */
        file: z.string(),
        projectId: z.string().nullable(),
        domainFormat: z.string().nullable(),
        /** Slugs that an import would be given, by site id: domains and problems are those with them. */
        slugs: z.record(z.string(), z.string()).default({}),
        /** False leaves an archive's rows uncounted, which takes about 20 ms whatever its size. */
        countsRows: z.boolean().default(true),
      }),
    )
    .output(inspectedDumpSchema),
  /** Counts the rows of an archive: tables as they are known, a few together; in the end all, with null for what is too large to be counted. */
  count: oc.input(z.object({ file: z.string() })).output(eventIterator(z.array(inspectedTableSchema))),
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
        /** Make it the active database once it is ready, as a job of its own. */
        switches: z.boolean().default(false),
        /** Indexes and constraints of the dump that are not made, since its rows do not allow them. */
        leavesOut: z.array(dumpPlaceSchema).default([]),
      }),
    )
    .output(jobStarted),
};
