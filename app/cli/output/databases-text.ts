import { basename } from 'node:path';
import type { Database } from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { formatAge, formatBytes, formatCount } from './quantities';
import { renderTable } from './table';

const stateText = (database: Database, paint: Paint): string => {
  switch (database.state) {
    case 'ready':
      return database.isActive ? paint.good('active') : 'ready';
    case 'needs-attention':
      return paint.warning('needs attention');
    case 'importing':
    case 'deleting':
      return paint.dim(database.state);
    default:
      return database.state satisfies never;
  }
};

/** The databases of a project, the active one marked. */
export const renderDatabases = (databases: readonly Database[], now: Date, paint: Paint): string => {
  if (databases.length === 0) return 'No database yet. Import a dump: manysite import DUMP';
  const rows = databases.map((database) => [
    database.isActive ? paint.good('*') : '',
    cleanText(database.name),
    cleanText(database.label),
    stateText(database, paint),
    database.siteCount === null ? '' : String(database.siteCount),
    database.sizeBytes === null ? '' : formatBytes(database.sizeBytes),
    database.importedAt === null ? '' : formatAge(database.importedAt, now),
    cleanText(basename(database.dump.file)),
    database.problemCount === 0 ? '' : paint.warning(formatCount(database.problemCount, 'problem')),
  ]);
  const columns = [
    ...['', 'NAME', 'LABEL', 'STATE'].map((title) => ({ title })),
    { title: 'SITES', align: 'right' as const },
    { title: 'SIZE', align: 'right' as const },
    ...['IMPORTED', 'DUMP', ''].map((title) => ({ title })),
  ];
  const total = databases.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  const attention = databases
    .filter((database) => database.attention !== null)
    .map((database) => `${paint.warning(cleanText(database.name))}  ${cleanText(database.attention ?? '')}`);
  return [
    renderTable(columns, rows, paint),
    '',
    ...(attention.length > 0 ? [...attention, ''] : []),
    paint.dim(`${formatCount(databases.length, 'database')}, ${formatBytes(total)}`),
  ].join('\n');
};
