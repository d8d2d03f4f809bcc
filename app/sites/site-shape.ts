import type { ClientBase, Pool } from 'pg';

/** The tables that hold a multisite project's sites, by Django's default names. */
export const siteTableNames = ['django_site', 'multisite_alias', 'django_multisite_plus_site'] as const;
type SiteTableName = (typeof siteTableNames)[number];

/** A site table that is not read; `reason` is null where there is simply no relation of that name. */
export interface AbsentTable {
  readonly table: SiteTableName;
  readonly reason: string | null;
}

/** PostgreSQL's type categories: number, text, boolean, date and time. */
type Category = 'N' | 'S' | 'B' | 'D';

const expectedColumns: Readonly<Record<SiteTableName, Readonly<Record<string, Category>>>> = {
  django_site: { id: 'N', domain: 'S', name: 'S' },
  multisite_alias: { id: 'N', domain: 'S', site_id: 'N', is_canonical: 'B', redirect_to_canonical: 'B' },
  django_multisite_plus_site: {
    site_id: 'N',
    slug: 'S',
    real_domain: 'S',
    is_enabled: 'B',
    last_updated_at: 'D',
    extra_uwsgi_ini: 'S',
  },
};

/** pg_class.relkind. Only r and p hold rows of their own; reading any other runs code that the dump brought. */
const otherKinds: Readonly<Record<string, string>> = {
  v: 'a view',
  m: 'a materialized view',
  f: 'a foreign table',
  S: 'a sequence',
  c: 'a composite type',
};

interface FoundRelation {
  readonly name: SiteTableName;
  readonly kind: string;
  /** Column names, each with its type's category behind a colon. */
  readonly columns: readonly string[];
}

const shapeQuery = `
  select c.relname::text as name, c.relkind::text as kind,
         array(select a.attname::text || ':' || t.typcategory::text
               from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
               where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relname = any ($1::text[]) and c.relkind not in ('i', 'I', 't')`;

const reasonAgainst = (relation: FoundRelation): string | null => {
  if (relation.kind !== 'r' && relation.kind !== 'p')
    return `public.${relation.name} is ${otherKinds[relation.kind] ?? 'no table'}, which is not read: only a table is`;
  const missing = Object.entries(expectedColumns[relation.name])
    .filter(([column, category]) => !relation.columns.includes(`${column}:${category}`))
    .map(([column]) => column);
  return missing.length === 0
    ? null
    : `public.${relation.name} lacks ${missing.join(', ')}, or has another type there: it is not Django's table`;
};

/**
 * Which of the three site tables a database has, from the system catalog alone: nothing of the database's own is read, so a view
 * in place of a table cannot run its code (dumps spec, "As whom").
 *
 * @returns what is not to be read, each with its reason; every table that is not named is an ordinary or partitioned table in
 *   schema public with the columns that Django gives it
 */
export const absentTables = async (client: ClientBase | Pool): Promise<readonly AbsentTable[]> => {
  const { rows } = await client.query<FoundRelation>(shapeQuery, [siteTableNames]);
  return siteTableNames.flatMap((table): AbsentTable[] => {
    const relation = rows.find(({ name }) => name === table);
    if (relation === undefined) return [{ table, reason: null }];
    const reason = reasonAgainst(relation);
    return reason === null ? [] : [{ table, reason }];
  });
};

/** Text columns of a fixed length, which PostgreSQL fills with spaces that no comparison sees, as `table.column`. */
export const paddedColumns = async (client: ClientBase | Pool): Promise<ReadonlySet<string>> => {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname::text || '.' || a.attname::text as name
     from pg_catalog.pg_attribute a
     join pg_catalog.pg_class c on c.oid = a.attrelid
     join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relname = any ($1::text[]) and a.attnum > 0 and not a.attisdropped
       and a.atttypid = 'pg_catalog.bpchar'::pg_catalog.regtype`,
    [siteTableNames],
  );
  return new Set(rows.map(({ name }) => name));
};
