import type { AliasEdit, Site } from '../../../../app/contract';

/** An alias as it would be after the edits, and what is to become of it. */
export interface AliasRow {
  /** Its domain before the edits, or that with which it is added. */
  readonly key: string;
  readonly domain: string;
  readonly isCanonical: boolean;
  readonly redirects: boolean;
  readonly change: 'none' | 'added' | 'changed' | 'removed';
  /** Which of the edits are about it. */
  readonly edits: readonly number[];
}

const edited = (row: AliasRow, edit: AliasEdit, number: number): AliasRow => {
  const next: AliasRow = {
    ...row,
    change: row.change === 'added' ? 'added' : 'changed',
    edits: [...row.edits, number],
  };
  switch (edit.edit) {
    case 'add':
      return row;
    case 'change':
      return { ...next, domain: edit.to };
    case 'remove':
      return { ...next, change: 'removed' };
    case 'redirect':
      return { ...next, redirects: edit.redirects };
    case 'make-canonical':
      return { ...next, isCanonical: true };
    default:
      return edit satisfies never;
  }
};

/** The aliases of a site with edits that are not saved, the canonical one first. */
export const aliasRows = (site: Site, edits: readonly AliasEdit[]): readonly AliasRow[] => {
  let rows: readonly AliasRow[] = site.aliases.map(({ domain, isCanonical, redirectsToCanonical }) => ({
    key: domain,
    domain,
    isCanonical,
    redirects: redirectsToCanonical,
    change: 'none',
    edits: [],
  }));
  edits.forEach((edit, number) => {
    if (edit.edit === 'add') {
      const { domain, redirects } = edit;
      rows = [
        ...rows,
        { key: domain, domain, isCanonical: false, redirects, change: 'added', edits: [number] },
      ];
      return;
    }
    rows = rows.map((row) => {
      if (row.domain === edit.domain && row.change !== 'removed') return edited(row, edit, number);
      return edit.edit === 'make-canonical' ? { ...row, isCanonical: false } : row;
    });
  });
  return [...rows].sort((one, other) => Number(other.isCanonical) - Number(one.isCanonical));
};

/** The edits without those of one row. */
export const withoutRow = (edits: readonly AliasEdit[], row: AliasRow): readonly AliasEdit[] =>
  edits.filter((_, number) => !row.edits.includes(number));

/** What becomes of a host that comes by an alias, in words. */
export const aliasText = ({ isCanonical, redirects }: Pick<AliasRow, 'isCanonical' | 'redirects'>): string =>
  isCanonical ? 'Served · the domain of the site' : redirects ? '301 to the domain' : 'Served';
