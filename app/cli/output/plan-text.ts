import type { PlanRecord, SiteChange, SitePlan } from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { formatAge, formatCount } from './quantities';
import { renderProblems } from './sites-text';
import { renderTable } from './table';

const tableNames: Readonly<Record<SiteChange['table'], string>> = {
  django_site: 'site',
  multisite_alias: 'alias',
  django_multisite_plus_site: 'plus',
  site_identity: 'slugs',
};

/** What a new or deleted row has like nearly every other says nothing. */
const isUsual = ({ row, column, from, to }: SiteChange): boolean => {
  const value = row === 'insert' ? to : from;
  const isFlag = column === 'is_canonical' || column === 'redirect_to_canonical' || column === 'is_enabled';
  return row !== 'update' && (value === '' || value === null || (isFlag && value === 'true'));
};

/** A moved `last_updated_at` follows from the other cells. */
const isShown = (change: SiteChange): boolean => change.column !== 'last_updated_at' && !isUsual(change);

const rowText = ({ row, id }: SiteChange, paint: Paint): string => {
  const key = id === null ? '' : String(id);
  if (row === 'update') return key;
  return row === 'insert' ? paint.good(`${key} new`.trim()) : paint.bad(`${key} gone`.trim());
};

const valueText = (value: string | null, paint: Paint): string =>
  value === '' ? paint.dim('(blank)') : cleanText(value ?? '');

const cells = (change: SiteChange, hasOthers: boolean, paint: Paint): string[] => [
  change.siteId < 0 ? paint.good('new') : String(change.siteId),
  tableNames[change.table],
  rowText(change, paint),
  hasOthers ? change.column : '',
  valueText(change.from, paint),
  '→',
  valueText(change.to, paint),
];

const outcomes = {
  shown: (summary: string) => `${summary} would change. Apply it: the same command without --dry-run`,
  applied: (summary: string, paint: Paint) =>
    paint.good(`Changed ${summary}. Take it back: manysite rewrite --undo`),
  undone: (summary: string, paint: Paint) => paint.good(`Took back ${summary}.`),
};

/**
 * A plan, cell by cell. Of what the changes bring with them (timestamps, usual values of new rows) nothing is said.
 *
 * @param state whether it is only shown, was done, or was taken back
 */
export const renderPlan = (plan: SitePlan, state: 'shown' | 'applied' | 'undone', paint: Paint): string => {
  const problems = plan.problems.length === 0 ? [] : [renderProblems(plan.problems, paint), ''];
  if (plan.changes.length === 0) {
    const hasErrors = plan.problems.some(({ severity }) => severity === 'error');
    const why = hasErrors ? 'what is not right needs a choice, see above' : 'everything is as it should be';
    return [...problems, `Nothing to change: ${why}.`].join('\n');
  }
  const shown = plan.changes.filter(isShown);
  const hasOthers = shown.some(({ column }) => column !== 'domain');
  const columns = [
    { title: 'SITE', align: 'right' as const },
    { title: 'TABLE' },
    { title: 'ROW', align: 'right' as const },
    { title: 'COLUMN' },
    { title: 'FROM' },
    { title: '' },
    { title: 'TO' },
  ];
  const siteCount = new Set(plan.changes.map(({ siteId }) => siteId)).size;
  const summary = `${formatCount(shown.length, 'value')} of ${formatCount(siteCount, 'site')}`;
  return [
    paint.bold(cleanText(plan.title)),
    '',
    renderTable(
      columns,
      shown.map((change) => cells(change, hasOthers, paint)),
      paint,
    ),
    '',
    ...problems,
    outcomes[state](summary, paint),
  ].join('\n');
};

/** What was done to the sites of a database, newest first. */
export const renderHistory = (plans: readonly PlanRecord[], now: Date, paint: Paint): string => {
  if (plans.length === 0) return 'Nothing was changed yet.';
  const next = plans.find(({ state }) => state === 'applied');
  const rows = plans.map((plan) => [
    String(plan.position),
    cleanText(plan.title),
    formatCount(plan.siteCount, 'site'),
    formatAge(plan.appliedAt, now),
    plan.undoneAt === null ? '' : paint.dim(`undone ${formatAge(plan.undoneAt, now)}`),
    plan === next ? paint.dim('← manysite rewrite --undo') : '',
  ]);
  return renderTable(
    [{ title: '#', align: 'right' }, ...['WHAT', 'SITES', 'DONE', 'STATE', ''].map((title) => ({ title }))],
    rows,
    paint,
  );
};
