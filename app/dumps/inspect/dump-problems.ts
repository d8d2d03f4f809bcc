import type { Problem } from '../../contract';
import type { SiteTables } from '../../core/sites/rows';
import { elsewhereProblems } from '../../core/sites/surroundings';
import { isExtensionTable, tablesThatNeed } from './extension-needs';
import { isTenantDomains, type Survey, type SurveyedTable } from './survey';

const problem = (
  code: Problem['code'],
  message: string,
  severity: Problem['severity'] = 'warning',
): Problem => ({
  code,
  severity,
  siteId: null,
  message,
  suggestion: null,
});

const mostNames = 10;
const list = (names: readonly string[]): string =>
  names.length <= mostNames
    ? names.join(', ')
    : `${names.slice(0, mostNames).join(', ')} and ${names.length - mostNames} more`;

const missingExtensions = (survey: Survey, available: ReadonlySet<string>): Problem[] =>
  [...survey.extensions.keys()]
    .filter((name) => !available.has(name))
    .map((name) => {
      const tables = tablesThatNeed(survey, name);
      const effect =
        tables.length === 0
          ? 'No table of the dump is seen to need it.'
          : `These tables need it and will be missing: ${list(tables)}.`;
      return problem(
        'extension-missing',
        `The dump wants the extension ${name}, which this server does not have. ${effect}`,
      );
    });

const tablesNamed = (survey: Survey, name: string): SurveyedTable[] =>
  [...survey.tables.values()].filter((table) => table.name === name);

const isCreated = (survey: Survey, name: string): boolean =>
  tablesNamed(survey, name).some((table) => table.columns !== null);

const partial = (survey: Survey, isComplete: boolean): Problem[] => {
  const found: Problem[] = [];
  const tables = [...survey.tables.values()];
  const created = tables.filter((table) => table.columns !== null);
  const uncreated = tables
    .filter((table) => table.columns === null && !isExtensionTable(survey, table))
    .map((table) => table.name);
  if (!isComplete)
    found.push(
      problem(
        'partial-dump',
        'The last line of pg_dump is missing: the dump was cut, and cannot be imported.',
        'error',
      ),
    );
  if (uncreated.length > 0) {
    found.push(
      problem(
        'partial-dump',
        `The dump has rows for tables that it does not create (data only): ${list(uncreated)}.`,
      ),
    );
  }
  // South kept this before Django 1.7.
  if (!isCreated(survey, 'django_migrations') && !isCreated(survey, 'south_migrationhistory')) {
    const what = `It has ${created.length} ${created.length === 1 ? 'table' : 'tables'}`;
    found.push(
      problem(
        'partial-dump',
        `The dump has no table django_migrations: it holds a part of a Django project's tables, or none. ${what}.`,
      ),
    );
  }
  const absent = [...survey.referenced].filter((name) => survey.tables.get(name)?.columns == null);
  if (absent.length > 0) {
    found.push(
      problem(
        'partial-dump',
        `Foreign keys point to tables that are not in the dump, and cannot be made: ${list(absent)}.`,
      ),
    );
  }
  return found;
};

const missingSites = (survey: Survey, tables: SiteTables): Problem[] => {
  if (tables.sites !== null) return [];
  const isView = [...survey.views].some((name) => name.endsWith('.django_site'));
  if (isView)
    return [
      problem(
        'sites-table-missing',
        'django_site is a view in this dump, not a table: its sites are not read.',
      ),
    ];
  return tablesNamed(survey, 'django_site').length > 0
    ? [problem('sites-table-missing', 'The dump has rows of django_site, but does not create the table.')]
    : [
        problem(
          'sites-table-missing',
          'The dump has no table django_site: the project does not use the sites framework, or the dump is a part.',
        ),
      ];
};

const isText = (value: string | null | undefined): value is string =>
  value !== null && value !== undefined && value !== '';

/** Domains in Wagtail's and in tenants' tables that no site has (multisite.md, trap 18). */
const domainsElsewhere = (survey: Survey, tables: SiteTables): readonly Problem[] =>
  elsewhereProblems(
    tables,
    [...survey.tables.values()].flatMap((table) => {
      const column =
        table.name === 'wagtailcore_site' ? 'hostname' : isTenantDomains(table.columns) ? 'domain' : null;
      if (column === null) return [];
      return [{ table: table.name, domains: (table.rows ?? []).map((row) => row[column]).filter(isText) }];
    }),
  );

export interface DumpFacts {
  readonly survey: Survey;
  readonly tables: SiteTables;
  readonly availableExtensions: ReadonlySet<string>;
  readonly isComplete: boolean;
  /** Rows of the sites' tables that are not plain values, by table. */
  readonly unreadable: ReadonlyMap<string, number>;
}

/** Everything about the dump itself, not about one site, that the user should know before importing it. */
export const dumpProblems = (facts: DumpFacts): Problem[] => [
  ...missingExtensions(facts.survey, facts.availableExtensions),
  ...partial(facts.survey, facts.isComplete),
  ...missingSites(facts.survey, facts.tables),
  ...domainsElsewhere(facts.survey, facts.tables),
  ...[...facts.unreadable].map(([table, count]) =>
    problem(
      'partial-dump',
      `${count} rows of ${table} hold expressions instead of values: they are known only after the import.`,
    ),
  ),
];
