import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  hostileProject,
  overlayFolder,
  overlayValues,
  probeSettings,
  pythonEnvironment,
  runPython,
  temporaryFolder,
  testPython,
} from './django-runs';

beforeAll(async () => {
  await testPython();
});

const database = "from django.conf import settings; print(settings.DATABASES['default']['NAME'])";

describe('the settings overlay', () => {
  it("leaves the project's own settings module as it is", async () => {
    const values = await probeSettings(['DATABASES', 'module:DATABASES'], pythonEnvironment({}));
    expect(values.DATABASES).toMatchObject({ default: { NAME: 'shop_7' } });
    expect(values['module:DATABASES']).toMatchObject({ default: { NAME: 'shop', CONN_MAX_AGE: 600 } });
  });

  it('applies to settings.configure() as well', async () => {
    const code =
      'from django.conf import settings;' +
      "settings.configure(ALLOWED_HOSTS=['www.live.example'], SECURE_SSL_REDIRECT=True);" +
      "print(settings.SECURE_SSL_REDIRECT, settings.DATABASES['default']['NAME'])";
    const { stdout, stderr } = await runPython(['-c', code], pythonEnvironment({}));
    expect(stderr).toBe('');
    expect(stdout).toBe('False shop_7');
  });

  it('applies to the object that a library puts in the place of the settings', async () => {
    const code =
      'import django; django.setup(); from django.conf import settings;' +
      "print(type(settings).__name__, settings.SECURE_SSL_REDIRECT, settings.DATABASES['default']['NAME'])";
    const env = pythonEnvironment({}, { DJANGO_SETTINGS_MODULE: 'hostile.substituted' });
    const { stdout, stderr } = await runPython(['-c', code], env);
    expect(stderr).toBe('');
    expect(stdout).toBe('SimpleNamespace False shop_7');
  });

  it('reaches the Python programs that the project starts', async () => {
    const code = `import subprocess, sys; subprocess.run([sys.executable, '-c', ${JSON.stringify(database)}])`;
    const { stdout } = await runPython(['-c', code], pythonEnvironment({}));
    expect(stdout).toBe('shop_7');
  });

  it('runs a sitecustomize of the machine or the project that it hides', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'sitecustomize.py'), "import sys; sys.theirs = 'ran'\n");
    const env = pythonEnvironment({}, { PYTHONPATH: `${overlayFolder}${delimiter}${folder.path}` });
    const { stdout } = await runPython(['-c', `import sys; print(sys.theirs); ${database}`], env);
    expect(stdout).toBe('ran\nshop_7');
  });

  it('costs a Python that does not use Django neither an import nor an error', async () => {
    const code = "import sys; print([name for name in sys.modules if name.startswith(('django', 'json'))])";
    const { stdout, stderr } = await runPython(['-c', code], {
      ...pythonEnvironment({}),
      MANYSITE_OVERLAY: '{',
    });
    expect(stderr).toBe('');
    expect(stdout).toBe('[]');
  });

  it('stays out of the way entirely without MANYSITE_OVERLAY', async () => {
    const code = `import sys; print([name for name in sys.modules if 'manysite' in name]); ${database}`;
    const { stdout } = await runPython(['-c', code], pythonEnvironment(null));
    expect(stdout).toBe('[]\nshop');
  });
});

describe('a wrong MANYSITE_OVERLAY keeps Django from starting with live settings', () => {
  it.each([
    ['text that is not JSON', '{', 'MANYSITE_OVERLAY is not JSON'],
    ['a list', '[]', 'MANYSITE_OVERLAY must be a JSON object'],
    [
      'a missing port',
      JSON.stringify({ ...overlayValues, database: { ...overlayValues.database, port: null } }),
      'port must be a whole number',
    ],
    [
      'hosts that are not text',
      JSON.stringify({ ...overlayValues, allowedHosts: [1] }),
      'allowedHosts must be a list of strings',
    ],
    [
      'an unknown line',
      JSON.stringify({ ...overlayValues, off: ['emial'] }),
      'no line emial; its lines are allowed-hosts,',
    ],
  ])('%s', async (_, given, message) => {
    const { code, stdout, stderr } = await runPython(['-c', database], {
      ...pythonEnvironment({}),
      MANYSITE_OVERLAY: given,
    });
    expect(stdout).toBe('');
    expect(stderr).toContain(`django.core.exceptions.ImproperlyConfigured: `);
    expect(stderr).toContain(message);
    expect(code).toBe(1);
  });
});

