import { z } from 'zod';
import { configValueSchema, modeSchema } from './project-file';

/** What Python does with a request for a host; `rule` tells why, `alias` is the row that decided. */
export const pythonAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('site'),
    siteId: z.number().int(),
    rule: z.enum(['alias', 'wildcard', 'default-site', 'first-site', 'default-domain', 'site-id', 'domain']),
    alias: z.string(),
  }),
  /** 301 to the same path on `domain`, without the port of the request. */
  z.object({ kind: z.literal('redirect'), siteId: z.number().int(), alias: z.string(), domain: z.string() }),
  /** The view that MULTISITE_FALLBACK names. */
  z.object({ kind: z.literal('fallback-view'), reason: z.string() }),
  z.object({ kind: z.literal('not-found'), reason: z.string() }),
  z.object({ kind: z.literal('error'), reason: z.string() }),
  /** The connection is closed without an answer. */
  z.object({ kind: z.literal('closed'), reason: z.string() }),
  /** Only Manysite can serve the project in this mode. */
  z.object({ kind: z.literal('no-such-mode'), reason: z.string() }),
]);
export type PythonAnswer = z.infer<typeof pythonAnswerSchema>;

/** By which rule Python answers with a site, for people: the alias follows. */
export const siteRules: Readonly<Record<Extract<PythonAnswer, { kind: 'site' }>['rule'], string>> = {
  alias: 'by the alias',
  wildcard: 'by the wildcard',
  domain: 'by its domain',
  'site-id': 'by SITE_ID, whatever the host',
  'default-site': 'as the default site (SITE_ID), by its canonical alias',
  'first-site': 'as the first site with a canonical alias, by',
  'default-domain': 'as the default domain (UWSGI_DEFAULT_DOMAIN),',
};

/** What our router does with it, the same in both modes. `pattern` is the alias or domain that matched; null: the default site. */
export const routerAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('site'), siteId: z.number().int(), pattern: z.string().nullable() }),
  z.object({ kind: z.literal('redirect'), pattern: z.string(), url: z.string() }),
  /** A page that says so (503). */
  z.object({ kind: z.literal('disabled'), siteName: z.string(), pattern: z.string().nullable() }),
  /** Another running project has the host. */
  z.object({ kind: z.literal('other-project'), projectId: z.string(), pattern: z.string().nullable() }),
  /** 421, with a page that holds nothing of the project. */
  z.object({ kind: z.literal('refused'), reason: z.string() }),
]);
export type RouterAnswer = z.infer<typeof routerAnswerSchema>;

/** One alias domain that may answer a host, in the order in which they are tried. */
export const candidateSchema = z.object({
  pattern: z.string(),
  found: z.enum(['alias', 'none', 'not-tried']),
  alias: z
    .object({
      id: z.number().int(),
      siteId: z.number().int(),
      isCanonical: z.boolean(),
      redirectsToCanonical: z.boolean(),
    })
    .nullable(),
});
export type Candidate = z.infer<typeof candidateSchema>;

const inModeSchema = z.object({
  mode: modeSchema,
  candidates: z.array(candidateSchema),
  python: pythonAnswerSchema,
  /** Why the router does something else than Python; empty where both do the same. */
  differences: z.array(z.string()),
});
export type ExplainedMode = z.infer<typeof inModeSchema>;

/** Why a host is answered as it is (`manysite explain HOST`). */
export const explanationSchema = z.object({
  host: z.string(),
  database: z.string(),
  /** As it is served now, or would be. */
  mode: modeSchema,
  /** In both modes. */
  modes: z.array(inModeSchema),
  router: routerAnswerSchema,
  /** What was taken for granted about the project's settings, in whole sentences. */
  assumptions: z.array(z.string()),
  /** The site that the router answers with, or Python; null where there is none. */
  site: z
    .object({
      id: z.number().int(),
      name: z.string(),
      slug: z.string(),
      domain: z.string(),
      realDomain: z.string(),
      /** What its domain is made of; `kept` where an error or a missing slug keeps it as it is. */
      rule: z.enum(['real-domain', 'format', 'kept']),
      /** What a rewrite would give it; null where an error keeps it. */
      intendedDomain: z.string().nullable(),
      /** The settings that decide the domain, with their origins. */
      settings: z.array(configValueSchema),
    })
    .nullable(),
  /** Where the site's requests go by hand instead (`manysite route`, `manysite run`). */
  routedToPort: z.number().int().nullable(),
  /** What serves the site now; null while it is not served. */
  server: z
    .object({
      name: z.string(),
      state: z.string(),
      siteId: z.number().int().nullable(),
      pid: z.number().int().nullable(),
      port: z.number().int().nullable(),
      database: z.string(),
    })
    .nullable(),
});
export type Explanation = z.infer<typeof explanationSchema>;
