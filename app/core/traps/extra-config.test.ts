import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { alias, plus, settings, site } from '../rewrite/testing/tables';
import { describeSites } from '../sites/describe-sites';

const app = fileURLToPath(new URL('../../', import.meta.url));

const describedWith = (extraUwsgiIni: string) =>
  describeSites({
    tables: {
      sites: [site(1, 'a.test')],
      aliases: [alias(1, 1, 'a.test')],
      plus: [plus(1, 'a', { extraUwsgiIni })],
    },
    identities: [],
    settings,
    routerUrlPort: 8000,
  })[0];

it('trap 15: extra configuration is shown whole, and told of by the names of what it sets', () => {
  const found = describedWith(
    '; from live\nworkers = 5\nexec-pre-app = rm -rf /\nenv = A=1\nenv = B=2\nmule\nlazy\n',
  );
  expect(found?.extraConfig).toContain('exec-pre-app = rm -rf /');
  expect(found?.problems).toEqual([
    {
      code: 'extra-config',
      severity: 'warning',
      siteId: 1,
      message:
        'Site 1 (N1) has extra uWSGI configuration (workers, exec-pre-app, env, mule and 1 more): it is kept and shown, and nothing executes it here.',
      suggestion: null,
    },
  ]);
  expect(describedWith(' \n')?.problems).toEqual([]);
  expect(describedWith('# nothing\n')?.problems[0]?.message).toContain('(only comments)');
});

it('trap 15: nothing that starts programs knows of it', () => {
  const starters = [
    'servers',
    'router',
    'projects',
    'host/running',
    'host/journeys/run-project.ts',
    'core/routes',
  ];
  const sources = starters.flatMap((place) =>
    place.endsWith('.ts')
      ? [join(app, place)]
      : readdirSync(join(app, place), { recursive: true, encoding: 'utf8' })
          .filter((name) => /\.(?:ts|py|mjs)$/.test(name) && !name.endsWith('.test.ts'))
          .map((name) => join(app, place, name)),
  );
  expect(sources.length).toBeGreaterThan(80);
  const knowing = sources.filter((file) =>
    /extra_?uwsgi_?ini|extra_?config/i.test(readFileSync(file, 'utf8')),
  );
  expect(knowing).toEqual([]);
});
