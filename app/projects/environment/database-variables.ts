import type { EnvironmentVariable } from './plus-variables';

/** How a project reaches its database: as a role of its own, never as PostgreSQL's superuser. */
export interface DatabaseAccess {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  readonly password: string;
}

/**
 * Variables of libpq that would lead a connection elsewhere, or make it fail, whatever host and port say: an env file copied from
 * the live server has them.
 */
const diverting =
  /^PG(HOSTADDR|SERVICE|SERVICEFILE|SYSCONFDIR|PASSFILE|OPTIONS|SSL\w*|REQUIRE\w*|GSS\w*|CHANNELBINDING|TARGETSESSIONATTRS|LOADBALANCEHOSTS)$/;

/** Whether a variable of an env file must not reach a program, and why. */
export const divertsDatabase = (name: string): boolean => diverting.test(name);

const urlOf = (database: DatabaseAccess): string => {
  const user = encodeURIComponent(database.user);
  const password = encodeURIComponent(database.password);
  return `postgres://${user}:${password}@${database.host}:${database.port}/${encodeURIComponent(database.name)}`;
};

/** The database in every form that projects read: DATABASE_URL (aldryn-django, django-environ, dj-database-url) and libpq's own. */
export const databaseVariables = (database: DatabaseAccess): EnvironmentVariable[] => {
  const reason = `the database ${database.name}`;
  const libpq = `${reason}, for libpq and psql`;
  return [
    { name: 'DATABASE_URL', value: urlOf(database), reason },
    { name: 'PGHOST', value: database.host, reason: libpq },
    { name: 'PGPORT', value: String(database.port), reason: libpq },
    { name: 'PGDATABASE', value: database.name, reason: libpq },
    { name: 'PGUSER', value: database.user, reason: libpq },
    { name: 'PGPASSWORD', value: database.password, reason: libpq },
  ];
};
