import type { SiteChange } from '../../../../app/contract';
import { formatDuration } from '../../../text/format';

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

/** What follows from a plan beyond its rows. */
interface Consequences {
  /** A whole sentence. */
  readonly restart: string;
  /** Domains that the site does not answer any more. */
  readonly left: readonly string[];
}

interface Serving {
  readonly isRunning: boolean;
  /** From the start of the first server until all are ready, as last measured; null: not measured yet. */
  readonly startMs: number | null;
}

/** Servers know nothing of real domains, so that a plan of those alone leaves them be. */
const concernsServers = ({ column }: SiteChange): boolean =>
  column !== 'real_domain' && column !== 'last_updated_at';

const restartText = (changes: readonly SiteChange[], { isRunning, startMs }: Serving): string => {
  if (!isRunning) return 'No server runs, so none restarts.';
  if (!changes.some(concernsServers)) return 'No server restarts.';
  const measured = startMs === null ? '' : ` (${formatDuration(startMs)} when last measured)`;
  return `The servers restart${measured}, without a failed request.`;
};

export const consequencesOf = (changes: readonly SiteChange[], serving: Serving): Consequences => {
  const ofDomains = changes.filter(
    ({ table, column }) => column === 'domain' && (table === 'django_site' || table === 'multisite_alias'),
  );
  const come = new Set(ofDomains.map(({ to }) => to));
  const gone = ofDomains.flatMap(({ row, from }) => (row === 'insert' || from === null ? [] : [from]));
  return {
    restart: restartText(changes, serving),
    left: [...new Set(gone)].filter((domain) => !come.has(domain)),
  };
};
