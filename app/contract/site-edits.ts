import { z } from 'zod';

/** PostgreSQL's text cannot hold a NUL. */
const text = z.string().refine((value) => !value.includes('\0'), 'must not hold a NUL character');

/** What is to become of one alias of a site; aliases are named by their domain. */
export const aliasEditSchema = z.discriminatedUnion('edit', [
  z.object({ edit: z.literal('add'), domain: text, redirects: z.boolean() }),
  z.object({ edit: z.literal('change'), domain: text, to: text }),
  z.object({ edit: z.literal('remove'), domain: text }),
  z.object({ edit: z.literal('redirect'), domain: text, redirects: z.boolean() }),
  /** The alias becomes the site's domain, and the domain that it had an alias. */
  z.object({ edit: z.literal('make-canonical'), domain: text }),
]);
export type AliasEdit = z.infer<typeof aliasEditSchema>;

/** Changes of one site; null leaves a field as it is. */
export const siteEditSchema = z.object({
  siteId: z.number().int(),
  name: text.nullable().default(null),
  slug: text.nullable().default(null),
  /** Empty: it has none. */
  realDomain: text.nullable().default(null),
  isEnabled: z.boolean().nullable().default(null),
  /** `extra_uwsgi_ini`. */
  extraConfig: text.nullable().default(null),
  /** One after the other. */
  aliases: z.array(aliasEditSchema).default([]),
});
export type SiteEdit = z.infer<typeof siteEditSchema>;
