import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ClientBase } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startTemporaryCluster, type TemporaryCluster } from '../postgres/temporary-cluster';
import { migrate } from './migrate';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const modelSchema = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      dbName: z.string(),
      fields: z.array(
        z.object({
          name: z.string(),
          dbName: z.string().nullish(),
          kind: z.string(),
          type: z.string(),
          isList: z.boolean(),
          isRequired: z.boolean(),
          nativeType: z.tuple([z.string(), z.array(z.string())]).nullable(),
          relationFromFields: z.array(z.string()).optional(),
          relationToFields: z.array(z.string()).optional(),
          relationOnDelete: z.string().optional(),
        }),
      ),
    }),
  ),
  indexes: z.array(
    z.object({ model: z.string(), type: z.string(), fields: z.array(z.object({ name: z.string() })) }),
  ),
});
type Model = z.infer<typeof modelSchema>;

/** PostgreSQL's names of Prisma's types: native ones first, then the defaults (prisma.io/docs, PostgreSQL connector). */
const columnTypes: Readonly<Record<string, string>> = {
  'Uuid()': 'uuid',
  'Timestamptz(3)': 'timestamp(3) with time zone',
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Boolean: 'boolean',
  Json: 'jsonb',
  Float: 'double precision',
};
const deleteActions: Readonly<Record<string, string>> = {
  Restrict: 'r',
  SetNull: 'n',
  Cascade: 'c',
  NoAction: 'a',
};
const indexKinds: Readonly<Record<string, string>> = { id: 'primary key', unique: 'unique', normal: 'index' };

/** What the Prisma schema says, a line each. */
const describeModel = ({ models, indexes }: Model): string[] => {
  const modelOf = (name: string) => {
    const found = models.find((model) => model.name === name);
    if (found === undefined) throw new Error(`the schema has no model ${name}`);
    return found;
  };
  const columns = (model: string, fields: readonly string[]) =>
    fields
      .map((name) => modelOf(model).fields.find((field) => field.name === name)?.dbName ?? name)
      .join(', ');
  const lines = models.flatMap((model) => [
    `table ${model.dbName}`,
    ...model.fields
      .filter(({ kind }) => kind === 'scalar')
      .map((field) => {
        const type =
          field.nativeType === null ? field.type : `${field.nativeType[0]}(${field.nativeType[1].join()})`;
        const name = columnTypes[type] ?? `a type unknown to this test: ${type}`;
        return `column ${model.dbName}.${field.dbName ?? field.name} ${name}${field.isList ? '[]' : ''}${field.isRequired ? ' not null' : ''}`;
      }),
    ...model.fields
      .filter(({ relationFromFields = [] }) => relationFromFields.length > 0)
      .map((field) => {
        const from = columns(model.name, field.relationFromFields ?? []);
        const to = columns(field.type, field.relationToFields ?? []);
        const action = deleteActions[field.relationOnDelete ?? 'NoAction'];
        return `foreign key ${model.dbName}(${from}) to ${modelOf(field.type).dbName}(${to}) on delete ${action}`;
      }),
  ]);
  const keys = indexes.map(({ model, type, fields }) => {
    const names = fields.map(({ name }) => name);
    return `${indexKinds[type] ?? type} ${modelOf(model).dbName}(${columns(model, names)})`;
  });
  return [...lines, ...keys].sort();
};

/** The same of the tables that the migrations made; the migrations' own table is none of the schema's. */
const describeTables = async (client: ClientBase): Promise<string[]> => {
  const { rows } = await client.query<{ line: string }>(`
    select 'table ' || table_name as line from information_schema.tables
      where table_schema = 'public' and table_name <> 'applied_migration'
    union all
    select format('column %s.%s %s%s', table_name, column_name,
        case when data_type = 'timestamp with time zone' then format('timestamp(%s) with time zone', datetime_precision)
             when data_type = 'ARRAY' then ltrim(udt_name, '_') || '[]'
             else data_type end,
        case is_nullable when 'NO' then ' not null' else '' end)
      from information_schema.columns
      where table_schema = 'public' and table_name <> 'applied_migration'
    union all
    select format('foreign key %s(%s) to %s(%s) on delete %s', conrelid::regclass,
        (select string_agg(attname, ', ' order by position) from unnest(conkey) with ordinality as key(number, position)
           join pg_attribute on attrelid = conrelid and attnum = number), confrelid::regclass,
        (select string_agg(attname, ', ' order by position) from unnest(confkey) with ordinality as key(number, position)
           join pg_attribute on attrelid = confrelid and attnum = number), confdeltype)
      from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
    union all
    select format('%s %s(%s)', case when indisprimary then 'primary key' when indisunique then 'unique' else 'index' end,
        indrelid::regclass,
        (select string_agg(attname, ', ' order by position) from unnest(indkey::int[]) with ordinality as key(number, position)
           join pg_attribute on attrelid = indrelid and attnum = number))
      from pg_index join pg_class on pg_class.oid = indrelid
      where relnamespace = 'public'::regnamespace and relname <> 'applied_migration'`);
  return rows.map(({ line }) => line).sort();
};

