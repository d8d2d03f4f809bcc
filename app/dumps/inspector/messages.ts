import { z } from 'zod';

/** All that an X-ray's thread needs, as plain data. */
export const inspectorRequestSchema = z.object({
  /** Path of the dump. */
  file: z.string(),
  domainFormat: z.string(),
  rewriteDomains: z.boolean(),
  useRealDomain: z.boolean(),
  availableExtensions: z.set(z.string()),
  slugs: z.map(z.number().int(), z.string()),
  templateFolders: z.array(z.string()),
  now: z.string(),
  countsRows: z.boolean(),
});
export type InspectorRequest = z.infer<typeof inspectorRequestSchema>;
