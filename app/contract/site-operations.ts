import { z } from 'zod';
import { siteEditSchema } from './site-edits';

const siteId = z.number().int();

const slugsBySite = z.record(z.string().regex(/^\d+$/, 'expected the id of a site'), z.string()).default({});

/** A rewrite of domains; everything left out is as the project's settings say. */
const rewriteOperationSchema = z.object({
  kind: z.literal('rewrite'),
  /** Another domain format than the configured one. Not together with `asRealDomains`. */
  domainFormat: z.string().nullable().default(null),
  /** Every site gets its real domain. */
  asRealDomains: z.boolean().default(false),
  /** Slugs to be stored, by site id; domains follow at once. */
  slugs: slugsBySite,
  /** Sites that keep all their rows. */
  leaveOut: z.array(siteId).default([]),
});

/** Makes the sites as the project's configuration has them: `sites` of manysite.json, or DJANGO_MULTISITE_PLUS_SITES. */
const populateOperationSchema = z.object({ kind: z.literal('populate') });

/** Changes one site: all of it, or nothing where an error is among the problems. */
const editOperationSchema = siteEditSchema.extend({ kind: z.literal('edit') });

/** Serves sites, or answers for them with a page that says that they are disabled: all of these, or none where one has no place for it. */
const enableOperationSchema = z.object({
  kind: z.literal('enable'),
  siteIds: z.array(siteId).min(1),
  isEnabled: z.boolean(),
});

/** Gives sites that are not managed a slug and a real domain, and their local domains. */
const adoptOperationSchema = z.object({
  kind: z.literal('adopt'),
  /** Null: all that are not managed. */
  siteIds: z.array(siteId).nullable().default(null),
  /** Slugs in place of the proposed ones, by site id. */
  slugs: slugsBySite,
});

/** Mends aliases, domains and slugs that no host ever finds. */
const repairOperationSchema = z.object({ kind: z.literal('repair') });

/** Takes back the newest plan that was not taken back yet. */
const undoOperationSchema = z.object({ kind: z.literal('undo') });

/** What can be done to the sites of a database: planned, shown, applied, and taken back, all in one way. */
export const siteOperationSchema = z.discriminatedUnion('kind', [
  rewriteOperationSchema,
  populateOperationSchema,
  editOperationSchema,
  enableOperationSchema,
  adoptOperationSchema,
  repairOperationSchema,
  undoOperationSchema,
]);
export type SiteOperationRequest = z.infer<typeof siteOperationSchema>;
/** The same as a client may give it. */
export type SiteOperationInput = z.input<typeof siteOperationSchema>;
