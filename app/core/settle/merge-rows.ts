import type { SiteRows } from '../sites/rows';

const merged = <Row>(
  before: readonly Row[] | null,
  wanted: readonly Row[] | null,
  isLeftOut: (row: Row) => boolean,
): readonly Row[] | null =>
  wanted === null
    ? null
    : [...wanted.filter((row) => !isLeftOut(row)), ...(before ?? []).filter((row) => isLeftOut(row))];

/** The rows as they are wanted, but for those of the sites that are left out, which are as they were. */
export const mergeRows = (before: SiteRows, wanted: SiteRows, leftOut: ReadonlySet<number>): SiteRows => {
  if (leftOut.size === 0) return wanted;
  const isOfLeftOut = ({ siteId }: { readonly siteId: number }): boolean => leftOut.has(siteId);
  return {
    tables: {
      sites: merged(before.tables.sites, wanted.tables.sites, ({ id }) => leftOut.has(id)),
      aliases: merged(before.tables.aliases, wanted.tables.aliases, isOfLeftOut),
      plus: merged(before.tables.plus, wanted.tables.plus, isOfLeftOut),
    },
    identities: merged(before.identities, wanted.identities, isOfLeftOut) ?? [],
  };
};
