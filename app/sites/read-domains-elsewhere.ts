import { escapeIdentifier, type Pool } from 'pg';
import type { DomainsElsewhere } from '../core/sites/surroundings';

interface Holder {
  readonly schema: string;
  readonly table: string;
  readonly column: 'hostname' | 'domain';
}

/**
 * Tables that keep domains besides the sites' own: Wagtail's, and those of django-tenants and its like, recognised by their columns.
 * Only ordinary tables: reading a view runs code that the dump brought.
 */
const holdersQuery = `
  with columns as (
    select c.oid, n.nspname::text as schema, c.relname::text as "table", array_agg(a.attname::text) as names,
           array_agg(a.attname::text) filter (where t.typcategory = 'S') as texts
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_catalog.pg_type t on t.oid = a.atttypid
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
    group by c.oid, n.nspname, c.relname)
  select schema, "table", case when "table" = 'wagtailcore_site' then 'hostname' else 'domain' end as column
  from columns
  where ("table" = 'wagtailcore_site' and 'hostname' = any (texts))
     or ('domain' = any (texts) and names @> array['is_primary', 'tenant_id'])
  order by schema, "table" limit 20`;

/** More domains than a message would ever name. */
const mostDomains = 200;

const domainsOf = async (pool: Pool, { schema, table, column }: Holder): Promise<DomainsElsewhere> => {
  const name = escapeIdentifier(column);
  const { rows } = await pool.query<{ domain: string }>(
    `select distinct ${name}::text as domain from ${escapeIdentifier(schema)}.${escapeIdentifier(table)}
     where ${name} is not null and ${name} <> '' order by 1 limit ${mostDomains}`,
  );
  return {
    table: schema === 'public' ? table : `${schema}.${table}`,
    domains: rows.map(({ domain }) => domain),
  };
};

/** The domains that other tables of a database hold (multisite.md, trap 18). */
export const readDomainsElsewhere = async (pool: Pool): Promise<readonly DomainsElsewhere[]> => {
  const { rows } = await pool.query<Holder>(holdersQuery);
  const found: DomainsElsewhere[] = [];
  for (const holder of rows) found.push(await domainsOf(pool, holder));
  return found.filter(({ domains }) => domains.length > 0);
};
