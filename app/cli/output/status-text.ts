import type { ChangeOutcome, FileWatch, Status } from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { formatAge, formatBytes, formatCount, formatDuration, formatSpan } from './quantities';
import { renderRoutes } from './routes-text';
import { renderFacts, renderTable } from './table';

const paintState = (state: string, paint: Paint): string => {
  if (state === 'ready') return paint.good(state);
  if (state === 'failed') return paint.bad(state);
  return state === 'stopped' ? paint.dim(state) : paint.warning(state);
};

const shownIds = 6;

const siteIdsText = (ids: readonly number[]): string =>
  ids.length <= shownIds ? ids.join(', ') : `${ids.slice(0, shownIds).join(', ')} … (${ids.length})`;

type StatusServer = Status['servers'][number];

const rateText = (perSecond: number): string => (perSecond === 0 ? '' : `${perSecond.toFixed(1)}/s`);
const countText = (count: number): string => (count === 0 ? '' : count.toLocaleString('en-US'));
const durationText = (ms: number | null): string => (ms === null ? '' : formatDuration(ms));

/** Uptime, use and answers; what was not measured, or is none, stays blank. */
const figureCells = (server: StatusServer, now: Date, paint: Paint): string[] => {
  const { traffic } = server;
  const errors = countText(traffic.responses.serverError + traffic.responses.unanswered);
  return [
    server.since === null ? '' : formatSpan(server.since, now),
    server.cpuShare === null ? '' : `${Math.round(server.cpuShare * 100)} %`,
    server.memoryBytes === null ? '' : formatBytes(server.memoryBytes),
    countText(traffic.requests),
    rateText(traffic.requestsPerSecond),
    errors === '' ? '' : paint.bad(errors),
    durationText(traffic.p50Ms),
    durationText(traffic.p95Ms),
    countText(server.restarts),
  ];
};

const figureTitles = ['UP', 'CPU', 'MEMORY', 'REQUESTS', 'RATE', 'ERRORS', 'P50', 'P95', 'RESTARTS'];

/** Whether changed files restart the servers, and what became of the last change. */
const watchText = ({ state, reason, lastChange }: FileWatch, now: Date, paint: Paint): string[] => {
  if (state === 'off') return ['off (serve.watch)'];
  if (state === 'unavailable') return [paint.warning(cleanText(reason ?? 'not available'))];
  if (lastChange === null) return state === 'watching' ? ['restarts when files change'] : [];
  const files = cleanText(namedChange(lastChange));
  const age = formatAge(lastChange.at, now);
  switch (lastChange.outcome) {
    case 'restarting':
      return [`restarting: ${files} changed`];
    case 'restarted':
      return [`restarted ${age}: ${files} changed`];
    case 'kept':
      return [paint.bad(`not restarted, though ${files} changed: ${cleanText(lastChange.message ?? '')}`)];
    default:
      return lastChange.outcome satisfies never;
  }
};

const shownFiles = 3;

const namedChange = ({ files, fileCount }: ChangeOutcome): string => {
  const more = fileCount - shownFiles;
  return `${files.slice(0, shownFiles).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

/**
 * What runs for a project, and where it is reached.
 *
 * @param now for uptimes
 */
export const renderStatus = (status: Status, now: Date, paint: Paint): string => {
  const facts = renderFacts(
    [
      ['Project', paint.bold(cleanText(status.project))],
      ['Database', status.database === null ? paint.dim('none yet') : cleanText(status.database)],
      ['Mode', status.mode],
      ['Router', status.router.url ?? paint.dim('not running')],
      ...watchText(status.watch, now, paint).map((text): [string, string] => ['Files', text]),
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
      ...figureTitles.map((title) => ({ title, align: 'right' as const })),
    ],
    status.servers.map((server) => [
      cleanText(server.name),
      paintState(server.state, paint),
      siteIdsText(server.siteIds),
      server.pid === null ? '' : String(server.pid),
      server.port === null ? '' : String(server.port),
      ...figureCells(server, now, paint),
    ]),
    paint,
  );
  const memory = status.servers.reduce((sum, { memoryBytes }) => sum + (memoryBytes ?? 0), 0);
  const total = `${formatCount(status.servers.length, 'server')}${memory > 0 ? `, ${formatBytes(memory)}` : ''}`;
  const routes = status.routes.length === 0 ? [] : [paint.warning(renderRoutes(status.routes)), ''];
  return [facts, '', table, '', ...routes, paint.dim(total)].join('\n');
};
