import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../contract';
import { makeTemporaryFolder } from '../../postgres/temporary-cluster';
import { type ExportRequest, exportDatabase } from './export-database';
import { deleteSnapshot, takeSnapshot } from './take-snapshot';
import { type CopyScene, jobContext, openCopyScene } from './testing/copy-scene';

let folder: string;
let scene: CopyScene;
let pgDump: string;

beforeAll(async () => {
  const script = fileURLToPath(new URL('../../../bench/peer-programs.mjs', import.meta.url));
  pgDump = join(execFileSync(process.execPath, [script], { encoding: 'utf8' }).trim(), 'pg_dump');
  folder = await makeTemporaryFolder();
  scene = await openCopyScene(folder);
});
afterAll(async () => {
  await scene?.close();
  await rm(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);

const exportTo = async (name: string, over: Partial<ExportRequest> = {}, job = jobContext()) =>
  exportDatabase(
    scene.engine,
    await scene.database(),
    { snapshot: null, file: at(name), format: 'custom', overwrites: false, pgDump, ...over },
    job,
  );

/** A program that answers as a pg_dump of some version would, and then does as it is told. */
const fakePgDump = (name: string, version: string, body = ''): string => {
  const file = at(name);
  writeFileSync(
    file,
    `#!/bin/sh\nif [ "$1" = --version ]; then echo 'pg_dump (PostgreSQL) ${version}'; exit 0; fi\n${body}\n`,
  );
  chmodSync(file, 0o755);
  return file;
};

/** Nothing of an export that came to nothing. */
const leftFiles = (): string[] => readdirSync(folder).filter((name) => name.includes('partial'));

describe('an export', () => {
  test('writes a custom dump, plain SQL, or plain SQL compressed', async () => {
    expect(await exportTo('out.dump')).toMatchObject({ format: 'custom', pgDumpVersion: /^18/ });
    expect(readFileSync(at('out.dump')).subarray(0, 5).toString()).toBe('PGDMP');
    await exportTo('out.sql', { format: 'plain' });
    const plain = readFileSync(at('out.sql'), 'utf8');
    expect(plain).toContain('COPY public.marker (word) FROM stdin;\nimported\n');
    expect(plain).not.toContain('OWNER TO');
    await exportTo('out.sql.gz', { format: 'plain' });
    expect(gunzipSync(readFileSync(at('out.sql.gz'))).toString()).toContain('\nimported\n');
    expect(leftFiles()).toEqual([]);
  });

  test('of a snapshot holds what that holds, and leaves it closed', async () => {
    await takeSnapshot(scene.engine, await scene.database(), 'before', jobContext());
    await scene.write('changed');
    await exportTo('snapshot.sql', { format: 'plain', snapshot: 'before' });
    expect(readFileSync(at('snapshot.sql'), 'utf8')).toContain('\nimported\n');
    await expect(exportTo('none.sql', { snapshot: 'after' })).rejects.toMatchObject({
      code: 'snapshot-not-found',
    });
    const open = await scene.engine.cluster.query(
      'postgres',
      `select from pg_database where datname like 'snapshot%' and datallowconn`,
    );
    expect(open).toEqual([]);
  });

  test('never replaces a file unasked', async () => {
    writeFileSync(at('precious.dump'), 'precious');
    await expect(exportTo('precious.dump')).rejects.toMatchObject({ code: 'file-exists' });
    expect(readFileSync(at('precious.dump'), 'utf8')).toBe('precious');
    await exportTo('precious.dump', { overwrites: true });
    expect(readFileSync(at('precious.dump')).subarray(0, 5).toString()).toBe('PGDMP');
    await expect(exportTo('nowhere/out.dump')).rejects.toMatchObject({ code: 'folder-missing' });
    mkdirSync(at('folder'));
    await expect(exportTo('folder')).rejects.toMatchObject({ code: 'usage-invalid' });
  });

  test('logs in as the project’s role, with a password that no process list shows', async () => {
    const spy = fakePgDump('spy', '18.4', `echo "$@" > ${at('argv')}; env > ${at('environment')}; exit 1`);
    await expect(exportTo('spied.dump', { pgDump: spy })).rejects.toMatchObject({ code: 'export-failed' });
    const environment = readFileSync(at('environment'), 'utf8');
    const password = /^PGPASSWORD=(.+)$/m.exec(environment)?.[1] ?? 'none';
    expect(environment).toMatch(/^PGUSER=project_/m);
    expect(password.length).toBeGreaterThan(20);
    expect(readFileSync(at('argv'), 'utf8')).not.toContain(password);
  });

  test('that fails or is cancelled leaves no file, and says why', async () => {
    const failing = fakePgDump(
      'failing',
      '18.4',
      'for last in "$@"; do :; done; echo half > "$(echo "$last" | cut -c8-)"; echo "pg_dump: error: out of luck" >&2; exit 1',
    );
    await expect(exportTo('failed.dump', { pgDump: failing })).rejects.toMatchObject({
      code: 'export-failed',
      message: expect.stringContaining('out of luck'),
    });
    const slow = fakePgDump(
      'slow',
      '18.4',
      'for last in "$@"; do :; done; echo half > "$(echo "$last" | cut -c8-)"; exec sleep 60',
    );
    const cancelling = new AbortController();
    const exporting = exportTo('slow.dump', { pgDump: slow }, { ...jobContext(), signal: cancelling.signal });
    const outcome = expect(exporting).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(leftFiles).toHaveLength(1);
    // Meanwhile nothing may end its connection.
    await expect(
      takeSnapshot(scene.engine, await scene.database(), 'meanwhile', jobContext()),
    ).rejects.toMatchObject({ code: 'database-busy' });
    cancelling.abort(new AppError('cancelled', 'Cancelled by the test.'));
    await outcome;
    expect(leftFiles()).toEqual([]);
    expect(existsSync(at('slow.dump'))).toBe(false);
    expect(await scene.strays()).toEqual([]);
    await deleteSnapshot(scene.engine, await scene.database(), 'before');
  });
});

describe('the pg_dump', () => {
  test('that is too old is refused with its version, and what to install', async () => {
    const old = fakePgDump('old', '15.9 (Debian 15.9-1)');
    const { code, message, hint, data } = await failure({ pgDump: old });
    expect({ code, message }).toEqual({
      code: 'pg-dump-missing',
      message: `No pg_dump at ${old} is new enough: it takes 18 or newer, and there is 15.9 (${old}).`,
    });
    expect(hint).toContain('--pg-dump FILE');
    expect(data).toMatchObject({ neededMajor: 18, found: [{ version: '15.9' }] });
  });

  test('is looked for on PATH, the first that is new enough', async () => {
    mkdirSync(at('bin-old'));
    mkdirSync(at('bin-new'));
    fakePgDump('bin-old/pg_dump', '16.1');
    const made = fakePgDump('bin-new/pg_dump', '19beta1', `touch ${at('used')}; exit 1`);
    const environment = { PATH: `${at('bin-old')}:${at('bin-new')}:${process.env.PATH ?? ''}` };
    const engine = { ...scene.engine, environment };
    const request = {
      snapshot: null,
      file: at('x.dump'),
      format: 'custom',
      overwrites: false,
      pgDump: null,
    } as const;
    await expect(exportDatabase(engine, await scene.database(), request, jobContext())).rejects.toMatchObject(
      {
        code: 'export-failed',
        message: expect.stringContaining('pg_dump 19beta1'),
      },
    );
    expect(existsSync(at('used'))).toBe(true);
    expect(made).toContain('bin-new');
  });

  test('that is not there is told', async () => {
    expect(await failure({ pgDump: at('gone') })).toMatchObject({
      code: 'pg-dump-missing',
      message: `There is no pg_dump at ${at('gone')}; it takes one of PostgreSQL 18 or newer.`,
    });
  });
});

const failure = async (over: Partial<ExportRequest>): Promise<AppError> => {
  const error = await exportTo('never.dump', over).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`expected a refusal, got ${String(error)}`);
};
