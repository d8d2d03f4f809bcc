import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importScene } from './support/import-scene';
import { siteTable, writeDump } from './support/made-dump';
import { askServer, importedDatabases, leftovers } from './support/superuser';

const scene = importScene();

/** Code that runs a program when it is run by a superuser, and leaves a file behind as its witness. */
const programFunction = (witness: string): string =>
  `CREATE FUNCTION public.run_program() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN EXECUTE 'COPY (SELECT 1) TO PROGRAM ''touch ${witness}'''; RETURN NEW; END $$;`;

describe('a hostile dump', () => {
  it.each([
    ['a shell command', (witness: string) => [`\\! touch ${witness}`], 'dump-runs-programs'],
    [
      'COPY FROM PROGRAM',
      (witness: string) => [`COPY public.django_site FROM PROGRAM 'touch ${witness}';`],
      'dump-runs-programs',
    ],
    [
      'a function in C',
      () => [
        "CREATE FUNCTION public.f() RETURNS void LANGUAGE c AS '/tmp/evil.so', 'f';",
        'SELECT public.f();',
      ],
      'dump-statement-refused',
    ],
    [
      'a program run by a trigger of its sites',
      (witness: string) => [
        programFunction(witness),
        'CREATE TRIGGER t BEFORE UPDATE ON public.django_site FOR EACH ROW EXECUTE FUNCTION public.run_program();',
      ],
      'import-failed',
    ],
  ])('with %s is refused, runs nothing and leaves nothing', async (name, statements, code) => {
    const witness = join(scene.sandbox.dataFolder, `witness-${code}`);
    const file = writeDump(scene.sandbox, `${name}.sql`, [...siteTable, ...statements(witness)]);
    const { exitCode, error } = await scene.sandbox.refused('import', file, '--project', scene.project);
    expect([exitCode, error.code]).toEqual([1, code]);
    expect(existsSync(witness)).toBe(false);
    expect(await scene.databases()).toEqual([]);
    expect(await importedDatabases(scene.sandbox)).toEqual([]);
    expect(await leftovers(scene.sandbox)).toEqual([]);
  });

  it('whose sites are a view over a function is imported without sites, and nobody ever reads it as superuser', async () => {
    const witness = join(scene.sandbox.dataFolder, 'witness-view');
    const file = writeDump(scene.sandbox, 'view.sql', [
      `CREATE FUNCTION public.evil() RETURNS integer LANGUAGE plpgsql AS $$
BEGIN EXECUTE 'COPY (SELECT 1) TO PROGRAM ''touch ${witness}'''; RETURN 1; END $$;`,
      "CREATE VIEW public.django_site AS SELECT public.evil() AS id, text 'a' AS domain, text 'b' AS name;",
    ]);
    await scene.importDump(file);
    expect(await scene.sites()).toEqual([]);
    expect(existsSync(witness)).toBe(false);
  });

  it('that changes roles is imported, and nobody is given anything', async () => {
    const before = await askServer(
      scene.sandbox,
      'select rolname, rolsuper, rolcreaterole from pg_roles order by 1',
    );
    await scene.importDump(
      writeDump(scene.sandbox, 'roles.sql', [
        ...siteTable,
        'CREATE ROLE intruder SUPERUSER LOGIN;',
        'ALTER ROLE CURRENT_USER SUPERUSER;',
        'SET ROLE postgres;',
        'SET SESSION AUTHORIZATION postgres;',
        'GRANT pg_execute_server_program TO CURRENT_USER;',
        "ALTER SYSTEM SET archive_command = 'touch x';",
        'GRANT ALL ON TABLE public.django_site TO PUBLIC;',
      ]),
    );
    const after = await askServer(
      scene.sandbox,
      'select rolname, rolsuper, rolcreaterole from pg_roles order by 1',
    );
    expect(after.filter((role) => !JSON.stringify(role).includes('project_'))).toEqual(
      before.filter((role) => !JSON.stringify(role).includes('project_')),
    );
    expect(
      await askServer(
        scene.sandbox,
        "select count(*)::int from pg_roles where rolname ~ '^project_' and rolsuper",
      ),
    ).toEqual([0]);
    const [database] = await scene.databases();
    expect(database?.report?.skipped.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['SET role', 'SET session_authorization']),
    );
  });

  it('that never lets its sites be written is cancelled like any other', async () => {
    const importing = scene.sandbox.refused('import', scene.stuckDump(), '--project', scene.project);
    const { id } = await scene.importInPhase('rewriting');
    await scene.sandbox.json('cancel', id);
    expect(await importing).toMatchObject({ exitCode: 130, error: { code: 'cancelled' } });
    expect(await importedDatabases(scene.sandbox)).toEqual([]);
    expect(await leftovers(scene.sandbox)).toEqual([]);
  });
});
