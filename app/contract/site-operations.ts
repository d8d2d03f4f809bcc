import { z } from 'zod';

const siteId = z.number().int();

/** A rewrite of domains; everything left out is as the project's settings say. */
const rewriteOperationSchema = z.object({
  kind: z.literal('rewrite'),
  /** Another domain format than the configured one. Not together with `asRealDomains`. */
  domainFormat: z.string().nullable().default(null),
  /** Every site gets its real domain. */
  asRealDomains: z.boolean().default(false),
  /** Slugs to be stored, by site id; domains follow at once. */
  slugs: z.record(z.string().regex(/^\d+$/, 'expected the id of a site'), z.string()).default({}),
  /** Sites that keep all their rows. */
  leaveOut: z.array(siteId).default([]),
});

/** Takes back the newest plan that was not taken back yet. */
const undoOperationSchema = z.object({ kind: z.literal('undo') });

/** What can be done to the sites of a database: planned, shown, applied, and taken back, all in one way. */
export const siteOperationSchema = z.discriminatedUnion('kind', [
  rewriteOperationSchema,
  undoOperationSchema,
]);
export type SiteOperationRequest = z.infer<typeof siteOperationSchema>;
/** The same as a client may give it. */
export type SiteOperationInput = z.input<typeof siteOperationSchema>;
