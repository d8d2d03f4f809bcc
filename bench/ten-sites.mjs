// A project with ten sites that all answer: the demo's code with its second dump, and three sites more.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { makeProject, stageDump } from '../e2e/support/made-project.ts';

const further = [
  { id: 31, slug: 'library', name: 'Tideport Library' },
  { id: 32, slug: 'choir', name: 'Harbour Choir' },
  { id: 33, slug: 'market', name: 'Fish Market' },
].map((site) => ({ ...site, domain: `${site.slug}.tideport.example` }));

/** Rows of COPY text by table, in the order of the columns that the demo's dump has. */
const rows = {
  django_site: ({ id, domain, name }) => `${id}\t${domain}\t${name}`,
  multisite_alias: ({ id, domain }) => `${id}\t${domain}\tt\tt\t${id}`,
  django_multisite_plus_site: ({ id, domain, slug }) =>
    `${id}\t${domain}\t${slug}\tt\t2026-11-09 12:40:26+00\t`,
  pages_profile: ({ id, name }) =>
    `${id}\t${name}\t${name}\tQuay Street\tdesk@tideport.example\tposter\toars\t#e9f1fb\t#12263f\t#0b5cad`,
};

const withFurther = (sql) =>
  Object.entries(rows)
    .reduce(
      (text, [table, row]) =>
        text.replace(new RegExp(`^COPY public\\.${table} .*$`, 'm'), (head) =>
          [head, ...further.map(row)].join('\n'),
        ),
      sql,
    )
    // The one site of the dump that is switched off.
    .replace(/\tf\t2026-08-31/, '\tt\t2026-08-31');

/** Adds the project, imports the dump, and serves its ten sites by a process each. */
export const serveTenSites = async (sandbox) => {
  const dump = join(sandbox.dataFolder, 'ten-sites.sql');
  writeFileSync(dump, withFurther(gunzipSync(readFileSync(stageDump)).toString('utf8')));
  await sandbox.json('add', makeProject(sandbox, 'shop'));
  await sandbox.json('import', dump);
  await sandbox.json('mode', 'multi-process');
  await sandbox.json('start');
};
