import { z } from 'zod';
import { inspectionSchema, problemSchema } from '../../contract';
import { aliasRowSchema, plusRowSchema, siteRowSchema } from '../../core/sites/row-schemas';

/** All that an X-ray's thread needs, as plain data. */
export const inspectorRequestSchema = z.object({
  /** Path of the dump. */
  file: z.string(),
  availableExtensions: z.set(z.string()),
  countsRows: z.boolean(),
});
export type InspectorRequest = z.infer<typeof inspectorRequestSchema>;

const siteTablesSchema = z.object({
  sites: z.array(siteRowSchema).nullable(),
  aliases: z.array(aliasRowSchema).nullable(),
  plus: z.array(plusRowSchema).nullable(),
  oddities: z
    .object({ ofSites: z.map(z.number(), problemSchema), incomplete: z.map(z.string(), z.number()) })
    .exactOptional(),
});

/** What the thread answers: `DumpFacts`. */
export const dumpFactsSchema = inspectionSchema
  .omit({ sites: true })
  .extend({ siteTables: siteTablesSchema });
