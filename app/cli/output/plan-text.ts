import type { RewriteChange, RewritePlan } from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { formatCount } from './quantities';
import { renderProblems } from './sites-text';
import { renderTable } from './table';

const tableNames: Readonly<Record<RewriteChange['table'], string>> = {
  django_site: 'site',
  multisite_alias: 'alias',
  django_multisite_plus_site: 'plus',
};

const row = (change: RewriteChange, paint: Paint): string[] => [
  String(change.siteId),
  tableNames[change.table],
  change.id === null ? paint.good('new') : String(change.id),
  change.from === null ? '' : cleanText(change.from),
  '→',
  cleanText(change.to),
];

/**
 * A rewrite, row by row. The moved `last_updated_at` of a site follows from its domain and is only counted.
 *
 * @param isApplied whether it was done, or is only shown
 */
export const renderPlan = (plan: RewritePlan, isApplied: boolean, paint: Paint): string => {
  const domains = plan.changes.filter(({ column }) => column === 'domain');
  const touched = plan.changes.length - domains.length;
  const problems = plan.problems.length === 0 ? [] : [renderProblems(plan.problems, paint), ''];
  if (plan.changes.length === 0)
    return [...problems, 'Nothing to change: every domain is as it should be.'].join('\n');
  const columns = [
    { title: 'SITE', align: 'right' as const },
    { title: 'TABLE' },
    { title: 'ROW', align: 'right' as const },
    { title: 'FROM' },
    { title: '' },
    { title: 'TO' },
  ];
  const summary = `${formatCount(domains.length, 'domain')}${touched > 0 ? ` and ${formatCount(touched, 'timestamp')}` : ''}`;
  return [
    renderTable(
      columns,
      domains.map((change) => row(change, paint)),
      paint,
    ),
    '',
    ...problems,
    isApplied ? paint.good(`Changed ${summary}.`) : `${summary} would change. Apply it: manysite rewrite`,
  ].join('\n');
};