describe('the report', () => {
  it('lists what each line changed, once, without any secret', async () => {
    await using folder = await temporaryFolder();
    const reportFile = join(folder.path, 'report.json');
    await runPython(['-c', database], pythonEnvironment({ reportFile }));
    const text = await readFile(reportFile, 'utf8');
    expect(text).not.toMatch(/live-password|local-password/);
    const report = JSON.parse(text);
    expect(report.settingsModule).toBe('hostile.settings');
    expect(report.changes).toEqual(
      expect.arrayContaining([
        { line: 'hsts', setting: 'SECURE_HSTS_SECONDS', from: 31_536_000, to: 0 },
        { line: 'databases', setting: 'DATABASES.default.HOST', from: 'db.live.example', to: '127.0.0.1' },
        { line: 'databases', setting: 'DATABASES.default.PASSWORD', from: '***', to: '***' },
        { line: 'databases', setting: 'DATABASES.default.OPTIONS.sslmode', from: 'verify-full', to: null },
        { line: 'connection-age', setting: 'DATABASES.default.CONN_MAX_AGE', from: 600, to: 0 },
      ]),
    );

    await writeFile(reportFile, 'of the first process');
    await runPython(['-c', database], pythonEnvironment({ reportFile }));
    expect(await readFile(reportFile, 'utf8')).toBe('of the first process');
    expect(await readdir(folder.path)).toEqual(['report.json']);
  });

  it('is all but empty for settings that are right already', async () => {
    await using folder = await temporaryFolder();
    const reportFile = join(folder.path, 'report.json');
    const emailFolder = folder.path;
    const env = pythonEnvironment(
      { reportFile, emailFolder },
      { DJANGO_SETTINGS_MODULE: 'hostile.tame', TAME_EMAIL_FOLDER: emailFolder },
    );
    await runPython(['-c', database], env);
    const { changes } = JSON.parse(await readFile(reportFile, 'utf8'));
    // No project has these: they are no settings of Django's.
    expect(changes.map(({ line }: { line: string }) => line)).toEqual([
      'runserver-nodelay',
      'runserver-rest',
    ]);
  });
});

