import { describe, expect, it } from 'vitest';
import type { Definition } from '../entry';
import { classifyStatement } from '../sql/classify-statement';
import { decideDefinition } from './policy';

const define = (sql: string, type?: string): Definition => ({
  kind: 'definition',
  section: 'pre-data',
  ...classifyStatement(sql),
  ...(type === undefined ? {} : { type }),
  sql,
  place: { kind: 'line', line: 1 },
});
const facts = { availableExtensions: new Set(['hstore', 'pg_trgm']), hasCreatedTables: true };
const actionOf = (sql: string, type?: string): string => decideDefinition(define(sql, type), facts).action;

describe('what is run', () => {
  it.each([
    'CREATE TABLE public.a (id integer DEFAULT 1)',
    'CREATE UNLOGGED TABLE public.a ()',
    'CREATE TABLE public.p PARTITION OF public.a FOR VALUES IN (1)',
    'ALTER TABLE ONLY public.a ATTACH PARTITION public.p FOR VALUES IN (1)',
    'ALTER TABLE public.a ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.s START WITH 1)',
    'CREATE SEQUENCE public.s',
    "SELECT pg_catalog.setval('public.s', 5, true)",
    'CREATE UNIQUE INDEX i ON public.a USING btree (id)',
    'ALTER TABLE ONLY public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id)',
    'ALTER INDEX public.i ATTACH PARTITION public.j',
    'CREATE VIEW public.v AS SELECT 1',
    'CREATE MATERIALIZED VIEW public.m AS SELECT 1 WITH NO DATA',
    'REFRESH MATERIALIZED VIEW public.m',
    'CREATE FUNCTION public.f() RETURNS integer LANGUAGE plpgsql AS $$ begin return 1; -- LANGUAGE c\n end $$',
    "CREATE TYPE public.mood AS ENUM ('ok')",
    'CREATE TYPE public.pair AS (a integer)',
    "CREATE DOMAIN public.d AS text CHECK (VALUE <> '')",
    'CREATE TRIGGER t BEFORE INSERT ON public.a FOR EACH ROW EXECUTE FUNCTION public.f()',
    'CREATE POLICY p ON public.a USING (true)',
    'ALTER TABLE public.a ENABLE ROW LEVEL SECURITY',
    "COMMENT ON TABLE public.a IS 'UPDATE me; DROP TABLE b'",
    'CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA public',
    'CREATE SCHEMA publicity',
    "SELECT pg_catalog.lo_create('123')",
    'DROP TABLE public.a',
  ])('%s', (sql) => {
    expect(actionOf(sql)).toBe('run');
  });
});

