import { AppError, type Inspection } from '../../contract';
import { slugProblem } from '../../core/names/slugs';
import { proposeIdentities } from '../../core/sites/propose-identities';
import { connectAs, type Login } from '../../postgres/connect';
import { applySlugs } from '../../sites/apply-slugs';
import { readSiteTables } from '../../sites/read-site-tables';
import type { Engine } from '../engine';

/**
 * Checks slugs that were chosen for an import, before anything is made.
 *
 * @throws AppError `site-not-found`, `setting-invalid`
 */
export const checkChosenSlugs = (inspection: Inspection, slugs: ReadonlyMap<number, string>): void => {
  const known = new Set(inspection.sites.map(({ id }) => id));
  for (const [siteId, slug] of slugs) {
    if (!known.has(siteId)) {
      throw new AppError('site-not-found', `The dump has no site with the id ${siteId}.`, {
        hint: `It has: ${[...known].join(', ') || 'none'}.`,
        data: { siteId },
      });
    }
    const problem = slugProblem(slug);
    if (problem !== null) {
      throw new AppError(
        'setting-invalid',
        `“${slug}” cannot be the slug of site ${siteId}: it ${problem.reason}`,
        {
          hint: 'A slug is a DNS label: letters, digits and hyphens.',
          data: { siteId, slug },
        },
      );
    }
  }
};

/**
 * Gives the sites of a freshly restored database their chosen slugs: in the plus table, or, for a database that has none,
 * in the catalog, where all its sites get a slug.
 */
export const storeSlugs = async (
  engine: Engine,
  target: { readonly databaseId: string; readonly databaseName: string; readonly login: Login },
  slugs: ReadonlyMap<number, string>,
): Promise<void> => {
  const { host, port, socketFolder } = engine.cluster;
  const connection = { host: socketFolder ?? host, port, database: target.databaseName, ...target.login };
  const tables = await readSiteTables(connection);
  if (tables.plus === null) {
    const identities = proposeIdentities(tables).map((identity) => ({
      ...identity,
      slug: slugs.get(identity.siteId) ?? identity.slug,
    }));
    await engine.catalog.identities.replace(target.databaseId, identities);
    return;
  }
  if (slugs.size === 0) return;
  const client = await connectAs(engine.cluster, {
    ...target.login,
    database: target.databaseName,
    applicationName: 'manysite slugs',
  });
  try {
    await applySlugs(client, slugs, engine.now().toISOString());
  } finally {
    await client.end();
  }
};