describe('databases', () => {
  const use = (alias: string) =>
    `import django; django.setup(); from django.db import connections; connections['${alias}'].cursor()`;

  it('on another machine are refused by name when the project uses them, and not before', async () => {
    const started = await runPython(['-c', 'import django; django.setup()'], pythonEnvironment({}));
    expect(started.code).toBe(0);
    const { code, stderr } = await runPython(['-c', use('legacy')], pythonEnvironment({}));
    expect(code).toBe(1);
    expect(stderr).toContain("DATABASES['legacy'] leads to mysql.live.example");
    expect(stderr).toContain('"serve": {"overlay": {"databases": false}}');
  });

  it.each([
    ['HOST', "'HOST': '203.0.113.9'"],
    ['a list of hosts', "'HOST': '127.0.0.1,203.0.113.9'"],
    ['OPTIONS.host', "'OPTIONS': {'host': 'db.live.example'}"],
    ['OPTIONS.hostaddr', "'HOST': 'localhost', 'OPTIONS': {'hostaddr': '203.0.113.9'}"],
    ['OPTIONS.service', "'OPTIONS': {'service': 'live'}"],
  ])('of PostgreSQL that lead elsewhere by %s become the active one', async (_, where) => {
    expect(
      await boundAlias(`{'ENGINE': 'django.db.backends.postgresql', 'NAME': 'other', ${where}}`),
    ).toMatchObject({
      NAME: 'shop_7',
      HOST: '127.0.0.1',
      PORT: '54321',
    });
  });

  it.each([
    ['a socket', "{'ENGINE': 'django.db.backends.postgresql', 'NAME': 'other', 'HOST': '/run/postgresql'}"],
    ['::1', "{'ENGINE': 'django.db.backends.postgresql', 'NAME': 'other', 'HOST': '::1'}"],
    ['no host', "{'ENGINE': 'django.db.backends.mysql', 'NAME': 'other'}"],
    ['a file', "{'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'other'}"],
  ])('on this machine, by %s, stay as they are', async (_, settings) => {
    expect(await boundAlias(settings)).toMatchObject({ NAME: 'other' });
  });

  it.each([
    [
      'Oracle with its server inside NAME',
      "{'ENGINE': 'django.db.backends.oracle', 'NAME': 'db.live.example:1521/x'}",
    ],
    [
      'MySQL with a defaults file',
      "{'ENGINE': 'django.db.backends.mysql', 'OPTIONS': {'read_default_file': '/etc/x'}}",
    ],
    ['an unknown engine without a host', "{'ENGINE': 'mssql', 'NAME': 'other'}"],
  ])('that cannot be proven local are refused: %s', async (_, settings) => {
    expect(await boundAlias(settings)).toMatchObject({ ENGINE: 'manysite_overlay.refused_database' });
  });

  it('of another engine become PostgreSQL, and keep their GIS', async () => {
    const engineOf = async (engine: string) => {
      const code =
        'from django.conf import settings;' +
        `settings.configure(DATABASES={'default': {'ENGINE': '${engine}', 'NAME': 'x', 'OPTIONS': {'timeout': 5}}});` +
        "print(settings.DATABASES['default']['ENGINE'], settings.DATABASES['default']['OPTIONS'])";
      return (await runPython(['-c', code], pythonEnvironment({}))).stdout;
    };
    expect(await engineOf('django.db.backends.sqlite3')).toBe('django.db.backends.postgresql {}');
    expect(await engineOf('django.contrib.gis.db.backends.spatialite')).toBe(
      'django.contrib.gis.db.backends.postgis {}',
    );
    expect(await engineOf('shop.instrumented_postgres')).toBe("shop.instrumented_postgres {'timeout': 5}");
  });

  const boundAlias = async (settings: string): Promise<unknown> => {
    const code =
      'import json; from django.conf import settings;' +
      `settings.configure(DATABASES={'default': {}, 'other': ${settings}});` +
      "print(json.dumps(settings.DATABASES['other']))";
    const { stdout, stderr } = await runPython(['-c', code], pythonEnvironment({}));
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  };
});

describe("Django's system checks with django-multisite", () => {
  it('trap 17: pass with the overlay, and fail by name with its two lines off', async () => {
    const check = ['manage.py', 'check'];
    const passing = await runPython(check, pythonEnvironment({}));
    expect(passing.stderr).not.toMatch(/E101|E903/);
    expect(passing.code).toBe(0);

    const off = ['silence-sites-e101', 'silence-fields-e903'];
    const failing = await runPython(check, pythonEnvironment({ off }));
    expect(failing.stderr).toContain('sites.E101');
    expect(failing.code).toBe(1);
  });
});

describe('django-multisite-plus', () => {
  it('from 0.7 on is left to do what the project says', async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, 'django_multisite_plus'));
    const init = join(folder.path, 'django_multisite_plus', '__init__.py');
    await writeFile(init, "__version__ = '0.7.2'\n");
    const names = ['DJANGO_MULTISITE_PLUS_AUTO_POPULATE_SITES', 'DJANGO_MULTISITE_PLUS_REWRITE_DOMAINS'];
    const code = `from django.conf import settings; print(${names.map((name) => `settings.${name}`).join(', ')})`;
    const path = [overlayFolder, folder.path, hostileProject].join(delimiter);
    const env = pythonEnvironment({}, { PYTHONPATH: path });
    expect((await runPython(['-c', code], env, folder.path)).stdout).toBe('True True');
    await writeFile(init, "__version__ = '0.6.3'\n");
    expect((await runPython(['-c', code], env, folder.path)).stdout).toBe('False False');
  });
});
