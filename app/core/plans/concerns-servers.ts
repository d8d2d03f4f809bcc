import { cellsOf, type RowChange } from './row-change';

/** Columns that no server of ours keeps a copy of: the real domain is only shown, and a timestamp never changes alone. */
const readEachTime: ReadonlySet<string> = new Set(['real_domain', 'last_updated_at']);

/**
 * Whether servers that run know something that the plan changes, so that they must be replaced: which host belongs to which site
 * (multisite.md, trap 11), and the site's row itself, name included, which Django's SITE_CACHE keeps.
 */
export const concernsServers = (changes: readonly RowChange[]): boolean =>
  changes.some((change) => cellsOf(change).some(({ column }) => !readEachTime.has(column)));
