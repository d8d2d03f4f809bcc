import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { AppError, type RewriteChange, type RewritePlan } from '../contract';
import { nextAliasIds } from './alias-ids';
import { inTransaction } from './transaction';

/** A cell that the plan changes in a row that exists. */
type Update = RewriteChange & { readonly id: number };

interface Work {
  readonly domains: readonly Update[];
  readonly aliases: readonly Update[];
  readonly created: readonly RewriteChange[];
  readonly timestamps: readonly Update[];
}

const isUpdate = (change: RewriteChange): change is Update => change.id !== null;

const sortOut = (plan: RewritePlan): Work => {
  const updates = plan.changes.filter(isUpdate);
  return {
    domains: updates.filter(({ table }) => table === 'django_site'),
    aliases: updates.filter(({ table }) => table === 'multisite_alias'),
    created: plan.changes.filter((change) => change.table === 'multisite_alias' && !isUpdate(change)),
    timestamps: updates.filter(({ table }) => table === 'django_multisite_plus_site'),
  };
};

/** The table's key and the cell, as a plan names them: fixed text, never from a plan, since it becomes SQL. */
const places = {
  domains: { table: 'django_site', key: 'id', column: 'domain', type: 'text' },
  aliases: { table: 'multisite_alias', key: 'id', column: 'domain', type: 'text' },
  timestamps: {
    table: 'django_multisite_plus_site',
    key: 'site_id',
    column: 'last_updated_at',
    type: 'timestamptz',
  },
} as const;
type Place = (typeof places)[keyof typeof places];

const staleError = (place: Place | { table: string }, siteIds: readonly number[]): AppError =>
  new AppError(
    'plan-stale',
    `The plan no longer fits: ${place.table} changed since, for site${siteIds.length === 1 ? '' : 's'} ${siteIds.join(', ')}.`,
    { hint: 'Nothing was written. Compute the plan again.', data: { table: place.table, siteIds } },
  );

/** Locks the rows in the order of their keys and compares each with what the plan saw. */
const lockAndCompare = async (
  client: ClientBase,
  place: Place,
  updates: readonly Update[],
): Promise<void> => {
  if (updates.length === 0) return;
  const { rows } = await client.query<{ key: string }>(
    `with seen as (select * from unnest($1::bigint[], $2::${place.type}[]) as seen(key, value)),
          locked as (select ${place.key} as key, ${place.column} as value from public.${place.table}
                     where ${place.key} = any ($1::bigint[]) order by ${place.key} for update)
     select seen.key::text as key from seen join locked using (key)
     where locked.value is not distinct from seen.value`,
    [updates.map(({ id }) => id), updates.map(({ from }) => from)],
  );
  const unchanged = new Set(rows.map(({ key }) => Number(key)));
  const changed = updates.filter(({ id }) => !unchanged.has(id));
  if (changed.length > 0)
    throw staleError(
      place,
      changed.map(({ siteId }) => siteId),
    );
};

/** The sites of aliases to be created must still be there, without a canonical alias; the lock keeps others from adding one. */
const lockAndCompareCreated = async (
  client: ClientBase,
  created: readonly RewriteChange[],
): Promise<void> => {
  if (created.length === 0) return;
  const siteIds = created.map(({ siteId }) => siteId);
  await client.query('select from public.django_site where id = any ($1::bigint[]) order by id for update', [
    siteIds,
  ]);
  const { rows } = await client.query<{ id: string }>(
    `select id::text as id from public.django_site as site
     where id = any ($1::bigint[])
       and not exists (select from public.multisite_alias where site_id = site.id and is_canonical)`,
    [siteIds],
  );
  const fitting = new Set(rows.map(({ id }) => Number(id)));
  const changed = siteIds.filter((id) => !fitting.has(id));
  if (changed.length > 0) throw staleError({ table: 'multisite_alias' }, changed);
};

const write = async (
  client: ClientBase,
  place: Place,
  values: ReadonlyMap<number, string>,
): Promise<void> => {
  if (values.size === 0) return;
  await client.query(
    `update public.${place.table} as target set ${place.column} = new.value
     from unnest($1::bigint[], $2::${place.type}[]) as new(key, value) where target.${place.key} = new.key`,
    [[...values.keys()], [...values.values()]],
  );
};

/**
 * First values that nobody can have, then the new ones: PostgreSQL checks uniqueness row by row, so sites that exchange domains
 * would stumble over each other (multisite.md, trap 7).
 */
const writeInTwoPhases = async (
  client: ClientBase,
  place: Place,
  updates: readonly Update[],
): Promise<void> => {
  const nonce = randomUUID();
  await write(client, place, new Map(updates.map(({ id }) => [id, `${nonce}.${id}`])));
  await write(client, place, new Map(updates.map(({ id, to }) => [id, to])));
};

const createAliases = async (client: ClientBase, created: readonly RewriteChange[]): Promise<void> => {
  if (created.length === 0) return;
  const ids = await nextAliasIds(client, created.length);
  await client.query(
    `insert into public.multisite_alias (id, domain, site_id, is_canonical, redirect_to_canonical)
     overriding system value
     select id, domain, site_id, true, true from unnest($1::bigint[], $2::text[], $3::bigint[]) as new(id, domain, site_id)`,
    [ids, created.map(({ to }) => to), created.map(({ siteId }) => siteId)],
  );
};

/**
 * Applies a rewrite: one transaction, all or nothing. Every row is locked and compared with what the plan saw; then domains
 * and canonical aliases are written, missing canonical aliases created and `last_updated_at` set, by set-based SQL
 * (a thousand sites take some ten milliseconds, single updates over a second).
 *
 * @param client connected to the project's database as its serving role, in no transaction, used by nobody else meanwhile
 * @param plan of `planRewrite`; its problems are not looked at
 * @throws AppError `plan-stale` when a row is no longer as the plan saw it, `database-busy` when rows stay locked for over 10 s;
 *   nothing is written then
 */
export const applyRewrite = async (client: ClientBase, plan: RewritePlan): Promise<void> => {
  if (plan.changes.length === 0) return;
  const work = sortOut(plan);
  await inTransaction(client, async () => {
    await lockAndCompare(client, places.domains, work.domains);
    await lockAndCompareCreated(client, work.created);
    await lockAndCompare(client, places.aliases, work.aliases);
    await lockAndCompare(client, places.timestamps, work.timestamps);
    await writeInTwoPhases(client, places.domains, work.domains);
    await writeInTwoPhases(client, places.aliases, work.aliases);
    await createAliases(client, work.created);
    await write(client, places.timestamps, new Map(work.timestamps.map(({ id, to }) => [id, to])));
  });
};
