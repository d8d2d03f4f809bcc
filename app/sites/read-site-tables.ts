import { PrismaPg } from '@prisma/adapter-pg';
import { Pool, type PoolConfig } from 'pg';
import { PrismaClient } from '../../prisma/generated/sites/client';
import type { PlusRow, SiteTables } from '../core/sites/rows';
import { soundRows } from '../core/sites/sound-rows';
import type { DomainsElsewhere } from '../core/sites/surroundings';
import { readDomainsElsewhere } from './read-domains-elsewhere';
import { type AbsentTable, absentTables, paddedColumns } from './site-shape';

/** The site tables as they were read, why any of them was not, and where else domains are. */
export interface ReadSites extends SiteTables {
  readonly absent: readonly AbsentTable[];
  readonly elsewhere: readonly DomainsElsewhere[];
}

/**
 * Fixed for the session, whatever the database or the role says: timestamps in ISO style and UTC, and no search path, so that no
 * name of the dump stands in for one of PostgreSQL's.
 */
const sessionOptions = '-c search_path= -c datestyle=ISO -c timezone=UTC';

const openPool = (target: string | PoolConfig): Pool => {
  const config = typeof target === 'string' ? { connectionString: target } : target;
  const pool = new Pool({
    application_name: 'manysite sites',
    ...config,
    options: sessionOptions,
    max: 1,
    connectionTimeoutMillis: 30_000,
  });
  // Without a listener a connection that is lost while idle would end the host; the next query tells of it.
  pool.on('error', () => undefined);
  return pool;
};

interface Reading {
  readonly prisma: PrismaClient;
  readonly has: (table: AbsentTable['table']) => boolean;
}

/** One statement after the other in one transaction with one snapshot, so that the tables fit each other. */
const readRows = ({ prisma, has }: Reading): Promise<SiteTables> =>
  prisma.$transaction(
    async (transaction) => {
      const orderBy = { id: 'asc' } as const;
      const sites = has('django_site') ? await transaction.djangoSite.findMany({ orderBy }) : null;
      const aliases = has('multisite_alias') ? await transaction.multisiteAlias.findMany({ orderBy }) : null;
      if (!has('django_multisite_plus_site')) return { sites, aliases, plus: null };
      const rows = await transaction.multisitePlusSite.findMany({ orderBy: { siteId: 'asc' } });
      const times = await transaction.$queryRaw<{ id: string; at: string }[]>`
        select site_id::text as id, last_updated_at::text as at from public.django_multisite_plus_site`;
      const timeOf = new Map<number, string>();
      for (const { id, at } of times) timeOf.set(Number(id), at);
      const plus = rows.map(
        ({ siteId, realDomain, slug, isEnabled, extraUwsgiIni }): PlusRow => ({
          siteId,
          realDomain,
          slug,
          isEnabled,
          lastUpdatedAt: timeOf.get(siteId) ?? '',
          extraUwsgiIni,
        }),
      );
      return { sites, aliases, plus };
    },
    { isolationLevel: 'RepeatableRead', maxWait: 30_000, timeout: 60_000 },
  );

const columnNames: Readonly<Record<string, string>> = {
  domain: 'domain',
  name: 'name',
  slug: 'slug',
  realDomain: 'real_domain',
  extraUwsgiIni: 'extra_uwsgi_ini',
};

/** Rows as PostgreSQL compares them, and as plans compare them with what is there. */
const withoutPadding = <Row extends object>(
  table: AbsentTable['table'],
  rows: readonly Row[] | null,
  padded: ReadonlySet<string>,
): readonly Row[] | null => {
  const isPadded = (field: string): boolean => padded.has(`${table}.${columnNames[field]}`);
  return (
    rows?.map(
      (row): Row => ({
        ...row,
        ...Object.fromEntries(
          Object.entries(row).flatMap(([field, value]) =>
            typeof value === 'string' && isPadded(field) ? [[field, value.replace(/ +$/, '')]] : [],
          ),
        ),
      }),
    ) ?? null
  );
};

const withoutAnyPadding = (tables: SiteTables, padded: ReadonlySet<string>): SiteTables =>
  padded.size === 0
    ? tables
    : {
        sites: withoutPadding('django_site', tables.sites, padded),
        aliases: withoutPadding('multisite_alias', tables.aliases, padded),
        plus: withoutPadding('django_multisite_plus_site', tables.plus, padded),
      };

/**
 * Reads the sites of a project's database, whichever of the three tables it has (multisite.md, "Tables"). Looks at the database's
 * shape first: a view, a foreign table or a table of another shape by one of these names counts as absent, with the reason.
 *
 * @param target where to connect, as the project's serving role or an import's own, never as superuser
 * @returns all rows by id, of one moment; null for a table that is absent
 */
export const readSiteTables = async (target: string | PoolConfig): Promise<ReadSites> => {
  const pool = openPool(target);
  try {
    const absent = await absentTables(pool);
    const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { schema: 'public' }) });
    try {
      const tables = await readRows({ prisma, has: (name) => absent.every(({ table }) => table !== name) });
      const sound = soundRows(withoutAnyPadding(tables, await paddedColumns(pool)));
      return { ...sound, absent, elsewhere: await readDomainsElsewhere(pool) };
    } finally {
      await prisma.$disconnect();
    }
  } finally {
    await pool.end();
  }
};
