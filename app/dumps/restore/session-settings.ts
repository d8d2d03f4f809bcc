/**
 * The settings of a dump that decide how later statements are read (`search_path`, `standard_conforming_strings`, ...).
 * In old dumps they change in the middle of the file, and definitions may run later and on another connection than the
 * one that read the SET: so every definition carries the settings of its place. Name → the statement that makes it.
 */
export type SessionSettings = ReadonlyMap<string, string>;

export interface Setting {
  readonly name: string;
  /** The statement as the dump has it. */
  readonly sql: string;
  /** The value as written, quotes included. */
  readonly value: string;
}

const setStatement = /^SET\s+(?:SESSION\s+)?([a-z_][\w.]*)\s*(?:=|\bTO\b)\s*((?:[^;']|'[^']*')*?)\s*;?\s*$/i;
const setConfig =
  /^SELECT\s+(?:pg_catalog\.)?set_config\(\s*'([^']+)'\s*,\s*('[^']*')\s*,\s*false\s*\)\s*;?\s*$/i;

/** The setting that a statement makes for its session, or null when it is no such statement. */
export const parseSetting = (sql: string): Setting | null => {
  const match = setStatement.exec(sql) ?? setConfig.exec(sql);
  const [, name, value] = match ?? [];
  return name === undefined || value === undefined ? null : { name: name.toLowerCase(), sql, value };
};

/**
 * What pg_restore sets before it starts (PostgreSQL: pg_backup_archiver.c, `_doSetFixedOutputState`), and what makes
 * foreign keys fast: 0.33 s, where 96 MB and more gave 2.4 s by choosing a hash join.
 */
export const baseSettings: SessionSettings = new Map(
  Object.entries({
    statement_timeout: '0',
    lock_timeout: '0',
    idle_in_transaction_session_timeout: '0',
    transaction_timeout: '0',
    standard_conforming_strings: 'on',
    escape_string_warning: 'off',
    check_function_bodies: 'off',
    xmloption: 'content',
    client_min_messages: 'warning',
    row_security: 'off',
    default_tablespace: "''",
    synchronous_commit: 'off',
    maintenance_work_mem: "'64MB'",
    random_page_cost: '1.1',
    jit: 'off',
  }).map(([name, value]) => [name, `SET ${name} = ${value}`]),
);

/** The same settings with one more, or one replaced. */
export const withSetting = (settings: SessionSettings, name: string, sql: string): SessionSettings =>
  new Map([...settings, [name, sql]]);

/** The statements that bring a session from one state of settings to another. */
export const settingChanges = (from: SessionSettings, to: SessionSettings): string[] => {
  if (from === to) return [];
  const changed = [...to].filter(([name, sql]) => from.get(name) !== sql).map(([, sql]) => sql);
  const gone = [...from.keys()].filter((name) => !to.has(name)).map((name) => `RESET ${name}`);
  return [...gone, ...changed];
};
