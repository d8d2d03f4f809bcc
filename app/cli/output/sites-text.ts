import type { ListedSite, Problem, Site } from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { formatCount, formatDuration } from './quantities';
import { renderTable } from './table';

/** Problems by name, one a line, below the table that they belong to. */
export const renderProblems = (problems: readonly Problem[], paint: Paint): string =>
  problems
    .map((problem) => {
      const mark = problem.severity === 'error' ? paint.bad('error') : paint.warning('warning');
      const fix = problem.suggestion === null ? '' : paint.dim(` (try ${cleanText(problem.suggestion)})`);
      return `${mark}  ${cleanText(problem.message)}${fix}`;
    })
    .join('\n');

/** Marks an alias that does not serve the site itself. */
const redirects = '→';

const otherAliases = (site: Site): string =>
  site.aliases
    .filter(({ isCanonical }) => !isCanonical)
    .map(
      ({ domain, redirectsToCanonical }) =>
        `${cleanText(domain)}${redirectsToCanonical ? ` ${redirects}` : ''}`,
    )
    .join(', ');

/** The real sites may be in another table: what django_site has must not be taken for all of them (multisite.md, trap 18). */
const isElsewhere = ({ code }: Problem): boolean => code === 'real-domains-elsewhere';

/** What answers it: its server, or the user's own. */
const stateText = ({ server, routedToPort }: ListedSite, paint: Paint): string => {
  if (routedToPort !== null) return paint.warning(`port ${routedToPort} by hand`);
  if (server === null) return '';
  return server.state === 'ready' ? paint.good(server.state) : paint.bad(server.state);
};

/** The sites of a database: where each opens, and what stands in its way. */
export const renderSites = (sites: readonly ListedSite[], paint: Paint): string => {
  if (sites.length === 0) return 'This database has no sites in django_site.';
  const rows = sites.map((site) => [
    String(site.id),
    cleanText(site.slug),
    cleanText(site.name),
    site.isEnabled
      ? (site.url ?? cleanText(site.domain))
      : `${cleanText(site.domain)} ${paint.dim('(disabled)')}`,
    stateText(site, paint),
    site.server?.p50Ms == null ? '' : formatDuration(site.server.p50Ms),
    cleanText(site.realDomain),
    otherAliases(site),
  ]);
  const columns = [
    { title: 'ID', align: 'right' as const },
    ...['SLUG', 'NAME', 'OPENS AT', 'STATE'].map((title) => ({ title })),
    { title: 'P50', align: 'right' as const },
    ...['REAL DOMAIN', 'ALIASES'].map((title) => ({ title })),
  ];
  const problems = sites.flatMap((site) => site.problems);
  const disabled = sites.filter((site) => !site.isEnabled).length;
  const hasRedirects = rows.some((row) => row.at(-1)?.includes(redirects) === true);
  const summary = [
    `${formatCount(sites.length, 'site')}${problems.some(isElsewhere) ? ' in django_site, and more domains in other tables' : ''}`,
    ...(disabled > 0 ? [`${disabled} disabled`] : []),
    ...(hasRedirects ? [`${redirects} redirects to the site's domain`] : []),
  ].join(', ');
  return [
    renderTable(columns, rows, paint),
    '',
    ...(problems.length > 0 ? [renderProblems(problems, paint), ''] : []),
    paint.dim(summary),
  ].join('\n');
};
