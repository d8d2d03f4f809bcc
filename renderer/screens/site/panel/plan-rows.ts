import type { Site, SiteChange } from '../../../../app/contract';

/** One row that a plan changes, as it is shown. */
export interface RowOfPlan {
  /** The table and the row's key, e.g. `django_site 2`. */
  readonly name: string;
  readonly cells: readonly Pick<SiteChange, 'column' | 'from' | 'to'>[];
}

const nameOf = ({ table, row, id, siteId }: SiteChange): string => {
  if (row === 'insert') return `${table}, new`;
  const key = `${table} ${id ?? siteId}`;
  return row === 'delete' ? `${key}, deleted` : key;
};

/** A time stamp goes with every change of its row, and is news only where it is alone. */
const isShown = (change: SiteChange): boolean =>
  change.column !== 'last_updated_at' && (change.from ?? '') !== (change.to ?? '');

/** The cells of a plan by row, in the plan's order. */
export const rowsOf = (changes: readonly SiteChange[]): readonly RowOfPlan[] => {
  const rows = new Map<string, SiteChange[]>();
  for (const change of changes) {
    const name = nameOf(change);
    rows.set(name, [...(rows.get(name) ?? []), change]);
  }
  return [...rows].map(([name, cells]) => {
    const shown = cells.filter(isShown);
    return { name, cells: shown.length > 0 ? shown : cells };
  });
};

/** What follows from a plan beyond its rows, in whole sentences. */
export const consequencesOf = (changes: readonly SiteChange[], site: Site): readonly string[] => {
  const gone = changes.flatMap(({ table, row, column, from }) =>
    (table === 'django_site' || table === 'multisite_alias') &&
    column === 'domain' &&
    row !== 'insert' &&
    from !== null
      ? [from]
      : [],
  );
  const come = new Set(changes.flatMap(({ column, to }) => (column === 'domain' && to !== null ? [to] : [])));
  const left = [...new Set(gone)].filter((domain) => !come.has(domain));
  const onlyReal = changes.every(({ column }) => column === 'real_domain' || column === 'last_updated_at');
  return [
    onlyReal ? 'No server restarts.' : 'Its servers restart, without a failed request.',
    ...left.map((domain) => `${domain} is no longer answered by ${site.name}.`),
  ];
};