/** Lines that only one side has, marked with the side. */
const differences = (model: readonly string[], tables: readonly string[]): string[] => [
  ...model.filter((line) => !tables.includes(line)).map((line) => `only in the schema: ${line}`),
  ...tables.filter((line) => !model.includes(line)).map((line) => `only in the database: ${line}`),
];

let temporary: TemporaryCluster;
let model: Model;

beforeAll(async () => {
  model = modelSchema.parse(
    JSON.parse(readFileSync(fromHere('../../prisma/generated/catalog-model.json'), 'utf8')),
  );
  temporary = await startTemporaryCluster();
  await migrate({
    connectionString: temporary.cluster.connectionString('manysite'),
    migrationsFolder: fromHere('../../prisma/catalog/migrations'),
  });
});
afterAll(() => temporary?.close());

/** The differences after a change to the tables, which is undone again. */
const differencesAfter = (sql: string): Promise<string[]> =>
  temporary.cluster.session('manysite', async (client) => {
    await client.query('begin');
    try {
      await client.query(sql);
      return differences(describeModel(model), await describeTables(client));
    } finally {
      await client.query('rollback');
    }
  });

describe('the Prisma schema of the catalog and its SQL migrations', () => {
  test('describe the same tables, columns, types, nullability, keys and indexes', async () => {
    expect(describeModel(model).length).toBeGreaterThan(50);
    expect(await differencesAfter('select 1')).toEqual([]);
  });

  test.each([
    [
      'create table planted (id int)',
      ['only in the database: column planted.id integer', 'only in the database: table planted'],
    ],
    ['alter table project add planted int', ['only in the database: column project.planted integer']],
    ['alter table project drop mode', ['only in the schema: column project.mode text not null']],
    [
      'alter table project alter name drop not null',
      [
        'only in the schema: column project.name text not null',
        'only in the database: column project.name text',
      ],
    ],
    [
      'alter table database alter size_bytes type int',
      [
        'only in the schema: column database.size_bytes bigint',
        'only in the database: column database.size_bytes integer',
      ],
    ],
    [
      'alter table job alter ended_at type timestamptz(6)',
      [
        'only in the schema: column job.ended_at timestamp(3) with time zone',
        'only in the database: column job.ended_at timestamp(6) with time zone',
      ],
    ],
    ['drop index job_started_at_idx', ['only in the schema: index job(started_at)']],
    [
      'alter table project drop constraint project_folder_key',
      ['only in the schema: unique project(folder)'],
    ],
    [
      'alter table site_identity drop constraint site_identity_database_id_fkey',
      ['only in the schema: foreign key site_identity(database_id) to database(id) on delete c'],
    ],
  ])('a difference planted by “%s” is found', async (sql, expected) => {
    expect((await differencesAfter(sql)).sort()).toEqual([...expected].sort());
  });

  test('a field planted in the schema is found', () => {
    const [first] = model.models;
    const [field] = first?.fields ?? [];
    if (first === undefined || field === undefined) throw new Error('the schema is empty');
    const planted = { ...first, fields: [...first.fields, { ...field, name: 'planted', dbName: null }] };
    const changed = { ...model, models: [planted, ...model.models.slice(1)] };
    expect(differences(describeModel(changed), describeModel(model))).toEqual([
      'only in the schema: column project.planted uuid not null',
    ]);
  });
});
