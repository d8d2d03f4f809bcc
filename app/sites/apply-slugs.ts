import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { AppError } from '../contract';
import { bumpTimestamp } from '../core/rewrite/bump-timestamp';
import { inTransaction } from './transaction';

interface StoredSlug {
  readonly id: string;
  readonly slug: string;
  readonly at: string;
}

const lockSlugs = async (client: ClientBase, siteIds: readonly number[]): Promise<readonly StoredSlug[]> => {
  const { rows } = await client.query<StoredSlug>(
    `select site_id::text as id, slug, last_updated_at::text as at from public.django_multisite_plus_site
     where site_id = any ($1::bigint[]) order by site_id for update`,
    [siteIds],
  );
  const found = new Set(rows.map(({ id }) => Number(id)));
  const missing = siteIds.filter((id) => !found.has(id));
  if (missing.length > 0)
    throw new AppError(
      'site-not-found',
      `No row in django_multisite_plus_site for site ${missing.join(', ')}.`,
      {
        hint: 'Slugs can be chosen for sites that have such a row.',
        data: { siteIds: missing },
      },
    );
  return rows;
};

/**
 * Stores slugs that were chosen for sites of a database with the plus table, in one transaction; sites may exchange slugs. Each
 * row that changes gets a new `last_updated_at` (multisite.md, trap 5). Domains follow with the next rewrite.
 *
 * @param client connected to the project's database as its serving role, in no transaction, used by nobody else meanwhile
 * @param slugs by site id, each found good by `slugProblem`
 * @param now ISO 8601
 * @throws AppError `site-not-found` for a site without plus row, `plan-stale` when another site has such a slug, `database-busy`
 */
export const applySlugs = async (
  client: ClientBase,
  slugs: ReadonlyMap<number, string>,
  now: string,
): Promise<void> => {
  if (slugs.size === 0) return;
  await inTransaction(client, async () => {
    await client.query(`set local datestyle = ISO`);
    const stored = await lockSlugs(client, [...slugs.keys()]);
    const changed = stored.filter(({ id, slug }) => slugs.get(Number(id)) !== slug);
    const ids = changed.map(({ id }) => id);
    const nonce = randomUUID();
    await client.query(
      `update public.django_multisite_plus_site set slug = $2::text || '.' || site_id where site_id = any ($1::bigint[])`,
      [ids, nonce],
    );
    await client.query(
      `update public.django_multisite_plus_site as target set slug = new.slug, last_updated_at = new.at
       from unnest($1::bigint[], $2::text[], $3::timestamptz[]) as new(id, slug, at) where target.site_id = new.id`,
      [ids, ids.map((id) => slugs.get(Number(id))), changed.map(({ at }) => bumpTimestamp(at, now))],
    );
  });
};
