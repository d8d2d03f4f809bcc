import { z } from 'zod';
import { type Mode, modeSchema, type ProjectFile } from '../../contract';
import type { Sourced } from './sourced';

/** What the settings of django-multisite-plus and aldryn-django mean to us (multisite.md, "Settings of django-multisite-plus"). */
export interface PlusValues {
  readonly domainFormat: string;
  readonly rewriteDomains: boolean;
  readonly useRealDomain: boolean;
  readonly mode: Mode;
  readonly sites: NonNullable<ProjectFile['sites']>;
  /** The default site: who answers in single-process mode where no alias does. */
  readonly siteId: number;
  readonly uwsgiDefaultDomain: string;
  /** These three end in a slash: the package appends file names to them as they are. */
  readonly uwsgiSocketsDir: string;
  readonly uwsgiConfigDir: string;
  readonly uwsgiAliasDir: string;
  readonly uwsgiCheaper: boolean;
  readonly webWorkers: number;
  readonly webMaxRequests: number;
  readonly webTimeout: number;
}
export type PlusKey = keyof PlusValues;

/** All that was found for each setting, the strongest first; none where nobody says anything. */
export type PlusSettings = { readonly [Key in PlusKey]: readonly Sourced<PlusValues[Key]>[] };

interface PlusSetting<Value> {
  /** Its name as a variable and in settings.py. */
  readonly variable: string;
  /** Its line in `manysite config`. */
  readonly configKey: string;
  /** How an error ends: "must be ...". */
  readonly expected: string;
  /** From the text of a variable, or the value in settings.py; undefined where it does not fit. */
  readonly parse: (given: unknown) => Value | undefined;
}

/** The words that aldryn-addons' `boolean_ish` knows. */
const words: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'on', 'yes', 'y', 'yeah', 'yep', 't'].map((word) => [word, true] as const),
  ...['false', '0', 'off', 'no', 'n', 'nope', 'f'].map((word) => [word, false] as const),
]);

const asText = (given: unknown): string | undefined =>
  typeof given === 'string' && given !== '' ? given : undefined;

const asFolder = (given: unknown): string | undefined => {
  const text = asText(given);
  return text === undefined || text.endsWith('/') ? text : `${text}/`;
};

const asBoolean = (given: unknown): boolean | undefined =>
  typeof given === 'boolean' ? given : words.get(String(given).trim().toLowerCase());

const asCount =
  (least: number) =>
  (given: unknown): number | undefined => {
    const number =
      typeof given === 'string' && /^\s*\d+\s*$/.test(given) ? Number.parseInt(given, 10) : given;
    return typeof number === 'number' && Number.isSafeInteger(number) && number >= least ? number : undefined;
  };

const sitesSchema = z.record(
  z.string(),
  z.object({
    id: z.int().min(0).max(2_147_483_647).nullish(),
    real_domain: z.string().max(255).nullish(),
    name: z.string().max(50).nullish(),
  }),
);

/** An id of 0 means none, and what is empty clears nothing (multisite.md, "Populating sites"). */
const asSites = (given: unknown): PlusValues['sites'] | undefined => {
  const parsed = sitesSchema.safeParse(given);
  if (!parsed.success) return undefined;
  return Object.fromEntries(
    Object.entries(parsed.data).map(([slug, site]) => [
      slug,
      {
        ...(site.id ? { id: site.id } : {}),
        ...(site.real_domain ? { realDomain: site.real_domain } : {}),
        ...(site.name ? { name: site.name } : {}),
      },
    ]),
  );
};

/** Which part of a SITES does not fit, e.g. `portal.id`; '' where it is no dict at all. */
export const wrongSitesPart = (given: unknown): string =>
  sitesSchema.safeParse(given).error?.issues[0]?.path.map(String).join('.') ?? '';

const prefix = 'DJANGO_MULTISITE_PLUS_';
const folder = { expected: 'the path of a folder', parse: asFolder };
const boolean = { expected: 'true or false', parse: asBoolean };

/** Every setting that is read, by the name that we give it. */
export const plusTable: { readonly [Key in PlusKey]: PlusSetting<PlusValues[Key]> } = {
  domainFormat: {
    variable: `${prefix}REWRITE_DOMAIN_FORMAT`,
    configKey: 'domainFormat',
    expected: 'a format such as {}.127.0.0.1.nip.io',
    parse: asText,
  },
  rewriteDomains: { variable: `${prefix}REWRITE_DOMAINS`, configKey: 'rewriteDomains', ...boolean },
  useRealDomain: { variable: `${prefix}USE_REAL_DOMAIN`, configKey: 'useRealDomain', ...boolean },
  mode: {
    variable: `${prefix}MODE`,
    configKey: 'defaultMode',
    expected: 'single-process or multi-process',
    parse: (given) => modeSchema.safeParse(given).data,
  },
  sites: {
    variable: `${prefix}SITES`,
    configKey: 'sites',
    expected: 'a dict of slug -> {id, real_domain, name}',
    parse: asSites,
  },
  siteId: {
    variable: 'SITE_ID',
    configKey: 'siteId',
    expected: 'the id of a site, at least 1',
    parse: asCount(1),
  },
  uwsgiDefaultDomain: {
    variable: `${prefix}UWSGI_DEFAULT_DOMAIN`,
    configKey: 'uwsgi.defaultDomain',
    expected: 'the domain of a site',
    parse: asText,
  },
  uwsgiSocketsDir: {
    variable: `${prefix}UWSGI_BASE_SOCKETS_DIR`,
    configKey: 'uwsgi.socketsDir',
    ...folder,
  },
  uwsgiConfigDir: { variable: `${prefix}UWSGI_BASE_CONFIG_DIR`, configKey: 'uwsgi.configDir', ...folder },
  uwsgiAliasDir: {
    variable: `${prefix}UWSGI_ALIAS_DOMAIN_MAPPING_DIR`,
    configKey: 'uwsgi.aliasDir',
    ...folder,
  },
  uwsgiCheaper: { variable: 'ENABLE_UWSGI_CHEAPER', configKey: 'uwsgi.cheaper', ...boolean },
  webWorkers: {
    variable: 'DJANGO_WEB_WORKERS',
    configKey: 'web.workers',
    expected: 'a whole number, at least 1',
    parse: asCount(1),
  },
  webMaxRequests: {
    variable: 'DJANGO_WEB_MAX_REQUESTS',
    configKey: 'web.maxRequests',
    expected: 'a whole number, at least 0',
    parse: asCount(0),
  },
  webTimeout: {
    variable: 'DJANGO_WEB_TIMEOUT',
    configKey: 'web.timeout',
    expected: 'a number of seconds, at least 0',
    parse: asCount(0),
  },
};

export const plusKeys = Object.keys(plusTable) as readonly PlusKey[];

/** The same question for every setting. */
export const forEachPlusKey = (
  find: <Key extends PlusKey>(key: Key) => readonly Sourced<PlusValues[Key]>[],
): PlusSettings =>
  // Every key of the table is there, each with values of its own type: what a mapped type says and fromEntries cannot.
  Object.fromEntries(plusKeys.map((key) => [key, find(key)])) as unknown as PlusSettings;
