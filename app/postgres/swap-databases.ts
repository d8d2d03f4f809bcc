import { escapeIdentifier, escapeLiteral } from 'pg';

const quote = escapeIdentifier;

const idOf = (name: string): string =>
  `(select oid from pg_catalog.pg_database where datname = ${escapeLiteral(name)})`;

/**
 * SQL that gives a database another content: what it held gets a name aside, and a copy takes over its name and its settings (ALTER
 * DATABASE SET, ALTER ROLE IN DATABASE). To be run by the superuser in one transaction, in one of our own databases, while nobody
 * is connected to either; the copy is open to its owner afterwards.
 *
 * @param input.incoming a copy that takes no connections, as `cloneDatabase` makes a template
 * @param input.outgoing a new name
 */
export const swapStatements = (input: { name: string; incoming: string; outgoing: string }): string[] => {
  const { name, incoming, outgoing } = input;
  return [
    `alter database ${quote(name)} rename to ${quote(outgoing)}`,
    `alter database ${quote(incoming)} rename to ${quote(name)}`,
    `delete from pg_catalog.pg_db_role_setting where setdatabase = ${idOf(name)}`,
    `insert into pg_catalog.pg_db_role_setting (setdatabase, setrole, setconfig)
     select ${idOf(name)}, setrole, setconfig from pg_catalog.pg_db_role_setting where setdatabase = ${idOf(outgoing)}`,
    `alter database ${quote(name)} with allow_connections true`,
  ];
};
