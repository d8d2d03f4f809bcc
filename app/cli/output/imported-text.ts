import type { Database, Job } from '../../contract';
import { resultOf } from '../job-result';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { formatBytes, formatCount, formatDuration } from './quantities';

/** The database that an import made: the one that the job names, else the youngest. */
export const importedDatabase = (databases: readonly Database[], job: Job): Database | null => {
  const { database } = resultOf(job);
  const named = databases.find(({ name }) => name === database);
  if (named !== undefined) return named;
  const youngest = databases.toSorted((left, right) =>
    (right.importedAt ?? '').localeCompare(left.importedAt ?? ''),
  );
  return youngest[0] ?? null;
};

/** What an import did, what it left out (the reasons are in its report), and the next step. */
export const renderImported = (database: Database | null, paint: Paint): string => {
  if (database === null) return 'Imported.';
  const { report } = database;
  const name = cleanText(database.name);
  const size = database.sizeBytes === null ? '' : `, ${formatBytes(database.sizeBytes)}`;
  const counts =
    report === null
      ? ''
      : `: ${formatCount(report.tables, 'table')}, ${formatCount(report.rows, 'row')}${size} in ${formatDuration(report.durationMs)}`;
  const skipped = (report?.skipped ?? []).map(({ what, count }) => `${count} × ${cleanText(what)}`);
  const warnings = (report?.warnings ?? []).map((text) => `${paint.warning('warning')}   ${cleanText(text)}`);
  const sites = database.siteCount === null ? [] : [`${formatCount(database.siteCount, 'site')}.`];
  const problems =
    database.problemCount === 0
      ? []
      : [paint.warning(`${formatCount(database.problemCount, 'problem')}: see manysite sites.`)];
  const next = database.isActive
    ? 'It is the active database: manysite start'
    : `Make it the active one: manysite switch ${name}`;
  return [
    `Imported ${paint.bold(name)}${counts}`,
    ...(skipped.length === 0 ? [] : [paint.dim(`left out   ${skipped.join(', ')}`)]),
    ...warnings,
    [...sites, ...problems, next].join(' '),
    ...(database.attention === null ? [] : [paint.warning(cleanText(database.attention))]),
  ].join('\n');
};
