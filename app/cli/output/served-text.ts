import type { Site, Status } from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { renderTable } from './table';

const shownSites = 12;

/** What can be opened now. */
export const renderServed = (
  project: string,
  status: Status,
  sites: readonly Site[],
  paint: Paint,
): string => {
  const down = new Set(
    status.servers.filter(({ state }) => state === 'failed').flatMap(({ siteIds }) => siteIds),
  );
  const open = sites.filter((site) => site.isEnabled && site.url !== null && !down.has(site.id));
  const rows = open.slice(0, shownSites).map((site) => [cleanText(site.name), site.url ?? '']);
  const rest = open.length - shownSites;
  const database = status.database === null ? '' : ` from ${cleanText(status.database)}`;
  return [
    `${paint.good('Serving')} ${paint.bold(cleanText(project))}${database}, ${status.mode}.`,
    '',
    ...(rows.length === 0
      ? ['No site can be opened: see manysite sites.']
      : [renderTable([{ title: 'SITE' }, { title: 'OPENS AT' }], rows, paint)]),
    ...(rest > 0 ? [paint.dim(`and ${rest} more: manysite sites`)] : []),
  ].join('\n');
};