describe('what is left out and counted', () => {
  it.each([
    ['ALTER TABLE public.a OWNER TO "the owner"', 'OWNER'],
    ['ALTER FUNCTION public.f(integer) OWNER TO shop', 'OWNER'],
    ['GRANT ALL ON TABLE public.a TO PUBLIC', 'GRANT and REVOKE'],
    ['REVOKE ALL ON SCHEMA public FROM PUBLIC', 'GRANT and REVOKE'],
    ['ALTER DEFAULT PRIVILEGES FOR ROLE a GRANT ALL ON TABLES TO b', 'DEFAULT PRIVILEGES'],
    ["CREATE ROLE evil SUPERUSER LOGIN PASSWORD 'x'", 'ROLE'],
    ['ALTER ROLE CURRENT_USER SUPERUSER', 'ROLE'],
    ['ALTER USER shop SET search_path = evil', 'ROLE'],
    ['CREATE DATABASE shop', 'DATABASE'],
    ['ALTER DATABASE shop SET work_mem = 1', 'DATABASE'],
    ['DROP DATABASE template1', 'DROP'],
    ["ALTER SYSTEM SET archive_command = 'rm -rf /'", 'ALTER SYSTEM'],
    ['SET SESSION AUTHORIZATION postgres', 'SET session_authorization'],
    ['SET ROLE postgres', 'SET role'],
    ['RESET ROLE', 'SET role'],
    ["SET default_tablespace = 'fast'", 'SET default_tablespace'],
    ["SET client_encoding = 'LATIN1'", 'client_encoding'],
    ['SET default_with_oids = true', 'SET default_with_oids'],
    ['LISTEN everything', 'LISTEN and NOTIFY'],
    ['CREATE PUBLICATION p FOR ALL TABLES', 'PUBLICATION'],
    ['CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION public.f()', 'EVENT TRIGGER'],
    ["SECURITY LABEL ON TABLE public.a IS 'secret'", 'SECURITY LABEL'],
    ["COMMENT ON EXTENSION hstore IS 'x'", 'COMMENT ON EXTENSION'],
    ['CREATE SCHEMA public', 'SCHEMA public'],
    ['DROP SCHEMA public', 'SCHEMA public'],
    ['CREATE PROCEDURAL LANGUAGE plpgsql', 'PROCEDURAL LANGUAGE'],
    ['BEGIN', 'TRANSACTION'],
  ])('%s', (sql, what) => {
    expect(decideDefinition(define(sql), facts)).toMatchObject({ action: 'skip', what });
  });

  it.each([
    "CREATE FUNCTION public.f(integer) RETURNS integer\n    LANGUAGE c STRICT\n    AS '$libdir/evil', 'f'",
    "CREATE FUNCTION public.plpgsql_call_handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'x'",
    'CREATE OPERATOR CLASS public.o FOR TYPE integer USING btree AS STORAGE integer',
    'CREATE FOREIGN DATA WRAPPER w',
    'CREATE TYPE public.base (\n    INTERNALLENGTH = 16,\n    INPUT = public.base_in,\n    OUTPUT = public.base_out\n)',
    'CREATE TYPE public.base',
    'CREATE EXTENSION postgis',
  ])('leaves a gap that explains later failures: %s', (sql) => {
    expect(decideDefinition(define(sql), facts)).toMatchObject({ action: 'skip', leavesGap: true });
  });

  it('drops nothing in a database that is still empty', () => {
    const empty = { ...facts, hasCreatedTables: false };
    for (const sql of [
      'DROP TABLE public.a',
      'ALTER TABLE ONLY public.a DROP CONSTRAINT a_pkey',
      'DROP INDEX public.i',
    ]) {
      expect(decideDefinition(define(sql), empty)).toMatchObject({ action: 'skip', what: 'DROP' });
    }
  });

  it('counts kinds of archive entries by pg_dump’s own words, whatever their statement', () => {
    expect(actionOf('CREATE TABLE public.a ()', 'DATABASE PROPERTIES')).toBe('skip');
    expect(actionOf('SELECT * FROM pg_catalog.pg_restore_relation_stats()', 'STATISTICS DATA')).toBe('skip');
  });
});

describe('what is refused', () => {
  it.each([
    'DO $$ begin perform 1; end $$',
    'UPDATE pg_catalog.pg_database SET datistemplate = false',
    'DELETE FROM public.a',
    "COPY public.a TO '/tmp/a'",
    "COPY public.a FROM '/etc/passwd'",
    'CALL public.p()',
    "LOAD '/tmp/evil.so'",
    "SELECT pg_catalog.pg_read_file('/etc/passwd')",
    'WITH x AS (DELETE FROM public.a RETURNING 1) SELECT 1',
    'ROLLBACK',
    'EXPLAIN ANALYZE DELETE FROM public.a',
    'IMPORT FOREIGN SCHEMA s FROM SERVER t INTO public',
  ])('%s', (sql) => {
    expect(actionOf(sql)).toBe('refuse');
  });

  it('does not believe an archive that calls a statement a table', () => {
    expect(actionOf('DO $$ begin perform 1; end $$', 'TABLE')).toBe('refuse');
    expect(actionOf('ALTER ROLE CURRENT_USER SUPERUSER', 'TABLE')).toBe('skip');
  });
});

describe('settings', () => {
  it.each([
    ['SET search_path = public, pg_catalog;', 'search_path'],
    ["SELECT pg_catalog.set_config('search_path', '', false);", 'search_path'],
    ["SET standard_conforming_strings TO 'off'", 'standard_conforming_strings'],
    ['SET transaction_timeout = 0', 'transaction_timeout'],
    ['SET a_setting_of_the_future = on', 'a_setting_of_the_future'],
  ])('%s is remembered for what follows', (sql, name) => {
    expect(decideDefinition(define(sql), facts)).toMatchObject({ action: 'set', setting: { name } });
  });
});
