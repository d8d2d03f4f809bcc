import { describe, expect, it } from 'vitest';
import type { Definition } from '../entry';
import { decideFailure, type FailureFacts } from './policy-failures';

const define = (
  type: string,
  name: string,
  table: string | null = null,
  sql = `CREATE ${name}`,
): Definition => ({
  kind: 'definition',
  section: 'pre-data',
  type,
  schema: 'public',
  name,
  table,
  sql,
  place: { kind: 'line', line: 7 },
});
const facts = (sqlState: string, message: string, more: Partial<FailureFacts> = {}): FailureFacts => ({
  sqlState,
  message,
  gaps: new Map(),
  missingExtensions: [],
  definedNames: new Set(),
  targetHasNoRows: false,
  ...more,
});

const noGeometry = 'type "public.geometry" does not exist';
const key = define('FK CONSTRAINT', 'a_b_fk', 'a');

describe('a definition that fails', () => {
  it('fails the import when it makes a table and nothing explains the error', () => {
    expect(decideFailure(define('TABLE', 'places'), facts('42704', noGeometry))).toEqual({ outcome: 'fail' });
    expect(decideFailure(define('TABLE', 'places'), facts('42601', 'syntax error at or near "X"'))).toEqual({
      outcome: 'fail',
    });
  });

  it('is a warning that names the extension which the server lacks', () => {
    const decision = decideFailure(
      define('TABLE', 'places'),
      facts('42704', noGeometry, { missingExtensions: ['postgis'] }),
    );
    expect(decision).toMatchObject({ outcome: 'warn', leavesGap: true });
    expect(decision).toHaveProperty('reason', expect.stringContaining('extension postgis'));
  });

  it('does not blame an extension for what the dump itself defines', () => {
    const decision = decideFailure(
      define('TABLE', 'places'),
      facts('42704', 'type "public.mood" does not exist', {
        missingExtensions: ['postgis'],
        definedNames: new Set(['mood']),
      }),
    );
    expect(decision).toEqual({ outcome: 'fail' });
  });

  it('is counted, not warned of, when it belongs to a table that is missing', () => {
    const gaps = new Map([['public.places', 'it needs table public.places, which was not created']]);
    const index = define('INDEX', 'places_i', 'places');
    expect(
      decideFailure(index, facts('42P01', 'relation "public.places" does not exist', { gaps })),
    ).toMatchObject({
      outcome: 'skip',
      what: 'INDEX',
    });
  });

  it('is a warning when a foreign key points to a missing table', () => {
    expect(decideFailure(key, facts('42P01', 'relation "public.auth_user" does not exist'))).toMatchObject({
      outcome: 'warn',
    });
  });

  it('fails when rows contradict a foreign key, unless the dump leaves out the rows it points to', () => {
    const violated = 'insert or update on table "a" violates foreign key constraint "a_b_fk"';
    expect(decideFailure(key, facts('23503', violated))).toEqual({ outcome: 'fail' });
    expect(decideFailure(key, facts('23503', violated, { targetHasNoRows: true }))).toMatchObject({
      outcome: 'warn',
    });
  });

  it('fails when a unique index finds a row twice', () => {
    const twice = facts('23505', 'could not create unique index "a_pkey"');
    expect(decideFailure(define('CONSTRAINT', 'a_pkey', 'a'), twice)).toEqual({ outcome: 'fail' });
  });

  it.each([
    ['POLICY', '42704', 'role "cmsuser" does not exist'],
    ['COMMENT', '42501', 'must be owner of schema public'],
    ['FUNCTION', '42883', 'function public.g() does not exist'],
    ['VIEW', '42703', 'column "waiting" does not exist'],
    ['MATERIALIZED VIEW DATA', '22012', 'division by zero'],
    ['PROCEDURAL LANGUAGE', '42501', 'permission denied'],
  ])('is a warning for a %s', (type, sqlState, message) => {
    expect(decideFailure(define(type, 'x'), facts(sqlState, message))).toMatchObject({ outcome: 'warn' });
  });

  it('is no loss when it is there already, or was to be dropped', () => {
    expect(
      decideFailure(define('SCHEMA', 'shop'), facts('42P06', 'schema "shop" already exists')),
    ).toMatchObject({ outcome: 'skip' });
    const drop = define('DROP', 'x', null, 'DROP TABLE public.x');
    expect(decideFailure(drop, facts('42P01', 'table "x" does not exist'))).toMatchObject({
      outcome: 'skip',
      what: 'DROP',
    });
  });

  it('is a warning for DISABLE TRIGGER ALL, which only a superuser may', () => {
    const disable = define('DISABLE TRIGGER', 'a', 'a', 'ALTER TABLE public.a DISABLE TRIGGER ALL;');
    expect(
      decideFailure(
        disable,
        facts('42501', 'permission denied: "RI_ConstraintTrigger_a_1" is a system trigger'),
      ),
    ).toMatchObject({
      outcome: 'warn',
      leavesGap: false,
    });
  });

  it('takes an extension that cannot be created for one that is not there', () => {
    expect(
      decideFailure(
        define('EXTENSION', 'dblink'),
        facts('42501', 'permission denied to create extension "dblink"'),
      ),
    ).toMatchObject({
      outcome: 'warn',
      leavesGap: true,
    });
  });
});
