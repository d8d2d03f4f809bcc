import type { RowChange } from './row-change';

/** The ids that new rows got in place of provisional ones. */
export interface GivenIds {
  readonly sites: ReadonlyMap<number, number>;
  readonly aliases: ReadonlyMap<number, number>;
}

type Ids = ReadonlyMap<number, number>;

const given = (ids: Ids, id: number): number => ids.get(id) ?? id;

/** A changed row with every provisional id in it, its own and its site's, replaced. */
const withIds = (change: RowChange, { sites, aliases }: GivenIds): RowChange => {
  if (change.row === 'delete') return change;
  switch (change.table) {
    case 'django_site':
      return { ...change, after: { ...change.after, id: given(sites, change.after.id) } };
    case 'multisite_alias': {
      const { id, siteId } = change.after;
      return {
        ...change,
        after: { ...change.after, id: given(aliases, id), siteId: given(sites, siteId) },
      };
    }
    case 'django_multisite_plus_site':
      return { ...change, after: { ...change.after, siteId: given(sites, change.after.siteId) } };
    case 'site_identity':
      return { ...change, after: { ...change.after, siteId: given(sites, change.after.siteId) } };
    default:
      return change satisfies never;
  }
};

/** The changes of a plan once its new rows have their ids. */
export const withGivenIds = (changes: readonly RowChange[], ids: GivenIds): readonly RowChange[] =>
  ids.sites.size === 0 && ids.aliases.size === 0 ? changes : changes.map((change) => withIds(change, ids));
