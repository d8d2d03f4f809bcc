import type { Token } from '../sql/sql-tokens';
import { type Survey, type SurveyedTable, tableKey } from './survey';

/**
 * Types and functions of extensions that occur in CREATE TABLE, by the extensions' own documentation. An extension that
 * is not here is recognised by its schema, where it has one of its own.
 */
const namesOf: Readonly<Record<string, readonly string[]>> = {
  postgis: ['geometry', 'geography', 'box2d', 'box3d'],
  postgis_raster: ['raster'],
  postgis_topology: ['topogeometry'],
  pgrouting: [],
  hstore: ['hstore'],
  citext: ['citext'],
  ltree: ['ltree', 'lquery', 'ltxtquery'],
  cube: ['cube'],
  seg: ['seg'],
  isn: ['ean13', 'isbn', 'isbn13', 'ismn', 'ismn13', 'issn', 'issn13', 'upc'],
  intarray: ['query_int'],
  lo: ['lo'],
  vector: ['vector', 'halfvec', 'sparsevec'],
  'uuid-ossp': [
    'uuid_generate_v1',
    'uuid_generate_v1mc',
    'uuid_generate_v3',
    'uuid_generate_v4',
    'uuid_generate_v5',
  ],
  pgcrypto: ['gen_random_bytes', 'gen_salt', 'crypt', 'digest'],
  h3: ['h3index'],
  ip4r: ['ip4', 'ip4r', 'ip6', 'ip6r', 'ipaddress', 'iprange'],
  semver: ['semver'],
  earthdistance: ['earth'],
};

/** Tables that an extension itself makes, and whose rows pg_dump writes all the same. */
const tablesOf: Readonly<Record<string, readonly string[]>> = {
  postgis: ['public.spatial_ref_sys'],
  postgis_topology: ['topology.topology', 'topology.layer'],
  postgis_tiger_geocoder: ['tiger.geocode_settings', 'tiger.pagc_gaz', 'tiger.pagc_lex', 'tiger.pagc_rules'],
  pg_cron: ['cron.job', 'cron.job_run_details'],
};

/** Whether a table comes with an extension that the dump creates: it is not the project's. */
export const isExtensionTable = (survey: Survey, { schema, name, columns }: SurveyedTable): boolean =>
  columns === null &&
  [...survey.extensions].some(([extension, target]) => {
    const own = tablesOf[extension] ?? [];
    return own.includes(tableKey(schema, name)) || (schema === target && own.includes(`public.${name}`));
  });

const sharedSchemas = new Set(['public', 'pg_catalog']);

const isName = (token: Token | undefined): boolean => token?.kind === 'word' || token?.kind === 'quoted';

const uses = (tokens: readonly Token[], names: ReadonlySet<string>, schema: string | null): boolean =>
  tokens.some((token, at) => {
    if (!isName(token)) return false;
    const isQualifier = tokens[at + 1]?.text === '.' && isName(tokens[at + 2]);
    if (isQualifier) return schema !== null && token.value === schema;
    return names.has(token.value);
  });

const needs = (table: SurveyedTable, extension: string, schema: string | null): boolean => {
  const names = new Set(namesOf[extension] ?? []);
  const ownSchema = schema !== null && !sharedSchemas.has(schema) ? schema : null;
  return (table.columns ?? []).some((column) => uses(column.tokens, names, ownSchema));
};

/** Tables that cannot be made without an extension, as `schema.name` (without the schema where that is public). */
export const tablesThatNeed = (survey: Survey, extension: string): string[] => {
  const schema = survey.extensions.get(extension) ?? null;
  return [...survey.tables.values()]
    .filter((table) => needs(table, extension, schema))
    .map(({ schema: own, name }) => (own === 'public' ? name : tableKey(own, name)));
};
