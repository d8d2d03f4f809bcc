/** Words that a statement of a dump may begin with. */
const verbs = new Set([
  'ALTER',
  'ANALYZE',
  'BEGIN',
  'CLUSTER',
  'COMMENT',
  'COMMIT',
  'COPY',
  'CREATE',
  'DELETE',
  'DO',
  'DROP',
  'END',
  'GRANT',
  'INSERT',
  'LOCK',
  'REFRESH',
  'RESET',
  'REVOKE',
  'SECURITY',
  'SELECT',
  'SET',
  'START',
  'TRUNCATE',
  'UPDATE',
  'VACUUM',
  'WITH',
]);

const postgresHeader = /^--\r?\n-- PostgreSQL database (?:cluster )?dump/m;

/** Signs of mysqldump, MariaDB's dump tool and phpMyAdmin, each at the start of a line. */
const mysqlSigns: readonly (readonly [RegExp, string])[] = [
  [/^-- MariaDB dump/m, 'MariaDB'],
  [/^\/\*M!\d+/m, 'MariaDB'],
  [/^-- MySQL dump/m, 'MySQL'],
  [/^-- (?:phpMyAdmin|Adminer|HeidiSQL)\b.*(?:SQL Dump|MySQL|MariaDB)/im, 'MySQL or MariaDB'],
  [/^-- phpMyAdmin SQL Dump/m, 'MySQL or MariaDB'],
  [/^\/\*!\d{5} SET /m, 'MySQL or MariaDB'],
  [
    /^(?:CREATE TABLE|DROP TABLE|INSERT INTO|LOCK TABLES|USE|CREATE DATABASE)(?: IF (?:NOT )?EXISTS)? `/m,
    'MySQL or MariaDB',
  ],
];

/** Which other database's dump this is; null when it bears no sign of one. */
export const mysqlMaker = (text: string): string | null => {
  if (postgresHeader.test(text.slice(0, 2000))) return null;
  // Rows may hold anything: only what stands before the first of them is a sign.
  const rows = text.search(/^COPY .* FROM stdin;/m);
  const start = rows < 0 ? text : text.slice(0, rows);
  return mysqlSigns.find(([sign]) => sign.test(start))?.[1] ?? null;
};

/** Whether a text begins as plain dumps do: comments, then a statement or a command of psql; or comments only. */
export const looksLikeSql = (text: string): boolean => {
  const rest = text.replace(/^(?:\s+|;|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/, '');
  if (rest === '') return text.includes('--');
  if (rest.startsWith('\\')) return true;
  // A comment that is longer than what was read.
  if (rest.startsWith('/*')) return true;
  return verbs.has(/^[A-Za-z]+/.exec(rest)?.[0].toUpperCase() ?? '');
};
