import type { Client } from 'pg';
import { parseDomainFormat } from '../core/format/domain-format';
import type { OperationInput, SiteOperation } from '../core/plans/operation';
import { type PlannedSites, planSites } from '../core/plans/plan-sites';
import { rewriteSites } from '../core/rewrite/rewrite-sites';
import type { Cluster } from '../postgres/cluster';
import { connectAs, type Login } from '../postgres/connect';
import { createStagingDatabase, dropDatabase } from '../postgres/databases';
import { ensureServingRole } from '../postgres/roles';
import { startTemporaryCluster } from '../postgres/temporary-cluster';
import { type ReadSites, readSiteTables } from './read-site-tables';

/** The site tables as Django 3.2 makes them; only the newest Django writes identity columns in place of `serial`. */
export const djangoTables = {
  sites: `
    create table django_site (id serial primary key, domain varchar(100) not null unique, name varchar(50) not null)`,
  aliases: `
    create table multisite_alias (
      id serial primary key, domain varchar(100) not null unique, is_canonical boolean,
      redirect_to_canonical boolean not null, site_id integer not null references django_site deferrable initially deferred,
      unique (is_canonical, site_id))`,
  plus: `
    create table django_multisite_plus_site (
      site_id integer primary key references django_site deferrable initially deferred, real_domain varchar(255) not null,
      slug varchar(255) not null unique, is_enabled boolean not null, last_updated_at timestamptz not null,
      extra_uwsgi_ini text not null)`,
  rows: `
    insert into django_site (domain, name)
      values ('www.alpha.example', 'Alpha'), ('beta.example', 'Beta'), ('gamma.example', 'Gamma');
    insert into multisite_alias (domain, site_id, is_canonical, redirect_to_canonical) values
      ('www.alpha.example', 1, true, true), ('beta.example', 2, true, true), ('m.alpha.example', 1, null, false);
    insert into django_multisite_plus_site values
      (1, 'www.alpha.example', 'alpha', true, '2026-01-02 03:04:05.678901+00', ''),
      (2, 'beta.example', 'beta', true, '2026-01-02 03:04:05+00', 'workers = 5'),
      (3, '', 'gamma', false, '2026-01-02 03:04:05+00', '')`,
} as const;

/** One database at a time in a real cluster, owned by a serving role and reached as that role. For tests. */
export interface TemporaryDatabases {
  readonly cluster: Cluster;
  /** Where `create` makes it, and as whom it is reached. */
  readonly place: { readonly databaseName: string; readonly login: Login };
  /** Makes an empty database and connects to it. */
  create(): Promise<void>;
  /** The connection that `create` made. */
  client(): Client;
  connect(): Promise<Client>;
  execute(...statements: readonly string[]): Promise<void>;
  read(): Promise<ReadSites>;
  /** The plan of an operation; by default the rewrite to `{}.127.0.0.1.nip.io`. */
  plan(now: string, operation?: SiteOperation): Promise<PlannedSites>;
  drop(): Promise<void>;
  close(): Promise<void>;
}

const database = 'shop_sites';
const settings = {
  format: parseDomainFormat('{}.127.0.0.1.nip.io'),
  rewriteDomains: true,
  useRealDomain: false,
};

export const startTemporaryDatabases = async (): Promise<TemporaryDatabases> => {
  const temporary = await startTemporaryCluster();
  const { cluster } = temporary;
  const login = await ensureServingRole(cluster, '22222222-2222-4222-8222-222222222222');
  let current: Client | null = null;
  const client = (): Client => {
    if (current === null) throw new Error('create() comes first');
    return current;
  };
  const connect = () => connectAs(cluster, { ...login, database, applicationName: 'sites test' });
  const read = () => readSiteTables({ host: cluster.host, port: cluster.port, database, ...login });
  return {
    cluster,
    place: { databaseName: database, login },
    client,
    connect,
    read,
    close: () => temporary.close(),
    async create() {
      await createStagingDatabase(cluster, { name: database, owner: login.user, dumpLocale: null });
      current = await connect();
    },
    async execute(...statements) {
      for (const statement of statements) await client().query(statement);
    },
    async plan(now, operation = rewriteSites()) {
      const input: OperationInput = {
        tables: await read(),
        identities: [],
        settings,
        now,
        routerPort: null,
      };
      return planSites(operation, input);
    },
    async drop() {
      await client().end();
      current = null;
      await dropDatabase(cluster, database);
    },
  };
};
