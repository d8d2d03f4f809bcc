import { z } from 'zod';

/** The rows of `rows.ts` where they come from outside: the catalog, another thread. */
export const siteRowSchema = z.object({ id: z.number().int(), domain: z.string(), name: z.string() });

export const aliasRowSchema = z.object({
  id: z.number().int(),
  domain: z.string(),
  siteId: z.number().int(),
  isCanonical: z.boolean().nullable(),
  redirectToCanonical: z.boolean(),
});

export const plusRowSchema = z.object({
  siteId: z.number().int(),
  realDomain: z.string(),
  slug: z.string(),
  isEnabled: z.boolean(),
  lastUpdatedAt: z.string(),
  extraUwsgiIni: z.string(),
});
