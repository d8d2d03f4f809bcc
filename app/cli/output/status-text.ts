import type { Status } from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { formatBytes, formatCount } from './quantities';
import { renderFacts, renderTable } from './table';

const paintState = (state: string, paint: Paint): string => {
  if (state === 'ready') return paint.good(state);
  if (state === 'failed') return paint.bad(state);
  return state === 'stopped' ? paint.dim(state) : paint.warning(state);
};

const shownIds = 6;

const siteIdsText = (ids: readonly number[]): string =>
  ids.length <= shownIds ? ids.join(', ') : `${ids.slice(0, shownIds).join(', ')} … (${ids.length})`;

/** What runs for a project, and where it is reached. */
export const renderStatus = (status: Status, paint: Paint): string => {
  const facts = renderFacts(
    [
      ['Project', paint.bold(cleanText(status.project))],
      ['Database', status.database === null ? paint.dim('none yet') : cleanText(status.database)],
      ['Mode', status.mode],
      ['Router', status.router.url ?? paint.dim('not running')],
    ],
    paint,
  );
  const next =
    status.database === null ? 'Import a dump first: manysite import DUMP' : 'Start them: manysite start';
  if (status.servers.length === 0) return `${facts}\n\n${paint.dim(`No server runs. ${next}`)}`;
  const table = renderTable(
    [
      { title: 'SERVER' },
      { title: 'STATE' },
      { title: 'SITES' },
      { title: 'PID', align: 'right' },
      { title: 'PORT', align: 'right' },
      { title: 'MEMORY', align: 'right' },
    ],
    status.servers.map((server) => [
      cleanText(server.name),
      paintState(server.state, paint),
      siteIdsText(server.siteIds),
      server.pid === null ? '' : String(server.pid),
      server.port === null ? '' : String(server.port),
      server.memoryBytes === null ? '' : formatBytes(server.memoryBytes),
    ]),
    paint,
  );
  const memory = status.servers.reduce((sum, { memoryBytes }) => sum + (memoryBytes ?? 0), 0);
  const total = `${formatCount(status.servers.length, 'server')}${memory > 0 ? `, ${formatBytes(memory)}` : ''}`;
  return [facts, '', table, '', paint.dim(total)].join('\n');
};
