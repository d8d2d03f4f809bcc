import { z } from 'zod';
import { inspectedTableSchema, inspectionSchema, problemSchema } from '../../contract';

/** All that an X-ray's thread needs, as plain data. */
export const inspectorRequestSchema = z.object({
  /** Path of the dump. */
  file: z.string(),
  availableExtensions: z.set(z.string()),
  countsRows: z.boolean(),
});
export type InspectorRequest = z.infer<typeof inspectorRequestSchema>;

/** A table whose rows are counted. */
export const countedTableSchema = inspectedTableSchema;

const siteTablesSchema = z.object({
  sites: z.array(z.object({ id: z.number(), domain: z.string(), name: z.string() })).nullable(),
  aliases: z
    .array(
      z.object({
        id: z.number(),
        domain: z.string(),
        siteId: z.number(),
        isCanonical: z.boolean().nullable(),
        redirectToCanonical: z.boolean(),
      }),
    )
    .nullable(),
  plus: z
    .array(
      z.object({
        siteId: z.number(),
        realDomain: z.string(),
        slug: z.string(),
        isEnabled: z.boolean(),
        lastUpdatedAt: z.string(),
        extraUwsgiIni: z.string(),
      }),
    )
    .nullable(),
  oddities: z
    .object({ ofSites: z.map(z.number(), problemSchema), incomplete: z.map(z.string(), z.number()) })
    .exactOptional(),
});

/** What the thread answers: `DumpFacts`. */
export const dumpFactsSchema = inspectionSchema
  .omit({ sites: true })
  .extend({ siteTables: siteTablesSchema });
