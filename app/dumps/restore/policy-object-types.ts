/** Why a kind of object is left out. */
export interface LeftOut {
  /** Short name for the report. */
  readonly what: string;
  readonly reason: string;
  /** True when others may need what is not made: their failure is then explained by it. */
  readonly leavesGap: boolean;
}

const byServer = 'it belongs to the server, not to this database';
const byRoles = 'roles and privileges of the dump’s server do not exist here';
const byOwner = 'everything belongs to the project’s own role';
const byReplication = 'an import does not replicate';
const byImport = 'the import does it itself';
export const bySuperuser = 'only a superuser can make it, and an import never is one';

const leftOut = (what: string, reason: string): LeftOut => ({ what, reason, leavesGap: false });
const leavesGap = (what: string): LeftOut => ({ what, reason: bySuperuser, leavesGap: true });

/**
 * Kinds of objects that are left out and counted: pg_dump's words (pg_dump.c, the `.description` of each entry) and
 * those that plain SQL adds (`classifyStatement`).
 */
export const leftOutTypes: ReadonlyMap<string, LeftOut> = new Map([
  ['ACL', leftOut('GRANT and REVOKE', byRoles)],
  ['ACL LANGUAGE', leftOut('GRANT and REVOKE', byRoles)],
  ['DEFAULT ACL', leftOut('DEFAULT PRIVILEGES', byRoles)],
  ['ROLE', leftOut('ROLE', byRoles)],
  ['OWNER', leftOut('OWNER', byOwner)],
  ['ENCODING', leftOut('client_encoding', 'the connection stays in UTF8; texts are decoded before')],
  ['DATABASE', leftOut('DATABASE', byServer)],
  ['DATABASE PROPERTIES', leftOut('DATABASE', byServer)],
  ['TABLESPACE', leftOut('TABLESPACE', byServer)],
  ['PUBLICATION', leftOut('PUBLICATION', byReplication)],
  ['PUBLICATION TABLE', leftOut('PUBLICATION', byReplication)],
  ['PUBLICATION TABLES IN SCHEMA', leftOut('PUBLICATION', byReplication)],
  ['SUBSCRIPTION', leftOut('SUBSCRIPTION', byReplication)],
  ['SUBSCRIPTION TABLE', leftOut('SUBSCRIPTION', byReplication)],
  ['EVENT TRIGGER', leftOut('EVENT TRIGGER', bySuperuser)],
  ['SECURITY LABEL', leftOut('SECURITY LABEL', bySuperuser)],
  ['STATISTICS DATA', leftOut('STATISTICS DATA', byImport)],
  ['ANALYZE', leftOut('ANALYZE and VACUUM', byImport)],
  ['OPERATOR CLASS', leavesGap('OPERATOR CLASS')],
  ['OPERATOR FAMILY', leavesGap('OPERATOR FAMILY')],
  ['ACCESS METHOD', leavesGap('ACCESS METHOD')],
  ['SHELL TYPE', leavesGap('BASE TYPE')],
  ['TEXT SEARCH PARSER', leavesGap('TEXT SEARCH PARSER')],
  ['TEXT SEARCH TEMPLATE', leavesGap('TEXT SEARCH TEMPLATE')],
  ['FOREIGN DATA WRAPPER', leavesGap('FOREIGN DATA WRAPPER')],
]);
