// How soon a plan of 1,000 sites is there and on the screen, from the call to the first rows. Run: npm run bench:rewrite [-- SITES]
import { register } from 'tsx/esm/api';
import { median, tell } from './figures.mjs';

register();
const { servePage } = await import('./open-page.mjs');
const { copyOf, siteTableOf, writeDump } = await import('../e2e/support/made-dump.ts');
const { openSandbox } = await import('../e2e/support/sandbox.ts');
const { makeTinyProject } = await import('../e2e/support/tiny-project.ts');
const { attachTo } = await import('../e2e/support/watcher.ts');

const count = Number(process.argv[2] ?? 1_000);
const rounds = 7;
const limitMs = 100;
const formatOf = (round) => `{}.round-${round}.localhost`;

const rowsOf = (row) => Array.from({ length: count }, (_, at) => row(at + 1));
const tables = [
  ...siteTableOf(rowsOf((id) => ({ id, domain: `www${id}.example`, name: `Site ${id}` }))),
  'CREATE TABLE public.multisite_alias (id integer NOT NULL, domain character varying(100) NOT NULL, is_canonical boolean, redirect_to_canonical boolean NOT NULL, site_id integer NOT NULL);',
  ...copyOf(
    'multisite_alias',
    'id, domain, is_canonical, redirect_to_canonical, site_id',
    rowsOf((id) => `${id}\twww${id}.example\tt\tt\t${id}`),
  ),
  'CREATE TABLE public.django_multisite_plus_site (site_id integer NOT NULL, real_domain character varying(255) NOT NULL, slug character varying(50) NOT NULL, is_enabled boolean NOT NULL, last_updated_at timestamp with time zone NOT NULL, extra_uwsgi_ini text NOT NULL);',
  ...copyOf(
    'django_multisite_plus_site',
    'site_id, real_domain, slug, is_enabled, last_updated_at, extra_uwsgi_ini',
    rowsOf((id) => `${id}\twww${id}.example\ts${id}\tt\t2026-11-09 12:40:26+00\t`),
  ),
  'ALTER TABLE ONLY public.multisite_alias ADD CONSTRAINT multisite_alias_pkey PRIMARY KEY (id);',
  'ALTER TABLE ONLY public.django_multisite_plus_site ADD CONSTRAINT plus_pkey PRIMARY KEY (site_id);',
];

/** In the page: types a format, and waits for the first row of its plan. @returns how long that took, in ms */
const typeFormat = async (format) => {
  const field = [...document.querySelectorAll('input')].find(({ value }) => value.includes('{}'));
  const before = performance.now();
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, format);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  const end = format.slice('{}'.length);
  while (!document.querySelector('tbody tr')?.textContent.includes(end))
    await new Promise(requestAnimationFrame);
  return performance.now() - before;
};

const sandbox = openSandbox();
const closers = [() => sandbox.dispose()];
try {
  await sandbox.json('add', makeTinyProject(sandbox, 'shop'));
  await sandbox.json('import', writeDump(sandbox, 'many.sql', tables));
  const { client, close } = await attachTo(sandbox);
  closers.unshift(close);
  const [project] = await client.projects.list();
  const planned = [];
  let changes = 0;
  for (let round = 0; round < rounds; round += 1) {
    const before = performance.now();
    const plan = await client.sites.plan({
      projectId: project.id,
      database: null,
      operation: { kind: 'rewrite', domainFormat: formatOf(round) },
    });
    planned.push(performance.now() - before);
    changes = plan.changes.length;
  }
  const { openPage } = await servePage(sandbox, closers);
  const page = await openPage();
  await page.getByRole('button', { name: /^Rewrite/ }).click();
  await page.getByLabel('Domain format').waitFor();
  const shown = [];
  for (let round = 0; round < rounds; round += 1)
    shown.push(await page.evaluate(typeFormat, formatOf(round + rounds)));
  tell(`Plan of ${count} sites, ${changes} changed rows, by the door`, median(planned), 'ms', limitMs);
  tell('First rows of it, from typing', median(shown), 'ms');
  console.log(
    `  ${rounds} rounds each: ${planned.map(Math.round).join(', ')}; ${shown.map(Math.round).join(', ')}`,
  );
} finally {
  for (const close of closers) await close();
}
